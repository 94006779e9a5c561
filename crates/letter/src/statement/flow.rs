//! The statement's parts one below the other, over as many pages as they need.

use krilla::tagging::Tag;

use super::{
    Statement, StatementAccount,
    table::{self, Row},
    texts::StatementTexts,
};
use crate::{
    document::Next,
    figures,
    form::{BOTTOM, Both, Form, GAP, LEFT, MARGIN, RIGHT, SMALL, WIDTH},
    length::Length,
    logo::Logos,
    paper::{Paper, Style, Words},
    printable::printable,
    typeface::Typeface,
};

const SUM: Style = Style::new(Typeface::Bold, 11);
const REMARK: Style = Style::new(Typeface::Regular, 8);
const AIR: Length = Length::pt(6);
/// Above the remark with the page's number.
const END: Length = BOTTOM.minus(Length::pt(14));
/// What stays together with the titles of a table.
const FIRST_ROWS: Length = Length::pt(40);

/// A text of the statement.
type Which = fn(&StatementTexts) -> &'static str;

/// A part that is not torn.
enum Part<'s> {
    Top,
    Account(&'s StatementAccount),
    TableHead,
    Row(Box<Row>),
    TableEnd(&'s StatementAccount),
    Total,
    Note,
    Signature,
}

/// The parts that are not drawn yet.
pub(super) struct Flow<'s> {
    statement: &'s Statement,
    logos: &'s Logos,
    parts: std::iter::Peekable<std::vec::IntoIter<Part<'s>>>,
    /// A table is open.
    in_table: bool,
}

impl<'s> Flow<'s> {
    pub fn new(statement: &'s Statement, logos: &'s Logos) -> Self {
        let language = statement.languages.first();
        let mut parts = vec![Part::Top];
        for account in &statement.accounts {
            parts.extend([Part::Account(account), Part::TableHead]);
            parts.extend(
                account.payments.iter().map(|payment| Part::Row(Box::new(Row::new(payment, language)))),
            );
            parts.push(Part::TableEnd(account));
        }
        parts.extend([Part::Total, Part::Note, Part::Signature]);
        Self { statement, logos, parts: parts.into_iter().peekable(), in_table: false }
    }

    /// Draws as many parts as fit on a page, and at least one.
    pub fn page(&mut self, paper: &mut Paper<'_>) -> Next {
        let top = self.page_head(paper);
        let mut y = top;
        while let Some(part) = self.parts.peek() {
            if y > top && y + Self::needs(self.statement, part) > END {
                return Next::Page;
            }
            if let Some(part) = self.parts.next() {
                y = self.draw(paper, part, y);
            }
        }
        Next::End
    }

    /// The page's number, and above a table that goes on its titles. Gives where the page begins.
    fn page_head(&self, paper: &mut Paper<'_>) -> Length {
        let texts = StatementTexts::of(self.statement.languages.first());
        let name = printable(self.statement.debtor.name.as_str());
        let number = format!("{} · {name} · {} {}", self.statement.year, texts.page, paper.page());
        paper.remark(LEFT, BOTTOM - Length::pt(10), &number, REMARK);
        if self.in_table {
            table::repeat_head(paper, self.statement.languages, MARGIN);
            return MARGIN + table::head_height(self.statement.languages);
        }
        MARGIN
    }

    /// The height that a part needs; what is drawn on an empty page needs no answer.
    fn needs(statement: &Statement, part: &Part<'_>) -> Length {
        let lines = |count: usize| Length::pt(14) * i32::try_from(count).unwrap_or(1);
        match part {
            Part::Top => Length::ZERO,
            // Its title, its children, the head of its table and two rows.
            Part::Account(account) => {
                Length::pt(90) + lines(account.account.children().len() / 80) + FIRST_ROWS
            }
            Part::TableHead => table::head_height(statement.languages) + FIRST_ROWS,
            Part::Row(row) => row.height(),
            Part::TableEnd(account) => Length::pt(40) + lines(account.parts().len()),
            Part::Total => Length::pt(60),
            Part::Note => Length::pt(120),
            Part::Signature => Length::pt(50) + lines(statement.signature.len() + 1),
        }
    }

    fn draw(&mut self, paper: &mut Paper<'_>, part: Part<'_>, y: Length) -> Length {
        match part {
            Part::Top => self.top(paper),
            Part::Account(account) => self.account(paper, account, y),
            Part::TableHead => {
                paper.begin(Tag::Table);
                table::draw_head(paper, self.statement.languages, y);
                paper.begin(Tag::TBody);
                self.in_table = true;
                y + table::head_height(self.statement.languages)
            }
            Part::Row(row) => {
                row.draw(paper, y);
                y + row.height()
            }
            Part::TableEnd(account) => {
                paper.end();
                paper.end();
                self.in_table = false;
                self.sums(paper, account, y)
            }
            Part::Total => self.total(paper, y),
            Part::Note => self.note(paper, y),
            Part::Signature => self.signature(paper, y),
        }
    }

    fn form<'p, 'a>(&self, paper: &'p mut Paper<'a>) -> Form<'p, 'a> {
        Form { paper, language: self.statement.languages.first() }
    }

    fn text(&self, which: Which) -> Both {
        Both::new(self.statement.languages, |language| which(StatementTexts::of(language)).to_owned())
    }

    /// Title, parties and what the office certifies.
    fn top(&self, paper: &mut Paper<'_>) -> Length {
        let Statement { languages, year, creditor, debtor, wording, .. } = self.statement;
        let mut form = self.form(paper);
        let title =
            Both::new(*languages, |language| format!("{} {year}", StatementTexts::of(language).title));
        let mut y = form.title(&title, creditor, self.logos) + GAP;
        let titles = [&self.text(|texts| texts.creditor), &self.text(|texts| texts.debtor)];
        y = form.parties(y, titles, creditor, debtor) + GAP;
        match wording {
            Some(wording) => {
                form.paragraph((LEFT, y), WIDTH, &Both::one(&printable(wording.as_str())), REMARK) + GAP
            }
            None => {
                y = form.paragraph((LEFT, y), WIDTH, &self.text(|texts| texts.wording), REMARK)
                    + Length::pt(2);
                let unconfirmed = self.text(|texts| texts.unconfirmed);
                form.paragraph((LEFT, y), WIDTH, &unconfirmed, Style::new(Typeface::Bold, 8)) + GAP
            }
        }
    }

    fn account(&self, paper: &mut Paper<'_>, account: &StatementAccount, y: Length) -> Length {
        let languages = self.statement.languages;
        let (number, service) =
            (printable(account.account.number.as_str()), printable(account.account.service.as_str()));
        let title = Both::new(languages, |language| {
            format!("{} {number} · {service}", StatementTexts::of(language).account)
        });
        let mut form = self.form(paper);
        let below = form.block((LEFT, y), WIDTH, &title);
        let children = account.account.children();
        if children.is_empty() {
            return below;
        }
        let below =
            form.fact((LEFT, below), WIDTH, &self.text(|texts| texts.pupils), &children, &[SUM, SMALL]);
        let several = account.account.children.len() > 1;
        if several && account.parts().is_empty() {
            return form.paragraph((LEFT, below), WIDTH, &self.text(|texts| texts.one_sum), SMALL) + AIR;
        }
        below + AIR
    }

    /// The account's sum, and the part of each child.
    fn sums(&self, paper: &mut Paper<'_>, account: &StatementAccount, y: Length) -> Length {
        paper.rule(LEFT, RIGHT, y);
        let mut y = self.sum(paper, &self.text(|texts| texts.sum), account.cents(), y + Length::pt(3));
        let parts = account.parts();
        if parts.len() > 1 {
            y = self.form(paper).paragraph((LEFT, y), WIDTH, &self.text(|texts| texts.split), SMALL);
            for (child, cents) in parts {
                y = self.sum(paper, &Both::one(&printable(child.as_str())), cents, y);
            }
        }
        y + GAP
    }

    /// A label at the left and a sum at the right, as one paragraph.
    fn sum(&self, paper: &mut Paper<'_>, label: &Both, cents: u64, y: Length) -> Length {
        let language = self.statement.languages.first();
        let money = format!("{} {}", figures::cents(cents, language), StatementTexts::of(language).euro);
        paper.paragraph(language, |paper| {
            let end = paper.write(LEFT, y, Words::new(&label.first, SUM));
            if let Some((second, text)) = &label.second {
                paper.write(
                    end + Length::pt(5),
                    y + Length::pt(3),
                    Words::new(text, REMARK).in_language(*second),
                );
            }
            paper.write_to(RIGHT, y, Words::new(&money, SUM));
        });
        y + SUM.leading() + Length::pt(2)
    }

    fn total(&self, paper: &mut Paper<'_>, y: Length) -> Length {
        paper.rule(LEFT, RIGHT, y);
        let below =
            self.sum(paper, &self.text(|texts| texts.total), self.statement.cents(), y + Length::pt(3));
        match self.statement.cash_cents() {
            0 => below + AIR,
            cash => self.sum(paper, &self.text(|texts| texts.in_cash), cash, below) + AIR,
        }
    }

    fn note(&self, paper: &mut Paper<'_>, y: Length) -> Length {
        let mut form = self.form(paper);
        let mut y = form.block((LEFT, y), WIDTH, &self.text(|texts| texts.about));
        let mut payments = self.statement.accounts.iter().flat_map(|account| &account.payments);
        if payments.any(|payment| payment.is_day_of_credit) {
            y = form.paragraph((LEFT, y), WIDTH, &self.text(|texts| texts.day_of_credit), SMALL) + AIR;
        }
        form.paragraph((LEFT, y), WIDTH, &self.text(|texts| texts.note), SMALL) + GAP
    }

    fn signature(&self, paper: &mut Paper<'_>, y: Length) -> Length {
        let mut form = self.form(paper);
        let mut y =
            form.paragraph((LEFT, y), WIDTH, &self.text(|texts| texts.signature), SUM) + Length::pt(2);
        let creditor = printable(self.statement.creditor.name.as_str());
        y = form.paragraph((LEFT, y), WIDTH, &Both::one(&creditor), REMARK);
        for line in &self.statement.signature {
            y = form.paragraph((LEFT, y), WIDTH, &Both::one(&printable(line.as_str())), REMARK);
        }
        y
    }
}
