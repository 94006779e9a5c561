//! Measures parsing and printing of each code: `cargo bench -p pagopa`.

use core::hint::black_box;
use core::str::FromStr;
use std::error::Error;

use criterion::Criterion;
use pagopa::{
    Amount, Codeline, CreditorCode, FiscalCode, Iuv, NoticeNumber, PosteDataMatrix, PosteSlip, QrPayload,
    SegregationCode,
};

/// Measures parsing the text and printing the parsed value.
fn parse_and_print<T>(criterion: &mut Criterion, name: &str, text: &str) -> Result<(), T::Err>
where
    T: FromStr + ToString,
{
    let value: T = text.parse()?;
    criterion.bench_function(&format!("{name}/parse"), |b| b.iter(|| black_box(text).parse::<T>().ok()));
    criterion.bench_function(&format!("{name}/print"), |b| b.iter(|| black_box(&value).to_string()));
    Ok(())
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut criterion = Criterion::default().configure_from_args();

    parse_and_print::<Amount>(&mut criterion, "amount", "1234.56")?;
    criterion.bench_function("amount/typed", |b| b.iter(|| Amount::from_typed(black_box("€ 1.234,56"))));

    parse_and_print::<NoticeNumber>(&mut criterion, "notice_number", "3020 3200 2700 0002 51")?;
    let notice: NoticeNumber = "302032002700000251".parse()?;
    let station = SegregationCode::new(2)?;
    criterion.bench_function("notice_number/issue", |b| {
        b.iter(|| NoticeNumber::issue(black_box(station), black_box(320_027_000_002)));
    });
    criterion.bench_function("notice_number/grouped", |b| b.iter(|| black_box(notice).grouped()));

    parse_and_print::<Iuv>(&mut criterion, "iuv", "02032002700000251")?;
    parse_and_print::<CreditorCode>(&mut criterion, "creditor_code", "03334231200")?;
    parse_and_print::<FiscalCode>(&mut criterion, "fiscal_code", "MRSMSR81D60Z611H")?;
    parse_and_print::<QrPayload>(
        &mut criterion,
        "qr_payload",
        "PAGOPA|002|302032002700000251|03334231200|2500",
    )?;
    parse_and_print::<Codeline>(
        &mut criterion,
        "codeline",
        "18301188340000064356120000101481121000000032703896",
    )?;

    let slip = PosteSlip {
        notice,
        account: "000010148112".parse()?,
        amount: Amount::from_cents(2_500)?,
        creditor: "03334231200".parse()?,
        debtor_code: None,
        debtor_name: "Noël D’Àrçon",
        subject: "Mensa scolastica, ricarica di settembre – scuola dell’infanzia",
    };
    criterion.bench_function("poste_data_matrix/make", |b| b.iter(|| PosteDataMatrix::new(black_box(&slip))));
    let text = PosteDataMatrix::new(&slip)?.to_string();
    parse_and_print::<PosteDataMatrix>(&mut criterion, "poste_data_matrix", &text)?;

    criterion.final_summary();
    Ok(())
}
