//! The two tables of mail of earlier versions become one, and no mail is lost.
#![allow(clippy::unwrap_used, reason = "test code")]

use contract::{Language, TopUpId};
use gateway::{
    clock::Moment,
    store::{
        Store,
        outbox::{self, DueMail, MailKind},
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

#[tokio::test]
async fn every_mail_of_both_tables_is_in_the_outbox() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&old_database(folder.path()).await).await.unwrap();
    let rows = store.mails_due(Moment::now(), 100).await.unwrap();
    let tries: Vec<u32> = rows.iter().map(|row| row.tries).collect();
    let due: Vec<DueMail> = rows.into_iter().map(|row| row.mail.unwrap()).collect();
    let mails: Vec<_> = due.iter().map(|due| (due.kind, due.top_up_id.as_str(), due.language)).collect();
    assert_eq!(
        mails,
        [
            (MailKind::Receipt, FIRST, Language::Fr),
            (MailKind::Receipt, SECOND, Language::Fr),
            (MailKind::Notice, SECOND, Language::It),
            (MailKind::Notice, SECOND, Language::En),
        ]
    );
    assert_eq!(tries, [3, 0, 2, 0]);
    assert!(due.iter().all(|due| due.email == "anna@example.org" && due.balance_cents == 100));
    // A notice's Message-ID is made of its id, so the id stays.
    let notices: Vec<i64> = due.iter().filter(|due| due.kind == MailKind::Notice).map(|due| due.id).collect();
    assert_eq!(notices, [7, 9]);
    // Each is due when it was due.
    assert_eq!(store.mails_due(Moment::from_millis(3999), 100).await.unwrap().len(), 3);
}

#[tokio::test]
async fn a_top_up_has_one_receipt_and_a_new_notice_for_each_request() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&old_database(folder.path()).await).await.unwrap();
    let (id, now) = (SECOND.parse::<TopUpId>().unwrap(), Moment::now());
    let mut write = store.write().await.unwrap();
    for due in store.mails_due(now, 100).await.unwrap() {
        outbox::remove(&mut write, due.id).await.unwrap();
    }
    for _ in 0..2 {
        outbox::add_receipt(&mut write, &id, now).await.unwrap();
        outbox::add_notice(&mut write, &id, Language::It, now).await.unwrap();
    }
    write.commit().await.unwrap();
    let rows = store.mails_due(now, 100).await.unwrap();
    let due: Vec<DueMail> = rows.into_iter().map(|row| row.mail.unwrap()).collect();
    let receipts = due.iter().filter(|due| due.kind == MailKind::Receipt).count();
    assert_eq!((receipts, due.len()), (1, 3));
    // No id is used a second time, or another notice would have the Message-ID of one that was sent.
    assert!(due.iter().all(|due| due.id > 11), "{due:?}");
}
