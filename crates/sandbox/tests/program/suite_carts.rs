//! pagoPA's own requests for carts, versions 1 and 2 (pagopa-checkout-tests, `api-tests/cart-tests`).
//! The list of them is in `docs/sandbox.md`.

use serde_json::{Value, json};

use crate::sandbox::{Answer, Sandbox};

const VERSIONS: [&str; 2] = ["v1", "v2"];
/// The suites' mock creditor knows every notice.
const MOCK_CREDITOR: u64 = 77_777_777_777;

async fn sandbox() -> Sandbox {
    let sandbox = Sandbox::start();
    sandbox.set_knobs(json!({ "payable_unknown_of": MOCK_CREDITOR.to_string() })).await;
    sandbox
}

fn notice(number: u64) -> Value {
    json!({
        "noticeNumber": number, "fiscalCode": MOCK_CREDITOR, "amount": 12_000,
        "companyName": "Nome EC", "description": "Oggetto del pagamento",
    })
}

fn body(notices: &[Value], version: &str) -> Value {
    let mut urls = json!({
        "returnOkUrl": "https://returnOkUrl", "returnCancelUrl": "https://returnCancelUrl",
        "returnErrorUrl": "https://returnErrorUrl",
    });
    if version == "v2" {
        urls["returnWaitingUrl"] = json!("https://returnWaitingUrl");
    }
    json!({ "emailNotice": "test@test.it", "paymentNotices": notices, "returnUrls": urls })
}

async fn post(sandbox: &Sandbox, version: &str, body: &Value) -> Answer {
    let path = format!("/checkout/ec/{version}/carts");
    Answer::of(sandbox.post(&path).json(body).send().await.unwrap()).await
}

#[tokio::test]
async fn cart_with_numbers_for_notice_and_creditor_is_redirected() {
    let sandbox = sandbox().await;
    for version in VERSIONS {
        let answer = post(&sandbox, version, &body(&[notice(302_011_234_567_890_123)], version)).await;
        assert_eq!((answer.status, answer.location.is_some()), (302, true), "{version}: {}", answer.text);
    }
}

#[tokio::test]
async fn cart_with_an_address_in_upper_case_is_redirected() {
    let sandbox = sandbox().await;
    for version in VERSIONS {
        let mut body = body(&[notice(302_011_234_567_890_123)], version);
        body["emailNotice"] = json!("TEST@test.IT");
        let answer = post(&sandbox, version, &body).await;
        assert_eq!((answer.status, answer.location.is_some()), (302, true), "{version}: {}", answer.text);
    }
}

#[tokio::test]
async fn cart_of_creditor_one_without_texts_is_invalid() {
    let sandbox = sandbox().await;
    for version in VERSIONS {
        let mut wrong = notice(302_000_100_440_009_424);
        wrong["fiscalCode"] = json!("1");
        assert_eq!(post(&sandbox, version, &body(&[wrong.clone()], version)).await.status, 400);
        wrong["companyName"] = Value::Null;
        wrong["description"] = Value::Null;
        assert_eq!(post(&sandbox, version, &body(&[wrong], version)).await.status, 400);
    }
}

#[tokio::test]
async fn cart_of_six_notices_is_invalid() {
    let sandbox = sandbox().await;
    let six: Vec<Value> = (1..=6).map(|index| notice(302_000_100_440_009_420 + index)).collect();
    for version in VERSIONS {
        assert_eq!(post(&sandbox, version, &body(&six, version)).await.status, 400);
        assert_eq!(post(&sandbox, version, &body(&six[..5], version)).await.status, 302);
    }
}

#[tokio::test]
async fn cart_of_version_two_without_a_waiting_address_is_invalid() {
    let sandbox = sandbox().await;
    let without = body(&[notice(302_011_234_567_890_123)], "v1");
    assert_eq!(post(&sandbox, "v2", &without).await.status, 400);
}

#[tokio::test]
async fn unknown_notice_of_the_named_creditor_is_paid_to_the_end() {
    let sandbox = sandbox().await;
    let answer = post(&sandbox, "v2", &body(&[notice(302_011_234_567_890_123)], "v2")).await;
    let location = answer.location.unwrap();
    let id = location.split("/carts/").nth(1).unwrap().split('/').next().unwrap();
    let ended = sandbox.post(&format!("/c/{id}/esito.json")).json(&json!({ "outcome": "paid" }));
    let ended: Value = ended.send().await.unwrap().json().await.unwrap();
    assert_eq!(ended, json!({ "outcome": "paid", "return_url": "https://returnOkUrl" }));
    let again = post(&sandbox, "v2", &body(&[notice(302_011_234_567_890_123)], "v2")).await;
    assert_eq!(again.reason.as_deref(), Some("PAA_PAGAMENTO_DUPLICATO"));
}

#[tokio::test]
async fn unknown_notice_of_another_creditor_stays_unknown() {
    let sandbox = Sandbox::start();
    sandbox.set_knobs(json!({ "payable_unknown_of": "12345678901" })).await;
    let answer = post(&sandbox, "v1", &body(&[notice(302_011_234_567_890_123)], "v1")).await;
    assert_eq!(answer.reason.as_deref(), Some("PAA_PAGAMENTO_SCONOSCIUTO"));
}
