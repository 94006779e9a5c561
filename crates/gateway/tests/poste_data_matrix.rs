//! A notice contains Poste's Data Matrix only if the creditor may print postal slips.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "test code"
)]

mod common;

use common::{ANNA, TestEnvironment};
use pagopa::{DebtorCode, PosteDataMatrix, PosteSlip};
use serde_json::Value;
use std::process::Command;

/// What `pagopa` makes of the notice and the guardian.
fn expected(notice: &Value, code: &str, name: &str) -> String {
    let text = |field: &str| notice[field].as_str().unwrap();
    let slip = PosteSlip {
        notice: text("notice_number").parse().unwrap(),
        account: "001012345678".parse().unwrap(),
        amount: notice["amount"]["amount"].as_str().unwrap().parse().unwrap(),
        creditor: text("creditor_code").parse().unwrap(),
        debtor_code: Some(DebtorCode::Person(code.parse().unwrap())),
        debtor_name: name,
        subject: text("subject"),
    };
    PosteDataMatrix::new(&slip).unwrap().to_string()
}

#[tokio::test]
async fn notice_contains_the_text_of_the_data_matrix() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let top_up = anna.open("Zoé", "25.00").await;
    let notice = &top_up["notice"];
    let text = notice["poste_data_matrix"].as_str().unwrap();
    assert_eq!(text, expected(notice, "RSSMRA45C12F205C", "Anna Perrin"));
    assert_eq!((text.len(), text.chars().count()), (256, 256));
    assert!(text.starts_with("codfase=NBPA;") && text.contains("RSSMRA45C12F205CANNA PERRIN"), "{text}");
    // Alone, in the list and with the top-up it is the same.
    let id = top_up["id"].as_str().unwrap();
    assert_eq!(anna.get(&format!("/api/v1/top-ups/{id}/notice")).await.body, *notice);
    assert_eq!(anna.get("/api/v1/top-ups").await.body["items"][0]["notice"], *notice);
}

#[tokio::test]
async fn post_office_pays_with_the_data_matrix() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let top_up = anna.open("Zoé", "25.00").await;
    let url = format!("{}/sportello.json", environment.sandbox_url());
    let body = serde_json::json!({ "data_matrix": top_up["notice"]["poste_data_matrix"] });
    let answer = environment.client().post(url).json(&body).send().await.unwrap();
    let (status, paid) = (answer.status(), answer.json::<Value>().await.unwrap());
    assert_eq!((status.as_u16(), &paid["amount_cents"]), (200, &serde_json::json!(2500)), "{paid}");
    anna.until(&top_up["id"], "credited").await;
}

#[tokio::test]
async fn letters_outside_postes_set_are_replaced() {
    let environment = TestEnvironment::start().await;
    environment
        .import(
            "account,guardian_email,guardian_fiscal_code,guardian_name,children,service,meal_price,balance\n\
         M-0009,noel@example.org,RSSMRA80A01H501U,Noël D’Arçon Lœuvre,Maëlle,Cantine,5.30,0.00\n",
        )
        .await;
    let noel = environment.signed_in("noel@example.org").await;
    let top_up = noel.open("Maëlle", "25.00").await;
    let text = top_up["notice"]["poste_data_matrix"].as_str().unwrap();
    assert!(text.is_ascii() && text.len() == 256, "{text}");
    assert!(text.contains("RSSMRA80A01H501UNOEL D'ARCON LOEUVRE "), "{text}");
    assert_eq!(text, expected(&top_up["notice"], "RSSMRA80A01H501U", "Noël D’Arçon Lœuvre"));
}

#[tokio::test]
async fn notice_without_a_postal_account_has_no_data_matrix() {
    let environment = TestEnvironment::start_with(|config| config.creditor.postal = None).await;
    let anna = environment.signed_in(ANNA).await;
    let top_up = anna.open("Zoé", "25.00").await;
    assert!(top_up["notice"]["key"].is_string());
    assert!(!top_up["notice"].as_object().unwrap().contains_key("poste_data_matrix"));
}

/// The program itself, with a file: half of the section is refused, and the missing key is named.
#[test]
fn incomplete_postal_section_stops_the_gateway_at_the_start() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("gateway.toml");
    for missing in ["account", "holder", "authorisation"] {
        let example = include_str!("../gateway.example.toml").lines();
        let half: Vec<&str> = example.filter(|line| !line.starts_with(missing)).collect();
        std::fs::write(&path, half.join("\n")).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_gateway"));
        let done = command.env_clear().args(["serve", "--config"]).arg(&path).output().unwrap();
        let errors = String::from_utf8(done.stderr).unwrap();
        assert!(!done.status.success(), "{missing}");
        assert!(
            errors.contains(&format!("missing field `{missing}`")) && errors.contains("postal"),
            "{errors}"
        );
    }
}
