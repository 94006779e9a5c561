//! A text of the municipality's own.

use crate::{
    components::use_texts,
    dom::{Dom, view},
};
use leptos::prelude::*;

/// In the guardian's language, or marked as Italian where the municipality has not given it in theirs.
#[component]
pub fn Localised(text: contract::Localised) -> Dom {
    let language = use_texts().language;
    let (written, text) = text.of(language);
    let foreign = (written != language).then(|| written.tag());
    view! { <span lang=foreign>{text.to_owned()}</span> }
}
