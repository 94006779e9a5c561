//! A value with a copy button.

use super::{Announcer, Icon, Shape, use_texts};
use crate::browser::clipboard;
use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};

/// How long the button shows that it has copied.
const SHOWN_FOR_MS: u32 = 2500;

/// A label, the value in groups of digits, and a button that copies it without spaces.
#[component]
pub fn CopyField(
    label: &'static str,
    /// The displayed value: `3010 0000 0000 0001 44`.
    #[prop(into)]
    shown: String,
    /// The copied value, if it differs from `shown`.
    #[prop(into, optional)]
    value: Option<String>,
) -> impl IntoView {
    let texts = use_texts();
    let announcer = use_context::<Announcer>();
    let value = StoredValue::new(value.unwrap_or_else(|| shown.clone()));
    let copied = RwSignal::new(false);
    let copy = move |_| {
        spawn_local(async move {
            let done = clipboard::copy(&value.get_value()).await;
            if let Some(announcer) = announcer {
                announcer.say(if done { texts.common.copied } else { texts.common.copy_refused });
            }
            if done && copied.try_set(true).is_none() {
                TimeoutFuture::new(SHOWN_FOR_MS).await;
                copied.try_set(false);
            }
        });
    };
    view! {
        <div class="copy-field">
            <div class="copy-field-text">
                <span class="label">{label}</span>
                <span class="value" translate="no">{shown}</span>
            </div>
            <button
                type="button"
                class="btn btn-link"
                class:done=copied
                aria-label=texts.common.copy_what.of(label)
                on:click=copy
            >
                {move || view! { <Icon shape=if copied.get() { Shape::Check } else { Shape::Copy } /> }}
                <span aria-hidden="true">
                    {move || if copied.get() { texts.common.copied } else { texts.common.copy }}
                </span>
            </button>
        </div>
    }
}
