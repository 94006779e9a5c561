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
    /// What the amount makes of the balance, as a sentence. It is not announced at each key.
    #[prop(into, optional)]
    after: Signal<String>,
    #[prop(into)] error: Signal<Option<String>>,
    #[prop(into, optional)] disabled: Signal<bool>,
) -> impl IntoView {
    let hint_id = [&id, "-hint"].concat();
    let error_id = [&id, "-error"].concat();
    let described_by = [&hint_id, " ", &error_id].concat();
    // The first tap selects the amount, so that typing replaces it. Tab does the same by itself.
    let entered = StoredValue::new(false);
    let take = move |event: web_sys::Event| {
        entered.set_value(false);
        let typed = event_target_value(&event);
        // A browser fires a change as well when a tap leaves the field. An equal amount must not draw the button anew
        // under that tap, which would be lost on a page that the browser has translated.
        if value.with_untracked(|before| *before != typed) {
            value.set(typed);
        }
    };
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
                    on:focus=move |_| entered.set_value(true)
                    on:click=move |event| {
                        if entered.try_update_value(std::mem::take) == Some(true) {
                            event_target::<web_sys::HtmlInputElement>(&event).select();
                        }
                    }
                    on:input=take
                    // Some programs that fill in forms fire no other event.
                    on:change=take
                />
                <span aria-hidden="true">"€"</span>
            </div>
            // In one place: the limits until there is something to promise.
            <p class="after">{remount(move || after.get(), |after| after)}</p>
            <p class="form-text" class:visually-hidden=move || after.with(|after| !after.is_empty()) id=hint_id>
                {hint}
            </p>
            // Read with the field, which takes the focus (`focus::correct`).
            <p class="invalid-feedback" id=error_id>
                {remount(
                    move || error.get(),
                    |error| error.map(|error| view! { <Icon shape=Shape::Alert />{error} }),
                )}
            </p>
        </div>
    }
}
