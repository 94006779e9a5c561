//! Starts and kills the two programs.

use serde_json::Value;
use std::{
    io::{BufRead as _, BufReader},
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

/// The payment platform and the mail server.
pub struct Sandbox {
    process: Child,
    pub url: String,
    smtp: String,
}

impl Sandbox {
    pub fn start() -> Self {
        let mut command = Command::new(sandbox_binary());
        command
            .args(["--listen", "127.0.0.1:0", "--smtp", "127.0.0.1:0", "--check-schemas"])
            .stderr(Stdio::null());
        let (process, line) = start(&mut command);
        let words: Vec<&str> = line.split_whitespace().collect();
        let ["sandbox:", "http", http, "smtp", smtp] = words[..] else {
            panic!("unexpected first line: {line}")
        };
        Self { url: format!("http://{http}"), smtp: smtp.to_owned(), process }
    }

    pub async fn knobs(&self, knobs: &Value) {
        set_knobs(&self.url, knobs).await;
    }
}

pub async fn set_knobs(sandbox: &str, knobs: &Value) {
    let put = reqwest::Client::new().put(format!("{sandbox}/manopole.json")).json(knobs);
    let answer = put.send().await.unwrap();
    assert!(answer.status().is_success(), "{}", answer.text().await.unwrap());
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Beside the test's own binary: `cargo xtask test` has built it, else it is built now.
fn sandbox_binary() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let path = test.parent().unwrap().parent().unwrap().join("sandbox");
    let mut cargo = Command::new(env!("CARGO"));
    let built = cargo.args(["build", "--quiet", "--package", "sandbox"]).status().unwrap();
    assert!(built.success() && path.exists(), "the sandbox could not be built at {}", path.display());
    path
}

/// The gateway. Folder, port and configuration stay the same for all its processes.
pub struct Gateway {
    folder: tempfile::TempDir,
    port: u16,
    environment: Vec<(&'static str, String)>,
    process: Option<Child>,
}

impl Gateway {
    pub fn prepare(sandbox: &Sandbox) -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("gateway.toml"), include_str!("../../gateway.example.toml"))
            .unwrap();
        let port = quiet_port();
        let environment = vec![
            ("RICARICA_LISTEN", format!("127.0.0.1:{port}")),
            ("RICARICA_PUBLIC_URL", format!("http://127.0.0.1:{port}")),
            ("RICARICA_LOG__LEVEL", "warn".to_owned()),
            ("RICARICA_PLATFORM__GPD_URL", format!("{}/gpd/debt-positions-service/v1", sandbox.url)),
            ("RICARICA_PLATFORM__CHECKOUT_URL", format!("{}/checkout/ec/v2", sandbox.url)),
            ("RICARICA_MAIL__SMTP_URL", format!("smtp://{}", sandbox.smtp)),
            ("RICARICA_RATE_LIMITS__REQUESTS_PER_MINUTE", "1000000".to_owned()),
            ("RICARICA_RATE_LIMITS__SIGN_IN_CODES_PER_HOUR", "1000".to_owned()),
        ];
        Self { folder, port, environment, process: None }
    }

    pub fn base(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    pub fn database(&self) -> PathBuf {
        self.folder.path().join("data/ricarica.db")
    }

    pub fn import(&self, csv: &str) {
        let file = self.folder.path().join("accounts.csv");
        std::fs::write(&file, csv).unwrap();
        let mut command = self.command(&["import".as_ref(), file.as_path()]);
        let done = command.stdout(Stdio::null()).status().unwrap();
        assert!(done.success(), "the import failed");
    }

    /// Returns once it listens.
    pub fn start(&mut self) {
        let log =
            std::fs::File::options().create(true).append(true).open(self.folder.path().join("gateway.log"));
        let mut command = self.command(&["serve".as_ref()]);
        let (process, line) = start(command.stderr(log.unwrap()));
        let log = || std::fs::read_to_string(self.folder.path().join("gateway.log")).unwrap();
        assert!(line.starts_with("gateway: listening on"), "unexpected first line: {line}\n{}", log());
        self.process = Some(process);
    }

    /// SIGKILL: no destructor runs.
    pub fn kill(&mut self) {
        if let Some(mut process) = self.process.take() {
            process.kill().unwrap();
            process.wait().unwrap();
        }
    }

    fn command(&self, arguments: &[&Path]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gateway"));
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("RICARICA_")) {
            command.env_remove(name);
        }
        let environment = self.environment.iter().map(|(name, value)| (*name, value));
        command
            .args(arguments)
            .arg("--config")
            .arg(self.folder.path().join("gateway.toml"))
            .envs(environment);
        command
    }
}

impl Drop for Gateway {
    fn drop(&mut self) {
        self.kill();
    }
}

/// Starts a program and waits for its first line on standard output.
fn start(command: &mut Command) -> (Child, String) {
    let mut process = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
    (process, line)
}

/// A port below those for outgoing connections (32768 and up on Linux): a client's connection must not take it while the
/// gateway is down.
fn quiet_port() -> u16 {
    let from = 20_000 + u16::try_from(std::process::id() % 10_000).unwrap();
    (from..32_000).find(|port| TcpListener::bind(("127.0.0.1", *port)).is_ok()).expect("a free port")
}
