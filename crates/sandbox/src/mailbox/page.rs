//! The mailbox as pages: the list, and one message with its headers.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use maud::html;
use serde::Deserialize;

use crate::clock;
use crate::pages::home;
use crate::pages::layout::Page;
use crate::world::SharedWorld;

/// Most messages that the page lists.
const LIST_MAX: usize = 200;

#[derive(Deserialize)]
pub struct Wanted {
    a: Option<String>,
}

pub async fn list(State(world): State<SharedWorld>, Query(wanted): Query<Wanted>) -> Response {
    let to = wanted.a.filter(|to| !to.trim().is_empty());
    let mailbox = world.mailbox();
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
                        small { "a " (mail.to.join(", ")) " – " (clock::day_and_hour(mail.received_at)) }
                    }
                }
            }
        }
    };
    Page::new("Posta").show(content)
}

pub async fn message(State(world): State<SharedWorld>, Path(id): Path<u64>) -> Response {
    let mailbox = world.mailbox();
    let Some(mail) = mailbox.get(id) else {
        return home::missing("Questo messaggio non c'è, o non c'è più.");
    };
    let content = html! {
        dl {
            dt { "Da" } dd { (mail.from) }
            dt { "A" } dd { (mail.to.join(", ")) }
            dt { "Ricevuto" } dd { (clock::day_and_hour(mail.received_at)) }
        }
        pre.letter { (mail.text) }
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
    Page::new(subject(&mail.subject)).show(content)
}

fn subject(text: &str) -> &str {
    if text.is_empty() { "(senza oggetto)" } else { text }
}
