//! The code at the counter, one at a time, and the numbers to type.

use crate::{
    browser::{intl, pixels},
    components::{DataMatrix, QrCode, Room, Segments, children, use_texts},
};
use contract::Notice;
use leptos::prelude::*;
use messages::Texts;
use pagopa::QrPayload;

/// Which of the two codes is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Qr,
    DataMatrix,
}

/// The height above and below the code in portrait orientation, in CSS pixels: test banner, bar and amount; number and switch.
/// With enlarged text they are higher, and the code, whose size does not follow the text's, can be scrolled to.
const ABOVE_AND_BELOW: u64 = 288;
/// The height above the code in landscape orientation: the test banner.
const ABOVE_LANDSCAPE: u64 = 40;
/// The least height. The symbol then has 25 mm, its side on paper, on phones with up to 185 CSS pixels an inch: 184
/// pixels and the quiet zone of the QR code.
const LEAST: u64 = 229;
/// The least width in CSS pixels for the numbers beside the code in landscape orientation. A screen zoomed to 400 %
/// (320 × 256) is narrower. `style/pages/_counter.scss` has the same limit.
const LANDSCAPE_FROM: u64 = 480;
/// The share of the width for the code in landscape orientation, in percent.
const SHARE_LANDSCAPE: u64 = 58;

/// The space for the code: the whole width in portrait orientation, most of the height in landscape orientation.
fn room((width, height): (u64, u64)) -> (u64, u64) {
    if width > height && width >= LANDSCAPE_FROM {
        (width * SHARE_LANDSCAPE / 100, height.saturating_sub(ABOVE_LANDSCAPE))
    } else {
        // A code that is higher than the page could never be seen whole.
        (width, height.saturating_sub(ABOVE_AND_BELOW).max(LEAST).min(height))
    }
}

/// The amount and whose notice it is, the code, and its numbers.
#[component]
pub fn CounterCode(
    notice: Notice,
    /// First names; empty if they are not known.
    children: Vec<String>,
) -> impl IntoView {
    let texts = use_texts();
    let kind = RwSignal::new(Kind::Qr);
    let free = RwSignal::new(room(pixels::page()));
    pixels::on_change(move || {
        free.try_set(room(pixels::page()));
    });
    let qr = QrPayload::new(notice.notice_number, notice.creditor_code, notice.amount.amount);
    // A code whose data differ from the notice is never shown.
    let (number, amount) = (notice.notice_number, notice.amount);
    let data_matrix = notice
        .poste_data_matrix
        .clone()
        .filter(|code| code.pays(notice.notice_number, notice.creditor_code, notice.amount.amount));
    let both = data_matrix.is_some();
    let code = move || {
        match (kind.get(), &data_matrix, &qr) {
        (Kind::DataMatrix, Some(code), _) => {
            view! { <DataMatrix payload=code.clone() notice=number amount=amount room=Room::Box(free.into()) /> }.into_any()
        }
        (_, _, Ok(payload)) => view! { <QrCode payload=*payload room=Room::Box(free.into()) /> }.into_any(),
        // An amount of zero, which the gateway does not issue.
        (_, _, Err(_)) => view! { <p>{texts.notice.qr_failed}</p> }.into_any(),
    }
    };
    view! {
        <div class="counter-code">
            <p class="counter-for">
                <strong class="money" translate="no">{intl::money(texts.language, notice.amount)}</strong>
                <span translate="no">{whose(texts, &children, &notice)}</span>
            </p>
            <div class="counter-symbol">{code}</div>
            <div class="counter-side">
                <dl class="counter-numbers">
                    <div><dt>{texts.notice.notice_number}</dt><dd translate="no">{notice.notice_number.grouped()}</dd></div>
                    <div><dt>{texts.notice.creditor_code}</dt><dd translate="no">{notice.creditor_code.to_string()}</dd></div>
                </dl>
                {both.then(|| view! { <Segments quiet=true name="kind" legend=texts.counter.kind chosen=kind choices=kinds(texts) /> })}
                <p class="counter-hint">{texts.notice.brightness}</p>
            </div>
        </div>
    }
}

/// The children, else what the notice is for.
pub(super) fn whose(texts: Texts, names: &[String], notice: &Notice) -> String {
    if names.is_empty() { notice.subject.clone() } else { children(texts, names) }
}

fn kinds(texts: Texts) -> Vec<(Kind, &'static str)> {
    vec![(Kind::Qr, texts.counter.qr), (Kind::DataMatrix, texts.counter.data_matrix)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_fills_the_width_in_portrait_and_most_of_the_height_in_landscape() {
        assert_eq!(room((360, 740)), (360, 452));
        assert_eq!(room((320, 568)), (320, 280));
        assert_eq!(room((640, 360)), (371, 320));
        assert_eq!(room((480, 300)), (278, 260));
        assert_eq!(room((320, 256)), (320, LEAST));
    }

    #[test]
    fn the_code_of_an_enlarged_page_is_as_wide_as_the_page_and_never_higher() {
        // A phone of 360 × 740 at 200 %, and one on its side.
        assert_eq!(room((180, 370)), (180, LEAST));
        assert_eq!(room((370, 180)), (370, 180));
    }
}
