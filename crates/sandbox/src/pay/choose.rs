//! "Come vuoi pagare?": the three kinds of payment and what each asks.

use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use serde::Deserialize;

use super::method::{BANKS, CIRCUITS, MYBANK_BANKS, Method};
use super::summary::bill;
use super::{Answer, CartId, course, entered, fault_page, page, to, way_out, words};
use crate::checkout::cart::Cart;
use crate::pages::layout::notice;
use crate::registry::payment::{Fault, NoticeKey, Shown};
use crate::world::{SharedWorld, World, now};

pub async fn show(State(world): State<SharedWorld>, CartId(id): CartId) -> Answer {
    let cart = entered(&world, id)?;
    let words = words(&cart);
    let ways = [
        ("carta", words.card, words.card_hint),
        ("conto", words.account, words.account_hint),
        ("altri", words.others, "Satispay, PayPal, BANCOMAT Pay"),
    ];
    Ok(page(&cart, words.how).show(html! {
        @for (step, label, hint) in ways {
            form method="get" action=(format!("/c/{id}/{step}")) {
                button.choice type="submit" aria-describedby=(format!("{step}-nota")) { (label) }
                p id=(format!("{step}-nota")) { small { (hint) } }
            }
        }
        (way_out(&cart))
    }))
}

pub async fn card(State(world): State<SharedWorld>, CartId(id): CartId) -> Answer {
    let cart = entered(&world, id)?;
    let words = words(&cart);
    Ok(page(&cart, words.card).show(html! {
        p { (words.circuits) }
        ul.circuits { @for circuit in CIRCUITS { li { (circuit) } } }
        p { (words.no_card_data) }
        form method="post" action=(format!("/c/{id}/metodo")) {
            button.primary type="submit" name="metodo" value="carta" { (words.go_on) }
        }
        (back(&cart, "metodo"))
        (way_out(&cart))
    }))
}

pub async fn account(State(world): State<SharedWorld>, CartId(id): CartId) -> Answer {
    let cart = entered(&world, id)?;
    let words = words(&cart);
    Ok(page(&cart, words.account).show(html! {
        p { (words.account_lead) }
        form method="post" action=(format!("/c/{id}/metodo")) {
            @for (code, name) in BANKS {
                button.choice type="submit" name="metodo" value=(format!("conto:{code}")) { (name) }
            }
        }
        form method="get" action=(format!("/c/{id}/mybank")) { button.choice type="submit" { "MyBank" } }
        (back(&cart, "metodo"))
        (way_out(&cart))
    }))
}

/// First a page that sums up, then the list of banks.
pub async fn mybank(State(world): State<SharedWorld>, CartId(id): CartId) -> Answer {
    let cart = entered(&world, id)?;
    let shown = match verified(&world, &cart) {
        Ok(shown) => shown,
        Err((notice, fault)) => return Ok(fault_page(&cart, &notice, fault)),
    };
    let words = words(&cart);
    Ok(page(&cart, words.mybank_summary).show(html! {
        p { (words.mybank_lead) }
        (bill(&cart, &shown))
        @if let Some(payer) = &cart.payer { p { (words.receipt_to) " " strong { (payer.email) } } }
        form method="get" action=(format!("/c/{id}/mybank/banca")) {
            button.primary type="submit" { (words.go_on) }
        }
        (back(&cart, "conto"))
        (way_out(&cart))
    }))
}

pub async fn mybank_bank(State(world): State<SharedWorld>, CartId(id): CartId) -> Answer {
    let cart = entered(&world, id)?;
    Ok(mybank_page(&cart, StatusCode::OK, None))
}

fn mybank_page(cart: &Cart, status: StatusCode, error: Option<&str>) -> Response {
    let (id, words) = (cart.id, words(cart));
    page(cart, words.mybank_bank).status(status).show(html! {
        @if let Some(error) = error { (notice("errore", error)) }
        form method="post" action=(format!("/c/{id}/metodo")) {
            p {
                label for="metodo" { (words.your_bank) }
                select id="metodo" name="metodo" required {
                    option value="" { (words.from_the_list) }
                    @for (code, name) in MYBANK_BANKS { option value=(format!("mybank:{code}")) { (name) } }
                }
            }
            button.primary type="submit" { (words.go_on) }
        }
        (back(cart, "mybank"))
        (way_out(cart))
    })
}

pub async fn others(State(world): State<SharedWorld>, CartId(id): CartId) -> Answer {
    let cart = entered(&world, id)?;
    let words = words(&cart);
    let apps =
        [("satispay", Method::Satispay), ("paypal", Method::PayPal), ("bancomatpay", Method::BancomatPay)];
    Ok(page(&cart, words.others).show(html! {
        form method="post" action=(format!("/c/{id}/metodo")) {
            @for (code, app) in apps {
                button.choice type="submit" name="metodo" value=(code) { (app.name(words)) }
            }
        }
        (back(&cart, "metodo"))
        (way_out(&cart))
    }))
}

#[derive(Deserialize)]
pub struct MethodForm {
    metodo: String,
}

/// From here on the notices are locked: nobody else may pay them.
pub async fn choose(
    State(world): State<SharedWorld>,
    CartId(id): CartId,
    Form(form): Form<MethodForm>,
) -> Answer {
    let cart = entered(&world, id)?;
    let Ok(method) = form.metodo.parse::<Method>() else {
        let error = Some(words(&cart).no_bank_chosen);
        return Ok(mybank_page(&cart, StatusCode::UNPROCESSABLE_ENTITY, error));
    };
    match course::begin(&world, &cart, method) {
        Ok(_) => Ok(to(id, "riepilogo")),
        Err((notice, fault)) => Ok(fault_page(&cart, &notice, fault)),
    }
}

fn verified(world: &World, cart: &Cart) -> Result<Vec<Shown>, (NoticeKey, Fault)> {
    let registry = world.registry();
    let verify =
        |key: NoticeKey| registry.verify(&key, Some(cart.holder()), now()).map_err(|fault| (key, fault));
    cart.keys().into_iter().map(verify).collect()
}

fn back(cart: &Cart, step: &str) -> Markup {
    html! { p { a href=(format!("/c/{}/{step}", cart.id)) { (words(cart).back) } } }
}
