//! Wide screens: the page's address as a code, so that the notice is opened on the phone that goes to the counter.

use crate::components::{LinkCode, use_texts};
use leptos::prelude::*;

/// The code. Style sheets show it on wide screens only.
///
/// It stands where no payment code is in view, so that no scanner reads the wrong one.
#[component]
pub fn OnPhone(link: String) -> impl IntoView {
    let texts = use_texts();
    let words = &texts.notice;
    view! {
        <section class="on-phone">
            <h2>{words.on_phone_title}</h2>
            <p class="small">{words.on_phone}</p>
            <LinkCode link=link label=words.on_phone_label />
        </section>
    }
}
