//! The mailbox as pages: the list, one mail with its headers, an attachment.

use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use maud::html;
use serde::Deserialize;

use crate::dates;
use crate::pages::not_found::not_found;
use crate::pages::page::Page;
use crate::state::mailbox::Mailbox;
use crate::state::shared::Shared;

/// Most mails on the page.
const LIST_MAX: usize = 200;

#[derive(Deserialize)]
pub struct ListQuery {
    a: Option<String>,
}

pub async fn list(State(mailbox): State<Shared<Mailbox>>, Query(query): Query<ListQuery>) -> Response {
    let to = query.a.filter(|to| !to.trim().is_empty());
    let mailbox = mailbox.lock();
    let content = html! {
        p { "Tutto ciò che viene spedito attraverso questo ambiente arriva qui, per chiunque sia. Niente ne esce." }
        form method="get" action="/posta" {
            p { label for="a" { "Solo i messaggi per" } input type="email" id="a" name="a" value=[to.as_deref()]; }
            button type="submit" { "Mostra" }
        }
        @let mails: Vec<_> = mailbox.newest(to.as_deref()).take(LIST_MAX).collect();
        @if mails.is_empty() {
            p { "Nessun messaggio." }
        } @else {
            ol.mails {
                @for mail in mails {
                    li {
                        a href=(format!("/posta/{}", mail.id)) { (subject(&mail.subject)) }
                        br;
                        small { "a " (mail.to.join(", ")) " – " (dates::format_day_and_time(mail.received_at)) }
                    }
                }
            }
        }
    };
    Page::new("Posta").render(content)
}

pub async fn message(State(mailbox): State<Shared<Mailbox>>, Path(id): Path<u64>) -> Response {
    let mailbox = mailbox.lock();
    let Some(mail) = mailbox.get(id) else {
        return not_found("Questo messaggio non c'è, o non c'è più.");
    };
    let content = html! {
        dl {
            dt { "Da" } dd { (mail.from) }
            dt { "A" } dd { (mail.to.join(", ")) }
            dt { "Ricevuto" } dd { (dates::format_day_and_time(mail.received_at)) }
        }
        pre { (mail.text) }
        @if !mail.attachments.is_empty() {
            h2 { "Allegati" }
            ul {
                @for (index, file) in mail.attachments.iter().enumerate() {
                    li { a href=(format!("/posta/{}/allegati/{index}", mail.id)) { (file.name) } " (" (file.size / 1000) " kB)" }
                }
            }
        }
        @if !mail.links.is_empty() {
            h2 { "Collegamenti nel messaggio" }
            ul { @for link in &mail.links { li { a href=(link) { (link) } } } }
        }
        details {
            summary { "Intestazioni" }
            dl { @for header in &mail.headers { dt { (header.name) } dd { (header.value) } } }
        }
        p { a href="/posta" { "Torna alla posta" } }
    };
    Page::new(subject(&mail.subject)).render(content)
}

pub async fn attachment(
    State(mailbox): State<Shared<Mailbox>>,
    Path((id, index)): Path<(u64, usize)>,
) -> Response {
    let mailbox = mailbox.lock();
    let Some(file) = mailbox.get(id).and_then(|mail| mail.attachments.get(index)) else {
        return not_found("Questo allegato non c'è, o non c'è più.");
    };
    ([(header::CONTENT_TYPE, file.content_type.clone())], file.content.to_vec()).into_response()
}

/// A mail without a subject still needs a link text.
fn subject(text: &str) -> &str {
    if text.is_empty() { "(senza oggetto)" } else { text }
}
