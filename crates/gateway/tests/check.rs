//! `gateway check` beside real servers: what is right is said to be right, and each fault is found and has something to do.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "test code")]

#[path = "crash/processes.rs"]
#[allow(dead_code, clippy::expect_used, reason = "each test file uses its own part of this")]
mod processes;
mod stubs;

use processes::{Gateway, Sandbox};
use serde_json::{Value, json};
use std::{path::Path, process::Output};
use stubs::{TLS, answer, http, https, refusing_login, smtp};
use tokio::{io::AsyncReadExt as _, net::TcpListener};

const DATE: &str = "Mon, 30 Nov 2020 12:00:00 GMT";

/// The findings of one run, and whether all is well.
fn checked(output: &Output) -> (bool, Vec<Value>) {
    let text = String::from_utf8_lossy(&output.stdout);
    let report: Value = serde_json::from_str(&text)
        .unwrap_or_else(|error| panic!("{error}: {text}{}", String::from_utf8_lossy(&output.stderr)));
    (output.status.success(), report["findings"].as_array().unwrap().clone())
}

fn check(gateway: &Gateway) -> (bool, Vec<Value>) {
    checked(&gateway.run(&["check", "--format", "json"]))
}

/// The finding of this part.
fn of(findings: &[Value], part: &str) -> Value {
    let found = findings.iter().find(|finding| finding["part"] == part);
    found.unwrap_or_else(|| panic!("no {part} in {findings:#?}")).clone()
}

/// The part has a fault of these words, and something to do.
fn has_fault(gateway: &Gateway, part: &str, what: &str, to_do: &str) {
    is_fault(&check(gateway), part, what, to_do);
}

fn is_fault((well, findings): &(bool, Vec<Value>), part: &str, what: &str, to_do: &str) {
    let finding = of(findings, part);
    assert!(!well && finding["ok"] == false, "{finding}");
    assert!(finding["what"].as_str().unwrap().contains(what), "{finding}");
    assert!(finding["to_do"].as_str().unwrap().contains(to_do), "{finding}");
}

/// Nothing listens there.
fn closed() -> String {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string()
}

/// A gateway that has been started once.
fn used(sandbox: &Sandbox) -> Gateway {
    let mut gateway = Gateway::prepare(sandbox);
    gateway.start();
    gateway.kill();
    gateway
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_is_well_beside_a_running_gateway_and_no_mail_is_sent_but_on_demand() {
    // reqwest needs a crypto provider even without encryption; a second call is no error.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let sandbox = Sandbox::start();
    let mut gateway = Gateway::prepare(&sandbox);
    gateway.start();
    let (well, findings) = check(&gateway);
    assert!(well, "{findings:#?}");
    let parts: Vec<&str> = findings.iter().map(|finding| finding["part"].as_str().unwrap()).collect();
    assert_eq!(
        parts,
        [
            "configuration",
            "database",
            "debt_positions",
            "payment_page",
            "clock",
            "mail",
            "public_address",
            "headers"
        ]
    );
    assert!(findings.iter().all(|finding| finding["to_do"].is_null()));
    let mails = async || -> Vec<Value> {
        let url = format!("{}/posta.json?to=prova@example.org", sandbox.url);
        reqwest::get(url).await.unwrap().json().await.unwrap()
    };
    assert!(mails().await.is_empty());
    let sent = gateway.run(&["check", "--send-to", "prova@example.org"]);
    let text = String::from_utf8(sent.stdout).unwrap();
    assert!(sent.status.success() && text.contains("it took the test mail"), "{text}");
    assert!(text.lines().all(|line| line.starts_with("ok ")), "{text}");
    assert_eq!(mails().await[0]["subject"], "Ricarica: messaggio di prova");
    sandbox.knobs(&json!({ "smtp_refused": "prova@example.org" })).await;
    let refused = gateway.run(&["check", "--format", "json", "--send-to", "prova@example.org"]);
    is_fault(&checked(&refused), "mail", "refused the test mail", "Check mail.from");
}

#[tokio::test(flavor = "multi_thread")]
async fn faults_of_configuration_and_database_are_found() {
    let sandbox = Sandbox::start();
    let mut gateway = used(&sandbox);
    gateway.set("RICARICA_LIMITS__LEAST", "600.00".into());
    has_fault(&gateway, "configuration", "limits.least must be above zero", "gateway.example.toml");
    let text = gateway.run(&["check"]);
    assert_eq!(text.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&text.stdout).starts_with("FAULT  configuration"));
    assert!(String::from_utf8_lossy(&text.stderr).contains("1 of 1 checks found a fault"));
    gateway.set("RICARICA_LIMITS__LEAST", "5.00".into());

    assert_eq!(of(&check(&gateway).1, "database")["ok"], true);
    gateway.start();
    let full = checked(&gateway.run_without_room(&["check", "--format", "json"]));
    is_fault(&full, "database", "cannot be written", "Make room on the disk");
    gateway.kill();
    let (database, secret) = (gateway.database(), gateway.secret());
    let kept = std::fs::read(&secret).unwrap();
    std::fs::remove_file(&secret).unwrap();
    has_fault(&gateway, "database", "its secret", "Put the secret back");
    std::fs::write(&secret, [7; 32]).unwrap();
    has_fault(&gateway, "database", "other users of this machine may read it", "chmod 600");
    std::fs::set_permissions(&secret, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    has_fault(&gateway, "database", "belongs to another database", "the same backup");
    std::fs::write(&secret, &kept).unwrap();
    execute(&database, "INSERT INTO _sqlx_migrations VALUES (9999, 'later', '2026-01-01', 1, x'00', 0)")
        .await;
    has_fault(&gateway, "database", "newer gateway", "Install the newer version");
    execute(&database, "DELETE FROM _sqlx_migrations WHERE version >= (SELECT max(version) FROM _sqlx_migrations WHERE version < 9999)").await;
    let finding = of(&check(&gateway).1, "database");
    assert!(
        finding["ok"] == true && finding["what"].as_str().unwrap().contains("the next start"),
        "{finding}"
    );
    std::fs::write(&database, "this is no database, but a text that is long enough to be looked at").unwrap();
    has_fault(&gateway, "database", "cannot be read", "restore the last backup");
    std::fs::remove_file(&database).unwrap();
    has_fault(&gateway, "database", "missing or empty", "gateway restore");
    std::fs::remove_file(&secret).unwrap();
    let finding = of(&check(&gateway).1, "database");
    assert!(finding["ok"] == true && finding["what"].as_str().unwrap().contains("none yet"), "{finding}");
    assert!(!database.exists() && !secret.exists(), "nothing is made");
    gateway.set("RICARICA_DATABASE", "/proc/nowhere/ricarica.db".into());
    has_fault(&gateway, "database", "cannot be made", "give it to the gateway's user");
}

async fn execute(database: &Path, sql: &'static str) {
    use sqlx::{Connection as _, SqliteConnection, sqlite::SqliteConnectOptions};
    let options = SqliteConnectOptions::new().filename(database);
    let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
    sqlx::query(sql).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}

/// As docs/operating.md says.
#[tokio::test(flavor = "multi_thread")]
async fn secret_that_became_known_can_be_replaced() {
    let sandbox = Sandbox::start();
    let mut gateway = used(&sandbox);
    assert!(
        include_str!("../../../docs/operating.md")
            .contains("DELETE FROM installation; DELETE FROM challenges")
    );
    execute(&gateway.database(), "DELETE FROM installation").await;
    execute(&gateway.database(), "DELETE FROM challenges").await;
    std::fs::write(gateway.secret(), [7; 32]).unwrap();
    gateway.start();
    gateway.kill();
    assert_eq!(of(&check(&gateway).1, "database")["ok"], true);
    std::fs::write(gateway.secret(), [8; 32]).unwrap();
    has_fault(&gateway, "database", "belongs to another database", "the same backup");
}

#[tokio::test(flavor = "multi_thread")]
async fn faults_of_platform_and_clock_are_found() {
    let sandbox = Sandbox::start();
    let mut gateway = used(&sandbox);
    gateway.set("RICARICA_PLATFORM__GPD_KEY", "wrong".into());
    has_fault(&gateway, "debt_positions", "refuses the key: HTTP 401", "platform.gpd_key");
    gateway.set("RICARICA_PLATFORM__GPD_URL", format!("http://{}/gpd", closed()));
    gateway.set("RICARICA_PLATFORM__CHECKOUT_URL", format!("http://{}/checkout", closed()));
    gateway.set("RICARICA_LETTER__SOURCE", "platform".into());
    gateway.set("RICARICA_LETTER__PRINT_URL", format!("http://{}/print", closed()));
    gateway.set("RICARICA_LETTER__PRINT_KEY", "key".into());
    let all = check(&gateway);
    is_fault(&all, "debt_positions", "does not answer", "platform.gpd_url");
    is_fault(&all, "payment_page", "cannot be reached", "platform.checkout_url");
    is_fault(&all, "print_service", "cannot be reached", "letter.print_url");
    is_fault(&all, "clock", "could not be compared", "timedatectl");
    let page = http(answer("200 OK", &["Content-Type: text/html"], "<p>benvenuti")).await;
    gateway.set("RICARICA_PLATFORM__GPD_URL", page);
    let all = check(&gateway);
    is_fault(&all, "debt_positions", "not the platform's", "something else answers");
    is_fault(&all, "clock", "have no date", "timedatectl");
    let date = format!("Date: {DATE}");
    let late = http(answer("404 Not Found", &[&date], "")).await;
    gateway.set("RICARICA_PLATFORM__GPD_URL", late);
    let all = check(&gateway);
    is_fault(&all, "clock", "ahead of the platform's", "Up to 30 s are tolerated");
}

#[tokio::test(flavor = "multi_thread")]
async fn faults_of_the_mail_server_are_found() {
    let sandbox = Sandbox::start();
    let mut gateway = used(&sandbox);
    gateway.set("RICARICA_MAIL__TIMEOUT_SECONDS", "2".into());
    gateway.set("RICARICA_MAIL__SMTP_URL", format!("smtp://{}", closed()));
    has_fault(&gateway, "mail", "refused", "Check host and port");
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    gateway.set("RICARICA_MAIL__SMTP_URL", format!("smtp://{}", silent.local_addr().unwrap()));
    has_fault(&gateway, "mail", "did not finish within 2 s", "port 465 needs smtps://");
    let plain = smtp(&[("EHLO", "250-posta.example.org\r\n250 AUTH PLAIN LOGIN")]).await;
    gateway.set("RICARICA_MAIL__SMTP_URL", format!("smtp://utente:segreta@{plain}"));
    has_fault(&gateway, "mail", "STARTTLS", "no encryption there");
    let unwilling = smtp(&[("EHLO", "554 not from here")]).await;
    gateway.set("RICARICA_MAIL__SMTP_URL", format!("smtp://{unwilling}"));
    has_fault(&gateway, "mail", "554", "lets this machine send");
    // TLS from the beginning, by an authority that is not known, and then by the configured one: it speaks no SMTP then.
    let tls = https("535 no such user\r\n".into()).await;
    let port = tls.rsplit_once(':').unwrap().1.to_owned();
    gateway.set("RICARICA_MAIL__SMTP_URL", format!("smtps://utente:segreta@localhost:{port}"));
    has_fault(&gateway, "mail", "certificate", "mail.ca_file");
    let (_, findings) = check(&gateway);
    assert!(!json!(findings).to_string().contains("segreta"));
}

#[tokio::test(flavor = "multi_thread")]
async fn login_that_the_mail_server_refuses_is_found() {
    let sandbox = Sandbox::start();
    let mut gateway = used(&sandbox);
    let port = refusing_login().await;
    gateway.set("RICARICA_MAIL__CA_FILE", format!("{TLS}/authority.pem"));
    gateway.set("RICARICA_MAIL__SMTP_URL", format!("smtps://utente:segreta@localhost:{port}"));
    has_fault(&gateway, "mail", "535", "Check user and password");
}

#[tokio::test(flavor = "multi_thread")]
async fn faults_of_the_public_address_are_found() {
    let sandbox = Sandbox::start();
    let mut gateway = used(&sandbox);
    has_fault(&gateway, "public_address", "does not answer", "Start the gateway");
    let bad = http(answer("502 Bad Gateway", &[], "bad gateway")).await;
    gateway.set("RICARICA_PUBLIC_URL", bad);
    has_fault(&gateway, "public_address", "does not reach the gateway", "Start the gateway");
    let other = http(answer("200 OK", &["Content-Type: text/html"], "<h1>It works!")).await;
    gateway.set("RICARICA_PUBLIC_URL", other);
    has_fault(&gateway, "public_address", "something else answers", "Check public_url");
    let stopping =
        http(answer("503 Service Unavailable", &["Request-Id: 0123456789abcdef"], "The gateway stops."))
            .await;
    gateway.set("RICARICA_PUBLIC_URL", stopping);
    has_fault(&gateway, "public_address", "not ready: The gateway stops.", "the gateway's log");
    let stripped = http(answer("200 OK", &["X-Content-Type-Options: nosniff"], "ok")).await;
    gateway.set("RICARICA_PUBLIC_URL", stripped);
    let all = check(&gateway);
    is_fault(&all, "headers", "request-id (the app takes", "pass the gateway's headers on");
    assert!(!of(&all.1, "headers")["what"].as_str().unwrap().contains("x-content-type-options"));

    let headers =
        ["X-Content-Type-Options: nosniff", "Content-Security-Policy: x", "Request-Id: 0123456789abcdef"];
    let without_hsts = https(answer("200 OK", &headers, "ok")).await;
    gateway.set("RICARICA_PUBLIC_URL", without_hsts);
    has_fault(&gateway, "certificate", "not valid", "Renew it");
    let authority = format!("{TLS}/authority.pem");
    let trusted = ["check", "--format", "json", "--ca-file", &authority];
    let all = checked(&gateway.run(&trusted));
    is_fault(&all, "headers", "strict-transport-security", "pass the gateway's headers on");
    let certificate = of(&all.1, "certificate");
    assert!(
        certificate["ok"] == true && certificate["what"].as_str().unwrap().contains("more days"),
        "{certificate}"
    );
    let mut headers = headers.to_vec();
    headers.push("Strict-Transport-Security: max-age=31536000");
    let whole = https(answer("200 OK", &headers, "ok")).await;
    gateway.set("RICARICA_PUBLIC_URL", whole);
    let (_, findings) = checked(&gateway.run(&trusted));
    for part in ["public_address", "certificate", "headers"] {
        assert_eq!(of(&findings, part)["ok"], true, "{findings:#?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn silent_servers_are_left_in_time() {
    let sandbox = Sandbox::start();
    let mut gateway = used(&sandbox);
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", silent.local_addr().unwrap());
    gateway.set("RICARICA_PLATFORM__GPD_URL", format!("{url}/gpd"));
    gateway.set("RICARICA_PLATFORM__TIMEOUT_MS", "500".into());
    gateway.set("RICARICA_PUBLIC_URL", url);
    let began = std::time::Instant::now();
    let (well, findings) = check(&gateway);
    assert!(!well && began.elapsed().as_secs() < 40, "{:?} {findings:#?}", began.elapsed());
    let _ = silent.accept().await.unwrap().0.read(&mut [0; 1]).await;
}
