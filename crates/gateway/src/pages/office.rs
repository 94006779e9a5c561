//! The contacts of the municipality's office.

use maud::{Markup, html};

use super::layout::Page;

/// Telephone and e-mail; `None` if neither is configured.
pub fn contacts(page: &Page) -> Option<Markup> {
    let (office, words) = (&page.municipality().office, &page.texts.shell);
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

/// The municipality's own help text, contacts, office hours and address.
pub fn section(page: &Page) -> Option<Markup> {
    let (municipality, words) = (page.municipality(), &page.texts.help);
    let (own, contacts) = (&municipality.texts.help, contacts(page));
    (own.is_some() || contacts.is_some()).then(|| {
        html! {
            section class="it-card" id="ufficio" {
                h2 { (words.office) }
                @if let Some(own) = own { p { (page.localised(own)) } }
                p { (words.office_lead) }
                @if let Some(contacts) = contacts { (contacts) }
                @if let Some(hours) = &municipality.office.hours {
                    p { (words.office_hours) " " (page.localised(hours)) }
                }
                @if let Some(address) = &municipality.office.address { p { (address) } }
            }
        }
    })
}
