//! The code, and the numbers.

use crate::{
    browser::intl,
    components::{CopyButton, CopyField, QrCode, notice_text, use_texts},
    routes::Route,
};
use contract::{Notice, TopUpId};
use leptos::prelude::*;
use pagopa::QrPayload;

/// The QR code, with a link to the counter page. Only one code is shown, so that no scanner reads the wrong one.
#[component]
pub fn CodeCard(notice: Notice, id: TopUpId) -> impl IntoView {
    let texts = use_texts();
    let payload = QrPayload::new(notice.notice_number, notice.creditor_code, notice.amount.amount);
    view! {
        <div class="code-card">
            {match payload {
                Ok(payload) => view! { <QrCode payload=payload /> }.into_any(),
                // An amount of zero, which the gateway does not issue.
                Err(_) => view! { <p class="alert alert-warning">{texts.notice.qr_failed}</p> }.into_any(),
            }}
            <a class="btn btn-primary w-100" href=Route::Counter(Some(id)).to_string()>{texts.counter.show}</a>
        </div>
    }
}

/// The numbers of the notice, each with a copy button, and one that copies them all.
#[component]
pub fn Numbers(notice: Notice) -> impl IntoView {
    let texts = use_texts();
    let language = texts.language;
    let words = &texts.notice;
    let (number, creditor) = (notice.notice_number, notice.creditor_code.to_string());
    // Home banking expects a comma and may read a point as a thousands separator.
    let amount = notice.amount.amount.to_string().replace('.', ",");
    view! {
        <CopyButton label=words.copy_all text=notice_text(texts, &notice) />
        <CopyField label=words.notice_number shown=number.grouped() value=number.to_string() />
        <CopyField label=words.creditor_code shown=creditor />
        {notice.cbill_code.map(|code| view! { <CopyField label=words.cbill shown=code /> })}
        <CopyField label=texts.common.amount shown=intl::money(language, notice.amount) value=amount />
        <CopyField label=words.due_date shown=intl::day(language, &notice.due_date) />
        <p class="small fine-print">
            {words.creditor}<br /><strong translate="no">{notice.creditor_name}</strong><br />
            {words.subject}<br /><strong lang="it" translate="no">{notice.subject}</strong>
        </p>
    }
}
