//! The contacts of the municipality's office.

use crate::{components::use_texts, state::MunicipalityState};
use leptos::prelude::*;

/// Telephone and e-mail, if the municipality has them.
#[component]
pub fn OfficeContacts() -> impl IntoView {
    let texts = use_texts();
    let municipality = use_context::<MunicipalityState>();
    move || {
        let municipality = municipality.and_then(MunicipalityState::get)?;
        let phone = municipality.office.phone.as_ref().map(|phone| {
            let address = ["tel:", &phone.replace(' ', "")].concat();
            view! { <p><a href=address>{texts.shell.call_office.of(phone)}</a></p> }
        });
        let email = municipality.office.email.as_ref().map(|email| {
            let address = ["mailto:", email].concat();
            view! { <p><a href=address>{texts.shell.write_office.of(email)}</a></p> }
        });
        Some(view! { {phone}{email} })
    }
}
