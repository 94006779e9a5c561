//! A text of the municipality's own.

use contract::{Language, Localised};
use leptos::prelude::*;

/// In the guardian's language, or marked as Italian where the municipality has not given it in theirs.
pub fn localised(language: Language, text: &Localised) -> AnyView {
    let (written, text) = text.of(language);
    let foreign = (written != language).then(|| written.tag());
    view! { <span lang=foreign>{text.to_owned()}</span> }.into_any()
}
