//! The header `X-Request-Id`.

use axum::extract::Request;
use axum::http::HeaderValue;
use axum::middleware::Next;
use axum::response::Response;
use uuid::Uuid;

/// Copies the caller's request id into the response, or makes a new one.
pub async fn echo(request: Request, next: Next) -> Response {
    let id = request.headers().get("x-request-id").cloned();
    let mut response = next.run(request).await;
    let id = id.or_else(|| HeaderValue::from_str(&Uuid::new_v4().to_string()).ok());
    if let Some(id) = id {
        response.headers_mut().insert("x-request-id", id);
    }
    response
}
