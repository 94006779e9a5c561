//! What one gateway leaves to be done, another takes up at once; without wake-ups it is found by looking for it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "test code"
)]

mod common;

use common::{ANNA, TestEnvironment, eventually};
use contract::Language;
use gateway::{
    jobs,
    service::Service,
    store::{
        outbox::{self, OfficeRequest},
        wake::{self, Work},
    },
};
use sqlx::{Connection as _, PgConnection};
use std::{
    io::Write as _,
    time::{Duration, Instant},
};
use tokio::sync::watch;

const OFFICE: &str = "mensa@comune.example.org";
/// It takes some hundredths of a second, more on a machine with other work. Looking alone takes up to five seconds for mails, two
/// for top-ups.
const MAIL_AT_ONCE: Duration = Duration::from_millis(2500);
const TOP_UP_AT_ONCE: Duration = Duration::from_millis(1500);

fn request(number: usize) -> OfficeRequest {
    OfficeRequest {
        name: format!("Anna {number}"),
        child: "Zoé".to_owned(),
        school: "Primaria".to_owned(),
        email: "a@example.org".to_owned(),
        message: String::new(),
    }
}

async fn count(service: &Service, sql: &'static str) -> i64 {
    let store = service.store();
    gateway::fetch_one!(store, sqlx::query_scalar(sql)).unwrap()
}

/// The time until this is zero.
async fn until_none(service: &Service, sql: &'static str) -> Duration {
    let since = Instant::now();
    while count(service, sql).await > 0 {
        assert!(since.elapsed() < Duration::from_secs(15), "not taken up: {sql}");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    since.elapsed()
}

/// How long a mail that this gateway queues waits until another one takes it.
async fn queued(service: &Service, number: usize) -> Duration {
    service.write_to_office(&request(number), Language::It).await.unwrap();
    until_none(service, "SELECT count(*) FROM outbox WHERE claimed_until = 0").await
}

const LISTENERS: &str = "FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'";

async fn until_one_listens(database: &mut PgConnection) {
    eventually("a gateway that listens", async || {
        let sql = format!("SELECT count(*) {LISTENERS}");
        let count: i64 =
            sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_one(&mut *database).await.unwrap();
        (count == 1).then_some(())
    })
    .await;
}

fn say(line: &str) {
    writeln!(std::io::stdout().lock(), "{line}").unwrap();
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a server of PostgreSQL: cargo xtask postgres"]
async fn what_one_gateway_leaves_another_takes_up_at_once_also_after_its_connection_was_lost() {
    let environment = TestEnvironment::start().await;
    // It has no background work of its own: whatever it leaves, the first one does.
    let other = environment.second_gateway().await;
    let mut database = PgConnection::connect(environment.address()).await.unwrap();
    until_one_listens(&mut database).await;
    let mut waits = Vec::new();
    for number in 0..6 {
        waits.push(queued(&other, number).await);
    }
    waits.sort();
    say(&format!("wake-ups: mails queued by another gateway are taken after {waits:?}"));
    assert!(waits[5] < MAIL_AT_ONCE, "{waits:?}");
    eventually("six mails", async || (environment.mails(OFFICE).await.len() == 6).then_some(())).await;

    // The server ends the connection. What is queued meanwhile is found all the same, and then there are wake-ups again.
    let sql = format!("SELECT count(pg_terminate_backend(pid)) {LISTENERS}");
    let ended: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_one(&mut database).await.unwrap();
    assert_eq!(ended, 1);
    let meanwhile = queued(&other, 6).await;
    assert!(meanwhile < Duration::from_secs(6), "{meanwhile:?}");
    until_one_listens(&mut database).await;
    tokio::time::sleep(Duration::from_millis(200)).await;
    let after = queued(&other, 7).await;
    assert!(after < MAIL_AT_ONCE, "{after:?}");

    // A top-up that another gateway has put first.
    let anna = environment.signed_in(ANNA).await;
    anna.open("Zoé", "25.00").await;
    let mut write = other.store().write().await.unwrap();
    let due = "UPDATE top_ups SET next_check_at = 1, checks = 0";
    gateway::execute!(write, sqlx::query(due)).unwrap();
    wake::announce(&mut write, Work::TopUp).await.unwrap();
    write.commit().await.unwrap();
    let read = until_none(&other, "SELECT count(*) FROM top_ups WHERE checks = 0").await;
    say(&format!(
        "wake-ups: a top-up is read after {read:?}, a mail after a lost connection after {after:?}"
    ));
    assert!(read < TOP_UP_AT_ONCE, "{read:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn mail_is_found_without_any_wake_up() {
    let environment = TestEnvironment::start().await;
    environment.end().await;
    let alone = environment.second_gateway().await;
    let (_stop, stopped) = watch::channel(false);
    tokio::spawn(jobs::outbox::run(alone.clone(), stopped));
    // Its first round has found nothing.
    tokio::time::sleep(Duration::from_millis(300)).await;
    let mut write = alone.store().write().await.unwrap();
    let now = write.now().await.unwrap();
    outbox::add_request(&mut write, &request(0), Language::It, now).await.unwrap();
    write.commit().await.unwrap();
    let wait = until_none(&alone, "SELECT count(*) FROM outbox").await;
    assert!(wait < Duration::from_secs(8), "{wait:?}");
    assert_eq!(environment.mails(OFFICE).await.len(), 1);
}
