//! The counter as pages: read a notice, check it as a clerk does, take the money.

use axum::Form;
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use serde::Deserialize;

use super::cashier::Cashier;
use super::channel::Channel;
use super::photo;
use super::postal_slip::{Slip, UnknownAccount};
use super::qr::{NoticeCode, parse_typed};
use crate::clock::now;
use crate::dates;
use crate::digits::in_groups_of_four;
use crate::language::Language;
use crate::pages::page::{MessageKind, Page, message};
use crate::state::registry::fault::Fault;
use crate::state::registry::notice::{NoticeDetails, NoticeKey};
use crate::state::registry::payment::Payment;

#[derive(Deserialize)]
pub struct CodeForm {
    qr: Option<String>,
    bollettino: Option<String>,
    avviso: Option<String>,
    ente: Option<String>,
    canale: Option<String>,
}

#[derive(Deserialize)]
pub struct CollectForm {
    avviso: String,
    ente: String,
    canale: String,
}

pub async fn show() -> Response {
    start_page(StatusCode::OK, None)
}

pub async fn read(State(cashier): State<Cashier>, Form(form): Form<CodeForm>) -> Response {
    if let Some(text) = &form.bollettino {
        return read_slip(&cashier, text);
    }
    let read = match (&form.qr, &form.avviso, &form.ente) {
        (Some(text), ..) => text.parse::<NoticeCode>().map(|code| code.notice),
        (None, Some(nav), Some(creditor)) => parse_typed(nav, creditor),
        _ => {
            return unreadable("Manca il codice QR, o il numero dell’avviso.");
        }
    };
    match read {
        Ok(key) => notice_page(&cashier, &key, channel(form.canale.as_deref())),
        Err(error) => unreadable(&error.to_string()),
    }
}

/// Only a post office reads a postal slip, so the form has no channel.
fn read_slip(cashier: &Cashier, text: &str) -> Response {
    match text.parse::<Slip>() {
        Ok(slip) => match cashier.notice_of(&slip) {
            Ok(key) => notice_page(cashier, &key, Channel::PostOffice),
            Err(error) => unreadable(&format!("{error} ({})", UnknownAccount::CODE)),
        },
        Err(error) => unreadable(&error.to_string()),
    }
}

pub async fn read_photo(State(cashier): State<Cashier>, mut form: Multipart) -> Response {
    let (mut bytes, mut chosen) = (None, None);
    loop {
        let field = match form.next_field().await {
            Ok(Some(field)) => field,
            Ok(None) => break,
            Err(error) => {
                return start_page(error.status(), Some("L’invio della fotografia non è riuscito."));
            }
        };
        match field.name().unwrap_or_default() {
            "foto" => bytes = field.bytes().await.ok(),
            "canale" => chosen = field.text().await.ok(),
            _ => {}
        }
    }
    let Some(bytes) = bytes.filter(|bytes| !bytes.is_empty()) else {
        return unreadable("Scegli o scatta una fotografia.");
    };
    let decoded = tokio::task::spawn_blocking(move || photo::decode(&bytes)).await;
    let text = match decoded {
        Ok(Ok(text)) => text,
        Ok(Err(error)) => return unreadable(&error.to_string()),
        Err(error) => {
            tracing::error!(%error, "decoding a photograph failed");
            return start_page(
                StatusCode::INTERNAL_SERVER_ERROR,
                Some("La lettura si è interrotta: riprova."),
            );
        }
    };
    match text.parse::<NoticeCode>() {
        Ok(code) => notice_page(&cashier, &code.notice, channel(chosen.as_deref())),
        Err(error) => unreadable(&error.to_string()),
    }
}

pub async fn collect(State(cashier): State<Cashier>, Form(form): Form<CollectForm>) -> Response {
    let key = match parse_typed(&form.avviso, &form.ente) {
        Ok(key) => key,
        Err(error) => return unreadable(&error.to_string()),
    };
    match cashier.collect(&key, channel(Some(&form.canale)), now()) {
        Ok((details, payment)) => paid_page(&details, &payment),
        Err(fault) => fault_page(&key, fault),
    }
}

/// An unknown or missing channel means a tobacconist.
fn channel(name: Option<&str>) -> Channel {
    name.and_then(|name| name.parse().ok()).unwrap_or_default()
}

fn unreadable(reason: &str) -> Response {
    start_page(StatusCode::UNPROCESSABLE_ENTITY, Some(reason))
}

fn start_page(status: StatusCode, error: Option<&str>) -> Response {
    Page::new("Sportello").status(status).render(html! {
        @if let Some(error) = error { (message(MessageKind::Error, error)) }
        p { "Da qui si paga un avviso come in tabaccheria, in banca, alla posta." }
        h2 { "Leggi il codice QR" }
        form method="post" action="/sportello" {
            p { label for="qr" { "Testo del codice QR" } textarea id="qr" name="qr" rows="3" required {} }
            (channel_select("canale-qr"))
            button.primary type="submit" { "Leggi codice" }
        }
        h2 { "Fotografa il codice QR" }
        form method="post" action="/sportello/foto" enctype="multipart/form-data" {
            p { label for="foto" { "Fotografia o immagine" } input type="file" id="foto" name="foto" accept="image/png,image/jpeg" required; }
            (channel_select("canale-foto"))
            button.primary type="submit" { "Leggi fotografia" }
        }
        h2 { "Leggi il bollettino, come alla posta" }
        form method="post" action="/sportello" {
            p { label for="bollettino" { "Testo del codice Data Matrix" } textarea id="bollettino" name="bollettino" rows="5" spellcheck="false" required {} }
            button.primary type="submit" { "Leggi bollettino" }
        }
        h2 { "Scrivi i numeri" }
        form method="post" action="/sportello" {
            p { label for="avviso" { "Codice avviso (18 cifre)" } input id="avviso" name="avviso" inputmode="numeric" autocomplete="off" required; }
            p { label for="ente" { "Codice fiscale dell’ente (11 cifre)" } input id="ente" name="ente" inputmode="numeric" autocomplete="off" required; }
            (channel_select("canale-numeri"))
            button.primary type="submit" { "Cerca avviso" }
        }
    })
}

fn channel_select(id: &str) -> Markup {
    html! {
        p {
            label for=(id) { "Dove" }
            select id=(id) name="canale" {
                @for channel in Channel::ALL { option value=(channel) { (channel.label()) } }
            }
        }
    }
}

fn notice_page(cashier: &Cashier, key: &NoticeKey, channel: Channel) -> Response {
    let details = match cashier.verify(key, now()) {
        Ok(details) => details,
        Err(fault) => return fault_page(key, fault),
    };
    Page::new("Avviso da pagare").render(html! {
        (notice_list(&details))
        p.sum { span { "Importo" } span { (details.amount) } }
        p.sum { span { "Commissione (" (channel.label()) ")" } span { (channel.fee()) } }
        p.sum.total { span { "Totale" } span { (details.amount + channel.fee()) } }
        form method="post" action="/sportello/incassa" {
            input type="hidden" name="avviso" value=(key.nav);
            input type="hidden" name="ente" value=(key.creditor);
            input type="hidden" name="canale" value=(channel);
            button.primary type="submit" { "Incassa" }
        }
        p { a href="/sportello" { "Un altro avviso" } }
    })
}

fn notice_list(details: &NoticeDetails) -> Markup {
    html! {
        dl {
            dt { "Ente creditore" } dd { (details.creditor_name) }
            dt { "Codice fiscale dell’ente" } dd { (details.creditor_code) }
            dt { "Codice avviso" } dd { (in_groups_of_four(&details.notice_number)) }
            dt { "Oggetto" } dd { (details.description) }
            dt { "Intestato a" } dd { (details.debtor_name) }
            dt { "Entro il" } dd { (dates::format_day(details.due)) }
        }
    }
}

fn paid_page(details: &NoticeDetails, payment: &Payment) -> Response {
    Page::new("Avviso pagato").render(html! {
        (message(MessageKind::Success, "Pagato: consegna la ricevuta."))
        (notice_list(details))
        p.sum.total { span { "Incassato" } span { (details.amount + payment.fee) } }
        dl {
            dt { "Data" } dd { (dates::format_day_and_time(payment.paid_at)) }
            dt { "Presso" } dd { (payment.psp().unwrap_or_default()) }
            dt { "Ricevuta" } dd { (payment.receipt_id().unwrap_or_default()) }
        }
        p { a href="/sportello" { "Un altro avviso" } }
    })
}

fn fault_page(key: &NoticeKey, fault: Fault) -> Response {
    let status = if fault == Fault::Unknown { StatusCode::NOT_FOUND } else { StatusCode::CONFLICT };
    Page::new("Avviso rifiutato").status(status).render(html! {
        (message(MessageKind::Error, fault.sentence(Language::It)))
        dl {
            dt { "Codice" } dd { code { (fault.code()) } }
            dt { "Codice avviso" } dd { (in_groups_of_four(&key.nav)) }
            dt { "Codice fiscale dell’ente" } dd { (key.creditor) }
        }
        p { a href="/sportello" { "Un altro avviso" } }
    })
}
