//! `kill -9` at random points: what was acknowledged is there afterwards, once.
//!
//! Real processes: the gateway as it is shipped, the sandbox as the platform and the mail server. Clients open
//! top-ups and repeat each request with its own key until it is answered; a payer pays notices at the counter as
//! they appear, and two tabs watch each; the platform is slow and loses answers for a while; and all the time the
//! gateway is killed and started again on the same port and database. `RICARICA_CRASH_SEED` repeats a run's dice
//! (not its timing).
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "test code stops at the first surprise"
)]

mod environment;
mod processes;
mod reckoning;
mod traffic;

use processes::{Gateway, Sandbox};
use rand::{RngExt as _, SeedableRng as _, rngs::StdRng};
use std::{
    io::Write as _,
    sync::{Arc, atomic::Ordering},
    time::{Duration, Instant},
};
use traffic::Traffic;

const TOP_UPS: usize = 200;
const KILLS_AT_LEAST: u32 = 20;
/// A machine on which more does not suffice gets no further by it.
const KILLS_AT_MOST: u32 = 60;
/// Everything has to be through by then.
const DEADLINE: Duration = Duration::from_secs(150);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_at_random_the_gateway_loses_doubles_and_miscredits_nothing() {
    // reqwest asks for one even where nothing is encrypted.
    rustls::crypto::ring::default_provider().install_default().unwrap();
    let begun = Instant::now();
    let seed = std::env::var("RICARICA_CRASH_SEED").ok().and_then(|seed| seed.parse().ok());
    let seed: u64 = seed.unwrap_or_else(|| rand::rng().random_range(0..1_000_000));
    say(&format!("crash: seed {seed}"));
    let mut dice = StdRng::seed_from_u64(seed);

    let sandbox = Sandbox::start();
    let mut gateway = Gateway::prepare(&sandbox);
    gateway.import(&environment::accounts_csv());
    gateway.start();
    let guardians = environment::sign_in_all(gateway.base(), &sandbox).await;
    let intents = environment::intents(&guardians, TOP_UPS, &mut dice);
    let traffic = Arc::new(Traffic::new(gateway.base(), &sandbox.url, guardians, &mut dice));
    let work = tokio::spawn(Arc::clone(&traffic).run(intents));

    let (mut kills, mut amid) = (0, 0);
    while kills < KILLS_AT_MOST && (kills < KILLS_AT_LEAST || !work.is_finished()) {
        assert!(begun.elapsed() < DEADLINE, "the traffic does not end: {traffic:?}");
        // A life ends after so many requests, at any point of the next one.
        let requests =
            if traffic.all_acknowledged() { dice.random_range(10..60) } else { dice.random_range(6..24) };
        traffic.until_begun(requests, Duration::from_millis(1500)).await;
        tokio::time::sleep(Duration::from_millis(dice.random_range(0..60))).await;
        amid += u32::from(traffic.in_flight.load(Ordering::Relaxed) > 0);
        gateway.kill();
        kills += 1;
        gateway.start();
    }
    tokio::time::timeout(DEADLINE, work).await.expect("the traffic ends").unwrap();

    sandbox.knobs(&serde_json::json!({})).await;
    let found = reckoning::reckon(&traffic, &gateway, &sandbox).await;
    say(&format!(
        "crash: {TOP_UPS} top-ups, {kills} kills, {amid} of them with requests at work; {broken} requests broken off and \
         sent again\n{found}crash: {seconds} s",
        broken = traffic.broken.load(Ordering::Relaxed),
        seconds = begun.elapsed().as_secs(),
    ));
    assert!(amid >= KILLS_AT_LEAST / 2, "the kills hit hardly any work: {amid} of {kills}");
}

/// Past the test harness, which hides what a test that passes prints: the figures are wanted.
fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}").unwrap();
}
