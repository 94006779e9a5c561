use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::sandbox::{PAYER, Sandbox, positions};

#[tokio::test]
async fn slow_ms_delays_interfaces_and_not_pages() {
    let sandbox = Sandbox::start();
    let position = sandbox.create().await;
    sandbox.set_knobs(json!({ "slow_ms": 400 })).await;
    let begun = Instant::now();
    sandbox.read(&position.iupd).await;
    assert!(begun.elapsed() >= Duration::from_millis(400));
    let begun = Instant::now();
    assert_eq!(sandbox.counter_pays(&position).await.status, 200);
    sandbox.page("/posta").await;
    assert!(begun.elapsed() < Duration::from_millis(400));
}

#[tokio::test]
async fn down_platform_answers_503_and_creates_nothing() {
    let sandbox = Sandbox::start();
    let body = sandbox.body();
    sandbox.set_knobs(json!({ "down": true })).await;
    let answer = sandbox.create_with(&body).await;
    assert_eq!((answer.status, answer.json()["status"].as_u64()), (503, Some(503)));
    sandbox.set_knobs(json!({})).await;
    assert_eq!(sandbox.create_with(&body).await.status, 201);
}

#[tokio::test]
async fn pages_counter_and_knobs_work_while_the_platform_is_down() {
    let sandbox = Sandbox::start();
    let (first, second) = (sandbox.create().await, sandbox.create().await);
    let cart = sandbox.cart(&[&first]).await;
    sandbox.set_knobs(json!({ "down": true, "cut": true, "error": true })).await;
    assert_eq!(sandbox.counter_pays(&second).await.status, 200);
    sandbox.sign_in(&cart).await;
    for path in ["/", "/sportello", "/posta", "/manopole", "/posta.json", "/manopole.json"] {
        assert_eq!(sandbox.get(path).send().await.unwrap().status(), 200, "{path}");
    }
}

#[tokio::test]
async fn cut_connection_creates_nothing() {
    let sandbox = Sandbox::start();
    let body = sandbox.body();
    sandbox.set_knobs(json!({ "cut": true })).await;
    let request = sandbox.post(&format!("{}?toPublish=true", positions()));
    let cut = request.header("Ocp-Apim-Subscription-Key", "sandbox-key").json(&body).send().await;
    assert!(cut.is_err());
    sandbox.set_knobs(json!({})).await;
    assert_eq!(sandbox.create_with(&body).await.status, 201);
}

#[tokio::test]
async fn lost_answer_has_created_the_position() {
    let sandbox = Sandbox::start();
    let body = sandbox.body();
    sandbox.set_knobs(json!({ "lose_answers": true })).await;
    let request = sandbox.post(&format!("{}?toPublish=true", positions()));
    let lost = request.header("Ocp-Apim-Subscription-Key", "sandbox-key").json(&body).send().await;
    assert!(lost.is_err());
    assert_eq!(
        sandbox.read(body["iupd"].as_str().unwrap()).await["status"],
        "VALID",
        "reading loses nothing"
    );
    sandbox.set_knobs(json!({})).await;
    assert_eq!(sandbox.create_with(&body).await.status, 409);
}

#[tokio::test]
async fn internal_error_is_a_problem() {
    let sandbox = Sandbox::start();
    sandbox.set_knobs(json!({ "error": true })).await;
    let answer = sandbox.create_with(&sandbox.body()).await;
    assert_eq!((answer.status, answer.json()["status"].as_u64()), (500, Some(500)));
    sandbox.set_knobs(json!({ "error": true, "error_rate": 0 })).await;
    assert_eq!(sandbox.create_with(&sandbox.body()).await.status, 201);
}

#[tokio::test]
async fn error_rate_is_a_percentage() {
    let sandbox = Sandbox::start();
    sandbox.set_knobs(json!({ "error": true, "error_rate": 50 })).await;
    let mut failed = 0;
    for _ in 0..200 {
        failed += u32::from(sandbox.gpd_get("?limit=1").await.status == 500);
    }
    assert!((40..160).contains(&failed), "{failed} of 200");
}

#[tokio::test]
async fn duplicate_creates_and_answers_conflict() {
    let sandbox = Sandbox::start();
    let body = sandbox.body();
    sandbox.set_knobs(json!({ "duplicate": true })).await;
    assert_eq!(sandbox.create_with(&body).await.status, 409);
    assert_eq!(sandbox.read(body["iupd"].as_str().unwrap()).await["status"], "VALID");
}

#[tokio::test]
async fn duplicate_receipts_mails_the_receipt_twice() {
    let sandbox = Sandbox::start();
    sandbox.set_knobs(json!({ "duplicate_receipts": true })).await;
    let cart = sandbox.cart_at_summary(&[&sandbox.create().await]).await;
    sandbox.end(&cart, &[("esito", "paga")]).await;
    assert_eq!(sandbox.mails(PAYER).await.len(), 2);
}

#[tokio::test]
async fn rejected_cart_is_unpayable() {
    let sandbox = Sandbox::start();
    let position = sandbox.create().await;
    sandbox.set_knobs(json!({ "reject_carts": true })).await;
    let answer = sandbox.post_cart(&sandbox.cart_body(&[&position])).await;
    assert_eq!((answer.status, answer.json()["title"].as_str()), (422, Some("Invalid payment info")));
}

#[tokio::test]
async fn knobs_are_read_set_and_reset() {
    let sandbox = Sandbox::start();
    let rest: Value = sandbox.get("/manopole.json").send().await.unwrap().json().await.unwrap();
    assert_eq!((rest["down"].as_bool(), rest["error_rate"].as_u64()), (Some(false), Some(100)));
    sandbox.set_knobs(json!({ "late_seconds": 5 })).await;
    let wrong = sandbox.put("/manopole.json").json(&json!({ "later": 5 })).send().await.unwrap();
    assert_eq!(wrong.status(), 400);
    let kept: Value = sandbox.get("/manopole.json").send().await.unwrap().json().await.unwrap();
    assert_eq!(kept["late_seconds"], 5);
    let reset = sandbox.post("/manopole.json/azzera").send().await.unwrap().json::<Value>().await.unwrap();
    assert_eq!(reset, rest);
}

#[tokio::test]
async fn reset_of_everything_drops_positions_carts_and_mails() {
    let sandbox = Sandbox::start();
    let position = sandbox.create().await;
    let cart = sandbox.cart_at_summary(&[&position]).await;
    sandbox.end(&cart, &[("esito", "paga")]).await;
    sandbox.post("/manopole.json/azzera").send().await.unwrap();
    assert_eq!(sandbox.status(&position).await, "PAID", "without tutto=true only the knobs");
    sandbox.post("/manopole.json/azzera?tutto=true").send().await.unwrap();
    assert_eq!(sandbox.gpd_get(&format!("/{}", position.iupd)).await.status, 404);
    assert!(sandbox.mails(PAYER).await.is_empty());
    assert_eq!(sandbox.get(&cart).send().await.unwrap().status(), 404);
}

#[tokio::test]
async fn form_sets_the_knobs() {
    let sandbox = Sandbox::start();
    let fields = [
        ("slow_ms", "0"),
        ("error_rate", "100"),
        ("lose_rate", "100"),
        ("late_seconds", "7"),
        ("report_seconds", ""),
        ("cart_seconds", "30"),
        ("refused_lock_seconds", "0"),
        ("down", "on"),
    ];
    assert_eq!(sandbox.form("/manopole", &fields).await.location.as_deref(), Some("/manopole"));
    let knobs: Value = sandbox.get("/manopole.json").send().await.unwrap().json().await.unwrap();
    assert_eq!((knobs["late_seconds"].as_u64(), knobs["cart_seconds"].as_u64()), (Some(7), Some(30)));
    assert_eq!((knobs["down"].as_bool(), knobs["report_seconds"].as_u64()), (Some(true), None));
    sandbox.form("/manopole/azzera", &[]).await;
    let knobs: Value = sandbox.get("/manopole.json").send().await.unwrap().json().await.unwrap();
    assert_eq!(knobs["down"], false);
}
