//! The contacts of the municipality's office.

use contract::Office;
use maud::{Markup, html};
use messages::Texts;

/// Telephone and e-mail; `None` if neither is configured.
pub fn contacts(office: &Office, texts: Texts) -> Option<Markup> {
    let words = &texts.shell;
    (office.phone.is_some() || office.email.is_some()).then(|| {
        html! {
            @if let Some(phone) = &office.phone {
                p { a href={ "tel:" (phone.replace(' ', "")) } { (words.call_office.of(phone)) } }
            }
            @if let Some(email) = &office.email {
                p { a href={ "mailto:" (email) } { (words.write_office.of(email)) } }
            }
        }
    })
}
