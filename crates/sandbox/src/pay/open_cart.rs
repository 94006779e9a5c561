//! The cart of a page, if it may show that page.

use axum::response::{IntoResponse, Redirect, Response};
use uuid::Uuid;

use super::cart_id::unknown_cart;
use crate::clock::now;
use crate::state::carts::Carts;
use crate::state::carts::cart::Cart;
use crate::state::shared::Shared;

/// Why a page is not shown. The response leads to the page that is shown instead.
pub enum CartRejection {
    Unknown,
    /// The cart has an outcome or has expired.
    Ended(Uuid),
    NotSignedIn(Uuid),
}

impl IntoResponse for CartRejection {
    fn into_response(self) -> Response {
        match self {
            Self::Unknown => unknown_cart(),
            Self::Ended(id) => redirect_to_step(id, "esito"),
            Self::NotSignedIn(id) => Redirect::to(&format!("/c/{id}")).into_response(),
        }
    }
}

pub type PageResult = Result<Response, CartRejection>;

/// A cart that can still be paid.
pub fn open_cart(carts: &Shared<Carts>, id: Uuid) -> Result<Cart, CartRejection> {
    let cart = carts.lock().get(id).cloned().ok_or(CartRejection::Unknown)?;
    if cart.outcome.is_some() || cart.has_expired(now()) {
        return Err(CartRejection::Ended(id));
    }
    Ok(cart)
}

/// An open cart whose payer has signed in.
pub fn signed_in_cart(carts: &Shared<Carts>, id: Uuid) -> Result<Cart, CartRejection> {
    let cart = open_cart(carts, id)?;
    if cart.payer.is_none() {
        return Err(CartRejection::NotSignedIn(id));
    }
    Ok(cart)
}

pub fn redirect_to_step(id: Uuid, step: &str) -> Response {
    Redirect::to(&format!("/c/{id}/{step}")).into_response()
}
