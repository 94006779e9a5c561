//! The QR code of a notice.

use leptos::prelude::*;
use pagopa::QrPayload;

/// Its text, until it is drawn.
#[component]
pub fn QrCode(payload: QrPayload) -> impl IntoView {
    view! { <code>{payload.to_string()}</code> }
}
