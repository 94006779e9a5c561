//! Reads the platform's answers, and tells them from those of a proxy, a captive portal or another service.

use reqwest::{Response, StatusCode, header};
use serde::{Deserialize, de::DeserializeOwned};
use std::time::Duration;

use crate::platform::PlatformError;

/// A platform's answer is never larger than this.
const ANSWER_LIMIT: usize = 256 * 1024;

/// The error of GPD, Checkout and the print service: `{title, status, detail}`.
#[derive(Deserialize)]
struct OwnForm {
    title: Option<String>,
    detail: Option<String>,
    status: Option<u16>,
}

/// A successful answer's JSON. A page in its place is not the platform's.
pub async fn json<T: DeserializeOwned>(response: Response) -> Result<T, PlatformError> {
    let status = response.status().as_u16();
    let body = bytes(response).await?;
    serde_json::from_slice(&body)
        .map_err(|_| PlatformError::NotThePlatform { status, what: describe(&body).into() })
}

/// The error that an answer means. The status alone decides for "later" and for the key: these answers often come from
/// what stands before the platform. A refusal of the request counts only in the platform's own form.
pub async fn error_of(response: Response) -> PlatformError {
    let code = response.status();
    let status = code.as_u16();
    if code.is_server_error() || matches!(code, StatusCode::TOO_MANY_REQUESTS | StatusCode::REQUEST_TIMEOUT) {
        return PlatformError::Down { cause: format!("HTTP {status}"), retry_after: retry_after(&response) };
    }
    if matches!(code, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN) {
        return PlatformError::KeyRefused(status);
    }
    if code.is_redirection() {
        return PlatformError::NotThePlatform { status, what: "a redirect".into() };
    }
    let body = match bytes(response).await {
        Ok(body) => body,
        Err(error) => return error,
    };
    match serde_json::from_slice::<OwnForm>(&body) {
        Ok(OwnForm { title, detail, status: named })
            if code.is_client_error()
                && (title.is_some() || detail.is_some())
                && named.is_none_or(|named| named == status) =>
        {
            let detail = [title, detail].into_iter().flatten().collect::<Vec<_>>().join(": ");
            PlatformError::Refused { status, detail }
        }
        _ => PlatformError::NotThePlatform { status, what: describe(&body).into() },
    }
}

/// `Retry-After` in seconds. Its other form, a date, is not used by the platform.
fn retry_after(response: &Response) -> Option<Duration> {
    let text = response.headers().get(header::RETRY_AFTER)?.to_str().ok()?;
    text.trim().parse().ok().map(Duration::from_secs)
}

fn describe(body: &[u8]) -> &'static str {
    let first = body.iter().find(|byte| !byte.is_ascii_whitespace());
    match first {
        None => "an empty body",
        Some(b'<') => "a page",
        Some(b'{' | b'[') => "JSON of another form",
        Some(_) => "another body",
    }
}

pub fn cause_of(error: &reqwest::Error) -> String {
    if error.is_timeout() {
        "timeout".into()
    } else if error.is_connect() {
        "no connection".into()
    } else {
        error.to_string()
    }
}

pub async fn bytes(mut response: Response) -> Result<Vec<u8>, PlatformError> {
    let mut body = Vec::new();
    while let Some(chunk) =
        response.chunk().await.map_err(|error| PlatformError::down(cause_of(&error.without_url())))?
    {
        if body.len() + chunk.len() > ANSWER_LIMIT {
            return Err(PlatformError::Malformed("the answer is too large".into()));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}
