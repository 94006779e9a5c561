//! The gateway as a process: signals, a full disk, a second one beside it, and its surroundings at the start.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "test code")]

#[path = "crash/processes.rs"]
#[allow(dead_code, clippy::expect_used, reason = "each test file uses its own part of this")]
mod processes;

use processes::{Gateway, Sandbox};
use reqwest::{Client, StatusCode, header::HeaderMap};
use rustix::process::{Resource, Rlimit, Signal, prlimit};
use serde_json::{Value, json};
use std::{
    net::TcpListener,
    os::unix::fs::PermissionsExt as _,
    time::{Duration, Instant},
};

const ANNA: &str = "anna.perrin@example.org";
const ACCOUNTS: &str = "\
account,guardian_email,guardian_fiscal_code,guardian_name,children,service,meal_price,balance
M-0001,anna.perrin@example.org,RSSMRA45C12F205C,Anna Perrin,Zoé,Mensa scolastica,5.30,12.40
";

fn client() -> Client {
    // reqwest needs a crypto provider even without encryption; a second call is no error.
    let _ = rustls::crypto::ring::default_provider().install_default();
    Client::new()
}

async fn eventually<T>(what: &str, seconds: u64, mut look: impl AsyncFnMut() -> Option<T>) -> T {
    let until = Instant::now() + Duration::from_secs(seconds);
    loop {
        if let Some(found) = look().await {
            return found;
        }
        assert!(Instant::now() < until, "{what} did not happen within {seconds} seconds");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

async fn request_code(gateway: &Gateway) -> Value {
    let body = json!({ "email": ANNA, "language": "it" });
    let answer = client().post(format!("{}/api/v1/sign-in-codes", gateway.base())).json(&body).send().await;
    let answer = answer.unwrap();
    assert_eq!(answer.status(), StatusCode::ACCEPTED);
    answer.json().await.unwrap()
}

/// The session's cookie.
async fn sign_in(gateway: &Gateway, sandbox: &Sandbox) -> String {
    let url = format!("{}/posta.json?to={ANNA}", sandbox.url);
    let mails = async || -> Vec<Value> { client().get(&url).send().await.unwrap().json().await.unwrap() };
    let before = mails().await.len();
    let challenge = request_code(gateway).await;
    let code = eventually("the code's mail", 15, async || {
        let mails = mails().await;
        let newest = mails.first().filter(|_| mails.len() > before)?;
        Some(newest["subject"].as_str()?.chars().take(6).collect::<String>())
    })
    .await;
    let body = json!({ "challenge_id": challenge["challenge_id"], "code": code });
    let answer =
        client().post(format!("{}/api/v1/session", gateway.base())).json(&body).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::CREATED);
    cookie(answer.headers())
}

fn cookie(headers: &HeaderMap) -> String {
    headers["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned()
}

async fn get(gateway: &Gateway, path: &str, cookie: &str) -> (StatusCode, Value) {
    let request = client().get(format!("{}{path}", gateway.base())).header("cookie", cookie);
    let answer = request.send().await.unwrap();
    (answer.status(), answer.json().await.unwrap_or_default())
}

/// SQL in the database while the gateway runs.
async fn execute(gateway: &Gateway, sql: &'static str) {
    use sqlx::{Connection as _, SqliteConnection, sqlite::SqliteConnectOptions};
    let options = SqliteConnectOptions::new().filename(gateway.database());
    let mut database = SqliteConnection::connect_with(&options).await.unwrap();
    sqlx::query(sql).execute(&mut database).await.unwrap();
    database.close().await.unwrap();
}

/// The time from SIGTERM to the end.
async fn stops(gateway: &mut Gateway) -> Duration {
    let began = Instant::now();
    gateway.signal(Signal::TERM);
    let status = eventually("the end of the gateway", 60, async || gateway.ended()).await;
    assert!(status.success(), "{status}\n{}", gateway.log());
    began.elapsed()
}

#[tokio::test]
async fn silent_mail_server_keeps_no_gateway_from_ending() {
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let sandbox = Sandbox::start();
    let mut gateway = Gateway::prepare(&sandbox);
    gateway.set("RICARICA_MAIL__SMTP_URL", format!("smtp://{}", silent.local_addr().unwrap()));
    gateway.import(ACCOUNTS);
    gateway.start();
    execute(
        &gateway,
        "INSERT INTO outbox (kind, request, language, next_try_at) VALUES
         ('request', '{\"name\":\"A\",\"child\":\"B\",\"school\":\"C\",\"email\":\"a@example.org\",\"message\":\"\"}', 'it', 0)",
    )
    .await;
    for _ in 0..20 {
        request_code(&gateway).await;
    }
    // The outbox is read at least every five seconds.
    tokio::time::sleep(Duration::from_secs(6)).await;
    let time = stops(&mut gateway).await;
    assert!(time < Duration::from_secs(20), "{time:?}");
}

#[tokio::test]
async fn hang_up_does_not_end_the_gateway() {
    let sandbox = Sandbox::start();
    let mut gateway = Gateway::prepare(&sandbox);
    gateway.start();
    gateway.signal(Signal::HUP);
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert_eq!(gateway.ended(), None);
    assert_eq!(get(&gateway, "/status", "").await.0, StatusCode::OK);
    let time = stops(&mut gateway).await;
    assert!(time < Duration::from_secs(5), "{time:?}");
}

#[tokio::test]
async fn second_gateway_on_the_same_file_does_not_start() {
    let sandbox = Sandbox::start();
    let mut gateway = Gateway::prepare(&sandbox);
    gateway.start();
    gateway.set("RICARICA_LISTEN", "127.0.0.1:0".to_owned());
    let said = gateway.refuses_to_serve();
    assert!(said.contains("another gateway serves") && said.contains("stop it first"), "{said}");
    // The office's commands may run beside it.
    gateway.import(ACCOUNTS);
    gateway.kill();
    gateway.start();
}

#[tokio::test]
async fn full_disk_leaves_reading_and_signing_out() {
    let sandbox = Sandbox::start();
    let mut gateway = Gateway::prepare(&sandbox);
    gateway.import(ACCOUNTS);
    gateway.start_with_writes_that_may_fail();
    let session = sign_in(&gateway, &sandbox).await;
    // Its time is to be stored again.
    execute(&gateway, "UPDATE sessions SET seen_at = seen_at - 60000").await;
    assert_eq!(get(&gateway, "/status", "").await.0, StatusCode::OK);

    let full = Rlimit { current: Some(0), maximum: None };
    let before = prlimit(Some(gateway.pid()), Resource::Fsize, full).unwrap();
    let (status, accounts) = get(&gateway, "/api/v1/accounts", &session).await;
    assert_eq!((status, &accounts["items"][0]["children"][0]), (StatusCode::OK, &json!("Zoé")), "{accounts}");
    assert_eq!(get(&gateway, "/api/v1/top-ups", &session).await.0, StatusCode::OK);
    let (status, document) = get(&gateway, "/status", "").await;
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(document["detail"].as_str().unwrap().contains("is the disk full?"), "{document}");
    let session_url = format!("{}/api/v1/session", gateway.base());
    let out = client().delete(session_url).header("cookie", &session).send().await.unwrap();
    assert_eq!(out.status(), StatusCode::NO_CONTENT);
    assert_eq!(get(&gateway, "/api/v1/accounts", &session).await.0, StatusCode::UNAUTHORIZED);

    prlimit(Some(gateway.pid()), Resource::Fsize, before).unwrap();
    assert_eq!(get(&gateway, "/status", "").await.0, StatusCode::OK);
    assert_eq!(get(&gateway, "/api/v1/accounts", &session).await.0, StatusCode::UNAUTHORIZED);
    sign_in(&gateway, &sandbox).await;
}

#[tokio::test]
async fn secret_that_others_may_read_stops_the_start() {
    let sandbox = Sandbox::start();
    let mut gateway = Gateway::prepare(&sandbox);
    gateway.start();
    gateway.kill();
    std::fs::set_permissions(gateway.secret(), std::fs::Permissions::from_mode(0o644)).unwrap();
    let said = gateway.refuses_to_serve();
    assert!(said.contains("chmod 600"), "{said}");
}

#[tokio::test]
async fn unreachable_platform_is_a_warning_at_the_start() {
    let sandbox = Sandbox::start();
    let mut gateway = Gateway::prepare(&sandbox);
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    gateway.set("RICARICA_PLATFORM__GPD_URL", format!("http://127.0.0.1:{closed}/gpd"));
    gateway.start();
    let log = eventually("the warning", 10, async || {
        Some(gateway.log()).filter(|log| log.contains("cannot be reached"))
    })
    .await;
    assert!(log.contains(&format!("port={closed}")) && log.contains("the firewall"), "{log}");
    assert_eq!(log.matches("cannot be reached").count(), 1, "the payment page can be: {log}");
    assert_eq!(get(&gateway, "/status", "").await.0, StatusCode::OK);
}

#[test]
fn commands_of_the_office_are_in_the_log_and_a_guardian_need_not_be_named_among_arguments() {
    let sandbox = Sandbox::start();
    let gateway = Gateway::prepare(&sandbox);
    gateway.import(ACCOUNTS);
    let done = gateway.run(&["reconcile", "--since", "2026-11-01"]);
    let log = String::from_utf8(done.stderr).unwrap();
    assert!(done.status.success(), "{log}");
    assert!(log.contains("the office reconciled with the platform") && log.contains("2026-11-01"), "{log}");
    let erase = ["erase", "--guardian", "-"];
    let unknown = gateway.run_with_input(&erase, "RSSMRA45C12F20\n");
    let said = String::from_utf8(unknown.stderr).unwrap();
    assert!(!unknown.status.success() && said.contains("nor a fiscal code"), "{said}");
    assert!(!said.contains("RSSMRA"), "{said}");
    let erased = gateway.run_with_input(&erase, "RSSMRA45C12F205C\n");
    let log = String::from_utf8(erased.stderr).unwrap();
    assert!(erased.status.success() && log.contains("the office erased a guardian"), "{log}");
    assert!(String::from_utf8(erased.stdout).unwrap().contains("Deleted: 1 accounts"));
}
