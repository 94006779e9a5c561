//! Sends requests and reads their answers: time limit, headers, JSON and problems.

use super::{Client, ClientError, Fresh};
use contract::{IdempotencyKey, Problem, ProblemKind, paths};
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
    Pdf(Blob),
}

/// A request that is being built.
pub(super) struct Call<'a> {
    client: Client,
    method: Method,
    path: &'a str,
    key: Option<&'a IdempotencyKey>,
    bearer: Option<&'a str>,
    body: Option<Result<String, ClientError>>,
    accept: &'static str,
}

const JSON: &str = "application/json, application/problem+json";
const PDF: &str = "application/pdf";

impl Client {
    pub(super) fn call(self, method: Method, path: &str) -> Call<'_> {
        Call { client: self, method, path, key: None, bearer: None, body: None, accept: JSON }
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
        self.body = Some(serde_json::to_string(body).map_err(|_| ClientError::BadAnswer));
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

    /// Sends it and checks the status.
    pub(super) async fn done(self) -> Result<(), ClientError> {
        self.text().await.map(drop)
    }

    /// Sends it and reads the answer as a text.
    pub(super) async fn text(self) -> Result<String, ClientError> {
        text_of(self.send().await?.0)
    }

    /// Sends it and reads a PDF. The login page of a foreign network is refused, whatever its status.
    pub(super) async fn pdf(mut self) -> Result<Blob, ClientError> {
        self.accept = PDF;
        match self.send().await?.0 {
            Body::Pdf(content) if is_pdf(&content) => Ok(content),
            _ => Err(ClientError::BadAnswer),
        }
    }

    /// Sends it. Every status that is not a success is an error.
    fn send(self) -> Answer {
        let limit = Limit::start();
        let (client, accept) = (self.client, self.accept);
        let request = self.request(&limit);
        Box::pin(async move {
            let response = request?.send().await.map_err(|_| limit.error())?;
            if !response.ok() {
                let text = response.text().await.map_err(|_| limit.error())?;
                return Err(refused(client, &text));
            }
            let ask_again_s = response.headers().get("Retry-After").and_then(|seconds| seconds.parse().ok());
            let body = if accept == PDF {
                Body::Pdf(blob_of(response, &limit).await?)
            } else {
                Body::Text(response.text().await.map_err(|_| limit.error())?)
            };
            Ok((body, ask_again_s))
        })
    }

    fn request(self, limit: &Limit) -> Result<Request, ClientError> {
        let mut builder = RequestBuilder::new(self.path)
            .method(self.method)
            .header("Accept", self.accept)
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
        request.map_err(|_| ClientError::BadAnswer)
    }
}

/// The error of an answer with this body.
fn refused(client: Client, text: &str) -> ClientError {
    let Ok(problem) = parse::<Problem>(text) else { return ClientError::BadAnswer };
    if problem.kind == ProblemKind::NotSignedIn {
        // The callback is gone with the app.
        let _ = client.on_signed_out.try_run(());
    }
    ClientError::Problem(Box::new(problem))
}

fn parse<T: DeserializeOwned>(text: &str) -> Result<T, ClientError> {
    serde_json::from_str(text).map_err(|_| ClientError::BadAnswer)
}

fn text_of(body: Body) -> Result<String, ClientError> {
    match body {
        Body::Text(text) => Ok(text),
        Body::Pdf(_) => Err(ClientError::BadAnswer),
    }
}

async fn blob_of(response: Response, limit: &Limit) -> Result<Blob, ClientError> {
    let asked = web_sys::Response::from(response).blob().map_err(|_| ClientError::BadAnswer)?;
    let body = JsFuture::from(asked).await.map_err(|_| limit.error())?;
    body.dyn_into().map_err(|_| ClientError::BadAnswer)
}

fn is_pdf(content: &Blob) -> bool {
    content.type_() == PDF
}
