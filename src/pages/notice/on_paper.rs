//! A notice on paper: the letter as a file or mail, and printing.

use crate::{
    browser::{document, files},
    components::use_texts,
    layout::{PdfActions, PdfDelivery, letter_name},
};
use leptos::prelude::*;
use pagopa::NoticeNumber;

/// The buttons.
#[component]
pub fn OnPaper(
    letter: PdfDelivery,
    number: NoticeNumber,
    /// Whether the page can be printed.
    print: bool,
) -> impl IntoView {
    let words = &use_texts().notice;
    // In the installed app of an iPhone the letter is printed by the app that it is shared with.
    let print = print && !files::is_ios_app();
    view! {
        <div class="on-paper">
            <PdfActions pdf=letter name=letter_name(number) share=true email=true />
            {print.then(|| {
                view! {
                    <button type="button" class="btn btn-link w-100" on:click=|_| document::print()>
                        {words.print}
                    </button>
                }
            })}
        </div>
    }
}
