//! The printed notice: one sheet in place of the page (`style/_print.scss`).

use crate::{
    browser::intl,
    components::{DataMatrix, QrCode, Room, use_texts},
};
use contract::Notice;
use leptos::prelude::*;
use pagopa::QrPayload;

/// Sides of the symbols, in millimetres. pagoPA's notice guide has 25 for both. The QR code may be larger, so that it
/// is still large enough if the printer shrinks the page.
const QR: u64 = 30;
const DATA_MATRIX: u64 = 25;

/// Hidden on screens.
#[component]
pub fn PrintSheet(notice: Notice) -> impl IntoView {
    let texts = use_texts();
    let (words, language) = (&texts.notice, texts.language);
    let (number, creditor, amount) = (notice.notice_number, notice.creditor_code, notice.amount);
    let qr = QrPayload::new(number, creditor, amount.amount).ok();
    // A code whose data differ from the notice is never shown.
    let post = notice.poste_data_matrix.filter(|code| code.pays(number, creditor, amount.amount));
    let line = |label: &'static str, value: String| view! { <div><dt>{label}</dt><dd>{value}</dd></div> };
    view! {
        <section class="print-sheet" translate="no">
            <dl>
                {line(words.creditor, notice.creditor_name)}
                {line(words.subject, notice.subject)}
                {line(texts.common.amount, intl::money(language, amount))}
                {line(words.due_date, intl::day(language, &notice.due_date))}
                {line(words.notice_number, number.grouped())}
                {line(words.creditor_code, creditor.to_string())}
                {notice.cbill_code.map(|code| line(words.cbill, code))}
            </dl>
            <div class="print-codes">
                {qr.map(|payload| view! {
                    <figure>
                        <QrCode payload=payload room=Room::Paper(QR) />
                        <figcaption>{texts.counter.qr}</figcaption>
                    </figure>
                })}
                {post.map(|code| {
                    let codeline = code.codeline().to_owned();
                    view! {
                        <figure>
                            <DataMatrix payload=code notice=number amount=amount room=Room::Paper(DATA_MATRIX) />
                            <figcaption>{texts.counter.data_matrix}<br /><code>{codeline}</code></figcaption>
                        </figure>
                    }
                })}
            </div>
        </section>
    }
}
