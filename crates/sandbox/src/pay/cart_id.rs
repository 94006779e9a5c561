//! The cart's identifier in an address.

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use axum::response::Response;
use uuid::Uuid;

use crate::pages::not_found::not_found;

pub struct CartId(pub Uuid);

/// A text that is no identifier gets the same page as an unknown cart.
impl<S: Send + Sync> FromRequestParts<S> for CartId {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Response> {
        let Ok(Path(id)) = Path::<Uuid>::from_request_parts(parts, state).await else {
            return Err(unknown_cart());
        };
        Ok(Self(id))
    }
}

pub fn unknown_cart() -> Response {
    not_found("Questo carrello non esiste, o è passato troppo tempo: torna al sito dell’ente.")
}
