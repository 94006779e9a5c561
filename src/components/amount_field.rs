//! The amount field, marked in green as on the municipality's website.

use super::{Icon, Shape, remount};
use leptos::prelude::*;

/// A text field with a decimal keyboard, which accepts comma or point. The hint shows the limits, and the error below
/// it describes the field.
#[component]
pub fn AmountField(
    /// Unique on the page.
    #[prop(into)]
    id: String,
    label: &'static str,
    /// Read by screen readers after the label, because several fields have the same label.
    #[prop(into)]
    of: String,
    /// The limits as a sentence.
    #[prop(into)]
    hint: Signal<String>,
    value: RwSignal<String>,
    #[prop(into)] error: Signal<Option<String>>,
    #[prop(into, optional)] disabled: Signal<bool>,
) -> impl IntoView {
    let hint_id = [&id, "-hint"].concat();
    let error_id = [&id, "-error"].concat();
    let described_by = [&hint_id, " ", &error_id].concat();
    view! {
        <div class="form-group amount-field" class:wrong=move || error.with(Option::is_some)>
            <label for=id.clone()>{label}<span class="visually-hidden">" " {of}</span></label>
            <div class="amount-box">
                <input
                    id=id
                    class="form-control"
                    type="text"
                    inputmode="decimal"
                    autocomplete="off"
                    enterkeyhint="done"
                    maxlength="24"
                    prop:value=value
                    readonly=disabled
                    aria-describedby=described_by
                    aria-invalid=move || error.with(|error| error.is_some().then_some("true"))
                    on:input=move |event| value.set(event_target_value(&event))
                />
                <span aria-hidden="true">"€"</span>
            </div>
            <p class="form-text" id=hint_id>{hint}</p>
            <p class="invalid-feedback" id=error_id aria-live="polite">
                {remount(
                    move || error.get(),
                    |error| error.map(|error| view! { <Icon shape=Shape::Alert />{error} }),
                )}
            </p>
        </div>
    }
}
