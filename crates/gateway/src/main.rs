//! The command line: read it, read the configuration, hand over to the rooms in `lib.rs`.

use clap::{ArgGroup, Args, Parser, Subcommand};
use gateway::{
    config::Config,
    import,
    letters::{self, Letters, PrintAllError},
    server,
};
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
    /// Print notices as letters: one from its JSON, or one for each line of a list.
    Letter(LetterCommand),
    /// Print the OpenAPI description.
    Openapi,
}

#[derive(Args)]
#[command(group(ArgGroup::new("what").required(true).args(["notice", "csv"])))]
struct LetterCommand {
    /// One notice; crates/letter/samples shows the form.
    #[arg(long)]
    notice: Option<PathBuf>,
    /// A list: number,amount,due,subject,debtor_code,debtor_name,debtor_address. The creditor is the configuration's.
    #[arg(long)]
    csv: Option<PathBuf>,
    /// With --notice the file to write, with --csv the folder for `<number>.pdf`.
    #[arg(long)]
    out: PathBuf,
    /// With --notice: the creditor's logo, SVG or PNG.
    #[arg(long, conflicts_with = "csv")]
    logo: Option<PathBuf>,
    #[arg(long, env = "RICARICA_CONFIG", default_value = "gateway.toml")]
    config: PathBuf,
}

impl LetterCommand {
    fn run(&self) -> Result<(), PrintAllError> {
        if let Some(list) = &self.csv {
            let letters = Letters::new(&Config::read(&self.config)?)?;
            let printed = letters::print_all(&letters, list, &self.out)?;
            println!("{printed} letters in {}", self.out.display());
        }
        if let Some(notice) = &self.notice {
            let creditor = self.logo.as_deref().map(letters::logo).transpose()?;
            letters::print_one(notice, &letter::Logos { creditor, pagopa: None }, &self.out)?;
        }
        Ok(())
    }
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
            let report = runtime.block_on(import::import(&Config::read(&config)?, &file))?;
            println!("{report}");
            Ok(())
        }
        Command::Letter(command) => Ok(command.run()?),
        Command::Openapi => {
            println!("{}", gateway::http::openapi_json()?);
            Ok(())
        }
    }
}
