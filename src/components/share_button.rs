//! Shares a notice: its numbers as text and a card with its QR code as a picture.

use super::{Announcer, Icon, Shape, notice_card::notice_card, qr_symbol, use_texts};
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

/// The notice as text: the numbers that a counter asks for, and the due date.
pub fn notice_text(texts: Texts, notice: &Notice) -> String {
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

/// The card; the code alone if the browser does not draw the card. `None` for an amount of zero, which the gateway does
/// not issue.
fn picture(texts: Texts, notice: &Notice) -> Option<Picture> {
    let code = || {
        let payload =
            QrPayload::new(notice.notice_number, notice.creditor_code, notice.amount.amount).ok()?;
        Some(qr_symbol(&payload).ok()?.png())
    };
    let name = ["avviso-", &notice.notice_number.to_string(), ".png"].concat();
    Some(Picture { name, png: notice_card(texts, notice).or_else(code)? })
}

/// Shares the notice. A message appears only if the text was copied instead, or nothing worked.
#[component]
pub fn ShareButton(
    notice: Notice,
    /// The notice's address in the app, as the last line of the text.
    #[prop(into, optional)]
    link: Option<String>,
) -> impl IntoView {
    let texts = use_texts();
    let link = link.map(|link| ["\n", &texts.share.in_the_app.of(&link)].concat()).unwrap_or_default();
    let notice = StoredValue::new(notice);
    let content = Callback::new(move |()| {
        notice.with_value(|notice| {
            let text = [&notice_text(texts, notice), link.as_str()].concat();
            (text, picture(texts, notice))
        })
    });
    view! { <Share label=texts.share.share title=texts.notice.title content=content /> }
}

/// A button that shares a text, and a picture if there is one. `content` is asked for at each tap.
#[component]
pub fn Share(
    label: &'static str,
    title: &'static str,
    content: Callback<(), (String, Option<Picture>)>,
) -> impl IntoView {
    let texts = use_texts();
    let announcer = use_context::<Announcer>();
    let said = RwSignal::new(None);
    let press = move |_| {
        let (text, picture) = content.run(());
        spawn_local(async move {
            let words = match share(title, &text, picture).await {
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
            {label}
        </button>
        // The live region announces it already.
        {move || said.get().map(|words: &str| view! { <p class="small" aria-hidden="true">{words}</p> })}
    }
}
