//! The command line.
//!
//! One file a command, with its options. Rules are in `service`, SQL in `store`.

pub mod find;
pub mod import;
pub mod letter;
pub mod reconcile;

use clap::{Parser, Subcommand};
use contract::Date;
use pagopa::NoticeNumber;
use std::path::PathBuf;

use self::letter::LetterCommand;
use crate::{config::Config, http, server};

/// Top up school-meal accounts online or with a pagoPA notice: the server.
#[derive(Parser)]
#[command(version)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Subcommand)]
pub enum Command {
    /// Serve the app and its API until SIGTERM or ctrl-c.
    Serve {
        /// Configuration file; crates/gateway/gateway.example.toml explains every value.
        #[arg(long, env = "RICARICA_CONFIG", default_value = "gateway.toml")]
        config: PathBuf,
    },
    /// Import guardians and accounts from a CSV file: all of it or nothing.
    Import {
        file: PathBuf,
        #[arg(long, env = "RICARICA_CONFIG", default_value = "gateway.toml")]
        config: PathBuf,
    },
    /// Print what is known of the top-up with this notice number, in plain words.
    Find {
        /// 18 digits; blanks are allowed.
        #[arg(value_parser = notice_number)]
        notice_number: NoticeNumber,
        #[arg(long, env = "RICARICA_CONFIG", default_value = "gateway.toml")]
        config: PathBuf,
    },
    /// After a backup was restored: bring in what the platform has and the database does not.
    Reconcile {
        /// The day of the backup, YYYY-MM-DD. Debt positions made on it or later are read.
        #[arg(long, value_parser = day)]
        since: Date,
        #[arg(long, env = "RICARICA_CONFIG", default_value = "gateway.toml")]
        config: PathBuf,
    },
    /// Give a debt position that `reconcile` could not assign to the account with this number.
    Assign {
        /// Its name at the platform, as `reconcile` prints it.
        position: String,
        account: String,
        #[arg(long, env = "RICARICA_CONFIG", default_value = "gateway.toml")]
        config: PathBuf,
    },
    /// Print notices as letters: one from its JSON, or one for each line of a list.
    Letter(LetterCommand),
    /// Print the OpenAPI description.
    Openapi,
}

fn day(text: &str) -> Result<Date, String> {
    Date::try_from(text.to_owned()).map_err(|_| "not a day as YYYY-MM-DD".to_owned())
}

fn notice_number(text: &str) -> Result<NoticeNumber, String> {
    let digits: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
    digits.parse().map_err(|error| format!("{error}"))
}

/// Carries the command out.
pub fn run(command: Command) -> Result<(), Box<dyn std::error::Error>> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    match command {
        Command::Serve { config } => Ok(runtime.block_on(server::serve(Config::read(&config)?))?),
        Command::Import { file, config } => {
            let report = runtime.block_on(import::import(&Config::read(&config)?, &file))?;
            println!("{report}");
            Ok(())
        }
        Command::Find { notice_number, config } => {
            print!("{}", runtime.block_on(find::find(&Config::read(&config)?, notice_number))?);
            Ok(())
        }
        Command::Reconcile { since, config } => {
            print!("{}", runtime.block_on(reconcile::since(Config::read(&config)?, &since))?);
            Ok(())
        }
        Command::Assign { position, account, config } => {
            print!("{}", runtime.block_on(reconcile::assign(Config::read(&config)?, &position, &account))?);
            Ok(())
        }
        Command::Letter(command) => Ok(command.run()?),
        Command::Openapi => {
            println!("{}", http::openapi_json()?);
            Ok(())
        }
    }
}
