//! The code.

use crate::{
    components::{QrCode, use_texts},
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
