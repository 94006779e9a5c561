//! The code at the counter, one at a time, and the numbers to type.

use crate::{
    browser::{intl, pixels},
    components::{DataMatrix, QrCode, Room, use_texts},
};
use contract::Notice;
use leptos::prelude::*;
use pagopa::QrPayload;

/// Which of the two codes is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Qr,
    DataMatrix,
}

/// The height above and below the code in portrait orientation, in CSS pixels: test banner, bar, switch and numbers.
/// The rest of the page can be scrolled to.
const ABOVE_AND_BELOW: u64 = 268;
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
        // The content below the code can be scrolled to.
        (width, height.saturating_sub(ABOVE_AND_BELOW).max(LEAST))
    }
}

/// The code with its numbers.
#[component]
pub fn CounterCode(notice: Notice) -> impl IntoView {
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
            <div class="counter-symbol">{code}</div>
            <div class="counter-side">
                {both.then(|| view! { <Kinds kind=kind /> })}
                <dl class="counter-numbers">
                    <div><dt>{texts.notice.notice_number}</dt><dd translate="no">{notice.notice_number.grouped()}</dd></div>
                    <div><dt>{texts.notice.creditor_code}</dt><dd translate="no">{notice.creditor_code.to_string()}</dd></div>
                    <div><dt>{texts.common.amount}</dt><dd translate="no">{intl::money(texts.language, notice.amount)}</dd></div>
                </dl>
                <p class="counter-hint">{texts.notice.brightness}</p>
            </div>
        </div>
    }
}

/// The switch between the two codes.
#[component]
fn Kinds(kind: RwSignal<Kind>) -> impl IntoView {
    let words = &use_texts().counter;
    let choice = move |value: Kind, label: &'static str| {
        view! {
            <label>
                <input
                    type="radio"
                    name="kind"
                    prop:checked=move || kind.get() == value
                    on:change=move |_| kind.set(value)
                />
                <span>{label}</span>
            </label>
        }
    };
    view! {
        <fieldset class="counter-kinds">
            <legend class="visually-hidden">{words.kind}</legend>
            {choice(Kind::Qr, words.qr)}
            {choice(Kind::DataMatrix, words.data_matrix)}
        </fieldset>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_fills_the_width_in_portrait_and_most_of_the_height_in_landscape() {
        assert_eq!(room((360, 640)), (360, 372));
        assert_eq!(room((640, 360)), (371, 320));
        assert_eq!(room((480, 300)), (278, 260));
        assert_eq!(room((320, 256)), (320, LEAST));
        assert_eq!(room((320, 460)), (320, LEAST));
    }
}
