use serde_json::{Value, json};

use crate::sandbox::{Answer, Sandbox};

#[tokio::test]
async fn redirect_to_the_pages_keeps_the_query() {
    let sandbox = Sandbox::start();
    let position = sandbox.create().await;
    let answer = sandbox.post_cart(&sandbox.cart_body(&[&position])).await;
    assert_eq!(answer.status, 302);
    let location = answer.location.unwrap();
    let id = location.split("/carts/").nth(1).unwrap().split('/').next().unwrap();
    let expected =
        format!("{}/ecommerce/checkout/v1/carts/{id}/redirect?clientId=CHECKOUT_CART", sandbox.base);
    assert_eq!(location, expected);
    let redirected = Answer::of(sandbox.get(&format!("{location}&accesso=spid")).send().await.unwrap()).await;
    assert_eq!(redirected.status, 303);
    assert_eq!(redirected.location, Some(format!("/c/{id}?clientId=CHECKOUT_CART&accesso=spid")));
}

#[tokio::test]
async fn public_url_is_the_configured_one() {
    let sandbox = Sandbox::start_with(&["--public-url", "https://prova.example/"]);
    let position = sandbox.create().await;
    let answer = sandbox.post_cart(&sandbox.cart_body(&[&position])).await;
    assert!(answer.location.unwrap().starts_with("https://prova.example/ecommerce/checkout/v1/carts/"));
}

#[tokio::test]
async fn same_request_twice_makes_two_carts() {
    let sandbox = Sandbox::start();
    let position = sandbox.create().await;
    let (first, second) = (sandbox.cart(&[&position]).await, sandbox.cart(&[&position]).await);
    assert_ne!(first, second);
}

#[tokio::test]
async fn version_one_needs_three_return_urls() {
    let sandbox = Sandbox::start();
    let position = sandbox.create().await;
    let mut body = sandbox.cart_body(&[&position]);
    body["returnUrls"].as_object_mut().unwrap().remove("returnWaitingUrl");
    let first = Answer::of(sandbox.post("/checkout/ec/v1/carts").json(&body).send().await.unwrap()).await;
    assert_eq!(first.status, 302);
    assert_eq!(sandbox.post_cart(&body).await.status, 400);
}

async fn invalid(sandbox: &Sandbox, body: &Value) {
    let answer = sandbox.post_cart(body).await;
    assert_eq!(answer.status, 400, "{body}");
    let expected = json!({ "title": "Request validation error", "detail": "The input request is invalid", "status": 400 });
    assert_eq!(answer.json(), expected);
}

#[tokio::test]
async fn invalid_cart_is_refused() {
    let sandbox = Sandbox::start();
    let position = sandbox.create().await;
    let good = sandbox.cart_body(&[&position]);
    let cases = [
        ("/emailNotice", json!("nobody")),
        ("/paymentNotices", json!([])),
        ("/paymentNotices", Value::Null),
        ("/paymentNotices/0/noticeNumber", json!("1")),
        ("/paymentNotices/0/noticeNumber", Value::Null),
        ("/paymentNotices/0/fiscalCode", json!("1")),
        ("/paymentNotices/0/amount", json!(0)),
        ("/paymentNotices/0/amount", json!("2500")),
        ("/paymentNotices/0/companyName", json!("x".repeat(141))),
        ("/paymentNotices/0/description", Value::Null),
        ("/returnUrls", Value::Null),
        ("/returnUrls/returnOkUrl", Value::Null),
        ("/returnUrls/returnCancelUrl", json!("/relative")),
        ("/returnUrls/returnErrorUrl", json!("ente.example/esito")),
        ("/returnUrls/returnWaitingUrl", json!("javascript:alert(1)")),
    ];
    for (pointer, value) in cases {
        let mut body = good.clone();
        *body.pointer_mut(pointer).unwrap() = value;
        invalid(&sandbox, &body).await;
    }
    invalid(&sandbox, &json!({ "paymentNotices": [{ "noticeNumber": "1", "fiscalCode": "1" }] })).await;
}

#[tokio::test]
async fn more_than_five_notices_are_invalid() {
    let sandbox = Sandbox::start();
    let mut made = Vec::new();
    for _ in 0..6 {
        made.push(sandbox.create().await);
    }
    let six: Vec<_> = made.iter().collect();
    invalid(&sandbox, &sandbox.cart_body(&six)).await;
    assert_eq!(sandbox.post_cart(&sandbox.cart_body(&six[..5])).await.status, 302);
}

async fn unpayable(sandbox: &Sandbox, body: &Value, reason: &str) {
    let answer = sandbox.post_cart(body).await;
    assert_eq!(answer.status, 422);
    let expected =
        json!({ "title": "Invalid payment info", "detail": "Invalid payment notice data", "status": 422 });
    assert_eq!(answer.json(), expected);
    assert_eq!(answer.reason.as_deref(), Some(reason));
}

#[tokio::test]
async fn same_notice_twice_in_a_cart_is_refused() {
    let sandbox = Sandbox::start();
    let position = sandbox.create().await;
    unpayable(&sandbox, &sandbox.cart_body(&[&position, &position]), "duplicate notices").await;
}

#[tokio::test]
async fn unpayable_notice_makes_no_cart() {
    let sandbox = Sandbox::start();
    let (paid, cancelled, held) = (sandbox.create().await, sandbox.create().await, sandbox.create().await);
    assert_eq!(sandbox.counter_pays(&paid).await.status, 200);
    assert_eq!(sandbox.invalidate(&cancelled).await.status, 200);
    sandbox.cart_at_summary(&[&held]).await;
    let good = sandbox.create().await;
    let cases = [
        (&paid, "PAA_PAGAMENTO_DUPLICATO"),
        (&cancelled, "PAA_PAGAMENTO_ANNULLATO"),
        (&held, "PAA_PAGAMENTO_IN_CORSO"),
    ];
    for (position, reason) in cases {
        unpayable(&sandbox, &sandbox.cart_body(&[&good, position]), reason).await;
    }
    let mut unknown = sandbox.cart_body(&[&good]);
    unknown["paymentNotices"][0]["noticeNumber"] = json!("399999999999999999");
    unpayable(&sandbox, &unknown, "PAA_PAGAMENTO_SCONOSCIUTO").await;
}
