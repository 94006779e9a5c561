//! Starts and kills the two programs.

use serde_json::Value;
use std::{
    io::{BufRead as _, BufReader, Write as _},
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::atomic::{AtomicU16, Ordering},
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
            ("RICARICA_RATE_LIMITS__TOP_UPS_PER_TEN_MINUTES", "1000000".to_owned()),
        ];
        Self { folder, port, environment, process: None }
    }

    pub fn base(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    pub fn port(&self) -> u16 {
        self.port
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

    /// `gateway backup` while the gateway writes. Returns the number of top-ups in it.
    pub fn back_up(&self) -> i64 {
        let said = self.output(&["backup".as_ref(), self.copy().as_path()]);
        let count = said.split(" top-ups").next().and_then(|before| before.rsplit(' ').next());
        count.and_then(|count| count.parse().ok()).unwrap_or_else(|| panic!("no count: {said}"))
    }

    fn copy(&self) -> PathBuf {
        self.folder.path().join("copy.backup")
    }

    /// `gateway restore`, after the database was lost; the secret stays.
    pub fn restore(&self) {
        for ending in ["", "-wal", "-shm"] {
            let file = format!("{}{ending}", self.database().display());
            if Path::new(&file).exists() {
                std::fs::remove_file(file).unwrap();
            }
        }
        let said = self.output(&["restore".as_ref(), self.copy().as_path()]);
        assert!(said.contains("gateway reconcile --since"), "{said}");
    }

    /// What a command prints.
    fn output(&self, arguments: &[&Path]) -> String {
        let done = self.command(arguments).output().unwrap();
        let text = String::from_utf8(done.stdout).unwrap();
        assert!(done.status.success(), "{text}{}", String::from_utf8_lossy(&done.stderr));
        text
    }

    /// Runs a command to its end, whatever that is.
    pub fn run(&self, arguments: &[&str]) -> std::process::Output {
        let arguments: Vec<&Path> = arguments.iter().map(Path::new).collect();
        self.command(&arguments).output().unwrap()
    }

    /// As [`Gateway::run`], with this on standard input.
    pub fn run_with_input(&self, arguments: &[&str], input: &str) -> std::process::Output {
        let arguments: Vec<&Path> = arguments.iter().map(Path::new).collect();
        let mut command = self.command(&arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut process = command.spawn().unwrap();
        process.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        process.wait_with_output().unwrap()
    }

    /// As [`Gateway::run`], on a disk without room: the command cannot write a file.
    pub fn run_without_room(&self, arguments: &[&str]) -> std::process::Output {
        let arguments: Vec<&Path> = arguments.iter().map(Path::new).collect();
        by_shell("trap '' XFSZ; ulimit -f 0", &self.command(&arguments)).output().unwrap()
    }

    /// `gateway reconcile`: what it prints.
    pub fn reconcile(&self, since: &str) -> String {
        self.output(&["reconcile".as_ref(), "--since".as_ref(), since.as_ref()])
    }

    /// Returns once it listens.
    pub fn start(&mut self) {
        let command = self.command(&["serve".as_ref()]);
        self.start_as(command);
    }

    /// As [`Gateway::start`]. A write that its limit of a file's size refuses fails; else it would end the process.
    pub fn start_with_writes_that_may_fail(&mut self) {
        let command = by_shell("trap '' XFSZ", &self.command(&["serve".as_ref()]));
        self.start_as(command);
    }

    fn start_as(&mut self, mut command: Command) {
        let log =
            std::fs::File::options().create(true).append(true).open(self.folder.path().join("gateway.log"));
        let (process, line) = start(command.stderr(log.unwrap()));
        let log = || std::fs::read_to_string(self.folder.path().join("gateway.log")).unwrap();
        assert!(line.starts_with("gateway: listening on"), "unexpected first line: {line}\n{}", log());
        self.process = Some(process);
    }

    /// Of the next command.
    pub fn set(&mut self, name: &'static str, value: String) {
        self.environment.push((name, value));
    }

    pub fn secret(&self) -> PathBuf {
        self.folder.path().join("data/secret.key")
    }

    /// Everything that the gateway has logged.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("gateway.log")).unwrap_or_default()
    }

    /// The running process.
    pub fn pid(&self) -> rustix::process::Pid {
        rustix::process::Pid::from_child(self.process.as_ref().unwrap())
    }

    pub fn signal(&self, signal: rustix::process::Signal) {
        rustix::process::kill_process(self.pid(), signal).unwrap();
    }

    /// Whether the process has ended by now, and how.
    pub fn ended(&mut self) -> Option<std::process::ExitStatus> {
        self.process.as_mut().unwrap().try_wait().unwrap()
    }

    /// Runs `gateway serve`, which is expected to refuse. Returns what it says.
    pub fn refuses_to_serve(&self) -> String {
        let done = self.command(&["serve".as_ref()]).output().unwrap();
        let text = String::from_utf8_lossy(&done.stderr).into_owned();
        assert!(!done.status.success(), "{text}");
        text
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

/// The command with its environment, run by a shell that has run `first`.
fn by_shell(first: &str, of: &Command) -> Command {
    let mut command = Command::new("sh");
    command.args(["-c", &format!("{first}; exec \"$0\" \"$@\"")]).arg(of.get_program()).args(of.get_args());
    for (name, value) in of.get_envs() {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    command
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
pub fn quiet_port() -> u16 {
    // Gateways of one test program start at the same time, and a port is free until one of them listens.
    static GATEWAYS: AtomicU16 = AtomicU16::new(0);
    let apart = 20 * GATEWAYS.fetch_add(1, Ordering::Relaxed);
    let from = 20_000 + u16::try_from(std::process::id() % 10_000).unwrap() + apart;
    (from..32_000).find(|port| TcpListener::bind(("127.0.0.1", *port)).is_ok()).expect("a free port")
}
