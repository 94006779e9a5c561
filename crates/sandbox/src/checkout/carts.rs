//! Creates a cart, and redirects its payer to the payment pages.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{FromRef, RawQuery, State};
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use serde_json::json;
use time::{Duration, OffsetDateTime};

use super::dto::{self, CartError, Version};
use super::unknown_notice;
use crate::clock::now;
use crate::pay::cart_id::CartId;
use crate::settings::Settings;
use crate::state::app::{AppState, PublicUrl};
use crate::state::carts::Carts;
use crate::state::carts::cart::{Cart, NewCart};
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
            Err(CartError::Duplicates) => return unpayable("duplicate notices"),
        };
        let Knobs { reject_carts, payable_unknown_of, .. } = self.knobs.lock().clone();
        if reject_carts {
            return unpayable("knob reject_carts");
        }
        let now = now();
        self.make_payable(&new, payable_unknown_of.as_deref(), now);
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

    /// Gives the unknown notices of one creditor a debt position.
    fn make_payable(&self, new: &NewCart, creditor: Option<&str>, now: OffsetDateTime) {
        let mut registry = self.registry.lock();
        for notice in new.notices.iter().filter(|notice| Some(notice.key.creditor.as_str()) == creditor) {
            if registry.notice(&notice.key).is_some() {
                continue;
            }
            let made = unknown_notice::position(notice, now);
            let iupd = made.details.iupd.clone();
            if let Err(error) = registry.create(made, now) {
                tracing::warn!(%error, "an unknown notice cannot be made payable");
            }
            if let Some(position) = registry.find_mut(&notice.key.creditor, &iupd)
                && let Err(error) = position.publish(now)
            {
                tracing::warn!(%error, "an unknown notice cannot be made payable");
            }
        }
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
