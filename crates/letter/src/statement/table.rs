//! The rows of a statement's tables.

use krilla::tagging::{TableHeaderScope, Tag};

use super::{Payment, texts::StatementTexts};
use crate::{
    figures,
    form::{LEFT, RIGHT, SMALL, write_lines},
    language::{Language, Languages},
    length::Length,
    lines,
    paper::{Paper, Style, Words},
    printable::printable,
    receipt::Means,
    typeface::Typeface,
};

const HEAD: Style = Style::new(Typeface::Bold, 8);
const SECOND: Style = Style::new(Typeface::Regular, 7);
const CODES: Style = Style::new(Typeface::Mono, 7);
const MONEY: Style = Style::new(Typeface::Bold, 9);
/// The space below a row.
const AIR: Length = Length::pt(3);

const NUMBER: Length = LEFT.plus(Length::pt(66));
const RECEIPT: Length = LEFT.plus(Length::pt(172));
const RECEIPT_WIDTH: Length = Length::pt(196);
const MEANS: Length = LEFT.plus(Length::pt(376));

/// A payment as it is written.
pub(super) struct Row {
    day: String,
    number: String,
    receipt: Vec<String>,
    means: &'static str,
    amount: String,
}

impl Row {
    pub fn new(payment: &Payment, language: Language) -> Self {
        let day = figures::day(payment.day);
        Self {
            day: if payment.is_day_of_credit { format!("{day}*") } else { day },
            number: payment.number.grouped(),
            receipt: lines::broken(&printable(payment.receipt_id.as_str()), CODES, RECEIPT_WIDTH, 3),
            means: payment.means.map_or("–", |means| word(means, language)),
            amount: figures::amount(payment.amount, language),
        }
    }

    pub fn height(&self) -> Length {
        let lines = i32::try_from(self.receipt.len()).unwrap_or(1);
        (CODES.leading() * lines).max(MONEY.leading()) + AIR
    }

    /// Draws it as a row of the open table.
    pub fn draw(&self, paper: &mut Paper<'_>, y: Length) {
        paper.group(Tag::TR, |paper| {
            paper.group(Tag::TD, |paper| paper.write(LEFT, y, Words::new(&self.day, SMALL)));
            paper.group(Tag::TD, |paper| {
                paper.write(NUMBER, y + Length::pt(1), Words::new(&self.number, CODES))
            });
            paper.group(Tag::TD, |paper| {
                write_lines(paper, (RECEIPT, y + Length::pt(1)), &self.receipt, CODES, None)
            });
            paper.group(Tag::TD, |paper| paper.write(MEANS, y, Words::new(self.means, SMALL)));
            paper.group(Tag::TD, |paper| paper.write_to(RIGHT, y, Words::new(&self.amount, MONEY)));
        });
    }
}

const fn word(means: Means, language: Language) -> &'static str {
    let texts = StatementTexts::of(language);
    match means {
        Means::Online => texts.online,
        Means::Provider => texts.provider,
        Means::Cash => texts.cash,
    }
}

/// A column's title in one language.
type Title = fn(&StatementTexts) -> &'static str;

const TITLES: [(Title, Option<Length>); 5] = [
    (|texts| texts.day, Some(LEFT)),
    (|texts| texts.number, Some(NUMBER)),
    (|texts| texts.receipt_id, Some(RECEIPT)),
    (|texts| texts.means, Some(MEANS)),
    (|texts| texts.amount, None),
];

pub(super) const fn head_height(languages: Languages) -> Length {
    let second = if languages.second().is_some() { SECOND.leading() } else { Length::ZERO };
    HEAD.leading().plus(second).plus(AIR)
}

/// Draws the titles of the columns as the first row of the open table.
pub(super) fn draw_head(paper: &mut Paper<'_>, languages: Languages, y: Length) {
    let first = StatementTexts::of(languages.first());
    paper.group(Tag::THead, |paper| {
        paper.group(Tag::TR, |paper| {
            for (title, x) in TITLES {
                paper.group(Tag::TH(TableHeaderScope::Column), |paper| {
                    let text = title(first);
                    paper.write(place(x, text, HEAD), y, Words::new(text, HEAD));
                    if let Some(language) = languages.second() {
                        let text = title(StatementTexts::of(language));
                        let words = Words::new(text, SECOND).in_language(language);
                        paper.write(place(x, text, SECOND), y + HEAD.leading(), words);
                    }
                });
            }
        });
    });
}

/// Draws the titles once more on a later page. Screen readers have them already.
pub(super) fn repeat_head(paper: &mut Paper<'_>, languages: Languages, y: Length) {
    let texts = StatementTexts::of(languages.first());
    for (title, x) in TITLES {
        let text = title(texts);
        paper.remark(place(x, text, HEAD), y, text, HEAD);
    }
}

/// Where a title begins; without a place it ends at the right margin.
fn place(x: Option<Length>, text: &str, style: Style) -> Length {
    x.unwrap_or_else(|| RIGHT - style.width(text))
}
