//! One address for several gateways, as a load balancer gives them: it asks each whether it is ready, and hands every
//! connection to one of them in turn.

use std::{
    io,
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};
use tokio::{
    io::AsyncWriteExt as _,
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};

/// How often each gateway is asked.
const ASKED: Duration = Duration::from_millis(50);
const NONE_IS_THERE: &[u8] =
    b"HTTP/1.1 503 Service Unavailable\r\nretry-after: 1\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";

struct Backend {
    address: SocketAddr,
    is_ready: AtomicBool,
    /// Connections that it was handed.
    served: AtomicUsize,
}

/// Ends when dropped.
pub struct Proxy {
    address: SocketAddr,
    backends: Arc<Vec<Backend>>,
    tasks: Vec<JoinHandle<()>>,
}

impl Proxy {
    /// Before the gateways, whose public address it has.
    pub async fn listen() -> (TcpListener, String) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        (listener, base)
    }

    pub fn start(listener: TcpListener, ports: impl IntoIterator<Item = u16>) -> Self {
        let backend = |port| Backend {
            address: SocketAddr::from(([127, 0, 0, 1], port)),
            is_ready: AtomicBool::new(false),
            served: AtomicUsize::new(0),
        };
        let backends: Arc<Vec<Backend>> = Arc::new(ports.into_iter().map(backend).collect());
        let address = listener.local_addr().unwrap();
        let asking = (0..backends.len()).map(|place| tokio::spawn(ask(Arc::clone(&backends), place)));
        let mut tasks: Vec<JoinHandle<()>> = asking.collect();
        tasks.push(tokio::spawn(accept(listener, Arc::clone(&backends))));
        Self { address, backends, tasks }
    }

    pub fn base(&self) -> String {
        format!("http://{}", self.address)
    }

    /// How many connections each gateway has had.
    pub fn served(&self) -> Vec<usize> {
        self.backends.iter().map(|backend| backend.served.load(Ordering::Relaxed)).collect()
    }

    /// Returns once the gateway at this place is known to be ready.
    pub async fn until_ready(&self, place: usize) {
        let since = Instant::now();
        while !self.backends[place].is_ready.load(Ordering::Relaxed) {
            assert!(since.elapsed() < Duration::from_secs(20), "gateway {place} does not become ready");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.tasks.iter().for_each(JoinHandle::abort);
    }
}

async fn ask(backends: Arc<Vec<Backend>>, place: usize) {
    let client = reqwest::Client::builder()
        .pool_max_idle_per_host(0)
        .timeout(Duration::from_millis(800))
        .build()
        .unwrap();
    let backend = &backends[place];
    let address = format!("http://{}/readyz", backend.address);
    loop {
        let ready = client.get(&address).send().await.is_ok_and(|answer| answer.status().is_success());
        backend.is_ready.store(ready, Ordering::Relaxed);
        tokio::time::sleep(ASKED).await;
    }
}

async fn accept(listener: TcpListener, backends: Arc<Vec<Backend>>) {
    for turn in 0.. {
        let Ok((client, _)) = listener.accept().await else { continue };
        let backends = Arc::clone(&backends);
        // The end of either side ends the other; an error is what a killed gateway leaves.
        tokio::spawn(async move { hand_over(client, &backends, turn).await.unwrap_or_default() });
    }
}

async fn hand_over(mut client: TcpStream, backends: &[Backend], turn: usize) -> io::Result<()> {
    let mut in_turn: Vec<&Backend> =
        (0..backends.len()).map(|step| &backends[(turn + step) % backends.len()]).collect();
    // One that is not ready says so itself, if no other is.
    in_turn.sort_by_key(|backend| !backend.is_ready.load(Ordering::Relaxed));
    for backend in in_turn {
        if let Ok(mut server) = TcpStream::connect(backend.address).await {
            backend.served.fetch_add(1, Ordering::Relaxed);
            tokio::io::copy_bidirectional(&mut client, &mut server).await?;
            return Ok(());
        }
    }
    client.write_all(NONE_IS_THERE).await?;
    client.shutdown().await
}
