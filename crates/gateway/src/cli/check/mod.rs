//! `gateway check`: tries everything that the gateway depends on, and says what is wrong and what to do.
//!
//! It changes nothing and sends no mail, but with `--send-to`. One file a part.

mod clock;
mod database;
mod mail;
mod platform;
mod public_address;
mod report;

use clap::{Args, ValueEnum};
use std::{error::Error, path::PathBuf, time::Duration};

use self::report::{Finding, Part, Report};
use crate::config::Config;

/// Of one request.
const TIMEOUT: Duration = Duration::from_secs(10);

#[derive(Args)]
pub struct CheckCommand {
    /// Send a test mail to this address.
    #[arg(long)]
    send_to: Option<lettre::Address>,
    /// Certificates in PEM that the public address may have beside those of the public authorities.
    #[arg(long)]
    ca_file: Option<PathBuf>,
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[arg(long, env = "RICARICA_CONFIG", default_value = "gateway.toml")]
    config: PathBuf,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

/// Something is wrong. What, the report says.
#[derive(Debug, thiserror::Error)]
#[error("{faults} of {all} checks found a fault")]
pub struct Faults {
    faults: usize,
    all: usize,
}

impl CheckCommand {
    /// Prints the report on standard output.
    ///
    /// # Errors
    /// [`Faults`] if something is wrong.
    pub async fn run(self) -> Result<(), Box<dyn Error>> {
        let report = self.report().await;
        match self.format {
            Format::Text => print!("{report}"),
            Format::Json => println!("{}", serde_json::to_string_pretty(&report)?),
        }
        match report.faults() {
            0 => Ok(()),
            faults => Err(Faults { faults, all: report.findings.len() }.into()),
        }
    }

    async fn report(&self) -> Report {
        // Every TLS connection of this process uses ring; a second call is no error.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let config = match Config::read(&self.config) {
            Ok(config) => config,
            Err(error) => {
                let to_do =
                    "Correct it: gateway.example.toml explains every value. Nothing else was checked.";
                return Report { findings: vec![Finding::fault(Part::Configuration, error, to_do)] };
            }
        };
        let read = format!("{} is valid", self.config.display());
        let mut findings = vec![Finding::ok(Part::Configuration, read), database::check(&config).await];
        findings.extend(platform::check(&config).await);
        findings.push(clock::check(&config).await);
        findings.push(mail::check(&config, self.send_to.as_ref()).await);
        findings.extend(public_address::check(&config, self.ca_file.as_deref()).await);
        Report { findings }
    }
}

/// An error with everything that caused it: the first line alone often says only that a request failed.
fn with_causes(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(next) = cause {
        let one = next.to_string();
        if !text.contains(&one) {
            text.push_str(": ");
            text.push_str(&one);
        }
        cause = next.source();
    }
    text
}
