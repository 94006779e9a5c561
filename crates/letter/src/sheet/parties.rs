//! Blocks 2.1 and 2.2: creditor and debtor.

use super::{BAND, COLUMN, LEFT, PAGE_WIDTH, RIGHT, RIGHT_COLUMN, SMALL, Sheet, Which, lines};
use crate::{
    length::Length,
    paper::{Style, Words},
    printable::printable,
    typeface::Typeface,
};

const CODE: Style = Style::new(Typeface::Mono, 8);
const NAME: [Style; 3] =
    [Style::new(Typeface::Bold, 14), Style::new(Typeface::Bold, 12), Style::new(Typeface::Bold, 10)];
const PLAIN: [Style; 3] =
    [Style::new(Typeface::Regular, 12), Style::new(Typeface::Regular, 10), Style::new(Typeface::Regular, 9)];

impl Sheet<'_, '_> {
    pub(super) fn parties(&mut self, y: Length) -> Length {
        let creditor = self.creditor_column(y);
        let debtor = self.debtor_column(y);
        creditor.max(debtor)
    }

    fn creditor_column(&mut self, y: Length) -> Length {
        let code = self.notice.creditor.code.to_string();
        self.band(y, Length::ZERO, Length::pt(296));
        self.party_title(LEFT, Length::pt(284), y, |texts| texts.creditor, Some(code));
        let name = self.creditor.clone();
        let mut below = self.fitting(LEFT, y + BAND + self.air(), &name, &NAME, 2);
        if let Some(sector) = &self.notice.creditor.sector {
            below = self.fitting(LEFT, below + Length::pt(2), &printable(sector.as_str()), &PLAIN, 2);
        }
        if let Some(info) = &self.notice.creditor.info {
            let place = (LEFT, below + Length::pt(4));
            below = self.paragraph(place, COLUMN, &printable(info.as_str()), SMALL, 2);
        }
        below
    }

    fn debtor_column(&mut self, y: Length) -> Length {
        let code = self.notice.debtor.code.map(|code| code.to_string());
        self.band(y, Length::pt(300), PAGE_WIDTH);
        self.party_title(RIGHT_COLUMN, RIGHT, y, |texts| texts.debtor, code);
        let name = self.debtor.clone();
        let below = self.fitting(RIGHT_COLUMN, y + BAND + self.air(), &name, &NAME, 2);
        match &self.notice.debtor.address {
            Some(address) => {
                let address = printable(address.as_str());
                self.fitting(RIGHT_COLUMN, below + Length::pt(2), &address, &PLAIN, 3)
            }
            None => below,
        }
    }

    fn party_title(&mut self, x: Length, right: Length, y: Length, which: Which, code: Option<String>) {
        self.title(x, y, which);
        if let Some(code) = code {
            let language = self.notice.languages.first();
            let y = y + Length::pt(6);
            self.paper.paragraph(language, |paper| paper.write_to(right, y, Words::new(&code, CODE)));
        }
    }

    /// Draws the text in the largest size at which it fits into `most` lines. Gives its lower end.
    fn fitting(&mut self, x: Length, y: Length, text: &str, sizes: &[Style], most: usize) -> Length {
        let (style, lines) = lines::fitted(text, sizes, COLUMN, most);
        style.map_or(y, |style| self.group_lines(x, y, &lines, style))
    }

    /// The space between a band and the text below it. It is smaller on letters in two languages.
    pub(super) fn air(&self) -> Length {
        if self.notice.languages.second().is_some() { Length::pt(6) } else { Length::pt(13) }
    }
}
