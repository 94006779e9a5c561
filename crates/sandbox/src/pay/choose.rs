//! "Come vuoi pagare?": the three kinds of payment and what each asks.

use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use serde::Deserialize;
use uuid::Uuid;

use super::method::{BANKS, CIRCUITS, MYBANK_BANKS, Method};
use super::summary::bill;
use super::{Answer, CartId, course, entered, fault_page, to, way_out};
use crate::checkout::cart::Cart;
use crate::pages::layout::{Page, notice};
use crate::registry::payment::{Fault, NoticeKey, Shown};
use crate::world::{SharedWorld, World, now};

pub async fn show(State(world): State<SharedWorld>, CartId(id): CartId) -> Answer {
    entered(&world, id)?;
    let ways = [
        ("carta", "Carta di credito o debito", "Se appartiene ai circuiti indicati"),
        ("conto", "Conto corrente", "Alcune banche subito, le altre con MyBank"),
        ("altri", "Altri metodi di pagamento", "Satispay, PayPal, BANCOMAT Pay"),
    ];
    Ok(Page::new("Come vuoi pagare?").show(html! {
        @for (step, label, hint) in ways {
            form method="get" action=(format!("/c/{id}/{step}")) {
                button.choice type="submit" aria-describedby=(format!("{step}-nota")) { (label) }
                p id=(format!("{step}-nota")) { small { (hint) } }
            }
        }
        (way_out(id))
    }))
}

pub async fn card(State(world): State<SharedWorld>, CartId(id): CartId) -> Answer {
    entered(&world, id)?;
    Ok(Page::new("Carta di credito o debito").show(html! {
        p { "Circuiti accettati:" }
        ul.circuits { @for circuit in CIRCUITS { li { (circuit) } } }
        p { "In questo ambiente non si scrivono dati di carte: si prosegue con una carta di prova." }
        form method="post" action=(format!("/c/{id}/metodo")) {
            button.primary type="submit" name="metodo" value="carta" { "Prosegui" }
        }
        (back(id, "metodo"))
        (way_out(id))
    }))
}

pub async fn account(State(world): State<SharedWorld>, CartId(id): CartId) -> Answer {
    entered(&world, id)?;
    Ok(Page::new("Conto corrente").show(html! {
        p { "Scegli la tua banca. La maggior parte delle banche si trova in MyBank." }
        form method="post" action=(format!("/c/{id}/metodo")) {
            @for (code, name) in BANKS {
                button.choice type="submit" name="metodo" value=(format!("conto:{code}")) { (name) }
            }
        }
        form method="get" action=(format!("/c/{id}/mybank")) { button.choice type="submit" { "MyBank" } }
        (back(id, "metodo"))
        (way_out(id))
    }))
}

/// First a page that sums up, then the list of banks.
pub async fn mybank(State(world): State<SharedWorld>, CartId(id): CartId) -> Answer {
    let cart = entered(&world, id)?;
    let shown = match verified(&world, &cart) {
        Ok(shown) => shown,
        Err((notice, fault)) => return Ok(fault_page(&cart, &notice, fault)),
    };
    Ok(Page::new("MyBank: riepilogo").show(html! {
        p { "Con MyBank paghi dal sito della tua banca. Controlla i dati, poi scegli la banca." }
        (bill(&shown))
        @if let Some(payer) = &cart.payer { p { "Ricevuta a " strong { (payer.email) } } }
        form method="get" action=(format!("/c/{id}/mybank/banca")) {
            button.primary type="submit" { "Prosegui" }
        }
        (back(id, "conto"))
        (way_out(id))
    }))
}

pub async fn mybank_bank(State(world): State<SharedWorld>, CartId(id): CartId) -> Answer {
    entered(&world, id)?;
    Ok(mybank_page(id, StatusCode::OK, None))
}

fn mybank_page(id: Uuid, status: StatusCode, error: Option<&str>) -> Response {
    Page::new("MyBank: scegli la banca").status(status).show(html! {
        @if let Some(error) = error { (notice("errore", error)) }
        form method="post" action=(format!("/c/{id}/metodo")) {
            p {
                label for="metodo" { "La tua banca" }
                select id="metodo" name="metodo" required {
                    option value="" { "Scegli dall'elenco" }
                    @for (code, name) in MYBANK_BANKS { option value=(format!("mybank:{code}")) { (name) } }
                }
            }
            button.primary type="submit" { "Prosegui" }
        }
        (back(id, "mybank"))
        (way_out(id))
    })
}

pub async fn others(State(world): State<SharedWorld>, CartId(id): CartId) -> Answer {
    entered(&world, id)?;
    let apps =
        [("satispay", Method::Satispay), ("paypal", Method::PayPal), ("bancomatpay", Method::BancomatPay)];
    Ok(Page::new("Altri metodi di pagamento").show(html! {
        form method="post" action=(format!("/c/{id}/metodo")) {
            @for (code, app) in apps {
                button.choice type="submit" name="metodo" value=(code) { (app) }
            }
        }
        (back(id, "metodo"))
        (way_out(id))
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
        let error = Some("Scegli la tua banca dall'elenco.");
        return Ok(mybank_page(id, StatusCode::UNPROCESSABLE_ENTITY, error));
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

fn back(id: Uuid, step: &str) -> Markup {
    html! { p { a href=(format!("/c/{id}/{step}")) { "Indietro" } } }
}
