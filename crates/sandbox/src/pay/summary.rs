//! The summary before paying, and the choice of how it ends: that part is the sandbox's own.

use axum::Form;
use axum::extract::State;
use maud::{Markup, html};
use serde::Deserialize;

use super::course::{self, Then, WAIT_MAX, Wish};
use super::{Answer, CartId, entered, open, to, way_out};
use crate::clock;
use crate::euro::Cents;
use crate::pages::layout::{Page, grouped, notice};
use crate::registry::payment::Shown;
use crate::world::SharedWorld;

/// What the form proposes for a payment in progress, in seconds.
const WAIT_PROPOSED: u64 = 10;

pub async fn show(State(world): State<SharedWorld>, CartId(id): CartId) -> Answer {
    let cart = entered(&world, id)?;
    let (Some(chosen), Some(payer)) = (&cart.chosen, &cart.payer) else { return Ok(to(id, "metodo")) };
    let proposed: Cents = cart.notices.iter().map(|notice| notice.amount).sum();
    let action = format!("/c/{id}/riepilogo");
    Ok(Page::new("Riepilogo").show(html! {
        (bill(&chosen.shown))
        @if proposed != chosen.amount() {
            (notice("attesa", "L'ente ha aggiornato l'importo: vale quello indicato qui."))
        }
        p.sum { span { "Commissione" } span { (chosen.method.fee()) } }
        p.sum.total { span { "Totale" } span { (chosen.total()) } }
        dl {
            dt { "Paghi con" } dd { (chosen.method) }
            dt { "Gestore del pagamento" } dd { (chosen.method.psp()) }
            dt { "Ricevuta a" } dd { (payer.email) }
            @if let Some(name) = &payer.name { dt { "Accesso con SPID" } dd { (name) } }
            @if let Some(name) = &cart.id_cart { dt { "Riferimento dell'ente" } dd { (name) } }
        }
        form method="post" action=(action) {
            button.primary type="submit" name="esito" value="paga" { "Paga" }
        }
        p { a href=(format!("/c/{id}/metodo")) { "Cambia metodo" } }
        (way_out(id))
        (test_controls(&action, cart.notices.len()))
    }))
}

fn test_controls(action: &str, notices: usize) -> Markup {
    html! {
        fieldset.test {
            legend { "Comandi dell'ambiente di prova" }
            p { "Sul vero sito questi pulsanti non ci sono: qui decidono come va a finire." }
            form method="post" action=(action) {
                button.test type="submit" name="esito" value="rifiuta" { "Simula rifiuto" }
                @if notices > 1 {
                    button.test type="submit" name="esito" value="parziale" { "Simula pagamento parziale" }
                }
            }
            form method="post" action=(action) {
                p {
                    label for="poi" { "Si risolverà come" }
                    select id="poi" name="poi" {
                        option value="pagato" { "pagato" }
                        option value="rifiutato" { "rifiutato" }
                    }
                }
                p {
                    label for="secondi" { "dopo secondi" }
                    input type="number" id="secondi" name="secondi" min="0" max=(WAIT_MAX) value=(WAIT_PROPOSED) required;
                }
                button.test type="submit" name="esito" value="in_corso" { "Simula in corso" }
            }
        }
    }
}

/// The notices: creditor, subject, number, due date, amount.
pub fn bill(shown: &[Shown]) -> Markup {
    html! {
        ul.bill {
            @for notice in shown {
                li {
                    strong { (notice.creditor_name) }
                    @if let Some(office) = &notice.office { ", " (office) }
                    br;
                    (notice.description)
                    br;
                    small { "Avviso " (grouped(&notice.notice_number)) " – entro il " (clock::day(notice.due)) }
                    p.sum { span { "Importo" } span { (notice.amount) } }
                }
            }
        }
    }
}

#[derive(Deserialize)]
pub struct OutcomeForm {
    esito: String,
    poi: Option<String>,
    secondi: Option<u64>,
}

impl OutcomeForm {
    fn wish(&self) -> Option<Wish> {
        match self.esito.as_str() {
            "paga" => Some(Wish::Pay),
            "rifiuta" => Some(Wish::Refuse),
            "parziale" => Some(Wish::PayFirstOnly),
            "in_corso" => {
                let then = if self.poi.as_deref() == Some("rifiutato") { Then::Refused } else { Then::Paid };
                Some(Wish::Wait { seconds: self.secondi.unwrap_or(WAIT_PROPOSED), then })
            }
            _ => None,
        }
    }
}

pub async fn pay(
    State(world): State<SharedWorld>,
    CartId(id): CartId,
    Form(form): Form<OutcomeForm>,
) -> Answer {
    let cart = entered(&world, id)?;
    let (Some(wish), Some(_)) = (form.wish(), &cart.chosen) else { return Ok(to(id, "metodo")) };
    // A second press finds the cart ended: the outcome page says how.
    let _first = course::settle(&world, id, wish);
    Ok(to(id, "esito"))
}

pub async fn cancel(State(world): State<SharedWorld>, CartId(id): CartId) -> Answer {
    open(&world, id)?;
    let _first = course::settle(&world, id, Wish::Cancel);
    Ok(to(id, "esito"))
}
