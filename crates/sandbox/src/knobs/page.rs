//! The knobs as a form.

use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;

use crate::pages::page::{MessageKind, Page, message};
use crate::state::app::AppState;
use crate::state::knobs::Knobs;
use crate::state::moment::Moment;
use crate::state::platform_faults::{PlatformFault, PlatformFaults, UnknownAnswer, WrongAnswer};
use crate::state::shared::Shared;

/// A browser sends a ticked box as `on` and leaves an empty one out.
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
    #[serde(default)]
    payable_unknown_of: String,
    cart_seconds: String,
    refused_lock_seconds: u64,
    smtp_down: Option<String>,
    #[serde(default)]
    smtp_greylist_seconds: u64,
    #[serde(default)]
    smtp_refused: String,
    #[serde(default)]
    fault_create: String,
    #[serde(default)]
    fault_read: String,
    #[serde(default)]
    fault_cancel: String,
    #[serde(default)]
    fault_cart: String,
    #[serde(default)]
    fault_print: String,
    #[serde(default)]
    fault_list: String,
}

impl KnobsForm {
    /// A fault that keeps its answer keeps what only the JSON sets.
    fn faults(&self, old: &PlatformFaults) -> Result<PlatformFaults, UnknownAnswer> {
        let mut faults = PlatformFaults::default();
        for moment in Moment::ALL {
            let chosen = match moment {
                Moment::Create => &self.fault_create,
                Moment::Read => &self.fault_read,
                Moment::Cancel => &self.fault_cancel,
                Moment::Cart => &self.fault_cart,
                Moment::Print => &self.fault_print,
                Moment::List => &self.fault_list,
            };
            if chosen.is_empty() {
                continue;
            }
            let answer = chosen.parse()?;
            let fault = old.get(moment).filter(|fault| fault.answer == answer);
            faults.insert(moment, fault.unwrap_or_else(|| PlatformFault::new(answer)));
        }
        Ok(faults)
    }
}

#[derive(Deserialize)]
pub struct ResetForm {
    tutto: Option<String>,
}

pub async fn show(State(knobs): State<Shared<Knobs>>) -> Response {
    page(&knobs.lock(), None)
}

pub async fn set(State(knobs): State<Shared<Knobs>>, Form(form): Form<KnobsForm>) -> Response {
    let optional = |text: &str| match text.trim() {
        "" => Ok(None),
        digits => digits.parse().map(Some),
    };
    let (Ok(report_seconds), Ok(cart_seconds)) =
        (optional(&form.report_seconds), optional(&form.cart_seconds))
    else {
        return page(&knobs.lock(), Some("I secondi si scrivono in cifre."));
    };
    let old = knobs.lock().clone();
    let Ok(faults) = form.faults(&old.faults) else {
        return page(&old, Some("Una delle risposte sbagliate non esiste."));
    };
    let new = Knobs {
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
        payable_unknown_of: Some(form.payable_unknown_of).filter(|creditor| !creditor.is_empty()),
        cart_seconds,
        refused_lock_seconds: form.refused_lock_seconds,
        smtp_down: form.smtp_down.is_some(),
        smtp_greylist_seconds: form.smtp_greylist_seconds,
        smtp_refused: Some(form.smtp_refused).filter(|mailbox| !mailbox.is_empty()),
        faults,
        ..old
    };
    match new.validated() {
        Ok(new) => {
            *knobs.lock() = new;
            Redirect::to("/manopole").into_response()
        }
        Err(error) => page(&knobs.lock(), Some(&error.to_string())),
    }
}

pub async fn reset(State(state): State<AppState>, Form(form): Form<ResetForm>) -> Redirect {
    *state.knobs.lock() = Knobs::default();
    if form.tutto.is_some() {
        state.clear();
    }
    Redirect::to("/manopole")
}

fn page(knobs: &Knobs, error: Option<&str>) -> Response {
    let content = html! {
        @if let Some(error) = error { (message(MessageKind::Error, error)) }
        p { "Valgono per le due interfacce della piattaforma (posizioni debitorie e carrelli) e per ciò che segue un pagamento. Pagine, sportello e posta non ne risentono." }
        form method="post" action="/manopole" {
            fieldset {
                legend { "Le interfacce" }
                (number("slow_ms", "Ritardo di ogni risposta, in millesimi di secondo", knobs.slow_ms))
                (checkbox("down", "Fuori servizio: risponde 503 e non fa nulla", knobs.down))
                (checkbox("cut", "Taglia la connessione senza rispondere e non fa nulla", knobs.cut))
                (checkbox("error", "Errore interno: risponde 500 e non fa nulla", knobs.error))
                (number("error_rate", "Quante chiamate su cento sbagliano", u64::from(knobs.error_rate)))
                (checkbox("lose_answers", "Perde le risposte: esegue e poi taglia la connessione", knobs.lose_answers))
                (number("lose_rate", "Quante risposte su cento perde", u64::from(knobs.lose_rate)))
                (checkbox("duplicate", "Doppione: crea la posizione ma risponde 409", knobs.duplicate))
                (checkbox("reject_carts", "Rifiuta ogni carrello con 422", knobs.reject_carts))
                p {
                    label for="payable_unknown_of" { "Ente di cui si pagano nei carrelli anche gli avvisi ignoti (codice fiscale)" }
                    input type="text" inputmode="numeric" id="payable_unknown_of" name="payable_unknown_of" value=[&knobs.payable_unknown_of];
                }
                (optional_number("cart_seconds", "Durata dei nuovi carrelli, in secondi", knobs.cart_seconds))
            }
            fieldset {
                legend { "Dopo un pagamento" }
                (number("late_seconds", "Il pagamento si vede solo dopo questi secondi", knobs.late_seconds))
                (optional_number("report_seconds", "Rendicontato dopo questi secondi (vuoto: mai)", knobs.report_seconds))
                (number("refused_lock_seconds", "Dopo un rifiuto l’avviso resta bloccato per questi secondi", knobs.refused_lock_seconds))
                (checkbox("duplicate_receipts", "La ricevuta della piattaforma arriva due volte", knobs.duplicate_receipts))
            }
            fieldset {
                legend { "Risposte sbagliate" }
                (fault("fault_create", "Creare una posizione", knobs, Moment::Create))
                (fault("fault_read", "Leggere una posizione", knobs, Moment::Read))
                (fault("fault_cancel", "Annullare una posizione", knobs, Moment::Cancel))
                (fault("fault_list", "Leggere l’elenco", knobs, Moment::List))
                (fault("fault_cart", "Creare un carrello", knobs, Moment::Cart))
                (fault("fault_print", "Stampare un avviso", knobs, Moment::Print))
                p { small { "Quante volte, dopo quanto riprovare, se la richiesta ha effetto e che cosa mostra una posizione letta si decide solo in /manopole.json (faults, read_override)." } }
            }
            fieldset {
                legend { "La posta" }
                (checkbox("smtp_down", "Il server di posta non risponde", knobs.smtp_down))
                (number("smtp_greylist_seconds", "Una casella accetta solo questi secondi dopo il primo messaggio (451)", knobs.smtp_greylist_seconds))
                p {
                    label for="smtp_refused" { "Casella che non esiste (550)" }
                    input type="text" inputmode="email" id="smtp_refused" name="smtp_refused" value=[&knobs.smtp_refused];
                }
            }
            button.primary type="submit" { "Applica" }
        }
        h2 { "Da capo" }
        form method="post" action="/manopole/azzera" {
            (checkbox("tutto", "Dimentica anche posizioni, carrelli e posta", false))
            button type="submit" { "Azzera" }
        }
    };
    Page::new("Manopole").render(content)
}

fn checkbox(name: &str, label: &str, on: bool) -> Markup {
    html! { p.tick { input type="checkbox" id=(name) name=(name) checked[on]; label for=(name) { (label) } } }
}

fn number(name: &str, label: &str, value: u64) -> Markup {
    html! { p { label for=(name) { (label) } input type="number" id=(name) name=(name) min="0" value=(value) required; } }
}

fn optional_number(name: &str, label: &str, value: Option<u64>) -> Markup {
    html! { p { label for=(name) { (label) } input type="number" id=(name) name=(name) min="0" value=[value]; } }
}

fn fault(name: &str, label: &str, knobs: &Knobs, moment: Moment) -> Markup {
    let chosen = knobs.faults.get(moment).map(|fault| fault.answer);
    html! {
        p {
            label for=(name) { (label) }
            select id=(name) name=(name) {
                option value="" { "come si deve" }
                @for answer in WrongAnswer::ALL {
                    option value=(answer.name()) selected[chosen == Some(answer)] { (answer.name()) }
                }
            }
        }
    }
}
