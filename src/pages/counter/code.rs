//! The code itself, one at a time, and the numbers to be typed.
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

/// What stands above and below the code on a phone held upright, in CSS pixels: the strip that says that it is a test,
/// the bar, the switch, the numbers. What is less urgent may be scrolled to.
const ABOVE_AND_BELOW: u64 = 268;
/// The same on a phone held across: the strip alone.
const ABOVE_ACROSS: u64 = 40;
/// In so much the symbol alone has 25 mm, the side that it has on paper, on phones that pack up to 185 CSS pixels into
/// an inch: 184 of them, with the quiet zone of the QR code around.
const LEAST: u64 = 229;
/// From so many CSS pixels of width on, the numbers stand beside the code on a phone held across. Narrower than that is a
/// screen enlarged to 400 % (320 × 256). `style/pages/_counter.scss` has the same limit.
const ACROSS_FROM: u64 = 480;
/// Beside the numbers, on a phone held across, the code takes so many hundredths of the width.
const SHARE_ACROSS: u64 = 58;

/// The room for the code: on a phone held upright all its width, held across most of its height.
fn room((width, height): (u64, u64)) -> (u64, u64) {
    if width > height && width >= ACROSS_FROM {
        (width * SHARE_ACROSS / 100, height.saturating_sub(ABOVE_ACROSS))
    } else {
        // What stands below may be scrolled to; the code comes first.
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
    // A code that says something else than the notice is never shown.
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
        // An amount of nothing: the gateway issues no such notice.
        (_, _, Err(_)) => view! { <p>{texts.notice.qr_failed}</p> }.into_any(),
    }
    };
    view! {
        <div class="counter-code">
            <div class="counter-symbol">{code}</div>
            <div class="counter-side">
                {both.then(|| view! { <Kinds kind=kind /> })}
                <dl class="counter-numbers">
                    <div><dt>{texts.notice.notice_number}</dt><dd>{notice.notice_number.grouped()}</dd></div>
                    <div><dt>{texts.notice.creditor_code}</dt><dd>{notice.creditor_code.to_string()}</dd></div>
                    <div><dt>{texts.common.amount}</dt><dd>{intl::money(texts.language, notice.amount)}</dd></div>
                </dl>
                <p class="counter-hint">{texts.notice.brightness}</p>
            </div>
        </div>
    }
}

/// The switch between the two.
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
    fn the_code_takes_all_the_width_of_a_phone_held_upright_and_most_of_the_height_of_one_held_across() {
        assert_eq!(room((360, 640)), (360, 372));
        assert_eq!(room((640, 360)), (371, 320));
        assert_eq!(room((480, 300)), (278, 260));
        assert_eq!(room((320, 256)), (320, LEAST));
        assert_eq!(room((320, 460)), (320, LEAST));
    }
}
