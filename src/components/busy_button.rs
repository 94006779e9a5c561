//! A button that starts one action at a time.

use super::{Announcer, remount};
use crate::reactive::on_change;
use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};

/// Shorter actions are not announced.
const SOON_MS: u32 = 700;

/// While `busy` it shows and announces `busy_label` and ignores taps. It stays focusable, so that the keyboard focus
/// is not lost. Without `on_press` it submits its form; the form's handler must check `busy` too, because Enter
/// submits as well.
#[component]
pub fn BusyButton(
    #[prop(into)] label: Signal<String>,
    busy_label: &'static str,
    #[prop(into)] busy: Signal<bool>,
    /// Another button of the page is busy: this one ignores taps and looks unchanged.
    #[prop(into, optional)]
    blocked: Signal<bool>,
    #[prop(into, optional)] on_press: Option<Callback<()>>,
    /// `btn-primary` or `btn-outline-primary`.
    #[prop(default = "btn-primary")]
    look: &'static str,
) -> impl IntoView {
    if let Some(announcer) = use_context::<Announcer>() {
        on_change(
            move || busy.get(),
            move |now| match *now {
                // A screen reader would read the announcement of a short action after its result.
                true => spawn_local(async move {
                    TimeoutFuture::new(SOON_MS).await;
                    if busy.try_get_untracked() == Some(true) {
                        announcer.say(busy_label);
                    }
                }),
                false => announcer.take_back(busy_label),
            },
        );
        // The action may lead to another page.
        on_cleanup(move || announcer.take_back(busy_label));
    }
    let waiting = move || busy.get() || blocked.get();
    view! {
        <button
            type=if on_press.is_some() { "button" } else { "submit" }
            class=["btn w-100 ", look].concat()
            aria-disabled=move || waiting().then_some("true")
            on:click=move |_| {
                if let Some(press) = on_press
                    && !busy.get_untracked()
                    && !blocked.get_untracked()
                {
                    press.run(());
                }
            }
        >
            {remount(
                move || (!busy.get()).then(|| label.get()),
                move |label| match label {
                    None => view! { <span class="busy-bar" aria-hidden="true"></span>{busy_label} }.into_any(),
                    Some(label) => label.into_any(),
                },
            )}
        </button>
    }
}
