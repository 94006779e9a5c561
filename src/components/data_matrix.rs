//! The Data Matrix for post offices, encoded by the `codes` crate.

use super::{
    symbol::{Room, Symbol, picture},
    use_texts,
};
use crate::browser::intl;
use codes::EncodeError;
use contract::Money;
use leptos::prelude::*;
use pagopa::{NoticeNumber, PosteText};

/// The symbol with its quiet zone. The symbol has 48 modules a side for most names, else 52 or 64.
///
/// # Errors
/// The text does not follow the layout of Poste Italiane. The gateway issues no such text.
pub fn data_matrix_symbol(payload: &PosteText) -> Result<Symbol, EncodeError> {
    codes::data_matrix(payload.as_str()).map(Symbol::from)
}

/// The picture. Its label for screen readers contains the notice number and the amount.
#[component]
pub fn DataMatrix(
    payload: PosteText,
    /// Notice number and amount, for the label.
    notice: NoticeNumber,
    amount: Money,
    #[prop(optional)] room: Room,
) -> impl IntoView {
    let texts = use_texts();
    let label = texts.notice.data_matrix_label.of(&notice.grouped(), &intl::money(texts.language, amount));
    let Ok(symbol) = data_matrix_symbol(&payload) else {
        // The codeline has the same numbers, and post offices accept it too.
        return view! { <p class="alert alert-warning"><code>{payload.codeline().to_owned()}</code></p> }
            .into_any();
    };
    picture(&symbol, room, label)
}

// The programs that read the codes run only natively.
#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::{super::symbol::tests::draw, *};
    use pagopa::{PosteDataMatrix, PosteSlip};
    use proptest::prelude::*;

    fn payload(name: &str, subject: &str) -> PosteText {
        let code = PosteDataMatrix::new(&PosteSlip {
            notice: "302032002700000251".parse().unwrap(),
            account: "10148112".parse().unwrap(),
            amount: pagopa::Amount::from_cents(2_500).unwrap(),
            creditor: "03334231200".parse().unwrap(),
            debtor_code: None,
            debtor_name: name,
            subject,
        });
        PosteText::from(&code.unwrap())
    }

    /// The text that libdmtx's `dmtxread` reads from the picture.
    fn read_by_dmtx(symbol: &Symbol) -> String {
        let file =
            std::env::temp_dir().join(format!("ricarica-{}-{}.png", std::process::id(), symbol.side()));
        std::fs::write(&file, symbol.png()).unwrap();
        let out = std::process::Command::new("dmtxread").args(["--stop-after=1"]).arg(&file).output();
        std::fs::remove_file(&file).unwrap();
        String::from_utf8(out.expect("dmtxread, of dmtx-utils").stdout).unwrap()
    }

    #[test]
    fn dmtxread_reads_the_slip_s_text_from_the_picture() {
        for (marks, side) in [(0, 48), (30, 52), (110, 64)] {
            let payload = payload("Noël D'Àrçon", &"'&-.,:_".chars().cycle().take(marks).collect::<String>());
            let symbol = data_matrix_symbol(&payload).unwrap();
            assert_eq!((symbol.side(), read_by_dmtx(&symbol)), (side + 8, payload.to_string()));
        }
    }

    proptest! {
        #[test]
        fn every_slip_fits_and_every_module_is_drawn(
            account in "[0-9]{1,12}",
            cents in 1..=9_999_999_999_u64,
            name in "[A-Za-z0-9 &',.:_À-ÿ-]{0,50}",
            subject in "[A-Z0-9 &',.:_-]{0,110}|[A-Z ]{90}[0-9]{20}|\\PC{0,110}",
        ) {
            let code = PosteDataMatrix::new(&PosteSlip {
                notice: "302032002700000251".parse().unwrap(),
                account: account.parse().unwrap(),
                amount: pagopa::Amount::from_cents(cents).unwrap(),
                creditor: "03334231200".parse().unwrap(),
                debtor_code: None,
                debtor_name: &name,
                subject: &subject,
            });
            let payload = PosteText::from(&code.unwrap());
            let matrix = codes::data_matrix(payload.as_str()).unwrap();
            let drawn = draw(&data_matrix_symbol(&payload).unwrap(), 1);
            for (y, row) in (0_u16..).zip(drawn) {
                for (x, dark) in (0_u16..).zip(row) {
                    prop_assert_eq!(dark, matrix.is_dark(x.wrapping_sub(4), y.wrapping_sub(4)));
                }
            }
        }
    }
}
