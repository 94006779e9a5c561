//! Every warning has the id of its request or round, whatever task writes it; the audit trail says who acted, without names.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "test code"
)]

mod common;

use common::{ANNA, TestEnvironment, eventually, key};
use gateway::{cli::find, log::Lines, store::found::Sought};
use serde_json::{Value, json};
use std::{
    io,
    sync::{Arc, Mutex},
};

#[derive(Clone, Default)]
struct Buffer(Arc<Mutex<Vec<u8>>>);

impl io::Write for Buffer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Buffer {
    /// From now on, on this thread, as the gateway writes it.
    fn begin(&self) -> tracing::subscriber::DefaultGuard {
        let buffer = self.clone();
        let subscriber = tracing_subscriber::fmt()
            .json()
            .with_max_level(tracing::Level::INFO)
            .with_writer(Lines::new(move || buffer.clone(), "00101440073".into()))
            .finish();
        tracing::subscriber::set_default(subscriber)
    }

    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }

    fn lines(&self) -> Vec<Value> {
        self.text().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    fn has(&self, message: &str) -> bool {
        self.lines().iter().any(|line| line["fields"]["message"] == message)
    }
}

/// The id of the request or the round.
fn request_id(line: &Value) -> Option<&str> {
    line["spans"].as_array()?.iter().find_map(|span| span["request_id"].as_str())
}

#[tokio::test]
async fn every_warning_has_an_id_and_no_mailbox() {
    let log = Buffer::default();
    let _guard = log.begin();
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let top_up = anna.open("Zoé", "25.00").await;
    // In a task of its own, and in the outbox.
    environment.knobs(json!({ "smtp_refused": ANNA, "down": true })).await;
    let asked = anna.post("/api/v1/sign-in-codes", json!({ "email": ANNA, "language": "it" })).await;
    let emails = format!("/api/v1/top-ups/{}/notice/emails", top_up["id"].as_str().unwrap());
    tokio::time::sleep(std::time::Duration::from_millis(1600)).await;
    let status = anna.get(&format!("/api/v1/top-ups/{}", top_up["id"].as_str().unwrap())).await;
    assert_eq!(status.body["platform_silent"], true);
    anna.post_with_key(&emails, &key(), json!({ "language": "it" })).await;
    for message in [
        "a sign-in code could not be sent",
        "a mail was given up: gateway undelivered",
        "the platform could not be asked",
    ] {
        eventually(message, async || log.has(message).then_some(())).await;
    }
    let lines = log.lines();
    let warnings: Vec<&Value> =
        lines.iter().filter(|line| line["level"] == "WARN" || line["level"] == "ERROR").collect();
    assert!(warnings.len() >= 3);
    for warning in &warnings {
        assert_eq!(request_id(warning).map(str::len), Some(16), "{warning}");
    }
    // The id of the answer is that of the line, also if a task of its own has written it.
    let refused =
        warnings.iter().find(|line| line["fields"]["message"] == "a sign-in code could not be sent");
    assert_eq!(request_id(refused.unwrap()), Some(asked.header("request-id")));
    let text = log.text();
    assert!(text.contains("[address]") && !text.contains(ANNA), "{text}");
    assert!(!text.contains("RSSMRA45C12F205C") && !text.to_lowercase().contains("perrin"));
}

#[tokio::test]
async fn audit_trail_says_who_acted_by_a_pseudonym() {
    let log = Buffer::default();
    let _guard = log.begin();
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let top_up = anna.open("Zoé", "25.00").await;
    anna.checkout(&[&top_up["id"]], "email").await;
    let other = anna.open("Luca", "26.00").await;
    anna.delete(&format!("/api/v1/top-ups/{}", other["id"].as_str().unwrap())).await;
    let number: pagopa::NoticeNumber = top_up["notice"]["notice_number"].as_str().unwrap().parse().unwrap();
    let found = find::find(environment.service.config(), &Sought::NoticeNumber(number)).await.unwrap();
    let lines = log.lines();
    let audit: Vec<&Value> = lines.iter().filter(|line| line["target"] == "gateway::audit").collect();
    let acts: Vec<&str> = audit.iter().map(|line| line["fields"]["message"].as_str().unwrap()).collect();
    assert_eq!(
        acts,
        [
            "asked for a code",
            "signed in",
            "opened a top-up",
            "opened the payment page",
            "opened a top-up",
            "cancelled a top-up"
        ]
    );
    let guardian = audit[0]["fields"]["guardian"].as_str().unwrap();
    assert!(found.contains(&format!("guardian={guardian}")), "{found}");
    let mark = anna.get("/api/v1/session").await.body["mark"].as_str().unwrap().to_owned();
    assert_ne!(guardian, mark, "phones have another mark");
    for line in &audit {
        assert_eq!(line["fields"]["guardian"], guardian);
        assert_eq!(request_id(line).map(str::len), Some(16));
        let text = line.to_string().to_lowercase();
        assert!(!["anna", "perrin", "zoé", "rssmra"].iter().any(|name| text.contains(name)), "{text}");
    }
    assert_eq!(audit[2]["fields"]["about"], top_up["id"]);
}
