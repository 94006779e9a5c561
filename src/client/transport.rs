//! One request and its answer: time limit, headers, JSON both ways, problems recognised.

use super::{Client, ClientError, Fresh};
use crate::json;
use contract::{IdempotencyKey, Problem, ProblemKind, paths};
use gloo_net::http::{Method, RequestBuilder, Response};
use leptos::prelude::Callable;
use serde::{Serialize, de::DeserializeOwned};
use std::{cell::Cell, rc::Rc};
use wasm_bindgen::{JsCast, JsValue, prelude::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

/// After so many milliseconds without an answer the guardian is told. Twice the gateway's own patience
/// with the platform, so that its answer about a slow platform arrives first.
const TIME_LIMIT_MS: i32 = 15_000;

/// A time limit on one request: dropping it stops the clock.
struct Limit {
    controller: Option<web_sys::AbortController>,
    over: Rc<Cell<bool>>,
    timer: Option<i32>,
    _run: Closure<dyn FnMut()>,
}

impl Limit {
    fn start() -> Self {
        let controller = web_sys::AbortController::new().ok();
        let over = Rc::new(Cell::new(false));
        let run = Closure::<dyn FnMut()>::new({
            let (controller, over) = (controller.clone(), Rc::clone(&over));
            move || {
                over.set(true);
                if let Some(controller) = &controller {
                    controller.abort();
                }
            }
        });
        let timer = web_sys::window().and_then(|window| {
            window
                .set_timeout_with_callback_and_timeout_and_arguments_0(
                    run.as_ref().unchecked_ref(),
                    TIME_LIMIT_MS,
                )
                .ok()
        });
        Self { controller, over, timer, _run: run }
    }

    fn signal(&self) -> Option<web_sys::AbortSignal> {
        self.controller.as_ref().map(web_sys::AbortController::signal)
    }

    /// What a failed fetch means.
    fn error(&self) -> ClientError {
        if self.over.get() { ClientError::Timeout } else { ClientError::Offline }
    }
}

impl Drop for Limit {
    fn drop(&mut self) {
        if let (Some(window), Some(timer)) = (web_sys::window(), self.timer) {
            window.clear_timeout_with_handle(timer);
        }
    }
}

/// One request on its way to be sent.
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
        // Our own types always serialise; if one day they do not, it is told and not sent empty.
        self.body = Some(serde_json::to_string(body).map_err(|_| ClientError::BadAnswer));
        self
    }

    /// Sends it and reads the answer.
    pub(super) async fn answer<T: DeserializeOwned>(self) -> Result<T, ClientError> {
        let text = self.text().await?;
        json::read(&text).map_err(|_| ClientError::BadAnswer)
    }

    /// Sends it and reads the answer, and when to ask again.
    pub(super) async fn fresh<T: DeserializeOwned>(self) -> Result<Fresh<T>, ClientError> {
        let (text, ask_again_s) = self.text_and_pause().await?;
        let value = json::read(&text).map_err(|_| ClientError::BadAnswer)?;
        Ok(Fresh { value, ask_again_s })
    }

    /// Sends it and is content with a good status.
    pub(super) async fn done(self) -> Result<(), ClientError> {
        self.text().await.map(drop)
    }

    /// Sends it and takes a PDF. A page of somebody else's network is none, whatever its status.
    pub(super) async fn pdf(mut self) -> Result<Blob, ClientError> {
        self.accept = PDF;
        let (_, _, content) = self.good().await?;
        content.dyn_into().ok().filter(is_pdf).ok_or(ClientError::BadAnswer)
    }

    pub(super) async fn text(self) -> Result<String, ClientError> {
        self.text_and_pause().await.map(|(text, _)| text)
    }

    async fn text_and_pause(self) -> Result<(String, Option<u32>), ClientError> {
        let (_, pause, body) = self.good().await?;
        Ok((body.as_string().unwrap_or_default(), pause))
    }

    /// An answer with a good status; any other is an error.
    async fn good(self) -> Result<(bool, Option<u32>, JsValue), ClientError> {
        let client = self.client;
        let answer = self.fetch().await?;
        if answer.0 {
            return Ok(answer);
        }
        let text = answer.2.as_string().unwrap_or_default();
        let problem: Problem = json::read(&text).map_err(|_| ClientError::BadAnswer)?;
        if problem.kind == ProblemKind::NotSignedIn {
            client.listeners.signed_out.run(());
        }
        Err(ClientError::Problem(Box::new(problem)))
    }

    /// Whether the status is good, `Retry-After` in seconds, body: a text, or a `Blob` where something else is taken.
    async fn fetch(self) -> Result<(bool, Option<u32>, JsValue), ClientError> {
        let limit = Limit::start();
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
        let request = request.map_err(|_| ClientError::BadAnswer)?;
        let response: Response = request.send().await.map_err(|_| limit.error())?;
        let pause = response.headers().get("Retry-After").and_then(|seconds| seconds.parse().ok());
        let (good, raw) = (response.ok(), web_sys::Response::from(response));
        let body = if good && self.accept == PDF { raw.blob() } else { raw.text() };
        let body = body.map_err(|_| ClientError::BadAnswer)?;
        let body = JsFuture::from(body).await.map_err(|_| limit.error())?;
        Ok((good, pause, body))
    }
}

fn is_pdf(content: &Blob) -> bool {
    content.type_() == PDF
}
