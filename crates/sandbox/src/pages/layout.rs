//! The frame of every page: what it is (AMBIENTE DI PROVA), its title, its contents.

use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use maud::{DOCTYPE, Markup, html};

use crate::language::Language;

pub struct Page<'a> {
    title: &'a str,
    status: StatusCode,
    language: Language,
}

impl<'a> Page<'a> {
    pub fn new(title: &'a str) -> Self {
        Self { title, status: StatusCode::OK, language: Language::default() }
    }

    pub fn status(self, status: StatusCode) -> Self {
        Self { status, ..self }
    }

    pub fn language(self, language: Language) -> Self {
        Self { language, ..self }
    }

    pub fn show(self, content: Markup) -> Response {
        let frame = Frame::of(self.language);
        let page = html! {
            (DOCTYPE)
            html lang=(self.language.tag()) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="format-detection" content="telephone=no";
                    meta name="robots" content="noindex";
                    title { (self.title) " – " (frame.label) }
                    link rel="stylesheet" href="/stile.css";
                    link rel="icon" href="data:,";
                }
                body {
                    a.skip href="#contenuto" { (frame.skip) }
                    header { p.banner { strong { (frame.label) } " " (frame.no_money) } }
                    main id="contenuto" {
                        h1 { (self.title) }
                        (content)
                    }
                    footer { p { (frame.label) " – " a href="/" { (frame.what) } } }
                }
            }
        };
        (self.status, Html(page.into_string())).into_response()
    }
}

/// What stands around every page. The label is also there as everybody in Italy knows it.
struct Frame {
    label: &'static str,
    no_money: &'static str,
    skip: &'static str,
    what: &'static str,
}

impl Frame {
    const fn new(
        label: &'static str,
        no_money: &'static str,
        skip: &'static str,
        what: &'static str,
    ) -> Self {
        Self { label, no_money, skip, what }
    }

    fn of(language: Language) -> Self {
        language.pick(
            Self::new("AMBIENTE DI PROVA", "Nessun denaro si muove.", "Vai al contenuto", "che cos'è"),
            Self::new(
                "ENVIRONNEMENT D’ESSAI (AMBIENTE DI PROVA)",
                "Aucun paiement n’est réel.",
                "Aller au contenu",
                "de quoi s’agit-il",
            ),
            Self::new(
                "TEST ENVIRONMENT (AMBIENTE DI PROVA)",
                "No money moves.",
                "Skip to the content",
                "what is this",
            ),
        )
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
