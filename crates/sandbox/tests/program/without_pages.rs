use serde_json::{Value, json};

use crate::sandbox::{Answer, CANCEL, ERROR, OK, Position, Sandbox, WAITING};

pub async fn end_by_json(sandbox: &Sandbox, cart: &str, ending: Value) -> Answer {
    Answer::of(sandbox.post(&format!("{cart}/esito.json")).json(&ending).send().await.unwrap()).await
}

async fn end_new_cart(sandbox: &Sandbox, position: &Position, ending: Value) -> Value {
    let cart = sandbox.cart(&[position]).await;
    let answer = end_by_json(sandbox, &cart, ending).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.json()
}

#[tokio::test]
async fn cart_is_ended_without_pages() {
    let sandbox = Sandbox::start();
    let position = sandbox.create().await;
    let expected = |outcome: &str, url: &str| json!({ "outcome": outcome, "return_url": url });
    assert_eq!(
        end_new_cart(&sandbox, &position, json!({ "outcome": "refused" })).await,
        expected("refused", ERROR)
    );
    assert_eq!(
        end_new_cart(&sandbox, &position, json!({ "outcome": "cancelled" })).await,
        expected("cancelled", CANCEL)
    );
    let cart = sandbox.cart(&[&position]).await;
    let paid = end_by_json(&sandbox, &cart, json!({ "outcome": "paid", "method": "mybank:borgo" })).await;
    assert_eq!(paid.json(), expected("paid", OK));
    assert_eq!(
        sandbox.read(&position.iupd).await["paymentOption"][0]["pspCompany"],
        "Banca del Borgo di prova"
    );
    assert_eq!(end_by_json(&sandbox, &cart, json!({ "outcome": "paid" })).await.status, 410);
    let unknown = "/c/00000000-0000-4000-8000-000000000000";
    assert_eq!(end_by_json(&sandbox, unknown, json!({ "outcome": "paid" })).await.status, 404);
}

#[tokio::test]
async fn locked_notice_cannot_be_paid_without_pages() {
    let sandbox = Sandbox::start();
    let position = sandbox.create().await;
    let (first, second) = (sandbox.cart(&[&position]).await, sandbox.cart(&[&position]).await);
    let wait = json!({ "outcome": "in_progress", "after_seconds": 60 });
    assert_eq!(end_by_json(&sandbox, &first, wait).await.json()["return_url"], WAITING);
    let refused = end_by_json(&sandbox, &second, json!({ "outcome": "paid" })).await;
    assert_eq!((refused.status, refused.json()["code"].as_str()), (409, Some("PAA_PAGAMENTO_IN_CORSO")));
}
