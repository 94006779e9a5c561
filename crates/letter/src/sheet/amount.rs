//! Block 3.1: amount and due date.

use super::{BAND, COLUMN, LEFT, SECOND, SMALL, SMALL_BOLD, Sheet, Which, lines};
use crate::{
    figures,
    length::Length,
    paper::{Style, Words},
    typeface::Typeface,
};

const FIGURES: Style = Style::new(Typeface::Bold, 16);
/// The distance from the left margin to the due date. A longer amount moves the date to the right.
const DUE: Length = Length::pt(140);

impl Sheet<'_, '_> {
    pub(super) fn amount(&mut self, y: Length) -> Length {
        self.band(y, Length::ZERO, Length::pt(296));
        match self.notice.due {
            Some(_) => self.title(LEFT, y, |texts| texts.how_much_and_when),
            None => self.title(LEFT, y, |texts| texts.how_much),
        }
        let labels = y + BAND + self.air();
        let figures = labels + Length::pt(12);
        let end = self.sum(LEFT, labels, figures);
        if let Some(due) = self.notice.due {
            let x = (LEFT + DUE).max(end + Length::pt(14));
            self.figure_with_label(x, labels, figures, |texts| texts.due, &figures::day(due));
        }
        let below = figures + FIGURES.leading() + Length::pt(6);
        self.may_change(below)
    }

    fn sum(&mut self, x: Length, labels: Length, figures: Length) -> Length {
        let money = format!("{} {}", self.money(), self.first().euro);
        self.figure_with_label(x, labels, figures, |texts| texts.amount, &money)
    }

    /// Draws a label and a large figure below it as one paragraph.
    fn figure_with_label(
        &mut self,
        x: Length,
        labels: Length,
        figures: Length,
        which: Which,
        figure: &str,
    ) -> Length {
        let (first, second) = (which(self.first()), self.second());
        self.paper.paragraph(self.notice.languages.first(), |paper| {
            let end = paper.write(x, labels, Words::new(first, SMALL_BOLD));
            if let Some((language, texts)) = second {
                let words = Words::new(which(texts), SECOND).in_language(language);
                paper.write(end + Length::pt(3), labels + Length::pt(1), words);
            }
            paper.write(x, figures, Words::new(figure, FIGURES))
        })
    }

    fn may_change(&mut self, y: Length) -> Length {
        let mut y = y;
        for (index, (language, texts)) in self.languages().enumerate() {
            let style = if index == 0 { SMALL } else { SECOND };
            let lines = lines::broken(texts.may_change, style, COLUMN, 4);
            let top = y;
            y = self.paper_lines(language, LEFT, top, &lines, style) + Length::pt(3);
        }
        y
    }

    /// Draws lines as one paragraph in the given language. Gives its lower end.
    pub(super) fn paper_lines(
        &mut self,
        language: crate::language::Language,
        x: Length,
        y: Length,
        lines: &[String],
        style: Style,
    ) -> Length {
        let mut below = y;
        self.paper.paragraph(language, |paper| {
            for line in lines {
                paper.write(x, below, Words::new(line, style));
                below += style.leading();
            }
        });
        below
    }
}
