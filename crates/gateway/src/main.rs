//! The command line: read it, read the configuration, hand over to the rooms in `lib.rs`.

use clap::{Parser, Subcommand};
use gateway::{config::Config, import, server};
use std::{path::PathBuf, process::ExitCode};

/// Top up school-meal accounts online or with a pagoPA notice: the server.
#[derive(Parser)]
#[command(version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the app and its API until told to stop.
    Serve {
        /// Configuration file; crates/gateway/gateway.example.toml explains every value.
        #[arg(long, env = "RICARICA_CONFIG", default_value = "gateway.toml")]
        config: PathBuf,
    },
    /// Take in guardians and accounts from a CSV file: all of it or nothing.
    Import {
        file: PathBuf,
        #[arg(long, env = "RICARICA_CONFIG", default_value = "gateway.toml")]
        config: PathBuf,
    },
    /// Print the OpenAPI description.
    Openapi,
}

fn main() -> ExitCode {
    match run(Cli::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("gateway: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<(), Box<dyn std::error::Error>> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    match command {
        Command::Serve { config } => Ok(runtime.block_on(server::serve(Config::read(&config)?))?),
        Command::Import { file, config } => {
            let summary = runtime.block_on(import::import(&Config::read(&config)?, &file))?;
            println!("{summary}");
            Ok(())
        }
        Command::Openapi => {
            println!("{}", gateway::http::openapi_json()?);
            Ok(())
        }
    }
}
