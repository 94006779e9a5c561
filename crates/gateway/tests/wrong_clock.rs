//! A gateway whose clock is wrong by an hour, beside others on one server (`TestDatabase`): it takes nothing that another is
//! at work on, keeps nothing longer than others do, and counts as they do.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "test code"
)]

#[path = "common/database.rs"]
#[allow(dead_code, reason = "each test file uses its own part of this")]
mod database;
#[path = "crash/environment.rs"]
#[allow(dead_code, reason = "each test file uses its own part of this")]
mod environment;
#[path = "crash/processes.rs"]
#[allow(dead_code, reason = "each test file uses its own part of this")]
mod processes;

use database::{TestDatabase, server};
use processes::{Gateway, Sandbox};
use rand::{SeedableRng as _, rngs::StdRng};
use sqlx::{Connection as _, PgConnection};
use std::{
    net::TcpListener,
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

const OFFICE: &str = "mensa@comune.example.org";
const SECOND: i64 = 1000;
const HOUR: i64 = 3600 * SECOND;

/// A library that moves the clock of the program that loads it.
fn wrong_clock(folder: &Path) -> PathBuf {
    let library = folder.join("wrong.so");
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/clock/wrong.c");
    let mut cc = Command::new("cc");
    let built = cc.args(["-shared", "-fPIC", "-o"]).args([&library, &source]).arg("-ldl").status().unwrap();
    assert!(built.success(), "{built}");
    library
}

/// The database, seen with a right clock.
struct Looker(PgConnection);

impl Looker {
    /// A number, or `None` where there is none.
    async fn number(&mut self, sql: &str) -> Option<i64> {
        sqlx::query_scalar(sqlx::AssertSqlSafe(sql.to_owned())).fetch_one(&mut self.0).await.unwrap()
    }

    async fn now(&mut self) -> i64 {
        self.number("SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT)").await.unwrap()
    }

    /// How far this moment is ahead, in milliseconds.
    async fn ahead(&mut self, moment: &str) -> Option<i64> {
        let at = self.number(moment).await?;
        Some(at - self.now().await)
    }

    async fn execute(&mut self, sql: &str) {
        sqlx::raw_sql(sqlx::AssertSqlSafe(sql.to_owned())).execute(&mut self.0).await.unwrap();
    }

    /// A mail to the office, which somebody is at work on for so long.
    async fn add_mail(&mut self, name: &str, taken_for: i64) {
        let now = self.now().await;
        let until = if taken_for == 0 { 0 } else { now + taken_for };
        self.execute(&format!(
            "INSERT INTO outbox (kind, request, language, next_try_at, claimed_until) VALUES ('request',
             '{{\"name\":\"{name}\",\"child\":\"B\",\"school\":\"C\",\"email\":\"a@example.org\",\"message\":\"\"}}', 'it', {now}, {until})"
        ))
        .await;
    }
}

async fn eventually<T>(what: &str, mut look: impl AsyncFnMut() -> Option<T>) -> T {
    let since = Instant::now();
    loop {
        if let Some(found) = look().await {
            return found;
        }
        assert!(since.elapsed() < Duration::from_secs(20), "{what} did not happen");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

async fn arrived(sandbox: &Sandbox, name: &str) -> bool {
    let mails = environment::mails(&sandbox.url, OFFICE).await;
    mails.iter().any(|mail| mail["text"].as_str().unwrap().contains(name))
}

#[tokio::test]
#[ignore = "needs a server of PostgreSQL: cargo xtask postgres"]
async fn clock_that_is_an_hour_fast_changes_nothing_for_others() {
    clock_changes_nothing_for_others(HOUR).await;
}

#[tokio::test]
#[ignore = "needs a server of PostgreSQL: cargo xtask postgres"]
async fn clock_that_is_an_hour_slow_changes_nothing_for_others() {
    clock_changes_nothing_for_others(-HOUR).await;
}

async fn clock_changes_nothing_for_others(wrong_by: i64) {
    // reqwest needs a provider even for http; a second call is no error.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let folder = tempfile::tempdir().unwrap();
    let database = TestDatabase::on(server().expect("RICARICA_TEST_DATABASE names a server")).await;
    let mut looker = Looker(PgConnection::connect(&database.address).await.unwrap());
    let sandbox = Sandbox::start();
    let mut gateway = Gateway::prepare(&sandbox);
    gateway.set("RICARICA_DATABASE", database.address.clone());
    gateway.set("LD_PRELOAD", wrong_clock(folder.path()).display().to_string());
    gateway.set("CLOCK_WRONG_BY", (wrong_by / SECOND).to_string());
    gateway.import(&environment::accounts_csv());
    gateway.start();

    // Somebody else is at work on the first mail. The second one shows that the gateway has looked.
    looker.add_mail("Prima", 60 * SECOND).await;
    looker.add_mail("Seconda", 0).await;
    eventually("the second mail", async || arrived(&sandbox, "Seconda").await.then_some(())).await;
    assert!(!arrived(&sandbox, "Prima").await, "it was taken from the one that was at work on it");
    // That one ends without a word.
    let now = looker.now().await;
    looker.execute(&format!("UPDATE outbox SET claimed_until = {}", now + SECOND / 2)).await;
    eventually("the first mail", async || arrived(&sandbox, "Prima").await.then_some(())).await;

    // What it opens and counts itself.
    let guardians = environment::sign_in_all(gateway.base(), &sandbox).await;
    let expiry = looker.ahead("SELECT max(expires_at) FROM challenges").await.unwrap();
    assert!((expiry - wrong_by - 600 * SECOND).abs() < 30 * SECOND, "its clock is wrong: {expiry}");
    let quota = looker.ahead("SELECT max(whole_at) FROM quotas").await.unwrap();
    assert!(quota > 0 && quota <= HOUR, "{quota}");
    let planned = environment::planned_top_ups(&guardians, 1, &mut StdRng::seed_from_u64(1)).remove(0);
    let opened = reqwest::Client::new()
        .post(format!("{}/api/v1/top-ups", gateway.base()))
        .header("content-type", "application/json")
        .header("idempotency-key", &planned.key)
        .header("cookie", &guardians[0].cookie)
        .body(planned.body())
        .send()
        .await
        .unwrap();
    assert_eq!(opened.status().as_u16(), 201);
    let next = looker.ahead("SELECT next_check_at FROM top_ups").await.unwrap();
    assert!((5 * SECOND..=15 * SECOND).contains(&next), "{next}");
    for moment in ["SELECT created_at FROM top_ups", "SELECT created_at FROM idempotency_keys"] {
        let made = looker.ahead(moment).await.unwrap();
        assert!((-10 * SECOND..=0).contains(&made), "{moment}: {made}");
    }
    let lease = looker.ahead("SELECT lease_until FROM idempotency_keys").await.unwrap();
    assert!((0..=15 * SECOND).contains(&lease), "{lease}");
    // It is another's turn, and then its own.
    looker.execute("UPDATE top_ups SET checks = 0, next_check_at = next_check_at + 60000").await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(looker.number("SELECT checks FROM top_ups").await, Some(0), "it was not its turn");
    let now = looker.now().await;
    looker.execute(&format!("UPDATE top_ups SET next_check_at = {now}")).await;
    eventually("the question", async || {
        (looker.number("SELECT checks FROM top_ups").await != Some(0)).then_some(())
    })
    .await;
    gateway.kill();

    // It dies while it is at work on a mail: others may go on after the fifteen seconds of every lease.
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    gateway.set("RICARICA_MAIL__SMTP_URL", format!("smtp://{}", silent.local_addr().unwrap()));
    looker.add_mail("Terza", 0).await;
    gateway.start();
    let taken = "SELECT max(claimed_until) FROM outbox WHERE claimed_until > 0";
    let lease = eventually("its work on the mail", async || looker.ahead(taken).await).await;
    assert!((10 * SECOND..=15 * SECOND).contains(&lease), "{lease}");
    gateway.kill();
}
