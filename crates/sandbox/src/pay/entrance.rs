//! WISP's entrance: SPID or e-mail, opening on the hinted one with the way to the other.

use std::collections::HashMap;

use axum::Form;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;
use uuid::Uuid;

use super::{Answer, CartId, open, to, way_out};
use crate::checkout::cart::{Cart, Payer};
use crate::checkout::is_email;
use crate::pages::layout::{Page, notice};
use crate::world::{SharedWorld, World};

/// Identities of the demonstration provider: code, name, e-mail.
const IDENTITIES: [(&str, &str, &str); 2] = [
    ("maria", "Maria Prova", "maria.prova@esempio.example"),
    ("luca", "Luca Esempio", "luca.esempio@esempio.example"),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Door {
    Spid,
    Email,
    Both,
}

impl Door {
    fn hinted(world: &World, query: &HashMap<String, String>) -> Self {
        match query.get(&world.settings.hint_parameter).map(String::as_str) {
            Some("spid") => Self::Spid,
            Some("email") => Self::Email,
            _ => Self::Both,
        }
    }
}

pub async fn show(
    State(world): State<SharedWorld>,
    CartId(id): CartId,
    Query(query): Query<HashMap<String, String>>,
) -> Answer {
    let cart = open(&world, id)?;
    let error = query.contains_key("errore").then_some("SPID non è riuscito: riprova, oppure usa l'e-mail.");
    Ok(page(&world, &cart, Door::hinted(&world, &query), StatusCode::OK, error, None))
}

#[derive(Deserialize)]
pub struct EmailForm {
    email: String,
}

pub async fn with_email(
    State(world): State<SharedWorld>,
    CartId(id): CartId,
    Form(form): Form<EmailForm>,
) -> Answer {
    let cart = open(&world, id)?;
    let email = form.email.trim();
    if !is_email(email) {
        let error = Some("Scrivi un indirizzo e-mail completo, per esempio nome@esempio.it.");
        return Ok(page(&world, &cart, Door::Email, StatusCode::UNPROCESSABLE_ENTITY, error, Some(email)));
    }
    enter(&world, id, Payer { name: None, email: email.to_owned() });
    Ok(to(id, "metodo"))
}

pub async fn providers(State(world): State<SharedWorld>, CartId(id): CartId) -> Answer {
    open(&world, id)?;
    Ok(Page::new("Gestore di identità di prova").show(html! {
        p { "Qui il gestore SPID chiederebbe nome utente e password. In questo ambiente basta scegliere un'identità inventata." }
        form method="post" action=(format!("/c/{id}/spid")) {
            @for (code, name, _) in IDENTITIES {
                button.primary type="submit" name="identita" value=(code) { "Entra come " (name) }
            }
            button.test type="submit" name="identita" value="errore" { "Simula errore SPID" }
        }
        p { a href=(format!("/c/{id}")) { "Torna alla scelta" } }
    }))
}

#[derive(Deserialize)]
pub struct SpidForm {
    identita: String,
}

pub async fn with_spid(
    State(world): State<SharedWorld>,
    CartId(id): CartId,
    Form(form): Form<SpidForm>,
) -> Answer {
    let cart = open(&world, id)?;
    let Some((_, name, email)) = IDENTITIES.into_iter().find(|(code, ..)| *code == form.identita) else {
        let hint = &world.settings.hint_parameter;
        return Ok(Redirect::to(&format!("/c/{id}?{hint}=email&errore=spid")).into_response());
    };
    // The receipt goes where the creditor says, else to the identity's own address.
    let email = cart.email.unwrap_or_else(|| email.to_owned());
    enter(&world, id, Payer { name: Some(name.to_owned()), email });
    Ok(to(id, "metodo"))
}

fn enter(world: &World, id: Uuid, payer: Payer) {
    if let Some(cart) = world.carts().get_mut(id) {
        cart.payer = Some(payer);
    }
}

fn page(
    world: &World,
    cart: &Cart,
    door: Door,
    status: StatusCode,
    error: Option<&str>,
    typed: Option<&str>,
) -> Response {
    let (id, hint) = (cart.id, &world.settings.hint_parameter);
    let email = typed.or(cart.email.as_deref());
    let other = |value: &str, label: &str| {
        html! {
            p { a href=(format!("/c/{id}?{hint}={value}")) { (label) } }
        }
    };
    Page::new("Accedi per pagare").status(status).show(html! {
        p { small { "WISP, la pagina dei pagamenti pagoPA" } }
        @if let Some(error) = error { (notice("errore", error)) }
        p { "Stai pagando " @if cart.notices.len() == 1 { "un avviso" } @else { (cart.notices.len()) " avvisi" } ". La ricevuta arriva per e-mail." }
        @match door {
            Door::Spid => { (spid(id)) (other("email", "Usa l'e-mail invece di SPID")) }
            Door::Email => { (email_form(id, email)) (other("spid", "Usa SPID invece dell'e-mail")) }
            Door::Both => { (spid(id)) (email_form(id, email)) }
        }
        p { "Se un modo ti dà problemi, prova con l'altro." }
        (way_out(id))
    })
}

fn spid(id: Uuid) -> Markup {
    html! {
        section aria-labelledby="con-spid" {
            h2 id="con-spid" { "Con SPID" }
            form method="get" action=(format!("/c/{id}/spid")) {
                button.primary type="submit" { "Entra con SPID" }
            }
        }
    }
}

fn email_form(id: Uuid, email: Option<&str>) -> Markup {
    html! {
        section aria-labelledby="con-email" {
            h2 id="con-email" { "Con l'e-mail" }
            form method="post" action=(format!("/c/{id}/email")) {
                p {
                    label for="email" { "Indirizzo e-mail" }
                    input type="email" id="email" name="email" autocomplete="email" value=[email] required;
                }
                button.primary type="submit" { "Continua con l'e-mail" }
            }
        }
    }
}
