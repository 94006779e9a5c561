//! An environment of its own for each test: a real sandbox process, a real database, a real gateway on a port.
//! Every answer that passes through here is compared with the served OpenAPI description, and the sandbox compares every
//! request and answer of the platform with its schemas.
#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "test code; each test file uses its own part of this"
)]

pub mod accounts_file;
pub mod browser;
pub mod database;
mod guest;
pub mod pdf;
pub mod platform;

pub use database::TestDatabase;
pub use guest::{Guest, Reply};

use gateway::{
    assets::Assets,
    config::Config,
    connections::{self, open::Limits},
    http, jobs, router, server,
    service::{Service, import_accounts::import_accounts},
};
use reqwest::{Client, Method, StatusCode, redirect};
use serde_json::{Value, json};
use std::{
    io::{BufRead as _, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{Arc, OnceLock},
    time::Duration,
};
use tokio::{net::TcpListener, sync::watch};

pub const ANNA: &str = "anna.perrin@example.org";
pub const BRUNO: &str = "bruno.rossi@example.org";

/// Two guardians; the codes are made up and their check characters right.
pub const ACCOUNTS: &str = "\
account,guardian_email,guardian_fiscal_code,guardian_name,children,service,meal_price,balance
M-0001,anna.perrin@example.org,RSSMRA45C12F205C,Anna Perrin,Zoé,Mensa scolastica,5.30,12.40
M-0002,anna.perrin@example.org,RSSMRA45C12F205C,Anna Perrin,Luca;Émile,Mensa scolastica,5.30,-8.20
M-0003,bruno.rossi@example.org,MRTNTN23M02D969P,Bruno Rossi,Sofia,Mensa scolastica,5.30,0.00
";

struct Sandbox {
    process: Child,
    url: String,
    smtp: String,
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Beside the test's own binary: `cargo xtask test` has built it, else it is built now.
fn sandbox_binary() -> PathBuf {
    static PATH: OnceLock<PathBuf> = OnceLock::new();
    PATH.get_or_init(|| {
        let test = std::env::current_exe().unwrap();
        let path = test.parent().unwrap().parent().unwrap().join("sandbox");
        let built =
            Command::new(env!("CARGO")).args(["build", "--quiet", "--package", "sandbox"]).status().unwrap();
        assert!(built.success() && path.exists(), "the sandbox could not be built at {}", path.display());
        path
    })
    .clone()
}

fn start_sandbox(checks_schemas: bool) -> Sandbox {
    let mut process = Command::new(sandbox_binary())
        .args(["--listen", "127.0.0.1:0", "--smtp", "127.0.0.1:0"])
        .args(checks_schemas.then_some("--check-schemas"))
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let words: Vec<&str> = line.split_whitespace().collect();
    let ["sandbox:", "http", http, "smtp", smtp] = words[..] else { panic!("unexpected first line: {line}") };
    Sandbox { url: format!("http://{}", http.trim_start_matches("http://")), smtp: smtp.to_owned(), process }
}

pub struct TestEnvironment {
    sandbox: Sandbox,
    pub base: String,
    pub service: Service,
    pub description: Value,
    folder: tempfile::TempDir,
    database: TestDatabase,
    stop: watch::Sender<bool>,
    server: tokio::task::JoinHandle<()>,
}

impl TestEnvironment {
    pub async fn start() -> Self {
        Self::start_with(|_| {}).await
    }

    pub async fn start_with(change: impl FnOnce(&mut Config)) -> Self {
        Self::start_beside(start_sandbox(true), change).await
    }

    /// With a platform that accepts requests which do not fit its description. It answers as the real one would.
    pub async fn start_unchecked() -> Self {
        Self::start_beside(start_sandbox(false), |_| {}).await
    }

    async fn start_beside(sandbox: Sandbox, change: impl FnOnce(&mut Config)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let database = TestDatabase::new(folder.path()).await;
        let mut config = config(&sandbox, &base, folder.path(), &database);
        change(&mut config);
        let (service, stop, server) = serve(config, listener).await;
        let description = serde_json::from_str(http::openapi_json().unwrap()).unwrap();
        let environment = Self { sandbox, base, service, description, folder, database, stop, server };
        environment.import(ACCOUNTS).await;
        environment
    }

    /// The gateway ends and another one begins, with the same files and the same configuration.
    pub async fn restart(&mut self) {
        let config = self.service.config().clone();
        let _ = self.stop.send(true);
        self.server.abort();
        self.service.store().close().await;
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        self.base = format!("http://{}", listener.local_addr().unwrap());
        (self.service, self.stop, self.server) = serve(config, listener).await;
    }

    /// The gateway ends; its database stays.
    pub async fn end(&self) {
        let _ = self.stop.send(true);
        self.server.abort();
        self.service.stop();
        self.service.finish().await;
        self.service.store().close().await;
    }

    /// Where its database is, with the password.
    pub fn address(&self) -> &str {
        &self.database.address
    }

    /// Another gateway on the same files, without its background work.
    pub async fn second_gateway(&self) -> Service {
        server::start(self.service.config().clone()).await.unwrap()
    }

    pub async fn import(&self, csv: &str) {
        import_accounts(self.service.store(), csv.as_bytes(), gateway::clock::Moment::now()).await.unwrap();
    }

    pub fn client(&self) -> Client {
        Client::builder().redirect(redirect::Policy::none()).timeout(Duration::from_secs(30)).build().unwrap()
    }

    /// A browser without a session.
    pub fn guest(&self) -> Guest<'_> {
        Guest { environment: self, client: self.client(), cookie: None }
    }

    /// Through the real mailbox.
    pub async fn signed_in(&self, email: &str) -> Guest<'_> {
        let mut guest = self.guest();
        guest.sign_in(email).await;
        guest
    }

    /// All mail for an address, oldest first.
    pub async fn mails(&self, to: &str) -> Vec<Value> {
        let url = format!("{}/posta.json?to={to}", self.sandbox.url);
        let list: Value = self.client().get(url).send().await.unwrap().json().await.unwrap();
        let list = if list.is_array() { list } else { list["messages"].clone() };
        let mut mails = list.as_array().expect("a list of mails").clone();
        mails.reverse();
        mails
    }

    /// Waits for the next mail to an address whose subject contains `subject`.
    pub async fn mail(&self, to: &str, subject: &str, already: usize) -> Value {
        eventually(&format!("a mail «{subject}»"), async || {
            let mails = self.mails(to).await;
            mails.into_iter().filter(|mail| mail["subject"].as_str().unwrap().contains(subject)).nth(already)
        })
        .await
    }

    /// A file that came with a mail.
    pub async fn attachment(&self, mail: &Value, index: usize) -> Vec<u8> {
        let url = format!("{}/posta/{}/allegati/{index}", self.sandbox.url, mail["id"]);
        let answer = self.client().get(url).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK);
        answer.bytes().await.unwrap().to_vec()
    }

    pub async fn knobs(&self, knobs: Value) {
        let url = format!("{}/manopole.json", self.sandbox.url);
        let answer = self.client().put(url).json(&knobs).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK, "{}", answer.text().await.unwrap());
    }

    /// Pays at a counter with the QR code's text.
    pub async fn pay_at_counter(&self, notice: &Value) -> (StatusCode, Value) {
        let cents = notice["amount"]["amount"].as_str().unwrap().replace('.', "");
        let qr = format!(
            "PAGOPA|002|{}|{}|{}",
            notice["notice_number"].as_str().unwrap(),
            notice["creditor_code"].as_str().unwrap(),
            cents.trim_start_matches('0'),
        );
        let url = format!("{}/sportello.json", self.sandbox.url);
        let answer =
            self.client().post(url).json(&json!({ "qr": qr, "channel": "tabacchi" })).send().await.unwrap();
        (answer.status(), answer.json().await.unwrap())
    }

    /// Ends a cart at the payment page. Returns the address of the redirect.
    pub async fn settle(&self, redirect_url: &str, ending: Value) -> String {
        let cart = redirect_url.split('/').find(|part| part.len() == 36).expect("a cart's id in the address");
        let url = format!("{}/c/{cart}/esito.json", self.sandbox.url);
        let answer = self.client().post(url).json(&ending).send().await.unwrap();
        let status = answer.status();
        let body: Value = answer.json().await.unwrap();
        assert_eq!(status, StatusCode::OK, "{body}");
        body["return_url"].as_str().unwrap().to_owned()
    }

    /// The address to which the payment page of a checkout redirects, without the host.
    pub fn return_path(&self, checkout: &Value, result: &str) -> String {
        let id = checkout["id"].as_str().unwrap();
        let secret = gateway::secrets::SecretKey::read_or_make(&self.service.config().secret_file).unwrap();
        let key = secret.return_key(&id.parse().unwrap());
        format!("/returns/{id}/{result}?key={}", key.as_str())
    }

    pub fn sandbox_url(&self) -> &str {
        &self.sandbox.url
    }

    /// Holds an answer against the description.
    fn check(&self, method: &Method, path: &str, reply: &Reply) {
        let Some((template, operation)) = self.operation(method, path) else { return };
        let status = reply.status.as_u16().to_string();
        let declared = &operation["responses"][&status];
        assert!(
            !declared.is_null(),
            "{method} {template} answered {status}, which is not described: {}",
            reply.body
        );
        let Some(content) = declared["content"].as_object() else {
            assert!(reply.body.is_null(), "{method} {template} {status}: a body that is not described");
            return;
        };
        let media_type = reply.header("content-type");
        let schema =
            content.get(media_type).unwrap_or_else(|| panic!("{method} {template} {status}: {media_type}"));
        if !media_type.ends_with("json") {
            return; // A file: that it is described as one is all there is to hold it against.
        }
        let mut schema = schema["schema"].clone();
        schema["components"] = self.description["components"].clone();
        let validator = jsonschema::validator_for(&schema).unwrap();
        let faults: Vec<String> = validator
            .iter_errors(&reply.body)
            .map(|error| format!("{} at {}", error, error.instance_path()))
            .collect();
        assert!(faults.is_empty(), "{method} {template} {status}: {faults:?}\n{}", reply.body);
    }

    fn operation(&self, method: &Method, path: &str) -> Option<(String, Value)> {
        let path = path.split('?').next().unwrap();
        let parts: Vec<&str> = path.split('/').collect();
        let paths = self.description["paths"].as_object().unwrap();
        let (template, item) = paths.iter().find(|(template, _)| {
            let wanted: Vec<&str> = template.split('/').collect();
            wanted.len() == parts.len()
                && wanted.iter().zip(&parts).all(|(wanted, part)| wanted == part || wanted.starts_with('{'))
        })?;
        let operation = item.get(method.as_str().to_lowercase())?;
        Some((template.clone(), operation.clone()))
    }
}

/// The gateway as `server::serve` puts it together, with a port of its own.
async fn serve(
    config: Config,
    listener: TcpListener,
) -> (Service, watch::Sender<bool>, tokio::task::JoinHandle<()>) {
    let service = server::start(config).await.unwrap();
    let (stop, stopped) = watch::channel(false);
    tokio::spawn(jobs::reconcile::run(service.clone(), stopped.clone()));
    tokio::spawn(jobs::outbox::run(service.clone(), stopped.clone()));
    tokio::spawn(jobs::clean_up::run(service.clone(), stopped.clone()));
    tokio::spawn(jobs::listen::run(service.clone(), stopped.clone()));
    // A test may put files of the app beside the secret.
    let folder = service.config().secret_file.with_file_name("app");
    let assets = if folder.is_dir() { Assets::folder(&folder).unwrap() } else { Assets::default() };
    service.share_app_files(&assets).await.unwrap();
    let app = router::router(service.clone(), Arc::new(assets));
    let limits = Limits::of(service.config());
    let counted = service.metrics().connections.clone();
    let server = tokio::spawn(connections::serve(listener, app, limits, stopped, counted));
    (service, stop, server)
}

impl Drop for TestEnvironment {
    fn drop(&mut self) {
        let _ = self.stop.send(true);
        self.server.abort();
    }
}

fn config(sandbox: &Sandbox, base: &str, folder: &Path, database: &TestDatabase) -> Config {
    let example = include_str!("../../gateway.example.toml");
    let host = sandbox.url.trim_start_matches("http://").to_owned();
    let environment = [
        ("RICARICA_LISTEN", "127.0.0.1:0".to_owned()),
        ("RICARICA_PUBLIC_URL", base.to_owned()),
        ("RICARICA_DATABASE", database.address.clone()),
        ("RICARICA_PLATFORM__GPD_URL", format!("{}/gpd/debt-positions-service/v1", sandbox.url)),
        ("RICARICA_PLATFORM__CHECKOUT_URL", format!("{}/checkout/ec/v2", sandbox.url)),
        ("RICARICA_PLATFORM__ALLOWED_HOSTS", format!("[\"{host}\"]")),
        ("RICARICA_PLATFORM__TIMEOUT_MS", "1500".to_owned()),
        ("RICARICA_MAIL__SMTP_URL", format!("smtp://{}", sandbox.smtp)),
        ("RICARICA_RATE_LIMITS__REQUESTS_PER_MINUTE", "100000".to_owned()),
        ("RICARICA_RATE_LIMITS__SIGN_IN_CODES_PER_HOUR", "1000".to_owned()),
        ("RICARICA_RATE_LIMITS__SIGN_IN_CODES_OF_ADDRESS_PER_HOUR", "1000".to_owned()),
        ("RICARICA_RATE_LIMITS__TOP_UPS_PER_TEN_MINUTES", "1000".to_owned()),
    ];
    let environment = environment.into_iter().map(|(name, value)| (name.to_owned(), value));
    Config::parse(example, &folder.join("gateway.toml"), environment).unwrap()
}

pub fn new_top_up(account: &Value, amount: &str) -> Value {
    json!({ "account_id": account, "amount": { "amount": amount, "currency": "EUR" } })
}

pub fn key() -> String {
    gateway::secrets::new_token()
}

/// Repeats `look` until it finds something, at most fifteen seconds.
pub async fn eventually<T>(what: &str, mut look: impl AsyncFnMut() -> Option<T>) -> T {
    for _ in 0..150 {
        if let Some(found) = look().await {
            return found;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("{what} did not appear within fifteen seconds");
}
