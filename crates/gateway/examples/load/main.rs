//! The load of `cargo xtask bench`: clients that each send one request after the other over a kept connection, and
//! what they saw. One generator for all servers that are compared. Prints one line of figures.
//!
//! What must not live here: any knowledge of the gateway's inside. It speaks HTTP, as the app does.

mod figures;
mod guardians;
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
    /// Open top-ups at a gateway, round the accounts of `accounts`.
    TopUps {
        #[command(flatten)]
        at: Signing,
        /// As given to `accounts`.
        #[arg(long)]
        guardians: u32,
        #[command(flatten)]
        load: Load,
    },
    /// The bare handler's insert.
    Inserts {
        #[arg(long)]
        server: String,
        #[command(flatten)]
        load: Load,
    },
    /// Read pages of a guardian's history: the first one and the sixth, in turns.
    History {
        #[command(flatten)]
        at: Signing,
        #[arg(long)]
        email: String,
        #[command(flatten)]
        load: Load,
    },
}

/// A gateway, and the mailbox its sign-in codes go to.
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
    /// End after so many requests.
    #[arg(long, conflicts_with = "seconds", required_unless_present = "seconds")]
    count: Option<usize>,
    /// End after so many seconds.
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
    // reqwest asks for one even where nothing is encrypted.
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
            // Every other request reads on from the middle.
            let page = move |client: &Client, number: usize| {
                let cursor = if number.is_multiple_of(2) { "" } else { middle.as_str() };
                let address = format!("{}/api/v1/top-ups?limit=20{cursor}", at.server);
                Ok(client.get(address).header("cookie", &cookie))
            };
            println!("{}", run(&load, StatusCode::OK, page).await?);
        }
    }
    Ok(())
}

/// Every answer has to have this status; the first that has not ends the run.
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
