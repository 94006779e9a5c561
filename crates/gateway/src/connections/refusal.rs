//! The answer to a connection when all places are taken, and what the log says about it.

use contract::{Problem, ProblemKind};
use std::{
    io,
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    task::JoinSet,
};

use super::open::OpenConnections;
use crate::{http::error::ApiError, queue::OnceAMinute, secrets, service::Refusal};

/// Answered at once; more are closed without an answer.
const AT_ONCE: usize = 64;
/// Time limit of one answer.
const TIME: Duration = Duration::from_secs(2);
/// The pause that the answer asks for.
const RETRY_AFTER: Duration = Duration::from_secs(5);

/// The answers on their way.
#[derive(Debug, Default)]
pub(super) struct Refusals {
    answers: JoinSet<()>,
    gave_way: OnceAMinute,
    refused: OnceAMinute,
    not_accepted: OnceAMinute,
}

impl Refusals {
    /// A connection that waited for its client was closed for a new one.
    pub(super) fn one_gave_way(&mut self, open: &OpenConnections) {
        if let Some(closed) = self.gave_way.count(Instant::now()) {
            let (open, busiest) = (open.len(), open.busiest());
            tracing::warn!(
                closed,
                open,
                ?busiest,
                "all connections are in use: idle and half-sent ones were closed for new ones (configuration: connections)"
            );
        }
    }

    pub(super) fn refuse(&mut self, stream: TcpStream, open: &OpenConnections) {
        if let Some(refused) = self.refused.count(Instant::now()) {
            let (open, busiest) = (open.len(), open.busiest());
            tracing::warn!(
                refused,
                open,
                ?busiest,
                "all connections are in use: new ones were refused (configuration: connections)"
            );
        }
        if self.answers.len() < AT_ONCE {
            self.answers.spawn(async move {
                // A client that does not read its refusal misses nothing.
                let _ = tokio::time::timeout(TIME, answer(stream)).await;
            });
        }
    }

    pub(super) fn not_accepted(&mut self, error: &io::Error, open: &OpenConnections) {
        if let Some(count) = self.not_accepted.count(Instant::now()) {
            tracing::error!(%error, count, open = open.len(), "connections cannot be accepted");
        }
    }

    /// Returns when an answer has ended; never while there is none.
    pub(super) async fn ended(&mut self) {
        if self.answers.join_next().await.is_none() {
            std::future::pending::<()>().await;
        }
    }
}

/// Writes the answer and reads what the client sends: closing before would discard the answer on the client's side.
async fn answer(mut stream: TcpStream) -> io::Result<()> {
    stream.write_all(text().as_bytes()).await?;
    stream.shutdown().await?;
    let mut unread = [0; 1024];
    while stream.read(&mut unread).await? > 0 {}
    Ok(())
}

/// The request is not read, so the problem names no path.
fn text() -> String {
    let refusal = Refusal::new(ProblemKind::Unavailable, "Too many connections are open.");
    let request_id = secrets::new_token().chars().take(16).collect::<String>();
    let problem = Problem { instance: None, ..ApiError(refusal).document(&request_id, "") };
    // A problem contains only strings and numbers, so it can always be serialised.
    let body = serde_json::to_string(&problem).unwrap_or_default();
    format!(
        "HTTP/1.1 503 Service Unavailable\r\nContent-Type: application/problem+json\r\nContent-Length: {}\r\n\
         Retry-After: {}\r\nCache-Control: no-store\r\nRequest-Id: {request_id}\r\nConnection: close\r\n\r\n{body}",
        body.len(),
        RETRY_AFTER.as_secs(),
    )
}
