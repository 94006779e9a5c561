//! Whom to ask, where only a person can help.

use super::town::Town;
use crate::components::use_texts;
use leptos::prelude::*;

/// Telephone and e-mail of the municipality's office, as far as they are known.
#[component]
pub fn OfficeContacts() -> impl IntoView {
    let texts = use_texts();
    let town = use_context::<Town>();
    move || {
        let town = town.and_then(Town::get)?;
        let phone = town.office.phone.as_ref().map(|phone| {
            let address = ["tel:", &phone.replace(' ', "")].concat();
            view! { <p><a href=address>{texts.shell.call_office.of(phone)}</a></p> }
        });
        let email = town.office.email.as_ref().map(|email| {
            let address = ["mailto:", email].concat();
            view! { <p><a href=address>{texts.shell.write_office.of(email)}</a></p> }
        });
        Some(view! { {phone}{email} })
    }
}
