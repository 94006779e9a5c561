//! The manifest and the icons of the installed app, from the configuration.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "test code"
)]

mod common;

use common::TestEnvironment;
use gateway::config::Config;
use reqwest::{Response, StatusCode};
use serde_json::Value;

const ARMS: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path fill="#fff" d="M0 0h8v8H0z"/></svg>"##;

fn valtournenche(folder: &tempfile::TempDir) -> impl FnOnce(&mut Config) {
    let arms = folder.path().join("arms.svg");
    std::fs::write(&arms, ARMS).unwrap();
    |config| {
        let municipality = &mut config.municipality;
        municipality.logo = Some(arms);
        municipality.colour = Some("#0055aa".into());
        municipality.colour_dark = Some("#0b2f57".into());
        let text = "name = { it = \"Mensa Valtournenche\", fr = \"Cantine Valtournenche\" }";
        let table: toml::Table = text.parse().unwrap();
        municipality.app_name = Some(table["name"].clone().try_into().unwrap());
    }
}

async fn get(environment: &TestEnvironment, path: &str, headers: &[(&str, &str)]) -> Response {
    let mut request = environment.client().get([&environment.base, path].concat());
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.send().await.unwrap()
}

async fn manifest(environment: &TestEnvironment, query: &str, headers: &[(&str, &str)]) -> Value {
    let answer = get(environment, &format!("/manifest.webmanifest{query}"), headers).await;
    assert_eq!(answer.status(), StatusCode::OK);
    assert_eq!(answer.headers()["content-type"], "application/manifest+json");
    answer.json().await.unwrap()
}

#[tokio::test]
async fn manifest_is_in_the_guardians_language_with_the_configured_name_and_colour() {
    let folder = tempfile::tempdir().unwrap();
    let environment = TestEnvironment::start_with(valtournenche(&folder)).await;
    let french = manifest(&environment, "?lingua=fr", &[("accept-language", "en")]).await;
    for (field, value) in [
        ("name", "Cantine Valtournenche"),
        ("short_name", "Cantine Valtournenche"),
        ("lang", "fr"),
        ("theme_color", "#0055aa"),
        ("id", "/"),
        ("start_url", "/?da=icona"),
    ] {
        assert_eq!(french[field], value, "{field}");
    }
    assert!(french["description"].as_str().unwrap().starts_with("Rechargez"));
    assert_eq!(french["shortcuts"][1]["name"], "Effectuer une recharge");
    assert_eq!(french["screenshots"][0]["label"], "L’avis avec le code à montrer au guichet");
    // The browser would choose among these by its own language.
    assert!(!french.to_string().contains("_localized"));

    // A language without a name of its own has the Italian one.
    let english = manifest(&environment, "?lingua=en", &[]).await;
    assert_eq!((&english["name"], &english["lang"]), (&"Mensa Valtournenche".into(), &"en".into()));
    // Without the query: the chosen language, then the browser's. An unknown one is no error.
    let chosen = [("cookie", "ricarica-language=fr"), ("accept-language", "en")];
    assert_eq!(manifest(&environment, "", &chosen).await["lang"], "fr");
    assert_eq!(manifest(&environment, "?lingua=de", &[("accept-language", "en")]).await["lang"], "en");
    assert_eq!(manifest(&environment, "?lingua=%00&lingua=fr", &[]).await["lang"], "it");
}

#[tokio::test]
async fn without_a_configuration_the_manifest_is_the_given_one() {
    let environment = TestEnvironment::start().await;
    let manifest = manifest(&environment, "?lingua=it", &[]).await;
    let given: Value = serde_json::from_str(include_str!("../../../public/manifest.webmanifest")).unwrap();
    for field in ["name", "short_name", "theme_color", "icons", "description", "lang"] {
        assert_eq!(manifest[field], given[field], "{field}");
    }
    for file in ["192.png", "touch-180.png"] {
        assert_eq!(get(&environment, &format!("/icone/{file}"), &[]).await.status(), StatusCode::NOT_FOUND);
    }
    let municipality = environment.guest().get("/api/v1/municipality").await.body;
    assert!(municipality.get("icon_url").is_none() && municipality.get("app_name").is_none());
}

#[tokio::test]
async fn every_icon_of_the_manifest_is_a_picture_of_its_size() {
    let folder = tempfile::tempdir().unwrap();
    let environment = TestEnvironment::start_with(valtournenche(&folder)).await;
    let manifest = manifest(&environment, "", &[]).await;
    let mut icons: Vec<(String, String)> = manifest["icons"]
        .as_array()
        .unwrap()
        .iter()
        .map(|icon| (icon["src"].as_str().unwrap().to_owned(), icon["sizes"].as_str().unwrap().to_owned()))
        .collect();
    let purposes: Vec<&str> =
        manifest["icons"].as_array().unwrap().iter().map(|icon| icon["purpose"].as_str().unwrap()).collect();
    assert_eq!(purposes, ["any", "any", "maskable"]);
    let municipality = environment.guest().get("/api/v1/municipality").await.body;
    icons.push((municipality["icon_url"].as_str().unwrap().to_owned(), "180x180".into()));
    for (address, sizes) in icons {
        let answer = get(&environment, &address, &[]).await;
        assert_eq!(
            (answer.status(), &answer.headers()["content-type"]),
            (StatusCode::OK, &"image/png".parse().unwrap())
        );
        let png = answer.bytes().await.unwrap();
        assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n");
        let part = |from: usize| u32::from_be_bytes(png[from..from + 4].try_into().unwrap());
        assert_eq!(format!("{}x{}", part(16), part(20)), sizes, "{address}");
    }
}

#[tokio::test]
async fn unchanged_files_are_not_sent_again() {
    let folder = tempfile::tempdir().unwrap();
    let environment = TestEnvironment::start_with(valtournenche(&folder)).await;
    for (path, cache) in
        [("/manifest.webmanifest?lingua=fr", "no-cache"), ("/icone/192.png", "public, max-age=3600")]
    {
        let first = get(&environment, path, &[]).await;
        let tag = first.headers()["etag"].to_str().unwrap().to_owned();
        assert_eq!(first.headers()["cache-control"], cache, "{path}");
        let second = get(&environment, path, &[("if-none-match", &tag)]).await;
        assert_eq!(second.status(), StatusCode::NOT_MODIFIED, "{path}");
        assert!(second.bytes().await.unwrap().is_empty());
        let other = get(&environment, path, &[("if-none-match", "\"0\"")]).await;
        assert_eq!(other.status(), StatusCode::OK, "{path}");
    }
}

#[tokio::test]
async fn malformed_addresses_of_icons_are_not_found() {
    let folder = tempfile::tempdir().unwrap();
    let environment = TestEnvironment::start_with(valtournenche(&folder)).await;
    for file in ["x.png", "192", "..%2F192.png", "%00", "192.png%0a"] {
        assert_eq!(
            get(&environment, &format!("/icone/{file}"), &[]).await.status(),
            StatusCode::NOT_FOUND,
            "{file}"
        );
    }
    let posted = environment.client().post(format!("{}/manifest.webmanifest", environment.base));
    assert_eq!(posted.send().await.unwrap().status(), StatusCode::METHOD_NOT_ALLOWED);
}
