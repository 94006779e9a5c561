//! Guardians who use the app: 60 of 100 requests are for files, 35 read, 5 open a top-up.

use super::{
    Outcome,
    guardians::Signed,
    tally::{Kind, Tally},
};
use contract::{NewTopUp, paths};
use pagopa::Amount;
use reqwest::{Client, RequestBuilder};
use std::{
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

/// No answer for so long is a failure.
const TIMEOUT: Duration = Duration::from_secs(30);

#[derive(clap::Args)]
pub struct Mix {
    /// The gateways, separated by commas: connections are shared among them.
    #[arg(long, value_delimiter = ',', required = true)]
    server: Vec<String>,
    /// As `day` has written them.
    #[arg(long)]
    sessions: PathBuf,
    /// At the same time.
    #[arg(long)]
    connections: usize,
    #[arg(long)]
    seconds: u64,
    /// Requests a second in all, sent at their time whether or not earlier ones have been answered, as far as there are
    /// connections. Their latency counts from that time. Without it each connection sends one after the other.
    #[arg(long)]
    rate: Option<u64>,
    /// More than can be answered: the latency counts from the sending, because the time before it is spent in the generator.
    #[arg(long)]
    flood: bool,
    /// Top-ups alone.
    #[arg(long)]
    only_top_ups: bool,
}

struct Plan {
    mix: Mix,
    /// It keeps as many connections as there are requests at the same time.
    client: Client,
    guardians: Vec<Signed>,
    /// Makes the keys of two runs differ.
    run: String,
}

pub async fn run(mix: Mix) -> Outcome<()> {
    gateway::connections::files::make_room(mix.connections)
        .map_err(|(allowed, _)| format!("only {allowed} files may be open"))?;
    let text = std::fs::read_to_string(&mix.sessions)?;
    let guardians = text.lines().map(serde_json::from_str).collect::<Result<Vec<Signed>, _>>()?;
    if guardians.is_empty() || guardians.iter().any(|guardian| guardian.files.is_empty()) {
        return Err("no sessions, or no files in the pages: is the app inside the gateway?".into());
    }
    let run = gateway::secrets::new_token().split_off(48);
    let client = Client::builder().timeout(TIMEOUT).pool_max_idle_per_host(mix.connections).build()?;
    let plan = Arc::new(Plan { mix, client, guardians, run });
    let next = Arc::new(AtomicUsize::new(0));
    let began = Instant::now();
    let clients: Vec<_> = (0..plan.mix.connections)
        .map(|number| {
            let (plan, next) = (Arc::clone(&plan), Arc::clone(&next));
            tokio::spawn(async move { plan.connection(number, &next, began).await })
        })
        .collect();
    let mut tally = Tally::default();
    for client in clients {
        tally.add(client.await??);
    }
    println!("{}", tally.report(began.elapsed()));
    Ok(())
}

impl Plan {
    /// One connection's requests.
    async fn connection(&self, number: usize, next: &AtomicUsize, began: Instant) -> Outcome<Tally> {
        let server = self.mix.server.get(number % self.mix.server.len()).ok_or("no server")?;
        let mut tally = Tally::default();
        let end = Duration::from_secs(self.mix.seconds);
        loop {
            let request = next.fetch_add(1, Ordering::Relaxed);
            let due = match self.mix.rate {
                Some(rate) => Duration::from_nanos(
                    u64::try_from(request)?.saturating_mul(1_000_000_000).checked_div(rate).unwrap_or(0),
                ),
                None => began.elapsed(),
            };
            if due >= end {
                return Ok(tally);
            }
            tokio::time::sleep(due.saturating_sub(began.elapsed())).await;
            let (kind, ask) = self.request(server, request)?;
            let sent = if self.mix.flood { Instant::now() } else { began + due };
            let answer = ask.send().await;
            tally.take(kind, sent, answer).await;
        }
    }

    fn request(&self, server: &str, number: usize) -> Outcome<(Kind, RequestBuilder)> {
        let (client, round) = (&self.client, number / 100);
        let guardian = (number * 7 + round * 37) % self.guardians.len();
        let guardian = self.guardians.get(guardian).ok_or("no guardian")?;
        // A prime number mixes the kinds.
        let kind = match number.wrapping_mul(7919) % 100 {
            _ if self.mix.only_top_ups => Kind::TopUp,
            0..60 => Kind::File,
            60..95 => Kind::Read,
            _ => Kind::TopUp,
        };
        let request = match kind {
            Kind::File => {
                let file = guardian.files.get(round % guardian.files.len()).ok_or("no file")?;
                client.get(format!("{server}{file}"))
            }
            Kind::Read | Kind::SignIn => {
                let path = match number % 4 {
                    0 => paths::ACCOUNTS.to_owned(),
                    1 => format!("{}?limit=20", paths::TOP_UPS),
                    2 => format!("{}/{}", paths::TOP_UPS, guardian.top_up),
                    _ => paths::SESSION.to_owned(),
                };
                client.get(format!("{server}{path}"))
            }
            Kind::TopUp => {
                let account = guardian.accounts.get(round % guardian.accounts.len()).ok_or("no account")?;
                let amount = Amount::from_cents(2500)?.into();
                let body =
                    NewTopUp { account_id: account.clone(), amount, allow_duplicate: true, only_one: false };
                let key = format!("bench-{}-{number:08}", self.run);
                client
                    .post(format!("{server}{}", paths::TOP_UPS))
                    .header(paths::IDEMPOTENCY_KEY, key)
                    .json(&body)
            }
        };
        let request = request.header("x-forwarded-for", &guardian.address);
        Ok((kind, if kind == Kind::File { request } else { request.header("cookie", &guardian.cookie) }))
    }
}
