//! Receipts and statements as other programs see them.

use crate::{golden::looks_like_its_picture, programs::Printed, samples, structure::elements_of};
use letter::{
    Account, Debtor, Language, Languages, Logos, Means, Notice, Payment, Receipt, Statement,
    StatementAccount, Text, receipt_pdf, statement_pdf,
};
use pagopa::{Amount, NoticeNumber, SegregationCode};
use time::{Date, Duration, macros::date};

const LANGUAGES: [(&str, Languages); 3] = [
    ("italian", Languages::only(Language::Italian)),
    ("french", Languages::italian_and(Language::French)),
    ("english", Languages::italian_and(Language::English)),
];

fn notice() -> Notice {
    Notice::from_json(samples::POSTAL).unwrap()
}

fn account(number: &str, children: &[&str]) -> Account {
    Account {
        number: Text::new(number).unwrap(),
        children: children.iter().map(|name| Text::new(name).unwrap()).collect(),
        service: Text::new("Mensa scuola primaria").unwrap(),
    }
}

fn receipt(languages: Languages) -> Receipt {
    let Notice { creditor, debtor, number, .. } = notice();
    Receipt {
        languages,
        creditor,
        debtor: Debtor { address: None, ..debtor },
        account: account("000123", &["Anna", "Luca"]),
        amount: Amount::from_cents(123_456).unwrap(),
        paid_on: Some(date!(2026 - 12 - 31)),
        credited_on: date!(2027 - 01 - 02),
        means: Some(Means::Provider),
        provider: Some(Text::new("Tabaccheria di prova").unwrap()),
        number,
        receipt_id: Text::new("0b1c9a62a5f34f0d8a8d7f0b7f2f6c11").unwrap(),
    }
}

fn payment(index: u32, day: Date) -> Payment {
    Payment {
        day,
        is_day_of_credit: index == 2,
        number: NoticeNumber::issue(SegregationCode::new(1).unwrap(), u64::from(index)).unwrap(),
        receipt_id: Text::new(&format!("{index:032x}")).unwrap(),
        means: [Some(Means::Online), Some(Means::Provider), Some(Means::Cash), None]
            [usize::try_from(index % 4).unwrap()],
        amount: Amount::from_cents(2500 + u64::from(index)).unwrap(),
    }
}

/// A statement of two accounts with so many payments each; the first is split.
fn statement(languages: Languages, payments: u32) -> Statement {
    let Notice { creditor, debtor, .. } = notice();
    let of = |account, percent, from: u32| StatementAccount {
        account,
        percent,
        payments: (from..from + payments)
            .map(|index| payment(index, date!(2026 - 01 - 01) + Duration::days(i64::from(index % 365))))
            .collect(),
    };
    Statement {
        languages,
        year: 2026,
        creditor,
        debtor,
        accounts: vec![
            of(account("000123", &["Anna", "Luca"]), vec![60, 40], 0),
            of(account("000124", &["Théo", "Léa"]), Vec::new(), payments),
        ],
        wording: None,
        signature: ["La responsabile del servizio", "Maria Bianchi"]
            .map(|line| Text::new(line).unwrap())
            .into(),
    }
}

fn print_receipt(receipt: &Receipt) -> Vec<u8> {
    receipt_pdf(receipt, &Logos::default()).unwrap()
}

fn print_statement(statement: &Statement) -> Vec<u8> {
    statement_pdf(statement, &Logos::default()).unwrap()
}

/// What every document of ours keeps: tags, language, title, fonts, and no word beyond the margins.
fn is_accessible(pdf: &[u8], languages: Languages, title: &str) {
    let printed = Printed::new(pdf);
    let info = printed.poppler("pdfinfo", &[]);
    assert!(info.contains(title) && info.contains("Tagged:          yes") && info.contains("(A4)"), "{info}");
    let meta = printed.poppler("pdfinfo", &["-meta"]);
    assert!(meta.contains("pdfuaid:part") && meta.contains(languages.first().tag()), "{meta}");
    let fonts = printed.poppler("pdffonts", &[]);
    for font in fonts.lines().skip(2) {
        assert!(font.contains("+TitilliumWeb") || font.contains("+RobotoMono"), "{font}");
        assert!(font.contains("yes yes yes"), "embedded, subset, with its text: {font}");
    }
    let file = String::from_utf8_lossy(pdf);
    if let Some(second) = languages.second() {
        assert!(file.contains(&format!("/Lang({})", second.tag())), "the second language is marked");
    }
    let boxes = printed.poppler("pdftotext", &["-bbox"]);
    for word in boxes.lines().filter(|line| line.contains("<word ")) {
        let value = |name: &str| -> f64 {
            word.split(&format!("{name}=\"")).nth(1).unwrap().split('"').next().unwrap().parse().unwrap()
        };
        let inside = value("xMin") >= 42.0
            && value("xMax") <= 554.0
            && value("yMin") >= 36.0
            && value("yMax") <= 801.0;
        assert!(inside, "{word}");
    }
}

#[test]
fn receipt_is_one_accessible_page_in_three_languages() {
    for (name, languages) in LANGUAGES {
        let receipt = receipt(languages);
        let pdf = print_receipt(&receipt);
        assert_eq!(pdf, print_receipt(&receipt), "{name}: the same bytes");
        assert!(pdf.len() < 60_000, "{name}: {}", pdf.len());
        is_accessible(
            &pdf,
            languages,
            "Ricevuta di ricarica 3010 0000 0000 0000 43 – Comune di Valtournenche",
        );
        let info = Printed::new(&pdf).poppler("pdfinfo", &[]);
        assert!(info.contains("Pages:           1"), "{info}");
        let headings: Vec<String> = elements_of(&pdf)
            .into_iter()
            .filter(|(tag, _)| tag.starts_with('H'))
            .map(|(tag, text)| format!("{tag} {}", text.trim()))
            .collect();
        let expected = [
            "H1 Ricevuta di ricarica",
            "H2 ENTE CREDITORE",
            "H2 INTESTATARIO DELL’AVVISO",
            "H2 IL PAGAMENTO",
            "H2 PER CHE COSA",
            "H2 CHE COS’È QUESTO DOCUMENTO",
        ];
        assert_eq!(headings.len(), expected.len(), "{name}: {headings:?}");
        for (heading, expected) in headings.iter().zip(expected) {
            assert!(heading.starts_with(expected), "{name}: {heading}");
        }
        looks_like_its_picture(&format!("receipt_{name}"), &pdf);
    }
}

#[test]
fn what_is_not_known_of_a_payment_is_left_out() {
    let known = receipt(Languages::only(Language::Italian));
    let text = Printed::new(&print_receipt(&known)).poppler("pdftotext", &["-layout"]);
    for expected in
        ["31/12/2026", "02/01/2027", "Pagato il", "sportello", "Tabaccheria", "1.234,56 Euro", "Anna, Luca"]
    {
        assert!(text.contains(expected), "{expected} in {text}");
    }
    let bare = Receipt {
        debtor: Debtor { code: None, ..known.debtor.clone() },
        account: account("000123", &[]),
        paid_on: None,
        means: None,
        provider: None,
        ..known
    };
    let text = Printed::new(&print_receipt(&bare)).poppler("pdftotext", &["-layout"]);
    for absent in
        ["Pagato il", "Come è stato pagato", "Prestatore di servizi di pagamento\n", "Alunni", "RSSMRA"]
    {
        assert!(!text.contains(absent), "{absent} in {text}");
    }
    assert!(text.contains("02/01/2027"), "{text}");
}

#[test]
fn receipt_with_every_field_at_its_limit_is_one_page() {
    let long = |characters: usize| "Àbc’d èfghij ".chars().cycle().take(characters).collect::<String>();
    for (name, languages) in LANGUAGES {
        let mut receipt = receipt(languages);
        receipt.creditor.name = Text::cut(&long(100));
        receipt.creditor.sector = Some(Text::cut(&long(50)));
        receipt.creditor.info = Some(Text::cut(&long(100)));
        receipt.debtor.name = Text::cut(&"Perrin-".repeat(10));
        receipt.account = Account {
            number: Text::cut(&"0".repeat(40)),
            children: vec![Text::cut(&"Ğülşen Ñandú ".repeat(6)); 20],
            service: Text::cut(&long(60)),
        };
        receipt.amount = Amount::from_cents(9_999_999_999).unwrap();
        receipt.provider = Some(Text::cut(&long(70)));
        receipt.receipt_id = Text::cut(&"0".repeat(70));
        let pdf = print_receipt(&receipt);
        is_accessible(&pdf, languages, "Ricevuta");
        let info = Printed::new(&pdf).poppler("pdfinfo", &[]);
        assert!(info.contains("Pages:           1"), "{name}: {info}");
    }
}

#[test]
fn statement_has_a_table_for_each_account_and_its_sums() {
    for (name, languages) in LANGUAGES {
        let statement = statement(languages, 3);
        let pdf = print_statement(&statement);
        assert_eq!(pdf, print_statement(&statement), "{name}: the same bytes");
        is_accessible(&pdf, languages, "anno 2026 – Comune di Valtournenche");
        let elements = elements_of(&pdf);
        let count = |wanted: &str| elements.iter().filter(|(tag, _)| tag == wanted).count();
        assert_eq!((count("Table"), count("THead"), count("TBody")), (2, 2, 2), "{name}: {elements:?}");
        assert_eq!((count("TR"), count("TH"), count("TD")), (8, 10, 30), "{name}: {elements:?}");
        let text = Printed::new(&pdf).poppler("pdftotext", &["-layout"]);
        let sum = |from: u64| (from..from + 3).map(|index| 2500 + index).sum::<u64>();
        let euro = |cents: u64| format!("{},{:02} Euro", cents / 100, cents % 100);
        assert_eq!(statement.cents(), sum(0) + sum(3));
        let parts = letter::shares(sum(0), &[60, 40]);
        for cents in [sum(0), sum(3), parts[0], parts[1]] {
            assert!(text.contains(&euro(cents)), "{name}: {cents} in {text}");
        }
        assert!(text.contains("150,15 Euro") && text.contains("non lo divide"), "{name}: {text}");
        assert!(text.contains("da confermare") && text.contains("Maria Bianchi"), "{name}: {text}");
        assert!(text.contains("03/01/2026*") && text.contains("di cui in contanti"), "{name}: {text}");
        looks_like_its_picture(&format!("statement_{name}"), &pdf);
    }
}

#[test]
fn long_statement_goes_on_over_pages_in_one_table() {
    let statement = statement(Languages::italian_and(Language::French), 250);
    let pdf = print_statement(&statement);
    is_accessible(&pdf, statement.languages, "anno 2026");
    let printed = Printed::new(&pdf);
    let info = printed.poppler("pdfinfo", &[]);
    let pages: u32 = info.split("Pages:").nth(1).unwrap().split_whitespace().next().unwrap().parse().unwrap();
    assert!((8..=14).contains(&pages), "{info}");
    let elements = elements_of(&pdf);
    assert_eq!(elements.iter().filter(|(tag, _)| tag == "Table").count(), 2);
    assert_eq!(elements.iter().filter(|(tag, _)| tag == "TR").count(), 502);
    let text = printed.poppler("pdftotext", &["-layout"]);
    for page in 1..=pages {
        assert!(text.contains(&format!("pagina {page}")), "{page}");
    }
    for payment in statement.accounts.iter().flat_map(|account| &account.payments) {
        assert!(text.contains(payment.receipt_id.as_str()), "{payment:?}");
    }
}
