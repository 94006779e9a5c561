use std::time::Duration;

use reqwest::Response;
use serde_json::{Value, json};

use crate::sandbox::{Position, Sandbox, in_days, positions};

async fn read(sandbox: &Sandbox, position: &Position) -> reqwest::Result<Response> {
    sandbox
        .get(&format!("{}/{}", positions(), position.iupd))
        .header("Ocp-Apim-Subscription-Key", "sandbox-key")
        .timeout(Duration::from_millis(500))
        .send()
        .await
}

async fn counts(sandbox: &Sandbox) -> Value {
    sandbox.get("/manopole/richieste.json").send().await.unwrap().json().await.unwrap()
}

#[tokio::test]
async fn wrong_answer_has_its_status_and_form() {
    let sandbox = Sandbox::start();
    let position = sandbox.create().await;
    let cases = [
        ("html_200", 200, "html"),
        ("html_502", 502, "html"),
        ("html_504", 504, "html"),
        ("empty_200", 200, ""),
        ("no_content", 204, ""),
        ("redirect", 302, ""),
        ("unauthorized", 401, "statusCode"),
        ("forbidden", 403, "statusCode"),
        ("not_found", 404, "Not found the debt position"),
        ("not_found_html", 404, "html"),
        ("gone_html", 410, "html"),
        ("refused_400", 400, "BAD REQUEST"),
        ("refused_409", 409, "title"),
        ("refused_422", 422, "title"),
        ("too_many", 429, "statusCode"),
        ("unavailable", 503, "title"),
        ("network_auth", 511, "html"),
    ];
    for (answer, status, part) in cases {
        sandbox.set_knobs(json!({ "faults": { "read": { "answer": answer, "retry_after": 7 } } })).await;
        let response = read(&sandbox, &position).await.unwrap();
        assert_eq!(response.status(), status, "{answer}");
        assert_eq!(response.headers()["retry-after"], "7", "{answer}");
        let text = response.text().await.unwrap();
        assert!(text.contains(part) && text.is_empty() == part.is_empty(), "{answer}: {text}");
    }
}

#[tokio::test]
async fn malformed_answer_is_no_json() {
    let sandbox = Sandbox::start();
    let position = sandbox.create().await;
    sandbox.set_knobs(json!({ "faults": { "read": { "answer": "malformed" } } })).await;
    let response = read(&sandbox, &position).await.unwrap();
    assert_eq!(
        (response.status().as_u16(), response.headers()["content-type"].to_str().unwrap()),
        (200, "application/json")
    );
    assert!(response.json::<Value>().await.is_err());
}

#[tokio::test]
async fn other_position_is_not_the_one_asked_for() {
    let sandbox = Sandbox::start();
    let (first, second) = (sandbox.create().await, sandbox.create().await);
    sandbox.set_knobs(json!({ "faults": { "read": { "answer": "other_position" } } })).await;
    for (asked, answered) in [(&first, &second), (&second, &first)] {
        let body: Value = read(&sandbox, asked).await.unwrap().json().await.unwrap();
        assert_eq!(body["iupd"], answered.iupd);
    }
    let fault = json!({ "answer": "other_position", "carried_out": true });
    sandbox.set_knobs(json!({ "faults": { "create": fault } })).await;
    let body = sandbox.body();
    let created = sandbox.create_with(&body).await;
    assert_eq!((created.status, created.json()["iupd"].as_str()), (200, Some(second.iupd.as_str())));
    assert_eq!(sandbox.read(body["iupd"].as_str().unwrap()).await["status"], "VALID");
}

#[tokio::test]
async fn hanging_request_stays_open_until_its_caller_gives_up() {
    let sandbox = Sandbox::start();
    let position = sandbox.create().await;
    sandbox.set_knobs(json!({ "faults": { "read": { "answer": "hang", "times": 1 } } })).await;
    let (hung, during) = tokio::join!(read(&sandbox, &position), async {
        tokio::time::sleep(Duration::from_millis(200)).await;
        counts(&sandbox).await
    });
    assert!(hung.unwrap_err().is_timeout());
    assert_eq!((&during["read"], &during["open_now"]), (&json!(0), &json!(1)));
    assert_eq!(read(&sandbox, &position).await.unwrap().status(), 200, "the fault has ended");
}

#[tokio::test]
async fn cut_answer_closes_the_connection() {
    let sandbox = Sandbox::start();
    let position = sandbox.create().await;
    sandbox.set_knobs(json!({ "faults": { "read": { "answer": "cut" } } })).await;
    assert!(!read(&sandbox, &position).await.unwrap_err().is_timeout());
}

#[tokio::test]
async fn fault_at_one_moment_leaves_the_others_alone() {
    let sandbox = Sandbox::start();
    let position = sandbox.create().await;
    let unavailable = json!({ "answer": "unavailable" });
    let all = ["create", "read", "cancel", "cart", "list"];
    for wrong in all {
        sandbox.set_knobs(json!({ "faults": { wrong: unavailable } })).await;
        let statuses = [
            sandbox.create_with(&sandbox.body()).await.status,
            read(&sandbox, &position).await.unwrap().status().as_u16(),
            sandbox.gpd_post("/unknown/invalidate", &json!({})).await.status,
            sandbox.post_cart(&sandbox.cart_body(&[&position])).await.status,
            sandbox.gpd_get("").await.status,
        ];
        for (moment, status) in all.into_iter().zip(statuses) {
            assert_eq!(status == 503, moment == wrong, "{moment} while {wrong} is wrong: {status}");
        }
    }
}

#[tokio::test]
async fn printing_meets_its_own_fault() {
    let sandbox = Sandbox::start();
    sandbox.set_knobs(json!({ "faults": { "print": { "answer": "html_502" } } })).await;
    let path = "/print-payment-notice-service/external/v1/notices/generate";
    let request = sandbox.post(path).header("Ocp-Apim-Subscription-Key", "sandbox-key").json(&json!({}));
    assert_eq!(request.send().await.unwrap().status(), 502);
}

#[tokio::test]
async fn carried_out_request_takes_effect_before_the_wrong_answer() {
    let sandbox = Sandbox::start();
    let (kept, carried_out) = (sandbox.body(), sandbox.body());
    for (body, effect) in [(&kept, false), (&carried_out, true)] {
        let fault = json!({ "answer": "html_504", "carried_out": effect, "times": 1 });
        sandbox.set_knobs(json!({ "faults": { "create": fault } })).await;
        assert_eq!(sandbox.create_with(body).await.status, 504);
        let again = sandbox.create_with(body).await;
        assert_eq!(again.status, if effect { 409 } else { 201 });
    }
}

#[tokio::test]
async fn fault_counts_down_and_ends() {
    let sandbox = Sandbox::start();
    sandbox.set_knobs(json!({ "faults": { "list": { "answer": "too_many", "times": 2 } } })).await;
    assert_eq!(sandbox.gpd_get("").await.status, 429);
    let knobs: Value = sandbox.get("/manopole.json").send().await.unwrap().json().await.unwrap();
    assert_eq!(knobs["faults"]["list"], json!({ "answer": "too_many", "times": 1, "carried_out": false }));
    assert_eq!(sandbox.gpd_get("").await.status, 429);
    assert_eq!(sandbox.gpd_get("").await.status, 200);
    let wrong = json!({ "faults": { "list": { "answer": "slow" } } });
    assert_eq!(sandbox.put("/manopole.json").json(&wrong).send().await.unwrap().status(), 400);
}

#[tokio::test]
async fn form_sets_faults_and_keeps_what_only_json_sets() {
    let sandbox = Sandbox::start();
    sandbox
        .set_knobs(json!({
            "faults": { "read": { "answer": "hang", "times": 3 } }, "read_override": { "status": "PAID" },
        }))
        .await;
    let fields = [
        ("slow_ms", "0"),
        ("error_rate", "100"),
        ("lose_rate", "100"),
        ("late_seconds", "0"),
        ("report_seconds", ""),
        ("cart_seconds", ""),
        ("refused_lock_seconds", "0"),
        ("fault_read", "hang"),
        ("fault_cart", "gone_html"),
    ];
    assert_eq!(sandbox.form("/manopole", &fields).await.status, 303);
    let knobs: Value = sandbox.get("/manopole.json").send().await.unwrap().json().await.unwrap();
    assert_eq!(knobs["faults"]["read"]["times"], 3);
    assert_eq!(knobs["faults"]["cart"]["answer"], "gone_html");
    assert_eq!(knobs["read_override"]["status"], "PAID");
    assert!(sandbox.page("/manopole").await.contains(r#"<option value="gone_html" selected>"#));
}

#[tokio::test]
async fn read_override_changes_what_is_read_and_not_the_position() {
    let sandbox = Sandbox::start();
    let (one, other) = (sandbox.create().await, sandbox.create().await);
    let shown = json!({
        "iupd": one.iupd, "status": "SOMETHING_NEW", "amount": 1, "idReceipt": "r", "paymentDate": "2026-11-30T10:00:00",
    });
    sandbox.set_knobs(json!({ "read_override": shown })).await;
    let read = sandbox.read(&one.iupd).await;
    let option = &read["paymentOption"][0];
    assert_eq!((&read["status"], &option["amount"]), (&json!("SOMETHING_NEW"), &json!(1)));
    assert_eq!((&option["idReceipt"], &read["paymentDate"]), (&json!("r"), &json!("2026-11-30T10:00:00")));
    assert_eq!(sandbox.status(&other).await, "VALID");
    let list = sandbox.gpd_get("?ordering=ASC").await.json();
    assert_eq!(list["payment_position_list"][0]["status"], "SOMETHING_NEW");
    sandbox.set_knobs(json!({})).await;
    assert_eq!(sandbox.status(&one).await, "VALID");
}

#[tokio::test]
async fn requests_are_counted_by_moment() {
    let sandbox = Sandbox::start();
    let position = sandbox.create().await;
    sandbox.read(&position.iupd).await;
    sandbox.read(&position.iupd).await;
    sandbox.invalidate(&position).await;
    sandbox.page("/").await;
    let expected = json!({
        "create": 1, "read": 2, "cancel": 1, "cart": 0, "print": 0, "list": 0, "other": 0, "open_now": 0, "open_most": 1,
    });
    assert_eq!(counts(&sandbox).await, expected);
    sandbox.delete("/manopole/richieste.json").send().await.unwrap();
    assert_eq!(counts(&sandbox).await["read"], 0);
}

#[tokio::test]
async fn requests_at_work_are_counted_at_their_most() {
    let sandbox = Sandbox::start();
    let position = sandbox.create().await;
    sandbox.set_knobs(json!({ "slow_ms": 200 })).await;
    let read = || sandbox.read(&position.iupd);
    tokio::join!(read(), read(), read());
    let counted = counts(&sandbox).await;
    assert_eq!((&counted["open_most"], &counted["open_now"]), (&json!(3), &json!(0)));
}

async fn set_due(sandbox: &Sandbox, position: &Position, due: &str) -> u16 {
    let path = format!("/manopole/posizioni/{}/scadenza.json", position.iupd);
    sandbox.post(&path).json(&json!({ "due_date": due })).send().await.unwrap().status().as_u16()
}

#[tokio::test]
async fn due_date_moves_into_the_past_and_back() {
    let sandbox = Sandbox::start();
    let position = sandbox.create().await;
    assert_eq!(set_due(&sandbox, &position, "2020-01-01T00:00:00").await, 200);
    assert_eq!(sandbox.status(&position).await, "EXPIRED");
    assert_eq!(set_due(&sandbox, &position, &in_days(5)).await, 200);
    assert_eq!(sandbox.status(&position).await, "VALID");
    assert_eq!(set_due(&sandbox, &position, "tomorrow").await, 400);
    let unknown = Position { iupd: "unknown".to_owned(), ..position };
    assert_eq!(set_due(&sandbox, &unknown, &in_days(5)).await, 404);
}

#[tokio::test]
async fn postponed_position_is_valid_again() {
    let sandbox = Sandbox::start();
    let mut body = sandbox.body();
    let position = sandbox.create_from(&body).await;
    set_due(&sandbox, &position, "2020-01-01T00:00:00Z").await;
    assert_eq!(sandbox.status(&position).await, "EXPIRED");
    body["paymentOption"][0]["dueDate"] = json!(in_days(60));
    let update = sandbox.put(&format!("{}/{}?toPublish=true", positions(), position.iupd));
    let updated = update.header("Ocp-Apim-Subscription-Key", "sandbox-key").json(&body).send().await.unwrap();
    assert_eq!(updated.status(), 200);
    assert_eq!(sandbox.status(&position).await, "VALID");
    assert_eq!(sandbox.counter_pays(&position).await.status, 200);
}

#[tokio::test]
async fn office_deletes_an_unpaid_position_only() {
    let sandbox = Sandbox::start();
    let (unpaid, paid) = (sandbox.create().await, sandbox.create().await);
    sandbox.counter_pays(&paid).await;
    for (position, status) in [(&unpaid, 204), (&unpaid, 404), (&paid, 409)] {
        let deleted = sandbox.delete(&format!("/manopole/posizioni/{}", position.iupd)).send().await.unwrap();
        assert_eq!(deleted.status(), status);
    }
    assert_eq!(sandbox.gpd_get(&format!("/{}", unpaid.iupd)).await.status, 404);
}
