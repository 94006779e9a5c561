//! A text that the municipality has written.

use contract::{Language, Localised};
use leptos::prelude::*;

/// The text in the guardian's language; else the Italian text, marked with its language.
pub fn localised(language: Language, text: &Localised) -> AnyView {
    let (written, text) = text.of(language);
    let foreign = (written != language).then(|| written.tag());
    view! { <span lang=foreign>{text.to_owned()}</span> }.into_any()
}
