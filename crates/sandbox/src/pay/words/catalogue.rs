//! The texts that each language must have. A missing one does not compile.

use crate::state::carts::method::Method;

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

    // Sign-in
    pub sign_in: &'static str,
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
    pub choose_method: &'static str,
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

    // Test controls, on the summary
    pub controls: &'static str,
    pub controls_lead: &'static str,
    pub simulate_refusal: &'static str,
    pub simulate_partial: &'static str,
    pub resolves_as: &'static str,
    pub as_paid: &'static str,
    pub as_refused: &'static str,
    pub after_seconds: &'static str,
    pub simulate_in_progress: &'static str,

    // Outcomes: title and sentence
    pub paid: [&'static str; 2],
    pub refused: [&'static str; 2],
    pub cancelled: [&'static str; 2],
    pub in_progress: [&'static str; 2],
    pub partly_paid: [&'static str; 2],
    pub expired: [&'static str; 2],
    /// The e-mail address follows.
    pub receipt_goes_to: &'static str,
    pub notices_paid: fn(paid: usize, all: usize) -> String,
}

impl Words {
    /// The payer's name for a method.
    pub fn method_name(&self, method: Method) -> String {
        match method {
            Method::Card => self.card.to_owned(),
            Method::Account(bank) => format!("{}, {bank}", self.account),
            Method::MyBank(bank) => format!("MyBank, {bank}"),
            Method::Satispay => "Satispay".to_owned(),
            Method::PayPal => "PayPal".to_owned(),
            Method::BancomatPay => "BANCOMAT Pay".to_owned(),
        }
    }
}
