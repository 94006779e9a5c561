//! What guardians do meanwhile: open top-ups, pay at a counter, watch the screen.

use super::{
    environment::{Fate, Guardian, Intent},
    processes::set_knobs,
};
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

/// How many open top-ups at once.
const CLIENTS: usize = 6;
/// Between these numbers of acknowledged top-ups the platform loses answers.
const LOSING: std::ops::Range<usize> = 40..140;

/// A top-up that the gateway has answered for.
#[derive(Debug, Clone)]
pub struct Acknowledged {
    pub intent: Intent,
    /// As it came, byte for byte.
    pub body: String,
    pub top_up: TopUp,
}

/// Everything that is going on.
pub struct Traffic {
    pub base: String,
    pub sandbox: String,
    pub guardians: Vec<Guardian>,
    pub client: Client,
    intents: Mutex<Vec<Intent>>,
    acknowledged: Mutex<Vec<Acknowledged>>,
    expected: AtomicUsize,
    begun: AtomicUsize,
    /// Requests at work at this moment.
    pub in_flight: AtomicUsize,
    /// Requests that ended without an answer.
    pub broken: AtomicUsize,
    dice: Mutex<StdRng>,
}

impl fmt::Debug for Traffic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let acknowledged = self.acknowledged.lock().unwrap().len();
        write!(f, "{acknowledged} acknowledged, {} requests begun", self.begun.load(Ordering::Relaxed))
    }
}

impl Traffic {
    pub fn new(base: String, sandbox: &str, guardians: Vec<Guardian>, dice: &mut StdRng) -> Self {
        let client = Client::builder().timeout(Duration::from_secs(30)).build().unwrap();
        Self {
            base,
            sandbox: sandbox.to_owned(),
            guardians,
            client,
            intents: Mutex::default(),
            acknowledged: Mutex::default(),
            expected: AtomicUsize::new(usize::MAX),
            begun: AtomicUsize::new(0),
            in_flight: AtomicUsize::new(0),
            broken: AtomicUsize::new(0),
            dice: Mutex::new(StdRng::seed_from_u64(dice.random())),
        }
    }

    /// Until every intent is acknowledged and every watched one seen as credited.
    pub async fn run(self: Arc<Self>, intents: Vec<Intent>) {
        set_knobs(&self.sandbox, &json!({ "slow_ms": 10 })).await;
        self.expected.store(intents.len(), Ordering::Relaxed);
        *self.intents.lock().unwrap() = intents;
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

    /// Waits until so many further requests have begun, or until patience ends.
    pub async fn until_begun(&self, further: usize, patience: Duration) {
        let (from, since) = (self.begun.load(Ordering::Relaxed), Instant::now());
        while self.begun.load(Ordering::Relaxed) - from < further && since.elapsed() < patience {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    }

    async fn open_all(self: Arc<Self>) {
        let mut followed = Vec::new();
        loop {
            let Some(intent) = self.intents.lock().unwrap().pop() else { break };
            let acknowledged = self.open(intent).await;
            if acknowledged.intent.fate != Fate::NeverPaid {
                followed.push(tokio::spawn(Arc::clone(&self).pay_and_watch(acknowledged)));
            }
        }
        for following in followed {
            following.await.unwrap();
        }
    }

    /// One key, one body, again and again until there is an answer.
    async fn open(&self, intent: Intent) -> Acknowledged {
        let (status, body) = self.until_answered(&intent, |client| self.opening(client, &intent)).await;
        assert_eq!(status, StatusCode::CREATED, "{body}");
        let acknowledged = Acknowledged { top_up: serde_json::from_str(&body).unwrap(), body, intent };
        let count = {
            let mut all = self.acknowledged.lock().unwrap();
            all.push(acknowledged.clone());
            all.len()
        };
        if count == LOSING.start {
            set_knobs(&self.sandbox, &json!({ "slow_ms": 10, "lose_answers": true, "lose_rate": 30 })).await;
        } else if count == LOSING.end {
            set_knobs(&self.sandbox, &json!({ "slow_ms": 10 })).await;
        }
        acknowledged
    }

    /// The request that opens a top-up.
    pub fn opening(&self, client: &Client, intent: &Intent) -> RequestBuilder {
        let request = client.post(format!("{}/api/v1/top-ups", self.base)).body(intent.body());
        request.header("content-type", "application/json").header("idempotency-key", &intent.key)
    }

    /// At the counter, a moment after the notice appeared; then two tabs look until it is credited.
    async fn pay_and_watch(self: Arc<Self>, acknowledged: Acknowledged) {
        let mut top_up = acknowledged.top_up.clone();
        let notice = loop {
            match &top_up.notice {
                Some(notice) => break notice.clone(),
                // Acknowledged while the platform was silent: the app requests it again.
                None => top_up = self.show(&acknowledged).await,
            }
        };
        self.pause(0..300).await;
        self.pay(notice.notice_number, notice.creditor_code).await;
        if acknowledged.intent.fate == Fate::PaidAndWatched {
            tokio::join!(self.watch(&acknowledged), self.watch(&acknowledged));
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

    async fn watch(&self, acknowledged: &Acknowledged) {
        while self.show(acknowledged).await.state != TopUpState::Credited {}
    }

    /// Some time between two looks, as the app leaves it.
    async fn show(&self, acknowledged: &Acknowledged) -> TopUp {
        self.pause(300..1500).await;
        let address = format!("{}{}", self.base, contract::paths::top_up(&acknowledged.top_up.id));
        let (status, body) = self.until_answered(&acknowledged.intent, |client| client.get(&address)).await;
        assert_eq!(status, StatusCode::OK, "{}: {body}", acknowledged.top_up.id);
        serde_json::from_str(&body).unwrap()
    }

    /// Sends until there is an answer with another status than "not now".
    async fn until_answered(
        &self,
        intent: &Intent,
        request: impl Fn(&Client) -> RequestBuilder,
    ) -> (StatusCode, String) {
        let cookie = &self.guardians[intent.guardian].cookie;
        loop {
            self.begun.fetch_add(1, Ordering::Relaxed);
            self.in_flight.fetch_add(1, Ordering::Relaxed);
            let answer = whole(request(&self.client).header("cookie", cookie).send().await).await;
            self.in_flight.fetch_sub(1, Ordering::Relaxed);
            match answer {
                Ok((StatusCode::CONFLICT, body)) if is_in_flight(&body) => {}
                Ok(answer) => return answer,
                Err(_) => {
                    self.broken.fetch_add(1, Ordering::Relaxed);
                }
            }
            self.pause(5..40).await;
        }
    }

    async fn pause(&self, millis: std::ops::Range<u64>) {
        let millis = self.dice.lock().unwrap().random_range(millis);
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
    Ok((answer.status(), answer.text().await?))
}
