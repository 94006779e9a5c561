//! The choice of how to sign in to the payment page.

use crate::{
    components::use_texts,
    reactive::context,
    routes::{HelpTopic, Route},
    state::{MunicipalityState, checkout::sign_in_hint},
};
use contract::SignInHint;
use leptos::prelude::*;

/// SPID or e-mail, if the payment page offers both.
#[component]
pub fn SignInChoice(sign_in: RwSignal<SignInHint>) -> impl IntoView {
    let texts = use_texts();
    let top_up = &texts.top_up;
    let municipality: MunicipalityState = context();
    let choose = move |hint: SignInHint| {
        sign_in_hint::save(hint);
        sign_in.set(hint);
    };
    let help = Route::Help(Some(HelpTopic::Spid)).to_string();
    move || {
        let (hints, help) = (municipality.sign_in_hints(), help.clone());
        (hints.len() > 1).then(|| {
            let choices = hints.into_iter().map(|hint| {
                let (name, more) = match hint {
                    SignInHint::Spid => (top_up.sign_in_spid, top_up.sign_in_spid_more),
                    SignInHint::Email => (top_up.sign_in_email, top_up.sign_in_email_more),
                };
                view! {
                    <label>
                        <input
                            type="radio"
                            name="sign-in"
                            prop:checked=move || sign_in.get() == hint
                            on:change=move |_| choose(hint)
                        />
                        <span>{name}" "<span class="small">{more}</span></span>
                    </label>
                }
            });
            view! {
                <fieldset class="form-group choices">
                    <legend>{top_up.sign_in_question}</legend>
                    <div>{choices.collect_view()}</div>
                    <p class="form-text">{top_up.sign_in_advice}" "<a href=help>{texts.help.spid}</a></p>
                </fieldset>
            }
        })
    }
}
