//! What a notice is paid with where its code cannot be scanned.

use super::{CopyButton, CopyField, notice_text, use_texts};
use crate::browser::intl;
use contract::Notice;
use leptos::prelude::*;

/// The numbers of the notice, each with a copy button, and one that copies them all.
#[component]
pub fn NoticeNumbers(notice: Notice) -> impl IntoView {
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
