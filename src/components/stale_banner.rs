//! The banner that says that the page could not be refreshed.

use super::use_texts;
use crate::browser::{intl, lifecycle::Online};
use leptos::prelude::*;

/// Shown if the last request failed, with the time of the last good answer. Without a network the layout says why.
#[component]
pub fn StaleBanner(
    /// Unix time in seconds, by the phone's clock; 0 if the page is up to date.
    since: RwSignal<u32>,
    /// The same of what else the page shows.
    #[prop(optional)]
    or: Option<RwSignal<u32>>,
) -> impl IntoView {
    let texts = use_texts();
    let online = use_context::<Online>();
    move || {
        let since =
            [Some(since), or].into_iter().flatten().map(|since| since.get()).find(|&since| since > 0)?;
        let checked = texts.counter.checked_at.of(&intl::moment_at(texts.language, since));
        let why = online.is_none_or(|online| online.get()).then_some(texts.notice.stale);
        Some(view! { <p class="strip" role="status">{why}" "{checked}</p> })
    }
}
