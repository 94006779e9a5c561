//! Sends requests and reads their answers: time limit, headers, JSON and problems. `answer` has the rule which answers
//! are the gateway's.

use super::{
    Client, ClientError, Fresh,
    answer::{Head, Wanted},
};
use contract::{IdempotencyKey, ProblemKind, paths};
use gloo_net::http::{Method, Request, RequestBuilder, Response};
use gloo_timers::callback::Timeout;
use leptos::prelude::Callable;
use serde::{Serialize, de::DeserializeOwned};
use std::{cell::Cell, pin::Pin, rc::Rc};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

/// Milliseconds until a request times out: twice the gateway's time limit for the platform, so that its answer about a
/// slow platform arrives first.
const TIME_LIMIT_MS: u32 = 15_000;

/// The time limit of one request. Dropping it stops the timer.
struct Limit {
    controller: Option<web_sys::AbortController>,
    over: Rc<Cell<bool>>,
    _timer: Timeout,
}

impl Limit {
    fn start() -> Self {
        let controller = web_sys::AbortController::new().ok();
        let over = Rc::new(Cell::new(false));
        let timer = Timeout::new(TIME_LIMIT_MS, {
            let (controller, over) = (controller.clone(), Rc::clone(&over));
            move || {
                over.set(true);
                if let Some(controller) = &controller {
                    controller.abort();
                }
            }
        });
        Self { controller, over, _timer: timer }
    }

    fn signal(&self) -> Option<web_sys::AbortSignal> {
        self.controller.as_ref().map(web_sys::AbortController::signal)
    }

    /// The error of a failed fetch.
    fn error(&self) -> ClientError {
        if self.over.get() { ClientError::Timeout } else { ClientError::Offline }
    }
}

/// The body of a successful answer, and `Retry-After` in seconds. All operations share this boxed future, which would
/// otherwise be compiled into each caller.
type Answer = Pin<Box<dyn Future<Output = Result<(Body, Option<u32>), ClientError>>>>;

/// The body, of the type that was asked for.
enum Body {
    Text(String),
    File(Blob),
}

/// A request that is being built.
pub(super) struct Call<'a> {
    client: Client,
    method: Method,
    path: &'a str,
    key: Option<&'a IdempotencyKey>,
    bearer: Option<&'a str>,
    body: Option<Result<String, ClientError>>,
    wanted: Wanted,
}

impl Client {
    pub(super) fn call(self, method: Method, path: &str) -> Call<'_> {
        Call { client: self, method, path, key: None, bearer: None, body: None, wanted: Wanted::Json }
    }
}

impl<'a> Call<'a> {
    pub(super) fn key(mut self, key: &'a IdempotencyKey) -> Self {
        self.key = Some(key);
        self
    }

    pub(super) fn bearer(mut self, key: &'a str) -> Self {
        self.bearer = Some(key);
        self
    }

    pub(super) fn body(mut self, body: &impl Serialize) -> Self {
        // The contract's types always serialise; a failure is an error and not an empty body.
        self.body = Some(serde_json::to_string(body).map_err(|_| BAD));
        self
    }

    /// Sends it and reads the answer.
    pub(super) async fn answer<T: DeserializeOwned>(self) -> Result<T, ClientError> {
        parse(&self.text().await?)
    }

    /// Sends it and reads the answer, and when to ask again.
    pub(super) async fn fresh<T: DeserializeOwned>(self) -> Result<Fresh<T>, ClientError> {
        let (body, ask_again_s) = self.send().await?;
        Ok(Fresh { value: parse(&text_of(body)?)?, ask_again_s })
    }

    /// Sends it. The answer has no content.
    pub(super) async fn done(mut self) -> Result<(), ClientError> {
        self.wanted = Wanted::Nothing;
        self.text().await.map(drop)
    }

    /// Sends it and reads the answer as a text.
    pub(super) async fn text(self) -> Result<String, ClientError> {
        text_of(self.send().await?.0)
    }

    /// Sends it and reads a PDF.
    pub(super) async fn pdf(self) -> Result<Blob, ClientError> {
        self.file(Wanted::Pdf).await
    }

    /// Sends it and takes the JSON as a file.
    pub(super) async fn json_file(self) -> Result<Blob, ClientError> {
        self.file(Wanted::JsonFile).await
    }

    /// Sends it and reads a CSV file.
    pub(super) async fn csv(self) -> Result<Blob, ClientError> {
        self.file(Wanted::Csv).await
    }

    async fn file(mut self, wanted: Wanted) -> Result<Blob, ClientError> {
        self.wanted = wanted;
        match self.send().await?.0 {
            Body::File(content) => Ok(content),
            Body::Text(_) => Err(BAD),
        }
    }

    /// Sends it. Every answer that is not the gateway's, and not a success, is an error.
    fn send(self) -> Answer {
        let limit = Limit::start();
        let (client, wanted) = (self.client, self.wanted);
        let request = self.request(&limit);
        Box::pin(async move {
            let response = request?.send().await.map_err(|_| limit.error())?;
            let head = head_of(&response);
            if !head.is_good(wanted) {
                let content = if head.may_be_problem() {
                    response.text().await.map_err(|_| limit.error())?
                } else {
                    String::new()
                };
                let error = head.error(&content);
                if error.kind() == Some(ProblemKind::NotSignedIn) {
                    // The callback is gone with the app.
                    let _ = client.on_signed_out.try_run(());
                }
                return Err(error);
            }
            let body = if wanted.is_file() {
                Body::File(blob_of(response, &limit).await?)
            } else {
                Body::Text(response.text().await.map_err(|_| limit.error())?)
            };
            Ok((body, head.retry_after_s))
        })
    }

    fn request(self, limit: &Limit) -> Result<Request, ClientError> {
        let mut builder = RequestBuilder::new(self.path)
            .method(self.method)
            .header("Accept", self.wanted.accept())
            .header("Accept-Language", self.client.language.tag())
            .abort_signal(limit.signal().as_ref());
        if let Some(key) = self.key {
            builder = builder.header(paths::IDEMPOTENCY_KEY, key.as_str());
        }
        if let Some(key) = self.bearer {
            builder = builder.header("Authorization", &["Bearer ", key].concat());
        }
        let request = match self.body {
            Some(body) => builder.header("Content-Type", "application/json").body(body?),
            None => builder.build(),
        };
        request.map_err(|_| BAD)
    }
}

/// The error of a content that is not of the contract's shape.
const BAD: ClientError = ClientError::BadAnswer { retry_after_s: 0 };

fn head_of(response: &Response) -> Head {
    let headers = response.headers();
    Head {
        status: response.status(),
        content_type: headers.get("Content-Type").unwrap_or_default(),
        has_request_id: headers.has("Request-Id"),
        redirected: response.redirected(),
        retry_after_s: headers.get("Retry-After").and_then(|seconds| seconds.parse().ok()),
    }
}

fn parse<T: DeserializeOwned>(text: &str) -> Result<T, ClientError> {
    serde_json::from_str(text).map_err(|_| BAD)
}

fn text_of(body: Body) -> Result<String, ClientError> {
    match body {
        Body::Text(text) => Ok(text),
        Body::File(_) => Err(BAD),
    }
}

async fn blob_of(response: Response, limit: &Limit) -> Result<Blob, ClientError> {
    let asked = web_sys::Response::from(response).blob().map_err(|_| BAD)?;
    let body = JsFuture::from(asked).await.map_err(|_| limit.error())?;
    body.dyn_into().map_err(|_| BAD)
}
