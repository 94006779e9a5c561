//! What the payment pages say, in three languages.
//! Texts alone: no pages, no decisions; a text that is missing in one language does not compile.
//! Used by the rooms of `pay`.

mod en;
mod fr;
mod it;

use crate::language::Language;

pub struct Words {
    // On every page
    pub cancel: &'static str,
    pub back_to_creditor: &'static str,
    pub go_on: &'static str,
    pub back: &'static str,
    pub unpayable: &'static str,
    pub notice_number: &'static str,
    pub code: &'static str,
    pub receipt_to: &'static str,
    pub total: &'static str,

    // The way in
    pub entrance: &'static str,
    pub wisp: &'static str,
    pub paying: fn(notices: usize) -> String,
    pub spid_failed: &'static str,
    pub wrong_email: &'static str,
    pub email_instead: &'static str,
    pub spid_instead: &'static str,
    pub other_way: &'static str,
    pub with_spid: &'static str,
    pub enter_with_spid: &'static str,
    pub with_email: &'static str,
    pub email_address: &'static str,
    pub go_on_with_email: &'static str,
    pub providers: &'static str,
    pub providers_lead: &'static str,
    pub enter_as: fn(name: &str) -> String,
    pub simulate_spid_error: &'static str,
    pub back_to_choice: &'static str,

    // The method
    pub how: &'static str,
    pub card: &'static str,
    pub card_hint: &'static str,
    pub account: &'static str,
    pub account_hint: &'static str,
    pub others: &'static str,
    pub circuits: &'static str,
    pub no_card_data: &'static str,
    pub account_lead: &'static str,
    pub mybank_summary: &'static str,
    pub mybank_lead: &'static str,
    pub mybank_bank: &'static str,
    pub your_bank: &'static str,
    pub from_the_list: &'static str,
    pub no_bank_chosen: &'static str,

    // The summary
    pub summary: &'static str,
    pub amount_changed: &'static str,
    pub notice_line: fn(number: &str, due: &str) -> String,
    pub amount: &'static str,
    pub fee: &'static str,
    pub pay_with: &'static str,
    pub provider: &'static str,
    pub signed_in_with_spid: &'static str,
    pub creditor_reference: &'static str,
    pub pay: &'static str,
    pub another_method: &'static str,

    // The sandbox's own controls
    pub controls: &'static str,
    pub controls_lead: &'static str,
    pub simulate_refusal: &'static str,
    pub simulate_partial: &'static str,
    pub resolves_as: &'static str,
    pub as_paid: &'static str,
    pub as_refused: &'static str,
    pub after_seconds: &'static str,
    pub simulate_in_progress: &'static str,

    // How it ended: title and sentence
    pub paid: [&'static str; 2],
    pub refused: [&'static str; 2],
    pub cancelled: [&'static str; 2],
    pub in_progress: [&'static str; 2],
    pub partly_paid: [&'static str; 2],
    pub expired: [&'static str; 2],
    /// Before the address.
    pub receipt_goes_to: &'static str,
    pub notices_paid: fn(paid: usize, all: usize) -> String,
}

impl Words {
    pub fn of(language: Language) -> &'static Self {
        language.pick(&it::WORDS, &fr::WORDS, &en::WORDS)
    }
}
