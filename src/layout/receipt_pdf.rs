//! The letter of a notice and the receipt of a credited top-up, as PDFs.

use super::pdf_actions::{PdfActions, PdfDelivery};
use crate::{components::use_texts, reactive::context, state::Letters};
use contract::{TopUp, TopUpId, paths};
use leptos::prelude::*;
use pagopa::NoticeNumber;

/// The letter of this top-up's notice, with its state.
pub fn letter_of(id: &TopUpId) -> PdfDelivery {
    let words = &use_texts().notice;
    PdfDelivery::new(paths::letter(id), words.letter, Some((paths::notice_emails(id), words.letter_email)))
}

/// The name of the letter's file.
pub fn letter_name(number: NoticeNumber) -> String {
    ["avviso-", &number.to_string(), ".pdf"].concat()
}

fn receipt_of(id: &TopUpId) -> PdfDelivery {
    let words = &use_texts().outcome;
    PdfDelivery::new(
        paths::receipt(id),
        words.receipt,
        Some((paths::receipt_emails(id), words.receipt_email)),
    )
}

/// The receipt of a credited top-up. From now on it is on this phone, for use without a network.
#[component]
pub fn ReceiptPdf(top_up: TopUp) -> impl IntoView {
    // The style page has none.
    if let Some(letters) = use_context::<Letters>() {
        letters.keep_receipt(&top_up.id);
    }
    let number = top_up.notice.map(|notice| ["-", &notice.notice_number.to_string()].concat());
    let name = ["ricevuta", &number.unwrap_or_default(), ".pdf"].concat();
    view! {
        <div class="buttons"><PdfActions pdf=receipt_of(&top_up.id) name=name share=true email=true /></div>
    }
}

/// The receipt that is on this phone, where the top-up itself cannot be shown. Empty if there is none.
#[component]
pub fn SavedReceipt(id: TopUpId) -> impl IntoView {
    let letters: Letters = context();
    let receipt = receipt_of(&id);
    move || {
        letters
            .has(&paths::receipt(&id))
            .then(|| view! { <PdfActions pdf=receipt name="ricevuta.pdf".to_owned() share=true /> })
    }
}
