//! The log of a gateway process during a whole journey, mistakes included, has no personal value: at level info and at debug.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "test code")]

#[path = "crash/processes.rs"]
#[allow(dead_code, clippy::expect_used, reason = "each test file uses its own part of this")]
mod processes;

use processes::{Gateway, Sandbox};
use reqwest::{Client, Method, StatusCode};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

const ANNA: &str = "anna.perrin@example.org";
const ACCOUNTS: &str = "\
account,guardian_email,guardian_fiscal_code,guardian_name,children,service,meal_price,balance
M-0001,anna.perrin@example.org,RSSMRA45C12F205C,Anna Perrin,Zoé,Mensa scolastica,5.30,12.40
M-0002,anna.perrin@example.org,RSSMRA45C12F205C,Anna Perrin,Luca;Émile,Mensa scolastica,5.30,-8.20
";

/// A browser and everything that it must not find in the log.
struct Journey {
    base: String,
    sandbox: String,
    client: Client,
    cookie: String,
    personal: Vec<String>,
}

impl Journey {
    async fn send(&self, method: Method, path: &str, body: Option<Value>) -> (StatusCode, Value) {
        let mut request =
            self.client.request(method, format!("{}{path}", self.base)).header("cookie", &self.cookie);
        if let Some(body) = body {
            request = request.header("idempotency-key", gateway::secrets::new_token()).json(&body);
        }
        let answer = request.send().await.unwrap();
        (answer.status(), answer.json().await.unwrap_or_default())
    }

    async fn get(&self, path: &str) -> Value {
        self.send(Method::GET, path, None).await.1
    }

    async fn post(&self, path: &str, body: Value) -> (StatusCode, Value) {
        self.send(Method::POST, path, Some(body)).await
    }

    fn hide(&mut self, value: &Value) {
        self.personal.push(value.as_str().unwrap().to_owned());
    }

    async fn mails(&self) -> Vec<Value> {
        let url = format!("{}/posta.json?to={ANNA}", self.sandbox);
        self.client.get(url).send().await.unwrap().json().await.unwrap()
    }

    async fn until<T>(&self, what: &str, mut look: impl AsyncFnMut() -> Option<T>) -> T {
        let until = Instant::now() + Duration::from_secs(20);
        loop {
            if let Some(found) = look().await {
                return found;
            }
            assert!(Instant::now() < until, "{what} did not happen");
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    async fn sign_in(&mut self) {
        let before = self.mails().await.len();
        let (_, challenge) =
            self.post("/api/v1/sign-in-codes", json!({ "email": ANNA, "language": "it" })).await;
        let code = self
            .until("the code", async || {
                let mails = self.mails().await;
                let newest = mails.first().filter(|_| mails.len() > before)?;
                Some(newest["subject"].as_str()?.chars().take(6).collect::<String>())
            })
            .await;
        let wrong = json!({ "challenge_id": challenge["challenge_id"], "code": "000000" });
        assert_eq!(self.post("/api/v1/session", wrong).await.0, StatusCode::UNAUTHORIZED);
        let body = json!({ "challenge_id": challenge["challenge_id"], "code": code });
        let url = format!("{}/api/v1/session", self.base);
        let answer = self.client.post(url).json(&body).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::CREATED);
        let cookie = answer.headers()["set-cookie"].to_str().unwrap();
        self.cookie = cookie.split(';').next().unwrap().to_owned();
        self.personal.push(self.cookie.split_once('=').unwrap().1.to_owned());
        self.personal.push(code);
    }

    async fn open(&mut self, account: &Value, amount: &str) -> Value {
        let body = json!({ "account_id": account["id"], "amount": { "amount": amount, "currency": "EUR" } });
        let (status, top_up) = self.post("/api/v1/top-ups", body).await;
        assert_eq!(status, StatusCode::CREATED, "{top_up}");
        self.hide(&top_up["notice"]["notice_number"]);
        top_up
    }
}

#[tokio::test]
async fn log_of_a_whole_journey_names_nobody() {
    // reqwest needs a crypto provider even without encryption; a second call is no error.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let sandbox = Sandbox::start();
    let mut gateway = Gateway::prepare(&sandbox);
    gateway.set("RICARICA_LOG__LEVEL", "info,gateway=debug".into());
    let host = sandbox.url.trim_start_matches("http://");
    gateway.set("RICARICA_PLATFORM__ALLOWED_HOSTS", format!("[\"{host}\"]"));
    gateway.set("RICARICA_PLATFORM__TIMEOUT_MS", "1000".into());
    gateway.import(ACCOUNTS);
    gateway.start();
    let mut journey = Journey {
        base: gateway.base(),
        sandbox: sandbox.url.clone(),
        client: Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap(),
        cookie: String::new(),
        personal: [
            ANNA,
            "anna",
            "perrin",
            "Zoé",
            "Luca",
            "Émile",
            "RSSMRA45C12F205C",
            "M-0001",
            "M-0002",
            "Sconosciuta",
            "nessuno@example.org",
            "Scuola Primaria di Prova",
        ]
        .map(str::to_owned)
        .to_vec(),
    };

    // Signing in with mistakes, and asking the office without access.
    journey.post("/api/v1/sign-in-codes", json!({ "email": "nessuno@example.org", "language": "it" })).await;
    journey.post("/api/v1/sign-in-codes", json!({ "email": "not an address", "language": "it" })).await;
    journey.sign_in().await;
    let form = [
        ("name", "Sconosciuta Prova"),
        ("child", "Zoé"),
        ("school", "Scuola Primaria di Prova"),
        ("email", "nessuno@example.org"),
        ("message", "Sconosciuta"),
    ];
    let url = format!("{}/accesso/ufficio", journey.base);
    let form = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
    let request =
        journey.client.post(url).header("content-type", "application/x-www-form-urlencoded").body(form);
    assert!(request.send().await.unwrap().status().as_u16() < 400);

    // Topping up online and with a notice; the letter; a notice by mail; a cancellation; wrong amounts and addresses.
    let accounts = journey.get("/api/v1/accounts").await;
    let [zoe, luca] = [0, 1].map(|index| accounts["items"][index].clone());
    let online = journey.open(&zoe, "25.00").await;
    let body = json!({ "top_up_ids": [online["id"]], "sign_in": "email", "language": "it" });
    let (status, checkout) = journey.post("/api/v1/checkouts", body).await;
    assert_eq!(status, StatusCode::CREATED, "{checkout}");
    let target = checkout["redirect_url"].as_str().unwrap().to_owned();
    let cart = target.split('/').find(|part| part.len() == 36).unwrap().to_owned();
    let ending = format!("{}/c/{cart}/esito.json", journey.sandbox);
    let back = journey.client.post(ending).json(&json!({ "outcome": "paid" })).send().await.unwrap();
    let back: Value = back.json().await.unwrap();
    let back = back["return_url"].as_str().unwrap().to_owned();
    assert_eq!(journey.client.get(&back).send().await.unwrap().status(), StatusCode::SEE_OTHER);
    journey.personal.push(back.split_once("key=").unwrap().1.to_owned());
    journey.personal.push(cart);
    let path = format!("/api/v1/top-ups/{}", online["id"].as_str().unwrap());
    let paid = journey
        .until("the credit", async || Some(journey.get(&path).await).filter(|one| one["state"] == "credited"))
        .await;
    assert_eq!(paid["state"], "credited");
    let notice = journey.open(&luca, "30.00").await;
    let path = format!("/api/v1/top-ups/{}", notice["id"].as_str().unwrap());
    journey.get(&format!("{path}/letter")).await;
    journey.get(&format!("{path}/status")).await;
    let (status, _) = journey.post(&format!("{path}/notice/emails"), json!({ "language": "it" })).await;
    assert_eq!(status, StatusCode::ACCEPTED);
    let wrong = json!({ "account_id": zoe["id"], "amount": { "amount": "9999.00", "currency": "EUR" } });
    assert_eq!(journey.post("/api/v1/top-ups", wrong).await.0, StatusCode::UNPROCESSABLE_ENTITY);
    journey.post("/api/v1/top-ups", json!({ "Zoé": "RSSMRA45C12F205C" })).await;
    let mails = async || journey.mails().await.len();
    journey.until("all mails", async || (mails().await >= 3).then_some(())).await;

    // The profile.
    for path in ["/api/v1/me", "/api/v1/me/sessions", "/api/v1/me/data"] {
        assert_eq!(journey.send(Method::GET, path, None).await.0, StatusCode::OK, "{path}");
    }
    let new = json!({ "email": "nuova.perrin@example.org", "language": "it" });
    let (status, change) = journey.post("/api/v1/me/email-changes", new).await;
    assert_eq!(status, StatusCode::ACCEPTED, "{change}");
    let wrong = json!({ "challenge_id": change["challenge_id"], "code": "000000" });
    assert_eq!(journey.send(Method::PUT, "/api/v1/me/email", Some(wrong)).await.0, StatusCode::UNAUTHORIZED);
    let (status, _) = journey.post("/api/v1/me/erasure-requests", json!({})).await;
    assert_eq!(status, StatusCode::ACCEPTED);

    // The platform and the mail server fail, and repeat what they were sent.
    sandbox.knobs(&json!({ "smtp_refused": ANNA })).await;
    journey.post(&format!("{path}/notice/emails"), json!({ "language": "fr" })).await;
    journey.post("/api/v1/sign-in-codes", json!({ "email": ANNA, "language": "it" })).await;
    journey.until("the refusal", async || gateway.log().contains("a mail was given up").then_some(())).await;
    sandbox.knobs(&json!({ "down": true })).await;
    tokio::time::sleep(Duration::from_millis(1600)).await;
    journey.get(&path).await;
    journey.until("the failure", async || gateway.log().contains("could not be asked").then_some(())).await;
    sandbox.knobs(&json!({ "down": false })).await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    journey.send(Method::DELETE, &path, None).await;
    journey.send(Method::DELETE, "/api/v1/session", None).await;

    // What the office does by commands is in the log of the command.
    let mut log = gateway.log();
    for arguments in [
        ["erase", "--dry-run", "--cancel-open", "--guardian", ANNA],
        ["erase", "--cancel-open", "--guardian", "RSSMRA45C12F205C", "--dry-run"],
    ] {
        let done = gateway.run(&arguments);
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        log.push_str(&String::from_utf8_lossy(&done.stderr));
    }
    assert!(log.contains("signed in") && log.contains("top-up changed"), "{log}");
    let lower = log.to_lowercase();
    for value in &journey.personal {
        let line = lower.lines().find(|line| line.contains(&value.to_lowercase()));
        assert_eq!(line, None, "{value} is in the log");
    }
}
