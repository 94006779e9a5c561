//! The load generator of `cargo xtask bench`: each client sends one request after the other over one connection. All
//! compared servers get the same generator. It prints one line of figures and uses HTTP only, like the app.

mod attack;
mod day;
mod figures;
mod guardians;
mod mix;
mod ordinary;
mod tally;
mod top_ups;

use clap::{Parser, Subcommand};
use figures::{Figures, Target};
use reqwest::{Client, RequestBuilder, StatusCode};
use std::{error::Error, sync::Arc};

pub type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

#[derive(Parser)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Print a CSV file of accounts for `gateway import`.
    Accounts { guardians: u32, each: u32 },
    /// Open top-ups at a gateway, alternating between all accounts of `accounts`.
    TopUps {
        #[command(flatten)]
        at: Signing,
        /// As given to `accounts`.
        #[arg(long)]
        guardians: u32,
        #[command(flatten)]
        load: Load,
    },
    /// Inserts at the bare handler.
    Inserts {
        #[arg(long)]
        server: String,
        #[command(flatten)]
        load: Load,
    },
    /// Read pages of a guardian's history: the first and the sixth alternately.
    History {
        #[command(flatten)]
        at: Signing,
        #[arg(long)]
        email: String,
        #[command(flatten)]
        load: Load,
    },
    /// Read the first page of a guardian's movements.
    Movements {
        #[command(flatten)]
        at: Signing,
        #[arg(long)]
        email: String,
        #[command(flatten)]
        load: Load,
    },
    /// Sign an ordinary guardian in and open a top-up. Prints the cookie and the top-up's id.
    Prepare {
        #[command(flatten)]
        at: Signing,
        #[arg(long)]
        email: String,
    },
    /// Read as the guardian of `prepare`, each time with a new connection.
    Reads {
        #[arg(long)]
        server: String,
        #[arg(long)]
        cookie: String,
        #[arg(long)]
        top_up: String,
        #[command(flatten)]
        load: Load,
    },
    /// The first school day: guardians sign in, look and top up.
    Day(day::Day),
    /// Signed-in guardians use the app.
    Mix(mix::Mix),
    /// Attack a gateway until killed.
    #[command(subcommand)]
    Attack(attack::Attack),
}

/// A gateway, and the mailbox that gets its sign-in codes.
#[derive(clap::Args)]
struct Signing {
    #[arg(long)]
    server: String,
    #[arg(long)]
    mailbox: String,
}

#[derive(clap::Args)]
struct Load {
    #[arg(long)]
    clients: usize,
    /// End after this number of requests.
    #[arg(long, conflicts_with = "seconds", required_unless_present = "seconds")]
    count: Option<usize>,
    /// End after this number of seconds.
    #[arg(long)]
    seconds: Option<u64>,
}

impl Load {
    fn target(&self) -> Target {
        match (self.count, self.seconds) {
            (Some(count), _) => Target::Count(count),
            (None, seconds) => Target::Seconds(seconds.unwrap_or(1)),
        }
    }
}

#[tokio::main]
async fn main() -> Outcome<()> {
    // reqwest needs a crypto provider even without encryption.
    rustls::crypto::ring::default_provider()
        .install_default()
        .map_err(|_| "a crypto provider is there already")?;
    match Cli::parse().command {
        Command::Accounts { guardians, each } => print!("{}", guardians::csv(guardians, each)?),
        Command::TopUps { at, guardians, load } => {
            let plan = top_ups::Plan::prepare(&at.server, &at.mailbox, guardians).await?;
            println!(
                "{}",
                run(&load, StatusCode::CREATED, move |client, number| plan.request(client, number)).await?
            );
        }
        Command::Inserts { server, load } => {
            let insert = move |client: &Client, number: usize| {
                let amount = serde_json::json!({ "amount": "25.00", "currency": "EUR" });
                let body = serde_json::json!({ "account_id": format!("A-{number}"), "amount": amount });
                Ok(client.post(format!("{server}/inserts")).json(&body))
            };
            println!("{}", run(&load, StatusCode::CREATED, insert).await?);
        }
        Command::History { at, email, load } => {
            let cookie = guardians::sign_in(&at.server, &at.mailbox, &email).await?;
            let middle = guardians::cursor_after(&at.server, &cookie, 5).await?;
            // Every other request reads the sixth page.
            let page = move |client: &Client, number: usize| {
                let cursor = if number.is_multiple_of(2) { "" } else { middle.as_str() };
                let address = format!("{}/api/v1/top-ups?limit=20{cursor}", at.server);
                Ok(client.get(address).header("cookie", &cookie))
            };
            println!("{}", run(&load, StatusCode::OK, page).await?);
        }
        Command::Movements { at, email, load } => {
            let cookie = guardians::sign_in(&at.server, &at.mailbox, &email).await?;
            let page = move |client: &Client, _: usize| {
                let address = format!("{}/api/v1/movements", at.server);
                Ok(client.get(address).header("cookie", &cookie))
            };
            println!("{}", run(&load, StatusCode::OK, page).await?);
        }
        Command::Prepare { at, email } => {
            println!("{}", ordinary::prepare(&at.server, &at.mailbox, &email).await?);
        }
        Command::Reads { server, cookie, top_up, load } => {
            let read = move |client: &Client, number: usize| {
                let address = ordinary::address(&server, &top_up, number);
                Ok(client.get(address).header("cookie", &cookie).header("connection", "close"))
            };
            println!("{}", run(&load, StatusCode::OK, read).await?);
        }
        Command::Day(day) => day::run(day).await?,
        Command::Mix(mix) => mix::run(mix).await?,
        Command::Attack(attack) => attack::run(attack).await?,
    }
    Ok(())
}

/// Every answer must have this status. The first other one ends the run.
async fn run(
    load: &Load,
    expected: StatusCode,
    request: impl Fn(&Client, usize) -> Outcome<RequestBuilder> + Send + Sync + 'static,
) -> Outcome<Figures> {
    let client = Client::builder().pool_max_idle_per_host(load.clients).build()?;
    let request = Arc::new(request);
    figures::measure(load.clients, load.target(), move |number| {
        let (client, request) = (client.clone(), Arc::clone(&request));
        async move {
            let answer = request(&client, number)?.send().await?;
            let status = answer.status();
            let body = answer.bytes().await?;
            if status == expected {
                return Ok(());
            }
            Err(format!("{status}: {}", String::from_utf8_lossy(&body)).into())
        }
    })
    .await
}
