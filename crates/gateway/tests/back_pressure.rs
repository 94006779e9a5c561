//! More requests than the database can take: as many as the queue holds are answered when it can, the next ones are refused
//! at once, and the rest of the gateway goes on.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "test code"
)]

mod common;

use common::{ANNA, TestEnvironment, database::server};
use gateway::queue::Scarce;
use reqwest::{Client, StatusCode};
use serde_json::{Value, json};
use sqlx::{Connection as _, PgConnection, SqliteConnection};
use std::time::Duration;
use tokio::task::JoinSet;

/// What `store` lets wait.
const QUEUE: usize = 256;
/// PostgreSQL's connections for writes: so many have had their turn, and wait for the lock.
const CONNECTIONS: usize = 12;
/// They are all there long before the first one has waited for five seconds.
const REQUESTS: usize = 300;

/// Nothing can be written as long as this is there; everything can be read.
enum Held {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

impl Held {
    async fn begin(environment: &TestEnvironment) -> Self {
        if server().is_some() {
            let mut other = PgConnection::connect(environment.address()).await.unwrap();
            let lock = "BEGIN; LOCK TABLE quotas IN SHARE ROW EXCLUSIVE MODE";
            sqlx::raw_sql(lock).execute(&mut other).await.unwrap();
            return Self::Postgres(other);
        }
        let file = format!("sqlite://{}", environment.address());
        let mut other = SqliteConnection::connect(&file).await.unwrap();
        sqlx::raw_sql("BEGIN IMMEDIATE").execute(&mut other).await.unwrap();
        Self::Sqlite(other)
    }

    async fn end(self) {
        match self {
            Self::Sqlite(other) => other.close().await.unwrap(),
            Self::Postgres(other) => other.close().await.unwrap(),
        }
    }
}

struct Answer {
    status: StatusCode,
    retry_after: Option<String>,
    body: Value,
}

/// Asks for a code for an address that is not known: two writes, of which the first counts it.
async fn ask(client: Client, base: String, number: usize) -> Answer {
    let body = json!({ "email": format!("{number}@example.org"), "language": "it" });
    let answer = client.post(format!("{base}/api/v1/sign-in-codes")).json(&body).send().await.unwrap();
    let retry_after = answer.headers().get("retry-after").map(|value| value.to_str().unwrap().to_owned());
    Answer { status: answer.status(), retry_after, body: answer.json().await.unwrap() }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn requests_past_a_full_queue_are_refused_at_once_and_the_others_answered() {
    let environment = TestEnvironment::start_with(|config| {
        config.connections.max_per_address = config.connections.max;
    })
    .await;
    let anna = environment.signed_in(ANNA).await;
    let client = environment.client();
    let held = Held::begin(&environment).await;
    let mut asked = JoinSet::new();
    for number in 0..REQUESTS {
        asked.spawn(ask(client.clone(), environment.base.clone(), number));
    }
    let at_work = if server().is_some() { CONNECTIONS } else { 0 };
    // The lock is held, so none can have been answered otherwise.
    for _ in 0..REQUESTS - QUEUE - at_work {
        let refused = asked.join_next().await.unwrap().unwrap();
        assert_eq!(refused.status, StatusCode::SERVICE_UNAVAILABLE, "{}", refused.body);
        assert_eq!(refused.retry_after.as_deref(), Some("2"));
        assert_eq!(refused.body["type"], "/problems/unavailable");
    }
    // Who reads is not in their way.
    for path in ["/livez", "/readyz"] {
        let answer = client.get(format!("{}{path}", environment.base)).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
    }
    assert_eq!(anna.get("/api/v1/accounts").await.status, StatusCode::OK);
    let writes = environment.service.store().queues()[1];
    assert_eq!((writes.of, writes.waiting), (Scarce::DatabaseWrites, QUEUE));
    assert_eq!(writes.refused, (REQUESTS - QUEUE - at_work) as u64);

    held.end().await;
    let answered = tokio::time::timeout(Duration::from_secs(20), asked.join_all()).await.unwrap();
    assert_eq!(answered.len(), QUEUE + at_work);
    for answer in answered {
        assert_eq!(answer.status, StatusCode::ACCEPTED, "{}", answer.body);
    }
    let after = ask(client, environment.base.clone(), REQUESTS).await;
    assert_eq!(after.status, StatusCode::ACCEPTED, "{}", after.body);
    assert_eq!(environment.service.store().queues()[1].waiting, 0);
}

#[tokio::test]
async fn full_queues_are_among_the_metrics() {
    let environment = TestEnvironment::start().await;
    environment.service.measure().await;
    let text = environment.service.metrics().text().unwrap();
    for what in ["database_reads", "database_writes", "debt_positions", "checkout", "letters"] {
        for sample in ["requests_waiting", "requests_refused_total"] {
            let line = format!("ricarica_{sample}{{what=\"{what}\"}} ");
            assert!(text.contains(&line), "{line}\n{text}");
        }
    }
}
