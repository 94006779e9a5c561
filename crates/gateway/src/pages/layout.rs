//! The layout of every page: head, header and footer, with the same classes as in the app.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use contract::{Language, Localised, Municipality};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use messages::Texts;

use super::{
    colours,
    icon::{Shape, icon},
    office, paths,
    visitor::Visitor,
};
use crate::{http::GatewayState, inline};

/// Id of the skip link's target.
const CONTENT: &str = "content";

/// In this language, or marked with the language in which the municipality has configured it.
pub fn localised(language: Language, text: &Localised) -> Markup {
    let (written, text) = text.of(language);
    let foreign = (written != language).then(|| written.tag());
    html! { span lang=[foreign] { (text) } }
}

/// A page under construction.
pub struct Page<'a> {
    app: &'a GatewayState,
    visitor: &'a Visitor,
    pub texts: Texts,
    title: &'static str,
    /// A field was refused. The page's title then begins with the word for error.
    has_error: bool,
    /// Whether the script fetches the app's files while the guardian reads the mail.
    fetches_app: bool,
}

impl<'a> Page<'a> {
    pub fn new(app: &'a GatewayState, visitor: &'a Visitor, title: fn(Texts) -> &'static str) -> Self {
        let texts = messages::of(visitor.language);
        Self { app, visitor, texts, title: title(texts), has_error: false, fetches_app: false }
    }

    #[must_use]
    pub fn with_error(self, has_error: bool) -> Self {
        Self { has_error, ..self }
    }

    #[must_use]
    pub fn fetching_app(self) -> Self {
        Self { fetches_app: true, ..self }
    }

    pub fn municipality(&self) -> &'a Municipality {
        &self.app.service.municipality().municipality
    }

    /// In the guardian's language, or marked with the language in which the municipality has configured it.
    pub fn localised(&self, text: &Localised) -> Markup {
        localised(self.texts.language, text)
    }

    /// The response. It depends on the visitor, so it is not cached.
    ///
    /// With the referrer policy `no-referrer` browsers would send `Origin: null`, and the page's forms would be refused.
    pub fn answer(&self, status: StatusCode, content: &Markup) -> Response {
        let mut response = (status, self.whole(content).into_string()).into_response();
        let headers = response.headers_mut();
        for (name, value) in [
            (header::CONTENT_TYPE, "text/html; charset=utf-8"),
            (header::CACHE_CONTROL, "no-store"),
            (header::VARY, "Cookie, Accept-Language"),
            (header::REFERRER_POLICY, "same-origin"),
        ] {
            headers.insert(name, HeaderValue::from_static(value));
        }
        let files = &self.app.files;
        let colours = colours::style(self.municipality());
        let policy = inline::policy(&files.script, files.style.iter().chain(&colours));
        if let Ok(policy) = HeaderValue::try_from(policy) {
            headers.insert(header::CONTENT_SECURITY_POLICY, policy);
        }
        response
    }

    fn whole(&self, content: &Markup) -> Markup {
        let texts = self.texts;
        html! {
            (DOCTYPE)
            html lang=(texts.language.tag()) {
                (self.head())
                body {
                    div id="app" {
                        div class="skiplinks" {
                            a class="visually-hidden-focusable" href={ "#" (CONTENT) } { (texts.shell.skip_link) }
                        }
                        (self.header())
                        main class="container" id=(CONTENT) tabindex="-1" {
                            @if let Some(text) = &self.municipality().texts.announcement {
                                p class="strip announcement" { (self.localised(text)) }
                            }
                            (content)
                        }
                        (self.footer())
                    }
                }
            }
        }
    }

    fn head(&self) -> Markup {
        let texts = self.texts;
        let files = &self.app.files;
        let title = format!("{} – {}", self.title, texts.shell.app_name);
        let fetched = self.fetches_app.then(|| files.of_the_app(texts.language).join(" "));
        html! {
            head {
                meta charset="utf-8";
                title {
                    @if self.has_error { (texts.sign_in.error_title.of(&title)) } @else { (title) }
                }
                meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover";
                meta name="description" content=(texts.sign_in.lead);
                meta name="format-detection" content="telephone=no";
                meta name="color-scheme" content="light dark";
                @for (theme, colour) in colours::edge(self.municipality()) {
                    meta name="theme-color" content=(colour) media={ "(prefers-color-scheme: " (theme) ")" };
                }
                meta name="mobile-web-app-capable" content="yes";
                meta name="apple-mobile-web-app-capable" content="yes";
                meta name="apple-mobile-web-app-title" content=(self.app_name());
                // It decides what is shown, so it comes before the style sheet and runs before the first paint.
                // `Inline` contains no end tag.
                @if let Some(script) = &files.script { script data-fetch=[fetched] { (PreEscaped(script.text())) } }
                @if let Some(style) = &files.style { style { (PreEscaped(style.text())) } }
                @if let Some(colours) = colours::style(self.municipality()) { style { (PreEscaped(colours.text())) } }
                link rel="icon" href="/icon.svg" type="image/svg+xml";
                link rel="apple-touch-icon" href=(self.municipality().icon_url.as_deref().unwrap_or("/icon-180.png"));
            }
        }
    }

    /// The app's name on a home screen.
    fn app_name(&self) -> &'a str {
        let given = self.municipality().app_name.as_ref();
        given.map_or(self.texts.shell.app_name, |name| name.of(self.texts.language).1)
    }

    /// As the national guidelines require: the slim header has the authority above the municipality and the language
    /// form, the centre the municipality and the service.
    fn header(&self) -> Markup {
        let municipality = self.municipality();
        html! {
            header class="it-header-wrapper" {
                div class="it-header-slim-wrapper" {
                    div class="container" {
                        div class="it-header-slim-wrapper-content" {
                            @if let Some(parent) = &municipality.parent {
                                @if let Some(address) = &municipality.parent_url {
                                    a class="navbar-brand" rel="external" href=(address.of(self.texts.language).1) {
                                        (self.localised(parent))
                                    }
                                } @else {
                                    span class="navbar-brand" { (self.localised(parent)) }
                                }
                            }
                            div class="it-header-slim-right-zone" { (self.languages()) }
                        }
                    }
                }
                div class="it-header-center-wrapper" {
                    div class="container" {
                        div class="it-header-center-content-wrapper" {
                            div class="it-brand-wrapper" { a class="brand" href="/" { (self.brand()) } }
                        }
                    }
                }
                @if municipality.test_environment {
                    p class="test-strip" {
                        strong { (self.texts.shell.test_environment) }
                        ": "
                        (self.texts.shell.test_environment_more)
                    }
                }
            }
        }
    }

    /// The button is for browsers without scripts.
    fn languages(&self) -> Markup {
        let shell = &self.texts.shell;
        html! {
            form class="languages" method="post" action=(paths::LANGUAGE) {
                input type="hidden" name="back" value=(self.visitor.here);
                select id="language" name="language" aria-label=(shell.language) autocomplete="off" {
                    @for language in Language::ALL {
                        option value=(language.tag()) lang=(language.tag())
                            selected[language == self.texts.language] { (messages::own_name(language)) }
                    }
                }
                button type="submit" { (shell.language_change) }
            }
        }
    }

    /// The municipality's coat of arms and name, and the name of the service.
    fn brand(&self) -> Markup {
        let municipality = self.municipality();
        html! {
            @if let Some(address) = &municipality.logo_url {
                // Decorative: the name follows as text.
                img class="icon" src=(address) alt="" width="48" height="48";
            } @else {
                (icon(Shape::Bank))
            }
            span class="it-brand-text" {
                span class="it-brand-title" { (self.localised(&municipality.name)) }
                span class="it-brand-tagline" { (self.texts.shell.app_name) }
            }
        }
    }

    fn footer(&self) -> Markup {
        let texts = self.texts;
        let contacts = office::contacts(&self.municipality().office, self.texts);
        let links = self.texts.legal_links(self.municipality());
        html! {
            footer class="it-footer" {
                div class="it-footer-main" {
                    div class="container" {
                        div class="brand" { (self.brand()) }
                        div class="it-footer-columns" {
                            section {
                                h2 { (texts.help.title) }
                                p { a href=(paths::HELP) { (texts.help.lead) } }
                            }
                            @if let Some(contacts) = contacts {
                                section { h2 { (texts.shell.help) } (contacts) }
                            }
                            section {
                                h2 { "pagoPA" }
                                p { (texts.shell.pagopa) }
                            }
                        }
                    }
                }
                @if !links.is_empty() {
                    div class="it-footer-small-prints" {
                        ul class="container it-footer-small-prints-list" {
                            @for (address, name) in links { li { a rel="external" href=(address) { (name) } } }
                        }
                    }
                }
            }
        }
    }
}
