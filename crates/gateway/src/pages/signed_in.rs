//! With a session the sign-in pages redirect to the app.

use axum::{http::HeaderMap, response::Response};

use super::{redirect, visitor::Visitor};
use crate::{
    clock::Moment,
    http::{GatewayState, error::ApiError, extract, sessions},
};

/// The redirect of a signed-in guardian, or `None` without a valid session.
pub async fn leave(
    app: &GatewayState,
    visitor: &Visitor,
    headers: &HeaderMap,
) -> Result<Option<Response>, ApiError> {
    let config = app.service.config();
    let Some(token) = extract::token(config, headers) else { return Ok(None) };
    let Some(session) = app.service.session_unprolonged(&token).await? else { return Ok(None) };
    let seconds = Moment::now().until(session.ends_at).as_secs();
    // Both cookies: without the second one the app would redirect here again.
    let cookies = sessions::cookies(config, &token, seconds)?;
    Ok(Some(redirect::to_with_cookies(visitor.next.as_str(), cookies)))
}
