//! A running sandbox, and requests to it.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use reqwest::{Client, RequestBuilder, Response, redirect};
use serde_json::{Value, json};

pub const CREDITOR: &str = "77777777777";
pub const OK: &str = "https://ente.example/esito/ok?id=1";
pub const CANCEL: &str = "https://ente.example/esito/cancel?id=1";
pub const ERROR: &str = "https://ente.example/esito/error?id=1";
pub const WAITING: &str = "https://ente.example/esito/waiting?id=1";
pub const PAYER: &str = "maria@prova.example";

static NEXT_IUV: AtomicU64 = AtomicU64::new(1);

pub struct Sandbox {
    child: Child,
    pub base: String,
    pub smtp_port: u16,
    client: Client,
}

/// A debt position that a test has created.
pub struct Position {
    pub iupd: String,
    pub nav: String,
    pub amount: u64,
}

impl Position {
    pub fn qr(&self) -> String {
        format!("PAGOPA|002|{}|{CREDITOR}|{}", self.nav, self.amount)
    }
}

impl Sandbox {
    pub fn start() -> Self {
        Self::start_with(&[])
    }

    pub fn start_with(arguments: &[&str]) -> Self {
        // Built together with the gateway, reqwest has TLS and needs a provider; a second install is no error.
        drop(rustls::crypto::ring::default_provider().install_default());
        // A failure here must not leave a started program behind.
        let client = Client::builder().redirect(redirect::Policy::none()).build().unwrap();
        let mut child = Command::new(env!("CARGO_BIN_EXE_sandbox"))
            .args(["--listen", "127.0.0.1:0", "--smtp", "127.0.0.1:0"])
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let words: Vec<&str> = line.split_whitespace().collect();
        let ["sandbox:", "http", http, "smtp", smtp] = words.as_slice() else { panic!("printed {line:?}") };
        let smtp_port = smtp.rsplit(':').next().unwrap().parse().unwrap();
        Self { base: format!("http://{http}"), smtp_port, child, client }
    }

    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Waits until the program has ended.
    pub fn wait(&mut self) -> std::process::ExitStatus {
        self.child.wait().unwrap()
    }

    pub fn url(&self, path: &str) -> String {
        if path.starts_with("http") { path.to_owned() } else { format!("{}{path}", self.base) }
    }

    pub fn get(&self, path: &str) -> RequestBuilder {
        self.client.get(self.url(path))
    }

    pub fn post(&self, path: &str) -> RequestBuilder {
        self.client.post(self.url(path))
    }

    pub fn put(&self, path: &str) -> RequestBuilder {
        self.client.put(self.url(path))
    }

    pub fn patch(&self, path: &str) -> RequestBuilder {
        self.client.patch(self.url(path))
    }

    pub fn delete(&self, path: &str) -> RequestBuilder {
        self.client.delete(self.url(path))
    }

    pub async fn page(&self, path: &str) -> String {
        self.get(path).send().await.unwrap().text().await.unwrap()
    }

    /// Posts a form.
    pub async fn form(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        Answer::of(self.post(path).form(fields).send().await.unwrap()).await
    }

    /// A valid body, with an IUV that no other test uses.
    pub fn body(&self) -> Value {
        let iuv = format!("01{:015}", NEXT_IUV.fetch_add(1, Ordering::Relaxed));
        json!({
            "iupd": format!("{CREDITOR}-{iuv}"), "type": "F",
            "fiscalCode": "RSSMRA80A01H501U", "fullName": "Mario Rossi",
            "companyName": "Comune di Prova", "officeName": "Mense", "switchToExpired": true,
            "paymentOption": [{
                "iuv": iuv, "amount": 2500, "description": "Ricarica mensa",
                "isPartialPayment": false, "dueDate": in_days(30),
                "transfer": [{
                    "idTransfer": "1", "amount": 2500, "remittanceInformation": "Ricarica mensa",
                    "category": "9/0301105TS/", "iban": "IT0000000000000000000000000",
                }],
            }],
        })
    }

    pub async fn create_with(&self, body: &Value) -> Answer {
        self.gpd_post("?toPublish=true", body).await
    }

    pub async fn gpd_post(&self, rest: &str, body: &Value) -> Answer {
        let request =
            self.post(&format!("{}{rest}", positions())).header("Ocp-Apim-Subscription-Key", "sandbox-key");
        Answer::of(request.json(body).send().await.unwrap()).await
    }

    pub async fn create(&self) -> Position {
        self.create_from(&self.body()).await
    }

    pub async fn create_from(&self, body: &Value) -> Position {
        let answer = self.create_with(body).await;
        assert_eq!(answer.status, 201, "{}", answer.text);
        let option = &answer.json()["paymentOption"][0];
        Position {
            iupd: body["iupd"].as_str().unwrap().to_owned(),
            nav: option["nav"].as_str().unwrap().to_owned(),
            amount: option["amount"].as_u64().unwrap(),
        }
    }

    pub async fn read(&self, iupd: &str) -> Value {
        let answer = self.gpd_get(&format!("/{iupd}")).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        answer.json()
    }

    pub async fn gpd_get(&self, rest: &str) -> Answer {
        let request =
            self.get(&format!("{}{rest}", positions())).header("Ocp-Apim-Subscription-Key", "sandbox-key");
        Answer::of(request.send().await.unwrap()).await
    }

    pub async fn status(&self, position: &Position) -> String {
        self.read(&position.iupd).await["status"].as_str().unwrap().to_owned()
    }

    /// Reads until the status is `wanted`; fails after five seconds.
    pub async fn becomes(&self, position: &Position, wanted: &str) {
        let deadline = Instant::now() + Duration::from_secs(5);
        loop {
            let status = self.status(position).await;
            if status == wanted {
                return;
            }
            assert!(Instant::now() < deadline, "still {status}, not {wanted}");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    pub async fn invalidate(&self, position: &Position) -> Answer {
        self.gpd_post(&format!("/{}/invalidate", position.iupd), &json!({})).await
    }

    pub fn cart_body(&self, positions: &[&Position]) -> Value {
        let notices: Vec<Value> = positions
            .iter()
            .map(|position| {
                json!({
                    "noticeNumber": position.nav, "fiscalCode": CREDITOR, "amount": position.amount,
                    "companyName": "Comune di Prova", "description": "Ricarica mensa",
                })
            })
            .collect();
        json!({
            "emailNotice": PAYER, "paymentNotices": notices, "idCart": "carrello-1", "allCCP": false,
            "returnUrls": {
                "returnOkUrl": OK, "returnCancelUrl": CANCEL, "returnErrorUrl": ERROR, "returnWaitingUrl": WAITING,
            },
        })
    }

    pub async fn post_cart(&self, body: &Value) -> Answer {
        Answer::of(self.post("/checkout/ec/v2/carts").json(body).send().await.unwrap()).await
    }

    /// A cart and the address of its pages (`/c/…`).
    pub async fn cart(&self, positions: &[&Position]) -> String {
        let answer = self.post_cart(&self.cart_body(positions)).await;
        assert_eq!(answer.status, 302, "{}", answer.text);
        let location = answer.location.unwrap();
        let id = location.split("/carts/").nth(1).unwrap().split('/').next().unwrap();
        format!("/c/{id}")
    }

    /// A cart whose payer has signed in by e-mail and chosen the card, so that its notices are locked.
    pub async fn cart_at_summary(&self, positions: &[&Position]) -> String {
        let cart = self.cart(positions).await;
        self.sign_in(&cart).await;
        let chosen = self.form(&format!("{cart}/metodo"), &[("metodo", "carta")]).await;
        assert_eq!(chosen.location, Some(format!("{cart}/riepilogo")), "{}", chosen.text);
        cart
    }

    pub async fn sign_in(&self, cart: &str) {
        let signed_in = self.form(&format!("{cart}/email"), &[("email", PAYER)]).await;
        assert_eq!(signed_in.location, Some(format!("{cart}/metodo")));
    }

    /// Ends a cart from its summary and returns the outcome page.
    pub async fn end(&self, cart: &str, fields: &[(&str, &str)]) -> String {
        let ended = self.form(&format!("{cart}/riepilogo"), fields).await;
        assert_eq!(ended.location, Some(format!("{cart}/esito")), "{}", ended.text);
        self.page(&format!("{cart}/esito")).await
    }

    pub async fn counter(&self, body: Value) -> Answer {
        Answer::of(self.post("/sportello.json").json(&body).send().await.unwrap()).await
    }

    pub async fn counter_pays(&self, position: &Position) -> Answer {
        self.counter(json!({ "qr": position.qr(), "channel": "tabacchi" })).await
    }

    pub async fn set_knobs(&self, knobs: Value) {
        let response = self.put("/manopole.json").json(&knobs).send().await.unwrap();
        assert_eq!(response.status(), 200);
    }

    pub async fn mails(&self, to: &str) -> Vec<Value> {
        self.get("/posta.json").query(&[("to", to)]).send().await.unwrap().json().await.unwrap()
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        // The program may have ended already.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

pub struct Answer {
    pub status: u16,
    pub location: Option<String>,
    pub reason: Option<String>,
    pub text: String,
}

impl Answer {
    pub async fn of(response: Response) -> Self {
        let header =
            |name: &str| response.headers().get(name).map(|value| value.to_str().unwrap().to_owned());
        let (location, reason) = (header("location"), header("x-sandbox-reason"));
        Self { status: response.status().as_u16(), location, reason, text: response.text().await.unwrap() }
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }
}

pub fn positions() -> String {
    format!("/gpd/debt-positions-service/v1/organizations/{CREDITOR}/debtpositions")
}

pub fn in_days(days: i64) -> String {
    platform_date(time::OffsetDateTime::now_utc() + time::Duration::days(days))
}

pub fn in_millis(millis: i64) -> String {
    platform_date(time::OffsetDateTime::now_utc() + time::Duration::milliseconds(millis))
}

fn platform_date(date: time::OffsetDateTime) -> String {
    let format = time::macros::format_description!(
        "[year]-[month]-[day]T[hour]:[minute]:[second].[subsecond digits:3]"
    );
    date.format(format).unwrap()
}
