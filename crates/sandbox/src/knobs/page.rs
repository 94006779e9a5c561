//! The knobs as a form.

use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;

use super::Knobs;
use crate::pages::layout::{Page, notice};
use crate::world::SharedWorld;

/// A ticked box arrives as `on`, an empty one not at all.
#[derive(Deserialize)]
pub struct KnobsForm {
    slow_ms: u64,
    down: Option<String>,
    cut: Option<String>,
    error: Option<String>,
    error_rate: u8,
    lose_answers: Option<String>,
    lose_rate: u8,
    duplicate: Option<String>,
    duplicate_receipts: Option<String>,
    late_seconds: u64,
    report_seconds: String,
    reject_carts: Option<String>,
    cart_seconds: String,
    refused_lock_seconds: u64,
    smtp_down: Option<String>,
}

#[derive(Deserialize)]
pub struct ResetForm {
    tutto: Option<String>,
}

pub async fn show(State(world): State<SharedWorld>) -> Response {
    page(&world.knobs(), None)
}

pub async fn set(State(world): State<SharedWorld>, Form(form): Form<KnobsForm>) -> Response {
    let optional = |text: &str| if text.trim().is_empty() { Ok(None) } else { text.trim().parse().map(Some) };
    let (Ok(report_seconds), Ok(cart_seconds)) =
        (optional(&form.report_seconds), optional(&form.cart_seconds))
    else {
        return page(&world.knobs(), Some("I secondi si scrivono in cifre."));
    };
    let knobs = Knobs {
        slow_ms: form.slow_ms,
        down: form.down.is_some(),
        cut: form.cut.is_some(),
        error: form.error.is_some(),
        error_rate: form.error_rate,
        lose_answers: form.lose_answers.is_some(),
        lose_rate: form.lose_rate,
        duplicate: form.duplicate.is_some(),
        duplicate_receipts: form.duplicate_receipts.is_some(),
        late_seconds: form.late_seconds,
        report_seconds,
        reject_carts: form.reject_carts.is_some(),
        cart_seconds,
        refused_lock_seconds: form.refused_lock_seconds,
        smtp_down: form.smtp_down.is_some(),
    };
    match knobs.checked() {
        Ok(knobs) => {
            world.set_knobs(knobs);
            Redirect::to("/manopole").into_response()
        }
        Err(error) => page(&world.knobs(), Some(&error.to_string())),
    }
}

pub async fn reset(State(world): State<SharedWorld>, Form(form): Form<ResetForm>) -> Redirect {
    world.set_knobs(Knobs::default());
    if form.tutto.is_some() {
        world.forget_everything();
    }
    Redirect::to("/manopole")
}

fn page(knobs: &Knobs, error: Option<&str>) -> Response {
    let content = html! {
        @if let Some(error) = error { (notice("errore", error)) }
        p { "Valgono per le due interfacce della piattaforma (posizioni debitorie e carrelli) e per ciò che segue un pagamento. Pagine, sportello e posta non ne risentono." }
        form method="post" action="/manopole" {
            fieldset {
                legend { "Le interfacce" }
                (number("slow_ms", "Ritardo di ogni risposta, in millesimi di secondo", knobs.slow_ms))
                (tick("down", "Fuori servizio: risponde 503 e non fa nulla", knobs.down))
                (tick("cut", "Taglia la connessione senza rispondere e non fa nulla", knobs.cut))
                (tick("error", "Errore interno: risponde 500 e non fa nulla", knobs.error))
                (number("error_rate", "Quante chiamate su cento sbagliano", u64::from(knobs.error_rate)))
                (tick("lose_answers", "Perde le risposte: esegue e poi taglia la connessione", knobs.lose_answers))
                (number("lose_rate", "Quante risposte su cento perde", u64::from(knobs.lose_rate)))
                (tick("duplicate", "Doppione: crea la posizione ma risponde 409", knobs.duplicate))
                (tick("reject_carts", "Rifiuta ogni carrello con 422", knobs.reject_carts))
                (optional("cart_seconds", "Durata dei nuovi carrelli, in secondi", knobs.cart_seconds))
            }
            fieldset {
                legend { "Dopo un pagamento" }
                (number("late_seconds", "Il pagamento si vede solo dopo questi secondi", knobs.late_seconds))
                (optional("report_seconds", "Rendicontato dopo questi secondi (vuoto: mai)", knobs.report_seconds))
                (number("refused_lock_seconds", "Dopo un rifiuto l’avviso resta bloccato per questi secondi", knobs.refused_lock_seconds))
                (tick("duplicate_receipts", "La ricevuta della piattaforma arriva due volte", knobs.duplicate_receipts))
            }
            fieldset {
                legend { "La posta" }
                (tick("smtp_down", "Il server di posta non risponde", knobs.smtp_down))
            }
            button.primary type="submit" { "Applica" }
        }
        h2 { "Da capo" }
        form method="post" action="/manopole/azzera" {
            (tick("tutto", "Dimentica anche posizioni, carrelli e posta", false))
            button type="submit" { "Azzera" }
        }
    };
    Page::new("Manopole").show(content)
}

fn tick(name: &str, label: &str, on: bool) -> Markup {
    html! { p.tick { input type="checkbox" id=(name) name=(name) checked[on]; label for=(name) { (label) } } }
}

fn number(name: &str, label: &str, value: u64) -> Markup {
    html! { p { label for=(name) { (label) } input type="number" id=(name) name=(name) min="0" value=(value) required; } }
}

fn optional(name: &str, label: &str, value: Option<u64>) -> Markup {
    html! { p { label for=(name) { (label) } input type="number" id=(name) name=(name) min="0" value=[value]; } }
}
