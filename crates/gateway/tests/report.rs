//! `gateway report` and `gateway find`: what the office reads beside the running gateway.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "test code"
)]

mod common;

use common::{ANNA, BRUNO, TestEnvironment};
use contract::{NewRating, RatingAspect, Stars};
use gateway::{
    cli::{
        find::find,
        report::{ReportFormat, report},
    },
    clock::Moment,
    store::{found::Sought, ratings},
};
use serde_json::Value;

#[tokio::test]
async fn report_has_credits_sums_and_what_is_open_or_anomalous() {
    let environment = TestEnvironment::start().await;
    let (anna, bruno) = (environment.signed_in(ANNA).await, environment.signed_in(BRUNO).await);
    let mut credited = Vec::new();
    for (guest, child, amount) in
        [(&anna, "Zoé", "25.00"), (&anna, "Luca", "10.50"), (&bruno, "Sofia", "7.00")]
    {
        let top_up = guest.open(child, amount).await;
        environment.pay_at_counter(&top_up["notice"]).await;
        credited.push(guest.until(&top_up["id"], "credited").await);
    }
    let open = anna.open("Zoé", "30.00").await;
    let anomalous = anna.open("Luca", "31.00").await;
    let mut write = environment.service.store().write().await.unwrap();
    let statement =
        "UPDATE top_ups SET state = 'anomalous', anomaly = 'differs', next_check_at = NULL WHERE id = $1";
    gateway::execute!(write, sqlx::query(statement).bind(anomalous["id"].as_str().unwrap())).unwrap();
    // One of them was credited on another day: 23:30 in Rome is the day before in no zone but Rome's.
    let night = Moment::parse("2026-03-01T22:30:00Z").unwrap();
    let statement = "UPDATE credits SET credited_at = $1, paid_at = NULL WHERE top_up_id = $2";
    gateway::execute!(write, sqlx::query(statement).bind(night).bind(credited[2]["id"].as_str().unwrap()))
        .unwrap();
    let rating = NewRating { stars: Stars::try_from(4).unwrap(), aspects: vec![RatingAspect::Clarity] };
    for month in ["2026-03", "2026-03", "2026-04"] {
        ratings::count(&mut write, month, &rating).await.unwrap();
    }
    write.commit().await.unwrap();

    let config = environment.service.config();
    let today = Moment::now().italian_day();
    let json = report(config, &today, &today, ReportFormat::Json).await.unwrap();
    let json: Value = serde_json::from_str(&json).unwrap();
    let numbers = |list: &Value| -> Vec<String> {
        let items = list.as_array().unwrap().iter();
        items.map(|item| item["notice_number"].as_str().unwrap().to_owned()).collect()
    };
    let number = |top_up: &Value| top_up["notice"]["notice_number"].as_str().unwrap().to_owned();
    assert_eq!(numbers(&json["credited"]), [number(&credited[0]), number(&credited[1])]);
    assert_eq!(json["credited"][0]["receipt_id"], credited[0]["receipt_id"]);
    assert_eq!(json["credited"][0]["means"], "provider");
    assert_eq!(json["sums"][0]["cents"], 3550);
    assert_eq!(json["sums"][0]["count"], 2);
    assert_eq!(numbers(&json["open"]), [number(&open)]);
    assert_eq!(numbers(&json["anomalous"]), [number(&anomalous)]);
    assert_eq!(json["anomalous"][0]["reason"], "differs");

    let march = |day: &str| contract::Date::try_from(format!("2026-03-{day}")).unwrap();
    let csv = report(config, &march("01"), &march("01"), ReportFormat::Csv).await.unwrap();
    let lines: Vec<&str> = csv.trim_start_matches('\u{FEFF}').lines().collect();
    let grouped = credited[2]["notice"]["notice_number"].as_str().unwrap().as_bytes().chunks(4);
    let grouped = grouped.map(|group| std::str::from_utf8(group).unwrap()).collect::<Vec<_>>().join(" ");
    let receipt = credited[2]["receipt_id"].as_str().unwrap();
    assert_eq!(
        lines[1],
        format!(
            "credited;{grouped};{receipt};M-0003;Mensa scolastica;7,00;;01/03/2026;provider;Tabaccheria di prova;;;;;"
        )
    );
    assert_eq!(lines[2], "sum;;;;Mensa scolastica;7,00;;01/03/2026;;;1;;;;");
    assert_eq!(
        lines[3..],
        ["rating;;;;;;;;;;2;;4;03/2026;", "rating;;;;;;;;;;2;;4 clarity;03/2026;"],
        "nothing was open"
    );
    let none = report(config, &march("02"), &march("31"), ReportFormat::Csv).await.unwrap();
    assert_eq!(none.lines().filter(|line| !line.starts_with("rating;")).count(), 1, "{none}");
    let april = contract::Date::try_from("2026-04-01".to_owned()).unwrap();
    let both = report(config, &march("31"), &april, ReportFormat::Json).await.unwrap();
    let both: Value = serde_json::from_str(&both).unwrap();
    let april = serde_json::json!({ "month": "2026-04", "stars": 4, "aspect": "clarity", "count": 1 });
    assert_eq!((both["ratings"].as_array().unwrap().len(), &both["ratings"][3]), (4, &april));
    assert!(report(config, &march("02"), &march("01"), ReportFormat::Csv).await.is_err());
}

#[tokio::test]
async fn top_ups_are_found_by_receipt_address_and_account() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let first = anna.open("Zoé", "25.00").await;
    environment.pay_at_counter(&first["notice"]).await;
    let first = anna.until(&first["id"], "credited").await;
    let second = anna.open("Luca", "10.00").await;
    let number = |top_up: &Value| top_up["notice"]["notice_number"].as_str().unwrap().to_owned();
    let config = environment.service.config();

    let receipt = first["receipt_id"].as_str().unwrap().to_owned();
    let by_receipt = find(config, &Sought::Receipt(receipt)).await.unwrap();
    assert!(by_receipt.contains(&number(&first)) && !by_receipt.contains(&number(&second)), "{by_receipt}");
    let by_email = find(config, &Sought::Email(ANNA.into())).await.unwrap();
    let places = [&second, &first].map(|top_up| by_email.find(&number(top_up)).expect("in the report"));
    assert!(places[0] < places[1], "the newest first: {by_email}");
    let by_account = find(config, &Sought::Account("M-0002".into())).await.unwrap();
    assert!(by_account.contains(&number(&second)) && !by_account.contains(&number(&first)), "{by_account}");
    assert!(!by_email.contains("Anna") && !by_email.contains(ANNA), "{by_email}");
    for nothing in [Sought::Receipt("x".into()), Sought::Account("M-9".into()), Sought::Email(BRUNO.into())] {
        assert!(find(config, &nothing).await.is_err());
    }
}
