//! Block 1: title, subject and logos.

use std::num::NonZeroU16;

use super::{LEFT, MARGIN, RIGHT, SMALL, Sheet, lines};
use crate::{
    length::Length,
    paper::{Area, Ink, Style, Words},
    typeface::Typeface,
};

/// The side of the creditor's logo (guide, "Intestazione").
const LOGO: Length = Length::mm(30);
const MARK_WIDTH: Length = Length::pt(76);
const MARK_HEIGHT: Length = Length::pt(24);
const MARK: Style = Style::new(Typeface::Bold, 20).in_ink(Ink::Blue);
const TITLE: Style = Style::new(Typeface::Bold, 12);
const SUBJECT: [Style; 3] =
    [Style::new(Typeface::Bold, 20), Style::new(Typeface::Bold, 17), Style::new(Typeface::Bold, 14)];

impl Sheet<'_, '_> {
    pub(super) fn header(&mut self) -> Length {
        let top = MARGIN;
        self.document_title(LEFT + MARK_WIDTH + Length::pt(14), top + Length::pt(6));
        self.mark(top);
        let width = match self.logos.creditor {
            Some(_) => RIGHT - LEFT - LOGO - Length::pt(16),
            None => RIGHT - LEFT,
        };
        let (style, lines) = lines::fitted(&self.subject, &SUBJECT, width, 2);
        let subject = top + MARK_HEIGHT + Length::pt(14);
        let below = style.map_or(subject, |style| self.group_lines(LEFT, subject, &lines, style));
        match &self.logos.creditor {
            Some(logo) => {
                let area = Area { x: RIGHT - LOGO, y: top, width: LOGO, height: LOGO };
                let description = self.creditor.clone();
                self.paper.logo(area, logo, true, description);
                below.max(top + LOGO)
            }
            None => below,
        }
    }

    fn document_title(&mut self, x: Length, y: Length) {
        let (first, second) = (self.first().title, self.second());
        let capitals = first.to_uppercase();
        self.paper.heading(NonZeroU16::MIN, first, y, |paper| {
            let words = Words::new(&capitals, TITLE);
            let end = paper.write(x, y, words);
            if let Some((language, texts)) = second {
                let words = Words::new(texts.title, SMALL).in_language(language);
                paper.write(end + Length::pt(5), y + Length::pt(4), words);
            }
        });
    }

    /// Draws pagoPA's logo, or its name if the logo is not configured: the logo is a trade mark that only pagoPA gives.
    fn mark(&mut self, y: Length) {
        match &self.logos.pagopa {
            Some(logo) => {
                let area = Area { x: LEFT, y, width: MARK_WIDTH, height: MARK_HEIGHT };
                self.paper.logo(area, logo, false, "pagoPA".to_owned());
            }
            None => {
                let language = self.notice.languages.first();
                self.paper.paragraph(language, |paper| paper.write(LEFT, y, Words::new("pagoPA", MARK)));
            }
        }
    }
}
