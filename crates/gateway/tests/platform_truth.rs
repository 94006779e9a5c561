//! Money that arrived is credited, whatever the platform said before.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "test code"
)]

mod common;

use common::{
    ANNA, TestEnvironment, eventually, key, new_top_up,
    platform::{iupd, requests, reset_requests, scheduled, set_due_date, sql},
};
use reqwest::StatusCode;
use serde_json::{Value, json};

#[tokio::test]
async fn expired_top_up_that_was_postponed_and_paid_is_credited() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let top_up = anna.open("Zoé", "25.00").await;
    set_due_date(&environment, &top_up, "2026-01-01T22:59:59").await;
    anna.until(&top_up["id"], "expired").await;
    set_due_date(&environment, &top_up, "2099-12-31T22:59:59").await;
    let postponed = anna.until(&top_up["id"], "unpaid").await;
    assert_eq!(postponed["due_date"], "2099-12-31");
    assert_eq!(environment.pay_at_counter(&top_up["notice"]).await.0, StatusCode::OK);
    anna.until(&top_up["id"], "credited").await;
    assert_eq!(anna.account("Zoé").await["balance"]["amount"], "37.40");
}

#[tokio::test]
async fn expired_top_up_is_read_again_after_a_question_without_an_answer() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let top_up = anna.open("Zoé", "25.00").await;
    set_due_date(&environment, &top_up, "2026-01-01T22:59:59").await;
    anna.until(&top_up["id"], "expired").await;
    environment.knobs(json!({ "cut": true })).await;
    sql(environment.service.store(), "UPDATE top_ups SET next_check_at = 0").await;
    eventually("a failed question", async || {
        let (next, failures) = scheduled(&environment, &top_up).await;
        assert!(next.is_some(), "an expired top-up is never forgotten");
        (failures > 0).then_some(())
    })
    .await;
    // The next question comes within minutes, not after the interval of an answered one.
    let (next, _) = scheduled(&environment, &top_up).await;
    let now = gateway::clock::Moment::now().millis();
    assert!(next.unwrap() - now < 5 * 60 * 1000 + 5000, "{}", next.unwrap() - now);
    environment.knobs(json!({})).await;
    set_due_date(&environment, &top_up, "2099-12-31T22:59:59").await;
    environment.pay_at_counter(&top_up["notice"]).await;
    sql(environment.service.store(), "UPDATE top_ups SET next_check_at = 0").await;
    eventually("the credit", async || {
        (anna.account("Zoé").await["balance"]["amount"] == "37.40").then_some(())
    })
    .await;
}

#[tokio::test]
async fn deleted_position_is_absent_can_be_cancelled_and_made_anew() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let top_up = anna.open("Zoé", "25.00").await;
    let url = format!("{}/manopole/posizioni/{}", environment.sandbox_url(), iupd(&top_up));
    assert!(environment.client().delete(url).send().await.unwrap().status().is_success());
    let absent = anna.until(&top_up["id"], "anomalous").await;
    assert_eq!((&absent["anomaly"], &absent["platform_silent"]), (&json!("absent"), &json!(false)));
    assert_ne!(anna.checkout(&[&top_up["id"]], "email").await.status, StatusCode::CREATED);
    anna.open("Zoé", "25.00").await;
    let path = format!("/api/v1/top-ups/{}", top_up["id"].as_str().unwrap());
    assert_eq!(anna.delete(&path).await.status, StatusCode::NO_CONTENT);
    assert_eq!(anna.top_up(&top_up["id"]).await["state"], "cancelled");
}

#[tokio::test]
async fn paid_with_another_amount_in_part_or_in_an_unknown_way_needs_the_office_and_is_not_credited() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    for (overrides, anomaly) in [
        (json!({ "status": "PAID", "amount": 2400 }), "differs"),
        (json!({ "status": "PARTIALLY_PAID" }), "partly_paid"),
        (json!({ "status": "SOMETHING_NEW" }), "unknown_status"),
    ] {
        let mut body = new_top_up(&anna.account("Zoé").await["id"], "25.00");
        body["allow_duplicate"] = json!(true);
        let top_up = anna.post_with_key("/api/v1/top-ups", &key(), body).await.body;
        environment.knobs(json!({ "read_override": overrides })).await;
        let anomalous = anna.until(&top_up["id"], "anomalous").await;
        assert_eq!(anomalous["anomaly"], anomaly);
        environment.knobs(json!({})).await;
        // Once the platform is right again, so is the top-up.
        anna.until(&top_up["id"], "unpaid").await;
    }
    assert_eq!(anna.account("Zoé").await["balance"]["amount"], "12.40");
}

#[tokio::test]
async fn receipt_that_credited_another_top_up_credits_nothing() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let (first, second) = (anna.open("Zoé", "25.00").await, anna.open("Zoé", "30.00").await);
    environment.knobs(json!({ "read_override": { "idReceipt": "R-TWICE" } })).await;
    anna.pay(&first).await;
    environment.pay_at_counter(&second["notice"]).await;
    let anomalous = anna.until(&second["id"], "anomalous").await;
    assert_eq!(anomalous["anomaly"], "receipt_of_another");
    assert_eq!(anna.account("Zoé").await["balance"]["amount"], "37.40");
    environment.knobs(json!({})).await;
    anna.until(&second["id"], "credited").await;
    assert_eq!(anna.account("Zoé").await["balance"]["amount"], "67.40");
}

#[tokio::test]
async fn payment_date_is_italian_time_and_an_unreadable_one_is_unknown() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    for (amount, date, paid_at) in [
        ("25.00", json!("2026-11-23T23:30:00"), json!("2026-11-23T22:30:00Z")),
        ("26.00", json!("2026-07-23T23:30:00"), json!("2026-07-23T21:30:00Z")),
        ("27.00", json!("2026-12-31T23:59:59"), json!("2026-12-31T22:59:59Z")),
        ("28.00", json!("2026-11-23T23:30:00Z"), json!("2026-11-23T23:30:00Z")),
        ("29.00", json!("soon"), Value::Null),
        ("30.00", Value::Null, Value::Null),
    ] {
        let top_up = anna.open("Zoé", amount).await;
        environment.knobs(json!({ "read_override": { "paymentDate": date } })).await;
        environment.pay_at_counter(&top_up["notice"]).await;
        let credited = anna.until(&top_up["id"], "credited").await;
        assert_eq!(credited["paid_at"], paid_at, "{date}");
        assert!(credited["credited_at"].is_string());
        environment.knobs(json!({})).await;
    }
}

#[tokio::test]
async fn uncertain_creation_is_read_before_it_is_repeated() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    for answer in ["html_200", "no_content", "empty_200", "malformed", "html_502"] {
        let mut body = new_top_up(&anna.account("Zoé").await["id"], "5.00");
        body["allow_duplicate"] = json!(true);
        // Carried out, but the answer does not say so.
        let fault = json!({ "answer": answer, "carried_out": true, "times": 3 });
        environment.knobs(json!({ "faults": { "create": fault } })).await;
        let reply = anna.post_with_key("/api/v1/top-ups", &key(), body).await;
        assert_eq!(
            (reply.status, &reply.body["state"]),
            (StatusCode::CREATED, &json!("opening")),
            "{answer}"
        );
        let opened = anna.until(&reply.body["id"], "unpaid").await;
        assert_eq!(environment.pay_at_counter(&opened["notice"]).await.0, StatusCode::OK);
        anna.until(&reply.body["id"], "credited").await;
    }
}

#[tokio::test]
async fn refused_key_is_reported_and_everything_opens_once_it_is_right() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let mut made = Vec::new();
    for (answer, amount) in [("unauthorized", "25.00"), ("forbidden", "26.00"), ("not_found_html", "27.00")] {
        let faults = json!({ "create": { "answer": answer }, "read": { "answer": answer } });
        environment.knobs(json!({ "faults": faults })).await;
        let account = anna.account("Zoé").await["id"].clone();
        let reply = anna.post_with_key("/api/v1/top-ups", &key(), new_top_up(&account, amount)).await;
        assert_eq!(
            (reply.status, &reply.body["state"]),
            (StatusCode::CREATED, &json!("opening")),
            "{answer}"
        );
        let status = anna.get("/status").await;
        assert_eq!(status.body["platform"]["health"], "misconfigured", "{answer}");
        made.push(reply.body["id"].clone());
    }
    environment.knobs(json!({})).await;
    for id in made {
        anna.until(&id, "unpaid").await;
    }
    assert_eq!(anna.get("/status").await.body["platform"]["health"], "up");
}

#[tokio::test]
async fn cancellation_that_the_platform_did_not_carry_out_is_repeated() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let top_up = anna.open("Zoé", "25.00").await;
    let path = format!("/api/v1/top-ups/{}", top_up["id"].as_str().unwrap());
    assert_eq!(anna.delete(&path).await.status, StatusCode::NO_CONTENT);
    // As after a cancellation whose result could not be read, at a platform that lost it.
    environment.knobs(json!({ "read_override": { "status": "VALID" } })).await;
    sql(environment.service.store(), "UPDATE top_ups SET unconfirmed = TRUE, next_check_at = 0").await;
    reset_requests(&environment).await;
    eventually("a second cancellation", async || {
        (requests(&environment).await["cancel"].as_u64().unwrap() > 0).then_some(())
    })
    .await;
    assert_eq!(anna.top_up(&top_up["id"]).await["state"], "cancelled");
    environment.knobs(json!({})).await;
    eventually("its confirmation", async || {
        sql(environment.service.store(), "UPDATE top_ups SET next_check_at = 0 WHERE unconfirmed").await;
        // Confirmed, it is looked at no sooner than in an hour.
        let (next, _) = scheduled(&environment, &top_up).await;
        (next.unwrap() > gateway::clock::Moment::now().millis() + 50 * 60 * 1000).then_some(())
    })
    .await;
}

#[tokio::test]
async fn error_and_then_ok_for_one_cart_is_in_progress_while_the_platform_is_late() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let top_up = anna.open("Zoé", "25.00").await;
    let checkout = anna.checkout(&[&top_up["id"]], "email").await.body;
    let page = [("accept", "text/html"), ("sec-fetch-mode", "navigate")];
    let back = async |result: &str| {
        let path = environment.return_path(&checkout, result);
        assert_eq!(anna.send(reqwest::Method::GET, &path, &page, None).await.status, StatusCode::SEE_OTHER);
    };
    back("error").await;
    assert_eq!(anna.top_up(&top_up["id"]).await["state"], "unpaid");
    back("ok").await;
    assert_eq!(anna.top_up(&top_up["id"]).await["state"], "in_progress");
    assert_eq!(anna.checkout(&[&top_up["id"]], "email").await.problem(), "payment-in-progress");
}

#[tokio::test]
async fn only_a_person_comes_back_from_the_payment_page() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let top_up = anna.open("Zoé", "25.00").await;
    let checkout = anna.checkout(&[&top_up["id"]], "email").await.body;
    let path = environment.return_path(&checkout, "ok");
    let outcome = async || {
        let outcome = format!("/api/v1/outcomes/{}", checkout["id"].as_str().unwrap());
        anna.get(&outcome).await.body["returned"].clone()
    };
    let get = reqwest::Method::GET;
    for (method, headers) in [
        (reqwest::Method::HEAD, vec![("accept", "text/html")]),
        (get.clone(), vec![("accept", "*/*")]),
        (get.clone(), vec![("accept", "text/html"), ("sec-purpose", "prefetch;prerender")]),
        (get.clone(), vec![("accept", "text/html"), ("purpose", "prefetch")]),
        (get.clone(), vec![("accept", "text/html"), ("sec-fetch-mode", "no-cors")]),
        (get.clone(), vec![("accept", "text/html"), ("sec-fetch-dest", "iframe")]),
        // A payment page, or anybody, with a form.
        (reqwest::Method::POST, vec![("accept", "text/html"), ("origin", "https://pay.example")]),
    ] {
        let reply = anna.send(method.clone(), &path, &headers, None).await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "{method} {headers:?}");
        assert!(reply.header("location").starts_with("/esito/"));
        assert_eq!(outcome().await, Value::Null, "{method} {headers:?}");
    }
    anna.send(get, &path, &[("accept", "text/html,application/xhtml+xml")], None).await;
    assert_eq!(outcome().await, "ok");
}

#[tokio::test]
async fn hanging_platform_gets_a_bounded_number_of_requests() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let top_up = anna.open("Zoé", "25.00").await;
    let path = format!("/api/v1/top-ups/{}", top_up["id"].as_str().unwrap());
    environment.knobs(json!({ "faults": { "read": { "answer": "hang" } } })).await;
    reset_requests(&environment).await;
    let phones = (0..60).map(|_| async { anna.get(&path).await.status });
    for status in futures_util::future::join_all(phones).await {
        assert_eq!(status, StatusCode::OK);
    }
    let seen = requests(&environment).await;
    assert!(seen["open_most"].as_u64().unwrap() <= 2, "one question at a time for one position: {seen}");
    assert!(seen["read"].as_u64().unwrap() + seen["open_now"].as_u64().unwrap() <= 5, "{seen}");
}

#[tokio::test]
async fn retry_after_of_the_platform_is_obeyed() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let top_up = anna.open("Zoé", "25.00").await;
    for answer in ["too_many", "unavailable"] {
        let fault = json!({ "answer": answer, "retry_after": 3, "times": 1 });
        // A top-up that was read a moment ago is not read again.
        tokio::time::sleep(std::time::Duration::from_millis(1600)).await;
        environment.knobs(json!({ "faults": { "read": fault } })).await;
        anna.top_up(&top_up["id"]).await;
        reset_requests(&environment).await;
        for _ in 0..5 {
            assert_eq!(anna.top_up(&top_up["id"]).await["platform_silent"], true, "{answer}");
        }
        assert_eq!(requests(&environment).await["read"], 0, "{answer}");
        tokio::time::sleep(std::time::Duration::from_millis(3100)).await;
        eventually("an answer", async || {
            (anna.top_up(&top_up["id"]).await["platform_silent"] == false).then_some(())
        })
        .await;
    }
}
