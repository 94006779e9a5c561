//! "Come vuoi pagare?": the three kinds of payment methods, and the pages of each.

use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use maud::html;
use serde::Deserialize;

use super::cart_id::CartId;
use super::flow::PaymentFlow;
use super::open_cart::{PageResult, redirect_to_step, signed_in_cart};
use super::parts::{back_link, cancel_form, cart_page, fault_page, notice_list, words};
use crate::clock::now;
use crate::pages::page::{MessageKind, message};
use crate::state::carts::Carts;
use crate::state::carts::cart::Cart;
use crate::state::carts::method::{BANKS, CIRCUITS, MYBANK_BANKS, Method};
use crate::state::registry::Registry;
use crate::state::registry::fault::Fault;
use crate::state::registry::notice::{NoticeDetails, NoticeKey};
use crate::state::shared::Shared;

pub async fn show(State(carts): State<Shared<Carts>>, CartId(id): CartId) -> PageResult {
    let cart = signed_in_cart(&carts, id)?;
    let words = words(&cart);
    let kinds = [
        ("carta", words.card, words.card_hint),
        ("conto", words.account, words.account_hint),
        ("altri", words.others, "Satispay, PayPal, BANCOMAT Pay"),
    ];
    Ok(cart_page(&cart, words.choose_method).render(html! {
        @for (step, label, hint) in kinds {
            form method="get" action=(format!("/c/{id}/{step}")) {
                button.choice type="submit" aria-describedby=(format!("{step}-nota")) { (label) }
                p id=(format!("{step}-nota")) { small { (hint) } }
            }
        }
        (cancel_form(&cart))
    }))
}

pub async fn card(State(carts): State<Shared<Carts>>, CartId(id): CartId) -> PageResult {
    let cart = signed_in_cart(&carts, id)?;
    let words = words(&cart);
    Ok(cart_page(&cart, words.card).render(html! {
        p { (words.circuits) }
        ul.circuits { @for circuit in CIRCUITS { li { (circuit) } } }
        p { (words.no_card_data) }
        form method="post" action=(format!("/c/{id}/metodo")) {
            button.primary type="submit" name="metodo" value="carta" { (words.go_on) }
        }
        (back_link(&cart, "metodo"))
        (cancel_form(&cart))
    }))
}

pub async fn account(State(carts): State<Shared<Carts>>, CartId(id): CartId) -> PageResult {
    let cart = signed_in_cart(&carts, id)?;
    let words = words(&cart);
    Ok(cart_page(&cart, words.account).render(html! {
        p { (words.account_lead) }
        form method="post" action=(format!("/c/{id}/metodo")) {
            @for (code, name) in BANKS {
                button.choice type="submit" name="metodo" value=(format!("conto:{code}")) { (name) }
            }
        }
        form method="get" action=(format!("/c/{id}/mybank")) { button.choice type="submit" { "MyBank" } }
        (back_link(&cart, "metodo"))
        (cancel_form(&cart))
    }))
}

/// MyBank has two pages: a summary, then the list of banks.
pub async fn mybank(
    State(carts): State<Shared<Carts>>,
    State(registry): State<Shared<Registry>>,
    CartId(id): CartId,
) -> PageResult {
    let cart = signed_in_cart(&carts, id)?;
    let notices = match verify(&registry, &cart) {
        Ok(notices) => notices,
        Err((notice, fault)) => return Ok(fault_page(&cart, &notice, fault)),
    };
    let words = words(&cart);
    Ok(cart_page(&cart, words.mybank_summary).render(html! {
        p { (words.mybank_lead) }
        (notice_list(&cart, &notices))
        @if let Some(payer) = &cart.payer { p { (words.receipt_to) " " strong { (payer.email) } } }
        form method="get" action=(format!("/c/{id}/mybank/banca")) {
            button.primary type="submit" { (words.go_on) }
        }
        (back_link(&cart, "conto"))
        (cancel_form(&cart))
    }))
}

pub async fn mybank_bank(State(carts): State<Shared<Carts>>, CartId(id): CartId) -> PageResult {
    let cart = signed_in_cart(&carts, id)?;
    Ok(mybank_page(&cart, StatusCode::OK, None))
}

fn mybank_page(cart: &Cart, status: StatusCode, error: Option<&str>) -> Response {
    let (id, words) = (cart.id, words(cart));
    cart_page(cart, words.mybank_bank).status(status).render(html! {
        @if let Some(error) = error { (message(MessageKind::Error, error)) }
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
        (back_link(cart, "mybank"))
        (cancel_form(cart))
    })
}

pub async fn others(State(carts): State<Shared<Carts>>, CartId(id): CartId) -> PageResult {
    let cart = signed_in_cart(&carts, id)?;
    let words = words(&cart);
    let apps =
        [("satispay", Method::Satispay), ("paypal", Method::PayPal), ("bancomatpay", Method::BancomatPay)];
    Ok(cart_page(&cart, words.others).render(html! {
        form method="post" action=(format!("/c/{id}/metodo")) {
            @for (code, app) in apps {
                button.choice type="submit" name="metodo" value=(code) { (words.method_name(app)) }
            }
        }
        (back_link(&cart, "metodo"))
        (cancel_form(&cart))
    }))
}

#[derive(Deserialize)]
pub struct MethodForm {
    metodo: String,
}

/// The choice locks the notices: no other payer can pay them from now on.
pub async fn choose(
    State(carts): State<Shared<Carts>>,
    State(flow): State<PaymentFlow>,
    CartId(id): CartId,
    Form(form): Form<MethodForm>,
) -> PageResult {
    let cart = signed_in_cart(&carts, id)?;
    let Ok(method) = form.metodo.parse::<Method>() else {
        let error = Some(words(&cart).no_bank_chosen);
        return Ok(mybank_page(&cart, StatusCode::UNPROCESSABLE_ENTITY, error));
    };
    match flow.start(&cart, method) {
        Ok(()) => Ok(redirect_to_step(id, "riepilogo")),
        Err((notice, fault)) => Ok(fault_page(&cart, &notice, fault)),
    }
}

fn verify(registry: &Shared<Registry>, cart: &Cart) -> Result<Vec<NoticeDetails>, (NoticeKey, Fault)> {
    let registry = registry.lock();
    let verify =
        |key: NoticeKey| registry.verify(&key, Some(cart.lock_owner()), now()).map_err(|fault| (key, fault));
    cart.keys().into_iter().map(verify).collect()
}
