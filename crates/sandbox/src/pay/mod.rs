//! The payment pages: entrance, sign-in, method, summary, outcome: the course of one cart.
//! No interface for creditors here; money is taken by the registry, at one place (`course`).
//! Mounted by the server under `/c/{cart}`.

mod choose;
mod control;
mod course;
mod entrance;
pub mod method;
mod outcome;
mod summary;
mod words;

use axum::Router;
use axum::extract::{FromRequestParts, Path};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use maud::{Markup, html};
use uuid::Uuid;

use crate::checkout::cart::Cart;
use crate::pages::home;
use crate::pages::layout::{self, Page, grouped};
use crate::registry::payment::{Fault, NoticeKey};
use crate::world::{SharedWorld, World, now};
use words::Words;

pub fn routes() -> Router<SharedWorld> {
    Router::new()
        .route("/c/{cart}", get(entrance::show))
        .route("/c/{cart}/email", post(entrance::with_email))
        .route("/c/{cart}/spid", get(entrance::providers).post(entrance::with_spid))
        .route("/c/{cart}/metodo", get(choose::show).post(choose::choose))
        .route("/c/{cart}/carta", get(choose::card))
        .route("/c/{cart}/conto", get(choose::account))
        .route("/c/{cart}/mybank", get(choose::mybank))
        .route("/c/{cart}/mybank/banca", get(choose::mybank_bank))
        .route("/c/{cart}/altri", get(choose::others))
        .route("/c/{cart}/riepilogo", get(summary::show).post(summary::pay))
        .route("/c/{cart}/annulla", post(summary::cancel))
        .route("/c/{cart}/esito", get(outcome::show))
        .route("/c/{cart}/esito.json", post(control::settle))
}

/// The cart named in the address; anything that cannot be one is as missing as an unknown one.
pub struct CartId(pub Uuid);

impl<S: Send + Sync> FromRequestParts<S> for CartId {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Response> {
        let Ok(Path(id)) = Path::<Uuid>::from_request_parts(parts, state).await else {
            return Err(home::missing(UNKNOWN_CART));
        };
        Ok(Self(id))
    }
}

const UNKNOWN_CART: &str = "Questo carrello non esiste, o è passato troppo tempo: torna al sito dell’ente.";

/// Why a page of a cart is not shown, and what is instead.
enum Elsewhere {
    UnknownCart,
    /// Paid, refused, cancelled, expired: the outcome page says how.
    Ended(Uuid),
    /// Nobody has come in yet: back to the entrance.
    NotEntered(Uuid),
}

impl IntoResponse for Elsewhere {
    fn into_response(self) -> Response {
        match self {
            Self::UnknownCart => home::missing(UNKNOWN_CART),
            Self::Ended(id) => to(id, "esito"),
            Self::NotEntered(id) => Redirect::to(&format!("/c/{id}")).into_response(),
        }
    }
}

type Answer = Result<Response, Elsewhere>;

/// A cart that can still be paid.
fn open(world: &World, id: Uuid) -> Result<Cart, Elsewhere> {
    let cart = world.carts().get(id).cloned().ok_or(Elsewhere::UnknownCart)?;
    if cart.outcome.is_some() || cart.has_expired(now()) {
        return Err(Elsewhere::Ended(id));
    }
    Ok(cart)
}

/// An open cart whose payer has come in.
fn entered(world: &World, id: Uuid) -> Result<Cart, Elsewhere> {
    let cart = open(world, id)?;
    if cart.payer.is_none() {
        return Err(Elsewhere::NotEntered(id));
    }
    Ok(cart)
}

fn to(id: Uuid, step: &str) -> Response {
    Redirect::to(&format!("/c/{id}/{step}")).into_response()
}

/// A page in the cart's language.
fn page<'a>(cart: &Cart, title: &'a str) -> Page<'a> {
    Page::new(title).language(cart.language)
}

/// What the cart's pages say.
fn words(cart: &Cart) -> &'static Words {
    Words::of(cart.language)
}

/// The way out, on every step.
fn way_out(cart: &Cart) -> Markup {
    html! {
        form method="post" action=(format!("/c/{}/annulla", cart.id)) {
            button.quiet type="submit" { (words(cart).cancel) }
        }
    }
}

/// A link that looks like a button.
fn way_back(cart: &Cart) -> Markup {
    html! { a.button.primary href=(cart.return_url()) { (words(cart).back_to_creditor) } }
}

/// One of the creditor's faults, as a page: the cart stays open.
fn fault_page(cart: &Cart, notice: &NoticeKey, fault: Fault) -> Response {
    let words = words(cart);
    page(cart, words.unpayable).status(StatusCode::CONFLICT).show(html! {
        (layout::notice("errore", fault.sentence(cart.language)))
        dl {
            dt { (words.notice_number) } dd { (grouped(&notice.nav)) }
            dt { (words.code) } dd { code { (fault.code()) } }
        }
        (way_back(cart))
    })
}
