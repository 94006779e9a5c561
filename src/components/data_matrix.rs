//! The post office's own code: Poste's 256 characters as a square Data Matrix, ECC 200
//! (docs/decisions/0012: why a part of the `datamatrix` crate, and not all of it).

mod encodation;

use super::{
    symbol::{Room, Symbol, picture, reed_solomon},
    use_texts,
};
use crate::browser::intl;
use contract::Money;
use datamatrix::{SymbolSize, placement::MatrixMap};
use leptos::prelude::*;
use pagopa::{NoticeNumber, PosteText};

/// A square: codewords of data, blocks they are dealt to, check codewords of each (ISO/IEC 16022, table 7).
struct Size {
    symbol: SymbolSize,
    data: usize,
    blocks: usize,
    check_per_block: usize,
}

const SMALL: Size = Size { symbol: SymbolSize::Square48, data: 174, blocks: 1, check_per_block: 68 };
const MIDDLE: Size = Size { symbol: SymbolSize::Square52, data: 204, blocks: 2, check_per_block: 42 };
/// It holds the longest message there is.
const LARGE: Size = Size { symbol: SymbolSize::Square64, data: 280, blocks: 2, check_per_block: 56 };

/// The code as it is drawn: 48 modules a side and the quiet ones, 52 or 64 when the names hold many marks.
pub fn data_matrix_symbol(payload: &PosteText) -> Symbol {
    let mut codewords = encodation::codewords(payload);
    let size = match codewords.len() {
        ..=174 => SMALL,
        175..=204 => MIDDLE,
        _ => LARGE,
    };
    encodation::pad(&mut codewords, size.data);
    codewords.extend(reed_solomon::DATA_MATRIX.check(&codewords, size.blocks, size.check_per_block));
    let bitmap = MatrixMap::new_with_codewords(&codewords, size.symbol).bitmap();
    let lines: Vec<u64> = bitmap.bits().chunks(bitmap.width()).map(line).collect();
    Symbol::new(&lines)
}

fn line(modules: &[bool]) -> u64 {
    modules.iter().rev().fold(0, |line, &dark| line << 1 | u64::from(dark))
}

/// The picture. A screen reader hears what it is and the numbers that are in it.
#[component]
pub fn DataMatrix(
    payload: PosteText,
    /// The numbers that are in it, for screen readers.
    notice: NoticeNumber,
    amount: Money,
    #[prop(optional)] room: Room,
) -> impl IntoView {
    let texts = use_texts();
    let label = texts.notice.data_matrix_label.of(&notice.grouped(), &intl::money(texts.language, amount));
    picture(&data_matrix_symbol(&payload), room, label)
}

// The programs that read the codes back are only there natively.
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

    /// The modules of the symbol as they were drawn, without the quiet zone.
    fn modules(symbol: &Symbol) -> Vec<bool> {
        let picture = draw(symbol, 1);
        let inside = 4..picture.len() - 4;
        picture[inside.clone()].iter().flat_map(|row| row[inside.clone()].to_vec()).collect()
    }

    fn read(symbol: &Symbol) -> String {
        let text = datamatrix::DataMatrix::decode(&modules(symbol), symbol.side() as usize - 8).unwrap();
        String::from_utf8(text).unwrap()
    }

    #[test]
    fn an_ordinary_notice_takes_48_modules() {
        for (name, subject) in [
            ("", ""),
            ("Anna Rossi", "Ricarica mensa scolastica di Anna Rossi, a.s. 2026-2027"),
            ("Maria Antonietta D'Àrçon-Müller", "Mensa: Noël e Zoë D'Àrçon-Müller, classe 3.B"),
        ] {
            let payload = payload(name, subject);
            let symbol = data_matrix_symbol(&payload);
            assert_eq!(symbol.side(), 48 + 8, "{subject}");
            assert_eq!(read(&symbol), payload.to_string());
        }
    }

    #[test]
    fn names_full_of_marks_take_as_many_more_as_they_need() {
        for (marks, side) in [(10, 48), (11, 52), (55, 52), (56, 64), (110, 64)] {
            let payload = payload("", &"'&-.,:_".chars().cycle().take(marks).collect::<String>());
            let symbol = data_matrix_symbol(&payload);
            assert_eq!(symbol.side(), side + 8, "{marks}");
            assert_eq!(read(&symbol), payload.to_string());
        }
        // Longest of all: the debtor's name as well.
        let payload = payload(&"&".repeat(40), &"_".repeat(110));
        assert_eq!(read(&data_matrix_symbol(&payload)), payload.to_string());
    }

    /// What libdmtx's program reads off the picture.
    fn read_by_dmtx(symbol: &Symbol) -> String {
        let file =
            std::env::temp_dir().join(format!("ricarica-{}-{}.png", std::process::id(), symbol.side()));
        std::fs::write(&file, symbol.png()).unwrap();
        let out = std::process::Command::new("dmtxread").args(["--stop-after=1"]).arg(&file).output();
        std::fs::remove_file(&file).unwrap();
        String::from_utf8(out.expect("dmtxread, of dmtx-utils").stdout).unwrap()
    }

    #[test]
    fn another_program_reads_every_size() {
        for (marks, side) in [(0, 48), (30, 52), (110, 64)] {
            let payload = payload("Noël D'Àrçon", &"'&-.,:_".chars().cycle().take(marks).collect::<String>());
            let symbol = data_matrix_symbol(&payload);
            assert_eq!((symbol.side(), read_by_dmtx(&symbol)), (side + 8, payload.to_string()));
        }
    }

    #[test]
    fn pads_are_those_of_the_crate() {
        let text = b"PADDED TO THE END";
        let code = datamatrix::DataMatrix::encode(text, SymbolSize::Square48).unwrap();
        let written = code.data_codewords().iter().position(|&codeword| codeword == 129).unwrap();
        let mut ours = code.data_codewords()[..written].to_vec();
        encodation::pad(&mut ours, 174);
        assert_eq!(ours, code.data_codewords());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn what_is_read_is_what_was_written(
            notice in "[0-3][0-9]{17}",
            account in "[0-9]{1,12}",
            cents in 1..=9_999_999_999_u64,
            creditor in "[0-9]{11}",
            name in "[A-Za-z0-9 &',.:_À-ÿ-]{0,50}",
            subject in "[A-Z0-9 &',.:_-]{0,110}|[A-Z ]{90}[0-9]{20}|\\PC{0,110}",
        ) {
            let code = PosteDataMatrix::new(&PosteSlip {
                notice: notice.parse().unwrap(),
                account: account.parse().unwrap(),
                amount: pagopa::Amount::from_cents(cents).unwrap(),
                creditor: creditor.parse().unwrap(),
                debtor_code: None,
                debtor_name: &name,
                subject: &subject,
            });
            let payload = PosteText::from(&code.unwrap());
            prop_assert_eq!(read(&data_matrix_symbol(&payload)), payload.to_string());
        }
    }
}
