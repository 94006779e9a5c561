//! A value with a copy button, and a button that copies a text.

use super::{Announcer, Icon, Shape, use_texts};
use crate::browser::clipboard;
use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};

/// How long the button shows that it has copied.
const SHOWN_FOR_MS: u32 = 2500;

/// Copies the text at each run and announces it. `copied` is true for a while.
fn copier(text: String, copied: RwSignal<bool>) -> impl Fn() {
    let texts = use_texts();
    let announcer = use_context::<Announcer>();
    let text = StoredValue::new(text);
    move || {
        spawn_local(async move {
            let done = clipboard::copy(&text.get_value()).await;
            if let Some(announcer) = announcer {
                announcer.say(if done { texts.common.copied } else { texts.common.copy_refused });
            }
            if done && copied.try_set(true).is_none() {
                TimeoutFuture::new(SHOWN_FOR_MS).await;
                copied.try_set(false);
            }
        });
    }
}

fn copy_icon(copied: RwSignal<bool>) -> impl IntoView {
    move || view! { <Icon shape=if copied.get() { Shape::Check } else { Shape::Copy } /> }
}

/// A button that copies a text.
#[component]
pub fn CopyButton(label: &'static str, text: String) -> impl IntoView {
    let texts = use_texts();
    let copied = RwSignal::new(false);
    let copy = copier(text, copied);
    view! {
        <button type="button" class="btn btn-outline-primary w-100" on:click=move |_| copy()>
            {copy_icon(copied)}
            {move || if copied.get() { texts.common.copied } else { label }}
        </button>
    }
}

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
    let copied = RwSignal::new(false);
    let copy = copier(value.unwrap_or_else(|| shown.clone()), copied);
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
                on:click=move |_| copy()
            >
                {copy_icon(copied)}
            </button>
        </div>
    }
}
