//! Attacks of `cargo xtask bench attack`. They go on until the program is killed.

use super::{Outcome, guardians};
use clap::Subcommand;
use contract::{AccountId, Accounts, Language, NewChallenge, NewTopUp, paths};
use gateway::connections::files;
use pagopa::Amount;
use reqwest::Client;
use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _, copy_bidirectional},
    net::{TcpListener, TcpSocket, TcpStream},
};

/// Connections of one address: fewer than the gateway allows one.
const EACH: usize = 100;
/// Before a closed connection is opened again.
const PAUSE: Duration = Duration::from_secs(1);

#[derive(Subcommand)]
pub enum Attack {
    /// Connections that send nothing.
    Idle(Connections),
    /// Connections that send half of a request's headers.
    HalfHeaders(Connections),
    /// Connections that send 384 KB of headers.
    LargeHeaders(Connections),
    /// Connections that send one byte of a body each second.
    SlowBodies(Connections),
    /// A mail server that takes the first mails and then accepts connections and says nothing.
    SilentMail {
        /// Who takes the first mails.
        #[arg(long)]
        forward: SocketAddr,
        #[arg(long)]
        first: usize,
    },
    /// Sign-in codes for many guardians, one after the other.
    Codes {
        #[arg(long)]
        server: String,
        #[arg(long)]
        guardians: u32,
    },
    /// The platform stops answering while many top-ups are opened.
    HangingPlatform {
        #[arg(long)]
        server: String,
        /// The sandbox.
        #[arg(long)]
        mailbox: String,
        #[arg(long)]
        guardians: u32,
    },
}

#[derive(clap::Args)]
pub struct Connections {
    #[arg(long)]
    server: SocketAddr,
    #[arg(long)]
    connections: usize,
}

pub async fn run(attack: Attack) -> Outcome<()> {
    match attack {
        Attack::Idle(at) => hold(at, |_| Box::pin(std::future::pending())).await,
        Attack::HalfHeaders(at) => hold(at, |stream| Box::pin(half_headers(stream))).await,
        Attack::LargeHeaders(at) => hold(at, |stream| Box::pin(large_headers(stream))).await,
        Attack::SlowBodies(at) => hold(at, |stream| Box::pin(slow_body(stream))).await,
        Attack::SilentMail { forward, first } => silent_mail(forward, first).await,
        Attack::Codes { server, guardians } => codes(&server, guardians).await,
        Attack::HangingPlatform { server, mailbox, guardians } => {
            hanging_platform(&server, &mailbox, guardians).await
        }
    }
}

fn begun() {
    println!("attack: begun");
}

type Sending<'a> = std::pin::Pin<Box<dyn Future<Output = std::io::Result<()>> + Send + 'a>>;

/// Opens the connections from several addresses of this machine, and each again when it was closed.
async fn hold(at: Connections, send: for<'a> fn(&'a mut TcpStream) -> Sending<'a>) -> Outcome<()> {
    files::make_room(at.connections).map_err(|(allowed, _)| format!("only {allowed} files may be open"))?;
    let tried = Arc::new(AtomicUsize::new(0));
    for number in 0..at.connections {
        let (tried, server) = (Arc::clone(&tried), at.server);
        let host = u8::try_from(2 + number / EACH)?;
        tokio::spawn(async move {
            loop {
                // Refused, closed or reset: the attack goes on.
                if let Ok(mut stream) = connect(Ipv4Addr::new(127, 0, 0, host), server).await {
                    tried.fetch_add(1, Ordering::Relaxed);
                    if send(&mut stream).await.is_ok() {
                        let _ = stream.read_to_end(&mut Vec::new()).await;
                    }
                }
                tokio::time::sleep(PAUSE).await;
            }
        });
    }
    while tried.load(Ordering::Relaxed) < at.connections {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    begun();
    std::future::pending().await
}

async fn connect(from: Ipv4Addr, to: SocketAddr) -> std::io::Result<TcpStream> {
    let socket = TcpSocket::new_v4()?;
    socket.bind((from, 0).into())?;
    socket.connect(to).await
}

async fn half_headers(stream: &mut TcpStream) -> std::io::Result<()> {
    stream.write_all(b"GET / HTTP/1.1\r\nHost: loc").await
}

async fn large_headers(stream: &mut TcpStream) -> std::io::Result<()> {
    stream.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\n").await?;
    let line = format!("X-Large: {}\r\n", "x".repeat(1013));
    for _ in 0..384 {
        stream.write_all(line.as_bytes()).await?;
    }
    Ok(())
}

async fn slow_body(stream: &mut TcpStream) -> std::io::Result<()> {
    let head = format!(
        "POST {} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 10000\r\n\r\n",
        paths::SIGN_IN_CODES
    );
    stream.write_all(head.as_bytes()).await?;
    loop {
        stream.write_all(b" ").await?;
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}

async fn silent_mail(forward: SocketAddr, first: usize) -> Outcome<()> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("attack: mail {}", listener.local_addr()?);
    let mut count = 0;
    loop {
        let (mut client, _) = listener.accept().await?;
        count += 1;
        tokio::spawn(async move {
            if count <= first {
                let mut server = TcpStream::connect(forward).await?;
                copy_bidirectional(&mut client, &mut server).await.map(drop)
            } else {
                client.read_to_end(&mut Vec::new()).await.map(drop)
            }
        });
    }
}

/// The ordinary guardian has another address.
fn attacker() -> reqwest::Result<Client> {
    Client::builder().local_address(IpAddr::from([127, 0, 0, 2])).build()
}

async fn codes(server: &str, guardians: u32) -> Outcome<()> {
    let client = attacker()?;
    for number in 0u32.. {
        let new = NewChallenge { email: guardians::email(number % guardians), language: Language::It };
        // Refused for asking too often: the attack goes on.
        let _ = client.post(format!("{server}{}", paths::SIGN_IN_CODES)).json(&new).send().await;
        if number == 500 {
            begun();
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    Ok(())
}

async fn hanging_platform(server: &str, mailbox: &str, guardians: u32) -> Outcome<()> {
    let client = attacker()?;
    let mut all = Vec::new();
    // The first guardian is the ordinary one.
    for guardian in 1..guardians {
        let cookie = guardians::sign_in(server, mailbox, &guardians::email(guardian)).await?;
        let listed =
            client.get(format!("{server}{}", paths::ACCOUNTS)).header("cookie", &cookie).send().await?;
        let listed: Accounts = listed.error_for_status()?.json().await?;
        let account = listed.items.into_iter().next().ok_or("a guardian without account")?.id;
        all.push((cookie, account));
    }
    let hang = serde_json::json!({ "answer": "hang" });
    let faults = serde_json::json!({ "faults": { "create": hang, "read": hang, "cart": hang } });
    client.put(format!("{mailbox}/manopole.json")).json(&faults).send().await?.error_for_status()?;
    for (cookie, account) in all {
        for _ in 0..4 {
            tokio::spawn(open_top_ups(client.clone(), server.to_owned(), cookie.clone(), account.clone()));
        }
    }
    tokio::time::sleep(Duration::from_secs(1)).await;
    begun();
    std::future::pending().await
}

/// Whatever the answer is: the attack goes on.
async fn open_top_ups(client: Client, server: String, cookie: String, account: AccountId) -> Outcome<()> {
    let amount = Amount::from_cents(2500)?.into();
    let body = NewTopUp { account_id: account, amount, allow_duplicate: true, only_one: false };
    loop {
        let request =
            client.post(format!("{server}{}", paths::TOP_UPS)).header("cookie", &cookie).json(&body);
        let key = gateway::secrets::new_token();
        let _ = request.header(paths::IDEMPOTENCY_KEY, key).send().await;
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}
