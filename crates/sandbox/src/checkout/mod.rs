//! The cart interface for creditors, versions 1 and 2, and the address that leads into the payment pages.
//! No pages of its own; a cart's course is in `pay`.
//! Mounted by the server at `/checkout/ec` (behind the knobs) and `/ecommerce/checkout/v1`.

mod body;
pub mod cart;

pub use body::is_email;

use axum::body::Bytes;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::json;

use crate::pay::CartId;
use crate::registry::payment::NoticeKey;
use crate::world::{SharedWorld, now};
use body::{Version, WrongCart};
use cart::Cart;

/// Why a cart was refused, in the platform's own codes: beside the answer, for whoever tests against it.
const REASON: HeaderName = HeaderName::from_static("x-sandbox-reason");

pub fn routes() -> Router<SharedWorld> {
    Router::new()
        .route("/v1/carts", post(|world: State<SharedWorld>, raw: Bytes| create(world, raw, Version::One)))
        .route("/v2/carts", post(|world: State<SharedWorld>, raw: Bytes| create(world, raw, Version::Two)))
}

pub fn redirect_routes() -> Router<SharedWorld> {
    Router::new().route("/ecommerce/checkout/v1/carts/{id}/redirect", get(redirect))
}

async fn create(State(world): State<SharedWorld>, raw: Bytes, version: Version) -> Response {
    let request = match body::parse(&raw, version) {
        Ok(request) => request,
        Err(WrongCart::Invalid(reason)) => {
            tracing::info!(%reason, "cart refused");
            return problem(400, "Request validation error", "The input request is invalid", &reason);
        }
        Err(WrongCart::TooMany) => {
            let title = "Multiple payment notices not processable";
            return problem(422, title, "Too many payment notices, expected max 5", "too many notices");
        }
        Err(WrongCart::Duplicates) => return unpayable("duplicate notices"),
    };
    if world.knobs().reject_carts {
        return unpayable("knob reject_carts");
    }
    let now = now();
    let keys: Vec<NoticeKey> = request.notices.iter().map(|notice| notice.key.clone()).collect();
    let refused = {
        let registry = world.registry();
        keys.iter().find_map(|key| registry.verify(key, None, now).err())
    };
    if let Some(fault) = refused {
        return unpayable(fault.code());
    }
    let cart = Cart::new(request, now + world.cart_life());
    let location = format!(
        "{}/ecommerce/checkout/v1/carts/{}/redirect?clientId=CHECKOUT_CART",
        world.public_url, cart.id
    );
    world.carts().put(cart, now);
    (StatusCode::FOUND, [(header::LOCATION, location)]).into_response()
}

fn unpayable(reason: &str) -> Response {
    problem(422, "Invalid payment info", "Invalid payment notice data", reason)
}

fn problem(status: u16, title: &str, detail: &str, reason: &str) -> Response {
    let mut headers = HeaderMap::new();
    if let Ok(value) = reason.parse() {
        headers.insert(REASON, value);
    }
    let status_code = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let body = json!({ "title": title, "detail": detail, "status": status });
    (status_code, headers, Json(body)).into_response()
}

/// On to the pages, with every query parameter: the hint how to sign in is one.
async fn redirect(CartId(id): CartId, RawQuery(query): RawQuery) -> Redirect {
    match query {
        Some(query) => Redirect::to(&format!("/c/{id}?{query}")),
        None => Redirect::to(&format!("/c/{id}")),
    }
}
