//! A stand-in for the payment platform: its interfaces, payment pages, a counter, a mailbox. For demonstrations and
//! tests, never shipped. It imports none of our other crates, so that it checks what the gateway really sends.

mod by_knob;
mod cents;
mod checkout;
mod clock;
mod counter;
mod cut_connection;
mod dates;
mod digits;
mod email;
mod gpd;
mod knobs;
mod language;
mod mailbox;
mod pages;
mod pay;
mod print;
mod rome;
mod router;
mod schemas;
mod server;
mod settings;
mod state;

use std::process::ExitCode;

use clap::Parser;

#[tokio::main]
async fn main() -> ExitCode {
    tracing_subscriber::fmt().with_writer(std::io::stderr).with_max_level(tracing::Level::INFO).init();
    match server::serve(settings::Settings::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!("{error}");
            ExitCode::FAILURE
        }
    }
}
