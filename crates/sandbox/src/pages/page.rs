//! The layout of every page: label (AMBIENTE DI PROVA), title, content.

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

    pub fn render(self, content: Markup) -> Response {
        let layout = Layout::new(self.language);
        let page = html! {
            (DOCTYPE)
            html lang=(self.language) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="format-detection" content="telephone=no";
                    meta name="robots" content="noindex";
                    title { (self.title) " – " (layout.label) }
                    link rel="stylesheet" href="/stile.css";
                    link rel="icon" href="data:,";
                }
                body {
                    a.skip href="#contenuto" { (layout.skip) }
                    header { p.banner { strong { (layout.label) } " " (layout.no_money) } }
                    main id="contenuto" {
                        h1 { (self.title) }
                        (content)
                    }
                    footer { p { (layout.label) " – " a href="/" { (layout.home_link) } } }
                }
            }
        };
        (self.status, Html(page.into_string())).into_response()
    }
}

/// The texts around the content. Every language keeps the Italian label, which Italian payers know.
struct Layout {
    label: &'static str,
    no_money: &'static str,
    skip: &'static str,
    home_link: &'static str,
}

impl Layout {
    fn new(language: Language) -> Self {
        language.pick(
            Self {
                label: "AMBIENTE DI PROVA",
                no_money: "Nessun denaro si muove.",
                skip: "Vai al contenuto",
                home_link: "che cos'è",
            },
            Self {
                label: "ENVIRONNEMENT D’ESSAI (AMBIENTE DI PROVA)",
                no_money: "Aucun paiement n’est réel.",
                skip: "Aller au contenu",
                home_link: "de quoi s’agit-il",
            },
            Self {
                label: "TEST ENVIRONMENT (AMBIENTE DI PROVA)",
                no_money: "No money moves.",
                skip: "Skip to the content",
                home_link: "what is this",
            },
        )
    }
}

/// Decides the colour of a message box, and whether a screen reader interrupts for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MessageKind {
    Error,
    Success,
    Waiting,
}

pub fn message(kind: MessageKind, text: &str) -> Markup {
    let (class, role) = match kind {
        MessageKind::Error => ("errore", "alert"),
        MessageKind::Success => ("bene", "status"),
        MessageKind::Waiting => ("attesa", "status"),
    };
    html! { p class=(format!("notice {class}")) role=(role) { (text) } }
}
