//! The command line.
//!
//! One file a command, with its options. Rules are in `service`, SQL in `store`.

pub mod import;
pub mod letter;

use clap::{Parser, Subcommand};
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
    /// Print notices as letters: one from its JSON, or one for each line of a list.
    Letter(LetterCommand),
    /// Print the OpenAPI description.
    Openapi,
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
        Command::Letter(command) => Ok(command.run()?),
        Command::Openapi => {
            println!("{}", http::openapi_json()?);
            Ok(())
        }
    }
}
