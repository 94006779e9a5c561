//! A top-up from the intent to the credit, against the real sandbox.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "test code"
)]

mod common;

use common::{ANNA, BRUNO, TestEnvironment, eventually, key, new_top_up};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

const TOP_UPS: &str = "/api/v1/top-ups";

#[tokio::test]
async fn a_notice_paid_at_the_counter_is_credited_once_and_mailed() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let top_up = anna.open("Zoé", "25.00").await;
    assert_eq!(top_up["state"], "unpaid");
    let notice = &top_up["notice"];
    assert_eq!(notice["creditor_code"], "00101440073");
    assert_eq!(notice["amount"]["amount"], "25.00");
    assert!(notice["notice_number"].as_str().unwrap().starts_with("301"));

    let (status, paid) = environment.pay_at_counter(notice).await;
    assert_eq!(status, StatusCode::OK, "{paid}");
    let credited = anna.until(&top_up["id"], "credited").await;
    assert!(credited["paid_at"].is_string() && credited["credited_at"].is_string());
    assert_eq!(anna.account("Zoé").await["balance"]["amount"], "37.40");

    // Repeated requests still make one credit.
    for _ in 0..3 {
        environment.service.reconcile().await.unwrap();
        anna.top_up(&top_up["id"]).await;
    }
    assert_eq!(anna.account("Zoé").await["balance"]["amount"], "37.40");
    let mail = environment.mail(ANNA, "accreditata", 0).await;
    let text = mail["text"].as_str().unwrap();
    let number = notice["notice_number"].as_str().unwrap();
    let grouped = number
        .as_bytes()
        .chunks(4)
        .map(|four| std::str::from_utf8(four).unwrap())
        .collect::<Vec<_>>()
        .join(" ");
    for expected in ["25,00\u{a0}€", "Zoé", "Mensa scolastica", grouped.as_str(), "37,40\u{a0}€"] {
        assert!(text.contains(expected), "{expected}\n{text}");
    }
    let receipts = environment
        .mails(ANNA)
        .await
        .into_iter()
        .filter(|m| m["subject"].as_str().unwrap().contains("accreditata"));
    assert_eq!(receipts.count(), 1);

    // A paid notice cannot be paid again, nor cancelled.
    assert_eq!(environment.pay_at_counter(notice).await.0, StatusCode::CONFLICT);
    let cancel = anna.delete(&format!("{TOP_UPS}/{}", top_up["id"].as_str().unwrap())).await;
    assert_eq!(cancel.problem(), "already-paid");
}

#[tokio::test]
async fn many_readers_at_once_credit_once() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let top_up = anna.open("Zoé", "25.00").await;
    environment.pay_at_counter(&top_up["notice"]).await;
    let id: contract::TopUpId = top_up["id"].as_str().unwrap().parse().unwrap();
    let guardian = environment.service.store().guardian_by_email(ANNA).await.unwrap().unwrap();
    let row = environment.service.store().top_up_of(&guardian.id, &id).await.unwrap().unwrap();
    let refreshes = (0..20).map(|_| {
        let (service, row) = (environment.service.clone(), row.clone());
        tokio::spawn(async move { service.refresh(&row).await.unwrap().state })
    });
    for refresh in refreshes.collect::<Vec<_>>() {
        assert_eq!(refresh.await.unwrap(), contract::TopUpState::Credited);
    }
    assert_eq!(anna.account("Zoé").await["balance"]["amount"], "37.40");
}

#[tokio::test]
async fn repeated_request_with_the_same_key_makes_one_top_up() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let account = anna.account("Zoé").await;
    let body = new_top_up(&account["id"], "25.00");
    assert_eq!(anna.post(TOP_UPS, body.clone()).await.problem(), "idempotency-key-missing");
    for bad in ["short", &"x".repeat(65), "0123456789 abcdef"] {
        assert_eq!(anna.post_with_key(TOP_UPS, bad, body.clone()).await.problem(), "idempotency-key-missing");
    }
    let mine = key();
    let first = anna.post_with_key(TOP_UPS, &mine, body.clone()).await;
    let again = anna.post_with_key(TOP_UPS, &mine, body.clone()).await;
    assert_eq!((first.status, &first.body), (StatusCode::CREATED, &again.body));
    let quoted = anna.post_with_key(TOP_UPS, &format!("\"{mine}\""), body).await;
    assert_eq!(quoted.body, first.body, "the draft writes the key in quotes");
    let other = anna.post_with_key(TOP_UPS, &mine, new_top_up(&account["id"], "30.00")).await;
    assert_eq!(other.problem(), "idempotency-key-reused");
    assert_eq!(anna.get(TOP_UPS).await.body["items"].as_array().unwrap().len(), 1);
    // The same key of another guardian is another key.
    let bruno = environment.signed_in(BRUNO).await;
    let his = bruno.account("Sofia").await;
    let reply = bruno.post_with_key(TOP_UPS, &mine, new_top_up(&his["id"], "25.00")).await;
    assert_eq!(reply.status, StatusCode::CREATED);
}

#[tokio::test]
async fn request_with_a_key_in_flight_is_refused() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let account = anna.account("Zoé").await;
    let body = new_top_up(&account["id"], "25.00");
    environment.knobs(json!({ "slow_ms": 800 })).await;
    let mine = key();
    let (first, second) = tokio::join!(anna.post_with_key(TOP_UPS, &mine, body.clone()), async {
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
        anna.post_with_key(TOP_UPS, &mine, body.clone()).await
    });
    assert_eq!(first.status, StatusCode::CREATED);
    assert_eq!(second.problem(), "idempotency-key-in-flight");
    assert!(second.header("retry-after").parse::<u32>().unwrap() >= 1);
}

#[tokio::test]
async fn amounts_outside_the_limits_are_refused_with_a_pointer() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let account = anna.account("Zoé").await;
    assert_eq!(account["limits"]["least"]["amount"], "5.00");
    assert_eq!(account["limits"]["most"]["amount"], "500.00");
    for amount in ["0.00", "4.99", "500.01", "99999999.99"] {
        let reply = anna.post_with_key(TOP_UPS, &key(), new_top_up(&account["id"], amount)).await;
        assert_eq!(reply.problem(), "amount-out-of-range", "{amount}");
        assert_eq!(reply.body["errors"][0]["pointer"], "/amount/amount");
    }
    for amount in ["-1.00", "1e9", "12,345", "12.345", "abc", "😀", "", "025.00", "25", "100000000.00"] {
        let reply = anna.post_with_key(TOP_UPS, &key(), new_top_up(&account["id"], amount)).await;
        assert_eq!(reply.problem(), "invalid-field", "{amount}");
        assert_eq!(reply.body["errors"][0]["pointer"], "/amount/amount");
    }
    for amount in ["5.00", "500.00"] {
        let reply = anna.post_with_key(TOP_UPS, &key(), new_top_up(&account["id"], amount)).await;
        assert_eq!(reply.status, StatusCode::CREATED, "{amount}");
    }
    // 12.40 on the account and 505.00 open leave 482.60 below the cap.
    assert_eq!(anna.account("Zoé").await["limits"]["most"]["amount"], "482.60");
}

#[tokio::test]
async fn second_equal_top_up_needs_a_confirmation() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let first = anna.open("Zoé", "25.00").await;
    let account = first["account_id"].clone();
    let reply = anna.post_with_key(TOP_UPS, &key(), new_top_up(&account, "25.00")).await;
    assert_eq!(reply.problem(), "duplicate-open-top-up");
    assert_eq!(reply.body["top_up_id"], first["id"]);
    let mut yes = new_top_up(&account, "25.00");
    yes["allow_duplicate"] = json!(true);
    let second = anna.post_with_key(TOP_UPS, &key(), yes).await;
    assert_eq!(second.status, StatusCode::CREATED);
    assert_ne!(second.body["notice"]["notice_number"], first["notice"]["notice_number"]);
    // Another amount, or another account, is no duplicate.
    anna.open("Zoé", "26.00").await;
    anna.open("Luca", "25.00").await;
}

#[tokio::test]
async fn an_open_top_up_of_another_amount_is_named_to_who_wants_only_one() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let first = anna.open("Zoé", "25.00").await;
    let account = first["account_id"].clone();
    let mut only = new_top_up(&account, "26.00");
    only["only_one"] = json!(true);
    let same = key();
    let reply = anna.post_with_key(TOP_UPS, &same, only.clone()).await;
    assert_eq!(reply.problem(), "duplicate-open-top-up");
    assert_eq!(reply.body["top_up_id"], first["id"]);
    // Once it is cancelled, the same request opens the new one.
    let id = first["id"].as_str().unwrap();
    assert_eq!(anna.delete(&format!("{TOP_UPS}/{id}")).await.status, StatusCode::NO_CONTENT);
    assert_eq!(anna.post_with_key(TOP_UPS, &same, only).await.status, StatusCode::CREATED);
    // Another account of the same guardian does not count.
    let mut other = new_top_up(&anna.account("Luca").await["id"], "25.00");
    other["only_one"] = json!(true);
    assert_eq!(anna.post_with_key(TOP_UPS, &key(), other).await.status, StatusCode::CREATED);
}

#[tokio::test]
async fn a_balance_says_when_the_office_told_it() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let at = anna.account("Zoé").await["balance_at"].as_str().unwrap().to_owned();
    assert!(contract::Timestamp::try_from(at).is_ok());
}

#[tokio::test]
async fn top_ups_of_another_guardian_are_not_found() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let bruno = environment.signed_in(BRUNO).await;
    let top_up = anna.open("Zoé", "25.00").await;
    let id = top_up["id"].as_str().unwrap();
    let unknown = "01JD3Z8K0V7Q2M5N9R4T6W8Y0A";
    for path in ["", "/notice"] {
        let (theirs, nobodys) = (
            bruno.get(&format!("{TOP_UPS}/{id}{path}")).await,
            bruno.get(&format!("{TOP_UPS}/{unknown}{path}")).await,
        );
        assert_eq!((theirs.problem(), theirs.status), ("not-found", StatusCode::NOT_FOUND));
        assert_eq!(
            (&theirs.body["detail"], &theirs.body["title"]),
            (&nobodys.body["detail"], &nobodys.body["title"])
        );
    }
    assert_eq!(bruno.delete(&format!("{TOP_UPS}/{id}")).await.problem(), "not-found");
    assert_eq!(bruno.checkout(&[&top_up["id"]], "email").await.problem(), "not-found");
    let reply = bruno.post_with_key(TOP_UPS, &key(), new_top_up(&top_up["account_id"], "25.00")).await;
    assert_eq!(reply.problem(), "not-found");
    assert!(bruno.get(TOP_UPS).await.body["items"].as_array().unwrap().is_empty());
    for bad in ["x", "..%2F..%2Fetc", "01jd3z8k0v7q2m5n9r4t6w8y0a", "%00"] {
        assert_eq!(anna.get(&format!("{TOP_UPS}/{bad}")).await.problem(), "not-found", "{bad}");
    }
}

#[tokio::test]
async fn malformed_and_oversized_requests_are_refused() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let mine = key();
    let post = async |media_type: &str, body: String| {
        let headers = [("content-type", media_type), ("idempotency-key", mine.as_str())];
        anna.send(Method::POST, TOP_UPS, &headers, Some(body)).await
    };
    assert_eq!(post("application/json", "[".into()).await.problem(), "malformed-request");
    assert_eq!(post("application/json", "{}{}".into()).await.problem(), "invalid-field");
    assert_eq!(post("text/xml", "<a/>".into()).await.problem(), "unsupported-media-type");
    assert_eq!(post("application/json", " ".repeat(20_000)).await.problem(), "too-large");
    let account = anna.account("Zoé").await;
    let mut extra = new_top_up(&account["id"], "25.00");
    extra["balance"] = json!("1000000.00");
    assert_eq!(post("application/json", extra.to_string()).await.problem(), "invalid-field");
    for query in ["limit=0", "limit=101", "limit=x", "cursor=x", "colour=red"] {
        assert_eq!(anna.get(&format!("{TOP_UPS}?{query}")).await.problem(), "malformed-request", "{query}");
    }
    let reply = anna.send(Method::PUT, TOP_UPS, &[], None).await;
    assert_eq!(reply.problem(), "method-not-allowed");
    assert_eq!(anna.get("/api/v1/nothing").await.problem(), "not-found");
    // Nothing of all that was stored.
    assert!(anna.get(TOP_UPS).await.body["items"].as_array().unwrap().is_empty());
}

#[tokio::test]
async fn a_cancelled_notice_cannot_be_paid() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let top_up = anna.open("Zoé", "25.00").await;
    let path = format!("{TOP_UPS}/{}", top_up["id"].as_str().unwrap());
    assert_eq!(anna.delete(&path).await.status, StatusCode::NO_CONTENT);
    assert_eq!(anna.top_up(&top_up["id"]).await["state"], "cancelled");
    assert_eq!(
        anna.delete(&path).await.status,
        StatusCode::NO_CONTENT,
        "a second cancellation changes nothing"
    );
    let (status, refused) = environment.pay_at_counter(&top_up["notice"]).await;
    assert_eq!((status, refused["code"].as_str()), (StatusCode::CONFLICT, Some("PAA_PAGAMENTO_ANNULLATO")));
    // Its amount is free again.
    anna.open("Zoé", "25.00").await;
}

#[tokio::test]
async fn while_the_platform_is_down_a_top_up_is_kept_and_opened_later() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    environment.knobs(json!({ "down": true })).await;
    let account = anna.account("Zoé").await;
    let (mine, body) = (key(), new_top_up(&account["id"], "25.00"));
    let opened = anna.post_with_key(TOP_UPS, &mine, body.clone()).await;
    assert_eq!(opened.status, StatusCode::CREATED);
    assert_eq!((&opened.body["state"], &opened.body["platform_silent"]), (&json!("opening"), &json!(true)));
    assert!(opened.body["notice"].is_null(), "a notice that cannot be paid is not shown");
    let id = &opened.body["id"];
    let notice = anna.get(&format!("{TOP_UPS}/{}/notice", id.as_str().unwrap())).await;
    assert_eq!(notice.problem(), "still-opening");
    assert_eq!(anna.checkout(&[id], "email").await.problem(), "still-opening");
    let cancel = anna.delete(&format!("{TOP_UPS}/{}", id.as_str().unwrap())).await;
    assert_eq!(cancel.problem(), "platform-down");
    let status = anna.get("/status").await;
    assert_eq!((status.status, &status.body["platform"]["health"]), (StatusCode::OK, &json!("down")));

    environment.knobs(json!({})).await;
    let opened = anna.until(id, "unpaid").await;
    assert_eq!(environment.pay_at_counter(&opened["notice"]).await.0, StatusCode::OK);
    anna.until(id, "credited").await;
    assert_eq!(anna.get("/status").await.body["platform"]["health"], "up");
}

#[tokio::test]
async fn a_lost_answer_makes_no_second_debt_position() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    environment.knobs(json!({ "lose_answers": true })).await;
    let account = anna.account("Zoé").await;
    let reply = anna.post_with_key(TOP_UPS, &key(), new_top_up(&account["id"], "25.00")).await;
    assert_eq!(reply.status, StatusCode::CREATED);
    environment.knobs(json!({})).await;
    let opened = anna.until(&reply.body["id"], "unpaid").await;
    let url = format!(
        "{}/gpd/debt-positions-service/v1/organizations/00101440073/debtpositions?limit=50&page=0",
        environment.sandbox_url()
    );
    let list: Value = environment
        .client()
        .get(url)
        .header("Ocp-Apim-Subscription-Key", "sandbox-key")
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    let positions = list["payment_position_list"].as_array().unwrap();
    assert_eq!(positions.len(), 1);
    assert_eq!(positions[0]["paymentOption"][0]["nav"], opened["notice"]["notice_number"]);
}

#[tokio::test]
async fn position_that_exists_already_is_read() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    environment.knobs(json!({ "duplicate": true })).await;
    let top_up = anna.open("Zoé", "25.00").await;
    assert_eq!(top_up["state"], "unpaid");
    assert_eq!(environment.pay_at_counter(&top_up["notice"]).await.0, StatusCode::OK);
    anna.until(&top_up["id"], "credited").await;
}

#[tokio::test]
async fn late_payment_is_credited_by_reconciliation() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let top_up = anna.open("Zoé", "25.00").await;
    environment.knobs(json!({ "late_seconds": 2 })).await;
    environment.pay_at_counter(&top_up["notice"]).await;
    assert_eq!(anna.top_up(&top_up["id"]).await["state"], "unpaid");
    // From here on only the balance is read, so reconciliation must credit it. Its next read is moved forward.
    tokio::time::sleep(std::time::Duration::from_millis(2200)).await;
    let mut write = environment.service.store().write().await.unwrap();
    gateway::execute!(write, sqlx::query("UPDATE top_ups SET next_check_at = 0")).unwrap();
    write.commit().await.unwrap();
    eventually("the credit", async || {
        (anna.account("Zoé").await["balance"]["amount"] == "37.40").then_some(())
    })
    .await;
}

#[tokio::test]
async fn the_history_is_paged_newest_first() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    assert_eq!(anna.get(TOP_UPS).await.body, json!({ "items": [] }));
    let mut opened = Vec::new();
    for amount in ["5.00", "6.00", "7.00", "8.00", "9.00"] {
        opened.push(anna.open("Zoé", amount).await["id"].clone());
        tokio::time::sleep(std::time::Duration::from_millis(2)).await;
    }
    opened.reverse();
    let mut read = Vec::new();
    let mut path = format!("{TOP_UPS}?limit=2");
    loop {
        let page = anna.get(&path).await.body;
        read.extend(page["items"].as_array().unwrap().iter().map(|item| item["id"].clone()));
        let Some(cursor) = page["next_cursor"].as_str() else { break };
        path = format!("{TOP_UPS}?limit=2&cursor={cursor}");
    }
    assert_eq!(read, opened);
}

#[tokio::test]
async fn a_negative_balance_is_settled() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let account = anna.account("Luca").await;
    assert_eq!(
        (&account["balance"]["amount"], &account["balance_level"]),
        (&json!("-8.20"), &json!("negative"))
    );
    assert_eq!(account["children"], json!(["Luca", "Émile"]));
    anna.paid("Luca", "8.20").await;
    let after = anna.account("Luca").await;
    assert_eq!((&after["balance"]["amount"], &after["balance_level"]), (&json!("0.00"), &json!("low")));
}
