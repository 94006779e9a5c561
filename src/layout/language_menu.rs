//! The language menu.

use crate::{
    browser::focus::focus,
    components::{PageError, use_texts},
    reactive::context,
    state::ChosenLanguage,
};
use contract::Language;
use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};
use web_sys::HtmlSelectElement;

/// The `id` of the list.
const LANGUAGE: &str = "language";

/// A list of the three languages, each with its own name.
#[component]
pub fn LanguageMenu() -> impl IntoView {
    let chosen: ChosenLanguage = context();
    let page_error: PageError = context();
    let texts = use_texts();
    view! {
        // No visible label: screen readers would read it twice.
        <div>
            <select id=LANGUAGE class="language-menu" translate="no" aria-label=texts.shell.language on:change=move |event| {
                let list: HtmlSelectElement = event_target(&event);
                if let Some(language) = Language::from_tag(&list.value()) {
                    spawn_local(async move {
                        page_error.clear();
                        if chosen.choose(language).await {
                            // The page is mounted again, and the focus returns to the list.
                            TimeoutFuture::new(0).await;
                            focus(LANGUAGE);
                        } else {
                            list.set_value(texts.language.tag());
                            page_error.show(texts.shell.language_failed);
                        }
                    });
                }
            }>
                {Language::ALL
                    .map(|language| {
                        view! {
                            <option value=language.tag() lang=language.tag() selected=language == texts.language>
                                {messages::own_name(language)}
                            </option>
                        }
                    })}
            </select>
        </div>
    }
}
