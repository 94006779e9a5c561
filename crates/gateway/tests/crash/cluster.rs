//! Two gateways behind one address are killed in turn, and their server of PostgreSQL too: every acknowledged top-up is
//! stored exactly once and credited exactly once, and every mail is sent.

use super::{
    ONE_AT_A_TIME, begin,
    environment::{self, Guardian},
    postgres_server::PostgresServer,
    processes::{Gateway, Sandbox},
    proxy::Proxy,
    say,
    traffic::Traffic,
    verification,
};
use contract::{Language, NewChallenge};
use gateway::config::Database;
use rand::RngExt as _;
use serde_json::json;
use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

const TOP_UPS: usize = 100;
/// Of gateways, in turn.
const KILLS: u32 = 10;
/// After so many of them the server is killed.
const SERVER_KILLED_EVERY: u32 = 4;
/// Of the traffic, which takes some twenty seconds, on a machine with other work.
const DEADLINE: Duration = Duration::from_secs(90);

/// Two gateways with one secret and one database, behind one address.
pub struct Cluster {
    pub gateways: [Gateway; 2],
    pub proxy: Proxy,
}

impl Cluster {
    /// `change` sets what each gateway has in its environment besides.
    pub async fn start(sandbox: &Sandbox, database: &str, change: impl Fn(&mut Gateway)) -> Self {
        let (listener, base) = Proxy::listen().await;
        let mut gateways = [Gateway::prepare(sandbox), Gateway::prepare(sandbox)];
        let secret = gateways[0].secret().display().to_string();
        for gateway in &mut gateways {
            gateway.set("RICARICA_DATABASE", database.to_owned());
            gateway.set("RICARICA_SECRET_FILE", secret.clone());
            gateway.set("RICARICA_PUBLIC_URL", base.clone());
            change(gateway);
        }
        gateways[0].import(&environment::accounts_csv());
        gateways.iter_mut().for_each(Gateway::start);
        let ports = [gateways[0].port(), gateways[1].port()];
        Self { proxy: Proxy::start(listener, ports), gateways }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs PostgreSQL: cargo xtask postgres"]
async fn two_gateways_and_their_server_are_killed_and_nothing_is_lost_or_doubled() {
    let _alone = ONE_AT_A_TIME.lock().await;
    let begun = Instant::now();
    let mut rng = begin("cluster");

    let (sandbox, server) = (Sandbox::start(), PostgresServer::start());
    let database = server.address();
    let mut cluster = Cluster::start(&sandbox, &database, |_| {}).await;
    let base = cluster.proxy.base();
    let guardians = environment::sign_in_all(base.clone(), &sandbox).await;
    let emails: Vec<String> = guardians.iter().map(|guardian: &Guardian| guardian.email.clone()).collect();
    let planned_top_ups = environment::planned_top_ups(&guardians, TOP_UPS, &mut rng);
    let traffic = Arc::new(Traffic::new(base.clone(), &sandbox.url, guardians, &mut rng).behind_a_proxy());
    let work = tokio::spawn(Arc::clone(&traffic).run(planned_top_ups));
    let since = Instant::now();
    let codes = Arc::new(AtomicUsize::new(0));
    let asking = tokio::spawn(ask_for_codes(base, emails.clone(), Arc::clone(&codes)));

    let (mut kills, mut server_kills, mut during_requests) = (0, 0, 0);
    while kills < KILLS {
        assert!(since.elapsed() < DEADLINE, "the traffic does not end: {traffic:?}");
        traffic.until_begun(rng.random_range(4..16), Duration::from_millis(1000)).await;
        tokio::time::sleep(Duration::from_millis(rng.random_range(0..60))).await;
        during_requests += u32::from(traffic.in_flight.load(Ordering::Relaxed) > 0);
        let gateway = &mut cluster.gateways[usize::from(kills % 2 == 1)];
        gateway.kill();
        kills += 1;
        let trouble = if kills % 3 == 1 {
            json!({ "slow_ms": 10, "lose_answers": true, "lose_rate": 20 })
        } else {
            json!({ "slow_ms": 10 })
        };
        sandbox.knobs(&trouble).await;
        // Meanwhile the other one serves alone.
        traffic.until_begun(rng.random_range(2..12), Duration::from_millis(500)).await;
        gateway.start();
        if kills % SERVER_KILLED_EVERY == 0 {
            server.kill();
            server_kills += 1;
            traffic.until_begun(rng.random_range(2..12), Duration::from_millis(500)).await;
            server.start_again();
        }
    }
    tokio::time::timeout(DEADLINE, work).await.expect("the traffic ends").unwrap();
    asking.abort();
    sandbox.knobs(&json!({})).await;
    for place in 0..2 {
        cluster.proxy.until_ready(place).await;
    }

    let database: Database = database.parse().unwrap();
    let found = verification::verify(&traffic, &database, &sandbox).await;
    let (code_mails, receipts, copies) = mails_are_right(&sandbox, &emails).await;
    let asked = codes.load(Ordering::Relaxed);
    assert!(code_mails <= asked + emails.len(), "{code_mails} mails with a code, {asked} asked for");
    let [unavailable, uncertain, broken] = [&traffic.unavailable, &traffic.uncertain, &traffic.broken]
        .map(|count| count.load(Ordering::Relaxed));
    say(&format!(
        "cluster: {TOP_UPS} top-ups; {kills} kills of gateways in turn, {during_requests} of them during requests, {server_kills} \
         kills of the server; {broken} requests interrupted, {unavailable} answered with 503 and {uncertain} with 500, all repeated; \
         connections {served:?}\n{found}cluster: {receipts} receipts, {copies} of them copies with the same Message-ID; \
         {code_mails} mails with a code, none of them twice\ncluster: {seconds} s",
        served = cluster.proxy.served(),
        seconds = begun.elapsed().as_secs(),
    ));
    assert!(during_requests >= KILLS / 2, "too few kills during requests: {during_requests} of {kills}");
    assert!(cluster.proxy.served().iter().all(|served| *served > TOP_UPS / 2));
}

/// Asks for sign-in codes without end. Each is mailed once at most: it is not stored, so no other gateway can send it again.
async fn ask_for_codes(base: String, emails: Vec<String>, asked: Arc<AtomicUsize>) {
    let client = reqwest::Client::builder().pool_max_idle_per_host(0).build().unwrap();
    for email in emails.iter().cycle() {
        asked.fetch_add(1, Ordering::Relaxed);
        let new = NewChallenge { email: email.clone(), language: Language::It };
        // It may be interrupted, as everything here.
        drop(client.post(format!("{base}/api/v1/sign-in-codes")).json(&new).send().await);
        tokio::time::sleep(Duration::from_millis(150)).await;
    }
}

/// No code was mailed twice, and what was mailed twice has the same Message-ID: a mailbox shows it once. Returns the mails with
/// a code, those with receipts, and how many of these are copies.
async fn mails_are_right(sandbox: &Sandbox, emails: &[String]) -> (usize, usize, usize) {
    let (mut codes, mut receipts, mut copies) = (0, 0, 0);
    for email in emails {
        let mut seen: BTreeMap<String, String> = BTreeMap::new();
        for mail in environment::mails(&sandbox.url, email).await {
            let subject = mail["subject"].as_str().unwrap();
            let headers = mail["headers"].as_array().unwrap();
            let id = headers
                .iter()
                .find(|header| header["name"].as_str().unwrap().eq_ignore_ascii_case("message-id"));
            let id = id.map_or("", |header| header["value"].as_str().unwrap()).to_owned();
            let text = mail["text"].as_str().unwrap();
            if subject.contains("accreditat") {
                receipts += 1;
                let notice =
                    text.lines().find(|line| line.contains("Codice avviso")).unwrap_or(text).to_owned();
                if let Some(before) = seen.insert(notice, id.clone()) {
                    copies += 1;
                    assert!(
                        before == id && !id.is_empty(),
                        "two different mails of one receipt: {before} and {id}"
                    );
                }
            } else if subject.chars().take(6).all(|c| c.is_ascii_digit()) {
                codes += 1;
                assert!(seen.insert(subject.to_owned(), id).is_none(), "a code was mailed twice: {mail}");
            } else {
                panic!("an unexpected mail: {mail}");
            }
        }
    }
    (codes, receipts, copies)
}
