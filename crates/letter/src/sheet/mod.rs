//! The sheet, block by block, in the order that the notice guide prescribes.
//!
//! What lives here: where each block stands and what it says. What must not: how PDF is written (`paper`), what a
//! notice may say (`notice`). Who may use it: `document`.
//!
//! Places are the guide's own templates' as its public implementations measure them, in points; `docs/letter.md`
//! tells where ours differ.

mod amount;
mod channels;
mod header;
mod parties;
mod payment;
mod postal_slip;

use std::num::NonZeroU16;

use pagopa::{PosteDataMatrix, PosteSlip, QrPayload};

use crate::{
    codes::Symbol,
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

/// Nothing that is read stands nearer to the edge (guide, "Margini di stampa").
const MARGIN: Length = Length::mm(10);
const LEFT: Length = MARGIN;
const RIGHT: Length = PAGE_WIDTH.minus(MARGIN);
/// Where the right one of two columns begins, and how wide both are.
const RIGHT_COLUMN: Length = Length::pt(319);
const COLUMN: Length = Length::pt(248);
/// Between blocks, where there is much text (guide, "Spaziature").
const GAP: Length = Length::mm(6);
/// The grey ground of a block's title.
const BAND: Length = Length::pt(20);
/// Both codes (guide, "Rata unica", "Bollettino Postale PA").
const CODE: Length = Length::mm(25);

const TITLE: Style = Style::new(Typeface::Bold, 10);
const SMALL: Style = Style::new(Typeface::Regular, 8);
const SMALL_BOLD: Style = Style::new(Typeface::Bold, 8);
const SECOND: Style = Style::new(Typeface::Regular, 7);
const CODES: Style = Style::new(Typeface::MonoSemiBold, 10);

/// Heading levels.
const BLOCK: NonZeroU16 = NonZeroU16::MIN.saturating_add(1);
const WITHIN_BLOCK: NonZeroU16 = NonZeroU16::MIN.saturating_add(2);

/// Where each block begins; one that is pushed further down by a long one above it begins a gap below that.
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
/// Twice the text, in the same space.
const TWO_LANGUAGES: Places = Places {
    parties: Length::pt(122),
    amount: Length::pt(228),
    payment: Length::pt(424),
    slip: Length::pt(602),
};

/// Which fixed text is meant.
type Which = fn(&FixedTexts) -> &'static str;

/// A notice on its way to the paper.
pub(crate) struct Sheet<'p, 'a> {
    paper: &'p mut Paper<'a>,
    notice: &'p Notice,
    logos: &'p Logos,
    subject: String,
    creditor: String,
    debtor: String,
}

/// Draws the whole sheet. Gives where its last line ends.
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

    /// Every language of the sheet with its texts.
    fn languages(&self) -> impl Iterator<Item = (Language, &'static FixedTexts)> + use<> {
        let first = self.notice.languages.first();
        std::iter::once((first, FixedTexts::of(first))).chain(self.second())
    }

    const fn places(&self) -> &'static Places {
        if self.notice.languages.second().is_some() { &TWO_LANGUAGES } else { &ONE_LANGUAGE }
    }

    /// The grey ground of a title, from `from` to `to`.
    fn band(&mut self, y: Length, from: Length, to: Length) {
        self.paper.ground(Area { x: from, y, width: to - from, height: BAND }, Ink::LightGrey);
    }

    /// A block's title, in capitals, with the second language beside it.
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

    /// A paragraph of its own, in so many lines at most.
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

    /// `25,00` as the first language writes it.
    fn money(&self) -> String {
        figures::amount(self.notice.amount, self.notice.languages.first())
    }

    fn qr(&self) -> Result<(QrPayload, Symbol), PrintError> {
        let notice = self.notice;
        let payload = QrPayload::new(notice.number, notice.creditor.code, notice.amount)
            .map_err(|error| PrintError::Codes(error.to_string()))?;
        let symbol = Symbol::qr(&payload)?;
        Ok((payload, symbol))
    }

    fn data_matrix(&self, account: pagopa::PostalAccount) -> Result<(PosteDataMatrix, Symbol), PrintError> {
        let notice = self.notice;
        let code = PosteDataMatrix::new(&PosteSlip {
            notice: notice.number,
            account,
            amount: notice.amount,
            creditor: notice.creditor.code,
            debtor_code: notice.debtor.code,
            debtor_name: notice.debtor.name.as_str(),
            subject: notice.subject.as_str(),
        })
        .map_err(|error| PrintError::Codes(error.to_string()))?;
        let symbol = Symbol::data_matrix(&code)?;
        Ok((code, symbol))
    }
}
