//! The frame of every page: what it is (AMBIENTE DI PROVA), its title, its contents.

use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use maud::{DOCTYPE, Markup, html};

pub struct Page<'a> {
    title: &'a str,
    status: StatusCode,
}

impl<'a> Page<'a> {
    pub fn new(title: &'a str) -> Self {
        Self { title, status: StatusCode::OK }
    }

    pub fn status(self, status: StatusCode) -> Self {
        Self { status, ..self }
    }

    pub fn show(self, content: Markup) -> Response {
        let page = html! {
            (DOCTYPE)
            html lang="it" {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="format-detection" content="telephone=no";
                    meta name="robots" content="noindex";
                    title { (self.title) " – AMBIENTE DI PROVA" }
                    link rel="stylesheet" href="/stile.css";
                    link rel="icon" href="data:,";
                }
                body {
                    a.skip href="#contenuto" { "Vai al contenuto" }
                    header { p.banner { strong { "AMBIENTE DI PROVA" } " Nessun denaro si muove." } }
                    main id="contenuto" {
                        h1 { (self.title) }
                        (content)
                    }
                    footer { p { "AMBIENTE DI PROVA – " a href="/" { "che cos'è" } } }
                }
            }
        };
        (self.status, Html(page.into_string())).into_response()
    }
}

/// A boxed message: `errore`, `bene` or `attesa`.
pub fn notice(kind: &str, text: &str) -> Markup {
    let role = if kind == "errore" { "alert" } else { "status" };
    html! { p class=(format!("notice {kind}")) role=(role) { (text) } }
}

/// A notice number in groups of four, as it is printed.
pub fn grouped(digits: &str) -> String {
    let mut text = String::with_capacity(digits.len() + digits.len() / 4);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && index % 4 == 0 {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}
