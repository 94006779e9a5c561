//! A guardian is erased: nothing of the person is left but the fiscal code of payments, not even in the file's free pages.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "test code"
)]

mod common;

use common::{ANNA, BRUNO, TestEnvironment, key, platform::positions, platform::sql};
use gateway::{
    service::erase_guardian::{EraseError, EraseOptions, Whom},
    store::{Engine, Store, outbox::OfficeRequest},
};
use reqwest::StatusCode;
use serde_json::json;
use sqlx::{Column as _, Row as _, ValueRef as _};

const CODE: &str = "RSSMRA45C12F205C";
const DO: EraseOptions = EraseOptions { cancel_open: false, dry_run: false };

fn whom(text: &str) -> Whom {
    text.parse().unwrap()
}

/// Every value of every table as text, a line each row: `table column=value …`.
async fn contents(store: &Store) -> Vec<String> {
    let mut lines = Vec::new();
    match store.engine() {
        Engine::Sqlite(file) => {
            let tables: Vec<String> = sqlx::query_scalar(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%sqlx%' ORDER BY name",
            )
            .fetch_all(file)
            .await
            .unwrap();
            for table in tables {
                let sql = format!("SELECT * FROM {table}");
                for row in sqlx::query(sqlx::AssertSqlSafe(sql)).fetch_all(file).await.unwrap() {
                    let mut line = table.clone();
                    for column in 0..row.len() {
                        let value = row.try_get_raw(column).unwrap();
                        let text = if value.is_null() {
                            "NULL".into()
                        } else {
                            let text = row.try_get_unchecked::<String, _>(column);
                            text.unwrap_or_else(|_| {
                                format!("{:?}", row.try_get_unchecked::<Vec<u8>, _>(column))
                            })
                        };
                        line.push_str(&format!(" {}={text}", row.column(column).name()));
                    }
                    lines.push(line);
                }
            }
        }
        Engine::Postgres(server) => {
            let tables: Vec<String> = sqlx::query_scalar(
                "SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema() AND tablename NOT LIKE '%sqlx%'
                 ORDER BY tablename",
            )
            .fetch_all(server)
            .await
            .unwrap();
            for table in tables {
                let sql = format!("SELECT row_to_json(t)::text FROM {table} t");
                let rows = sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_all(server).await;
                let rows: Vec<String> = rows.unwrap();
                for row in rows {
                    // In the order of the columns, as PostgreSQL writes them.
                    lines.push(format!(
                        "{table} {}",
                        row.trim_matches(['{', '}']).replace("\":", "=").replace('"', "")
                    ));
                }
            }
        }
    }
    lines
}

fn naming<'a>(contents: &'a [String], word: &str) -> Vec<&'a String> {
    contents.iter().filter(|line| line.to_lowercase().contains(&word.to_lowercase())).collect()
}

#[tokio::test]
async fn erased_guardian_leaves_payments_without_name_address_and_children() {
    let environment = TestEnvironment::start().await;
    let store = environment.service.store();
    let anna = environment.signed_in(ANNA).await;
    let bruno = environment.signed_in(BRUNO).await;
    anna.paid("Zoé", "25.00").await;
    environment.mail(ANNA, "accreditata", 0).await;
    let open = anna.open("Luca", "30.00").await;
    anna.checkout(&[&open["id"]], "email").await;
    // Bruno's stay as they are.
    bruno.open("Sofia", "20.00").await;
    // A mail that has not left, and one that somebody with the same address wrote without access.
    let request = OfficeRequest {
        name: "Anna Perrin".into(),
        child: "Zoé".into(),
        school: "Primaria".into(),
        email: "Anna.Perrin@example.org".into(),
        message: String::new(),
    };
    environment.knobs(json!({ "smtp_refused": "mensa@comune.example.org" })).await;
    environment.service.write_to_office(&request, contract::Language::It).await.unwrap();

    let before = contents(store).await;
    let refused = environment.service.erase(&whom(ANNA), DO).await.unwrap_err();
    let number = open["notice"]["notice_number"].as_str().unwrap();
    assert!(matches!(&refused, EraseError::Open(_)) && refused.to_string().contains(number), "{refused}");
    assert!(refused.to_string().contains("--cancel-open"));
    let dry = EraseOptions { cancel_open: true, dry_run: true };
    // Another's, which this version cannot read, and one of Anna's.
    sql(store, "INSERT INTO undelivered (kind, request, reason, at) VALUES ('request', '{}', 'r', 1)").await;
    let hers = "INSERT INTO undelivered (kind, request, reason, at)
        VALUES ('request', '{\"v\":2,\"from\":\"Anna.Perrin@example.org\"}', 'r', 1)";
    sql(store, hers).await;
    let would = environment.service.erase(&whom(CODE), dry).await.unwrap();
    assert_eq!((would.cancelled.len(), would.erased.sessions), (1, 1));
    let after_dry = contents(store).await;
    for table in ["guardians", "accounts", "sessions", "checkouts ", "credits"] {
        let of = |lines: &[String]| {
            lines.iter().filter(|line| line.starts_with(table)).cloned().collect::<Vec<_>>()
        };
        assert_eq!(of(&before), of(&after_dry), "a dry run changes nothing");
    }

    // A payment page is open: the platform may still be paid, so the visit must end first.
    let in_progress = EraseOptions { cancel_open: true, dry_run: false };
    let refused = environment.service.erase(&whom(ANNA), in_progress).await.unwrap_err();
    assert!(matches!(refused, EraseError::NotCancelled(..)), "{refused}");
    let checkouts = naming(&contents(store).await, "checkouts id=").len();
    assert_eq!(checkouts, 1);
    sql(store, "UPDATE checkouts SET expires_at = 0, opened_at = 0").await;
    sql(store, "UPDATE top_ups SET next_check_at = 0 WHERE state = 'in_progress'").await;
    anna.until(&open["id"], "unpaid").await;

    let report = environment.service.erase(&whom(CODE), in_progress).await.unwrap();
    assert_eq!(report.cancelled, [number.parse().unwrap()]);
    assert_eq!((report.erased.sessions, report.erased.checkouts, report.erased.kept_accounts), (1, 1, 2));
    let at_platform = positions(&environment).await;
    let cancelled = at_platform.iter().find(|one| one["iupd"] == common::platform::iupd(&open)).unwrap();
    assert_eq!(cancelled["status"], "INVALID");

    let after = contents(store).await;
    for gone in ["anna", "perrin", "Zoé", "Luca", "Émile"] {
        assert_eq!(naming(&after, gone), Vec::<&String>::new(), "{gone}");
    }
    let with_code = naming(&after, CODE);
    assert!(with_code.len() == 1 && with_code[0].starts_with("guardians "), "{with_code:?}");
    let of_credits =
        |lines: &[String]| naming(lines, "credits top_up_id").into_iter().cloned().collect::<Vec<_>>();
    assert_eq!(of_credits(&before), of_credits(&after), "the payment stays");
    assert_eq!(naming(&after, "bruno").len(), naming(&before, "bruno").len());
    assert_eq!(anna.get("/api/v1/accounts").await.status, StatusCode::UNAUTHORIZED);
    let mails = environment.mails(ANNA).await.len();
    let asked =
        environment.guest().post("/api/v1/sign-in-codes", json!({ "email": ANNA, "language": "it" })).await;
    assert_eq!(asked.status, StatusCode::ACCEPTED, "the answer does not tell");
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    assert_eq!(environment.mails(ANNA).await.len(), mails);
    assert!(matches!(environment.service.erase(&whom(ANNA), DO).await, Err(EraseError::NotFound)));
    // The pages that the rows were in do not have them any more.
    store.close().await;
    let Some(file) = environment.service.config().database.file() else { return };
    let file = std::fs::read(file).unwrap();
    let text = String::from_utf8_lossy(&file);
    for gone in ["anna.perrin", "Anna Perrin", "Émile"] {
        assert!(!text.contains(gone), "{gone} is in the file");
    }
}

#[tokio::test]
async fn request_that_was_on_its_way_opens_nothing() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    anna.paid("Zoé", "25.00").await;
    let account = anna.account("Zoé").await;
    // Its session was valid a moment ago.
    let guardian = environment.service.store().guardian_by_email(ANNA).await.unwrap().unwrap();
    environment.service.erase(&whom(ANNA), DO).await.unwrap();
    let new = serde_json::from_value(common::new_top_up(&account["id"], "30.00")).unwrap();
    let opened = environment.service.open_top_up(&guardian, &key().parse().unwrap(), &new, b"body").await;
    assert_eq!(opened.err().map(|refusal| refusal.kind), Some(contract::ProblemKind::NotFound));
    assert_eq!(positions(&environment).await.len(), 1);
}

#[tokio::test]
async fn guardian_without_a_payment_is_gone_entirely() {
    let environment = TestEnvironment::start().await;
    let bruno = environment.signed_in(BRUNO).await;
    let top_up = bruno.open("Sofia", "20.00").await;
    let options = EraseOptions { cancel_open: true, dry_run: false };
    // Cancelled, it is read at the platform for a while: a payment that began before may still arrive.
    let report = environment.service.erase(&whom(BRUNO), options).await.unwrap();
    assert_eq!((report.erased.kept_top_ups, report.erased.accounts), (1, 0));
    let id = top_up["id"].as_str().unwrap();
    sql(environment.service.store(), "UPDATE top_ups SET next_check_at = NULL").await;
    sql(environment.service.store(), "UPDATE accounts SET imported_at = 9000000000000").await;
    let later = gateway::clock::Moment::now().plus(std::time::Duration::from_secs(731 * 24 * 3600));
    let deleted = environment.service.delete_old(later).await.unwrap();
    assert_eq!((deleted.unpaid, deleted.guardians), (1, 1));
    let left = contents(environment.service.store()).await;
    for gone in [id, "MRTNTN23M02D969P", "bruno", "M-0003"] {
        assert_eq!(naming(&left, gone), Vec::<&String>::new(), "{gone}");
    }
}

#[tokio::test]
async fn import_that_still_has_the_guardian_brings_them_back() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let paid = anna.paid("Zoé", "25.00").await;
    environment.service.erase(&whom(ANNA), DO).await.unwrap();
    environment.import(common::ACCOUNTS).await;
    let back = environment.signed_in(ANNA).await;
    assert_eq!(back.top_up(&paid["id"]).await["state"], "credited");
    // While one key of a request is new again, the account has its children.
    assert_eq!(back.account("Zoé").await["children"][0], "Zoé");
    back.post_with_key("/api/v1/top-ups", &key(), json!({})).await;
}
