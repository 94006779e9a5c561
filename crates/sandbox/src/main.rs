//! What lives here: the outside world for demonstrations and tests: payment platform, payment pages, counter, mailbox.
//! What must not: anything of the gateway, the app or the shared crates; it speaks the platforms' protocols by itself.
//! Who may use it: `cargo xtask serve` and tests, as a program of its own; it is never shipped.

mod checkout;
mod clock;
mod counter;
mod euro;
mod gpd;
mod knobs;
mod language;
mod mailbox;
mod pages;
mod pay;
mod print;
mod registry;
mod server;
mod settings;
mod world;

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
