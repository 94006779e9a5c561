use super::*;
use crate::clock::Moment;
use std::{fs, path::Path};

fn config(office: bool) -> Config {
    let text = include_str!("../../../gateway.example.toml");
    let mut config = Config::parse(text, Path::new("gateway.toml"), std::iter::empty()).unwrap();
    config.municipality.office.email = config.municipality.office.email.filter(|_| office);
    config
}

/// Every kind of mail with made-up data, by the name of its file in `tests/mail/<language>`.
fn mails(language: Language) -> Vec<(&'static str, Mail)> {
    let ids: [TopUpId; 2] =
        ["01JD3Z8K0V7Q2M5N9R4T6W8Y0A", "01JD3Z8K0V7Q2M5N9R4T6W8Y0B"].map(|id| id.parse().unwrap());
    let children = ["Zoé".to_owned(), "Luca & Émile <x>".to_owned()];
    let top_up = |index: usize, balance_cents| ReceiptTopUp {
        id: &ids[index],
        children: &children[index..],
        service: ["Doposcuola", "Scuolabus"][index],
        amount: Amount::from_cents([2500, 123_456][index]).unwrap(),
        notice_number: "302032002700000251".parse().unwrap(),
        paid_on: [Some(Moment::parse("2026-11-23T23:30:00Z").unwrap().italian_day()), None][index].clone(),
        balance_cents,
    };
    let receipt_text = |top_ups| ReceiptText { language, name: "Anna Perrin", top_ups };
    let due_on = Date::try_from("2026-12-23".to_owned()).unwrap();
    let notice_text = NoticeText {
        top_up_id: &ids[0],
        mail_id: 7,
        language,
        name: "Anna Perrin",
        amount: Amount::from_cents(123_456).unwrap(),
        notice_number: "302032002700000251".parse().unwrap(),
        due_on: &due_on,
    };
    let receipt_pdf_text = ReceiptPdfText {
        top_up_id: &ids[0],
        mail_id: 8,
        language,
        name: "Anna Perrin",
        amount: Amount::from_cents(123_456).unwrap(),
        notice_number: "302032002700000251".parse().unwrap(),
        paid_on: Some(due_on.clone()),
    };
    let receipt_file = || Attachment { name: "ricevuta-1.pdf".to_owned(), pdf: b"%PDF-".to_vec() };
    let pdf = || b"%PDF-".to_vec();
    let changed_at = Moment::parse("2026-11-23T23:30:00Z").unwrap();
    vec![
        ("code", code(&config(true), language, "012345").unwrap()),
        ("receipt", receipt(&config(true), &receipt_text(vec![top_up(0, -150)])).unwrap()),
        (
            "receipts-without-office",
            receipt(&config(false), &receipt_text(vec![top_up(0, 61_000), top_up(1, 0)])).unwrap(),
        ),
        ("notice", notice(&config(true), &notice_text, pdf()).unwrap()),
        ("receipt-pdf", receipt_pdf(&config(true), &receipt_pdf_text, receipt_file()).unwrap()),
        ("email-code", email_code(&config(true), language, "012345").unwrap()),
        ("email-taken", email_taken(&config(true), language).unwrap()),
        ("email-changed", email_changed(&config(true), language, 9, changed_at).unwrap()),
        ("notice-without-office", notice(&config(false), &notice_text, pdf()).unwrap()),
    ]
}

/// Compares with the stored file, or writes it with `MAIL_COPIES=write`.
fn is_as_stored(name: &str, written: &str) {
    let path = format!("{}/tests/mail/{name}", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("MAIL_COPIES").is_some_and(|wish| wish == "write") {
        fs::write(&path, written).unwrap();
    }
    assert_eq!(written, fs::read_to_string(&path).unwrap(), "{path}");
}

/// `tests/e2e/mails.spec.ts` opens the HTML in a browser.
#[test]
fn every_mail_equals_its_stored_copy() {
    for language in Language::ALL {
        for (name, mail) in mails(language) {
            let attached = mail.attachment.map(|file| format!("{} {} bytes", file.name, file.pdf.len()));
            let reply_to = mail.reply_to.map(|address| address.to_string());
            let head =
                format!("{:?}\n{:?}\n{reply_to:?}\n{}\n{attached:?}", mail.id, mail.sender, mail.subject);
            is_as_stored(&format!("{}/{name}.txt", language.tag()), &format!("{head}\n{}", mail.text));
            is_as_stored(&format!("{}/{name}.html", language.tag()), &mail.html.unwrap());
        }
    }
}

#[test]
fn what_was_typed_into_the_form_reaches_the_office_as_text() {
    let text = RequestText {
        mail_id: 7,
        language: Language::Fr,
        name: "Anna <b>Perrin</b>",
        child: "Zoé",
        school: "Scuola primaria, 2ª",
        email: "anna@example.org",
        message: "Buongiorno.\nGrazie & a presto.",
    };
    let mail = request(&text).unwrap();
    assert_eq!(mail.reply_to.unwrap().to_string(), "anna@example.org");
    assert_eq!(mail.subject, "Richiesta di accesso a Ricarica: Anna <b>Perrin</b>");
    for line in ["Nome e cognome: Anna <b>Perrin</b>", "Lingua: Français", "\nGrazie & a presto.\n"] {
        assert!(mail.text.contains(line), "{}", mail.text);
    }
    assert_eq!(mail.html, None);
}

#[test]
fn a_receipt_has_the_id_of_its_top_ups_and_of_no_others() {
    let ids: Vec<TopUpId> =
        ["A", "B", "C"].map(|last| format!("01JD3Z8K0V7Q2M5N9R4T6W8Y0{last}").parse().unwrap()).to_vec();
    let id_of = |which: &[usize]| {
        let top_ups: Vec<_> = which
            .iter()
            .map(|index| ReceiptTopUp {
                id: &ids[*index],
                children: &[],
                service: "Mensa",
                amount: Amount::from_cents(1).unwrap(),
                notice_number: "302032002700000251".parse().unwrap(),
                paid_on: None,
                balance_cents: 0,
            })
            .collect();
        receipt_id(&top_ups)
    };
    assert_eq!(id_of(&[0]), ids[0].as_str());
    assert_eq!(id_of(&[0, 1]), id_of(&[1, 0]));
    assert_ne!(id_of(&[0, 1]), id_of(&[0, 2]));
}
