//! Block 4: the payment data, as a QR code and in print.

use super::{
    BAND, CODE, CODES, LEFT, PAGE_WIDTH, RIGHT, SECOND, SMALL, SMALL_BOLD, Sheet, TITLE, Which, lines,
};
use crate::{
    error::PrintError,
    figures,
    fixed_texts::FixedTexts,
    language::Language,
    length::Length,
    paper::{Area, Style, Words},
    typeface::Typeface,
};

/// The left edge of the data at the right of the QR code.
const DATA: Length = Length::pt(195);
const NOTICE_NUMBER: Length = Length::pt(277);
const SUM: Style = Style::new(Typeface::MonoSemiBold, 12);
const EURO: Style = Style::new(Typeface::Regular, 10);
/// The QR code's quiet zone: four modules, of which the code's side has 33.
const QUIET: Length = CODE.part(4, 33);

impl Sheet<'_, '_> {
    pub(super) fn payment(&mut self, y: Length) -> Result<Length, PrintError> {
        self.band(y, Length::ZERO, PAGE_WIDTH);
        self.title(LEFT, y, |texts| texts.payment_data);
        self.instalment(y + Length::pt(4));
        let top = y + BAND + self.air().max(QUIET);
        let below_code = self.draw_qr_code(top)?;
        let sum = self.sum_of_payment(top);
        let mut row = top;
        let (debtor, creditor, subject) = (self.debtor.clone(), self.creditor.clone(), self.subject.clone());
        row = self.datum(row, sum - Length::pt(10), |texts| texts.debtor, &debtor);
        row = self.datum(row, RIGHT, |texts| texts.creditor, &creditor);
        row = self.datum(row, RIGHT, |texts| texts.subject, &subject);
        let codes = row.max(top + Length::pt(84)) + Length::pt(2);
        Ok(self.codes_by_hand(codes).max(below_code))
    }

    /// Draws "Rata unica entro il 31/12/2026" at the right end of the band.
    fn instalment(&mut self, y: Length) {
        let written = |texts: &FixedTexts, due: Option<&String>| match due {
            Some(due) => format!("{} {} {due}", texts.single_instalment, texts.due),
            None => texts.single_instalment.to_owned(),
        };
        let due = self.notice.due.map(figures::day);
        let first = written(self.first(), due.as_ref());
        // The date is printed once, with the first language.
        let second = self.second().map(|(language, texts)| {
            (
                language,
                match due {
                    Some(_) => format!("{} {}", texts.single_instalment, texts.due),
                    None => texts.single_instalment.to_owned(),
                },
            )
        });
        self.paper.paragraph(self.notice.languages.first(), |paper| {
            let x = paper.write_to(RIGHT, y, Words::new(&first, TITLE));
            if let Some((language, text)) = second {
                let words = Words::new(&text, SMALL).in_language(language);
                paper.write_to(x - Length::pt(6), y + Length::pt(2), words);
            }
        });
    }

    fn draw_qr_code(&mut self, y: Length) -> Result<Length, PrintError> {
        let matrix = self.qr_code()?;
        let area = Area { x: LEFT, y, width: CODE, height: CODE };
        let description = self.qr_description();
        self.paper.code(area, &matrix, description);
        let mut below = y + CODE + QUIET;
        for (index, (language, texts)) in self.languages().enumerate() {
            let style = if index == 0 { SMALL } else { SECOND };
            let lines = lines::broken(texts.scan, style, DATA - LEFT - Length::pt(16), 3);
            below = self.paper_lines(language, LEFT, below, &lines, style) + Length::pt(1);
        }
        Ok(below)
    }

    fn qr_description(&self) -> String {
        let (number, creditor) = (self.notice.number.grouped(), self.notice.creditor.code);
        let money = self.money();
        match self.notice.languages.first() {
            Language::Italian => {
                format!("Codice QR: codice avviso {number}, codice fiscale ente {creditor}, {money} euro")
            }
            Language::French => {
                format!(
                    "Code QR : code de l’avis {number}, code fiscal de l’organisme {creditor}, {money} euros"
                )
            }
            Language::English => {
                format!("QR code: notice code {number}, payee tax code {creditor}, {money} euro")
            }
        }
    }

    /// Draws the amount at the right of the first line. Gives its left end.
    fn sum_of_payment(&mut self, y: Length) -> Length {
        let (money, euro) = (self.money(), self.first().euro);
        let start = RIGHT - SUM.width(&money) - Length::pt(5) - EURO.width(euro);
        self.paper.paragraph(self.notice.languages.first(), |paper| {
            let end = paper.write(start, y + Length::pt(2), Words::new(euro, EURO));
            paper.write(end + Length::pt(5), y, Words::new(&money, SUM));
        });
        start
    }

    /// Draws a label with its value below. Gives the top of the next one.
    fn datum(&mut self, y: Length, right: Length, which: Which, value: &str) -> Length {
        let (first, second) = (which(self.first()), self.second());
        let width = right - DATA;
        let value = lines::broken(value, SMALL_BOLD, width, 2);
        let mut below = y + SMALL.leading();
        self.paper.paragraph(self.notice.languages.first(), |paper| {
            let end = paper.write(DATA, y, Words::new(first, SMALL));
            if let Some((language, texts)) = second {
                let words = Words::new(which(texts), SECOND).in_language(language);
                paper.write(end + Length::pt(4), y + Length::pt(1), words);
            }
            for line in &value {
                paper.write(DATA, below, Words::new(line, SMALL_BOLD));
                below += SMALL_BOLD.leading();
            }
        });
        below + Length::pt(4)
    }

    /// Draws the three codes that a person can type.
    fn codes_by_hand(&mut self, y: Length) -> Length {
        let cbill = self.notice.creditor.cbill.as_ref().map(ToString::to_string);
        let (number, creditor) = (self.notice.number.grouped(), self.notice.creditor.code.to_string());
        let mut below = y;
        if let Some(cbill) = cbill {
            below = self.code_by_hand(DATA, y, |texts| texts.cbill, &cbill);
        }
        below = below.max(self.code_by_hand(NOTICE_NUMBER, y, |texts| texts.notice, &number));
        let x = RIGHT - CODES.width(&creditor).max(self.widest(|texts| texts.creditor_code));
        below.max(self.code_by_hand(x, y, |texts| texts.creditor_code, &creditor))
    }

    fn widest(&self, which: Which) -> Length {
        self.languages().map(|(_, texts)| SMALL.width(which(texts))).max().unwrap_or_default()
    }

    fn code_by_hand(&mut self, x: Length, y: Length, which: Which, code: &str) -> Length {
        let labels: Vec<_> = self.languages().map(|(language, texts)| (language, which(texts))).collect();
        let mut below = y;
        self.paper.paragraph(self.notice.languages.first(), |paper| {
            for (index, (language, label)) in labels.iter().enumerate() {
                let style = if index == 0 { SMALL } else { SECOND };
                paper.write(x, below, Words::new(label, style).in_language(*language));
                below += style.leading();
            }
            paper.write(x, below, Words::new(code, CODES));
        });
        below + CODES.leading()
    }
}
