//! Block 4b: the postal slip (*Bollettino Postale PA*). It is Poste's form, so it is in Italian on every letter.
//!
//! It is printed only if the creditor has both a postal account and Poste's authorisation.

use super::{BLOCK, CODE, CODES, LEFT, PAGE_WIDTH, RIGHT, SMALL, SMALL_BOLD, Sheet, TITLE, lines};
use codes::Matrix;
use pagopa::PosteDataMatrix;

use crate::{
    error::PrintError,
    figures,
    fixed_texts::FixedTexts,
    language::Language,
    length::Length,
    notice::Postal,
    paper::{Area, Ink, Style, Words},
    printable::printable,
    typeface::Typeface,
};

const ITALIAN: Language = Language::Italian;
const HEADLINE: &str = "Bollettino Postale PA";
const WHERE: &str = "Bollettino Postale pagabile in tutti gli Uffici Postali e sui canali fisici o digitali abilitati di Poste Italiane e dell’Ente Creditore";
/// Characters of the debtor's name and of the subject on the slip. The Data Matrix holds more (Poste's manual).
const NAME: usize = 35;
const SUBJECT: usize = 60;

const BAND: Length = Length::pt(18);
const DATA: Length = Length::pt(180);
const MATRIX: Length = Length::pt(491);
const LARGE: Style = Style::new(Typeface::MonoSemiBold, 12);
const MEDIUM: Style = Style::new(Typeface::Regular, 10);
const AUTHORISATION: Style = Style::new(Typeface::Regular, 6).in_ink(Ink::SeventyPercent);
const CODELINE: Style = Style::new(Typeface::Mono, 7);

impl Sheet<'_, '_> {
    pub(super) fn postal_slip(&mut self, y: Length, postal: &Postal) -> Result<Length, PrintError> {
        self.paper.cutting_line(Length::ZERO, PAGE_WIDTH, y);
        self.slip_title(y + Length::pt(1));
        let below_left = self.slip_left(y + Length::pt(46), postal);
        self.slip_account(y + Length::pt(40), postal);
        let below_data = self.slip_data(y + Length::pt(72), postal);
        let below_codes = self.slip_codes(below_data.max(y + Length::pt(130)));
        let (code, matrix) = self.data_matrix(postal.account)?;
        let below_matrix = self.slip_matrix(y + Length::pt(72), &code, &matrix);
        let below_codeline = self.codeline(below_codes + Length::pt(8), &code);
        Ok(below_left.max(below_matrix).max(below_codeline))
    }

    fn slip_title(&mut self, y: Length) {
        let area = Area { x: Length::ZERO, y, width: PAGE_WIDTH, height: BAND };
        self.paper.ground(area, Ink::LightGrey);
        let capitals = HEADLINE.to_uppercase();
        self.paper.heading(BLOCK, HEADLINE, y, |paper| {
            let words = Words::new(&capitals, TITLE);
            let end = paper.write(LEFT, y + Length::pt(3), words.in_language(ITALIAN));
            paper.write(end + Length::pt(14), y + Length::pt(3), Words::new("BancoPosta", MEDIUM));
        });
        let texts = FixedTexts::of(ITALIAN);
        let due = self.notice.due.map(|due| format!(" {} {}", texts.due, figures::day(due)));
        let instalment = format!("{}{}", texts.single_instalment, due.unwrap_or_default());
        self.paper.paragraph(ITALIAN, |paper| {
            paper.write_to(RIGHT, y + Length::pt(3), Words::new(&instalment, TITLE));
        });
    }

    fn slip_left(&mut self, y: Length, postal: &Postal) -> Length {
        let lines = lines::broken(WHERE, SMALL, Length::pt(124), 6);
        let below = self.paper_lines(ITALIAN, LEFT, y, &lines, SMALL);
        let authorisation = printable(postal.authorisation.as_str());
        let lines = lines::broken(&authorisation, AUTHORISATION, Length::pt(124), 2);
        self.paper_lines(ITALIAN, LEFT, below.max(y + Length::pt(96)), &lines, AUTHORISATION)
    }

    fn slip_account(&mut self, y: Length, postal: &Postal) {
        let account = postal.account.to_string();
        let money = figures::amount(self.notice.amount, ITALIAN);
        self.paper.paragraph(ITALIAN, |paper| {
            let end = paper.write(DATA, y + Length::pt(2), Words::new("sul C/C n.", MEDIUM));
            paper.write(end + Length::pt(5), y, Words::new(&account, LARGE));
        });
        self.paper.paragraph(ITALIAN, |paper| {
            let start = RIGHT - LARGE.width(&money) - Length::pt(5) - MEDIUM.width("Euro");
            let end = paper.write(start, y + Length::pt(2), Words::new("Euro", MEDIUM));
            paper.write(end + Length::pt(5), y, Words::new(&money, LARGE));
        });
    }

    fn slip_data(&mut self, y: Length, postal: &Postal) -> Length {
        let shown = |text: &str, most: usize| text.chars().take(most).collect::<String>().to_uppercase();
        let rows = [
            ("Intestato a", shown(&printable(postal.holder.as_str()), 50)),
            ("Destinatario", shown(&self.debtor, NAME)),
            ("Oggetto del pagamento", shown(&self.subject, SUBJECT)),
        ];
        let mut below = y;
        for (label, value) in &rows {
            let start = DATA + SMALL.width(label) + Length::pt(5);
            let lines = lines::broken(value, SMALL_BOLD, MATRIX - Length::pt(12) - start, 2);
            self.paper.paragraph(ITALIAN, |paper| {
                paper.write(DATA, below, Words::new(label, SMALL));
                for line in &lines {
                    paper.write(start, below, Words::new(line, SMALL_BOLD));
                    below += SMALL_BOLD.leading();
                }
            });
            below += Length::pt(7);
        }
        below
    }

    fn slip_codes(&mut self, y: Length) -> Length {
        let (number, creditor) = (self.notice.number.grouped(), self.notice.creditor.code.to_string());
        let columns = [
            (DATA, "Codice Avviso", number.as_str()),
            (DATA + Length::pt(152), "Tipo", "P1"),
            (DATA + Length::pt(190), "Cod. Fiscale Ente Creditore", creditor.as_str()),
        ];
        for (x, label, code) in columns {
            self.paper.paragraph(ITALIAN, |paper| {
                paper.write(x, y, Words::new(label, SMALL));
                paper.write(x, y + SMALL.leading(), Words::new(code, CODES));
            });
        }
        y + SMALL.leading() + CODES.leading()
    }

    fn slip_matrix(&mut self, y: Length, code: &PosteDataMatrix, matrix: &Matrix) -> Length {
        let area = Area { x: MATRIX, y, width: CODE, height: CODE };
        let description = format!(
            "Data Matrix del bollettino postale: codice avviso {}, conto corrente {}, codice fiscale ente {}, {} euro",
            code.notice().grouped(),
            code.account(),
            code.creditor(),
            figures::amount(code.amount(), ITALIAN),
        );
        self.paper.code(area, matrix, description);
        y + CODE
    }

    /// Draws the line of digits. It has the numbers of the Data Matrix, for post offices whose reader fails.
    fn codeline(&mut self, y: Length, code: &PosteDataMatrix) -> Length {
        let codeline = code.codeline().to_string();
        self.paper.paragraph(ITALIAN, |paper| paper.write(DATA, y, Words::new(&codeline, CODELINE)));
        y + CODELINE.leading()
    }
}
