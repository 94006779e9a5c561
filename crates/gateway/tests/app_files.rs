//! Pages of one build find their files at a gateway of another.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "test code"
)]

mod common;

use common::{TestEnvironment, platform::sql};
use gateway::{assets::Assets, service::Service};
use reqwest::StatusCode;
use std::path::Path;

const WASM: &str = "ricarica_bg-0123456789abcdef.wasm";

fn other_build(folder: &Path) -> Assets {
    for (name, content) in [
        (WASM, "program"),
        ("ricarica_bg-0123456789abcdef.wasm.br", "compressed"),
        ("main-0123456789abcdef.css", "a{}"),
        // These have no hash in their name: each build has its own.
        ("index.html", "<html>"),
        ("sw.js", "worker"),
    ] {
        std::fs::write(folder.join(name), content).unwrap();
    }
    Assets::folder(folder).unwrap()
}

async fn count(service: &Service) -> i64 {
    let store = service.store();
    gateway::fetch_one!(store, sqlx::query_scalar("SELECT count(*) FROM app_files")).unwrap()
}

#[tokio::test]
async fn file_of_another_build_is_served_until_a_fortnight_after_it() {
    let environment = TestEnvironment::start().await;
    let (folder, other) = (tempfile::tempdir().unwrap(), environment.second_gateway().await);
    let guest = environment.guest();
    let address = format!("/{WASM}");
    assert_eq!(guest.get(&address).await.status, StatusCode::NOT_FOUND);

    let build = other_build(folder.path());
    assert_eq!(other.share_app_files(&build).await.unwrap(), 3);
    assert_eq!(other.share_app_files(&build).await.unwrap(), 0, "the next gateway of this build");
    let file = guest.get(&address).await;
    assert_eq!((file.status, file.bytes.as_slice()), (StatusCode::OK, b"program".as_slice()));
    assert_eq!(file.header("content-type"), "application/wasm");
    assert!(
        file.header("cache-control").contains("immutable")
            && file.header("x-content-type-options") == "nosniff"
    );
    let compressed = guest.send(reqwest::Method::GET, &address, &[("accept-encoding", "br")], None).await;
    assert_eq!(
        (compressed.bytes.as_slice(), compressed.header("content-encoding")),
        (b"compressed".as_slice(), "br")
    );
    for absent in ["/ricarica_bg-0123456789abcdef.wasm.br", "/sw.js", "/other-0123456789abcdef.js"] {
        assert_eq!(guest.get(absent).await.status, StatusCode::NOT_FOUND, "{absent}");
    }

    // Its gateways say each day that they have it.
    sql(other.store(), "UPDATE app_files SET used_at = used_at - 1200000000").await;
    other.keep_app_files().await.unwrap();
    sql(other.store(), "UPDATE app_files SET used_at = used_at - 1200000000").await;
    environment.service.keep_app_files().await.unwrap();
    assert_eq!(count(&other).await, 3, "thirteen days");
    sql(other.store(), "UPDATE app_files SET used_at = used_at - 100000000").await;
    environment.service.keep_app_files().await.unwrap();
    assert_eq!(count(&other).await, 0, "fifteen days");
}

#[tokio::test]
async fn who_can_write_the_database_alone_has_no_script_served() {
    let environment = TestEnvironment::start().await;
    let (folder, other) = (tempfile::tempdir().unwrap(), environment.second_gateway().await);
    other.share_app_files(&other_build(folder.path())).await.unwrap();
    sql(other.store(), "UPDATE app_files SET content = seal WHERE name LIKE '%.css'").await;
    sql(other.store(), "UPDATE app_files SET name = 'evil-0123456789abcdef.js' WHERE name LIKE '%.wasm'")
        .await;
    let guest = environment.guest();
    for address in ["/main-0123456789abcdef.css", "/evil-0123456789abcdef.js"] {
        assert_eq!(guest.get(address).await.status, StatusCode::NOT_FOUND, "{address}");
    }
}

#[tokio::test]
async fn names_that_a_program_invents_are_answered_without_the_database_after_fifty_in_a_second() {
    let environment = TestEnvironment::start().await;
    let guest = environment.guest();
    let addresses: Vec<String> = (0..400).map(|number| format!("/x-{number:016x}.js")).collect();
    let mut replies = Vec::new();
    // Some at a time: one address may have so many connections.
    for some in addresses.chunks(20) {
        replies.extend(futures_util::future::join_all(some.iter().map(|address| guest.get(address))).await);
    }
    let busy: Vec<_> = replies.iter().filter(|reply| reply.status != StatusCode::NOT_FOUND).collect();
    assert!(!busy.is_empty(), "all were looked up");
    for reply in busy {
        assert_eq!((reply.status, reply.header("retry-after")), (StatusCode::SERVICE_UNAVAILABLE, "1"));
    }
}
