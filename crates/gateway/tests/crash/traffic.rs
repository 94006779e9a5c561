//! The clients: they open top-ups, pay at a counter and poll states.

use super::environment::{Guardian, Payment, PlannedTopUp};
use contract::{Problem, ProblemKind, TopUp, TopUpState};
use pagopa::{CreditorCode, NoticeNumber};
use rand::{RngExt as _, SeedableRng as _, rngs::StdRng};
use reqwest::{Client, RequestBuilder, Response, StatusCode};
use serde_json::json;
use std::{
    fmt,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

/// Number of clients that open top-ups.
const CLIENTS: usize = 6;

/// A top-up whose request was answered.
#[derive(Debug, Clone)]
pub struct Acknowledged {
    pub planned: PlannedTopUp,
    /// The body of the answer.
    pub body: String,
    pub top_up: TopUp,
}

/// The clients and their progress.
pub struct Traffic {
    pub base: String,
    pub sandbox: String,
    pub guardians: Vec<Guardian>,
    pub client: Client,
    planned_top_ups: Mutex<Vec<PlannedTopUp>>,
    acknowledged: Mutex<Vec<Acknowledged>>,
    expected: AtomicUsize,
    begun: AtomicUsize,
    /// Requests without an answer yet.
    pub in_flight: AtomicUsize,
    /// Requests that ended without an answer.
    pub broken: AtomicUsize,
    /// Answers of 503, each with `Retry-After`: repeated.
    pub unavailable: AtomicUsize,
    /// Answers of 500, when a server of PostgreSQL is killed at a commit: repeated with the same key.
    pub uncertain: AtomicUsize,
    is_behind_a_proxy: bool,
    rng: Mutex<StdRng>,
}

impl fmt::Debug for Traffic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let acknowledged = self.acknowledged.lock().unwrap().len();
        write!(f, "{acknowledged} acknowledged, {} requests begun", self.begun.load(Ordering::Relaxed))
    }
}

impl Traffic {
    pub fn new(base: String, sandbox: &str, guardians: Vec<Guardian>, rng: &mut StdRng) -> Self {
        let client = Client::builder().timeout(Duration::from_secs(30)).build().unwrap();
        Self {
            base,
            sandbox: sandbox.to_owned(),
            guardians,
            client,
            planned_top_ups: Mutex::default(),
            acknowledged: Mutex::default(),
            expected: AtomicUsize::new(usize::MAX),
            begun: AtomicUsize::new(0),
            in_flight: AtomicUsize::new(0),
            broken: AtomicUsize::new(0),
            unavailable: AtomicUsize::new(0),
            uncertain: AtomicUsize::new(0),
            is_behind_a_proxy: false,
            rng: Mutex::new(StdRng::seed_from_u64(rng.random())),
        }
    }

    /// Each request may come to another gateway, and is repeated where one says so.
    pub fn behind_a_proxy(mut self) -> Self {
        let client = Client::builder().timeout(Duration::from_secs(30)).pool_max_idle_per_host(0);
        self.client = client.build().unwrap();
        self.is_behind_a_proxy = true;
        self
    }

    /// Returns when every top-up is acknowledged and every polled one credited.
    pub async fn run(self: Arc<Self>, planned_top_ups: Vec<PlannedTopUp>) {
        self.expected.store(planned_top_ups.len(), Ordering::Relaxed);
        *self.planned_top_ups.lock().unwrap() = planned_top_ups;
        let clients: Vec<_> = (0..CLIENTS).map(|_| tokio::spawn(Arc::clone(&self).open_all())).collect();
        for client in clients {
            client.await.unwrap();
        }
    }

    pub fn all_acknowledged(&self) -> bool {
        self.acknowledged.lock().unwrap().len() >= self.expected.load(Ordering::Relaxed)
    }

    pub fn acknowledged(&self) -> Vec<Acknowledged> {
        self.acknowledged.lock().unwrap().clone()
    }

    /// Waits until so many top-ups are acknowledged.
    pub async fn until_acknowledged(&self, count: usize, patience: Duration) {
        let since = Instant::now();
        while self.acknowledged.lock().unwrap().len() < count {
            assert!(since.elapsed() < patience, "the traffic does not end: {self:?}");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// Waits until so many further requests have begun, or until `patience` has passed.
    pub async fn until_begun(&self, further: usize, patience: Duration) {
        let (from, since) = (self.begun.load(Ordering::Relaxed), Instant::now());
        while self.begun.load(Ordering::Relaxed) - from < further && since.elapsed() < patience {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    }

    async fn open_all(self: Arc<Self>) {
        let mut polls = Vec::new();
        loop {
            let Some(planned) = self.planned_top_ups.lock().unwrap().pop() else { break };
            let acknowledged = self.open(planned).await;
            if acknowledged.planned.payment != Payment::Never {
                polls.push(tokio::spawn(Arc::clone(&self).pay_and_poll(acknowledged)));
            }
        }
        for poll in polls {
            poll.await.unwrap();
        }
    }

    /// Repeats the request with the same key and body until there is an answer.
    async fn open(&self, planned: PlannedTopUp) -> Acknowledged {
        let (status, body) =
            self.until_answered(&planned, |client| self.open_request(client, &planned)).await;
        assert_eq!(status, StatusCode::CREATED, "{body}");
        let acknowledged = Acknowledged { top_up: serde_json::from_str(&body).unwrap(), body, planned };
        self.acknowledged.lock().unwrap().push(acknowledged.clone());
        acknowledged
    }

    /// The request that opens a top-up.
    pub fn open_request(&self, client: &Client, planned: &PlannedTopUp) -> RequestBuilder {
        let request = client.post(format!("{}/api/v1/top-ups", self.base)).body(planned.body());
        request.header("content-type", "application/json").header("idempotency-key", &planned.key)
    }

    /// Pays at the counter shortly after the notice appeared. Then two clients poll until it is credited.
    async fn pay_and_poll(self: Arc<Self>, acknowledged: Acknowledged) {
        let mut top_up = acknowledged.top_up.clone();
        let notice = loop {
            match &top_up.notice {
                Some(notice) => break notice.clone(),
                // Acknowledged while the platform did not answer: the app requests it again.
                None => top_up = self.show(&acknowledged).await,
            }
        };
        self.pause(0..300).await;
        self.pay(notice.notice_number, notice.creditor_code).await;
        if acknowledged.planned.payment == Payment::Polled {
            tokio::join!(self.poll_until_credited(&acknowledged), self.poll_until_credited(&acknowledged));
        }
    }

    async fn pay(&self, notice: NoticeNumber, creditor: CreditorCode) {
        let payment = json!({
            "notice_number": notice.to_string(), "creditor_code": creditor.to_string(), "channel": "tabacchi",
        });
        let answer =
            self.client.post(format!("{}/sportello.json", self.sandbox)).json(&payment).send().await.unwrap();
        assert_eq!(
            answer.status(),
            StatusCode::OK,
            "the counter refused a notice: {}",
            answer.text().await.unwrap()
        );
    }

    async fn poll_until_credited(&self, acknowledged: &Acknowledged) {
        while self.show(acknowledged).await.state != TopUpState::Credited {}
    }

    /// Reads the state after a pause, like the app.
    async fn show(&self, acknowledged: &Acknowledged) -> TopUp {
        self.pause(300..1500).await;
        let address = format!("{}{}", self.base, contract::paths::top_up(&acknowledged.top_up.id));
        let (status, body) = self.until_answered(&acknowledged.planned, |client| client.get(&address)).await;
        assert_eq!(status, StatusCode::OK, "{}: {body}", acknowledged.top_up.id);
        serde_json::from_str(&body).unwrap()
    }

    /// Repeats the request until there is an answer and no other request is in flight.
    async fn until_answered(
        &self,
        planned: &PlannedTopUp,
        request: impl Fn(&Client) -> RequestBuilder,
    ) -> (StatusCode, String) {
        let cookie = &self.guardians[planned.guardian].cookie;
        loop {
            self.begun.fetch_add(1, Ordering::Relaxed);
            self.in_flight.fetch_add(1, Ordering::Relaxed);
            let answer = whole(request(&self.client).header("cookie", cookie).send().await).await;
            self.in_flight.fetch_sub(1, Ordering::Relaxed);
            match answer {
                Ok((StatusCode::CONFLICT, body)) if is_in_flight(&body) => {}
                Ok((StatusCode::SERVICE_UNAVAILABLE, _)) if self.is_behind_a_proxy => {
                    self.unavailable.fetch_add(1, Ordering::Relaxed);
                }
                Ok((StatusCode::INTERNAL_SERVER_ERROR, _)) if self.is_behind_a_proxy => {
                    self.uncertain.fetch_add(1, Ordering::Relaxed);
                }
                Ok(answer) => return answer,
                Err(_) => {
                    self.broken.fetch_add(1, Ordering::Relaxed);
                }
            }
            self.pause(5..40).await;
        }
    }

    async fn pause(&self, millis: std::ops::Range<u64>) {
        let millis = self.rng.lock().unwrap().random_range(millis);
        tokio::time::sleep(Duration::from_millis(millis)).await;
    }
}

/// The first request with this key continues without its client.
fn is_in_flight(body: &str) -> bool {
    serde_json::from_str::<Problem>(body).unwrap().kind == ProblemKind::IdempotencyKeyInFlight
}

/// The status and the whole body. An interrupted answer is an error.
async fn whole(answer: Result<Response, reqwest::Error>) -> Result<(StatusCode, String), reqwest::Error> {
    let answer = answer?;
    let is_unavailable = answer.status() == StatusCode::SERVICE_UNAVAILABLE;
    assert!(!is_unavailable || answer.headers().contains_key("retry-after"), "{answer:?}");
    Ok((answer.status(), answer.text().await?))
}
