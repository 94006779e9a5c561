//! The form for a guardian whose e-mail address the office does not have. Only the gateway shows it, so it is in no
//! download of a phone.

mod en;
mod fr;
mod it;

use crate::With1;
use contract::Language;

texts! {
    /// All texts of the form and of the page after it.
    pub struct OfficeFormTexts {
        /// The link to the form.
        pub link: &'static str,
        pub title: &'static str,
        pub lead: &'static str,
        pub name: &'static str,
        pub name_hint: &'static str,
        pub child: &'static str,
        pub child_hint: &'static str,
        pub school: &'static str,
        pub school_hint: &'static str,
        pub email: &'static str,
        pub email_hint: &'static str,
        pub message: &'static str,
        pub message_hint: &'static str,
        pub missing: &'static str,
        /// With the number of characters.
        pub too_long: With1,
        pub not_a_text: &'static str,
        pub email_wrong: &'static str,
        pub privacy: &'static str,
        pub send: &'static str,
        pub too_many: &'static str,
        pub sent_title: &'static str,
        pub sent_lead: &'static str,
        pub back: &'static str,
    }
}

/// The texts in this language. The app must not call it: its wasm would contain them.
pub const fn of(language: Language) -> &'static OfficeFormTexts {
    match language {
        Language::It => &it::OFFICE_FORM,
        Language::Fr => &fr::OFFICE_FORM,
        Language::En => &en::OFFICE_FORM,
    }
}

impl OfficeFormTexts {
    /// Calls `visit` with the name and value of every text.
    pub fn each(&self, visit: &mut dyn FnMut(&str, &'static str)) {
        crate::lines::Text::each(self, "office_form", visit);
    }
}
