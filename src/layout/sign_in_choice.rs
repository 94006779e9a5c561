//! The choice of how to sign in to the payment page.

use crate::{
    components::{remount, use_texts},
    reactive::context,
    routes::{HelpTopic, Route},
    state::{MunicipalityState, checkout::sign_in_hint},
};
use contract::SignInHint;
use leptos::prelude::*;

/// SPID or e-mail, if the payment page offers both. A remembered choice folds it to one line.
#[component]
pub fn SignInChoice(sign_in: RwSignal<SignInHint>) -> impl IntoView {
    let texts = use_texts();
    let top_up = &texts.top_up;
    let municipality: MunicipalityState = context();
    let choose = move |hint: SignInHint| {
        sign_in_hint::save(hint);
        sign_in.set(hint);
    };
    let name = move |hint: SignInHint| match hint {
        SignInHint::Spid => top_up.sign_in_spid,
        SignInHint::Email => top_up.sign_in_email,
    };
    let help = Route::Help(Some(HelpTopic::Spid)).to_string();
    let is_saved = sign_in_hint::is_saved();
    move || {
        let (hints, help) = (municipality.sign_in_hints(), help.clone());
        (hints.len() > 1).then(|| {
            let choices = hints.into_iter().map(|hint| {
                let more = match hint {
                    SignInHint::Spid => top_up.sign_in_spid_more,
                    SignInHint::Email => top_up.sign_in_email_more,
                };
                view! {
                    <label>
                        <input
                            type="radio"
                            name="sign-in"
                            prop:checked=move || sign_in.get() == hint
                            on:change=move |_| choose(hint)
                        />
                        <span>{name(hint)}" "<span class="small">{more}</span></span>
                    </label>
                }
            });
            let choice = view! {
                <fieldset class="form-group choices">
                    <legend>{top_up.sign_in_question}</legend>
                    <div>{choices.collect_view()}</div>
                    <p class="form-text">{top_up.sign_in_advice}" "<a href=help>{texts.help.spid}</a></p>
                </fieldset>
            };
            if !is_saved {
                return choice.into_any();
            }
            view! {
                <details class="fold">
                    <summary>
                        <span>{remount(move || top_up.sign_in_with.of(name(sign_in.get())), |with| with)}</span>
                        <span class="link-like">{top_up.sign_in_change}</span>
                    </summary>
                    {choice}
                </details>
            }
            .into_any()
        })
    }
}
