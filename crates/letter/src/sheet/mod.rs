//! The layout of the sheet: one file per block, in the order of the notice guide. `document` uses it; PDF output is in
//! `paper`, the limits of a notice are in `notice`.
//!
//! Positions are those of the guide's templates, in points. `docs/letter.md` lists the differences.

mod amount;
mod channels;
mod header;
mod parties;
mod payment;
mod postal_slip;

use std::num::NonZeroU16;

use codes::Matrix;
use pagopa::{PostalAccount, PosteDataMatrix, PosteSlip, QrPayload};

use crate::{
    error::PrintError,
    figures,
    fixed_texts::FixedTexts,
    language::Language,
    length::Length,
    lines,
    logo::Logos,
    notice::Notice,
    paper::{Area, Ink, Paper, Style, Words},
    printable::printable,
    typeface::Typeface,
};

pub(crate) const PAGE_WIDTH: Length = Length::mm(210);
pub(crate) const PAGE_HEIGHT: Length = Length::mm(297);

/// No text or code is nearer to the edge than this (guide, "Margini di stampa").
const MARGIN: Length = Length::mm(10);
const LEFT: Length = MARGIN;
const RIGHT: Length = PAGE_WIDTH.minus(MARGIN);
/// The left edge of the right column, and the width of each column.
const RIGHT_COLUMN: Length = Length::pt(319);
const COLUMN: Length = Length::pt(248);
/// The least distance between blocks (guide, "Spaziature").
const GAP: Length = Length::mm(6);
/// The height of the grey band behind a block's title.
const BAND: Length = Length::pt(20);
/// The side of both codes (guide, "Rata unica", "Bollettino Postale PA").
const CODE: Length = Length::mm(25);

const TITLE: Style = Style::new(Typeface::Bold, 10);
const SMALL: Style = Style::new(Typeface::Regular, 8);
const SMALL_BOLD: Style = Style::new(Typeface::Bold, 8);
const SECOND: Style = Style::new(Typeface::Regular, 7);
const CODES: Style = Style::new(Typeface::MonoSemiBold, 10);

/// Heading levels.
const BLOCK: NonZeroU16 = NonZeroU16::MIN.saturating_add(1);
const WITHIN_BLOCK: NonZeroU16 = NonZeroU16::MIN.saturating_add(2);

/// The top of each block. If the block above is longer, the block moves down and keeps a gap of [`GAP`].
struct Places {
    parties: Length,
    amount: Length,
    payment: Length,
    slip: Length,
}

const ONE_LANGUAGE: Places = Places {
    parties: Length::pt(141),
    amount: Length::pt(279),
    payment: Length::pt(440),
    slip: Length::pt(602),
};
/// The same page with twice the text.
const TWO_LANGUAGES: Places = Places {
    parties: Length::pt(122),
    amount: Length::pt(228),
    payment: Length::pt(424),
    slip: Length::pt(602),
};

/// Selects one of the fixed texts.
type Which = fn(&FixedTexts) -> &'static str;

/// A notice while it is drawn.
pub(crate) struct Sheet<'p, 'a> {
    paper: &'p mut Paper<'a>,
    notice: &'p Notice,
    logos: &'p Logos,
    subject: String,
    creditor: String,
    debtor: String,
}

/// Draws the whole sheet. Gives the lower end of its last line.
pub(crate) fn draw(paper: &mut Paper<'_>, notice: &Notice, logos: &Logos) -> Result<Length, PrintError> {
    let subject = printable(notice.subject.as_str());
    let creditor = printable(notice.creditor.name.as_str());
    let debtor = printable(notice.debtor.name.as_str());
    let mut sheet = Sheet { paper, notice, logos, subject, creditor, debtor };
    let below_header = sheet.header();
    let places = sheet.places();
    let parties = (below_header + GAP).max(places.parties);
    let below_parties = sheet.parties(parties);
    let amount = (below_parties + GAP).max(places.amount);
    let below_amount = sheet.amount(amount);
    let below_channels = sheet.channels(amount);
    let payment = (below_amount.max(below_channels) + GAP).max(places.payment);
    let below_payment = sheet.payment(payment)?;
    match &notice.creditor.postal {
        Some(postal) => {
            let slip = (below_payment + Length::pt(4)).max(places.slip);
            sheet.postal_slip(slip, postal)
        }
        None => Ok(below_payment),
    }
}

impl Sheet<'_, '_> {
    const fn first(&self) -> &'static FixedTexts {
        FixedTexts::of(self.notice.languages.first())
    }

    fn second(&self) -> Option<(Language, &'static FixedTexts)> {
        self.notice.languages.second().map(|language| (language, FixedTexts::of(language)))
    }

    /// The languages of the letter with their fixed texts.
    fn languages(&self) -> impl Iterator<Item = (Language, &'static FixedTexts)> + use<> {
        let first = self.notice.languages.first();
        std::iter::once((first, FixedTexts::of(first))).chain(self.second())
    }

    const fn places(&self) -> &'static Places {
        if self.notice.languages.second().is_some() { &TWO_LANGUAGES } else { &ONE_LANGUAGE }
    }

    /// Draws the grey band behind a title, from `from` to `to`.
    fn band(&mut self, y: Length, from: Length, to: Length) {
        self.paper.ground(Area { x: from, y, width: to - from, height: BAND }, Ink::LightGrey);
    }

    /// Draws a block's title in capitals, and the second language beside it.
    fn title(&mut self, x: Length, y: Length, which: Which) {
        let (first, second) = (which(self.first()), self.second());
        let capitals = first.to_uppercase();
        self.paper.heading(BLOCK, first, y, |paper| {
            let words = Words::new(&capitals, TITLE);
            let end = paper.write(x, y + Length::pt(4), words);
            if let Some((language, texts)) = second {
                let words = Words::new(which(texts), SMALL).in_language(language);
                paper.write(end + Length::pt(4), y + Length::pt(6), words);
            }
        });
    }

    /// Draws a paragraph of at most `most` lines. Gives its lower end.
    fn paragraph(
        &mut self,
        (x, y): (Length, Length),
        width: Length,
        text: &str,
        style: Style,
        most: usize,
    ) -> Length {
        let lines = lines::broken(text, style, width, most);
        self.group_lines(x, y, &lines, style)
    }

    fn group_lines(&mut self, x: Length, y: Length, lines: &[String], style: Style) -> Length {
        if lines.is_empty() {
            return y;
        }
        let language = self.notice.languages.first();
        let written: Vec<(Length, &String)> =
            (0..).zip(lines).map(|(index, line)| (y + style.leading() * index, line)).collect();
        self.paper.paragraph(language, |paper| {
            for (y, line) in &written {
                paper.write(x, *y, Words::new(line, style));
            }
        });
        written.last().map_or(y, |(y, _)| *y + style.leading())
    }

    /// The amount in the format of the first language, such as `25,00`.
    fn money(&self) -> String {
        figures::amount(self.notice.amount, self.notice.languages.first())
    }

    fn qr_code(&self) -> Result<Matrix, PrintError> {
        let notice = self.notice;
        let payload = QrPayload::new(notice.number, notice.creditor.code, notice.amount)?;
        Ok(codes::qr_code(&payload.to_string())?)
    }

    fn data_matrix(&self, account: PostalAccount) -> Result<(PosteDataMatrix, Matrix), PrintError> {
        let notice = self.notice;
        let text = PosteDataMatrix::new(&PosteSlip {
            notice: notice.number,
            account,
            amount: notice.amount,
            creditor: notice.creditor.code,
            debtor_code: notice.debtor.code,
            debtor_name: notice.debtor.name.as_str(),
            subject: notice.subject.as_str(),
        })?;
        let matrix = codes::data_matrix(&text.to_string())?;
        Ok((text, matrix))
    }
}
