//! A text field with its label, its hint and its error.

use super::{Icon, Shape, remount};
use leptos::prelude::*;

/// The kind of text, which sets the field's type, keyboard and autofill.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Typed {
    Email,
    /// A code from a message: digits, which the phone can fill in.
    Code,
}

/// The error is removed at the next input.
#[component]
pub fn TextField(
    /// Unique on the page.
    id: &'static str,
    label: &'static str,
    #[prop(into)] hint: String,
    typed: Typed,
    value: RwSignal<String>,
    wrong: RwSignal<Option<String>>,
) -> impl IntoView {
    let hint_id = [id, "-hint"].concat();
    let error_id = [id, "-error"].concat();
    let described_by = [&hint_id, " ", &error_id].concat();
    let (class, kind, keyboard, autocomplete, longest, enter) = match typed {
        Typed::Email => ("form-group", "email", None, "email", "254", "send"),
        Typed::Code => ("form-group code-field", "text", Some("numeric"), "one-time-code", "32", "go"),
    };
    view! {
        <div class=class class:wrong=move || wrong.with(Option::is_some)>
            <label for=id>{label}</label>
            <input
                id=id
                class="form-control"
                type=kind
                name=id
                inputmode=keyboard
                autocomplete=autocomplete
                autocapitalize="none"
                spellcheck="false"
                maxlength=longest
                enterkeyhint=enter
                aria-describedby=described_by
                aria-invalid=move || wrong.with(|wrong| wrong.is_some().then_some("true"))
                prop:value=value
                on:input=move |event| {
                    value.set(event_target_value(&event));
                    wrong.set(None);
                }
            />
            <p class="form-text" id=hint_id>{hint}</p>
            // Assertive, because after Enter the focus stays in the field, and Firefox announces no alert that was
            // empty.
            <p class="invalid-feedback" id=error_id aria-live="assertive">
                {remount(
                    move || wrong.get(),
                    |wrong| wrong.map(|sentence| view! { <Icon shape=Shape::Alert />{sentence} }),
                )}
            </p>
        </div>
    }
}
