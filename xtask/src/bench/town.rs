//! A gateway and a sandbox to be measured: release builds, as real processes, with a database of their own; and the
//! load generator (`crates/gateway/examples/load`).

use super::figures::Figures;
use crate::failure::{At, Failure};
use crate::house::House;
use crate::processes::Server;
use crate::run::{capture, run};
use crate::steps::step;
use crate::tools::remove_folder;
use std::path::PathBuf;
use std::process::Command;

/// Of the load's accounts: so many that none gathers more than a handful of open top-ups.
const GUARDIANS: &str = "16";
const ACCOUNTS_EACH: &str = "1250";

/// The programs that measure.
pub fn build_programs(house: &House) -> Result<(), Failure> {
    step("bench: cargo build --release -p gateway --examples", || {
        run(house.cargo()?.args(["build", "--release", "--locked", "-p", "gateway", "--examples"]))
    })
}

/// An empty folder for one measurement.
pub fn folder(house: &House, name: &str) -> Result<PathBuf, Failure> {
    let folder = house.root.join("target/bench").join(name);
    remove_folder(&folder)?;
    std::fs::create_dir_all(&folder).at("cannot make", &folder)?;
    Ok(folder)
}

/// One of the gateway's measuring programs.
pub fn program(house: &House, name: &str) -> Result<Command, Failure> {
    house.command(house.binaries().join("examples").join(name))
}

/// Runs the load generator and reads its figures.
pub fn load(house: &House, arguments: &[&str]) -> Result<Figures, Failure> {
    Figures::parse(&capture(program(house, "load")?.args(arguments))?)
}

/// What is measured. Dropped, and so stopped, in this order: first who asks, then who answers.
pub struct Town {
    pub gateway: Server,
    pub url: String,
    _sandbox: Server,
    pub sandbox_url: String,
}

impl Town {
    /// Starts both; the gateway's database is `data/ricarica.db` in the folder.
    pub fn start(house: &House, folder: &std::path::Path, with_accounts: bool) -> Result<Self, Failure> {
        let mut sandbox = house.command(house.binaries().join("sandbox"))?;
        sandbox.args(["--listen", "127.0.0.1:0", "--smtp", "127.0.0.1:0"]);
        let log = folder.join("sandbox.log");
        let (sandbox, line) = Server::start("the sandbox", &mut sandbox, &log, "sandbox: http")?;
        let (http, smtp) = line
            .split_once(" smtp ")
            .ok_or_else(|| Failure::new(format!("the sandbox said `{line}`: no addresses in it")))?;
        let sandbox_url = format!("http://{}", http.trim());

        let config = folder.join("gateway.toml");
        let example = house.root.join("crates/gateway/gateway.example.toml");
        std::fs::copy(&example, &config).at("cannot copy", &example)?;
        let gateway = |command: &str| -> Result<Command, Failure> {
            let mut gateway = house.command(house.binaries().join("gateway"))?;
            for (name, _) in std::env::vars_os() {
                if name.to_string_lossy().starts_with("RICARICA_") {
                    gateway.env_remove(name);
                }
            }
            gateway
                .arg(command)
                .arg("--config")
                .arg(&config)
                .env("RICARICA_LISTEN", "127.0.0.1:0")
                .env("RICARICA_LOG__LEVEL", "warn")
                .env("RICARICA_PLATFORM__GPD_URL", format!("{sandbox_url}/gpd/debt-positions-service/v1"))
                .env("RICARICA_PLATFORM__CHECKOUT_URL", format!("{sandbox_url}/checkout/ec/v2"))
                .env("RICARICA_MAIL__SMTP_URL", format!("smtp://{}", smtp.trim()))
                // The limits are there to slow people down, not the measurement.
                .env("RICARICA_LIMITS__BALANCE_CAP", "99999999.99")
                .env("RICARICA_RATE_LIMITS__REQUESTS_PER_MINUTE", "100000000")
                .env("RICARICA_RATE_LIMITS__SIGN_IN_CODES_PER_HOUR", "100000");
            Ok(gateway)
        };
        if with_accounts {
            let accounts = folder.join("accounts.csv");
            let csv = capture(program(house, "load")?.args(["accounts", GUARDIANS, ACCOUNTS_EACH]))?;
            std::fs::write(&accounts, csv + "\n").at("cannot write", &accounts)?;
            capture(gateway("import")?.arg(&accounts))?;
        }
        let log = folder.join("gateway.log");
        let (gateway, url) =
            Server::start("the gateway", &mut gateway("serve")?, &log, "gateway: listening on")?;
        Ok(Self { gateway, url, _sandbox: sandbox, sandbox_url })
    }

    /// Opens top-ups; `end` is `--seconds N` or `--count N`.
    pub fn open_top_ups(&self, house: &House, clients: &str, end: [&str; 2]) -> Result<Figures, Failure> {
        let mut arguments = vec!["top-ups", "--server", &self.url, "--mailbox", &self.sandbox_url];
        arguments.extend(["--guardians", GUARDIANS, "--clients", clients]);
        arguments.extend(end);
        load(house, &arguments)
    }
}
