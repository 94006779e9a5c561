//! Limits of the connections, seen by clients that send half of something or nothing.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "test code")]

mod common;

use axum::{
    Router,
    body::{Body, to_bytes},
    routing::{get, post},
};
use common::TestEnvironment;
use contract::Problem;
use gateway::{
    config::Connections,
    connections::{self, open::Limits},
    metrics::connections::ConnectionMetrics,
};
use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpSocket, TcpStream},
    sync::watch,
    task::JoinHandle,
};

const HELLO: &[u8] = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
const SLOW: &[u8] = b"GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n";
const HALF: &[u8] = b"GET / HTTP/1.1\r\nHost: lo";

/// A server with these limits, and routes that answer at once, after two seconds, never, and after the whole body.
struct Server {
    address: SocketAddr,
    stop: watch::Sender<bool>,
    served: JoinHandle<()>,
}

impl Server {
    async fn start(time: Connections, max_per_address: Option<usize>) -> Self {
        let slow = get(|| async {
            tokio::time::sleep(Duration::from_secs(2)).await;
            "slow"
        });
        let body = post(|body: Body| async {
            to_bytes(body, 1024).await.map_or_else(|error| error.to_string(), |body| body.len().to_string())
        });
        let router = Router::new()
            .route("/", get(|| async { "hello" }))
            .route("/slow", slow)
            .route("/never", get(std::future::pending::<()>))
            .route("/body", body);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = watch::channel(false);
        let limits = Limits { time, max_per_address };
        let served =
            tokio::spawn(connections::serve(listener, router, limits, stopped, ConnectionMetrics::default()));
        Self { address, stop, served }
    }

    async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.unwrap()
    }

    /// From another address of this machine.
    async fn connect_from(&self, from: &str) -> TcpStream {
        let socket = TcpSocket::new_v4().unwrap();
        socket.bind(format!("{from}:0").parse().unwrap()).unwrap();
        socket.connect(self.address).await.unwrap()
    }

    async fn connect_and_send(&self, bytes: &[u8]) -> TcpStream {
        let mut stream = self.connect().await;
        stream.write_all(bytes).await.unwrap();
        stream
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.served.abort();
    }
}

/// Everything until the server closes, and how long that took.
async fn until_closed(stream: &mut TcpStream) -> (String, Duration) {
    let (began, mut bytes) = (Instant::now(), Vec::new());
    let read = tokio::time::timeout(Duration::from_secs(20), stream.read_to_end(&mut bytes)).await;
    // A reset closes too.
    let _ = read.unwrap_or_else(|_| panic!("still open: {}", String::from_utf8_lossy(&bytes)));
    (String::from_utf8(bytes).unwrap(), began.elapsed())
}

/// One answer of a connection that stays open.
async fn answer(stream: &mut TcpStream) -> String {
    let mut bytes = [0; 4096];
    let read = tokio::time::timeout(Duration::from_secs(10), stream.read(&mut bytes)).await.unwrap();
    String::from_utf8_lossy(&bytes[..read.unwrap()]).into_owned()
}

fn seconds(count: u64) -> Duration {
    Duration::from_secs(count)
}

#[tokio::test]
async fn idle_connections_and_half_sent_headers_are_closed_in_time() {
    let time = Connections { idle_seconds: 3, header_seconds: 1, ..Connections::default() };
    let server = Server::start(time, None).await;
    let (mut idle, mut half) = (server.connect().await, server.connect_and_send(HALF).await);
    let mut used = server.connect_and_send(HELLO).await;
    assert!(answer(&mut used).await.starts_with("HTTP/1.1 200 OK"));
    let trickle = async {
        let mut stream = server.connect_and_send(HALF).await;
        let began = Instant::now();
        while stream.write_all(b"o").await.is_ok() {
            assert!(began.elapsed() < seconds(10), "a byte now and then keeps the connection");
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
    };
    let ((idle, idle_time), (half, half_time), (used, used_time), ()) =
        tokio::join!(until_closed(&mut idle), until_closed(&mut half), until_closed(&mut used), trickle);
    assert_eq!((idle.as_str(), half.as_str(), used.as_str()), ("", "", ""));
    assert!(half_time < seconds(3), "{half_time:?}");
    for time in [idle_time, used_time] {
        assert!((seconds(2)..seconds(6)).contains(&time), "{time:?}");
    }
}

#[tokio::test]
async fn kept_connection_serves_one_request_after_another() {
    let server = Server::start(Connections { idle_seconds: 2, ..Connections::default() }, None).await;
    let mut stream = server.connect().await;
    for _ in 0..6 {
        stream.write_all(HELLO).await.unwrap();
        assert!(answer(&mut stream).await.ends_with("hello"));
        tokio::time::sleep(Duration::from_millis(600)).await;
    }
    stream.write_all(&[HELLO, HELLO].concat()).await.unwrap();
    let mut both = answer(&mut stream).await;
    while both.matches("hello").count() < 2 {
        both += &answer(&mut stream).await;
    }
}

#[tokio::test]
async fn request_that_takes_too_long_is_ended() {
    let server = Server::start(Connections { request_seconds: 1, ..Connections::default() }, None).await;
    let mut stream = server.connect_and_send(b"GET /never HTTP/1.1\r\nHost: localhost\r\n\r\n").await;
    let (text, time) = until_closed(&mut stream).await;
    assert!(text.is_empty() && time < seconds(4), "{time:?}: {text}");
}

#[tokio::test]
async fn body_that_does_not_come_is_answered_in_time() {
    let server = Server::start(Connections { body_seconds: 1, ..Connections::default() }, None).await;
    let head = b"POST /body HTTP/1.1\r\nHost: localhost\r\nContent-Length: 20\r\n\r\n";
    let mut stream = server.connect_and_send(&[head.as_slice(), b"half of it"].concat()).await;
    let (text, time) = until_closed(&mut stream).await;
    assert!(text.starts_with("HTTP/1.1 200 OK") && text.ends_with("in time"), "{text}");
    assert!(time < seconds(3), "{time:?}");
    // A byte now and then wins no time.
    let mut stream = server.connect_and_send(head).await;
    let (mut read, mut write) = stream.split();
    let trickle = async {
        for _ in 0..19 {
            if write.write_all(b"o").await.is_err() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(300)).await;
        }
    };
    let mut text = [0; 1024];
    let (began, count) = (
        Instant::now(),
        tokio::select! {
            count = read.read(&mut text) => count.unwrap(),
            () = trickle => panic!("the whole body was awaited"),
        },
    );
    assert!(String::from_utf8_lossy(&text[..count]).ends_with("in time"));
    assert!(began.elapsed() < seconds(3));
    let whole =
        b"POST /body HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nConnection: close\r\n\r\nwhole";
    let (text, _) = until_closed(&mut server.connect_and_send(whole).await).await;
    assert!(text.ends_with("\r\n\r\n5"), "{text}");
}

#[tokio::test]
async fn headers_have_a_size_limit() {
    let server = Server::start(Connections { header_bytes: 8192, ..Connections::default() }, None).await;
    let mut stream = server.connect_and_send(b"GET / HTTP/1.1\r\nHost: localhost\r\n").await;
    let mut sent = 0;
    let line = format!("X-Long: {}\r\n", "x".repeat(1000));
    while sent < 1_000_000 && stream.write_all(line.as_bytes()).await.is_ok() {
        sent += line.len();
    }
    let (text, _) = until_closed(&mut stream).await;
    assert!(text.is_empty() || text.starts_with("HTTP/1.1 431"), "{text}");
    let few = format!("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{}\r\n", line.repeat(6));
    let (text, _) = until_closed(&mut server.connect_and_send(few.as_bytes()).await).await;
    assert!(text.starts_with("HTTP/1.1 200"), "{text}");
}

#[tokio::test]
async fn idle_and_half_sent_connections_shut_nobody_out() {
    let server = Server::start(Connections { max: 20, ..Connections::default() }, None).await;
    let mut held = Vec::new();
    for number in 0..40 {
        held.push(server.connect_and_send(if number % 2 == 0 { b"" } else { HALF }).await);
    }
    tokio::time::sleep(Duration::from_millis(1200)).await;
    for _ in 0..10 {
        let mut guardian = server.connect_and_send(HELLO).await;
        assert!(answer(&mut guardian).await.ends_with("hello"));
        held.push(guardian);
    }
}

#[tokio::test]
async fn full_house_answers_503_with_retry_after() {
    let server = Server::start(Connections { max: 2, ..Connections::default() }, None).await;
    let (mut one, mut other) = (server.connect_and_send(SLOW).await, server.connect_and_send(SLOW).await);
    tokio::time::sleep(Duration::from_millis(1200)).await;
    let (text, _) = until_closed(&mut server.connect_and_send(HELLO).await).await;
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("HTTP/1.1 503 Service Unavailable\r\n"), "{head}");
    for line in ["Content-Type: application/problem+json", "Retry-After: 5", "Connection: close"] {
        assert!(head.lines().any(|header| header == line), "{line}: {head}");
    }
    let problem: Problem = serde_json::from_str(body).unwrap();
    assert_eq!((problem.status, problem.kind), (503, contract::ProblemKind::Unavailable));
    assert!(head.contains(&format!("Request-Id: {}", problem.request_id)));
    for stream in [&mut one, &mut other] {
        assert!(answer(stream).await.ends_with("slow"), "what has begun is finished");
    }
    drop((one, other));
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert!(answer(&mut server.connect_and_send(HELLO).await).await.ends_with("hello"));
}

#[tokio::test]
async fn one_address_cannot_take_all_places() {
    let server = Server::start(Connections::default(), Some(2)).await;
    let _held = (server.connect_and_send(SLOW).await, server.connect_and_send(SLOW).await);
    tokio::time::sleep(Duration::from_millis(100)).await;
    let (text, _) = until_closed(&mut server.connect_and_send(HELLO).await).await;
    assert!(text.starts_with("HTTP/1.1 503"), "{text}");
    let mut other = server.connect_from("127.0.0.2").await;
    other.write_all(HELLO).await.unwrap();
    assert!(answer(&mut other).await.ends_with("hello"));
}

#[tokio::test]
async fn stopping_finishes_requests_and_waits_for_no_silent_client() {
    let mut server = Server::start(Connections::default(), None).await;
    let _idle = (server.connect().await, server.connect_and_send(HALF).await);
    let mut used = server.connect_and_send(HELLO).await;
    assert!(answer(&mut used).await.ends_with("hello"));
    let mut slow = server.connect_and_send(SLOW).await;
    tokio::time::sleep(Duration::from_millis(200)).await;
    let began = Instant::now();
    server.stop.send(true).unwrap();
    assert!(answer(&mut slow).await.ends_with("slow"));
    tokio::time::timeout(seconds(2), &mut server.served).await.unwrap().unwrap();
    assert!(began.elapsed() < seconds(4));
    assert!(TcpStream::connect(server.address).await.is_err(), "the port is closed");
}

#[tokio::test]
async fn gateway_answers_a_body_that_does_not_come() {
    let environment = TestEnvironment::start_with(|config| config.connections.body_seconds = 1).await;
    let address = environment.base.trim_start_matches("http://").to_owned();
    for (path, kind) in
        [("/api/v1/sign-in-codes", "application/json"), ("/accesso", "application/x-www-form-urlencoded")]
    {
        let mut stream = TcpStream::connect(&address).await.unwrap();
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: {address}\r\nContent-Type: {kind}\r\nContent-Length: 100\r\n\r\n{{"
        );
        stream.write_all(head.as_bytes()).await.unwrap();
        let (text, time) = until_closed(&mut stream).await;
        assert!(text.starts_with("HTTP/1.1 400"), "{path}: {text}");
        assert!(time < seconds(4), "{path}: {time:?}");
    }
}

#[tokio::test]
async fn per_address_limit_ends_behind_a_trusted_proxy() {
    let environment = TestEnvironment::start().await;
    let mut config = environment.service.config().clone();
    assert_eq!(Limits::of(&config).max_per_address, Some(128));
    config.client_address_header = Some("x-forwarded-for".parse().unwrap());
    assert_eq!(Limits::of(&config).max_per_address, None);
}
