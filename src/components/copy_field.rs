//! A value that is typed or pasted elsewhere.

use super::{Announcer, Icon, Shape, use_texts};
use crate::browser::clipboard;
use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};

/// For how long the button says that it has copied.
const SAID_FOR_MS: u32 = 2500;

/// A label, the value as people read it, and a button that copies the value as machines want it.
#[component]
pub fn CopyField(
    label: &'static str,
    /// As it is read: `3010 0000 0000 0001 44`.
    #[prop(into)]
    shown: String,
    /// As it is pasted. Absent where it is the same.
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
                TimeoutFuture::new(SAID_FOR_MS).await;
                copied.try_set(false);
            }
        });
    };
    view! {
        <div class="copy-field">
            <div class="copy-field-text">
                <span class="label">{label}</span>
                <span class="value">{shown}</span>
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
