//! Shares a notice: its numbers as text and its QR code as a picture.

use super::{Announcer, Icon, Shape, qr_symbol, use_texts};
use crate::{
    browser::{
        intl,
        share::{Picture, Shared, share},
    },
    messages::Texts,
};
use contract::Notice;
use leptos::{prelude::*, task::spawn_local};
use pagopa::QrPayload;

/// The shared text: the numbers that a counter asks for, and the due date.
fn text(texts: Texts, notice: &Notice) -> String {
    let (words, language) = (&texts.notice, texts.language);
    let line = |what, value: &str| texts.share.line.of(what, value);
    [
        words.title.to_owned(),
        line(words.creditor, &notice.creditor_name),
        line(words.notice_number, &notice.notice_number.grouped()),
        line(words.creditor_code, &notice.creditor_code.to_string()),
        line(texts.common.amount, &intl::money(language, notice.amount)),
        line(words.due_date, &intl::day(language, &notice.due_date)),
    ]
    .join("\n")
}

/// `None` for an amount of zero, which the gateway does not issue.
fn picture(notice: &Notice) -> Option<Picture> {
    let payload = QrPayload::new(notice.notice_number, notice.creditor_code, notice.amount.amount).ok()?;
    let name = ["avviso-", &notice.notice_number.to_string(), ".png"].concat();
    Some(Picture { name, png: qr_symbol(&payload).ok()?.png() })
}

/// Shares the notice. A message appears only if the text was copied instead, or nothing worked.
#[component]
pub fn ShareButton(notice: Notice) -> impl IntoView {
    let texts = use_texts();
    let announcer = use_context::<Announcer>();
    let notice = StoredValue::new(notice);
    let said = RwSignal::new(None);
    let press = move |_| {
        let (text, picture) = notice.with_value(|notice| (text(texts, notice), picture(notice)));
        spawn_local(async move {
            let words = match share(texts.notice.title, &text, picture).await {
                Shared::HandedOver | Shared::Cancelled => None,
                Shared::Copied => Some(texts.share.copied),
                Shared::Refused => Some(texts.share.refused),
            };
            if let (Some(words), Some(announcer)) = (words, announcer) {
                announcer.say(words);
            }
            said.try_set(words);
        });
    };
    view! {
        <button type="button" class="btn btn-outline-primary w-100" on:click=press>
            <Icon shape=Shape::Share />
            {texts.share.share}
        </button>
        // The live region announces it already.
        {move || said.get().map(|words: &str| view! { <p class="small" aria-hidden="true">{words}</p> })}
    }
}
