//! `/aiuto` without a session: questions and answers, and the office. With a session the app answers.

use axum::{http::StatusCode, response::Response};
use maud::{Markup, html};
use messages::guide::{self, Answer, Part};

use super::{layout::Page, office, visitor::Visitor};
use crate::http::GatewayState;

pub fn page(app: &GatewayState, visitor: &Visitor) -> Response {
    let page = Page::new(app, visitor, |texts| texts.help.title);
    let words = &page.texts.help;
    let content = html! {
        h1 tabindex="-1" { (words.title) }
        p class="lead" { (words.lead) }
        @for group in guide::of(page.texts.language).groups() {
            section class="it-card answers" {
                h2 { (group.title) }
                @for (name, answer) in group.answers { (question(name, answer)) }
            }
        }
        @if let Some(office) = office_section(&page) { (office) }
    };
    page.answer(StatusCode::OK, &content)
}

fn question(name: &str, answer: Answer) -> Markup {
    html! {
        details id=(name) {
            summary { (answer.question) }
            @for part in answer.parts() {
                @match part {
                    Part::Paragraph(text) => p { (text) },
                    Part::List(items) => ul { @for item in items { li { (item) } } },
                }
            }
        }
    }
}

/// The municipality's own help text, contacts, office hours and address.
fn office_section(page: &Page) -> Option<Markup> {
    let (municipality, words) = (page.municipality(), &page.texts.help);
    let (own, contacts) = (&municipality.texts.help, office::contacts(&municipality.office, page.texts));
    (own.is_some() || contacts.is_some()).then(|| {
        html! {
            section class="it-card" id="ufficio" {
                h2 { (words.office) }
                @if let Some(own) = own { p { (page.localised(own)) } }
                p { (words.office_lead) }
                @if let Some(contacts) = contacts { (contacts) }
                @if let Some(hours) = &municipality.office.hours {
                    p { (words.office_hours) " " (page.localised(hours)) }
                }
                @if let Some(address) = &municipality.office.address { p { (address) } }
            }
        }
    })
}
