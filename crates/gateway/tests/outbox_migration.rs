//! The two tables of mail of earlier versions become one, and no mail is lost.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "test code")]

use contract::{Language, TopUpId};
use gateway::{
    clock::Moment,
    store::{
        Store,
        outbox::{self, DueMail, MailKind, OfficeRequest, TopUpMail},
    },
};
use sqlx::{Connection as _, SqliteConnection, migrate::Migrator, sqlite::SqliteConnectOptions};
use std::{fs, path::Path};

const FIRST: &str = "01JD3Z8K0V7Q2M5N9R4T6W8Y0A";
const SECOND: &str = "01JD3Z8K0V7Q2M5N9R4T6W8Y0B";

/// A database as the version with two tables left it.
async fn old_database(folder: &Path) -> std::path::PathBuf {
    let migrations = folder.join("migrations");
    fs::create_dir(&migrations).unwrap();
    for file in ["0001_initial.sql", "0002_letters_to_send.sql"] {
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations").join(file);
        fs::copy(from, migrations.join(file)).unwrap();
    }
    let path = folder.join("ricarica.db");
    let options = SqliteConnectOptions::new().filename(&path).create_if_missing(true).foreign_keys(true);
    let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
    Migrator::new(migrations).await.unwrap().run(&mut connection).await.unwrap();
    let rows = format!(
        "INSERT INTO guardians VALUES ('g', 'anna@example.org', 'RSSMRA45C12F205C', 'Anna Perrin', 'fr');
         INSERT INTO accounts (id, reference, guardian_id, children, service, imported_balance_cents, imported_at)
             VALUES ('01JD3Z8K0V7Q2M5N9R4T6W8Y0C', 'M-1', 'g', '[\"Zoé\"]', 'Mensa', 100, 0);
         INSERT INTO top_ups (id, guardian_id, account_id, amount_cents, state, created_at, due_date, notice_number, iupd,
                              subject) VALUES
             ('{FIRST}', 'g', '01JD3Z8K0V7Q2M5N9R4T6W8Y0C', 1, 'credited', 0, '2026-12-01', 'n1', 'i1', 's'),
             ('{SECOND}', 'g', '01JD3Z8K0V7Q2M5N9R4T6W8Y0C', 2, 'unpaid', 0, '2026-12-01', 'n2', 'i2', 's');
         INSERT INTO outbox (id, top_up_id, tries, next_try_at) VALUES (7, '{FIRST}', 3, 1000), (8, '{SECOND}', 0, 2000);
         INSERT INTO letters_to_send (id, top_up_id, language, tries, next_try_at) VALUES
             (7, '{SECOND}', 'it', 2, 3000), (9, '{SECOND}', 'en', 0, 4000);"
    );
    sqlx::raw_sql(sqlx::AssertSqlSafe(rows)).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
    path
}

/// The kind of a mail and what it is about.
fn about_a_top_up(mail: &DueMail) -> (&'static str, &TopUpMail) {
    match mail {
        DueMail::Receipt(mail) => ("receipt", mail),
        DueMail::Notice(mail) => ("notice", mail),
        DueMail::ReceiptPdf(mail) => ("receipt_pdf", mail),
        DueMail::Request(..) | DueMail::EmailChanged(..) | DueMail::Erasure(_) => {
            panic!("no mail about a top-up")
        }
    }
}

#[tokio::test]
async fn every_mail_of_both_tables_is_in_the_outbox() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&old_database(folder.path()).await.into()).await.unwrap();
    let rows = store.mails_due(Moment::now(), 100).await.unwrap();
    let tries: Vec<u32> = rows.iter().map(|row| row.tries).collect();
    let due: Vec<(i64, DueMail)> = rows.into_iter().map(|row| (row.id, row.mail.unwrap())).collect();
    let mails: Vec<_> = due
        .iter()
        .map(|(_, mail)| about_a_top_up(mail))
        .map(|(kind, mail)| (kind, mail.top_up_id.as_str(), mail.language))
        .collect();
    assert_eq!(
        mails,
        [
            ("receipt", FIRST, Language::Fr),
            ("receipt", SECOND, Language::Fr),
            ("notice", SECOND, Language::It),
            ("notice", SECOND, Language::En),
        ]
    );
    assert_eq!(tries, [3, 0, 2, 0]);
    for (_, mail) in &due {
        let (_, mail) = about_a_top_up(mail);
        assert_eq!((mail.email.as_str(), mail.balance_cents), ("anna@example.org", 100));
    }
    // A notice's Message-ID is made of its id, so the id stays.
    let notices: Vec<i64> =
        due.iter().filter(|(_, mail)| matches!(mail, DueMail::Notice(_))).map(|(id, _)| *id).collect();
    assert_eq!(notices, [7, 9]);
    // Each is due when it was due.
    assert_eq!(store.mails_due(Moment::from_millis(3999), 100).await.unwrap().len(), 3);
}

#[tokio::test]
async fn a_top_up_has_one_receipt_and_a_new_notice_for_each_request() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&old_database(folder.path()).await.into()).await.unwrap();
    let (id, now) = (SECOND.parse::<TopUpId>().unwrap(), Moment::now());
    let mut write = store.write().await.unwrap();
    for due in store.mails_due(now, 100).await.unwrap() {
        outbox::remove(&mut write, due.id).await.unwrap();
    }
    for _ in 0..2 {
        outbox::add_receipt(&mut write, &id, None, now).await.unwrap();
        outbox::add_pdf(&mut write, MailKind::Notice, &id, Language::It, now).await.unwrap();
    }
    write.commit().await.unwrap();
    let rows = store.mails_due(now, 100).await.unwrap();
    let receipts = rows.iter().filter(|row| matches!(row.mail, Ok(DueMail::Receipt(_)))).count();
    assert_eq!((receipts, rows.len()), (1, 3));
    // No id is used a second time, or another notice would have the Message-ID of one that was sent.
    assert!(rows.iter().all(|row| row.id > 11), "{rows:?}");
}

#[tokio::test]
async fn a_request_to_the_office_is_read_as_it_was_written() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&old_database(folder.path()).await.into()).await.unwrap();
    let request = OfficeRequest {
        name: "Anna Perrin".into(),
        child: "Zoé".into(),
        school: "Primaria \"Alta\"".into(),
        email: "anna@example.org".into(),
        message: "Uno\ndue".into(),
    };
    let mut write = store.write().await.unwrap();
    outbox::add_request(&mut write, &request, Language::Fr, Moment::from_millis(1)).await.unwrap();
    write.commit().await.unwrap();
    let first = store.mails_due(Moment::now(), 1).await.unwrap().remove(0);
    let Ok(DueMail::Request(read, language)) = first.mail else { panic!("{first:?}") };
    assert!(read == request && language == Language::Fr);
    // Names and addresses do not get into a log.
    assert_eq!(format!("{read:?}"), "OfficeRequest { .. }");
}

#[tokio::test]
async fn payment_dates_of_earlier_versions_are_read_again_within_a_day() {
    let folder = tempfile::tempdir().unwrap();
    let path = old_database(folder.path()).await;
    let options = SqliteConnectOptions::new().filename(&path);
    let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
    let paid = "UPDATE top_ups SET paid_at = 5 WHERE state = 'credited'";
    sqlx::query(paid).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
    let (before, store) = (Moment::now(), Store::open(&path.clone().into()).await.unwrap());
    let mut write = store.write().await.unwrap();
    let scheduled = "SELECT id, next_check_at FROM top_ups WHERE next_check_at IS NOT NULL";
    let scheduled: Vec<(String, i64)> = gateway::fetch_all!(write, sqlx::query_as(scheduled)).unwrap();
    assert_eq!(scheduled.len(), 1, "{scheduled:?}");
    let (id, next) = &scheduled[0];
    assert_eq!(id, FIRST);
    // SQLite's clock is read to the second.
    assert!((-2000..=86_402_000).contains(&(next - before.millis())), "{next}");
}
