//! Creates a cart, and redirects its payer to the payment pages.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{FromRef, RawQuery, State};
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use serde_json::json;
use time::Duration;

use super::dto::{self, CartError, Version};
use crate::clock::now;
use crate::pay::cart_id::CartId;
use crate::settings::Settings;
use crate::state::app::{AppState, PublicUrl};
use crate::state::carts::Carts;
use crate::state::carts::cart::Cart;
use crate::state::knobs::{self, Knobs};
use crate::state::registry::Registry;
use crate::state::registry::notice::NoticeKey;
use crate::state::shared::Shared;

/// Why a cart was refused, in the platform's own codes. The platform has no such header; it helps the tester.
const REASON: HeaderName = HeaderName::from_static("x-sandbox-reason");

/// What the creation of a cart needs of the state.
#[derive(Clone)]
pub struct CartCreation {
    settings: Arc<Settings>,
    public_url: PublicUrl,
    registry: Shared<Registry>,
    carts: Shared<Carts>,
    knobs: Shared<Knobs>,
}

impl FromRef<AppState> for CartCreation {
    fn from_ref(state: &AppState) -> Self {
        let AppState { settings, public_url, registry, carts, knobs, .. } = state.clone();
        Self { settings, public_url, registry, carts, knobs }
    }
}

pub async fn create_version_one(State(creation): State<CartCreation>, raw: Bytes) -> Response {
    creation.create(&raw, Version::One)
}

pub async fn create_version_two(State(creation): State<CartCreation>, raw: Bytes) -> Response {
    creation.create(&raw, Version::Two)
}

/// Leads to the payment pages with every query parameter, for example the hint how to sign in.
pub async fn redirect(CartId(id): CartId, RawQuery(query): RawQuery) -> Redirect {
    match query {
        Some(query) => Redirect::to(&format!("/c/{id}?{query}")),
        None => Redirect::to(&format!("/c/{id}")),
    }
}

impl CartCreation {
    fn create(&self, raw: &[u8], version: Version) -> Response {
        let new = match dto::parse(raw, version) {
            Ok(new) => new,
            Err(CartError::Invalid(reason)) => {
                tracing::info!(%reason, "cart refused");
                return problem(
                    StatusCode::BAD_REQUEST,
                    "Request validation error",
                    "The input request is invalid",
                    &reason,
                );
            }
            Err(CartError::TooMany) => {
                let title = "Multiple payment notices not processable";
                return problem(
                    StatusCode::UNPROCESSABLE_ENTITY,
                    title,
                    "Too many payment notices, expected max 5",
                    "too many notices",
                );
            }
            Err(CartError::Duplicates) => return unpayable("duplicate notices"),
        };
        if self.knobs.lock().reject_carts {
            return unpayable("knob reject_carts");
        }
        let now = now();
        let keys: Vec<NoticeKey> = new.notices.iter().map(|notice| notice.key.clone()).collect();
        let refused = {
            let registry = self.registry.lock();
            keys.iter().find_map(|key| registry.verify(key, None, now).err())
        };
        if let Some(fault) = refused {
            return unpayable(fault.code());
        }
        let cart = Cart::new(new, now + self.lifetime());
        let location = format!(
            "{}/ecommerce/checkout/v1/carts/{}/redirect?clientId=CHECKOUT_CART",
            self.public_url.0, cart.id
        );
        self.carts.lock().insert(cart, now);
        (StatusCode::FOUND, [(header::LOCATION, location)]).into_response()
    }

    /// How long a cart lives from now on.
    fn lifetime(&self) -> Duration {
        match self.knobs.lock().cart_seconds {
            Some(seconds) => knobs::duration(seconds),
            None => Duration::minutes(i64::from(self.settings.cart_minutes)),
        }
    }
}

fn unpayable(reason: &str) -> Response {
    problem(StatusCode::UNPROCESSABLE_ENTITY, "Invalid payment info", "Invalid payment notice data", reason)
}

fn problem(status: StatusCode, title: &str, detail: &str, reason: &str) -> Response {
    let mut headers = HeaderMap::new();
    if let Ok(value) = reason.parse() {
        headers.insert(REASON, value);
    }
    let body = json!({ "title": title, "detail": detail, "status": status.as_u16() });
    (status, headers, Json(body)).into_response()
}
