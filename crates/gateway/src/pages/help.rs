//! `/aiuto` without a session: questions and answers, and the office. With a session the app answers.

use axum::{http::StatusCode, response::Response};
use maud::{Markup, html};
use messages::guide::{self, Answer, Part};

use super::{layout::Page, office, visitor::Visitor};
use crate::http::App;

pub fn page(app: &App, visitor: &Visitor) -> Response {
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
        @if let Some(office) = office::section(&page) { (office) }
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
