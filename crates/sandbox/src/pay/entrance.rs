//! WISP's entrance: SPID or e-mail, opening on the hinted one with the way to the other.

use std::collections::HashMap;

use axum::Form;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;
use uuid::Uuid;

use super::words::Words;
use super::{Answer, CartId, open, page, to, way_out, words};
use crate::checkout::cart::{Cart, Payer};
use crate::checkout::is_email;
use crate::language::Language;
use crate::pages::layout::notice;
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
    let mut cart = open(&world, id)?;
    if let Some(language) =
        query.get(&world.settings.language_parameter).and_then(|tag| Language::of_tag(tag))
    {
        cart.language = language;
        speak(&world, id, language);
    }
    let error = query.contains_key("errore").then_some(words(&cart).spid_failed);
    Ok(doors(&world, &cart, Door::hinted(&world, &query), StatusCode::OK, error, None))
}

/// From here on every page of the cart is in this language.
fn speak(world: &World, id: Uuid, language: Language) {
    if let Some(cart) = world.carts().get_mut(id) {
        cart.language = language;
    }
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
        let error = Some(words(&cart).wrong_email);
        return Ok(doors(&world, &cart, Door::Email, StatusCode::UNPROCESSABLE_ENTITY, error, Some(email)));
    }
    enter(&world, id, Payer { name: None, email: email.to_owned() });
    Ok(to(id, "metodo"))
}

pub async fn providers(State(world): State<SharedWorld>, CartId(id): CartId) -> Answer {
    let cart = open(&world, id)?;
    let words = words(&cart);
    Ok(page(&cart, words.providers).show(html! {
        p { (words.providers_lead) }
        form method="post" action=(format!("/c/{id}/spid")) {
            @for (code, name, _) in IDENTITIES {
                button.primary type="submit" name="identita" value=(code) { ((words.enter_as)(name)) }
            }
            button.test type="submit" name="identita" value="errore" { (words.simulate_spid_error) }
        }
        p { a href=(format!("/c/{id}")) { (words.back_to_choice) } }
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

fn doors(
    world: &World,
    cart: &Cart,
    door: Door,
    status: StatusCode,
    error: Option<&str>,
    typed: Option<&str>,
) -> Response {
    let (id, hint, words) = (cart.id, &world.settings.hint_parameter, words(cart));
    let email = typed.or(cart.email.as_deref());
    let other = |value: &str, label: &str| {
        html! {
            p { a href=(format!("/c/{id}?{hint}={value}")) { (label) } }
        }
    };
    page(cart, words.entrance).status(status).show(html! {
        p { small { (words.wisp) } }
        @if let Some(error) = error { (notice("errore", error)) }
        p { ((words.paying)(cart.notices.len())) }
        @match door {
            Door::Spid => { (spid(id, words)) (other("email", words.email_instead)) }
            Door::Email => { (email_form(id, email, words)) (other("spid", words.spid_instead)) }
            Door::Both => { (spid(id, words)) (email_form(id, email, words)) }
        }
        p { (words.other_way) }
        (way_out(cart))
    })
}

fn spid(id: Uuid, words: &Words) -> Markup {
    html! {
        section aria-labelledby="con-spid" {
            h2 id="con-spid" { (words.with_spid) }
            form method="get" action=(format!("/c/{id}/spid")) {
                button.primary type="submit" { (words.enter_with_spid) }
            }
        }
    }
}

fn email_form(id: Uuid, email: Option<&str>, words: &Words) -> Markup {
    html! {
        section aria-labelledby="con-email" {
            h2 id="con-email" { (words.with_email) }
            form method="post" action=(format!("/c/{id}/email")) {
                p {
                    label for="email" { (words.email_address) }
                    input type="email" id="email" name="email" autocomplete="email" value=[email] required;
                }
                button.primary type="submit" { (words.go_on_with_email) }
            }
        }
    }
}
