//! The tag tree and the metadata, which screen readers use.

use crate::{
    programs::Printed,
    samples::{all, print},
};
use letter::{Language, Notice};

fn headings(notice: &Notice) -> Vec<&'static str> {
    let due = notice.due.is_some();
    let mut headings = match notice.languages.first() {
        Language::English => vec![
            "Payment notice",
            "Payee",
            "Recipient",
            if due { "How much and when to pay?" } else { "How much to pay?" },
            "Where to pay?",
            "Pay with the IO app",
            "Pay locally",
            "Payment details",
        ],
        _ => vec![
            "Avviso di pagamento",
            "Ente Creditore",
            "Destinatario",
            if due { "Quanto e quando pagare?" } else { "Quanto pagare?" },
            "Dove pagare?",
            "Paga con l’app IO",
            "Paga sul territorio",
            "Dati per il pagamento",
        ],
    };
    if notice.creditor.postal.is_some() {
        headings.push("Bollettino Postale PA");
    }
    headings
}

fn elements(notice: &Notice) -> Vec<(String, String)> {
    elements_of(&print(notice))
}

/// The elements of the tag tree in order: the tag of each, and its text.
pub fn elements_of(pdf: &[u8]) -> Vec<(String, String)> {
    let tree = Printed::new(pdf).poppler("pdfinfo", &["-struct-text"]);
    let mut elements: Vec<(String, String)> = Vec::new();
    for line in tree.lines().map(str::trim) {
        match (line.strip_prefix('"'), elements.last_mut()) {
            (Some(text), Some((_, written))) => written.push_str(text.strip_suffix('"').unwrap()),
            _ if line.starts_with('/') => {}
            _ => {
                let name = line.split([' ', ':']).next().unwrap();
                elements.push((name.to_owned(), String::new()));
            }
        }
    }
    elements
}

#[test]
fn headings_have_the_order_and_levels_of_the_guide() {
    for (name, notice) in all() {
        let elements = elements(&notice);
        let found = elements.iter().filter(|(tag, _)| tag.starts_with('H'));
        let found: Vec<(&str, &str)> = found.map(|(tag, text)| (tag.as_str(), text.as_str())).collect();
        let mut levels = vec!["H1", "H2", "H2", "H2", "H2", "H3", "H3", "H2"];
        levels.extend(notice.creditor.postal.as_ref().map(|_| "H2"));
        assert_eq!(found.iter().map(|(level, _)| *level).collect::<Vec<_>>(), levels, "{name}");
        for ((_, text), heading) in found.iter().zip(headings(&notice)) {
            assert!(text.starts_with(&heading.to_uppercase()), "{name}: {heading}, {text}");
        }
    }
}

#[test]
fn codes_are_described_by_their_numbers_in_reading_order() {
    for (name, notice) in all() {
        // The descriptions are plain text in the file, because their characters need no other encoding.
        let file = String::from_utf8_lossy(&print(&notice)).into_owned();
        let described: Vec<&str> =
            file.split("/Alt(").skip(1).map(|rest| rest.split(')').next().unwrap()).collect();
        assert_eq!(
            described.len(),
            1 + usize::from(notice.creditor.postal.is_some()),
            "{name}: {described:?}"
        );
        for description in described {
            for number in [notice.number.grouped(), notice.creditor.code.to_string(), "25".to_owned()] {
                assert!(description.contains(&number), "{name}: {description}");
            }
        }
        let elements = elements(&notice);
        let place =
            |wanted: &str| elements.iter().position(|(tag, text)| tag == wanted || text.contains(wanted));
        let qr = place("Figure").unwrap();
        assert!(
            elements[..qr].iter().filter(|(tag, _)| tag == "H2").count() == 5,
            "{name}: after its heading"
        );
        assert!(qr < place(&notice.number.grouped()).unwrap(), "{name}: before the same numbers in words");
    }
}

#[test]
fn words_are_separated_by_spaces_in_the_tag_tree() {
    for (name, notice) in all() {
        let text: String = elements(&notice).into_iter().map(|(_, text)| text).collect();
        let euro = if notice.languages.first() == Language::English { "25.00 Euro " } else { "25,00 Euro " };
        for expected in [euro, &format!("{} ", notice.number.grouped()), "Maria Rossi "] {
            assert!(text.contains(expected), "{name}: {expected} in {text}");
        }
    }
}

#[test]
fn text_in_another_language_is_marked() {
    for (name, notice) in all() {
        let file = String::from_utf8_lossy(&print(&notice)).into_owned();
        let french = file.matches("/Lang(fr)").count();
        assert_eq!(french > 0, notice.languages.second() == Some(Language::French), "{name}: {french}");
        // Poste's slip is in Italian on an English letter, too.
        let italian_within = file.matches("/Lang(it)").count() > 0;
        let slip_abroad = notice.languages.first() == Language::English && notice.creditor.postal.is_some();
        assert_eq!(italian_within, slip_abroad || notice.languages.first() == Language::Italian, "{name}");
    }
}

#[test]
fn metadata_has_title_and_language_of_the_notice() {
    for (name, notice) in all() {
        let printed = Printed::new(&print(&notice));
        let info = printed.poppler("pdfinfo", &[]);
        let title = headings(&notice)[0];
        let expected = format!("{title} {} – Comune di Valtournenche", notice.number.grouped());
        assert!(info.contains(&expected), "{name}: {info}");
        assert!(
            info.contains("Tagged:          yes") && info.contains("Page size:       595.27"),
            "{name}: {info}"
        );
        assert!(info.contains("(A4)"), "{name}: {info}");
        let meta = printed.poppler("pdfinfo", &["-meta"]);
        assert!(meta.contains("pdfuaid:part"), "{name}: {meta}");
        assert!(meta.contains(notice.languages.first().tag()), "{name}: {meta}");
    }
}

#[test]
fn every_font_is_embedded_as_a_subset_and_maps_to_unicode() {
    for (name, notice) in all() {
        let listing = Printed::new(&print(&notice)).poppler("pdffonts", &[]);
        let fonts: Vec<&str> = listing.lines().skip(2).collect();
        assert!((4..=5).contains(&fonts.len()), "{name}: {listing}");
        for font in fonts {
            let words: Vec<&str> = font.split_whitespace().collect();
            assert!(words[0].contains("+TitilliumWeb") || words[0].contains("+RobotoMono"), "{font}");
            assert!(font.contains("yes yes yes"), "embedded, subset, with its text: {font}");
        }
    }
}
