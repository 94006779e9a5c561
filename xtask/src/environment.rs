//! A gateway and a sandbox to measure: release builds as real processes with a database of their own; and the load
//! generator (`crates/gateway/examples/load`).

use crate::failure::{At, Failure};
use crate::figures::Figures;
use crate::files::{make_folder, remove_folder};
use crate::ports::free_port;
use crate::processes::Server;
use crate::run::{capture, run};
use crate::servers;
use crate::steps::step;
use crate::workspace::Workspace;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Enough accounts that each has only a few open top-ups.
const GUARDIANS: &str = "16";
const ACCOUNTS_EACH: &str = "1250";
/// Of [`Accounts::Few`], with two accounts each.
pub const FEW_GUARDIANS: &str = "40";

/// Builds the measuring programs.
pub fn build_programs(workspace: &Workspace) -> Result<(), Failure> {
    step("bench: cargo build --release -p gateway --examples", || {
        run(workspace.cargo()?.args(["build", "--release", "--locked", "-p", "gateway", "--examples"]))
    })
}

/// An empty folder for one measurement.
pub fn folder(workspace: &Workspace, name: &str) -> Result<PathBuf, Failure> {
    let folder = workspace.root.join("target/bench").join(name);
    remove_folder(&folder)?;
    make_folder(&folder)?;
    Ok(folder)
}

/// One of the gateway's measuring programs.
pub fn program(workspace: &Workspace, name: &str) -> Result<Command, Failure> {
    workspace.command(workspace.target.join("release/examples").join(name))
}

/// Runs the load generator and returns its figures.
pub fn load(workspace: &Workspace, arguments: &[&str]) -> Result<Figures, Failure> {
    let mut program = program(workspace, "load")?;
    // It says what the first failure was.
    program.args(arguments).stderr(Stdio::inherit());
    Figures::parse(&capture(&mut program)?)
}

/// What the gateway's database contains.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Accounts {
    /// Nothing.
    None,
    /// The accounts of the load generator.
    Load,
    /// Guardians of the load generator with as many accounts as people have.
    Few,
    /// The guardians of `xtask/demo/accounts.csv`.
    Demo,
}

/// The accounts file of the load generator.
pub fn generated(
    workspace: &Workspace,
    folder: &Path,
    guardians: &str,
    each: &str,
) -> Result<PathBuf, Failure> {
    let path = folder.join("accounts.csv");
    let csv = capture(program(workspace, "load")?.args(["accounts", guardians, each]))?;
    std::fs::write(&path, csv + "\n").at("cannot write", &path)?;
    Ok(path)
}

/// The payment platform and the mailbox.
pub struct Sandbox {
    _server: Server,
    pub url: String,
    pub smtp: String,
}

impl Sandbox {
    pub fn start(workspace: &Workspace, folder: &Path) -> Result<Self, Failure> {
        let mut sandbox = servers::as_shipped(workspace).program(workspace, "sandbox")?;
        sandbox.args(["--listen", "127.0.0.1:0", "--smtp", "127.0.0.1:0"]);
        let log = folder.join("sandbox.log");
        let (server, line) = Server::start("the sandbox", &mut sandbox, &log, "sandbox: http")?;
        let (http, smtp) = line.split_once(" smtp ").ok_or_else(|| {
            Failure::new(format!("the sandbox printed `{line}`, which contains no addresses"))
        })?;
        Ok(Self { _server: server, url: format!("http://{}", http.trim()), smtp: smtp.trim().to_owned() })
    }
}

/// A command of the gateway as it is shipped, with the configuration `gateway.toml` of the folder, which is the example.
pub fn gateway(
    workspace: &Workspace,
    folder: &Path,
    port: u16,
    sandbox: &str,
    smtp: &str,
    command: &str,
) -> Result<Command, Failure> {
    let config = folder.join("gateway.toml");
    if !config.is_file() {
        let example = workspace.root.join("crates/gateway/gateway.example.toml");
        std::fs::copy(&example, &config).at("cannot copy", &example)?;
    }
    let mut gateway = servers::as_shipped(workspace).program(workspace, "gateway")?;
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("RICARICA_") {
            gateway.env_remove(name);
        }
    }
    gateway
        .arg(command)
        .arg("--config")
        .arg(&config)
        .env("RICARICA_LISTEN", format!("127.0.0.1:{port}"))
        // The gateway compares a request's origin with it, and a browser binds its cookies to it.
        .env("RICARICA_PUBLIC_URL", format!("http://127.0.0.1:{port}"))
        .env("RICARICA_LOG__LEVEL", "warn")
        .env("RICARICA_PLATFORM__GPD_URL", format!("{sandbox}/gpd/debt-positions-service/v1"))
        .env("RICARICA_PLATFORM__CHECKOUT_URL", format!("{sandbox}/checkout/ec/v2"))
        .env("RICARICA_MAIL__SMTP_URL", format!("smtp://{smtp}"))
        // The limits must not slow the measurement down.
        .env("RICARICA_LIMITS__BALANCE_CAP", "99999999.99")
        .env("RICARICA_RATE_LIMITS__REQUESTS_PER_MINUTE", "100000000")
        .env("RICARICA_RATE_LIMITS__SIGN_IN_CODES_PER_HOUR", "100000")
        .env("RICARICA_RATE_LIMITS__SIGN_IN_CODES_OF_ADDRESS_PER_HOUR", "100000")
        .env("RICARICA_RATE_LIMITS__TOP_UPS_PER_TEN_MINUTES", "100000000");
    Ok(gateway)
}

/// The measured servers. The fields are dropped, and so stopped, in this order, because the gateway calls the sandbox.
pub struct TestEnvironment {
    pub gateway: Server,
    pub url: String,
    _sandbox: Sandbox,
    pub sandbox_url: String,
}

impl TestEnvironment {
    /// Starts both; the gateway's database is `data/ricarica.db` in the folder.
    pub fn start(workspace: &Workspace, folder: &Path, accounts: Accounts) -> Result<Self, Failure> {
        Self::start_with(workspace, folder, accounts, None, |smtp| Ok(smtp.to_owned()))
    }

    /// As [`TestEnvironment::start`], with its data in a database of PostgreSQL.
    pub fn start_on(workspace: &Workspace, folder: &Path, database: &str) -> Result<Self, Failure> {
        Self::start_with(workspace, folder, Accounts::None, Some(database), |smtp| Ok(smtp.to_owned()))
    }

    /// As [`TestEnvironment::start`], with another mail server: `mail` gets the address of the sandbox's.
    pub fn start_with(
        workspace: &Workspace,
        folder: &Path,
        accounts: Accounts,
        database: Option<&str>,
        mail: impl FnOnce(&str) -> Result<String, Failure>,
    ) -> Result<Self, Failure> {
        let sandbox = Sandbox::start(workspace, folder)?;
        let smtp = mail(&sandbox.smtp)?;
        let port = free_port(0)?;
        let gateway = |command: &str| -> Result<Command, Failure> {
            let mut gateway = gateway(workspace, folder, port, &sandbox.url, &smtp, command)?;
            if let Some(database) = database {
                gateway.env("RICARICA_DATABASE", database);
            }
            Ok(gateway)
        };
        let csv = match accounts {
            Accounts::None => None,
            Accounts::Demo => Some(workspace.root.join("xtask/demo/accounts.csv")),
            Accounts::Load => Some(generated(workspace, folder, GUARDIANS, ACCOUNTS_EACH)?),
            Accounts::Few => Some(generated(workspace, folder, FEW_GUARDIANS, "2")?),
        };
        if let Some(csv) = csv {
            capture(gateway("import")?.arg(csv))?;
        }
        let log = folder.join("gateway.log");
        let (gateway, url) =
            Server::start("the gateway", &mut gateway("serve")?, &log, "gateway: listening on")?;
        let sandbox_url = sandbox.url.clone();
        Ok(Self { gateway, url, _sandbox: sandbox, sandbox_url })
    }

    /// Opens top-ups; `end` is `--seconds N` or `--count N`.
    pub fn open_top_ups(
        &self,
        workspace: &Workspace,
        clients: &str,
        end: [&str; 2],
    ) -> Result<Figures, Failure> {
        let mut arguments = vec!["top-ups", "--server", &self.url, "--mailbox", &self.sandbox_url];
        arguments.extend(["--guardians", GUARDIANS, "--clients", clients]);
        arguments.extend(end);
        load(workspace, &arguments)
    }
}
