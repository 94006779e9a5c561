//! `kill -9` at random moments: every acknowledged top-up is stored exactly once.
//!
//! The gateway and the sandbox run as processes; the sandbox is the platform and the mail server. Clients open top-ups and
//! repeat each request with its own key until it is answered. Notices are paid at the counter, and two clients poll each
//! top-up. The platform is slow, and after each kill it answers wrongly in another way. Meanwhile the gateway is killed and
//! started again on the same port and database. `RICARICA_CRASH_SEED` repeats the random numbers of a run, but not its timing.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "test code"
)]

mod environment;
mod processes;
mod traffic;
mod verification;

use processes::{Gateway, Sandbox};
use rand::{RngExt as _, SeedableRng as _, rngs::StdRng};
use serde_json::{Value, json};
use std::{
    io::Write as _,
    sync::{Arc, atomic::Ordering},
    time::{Duration, Instant},
};
use traffic::Traffic;

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
    // reqwest needs a provider even for http.
    rustls::crypto::ring::default_provider().install_default().unwrap();
    let begun = Instant::now();
    let seed = std::env::var("RICARICA_CRASH_SEED").ok().and_then(|seed| seed.parse().ok());
    let seed: u64 = seed.unwrap_or_else(|| rand::rng().random_range(0..1_000_000));
    say(&format!("crash: seed {seed}"));
    let mut rng = StdRng::seed_from_u64(seed);

    let sandbox = Sandbox::start();
    let mut gateway = Gateway::prepare(&sandbox);
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
    let found = verification::verify(&traffic, &gateway, &sandbox).await;
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

/// Prints past the test harness, which hides the output of a test that passes.
fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}").unwrap();
}
