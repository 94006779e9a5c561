//! The municipality, which every reader gets without a session.

mod common;

use common::{ANNA, TestEnvironment};
use contract::paths;
use gateway::clock::Moment;
use reqwest::StatusCode;
use serde_json::json;
use std::process::Command;

const ARMS: &str = r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h8v8z"/></svg>"#;

#[tokio::test]
async fn everything_about_the_municipality_comes_from_the_configuration() {
    let environment = TestEnvironment::start().await;
    let answer = environment.guest().get(paths::MUNICIPALITY).await.body;
    assert_eq!(answer["name"], json!({"it": "Comune di Valtournenche", "fr": "Commune de Valtournenche"}));
    assert_eq!(answer["parent"]["fr"], "Région autonome Vallée d’Aoste");
    assert_eq!(answer["office"]["email"], "mensa@comune.example.org");
    assert_eq!(answer["links"]["accessibility"]["it"], "https://form.agid.gov.it/");
    // Missing values are absent in the answer.
    assert!(answer.get("logo_url").is_none() && answer.get("colours").is_none());
    assert_eq!(answer["texts"], json!({}));
    assert_eq!(environment.guest().get(paths::LOGO).await.problem(), "not-found");
}

#[tokio::test]
async fn a_service_has_every_language_in_which_the_municipality_names_it() {
    let csv = "account,guardian_email,guardian_fiscal_code,guardian_name,children,service,meal_price,balance\n\
               M-0001,anna.perrin@example.org,RSSMRA45C12F205C,Anna Perrin,Zoé,Mensa scuola primaria,5.30,12.40\n\
               M-0002,anna.perrin@example.org,RSSMRA45C12F205C,Anna Perrin,Luca,Scuolabus,,8.00\n";
    let environment = TestEnvironment::start().await;
    gateway::service::import_accounts::import_accounts(
        environment.service.store(),
        csv.as_bytes(),
        Moment::now(),
    )
    .await
    .unwrap();
    let anna = environment.signed_in(ANNA).await;
    let canteen = json!({
        "it": "Mensa scuola primaria", "fr": "Cantine de l’école primaire", "en": "Primary school canteen"
    });
    assert_eq!(anna.account("Zoé").await["service"], canteen);
    assert_eq!(anna.account("Luca").await["service"], json!({"it": "Scuolabus"}), "shown as in the file");
    assert_eq!(anna.open("Zoé", "25.00").await["service"], canteen);
}

#[tokio::test]
async fn coat_of_arms_is_served_as_a_picture_without_scripts() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("arms");
    std::fs::write(&file, ARMS).unwrap();
    let environment = TestEnvironment::start_with(|config| config.municipality.logo = Some(file)).await;
    let answer = environment.guest().get(paths::MUNICIPALITY).await.body;
    let arms =
        reqwest::get([&environment.base, answer["logo_url"].as_str().unwrap()].concat()).await.unwrap();
    assert_eq!(arms.status(), StatusCode::OK);
    let header = |name: &str| arms.headers()[name].to_str().unwrap().to_owned();
    assert_eq!(header("content-type"), "image/svg+xml");
    assert_eq!(header("x-content-type-options"), "nosniff");
    // Opened by itself it is a document of this origin: no script of its own runs in it.
    assert!(header("content-security-policy").contains("script-src 'self'"));
    assert!(header("cache-control").contains("max-age"));
    assert_eq!(arms.text().await.unwrap(), ARMS);
}

#[test]
fn logo_that_is_not_a_picture_or_too_large_is_refused_at_the_start() {
    let folder = tempfile::tempdir().unwrap();
    let config = folder.path().join("gateway.toml");
    std::fs::write(&config, include_str!("../gateway.example.toml")).unwrap();
    let huge = [ARMS.as_bytes(), &[b' '; 100 * 1024]].concat();
    for (content, expected) in
        [(&b"GIF89a"[..], "not an SVG, PNG or WebP picture"), (&huge, "at most 100 KB")]
    {
        std::fs::write(folder.path().join("logo"), content).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_gateway"));
        let started =
            command.env_clear().env("RICARICA_MUNICIPALITY__LOGO", "logo").args(["serve", "--config"]);
        let done = started.arg(&config).output().unwrap();
        let answer = String::from_utf8(done.stderr).unwrap();
        assert!(!done.status.success() && answer.contains(expected), "{answer}");
    }
}
