//! The command line.
//!
//! One file a command, with its options. Rules are in `service`, SQL in `store`.

pub mod backup;
pub mod check;
pub mod copy;
pub mod erase;
pub mod find;
pub mod import;
pub mod letter;
pub mod migrate;
mod office_file;
pub mod reconcile;
pub mod report;
pub mod statements;
pub mod undelivered;

use clap::{Parser, Subcommand};
use contract::{Date, Year};
use pagopa::NoticeNumber;
use std::{path::PathBuf, time::Duration};

use self::{check::CheckCommand, find::FindCommand, letter::LetterCommand, report::ReportCommand};
use crate::{
    clock::Moment,
    config::Config,
    http, log, server,
    service::{audit, erase_guardian::EraseOptions},
};

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
    /// Import guardians and accounts, or meals and other movements, from a CSV file: all of it or nothing. The columns say which
    /// it is; docs/accounts-file.md and docs/movements-file.md describe the files.
    Import {
        file: PathBuf,
        /// The moment of the file's balances, like "23/11/2026 12:00" (on the clock in Italy) or 2026-11-23T12:00:00Z, for
        /// lines without the column balance_at. Credits after it are added to them.
        #[arg(long, value_parser = moment)]
        balance_at: Option<Moment>,
        /// Check everything, print what would change, and store nothing.
        #[arg(long)]
        dry_run: bool,
        #[arg(long, env = "RICARICA_CONFIG", default_value = "gateway.toml")]
        config: PathBuf,
    },
    /// Print what is known of a top-up, by its notice number or its receipt; or of the newest ones of an account or a guardian.
    Find(FindCommand),
    /// Print what was credited in some days, with sums for each service and day, and what is open or anomalous.
    Report(ReportCommand),
    /// Write the yearly statement for the tax return of every guardian who paid something in the year.
    Statements {
        /// A year that has ended.
        #[arg(long)]
        year: Year,
        /// The folder for `attestazione-YEAR-FISCAL-CODE.pdf`.
        #[arg(long)]
        to: PathBuf,
        #[arg(long, env = "RICARICA_CONFIG", default_value = "gateway.toml")]
        config: PathBuf,
    },
    /// Try everything that the gateway depends on: configuration, database, platform, clock, mail, public address. Says what is
    /// wrong and what to do; the exit code is 1 if anything is.
    Check(CheckCommand),
    /// Copy database and secret into one file, beside a running gateway, and check the copy.
    Backup {
        /// It must not exist yet.
        file: PathBuf,
        #[arg(long, env = "RICARICA_CONFIG", default_value = "gateway.toml")]
        config: PathBuf,
    },
    /// Put database and secret of a backup where the configuration says. Nothing is replaced.
    Restore {
        file: PathBuf,
        #[arg(long, env = "RICARICA_CONFIG", default_value = "gateway.toml")]
        config: PathBuf,
    },
    /// Bring the database's tables up to date, as every start does. For an update before the new version starts.
    Migrate {
        #[arg(long, env = "RICARICA_CONFIG", default_value = "gateway.toml")]
        config: PathBuf,
    },
    /// Copy everything from one database into an empty one, and read it back. Stop every gateway on both before. The secret
    /// stays a file.
    Copy {
        /// sqlite:FILE or postgres://USER@HOST/NAME
        #[arg(long)]
        from: String,
        /// As --from. The environment keeps a password out of the list of processes.
        #[arg(long, env = "RICARICA_DATABASE", hide_env_values = true)]
        to: String,
    },
    /// List the mails that were refused or given up, with the reason. They are kept for keep.undelivered_days.
    Undelivered {
        /// Send all of them but the sign-in codes once more.
        #[arg(long)]
        send_again: bool,
        #[arg(long, env = "RICARICA_CONFIG", default_value = "gateway.toml")]
        config: PathBuf,
    },
    /// Erase a guardian who asks for it. What the law wants kept stays without name, address and children.
    Erase {
        /// The fiscal code, or the e-mail address; `-` reads it from the first line of standard input, because sudo's log
        /// and a shell's history keep what stands here.
        #[arg(long, allow_hyphen_values = true)]
        guardian: String,
        /// Cancel open top-ups at the platform first. Without it nothing is erased while there are any.
        #[arg(long)]
        cancel_open: bool,
        /// Print what would be done, and do nothing.
        #[arg(long)]
        dry_run: bool,
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

/// Time limit for threads that cannot be interrupted.
const END: Duration = Duration::from_secs(2);

fn day(text: &str) -> Result<Date, String> {
    Date::try_from(text.to_owned()).map_err(|_| "not a day as YYYY-MM-DD".to_owned())
}

fn moment(text: &str) -> Result<Moment, String> {
    office_csv::moment(text).map(Moment::from).map_err(|rule| rule.to_string())
}

fn notice_number(text: &str) -> Result<NoticeNumber, String> {
    let digits: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
    digits.parse().map_err(|error| format!("{error}"))
}

/// Carries the command out.
pub fn run(command: Command) -> Result<(), Box<dyn std::error::Error>> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    match command {
        Command::Serve { config } => {
            let served = runtime.block_on(server::serve(Config::read(&config)?));
            // A letter that is being printed, or a name server that does not answer, must not keep the process.
            runtime.shutdown_timeout(END);
            Ok(served?)
        }
        Command::Import { file, balance_at, dry_run, config } => {
            let config = Config::read(&config)?;
            log::begin(&config, None);
            let import::Imported { act, report } =
                runtime.block_on(import::import(&config, &file, balance_at, dry_run))?;
            if !dry_run {
                audit::office(act, report.lines().next().unwrap_or_default());
            }
            println!("{report}");
            Ok(())
        }
        Command::Find(command) => {
            print!("{}", runtime.block_on(command.run())?);
            Ok(())
        }
        Command::Report(command) => {
            print!("{}", runtime.block_on(command.run())?);
            Ok(())
        }
        Command::Statements { year, to, config } => {
            let config = Config::read(&config)?;
            log::begin(&config, None);
            print!("{}", runtime.block_on(statements::statements(&config, year, &to))?);
            audit::office("printed the statements", &year.to_string());
            Ok(())
        }
        Command::Check(command) => runtime.block_on(command.run()),
        Command::Backup { file, config } => {
            print!("{}", runtime.block_on(backup::back_up(&Config::read(&config)?, &file))?);
            Ok(())
        }
        Command::Restore { file, config } => {
            print!("{}", runtime.block_on(backup::restore(&Config::read(&config)?, &file))?);
            Ok(())
        }
        Command::Migrate { config } => {
            print!("{}", runtime.block_on(migrate::migrate(&Config::read(&config)?))?);
            Ok(())
        }
        Command::Copy { from, to } => {
            print!("{}", runtime.block_on(copy::copy(&from, &to))?);
            Ok(())
        }
        Command::Undelivered { send_again, config } => {
            let config = Config::read(&config)?;
            log::begin(&config, None);
            print!("{}", runtime.block_on(undelivered::undelivered(&config, send_again))?);
            if send_again {
                audit::office("sent undelivered mails again", "");
            }
            Ok(())
        }
        Command::Erase { guardian, cancel_open, dry_run, config } => {
            let config = Config::read(&config)?;
            log::begin(&config, None);
            let (whom, options) = (erase::whom(&guardian)?, EraseOptions { cancel_open, dry_run });
            print!("{}", runtime.block_on(erase::erase(config, &whom, options))?);
            Ok(())
        }
        Command::Reconcile { since, config } => {
            let config = Config::read(&config)?;
            log::begin(&config, None);
            print!("{}", runtime.block_on(reconcile::since(config, &since))?);
            audit::office("reconciled with the platform", since.as_str());
            Ok(())
        }
        Command::Assign { position, account, config } => {
            let config = Config::read(&config)?;
            log::begin(&config, None);
            print!("{}", runtime.block_on(reconcile::assign(config, &position, &account))?);
            audit::office("assigned a position", &format!("{position} to {account}"));
            Ok(())
        }
        Command::Letter(command) => Ok(command.run()?),
        Command::Openapi => {
            println!("{}", http::openapi_json()?);
            Ok(())
        }
    }
}
