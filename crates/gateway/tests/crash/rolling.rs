//! An update of two gateways, one after the other, while guardians use them: no request fails, and pages of both builds find
//! their files.

use super::{
    ONE_AT_A_TIME, begin, cluster::Cluster, database::TestDatabase, environment, processes::Sandbox, say,
    traffic::Traffic,
};
use reqwest::StatusCode;
use rustix::process::Signal;
use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

const OLD: &str = "0123456789abcdef";
const NEW: &str = "fedcba9876543210";
const TOP_UPS: usize = 60;

/// The files of a build: its page names its program, as Trunk leaves them.
fn build(folder: &Path, hash: &str) {
    std::fs::create_dir(folder).unwrap();
    let page = format!(
        "<html><link rel=\"stylesheet\" href=\"/main-{hash}.css\"><script data-wasm=\"/ricarica_bg-{hash}.wasm\"></script></html>"
    );
    for (name, content) in [
        ("index.html".to_owned(), page),
        (format!("ricarica_bg-{hash}.wasm"), format!("the program {hash}")),
        (format!("ricarica_bg-{hash}.wasm.br"), format!("the program {hash}, compressed")),
        (format!("main-{hash}.css"), format!("/* {hash} */")),
    ] {
        std::fs::write(folder.join(name), content).unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs PostgreSQL: cargo xtask postgres"]
async fn update_of_one_gateway_after_the_other_fails_no_request_and_no_page() {
    let _alone = ONE_AT_A_TIME.lock().await;
    let begun = Instant::now();
    let mut rng = begin("update");
    let folder = tempfile::tempdir().unwrap();
    let database =
        TestDatabase::on(super::database::server().expect("RICARICA_TEST_DATABASE names a server")).await;
    let [old, new] = [(OLD, "old"), (NEW, "new")].map(|(hash, name)| {
        let dist = folder.path().join(name);
        build(&dist, hash);
        dist.display().to_string()
    });

    let sandbox = Sandbox::start();
    let mut cluster = Cluster::start(&sandbox, &database.address, |gateway| {
        gateway.set("RICARICA_DIST", old.clone());
        // Longer than the proxy needs to notice.
        gateway.set("RICARICA_DRAIN_SECONDS", "1".to_owned());
    })
    .await;
    let base = cluster.proxy.base();
    let guardians = environment::sign_in_all(base.clone(), &sandbox).await;
    let cookie = guardians[0].cookie.clone();
    let planned_top_ups = environment::planned_top_ups(&guardians, TOP_UPS, &mut rng);
    let traffic = Arc::new(Traffic::new(base.clone(), &sandbox.url, guardians, &mut rng).behind_a_proxy());
    let work = tokio::spawn(Arc::clone(&traffic).run(planned_top_ups));
    let visits = Arc::new(Visits::default());
    let visiting = tokio::spawn(Arc::clone(&visits).go_on(base, cookie));

    for place in 0..2 {
        // A load balancer has noticed that both are there.
        cluster.proxy.until_ready(0).await;
        cluster.proxy.until_ready(1).await;
        traffic.until_begun(20, Duration::from_secs(1)).await;
        let gateway = &mut cluster.gateways[place];
        gateway.signal(Signal::TERM);
        let since = Instant::now();
        let status = loop {
            if let Some(status) = gateway.ended() {
                break status;
            }
            assert!(since.elapsed() < Duration::from_secs(20), "it does not end: {}", gateway.log());
            tokio::time::sleep(Duration::from_millis(20)).await;
        };
        assert!(status.success(), "{status}\n{}", gateway.log());
        gateway.set("RICARICA_DIST", new.clone());
        gateway.start();
        cluster.proxy.until_ready(place).await;
        traffic.until_begun(20, Duration::from_secs(1)).await;
    }
    // Pages of the new build only, and the files of the old one are still there.
    let pages = visits.new.load(Ordering::Relaxed);
    visits.until(|visits| visits.new.load(Ordering::Relaxed) > pages + 5).await;
    visits.end.store(true, Ordering::Relaxed);
    visiting.await.unwrap();
    tokio::time::timeout(Duration::from_secs(60), work).await.expect("the traffic ends").unwrap();

    let [broken, unavailable, uncertain] = [&traffic.broken, &traffic.unavailable, &traffic.uncertain]
        .map(|count| count.load(Ordering::Relaxed));
    say(&format!(
        "update: {TOP_UPS} top-ups acknowledged and the paid ones credited; {unavailable} requests answered with 503 and Retry-After, \
         {broken} failed; pages of the old build {}, of the new one {}, their files and those of the old build {}; {} s",
        visits.old.load(Ordering::Relaxed),
        visits.new.load(Ordering::Relaxed),
        visits.files.load(Ordering::Relaxed),
        begun.elapsed().as_secs(),
    ));
    assert_eq!((broken, uncertain), (0, 0));
    assert!(visits.old.load(Ordering::Relaxed) > 5);
}

/// Somebody who opens the app again and again.
#[derive(Default)]
struct Visits {
    old: AtomicUsize,
    new: AtomicUsize,
    files: AtomicUsize,
    end: AtomicBool,
}

impl Visits {
    async fn go_on(self: Arc<Self>, base: String, cookie: String) {
        let client = reqwest::Client::builder().pool_max_idle_per_host(0).build().unwrap();
        while !self.end.load(Ordering::Relaxed) {
            let page = client.get(&base).header("cookie", &cookie).send().await.unwrap();
            assert_eq!(page.status(), StatusCode::OK);
            let page = page.text().await.unwrap();
            let (hash, count) = if page.contains(NEW) { (NEW, &self.new) } else { (OLD, &self.old) };
            assert!(page.contains(hash), "{page}");
            count.fetch_add(1, Ordering::Relaxed);
            // Each request may come to the other gateway; and a page of the old build may be open since long.
            for (hash, turn) in [(hash, 0), (hash, 1), (OLD, 2), (OLD, 3)] {
                let file = client.get(format!("{base}/ricarica_bg-{hash}.wasm"));
                let compressed = turn % 2 == 1;
                let file = if compressed { file.header("accept-encoding", "br") } else { file };
                let answer = file.send().await.unwrap();
                assert_eq!(answer.status(), StatusCode::OK, "{hash}");
                assert_eq!(answer.headers()["content-type"], "application/wasm");
                assert!(answer.headers()["cache-control"].to_str().unwrap().contains("immutable"));
                let content = answer.text().await.unwrap();
                let wanted = format!("the program {hash}{}", if compressed { ", compressed" } else { "" });
                assert_eq!(content, wanted);
                self.files.fetch_add(1, Ordering::Relaxed);
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    async fn until(&self, is_so: impl Fn(&Self) -> bool) {
        let since = Instant::now();
        while !is_so(self) {
            assert!(since.elapsed() < Duration::from_secs(20), "the visits do not go on");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}
