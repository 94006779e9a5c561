//! Measures how long one core prints the statement of a year with many top-ups, as part of `cargo xtask bench letters`.

use letter::{
    Account, Language, Languages, Logos, Means, Notice, Payment, Statement, StatementAccount, Text,
    statement_pdf,
};
use pagopa::{Amount, NoticeNumber, SegregationCode};
use std::{error::Error, time::Instant};
use time::{Duration, macros::date};

const SAMPLE: &str = include_str!("../samples/due.json");
/// Top-ups of the year, of two accounts.
const TOP_UPS: u32 = 500;
const TIMES: u32 = 20;

fn main() -> Result<(), Box<dyn Error>> {
    let statement = statement()?;
    let logos = Logos::default();
    let mut fastest = std::time::Duration::MAX;
    let mut bytes = 0;
    for _ in 0..TIMES {
        let begun = Instant::now();
        bytes = statement_pdf(&statement, &logos)?.len();
        fastest = fastest.min(begun.elapsed());
    }
    println!("statement of {TOP_UPS} top-ups: {} ms, {bytes} bytes", fastest.as_millis());
    Ok(())
}

fn statement() -> Result<Statement, Box<dyn Error>> {
    let Notice { creditor, debtor, .. } = Notice::from_json(SAMPLE)?;
    let account = |number: &str, from: u32| -> Result<StatementAccount, Box<dyn Error>> {
        let account = Account {
            number: Text::new(number)?,
            children: vec![Text::new("Anna")?, Text::new("Luca")?],
            service: Text::new("Mensa scuola primaria")?,
        };
        let payments = (from..from + TOP_UPS / 2).map(payment).collect::<Result<_, _>>()?;
        Ok(StatementAccount { account, percent: vec![60, 40], payments })
    };
    Ok(Statement {
        languages: Languages::italian_and(Language::French),
        year: 2026,
        creditor,
        debtor,
        accounts: vec![account("000123", 0)?, account("000124", TOP_UPS / 2)?],
        wording: None,
        signature: Vec::new(),
    })
}

fn payment(index: u32) -> Result<Payment, Box<dyn Error>> {
    Ok(Payment {
        day: date!(2026 - 01 - 01) + Duration::days(i64::from(index % 365)),
        is_day_of_credit: false,
        number: NoticeNumber::issue(SegregationCode::new(1)?, u64::from(index))?,
        receipt_id: Text::new(&format!("{index:032x}"))?,
        means: Some(Means::Online),
        amount: Amount::from_cents(2500)?,
    })
}
