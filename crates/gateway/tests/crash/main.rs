//! `kill -9` at random moments: every acknowledged top-up is stored exactly once.
//!
//! The gateway and the sandbox run as processes; the sandbox is the platform and the mail server. Clients open top-ups and
//! repeat each request with its own key until it is answered. Notices are paid at the counter, and two clients poll each
//! top-up. The platform is slow, and after each kill it answers wrongly in another way. Meanwhile the gateway is killed and
//! started again on the same port and database, a file or (`cargo xtask postgres`) a server. `RICARICA_CRASH_SEED` repeats the random numbers of a run, but not its timing.
//!
//! In a second test a backup is taken under this load and restored at the end: `gateway reconcile` brings in what it does
//! not have. `cluster` kills two gateways and their server, `rolling` updates two gateways.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "test code"
)]

mod cluster;
#[path = "../common/database.rs"]
#[allow(dead_code, reason = "each test file uses its own part of this")]
mod database;
mod environment;
mod postgres_server;
#[allow(dead_code, reason = "each test file uses its own part of this")]
mod processes;
mod proxy;
mod rolling;
mod traffic;
mod verification;

use database::TestDatabase;
use processes::{Gateway, Sandbox};
use rand::{RngExt as _, SeedableRng as _, rngs::StdRng};
use serde_json::{Value, json};
use std::{
    io::Write as _,
    sync::{Arc, atomic::Ordering},
    time::{Duration, Instant},
};
use traffic::Traffic;

/// Each test alone: they would slow each other down.
static ONE_AT_A_TIME: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());

/// How the platform behaves between two kills, in turn. Each fault ends by itself, so that the traffic ends.
fn behaviour(kills: u32) -> Value {
    let times =
        |answer: &str, carried_out: bool| json!({ "answer": answer, "carried_out": carried_out, "times": 6 });
    let faults = match kills % 10 {
        0 => json!({}),
        1 => return json!({ "slow_ms": 10, "lose_answers": true, "lose_rate": 30 }),
        2 => json!({ "create": times("html_200", false), "read": times("html_502", false) }),
        3 => json!({ "create": times("html_200", true), "read": times("html_200", false) }),
        4 => json!({ "create": times("unauthorized", false), "read": times("unauthorized", false) }),
        5 => json!({ "create": times("forbidden", true), "read": times("forbidden", false) }),
        6 => json!({ "create": times("no_content", true), "read": times("no_content", false) }),
        7 => return json!({ "slow_ms": 10, "late_seconds": 1 }),
        // A position is made, and the answer is 409.
        8 => return json!({ "slow_ms": 10, "duplicate": true }),
        _ => json!({ "create": times("other_position", true), "read": times("other_position", false) }),
    };
    json!({ "slow_ms": 10, "faults": faults })
}

const TOP_UPS: usize = 200;
const KILLS_AT_LEAST: u32 = 20;
/// On a slow machine the traffic may not end; then the test stops here.
const KILLS_AT_MOST: u32 = 60;
/// Maximum duration of the traffic.
const DEADLINE: Duration = Duration::from_secs(150);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_gateway_loses_no_top_up_and_credits_each_once() {
    let _alone = ONE_AT_A_TIME.lock().await;
    let begun = Instant::now();
    let mut rng = begin("crash");

    let sandbox = Sandbox::start();
    let folder = tempfile::tempdir().unwrap();
    let database = TestDatabase::new(folder.path()).await;
    let mut gateway = Gateway::prepare(&sandbox);
    gateway.set("RICARICA_DATABASE", database.address.clone());
    gateway.import(&environment::accounts_csv());
    gateway.start();
    let guardians = environment::sign_in_all(gateway.base(), &sandbox).await;
    let planned_top_ups = environment::planned_top_ups(&guardians, TOP_UPS, &mut rng);
    let traffic = Arc::new(Traffic::new(gateway.base(), &sandbox.url, guardians, &mut rng));
    let work = tokio::spawn(Arc::clone(&traffic).run(planned_top_ups));

    let (mut kills, mut during_requests) = (0, 0);
    while kills < KILLS_AT_MOST && (kills < KILLS_AT_LEAST || !work.is_finished()) {
        assert!(begun.elapsed() < DEADLINE, "the traffic does not end: {traffic:?}");
        // The gateway is killed after so many requests, at any moment of the next one.
        let requests =
            if traffic.all_acknowledged() { rng.random_range(10..60) } else { rng.random_range(6..24) };
        traffic.until_begun(requests, Duration::from_millis(1500)).await;
        tokio::time::sleep(Duration::from_millis(rng.random_range(0..60))).await;
        during_requests += u32::from(traffic.in_flight.load(Ordering::Relaxed) > 0);
        gateway.kill();
        kills += 1;
        sandbox.knobs(&behaviour(kills)).await;
        gateway.start();
    }
    tokio::time::timeout(DEADLINE, work).await.expect("the traffic ends").unwrap();

    sandbox.knobs(&json!({})).await;
    let found = verification::verify(&traffic, &database.database(), &sandbox).await;
    say(&format!(
        "crash: {TOP_UPS} top-ups, {kills} kills, {during_requests} of them during requests; {broken} requests interrupted and \
         repeated\n{found}crash: {seconds} s",
        broken = traffic.broken.load(Ordering::Relaxed),
        seconds = begun.elapsed().as_secs(),
    ));
    assert!(
        during_requests >= KILLS_AT_LEAST / 2,
        "too few kills during requests: {during_requests} of {kills}"
    );
}

/// Top-ups of the test with a backup.
const OF_THE_BACKUP: usize = 120;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn restored_backup_is_completed_from_the_platform_and_each_payment_credited_once() {
    let _alone = ONE_AT_A_TIME.lock().await;
    let begun = Instant::now();
    let mut rng = begin("backup");

    let sandbox = Sandbox::start();
    let mut gateway = Gateway::prepare(&sandbox);
    gateway.import(&environment::accounts_csv());
    gateway.start();
    let guardians = environment::sign_in_all(gateway.base(), &sandbox).await;
    let planned_top_ups = environment::planned_top_ups(&guardians, OF_THE_BACKUP, &mut rng);
    let traffic = Arc::new(Traffic::new(gateway.base(), &sandbox.url, guardians, &mut rng));
    let work = tokio::spawn(Arc::clone(&traffic).run(planned_top_ups));

    // Numbers are taken and answers lost, so the backup has top-ups in every state, some with a number that they will not
    // keep.
    let taken = json!({ "answer": "refused_409", "times": 12 });
    let trouble =
        json!({ "slow_ms": 30, "lose_answers": true, "lose_rate": 20, "faults": { "create": taken } });
    let since = yesterday();
    traffic.until_acknowledged(OF_THE_BACKUP / 4, DEADLINE).await;
    sandbox.knobs(&trouble).await;
    traffic.until_acknowledged(OF_THE_BACKUP / 3, DEADLINE).await;
    let copied = gateway.back_up();
    traffic.until_acknowledged(OF_THE_BACKUP / 2, DEADLINE).await;
    gateway.kill();
    gateway.start();
    tokio::time::timeout(DEADLINE, work).await.expect("the traffic ends").unwrap();
    sandbox.knobs(&json!({})).await;

    gateway.kill();
    gateway.restore();
    let report = gateway.reconcile(&since);
    gateway.start();
    // Beside the running gateway, and again: nothing is brought in twice.
    let again = gateway.reconcile(&since);
    assert!(again.contains(", 0 of them new here."), "{again}");
    let found = verification::verify_restored(&traffic, &gateway.database().into(), &sandbox).await;
    say(&format!(
        "backup: {OF_THE_BACKUP} top-ups, {copied} of them in the backup\n{}{found}backup: {} s",
        report
            .lines()
            .filter(|line| line.ends_with('.'))
            .map(|line| format!("backup: {line}\n"))
            .collect::<String>(),
        begun.elapsed().as_secs(),
    ));
    assert!(copied < i64::try_from(OF_THE_BACKUP).unwrap(), "the backup is older than the end");
}

/// The day before, so that midnight during the test does no harm.
fn yesterday() -> String {
    let day = gateway::clock::Moment::now().minus(Duration::from_secs(24 * 3600));
    day.italian_day().as_str().to_owned()
}

/// The random numbers of a run. `RICARICA_CRASH_SEED` repeats them.
fn begin(test: &str) -> StdRng {
    // reqwest needs a provider even for http; a second call is no error.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let seed = std::env::var("RICARICA_CRASH_SEED").ok().and_then(|seed| seed.parse().ok());
    let seed: u64 = seed.unwrap_or_else(|| rand::rng().random_range(0..1_000_000));
    say(&format!("{test}: seed {seed}"));
    StdRng::seed_from_u64(seed)
}

/// Prints past the test harness, which hides the output of a test that passes.
fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}").unwrap();
}
