//! The yearly statements: what was paid in a year that has ended, by the day of payment in Italy.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "test code"
)]

mod common;

use common::{ANNA, BRUNO, Guest, TestEnvironment, pdf::words};
use gateway::{cli::statements::statements, clock::Moment};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

const STATEMENTS: &str = "/api/v1/statements";

/// A credited top-up, whose payment is moved to this moment.
async fn paid(
    environment: &TestEnvironment,
    guest: &Guest<'_>,
    child: &str,
    amount: &str,
    at: &str,
) -> Value {
    let top_up = guest.open(child, amount).await;
    environment.pay_at_counter(&top_up["notice"]).await;
    let top_up = guest.until(&top_up["id"], "credited").await;
    let mut write = environment.service.store().write().await.unwrap();
    gateway::execute!(
        write,
        sqlx::query("UPDATE credits SET paid_at = $1 WHERE top_up_id = $2")
            .bind(Moment::parse(at).unwrap())
            .bind(top_up["id"].as_str().unwrap())
    )
    .unwrap();
    write.commit().await.unwrap();
    top_up
}

fn statement(year: &str) -> String {
    format!("{STATEMENTS}/{year}")
}

#[tokio::test]
async fn statement_has_the_payments_of_its_year_by_the_day_in_rome() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    assert_eq!(anna.get(STATEMENTS).await.body, json!({ "items": [] }));
    // 2024: from 00:00 on 1 January to 23:59:59 on 31 December, in Rome.
    let outside_before = paid(&environment, &anna, "Zoé", "11.00", "2023-12-31T22:59:59Z").await;
    let first = paid(&environment, &anna, "Zoé", "12.00", "2023-12-31T23:00:00Z").await;
    let late = paid(&environment, &anna, "Luca", "13.00", "2024-06-15T21:30:00Z").await;
    let last = paid(&environment, &anna, "Luca", "14.01", "2024-12-31T22:30:00Z").await;
    let outside_after = paid(&environment, &anna, "Luca", "15.00", "2024-12-31T23:00:00Z").await;
    let bruno = environment.signed_in(BRUNO).await;
    let of_another = paid(&environment, &bruno, "Sofia", "16.00", "2024-05-01T10:00:00Z").await;

    let years = anna.get(STATEMENTS).await.body;
    let sums: Vec<(u64, &str)> = years["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| (item["year"].as_u64().unwrap(), item["total"]["amount"].as_str().unwrap()))
        .collect();
    // The sum of its receipts.
    assert_eq!(sums, [(2025, "15.00"), (2024, "39.01"), (2023, "11.00")]);

    let reply = anna.get(&statement("2024")).await;
    assert_eq!((reply.status, reply.header("content-type")), (StatusCode::OK, "application/pdf"));
    assert_eq!(reply.header("cache-control"), "private, no-store");
    assert_eq!(reply.header("content-disposition"), "inline; filename=\"attestazione-2024.pdf\"");
    let text = words(&reply.bytes);
    for expected in [
        "anno 2024",
        "Anna Perrin",
        "RSSMRA45C12F205C",
        "00101440073",
        "M-0001",
        "M-0002",
        "Luca, Émile",
        "01/01/2024",
        "15/06/2024",
        "31/12/2024",
        "27,01 Euro",
        "39,01 Euro",
        "da confermare",
        "non lo divide",
    ] {
        assert!(text.contains(expected), "{expected} in {text}");
    }
    for top_up in [&first, &late, &last] {
        assert!(text.contains(top_up["receipt_id"].as_str().unwrap()), "{top_up} in {text}");
    }
    for top_up in [&outside_before, &outside_after, &of_another] {
        assert!(!text.contains(top_up["receipt_id"].as_str().unwrap()), "{top_up} in {text}");
    }
    assert_eq!(anna.get(&statement("2024")).await.bytes, reply.bytes, "the same bytes");
    let french = anna.send(Method::GET, &statement("2024"), &[("accept-language", "fr")], None).await;
    assert!(words(&french.bytes).contains("année 2024"));
}

#[tokio::test]
async fn statements_are_of_ended_years_and_of_their_guardian_only() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    paid(&environment, &anna, "Zoé", "12.00", "2024-03-01T10:00:00Z").await;
    // This year has not ended.
    let now = anna.open("Zoé", "10.00").await;
    environment.pay_at_counter(&now["notice"]).await;
    anna.until(&now["id"], "credited").await;
    let this_year = Moment::now().italian_year().unwrap().to_string();
    for none in [this_year.as_str(), "2023", "9999", "1999", "24", "2024x", "x", "%32%30"] {
        assert_eq!(anna.get(&statement(none)).await.problem(), "not-found", "{none}");
    }
    assert_eq!(anna.get(STATEMENTS).await.body["items"].as_array().unwrap().len(), 1);
    let (guest, bruno) = (environment.guest(), environment.signed_in(BRUNO).await);
    assert_eq!(guest.get(STATEMENTS).await.problem(), "not-signed-in");
    assert_eq!(guest.get(&statement("2024")).await.problem(), "not-signed-in");
    assert_eq!(bruno.get(STATEMENTS).await.body, json!({ "items": [] }));
    assert_eq!(bruno.get(&statement("2024")).await.problem(), "not-found");
}

#[tokio::test]
async fn statements_count_against_the_limit_of_requests() {
    let environment = TestEnvironment::start_with(|config| config.rate_limits.requests_per_minute = 10).await;
    let anna = environment.signed_in(ANNA).await;
    for path in [STATEMENTS, "/api/v1/statements/2024"] {
        let mut refused = None;
        for _ in 0..60 {
            let reply = anna.get(path).await;
            if reply.status == StatusCode::TOO_MANY_REQUESTS {
                refused = Some(reply);
                break;
            }
        }
        assert_eq!(refused.expect(path).problem(), "too-many-requests");
    }
}

#[tokio::test]
async fn office_splits_an_account_by_its_file_and_writes_its_own_words() {
    let environment = TestEnvironment::start_with(|config| {
        config.letter.statement_wording = Some("Il Comune attesta i pagamenti seguenti.".into());
        config.letter.statement_signature = vec!["La responsabile".into(), "Maria Bianchi".into()];
    })
    .await;
    let anna = environment.signed_in(ANNA).await;
    paid(&environment, &anna, "Luca", "10.01", "2024-03-01T10:00:00Z").await;
    let line = "M-0002,anna.perrin@example.org,RSSMRA45C12F205C,Anna Perrin,Luca;Émile";
    let file = |shares: &str| {
        let header = "account,guardian_email,guardian_fiscal_code,guardian_name,children,children_shares,service,\
                      meal_price,balance,balance_at";
        format!("{header}\n{line},{shares},Mensa scolastica,5.30,5.00,2024-06-01T10:00:00Z\n")
    };
    environment.import(&file("60;40")).await;
    let text = words(&anna.get(&statement("2024")).await.bytes);
    for expected in [
        "6,01 Euro",
        "4,00 Euro",
        "10,01 Euro",
        "divisa fra gli alunni",
        "Maria Bianchi",
        "Il Comune attesta",
    ] {
        assert!(text.contains(expected), "{expected} in {text}");
    }
    assert!(!text.contains("da confermare"), "{text}");
    // An empty cell: it is not split any more.
    environment.import(&file("")).await;
    let text = words(&anna.get(&statement("2024")).await.bytes);
    assert!(text.contains("non lo divide") && !text.contains("6,01"), "{text}");
    for wrong in ["60;41", "100", "60;20;20", "a;b", "-10;110", "60,5;39,5"] {
        let file = file(&format!("\"{wrong}\""));
        let refused = gateway::service::import_accounts::import_accounts(
            environment.service.store(),
            file.as_bytes(),
            Moment::now(),
        );
        let error = refused.await.expect_err(wrong).to_string();
        assert!(error.contains("children_shares"), "{wrong}: {error}");
    }
}

#[tokio::test]
async fn office_gets_every_statement_of_a_year() {
    let environment = TestEnvironment::start().await;
    let (anna, bruno) = (environment.signed_in(ANNA).await, environment.signed_in(BRUNO).await);
    paid(&environment, &anna, "Zoé", "12.00", "2024-03-01T10:00:00Z").await;
    paid(&environment, &bruno, "Sofia", "16.00", "2024-12-31T22:30:00Z").await;
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().join("attestazioni");
    let config = environment.service.config();
    let report = statements(config, "2024".parse().unwrap(), &to).await.unwrap();
    assert!(report.starts_with("2 statements in "), "{report}");
    let of_anna = std::fs::read(to.join("attestazione-2024-RSSMRA45C12F205C.pdf")).unwrap();
    assert_eq!(of_anna, anna.get(&statement("2024")).await.bytes, "the same file as over HTTP");
    assert!(to.join("attestazione-2024-MRTNTN23M02D969P.pdf").exists());
    assert!(statements(config, "2023".parse().unwrap(), &to).await.unwrap().starts_with("0 statements"));
    let this_year = Moment::now().italian_year().unwrap();
    assert!(statements(config, this_year, &to).await.unwrap_err().to_string().contains("has not ended"));
}
