//! The layout of the receipt.

use super::{Means, Receipt, texts::ReceiptTexts};
use crate::{
    figures,
    form::{BOTTOM, Both, COLUMN, Form, GAP, LEFT, RIGHT_COLUMN, SMALL, WIDTH},
    language::Language,
    length::Length,
    logo::Logos,
    paper::{Paper, Style},
    printable::printable,
    typeface::Typeface,
};

const SUM: [Style; 1] = [Style::new(Typeface::Bold, 22)];
const STRONG: [Style; 3] =
    [Style::new(Typeface::Bold, 12), Style::new(Typeface::Bold, 10), Style::new(Typeface::Bold, 8)];
const PLAIN: [Style; 3] =
    [Style::new(Typeface::Regular, 12), Style::new(Typeface::Regular, 10), Style::new(Typeface::Regular, 8)];
const CODES: [Style; 2] = [Style::new(Typeface::MonoSemiBold, 11), Style::new(Typeface::MonoSemiBold, 8)];
/// The distance between two facts.
const AIR: Length = Length::pt(6);

/// A label or a paragraph of the receipt.
type Which = fn(&ReceiptTexts) -> &'static str;

/// Draws the whole page.
pub(super) fn draw(paper: &mut Paper<'_>, receipt: &Receipt, logos: &Logos) {
    let text =
        |which: Which| Both::new(receipt.languages, |language| which(ReceiptTexts::of(language)).to_owned());
    let first = receipt.languages.first();
    let mut form = Form { paper, language: first };
    let mut y = form.title(&text(|texts| texts.title), &receipt.creditor, logos) + GAP;
    let titles = [&text(|texts| texts.creditor), &text(|texts| texts.debtor)];
    y = form.parties(y, titles, &receipt.creditor, &receipt.debtor) + GAP;

    y = form.block((LEFT, y), WIDTH, &text(|texts| texts.payment));
    let money = format!("{} {}", figures::amount(receipt.amount, first), ReceiptTexts::of(first).euro);
    let sum = form.fact((LEFT, y), COLUMN, &text(|texts| texts.amount), &money, &SUM);
    let days = days(&mut form, receipt, y, text);
    y = sum.max(days) + AIR;
    let means = receipt.means.map(|means| Both::new(receipt.languages, |language| words(means, language)));
    if let Some(means) = means {
        y = form.fact((LEFT, y), WIDTH, &text(|texts| texts.means), &means.first, &PLAIN);
        y = form.second((LEFT, y), WIDTH, &means) + AIR;
    }
    if let Some(provider) = &receipt.provider {
        let label = text(|texts| texts.provider);
        y = form.fact((LEFT, y), WIDTH, &label, &printable(provider.as_str()), &PLAIN) + AIR;
    }
    let number = form.fact((LEFT, y), COLUMN, &text(|texts| texts.number), &receipt.number.grouped(), &CODES);
    let id = printable(receipt.receipt_id.as_str());
    let id = form.fact((RIGHT_COLUMN, y), COLUMN, &text(|texts| texts.receipt_id), &id, &CODES);
    y = number.max(id) + GAP;

    y = form.block((LEFT, y), WIDTH, &text(|texts| texts.purpose));
    let account = &receipt.account;
    let number = printable(account.number.as_str());
    let left = form.fact((LEFT, y), COLUMN, &text(|texts| texts.account), &number, &STRONG);
    let service = printable(account.service.as_str());
    let right = form.fact((RIGHT_COLUMN, y), COLUMN, &text(|texts| texts.service), &service, &STRONG);
    y = left.max(right) + AIR;
    let children = account.children();
    if !children.is_empty() {
        y = form.fact((LEFT, y), WIDTH, &text(|texts| texts.children), &children, &STRONG) + AIR;
    }
    y += GAP - AIR;

    y = form.block((LEFT, y), WIDTH, &text(|texts| texts.about));
    for which in [(|texts| texts.is) as Which, |texts| texts.is_not] {
        y = form.paragraph((LEFT, y), WIDTH, &text(which), SMALL) + AIR;
    }
    debug_assert!(y <= BOTTOM, "a receipt is one page");
}

/// The days of payment and credit, in the right column. Gives their lower end.
fn days(form: &mut Form<'_, '_>, receipt: &Receipt, y: Length, text: impl Fn(Which) -> Both) -> Length {
    let mut below = y;
    if let Some(paid) = receipt.paid_on {
        let place = (RIGHT_COLUMN, below);
        below = form.fact(place, COLUMN, &text(|texts| texts.paid_on), &figures::day(paid), &STRONG) + AIR;
    }
    let place = (RIGHT_COLUMN, below);
    form.fact(place, COLUMN, &text(|texts| texts.credited_on), &figures::day(receipt.credited_on), &PLAIN)
}

fn words(means: Means, language: Language) -> String {
    let texts = ReceiptTexts::of(language);
    match means {
        Means::Online => texts.online,
        Means::Provider => texts.at_provider,
        Means::Cash => texts.cash,
    }
    .to_owned()
}
