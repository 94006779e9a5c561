//! The counter as pages: read the notice, see what the clerk sees, collect.

use axum::Form;
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use serde::Deserialize;

use super::channel::Channel;
use super::data_matrix::{self, UnknownAccount};
use super::{collect as take, of_slip, photo as picture, qr};
use crate::clock;
use crate::language::Language;
use crate::pages::layout::{Page, grouped, notice};
use crate::registry::payment::{Fault, NoticeKey, Payment, Shown};
use crate::world::{SharedWorld, World, now};

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
    entrance(StatusCode::OK, None)
}

pub async fn read(State(world): State<SharedWorld>, Form(form): Form<CodeForm>) -> Response {
    if let Some(text) = &form.bollettino {
        return slip(&world, text);
    }
    let read = match (&form.qr, &form.avviso, &form.ente) {
        (Some(text), ..) => qr::parse(text).map(|read| read.notice),
        (None, Some(nav), Some(creditor)) => qr::typed(nav, creditor),
        _ => {
            return entrance(
                StatusCode::UNPROCESSABLE_ENTITY,
                Some("Manca il codice QR, o il numero dell’avviso."),
            );
        }
    };
    match read {
        Ok(key) => verified(&world, &key, channel(form.canale.as_deref())),
        Err(error) => entrance(StatusCode::UNPROCESSABLE_ENTITY, Some(&error.to_string())),
    }
}

/// The post office's own code: there it is read, and nowhere else.
fn slip(world: &World, text: &str) -> Response {
    let unread = |reason: &str| entrance(StatusCode::UNPROCESSABLE_ENTITY, Some(reason));
    match data_matrix::parse(text) {
        Ok(slip) => match of_slip(world, &slip) {
            Ok(key) => verified(world, &key, Channel::PostOffice),
            Err(error) => unread(&format!("{error} ({})", UnknownAccount::CODE)),
        },
        Err(error) => unread(&error.to_string()),
    }
}

pub async fn photo(State(world): State<SharedWorld>, mut form: Multipart) -> Response {
    let (mut bytes, mut wanted) = (None, None);
    loop {
        let field = match form.next_field().await {
            Ok(Some(field)) => field,
            Ok(None) => break,
            Err(error) => return entrance(error.status(), Some("L’invio della fotografia non è riuscito.")),
        };
        match field.name().unwrap_or_default() {
            "foto" => bytes = field.bytes().await.ok(),
            "canale" => wanted = field.text().await.ok(),
            _ => {}
        }
    }
    let Some(bytes) = bytes.filter(|bytes| !bytes.is_empty()) else {
        return entrance(StatusCode::UNPROCESSABLE_ENTITY, Some("Scegli o scatta una fotografia."));
    };
    let decoded = tokio::task::spawn_blocking(move || picture::decode(&bytes)).await;
    let text = match decoded {
        Ok(Ok(text)) => text,
        Ok(Err(error)) => return entrance(StatusCode::UNPROCESSABLE_ENTITY, Some(&error.to_string())),
        Err(error) => {
            tracing::error!(%error, "reading a photograph broke down");
            return entrance(StatusCode::INTERNAL_SERVER_ERROR, Some("La lettura si è interrotta: riprova."));
        }
    };
    match qr::parse(&text) {
        Ok(read) => verified(&world, &read.notice, channel(wanted.as_deref())),
        Err(error) => entrance(StatusCode::UNPROCESSABLE_ENTITY, Some(&error.to_string())),
    }
}

pub async fn collect(State(world): State<SharedWorld>, Form(form): Form<CollectForm>) -> Response {
    let key = match qr::typed(&form.avviso, &form.ente) {
        Ok(key) => key,
        Err(error) => return entrance(StatusCode::UNPROCESSABLE_ENTITY, Some(&error.to_string())),
    };
    match take(&world, &key, channel(Some(&form.canale)), now()) {
        Ok((shown, payment)) => paid(&shown, &payment),
        Err(fault) => refused(&key, fault),
    }
}

/// An unknown or missing channel is the tobacconist's.
fn channel(name: Option<&str>) -> Channel {
    name.and_then(|name| name.parse().ok()).unwrap_or_default()
}

fn entrance(status: StatusCode, error: Option<&str>) -> Response {
    Page::new("Sportello").status(status).show(html! {
        @if let Some(error) = error { (notice("errore", error)) }
        p { "Da qui si paga un avviso come in tabaccheria, in banca, alla posta." }
        h2 { "Leggi il codice QR" }
        form method="post" action="/sportello" {
            p { label for="qr" { "Testo del codice QR" } textarea id="qr" name="qr" rows="3" required {} }
            (channels("canale-qr"))
            button.primary type="submit" { "Leggi codice" }
        }
        h2 { "Fotografa il codice QR" }
        form method="post" action="/sportello/foto" enctype="multipart/form-data" {
            p { label for="foto" { "Fotografia o immagine" } input type="file" id="foto" name="foto" accept="image/png,image/jpeg" required; }
            (channels("canale-foto"))
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
            (channels("canale-numeri"))
            button.primary type="submit" { "Cerca avviso" }
        }
    })
}

fn channels(id: &str) -> Markup {
    html! {
        p {
            label for=(id) { "Dove" }
            select id=(id) name="canale" {
                @for channel in Channel::ALL { option value=(channel.name()) { (channel.label()) } }
            }
        }
    }
}

fn verified(world: &World, key: &NoticeKey, channel: Channel) -> Response {
    let shown = match world.registry().verify(key, None, now()) {
        Ok(shown) => shown,
        Err(fault) => return refused(key, fault),
    };
    Page::new("Avviso da pagare").show(html! {
        (particulars(&shown))
        p.sum { span { "Importo" } span { (shown.amount) } }
        p.sum { span { "Commissione (" (channel.label()) ")" } span { (channel.fee()) } }
        p.sum.total { span { "Totale" } span { (shown.amount + channel.fee()) } }
        form method="post" action="/sportello/incassa" {
            input type="hidden" name="avviso" value=(key.nav);
            input type="hidden" name="ente" value=(key.creditor);
            input type="hidden" name="canale" value=(channel.name());
            button.primary type="submit" { "Incassa" }
        }
        p { a href="/sportello" { "Un altro avviso" } }
    })
}

fn particulars(shown: &Shown) -> Markup {
    html! {
        dl {
            dt { "Ente creditore" } dd { (shown.creditor_name) }
            dt { "Codice fiscale dell’ente" } dd { (shown.creditor_code) }
            dt { "Codice avviso" } dd { (grouped(&shown.notice_number)) }
            dt { "Oggetto" } dd { (shown.description) }
            dt { "Intestato a" } dd { (shown.debtor_name) }
            dt { "Entro il" } dd { (clock::day(shown.due)) }
        }
    }
}

fn paid(shown: &Shown, payment: &Payment) -> Response {
    Page::new("Avviso pagato").show(html! {
        (notice("bene", "Pagato: consegna la ricevuta."))
        (particulars(shown))
        p.sum.total { span { "Incassato" } span { (shown.amount + payment.fee) } }
        dl {
            dt { "Data" } dd { (clock::day_and_hour(payment.at)) }
            dt { "Presso" } dd { (payment.psp) }
            dt { "Ricevuta" } dd { (payment.receipt) }
        }
        p { a href="/sportello" { "Un altro avviso" } }
    })
}

fn refused(key: &NoticeKey, fault: Fault) -> Response {
    let status = if fault == Fault::Unknown { StatusCode::NOT_FOUND } else { StatusCode::CONFLICT };
    Page::new("Avviso rifiutato").status(status).show(html! {
        (notice("errore", fault.sentence(Language::It)))
        dl {
            dt { "Codice" } dd { code { (fault.code()) } }
            dt { "Codice avviso" } dd { (grouped(&key.nav)) }
            dt { "Codice fiscale dell’ente" } dd { (key.creditor) }
        }
        p { a href="/sportello" { "Un altro avviso" } }
    })
}
