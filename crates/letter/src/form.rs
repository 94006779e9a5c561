//! Blocks of text that receipt and statement share. The notice has its own sheet, whose places the notice guide prescribes.

use std::num::NonZeroU16;

use crate::{
    language::{Language, Languages},
    length::Length,
    lines,
    logo::Logos,
    notice::{Creditor, Debtor},
    paper::{Area, Ink, Paper, Style, Words},
    printable::printable,
    sheet::{PAGE_HEIGHT, PAGE_WIDTH},
    typeface::Typeface,
};

/// No text is nearer to the edge than this.
pub(crate) const MARGIN: Length = Length::mm(15);
pub(crate) const LEFT: Length = MARGIN;
pub(crate) const RIGHT: Length = PAGE_WIDTH.minus(MARGIN);
pub(crate) const WIDTH: Length = RIGHT.minus(LEFT);
/// The lowest line of a page.
pub(crate) const BOTTOM: Length = PAGE_HEIGHT.minus(MARGIN);
/// The width of one of two columns, and the left edge of the right one.
pub(crate) const COLUMN: Length = Length::pt(240);
pub(crate) const RIGHT_COLUMN: Length = RIGHT.minus(COLUMN);
/// The distance between blocks.
pub(crate) const GAP: Length = Length::pt(16);

const LOGO: Length = Length::mm(22);
const TITLE: Style = Style::new(Typeface::Bold, 18);
const BLOCK_TITLE: Style = Style::new(Typeface::Bold, 10);
pub(crate) const SMALL: Style = Style::new(Typeface::Regular, 8);
const LABEL: Style = Style::new(Typeface::Bold, 8);
const SECOND: Style = Style::new(Typeface::Regular, 7);
const NAME: [Style; 3] =
    [Style::new(Typeface::Bold, 13), Style::new(Typeface::Bold, 11), Style::new(Typeface::Bold, 9)];
const CODE: Style = Style::new(Typeface::Mono, 9);

const DOCUMENT: NonZeroU16 = NonZeroU16::MIN;
const BLOCK: NonZeroU16 = NonZeroU16::MIN.saturating_add(1);

/// A text in the first language of a document, and in the second one if it has one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Both {
    pub first: String,
    pub second: Option<(Language, String)>,
}

impl Both {
    pub fn new(languages: Languages, text: impl Fn(Language) -> String) -> Self {
        let second = languages.second().map(|language| (language, text(language)));
        Self { first: text(languages.first()), second }
    }

    /// A text that is the same in every language, such as one that the office has written.
    pub fn one(text: &str) -> Self {
        Self { first: text.to_owned(), second: None }
    }
}

/// A document while one of its pages is drawn.
pub(crate) struct Form<'p, 'a> {
    pub paper: &'p mut Paper<'a>,
    pub language: Language,
}

impl Form<'_, '_> {
    /// Draws the title of the document, with the creditor's logo beside it. Gives its lower end.
    pub fn title(&mut self, title: &Both, creditor: &Creditor, logos: &Logos) -> Length {
        let top = MARGIN;
        let width = if logos.creditor.is_some() { WIDTH - LOGO - Length::pt(12) } else { WIDTH };
        let lines = lines::broken(&title.first, TITLE, width, 3);
        let below = self.paper.heading(DOCUMENT, &title.first, top, |paper| {
            let below = write_lines(paper, (LEFT, top), &lines, TITLE, None);
            write_second(paper, (LEFT, below), width, title.second.as_ref())
        });
        let Some(logo) = &logos.creditor else { return below };
        let area = Area { x: RIGHT - LOGO, y: top, width: LOGO, height: LOGO };
        self.paper.logo(area, logo, true, printable(creditor.name.as_str()));
        below.max(top + LOGO)
    }

    /// Draws the title of a block on its grey band. Gives its lower end.
    pub fn block(&mut self, (x, y): (Length, Length), width: Length, title: &Both) -> Length {
        let lines = lines::broken(&title.first.to_uppercase(), BLOCK_TITLE, width - Length::pt(8), 3);
        let height = BLOCK_TITLE.leading() * i32::try_from(lines.len()).unwrap_or(1) + Length::pt(8);
        self.paper.ground(Area { x, y, width, height }, Ink::LightGrey);
        let inside = (x + Length::pt(4), y + Length::pt(4));
        self.paper.heading(BLOCK, &title.first, y, |paper| {
            write_lines(paper, inside, &lines, BLOCK_TITLE, None);
            let below = y + height + Length::pt(2);
            match &title.second {
                Some(second) => {
                    write_second(paper, (inside.0, below), width - Length::pt(8), Some(second))
                        + Length::pt(4)
                }
                None => below + Length::pt(4),
            }
        })
    }

    /// Draws a paragraph, and below it its second language. Gives its lower end.
    pub fn paragraph(
        &mut self,
        (x, y): (Length, Length),
        width: Length,
        text: &Both,
        style: Style,
    ) -> Length {
        let lines = lines::broken(&text.first, style, width, 30);
        let below =
            self.paper.paragraph(self.language, |paper| write_lines(paper, (x, y), &lines, style, None));
        self.second((x, below), width, text)
    }

    /// Draws the second language alone, as a paragraph. Gives its lower end.
    pub fn second(&mut self, place: (Length, Length), width: Length, text: &Both) -> Length {
        match &text.second {
            Some(second) => {
                let language = second.0;
                self.paper.paragraph(language, |paper| write_second(paper, place, width, Some(second)))
            }
            None => place.1,
        }
    }

    /// Draws a label and below it a value, as one paragraph. Gives its lower end.
    pub fn fact(
        &mut self,
        (x, y): (Length, Length),
        width: Length,
        label: &Both,
        value: &str,
        sizes: &[Style],
    ) -> Length {
        let (style, lines) = lines::fitted(value, sizes, width, 12);
        self.paper.paragraph(self.language, |paper| {
            let end = paper.write(x, y, Words::new(&label.first, LABEL));
            if let Some((language, second)) = &label.second {
                let words = Words::new(second, SECOND).in_language(*language);
                paper.write(end + Length::pt(4), y + Length::pt(1), words);
            }
            let below = y + LABEL.leading() + Length::pt(1);
            style.map_or(below, |style| write_lines(paper, (x, below), &lines, style, None))
        })
    }

    /// Draws creditor and debtor beside each other. Gives their lower end.
    pub fn parties(&mut self, y: Length, titles: [&Both; 2], creditor: &Creditor, debtor: &Debtor) -> Length {
        let [creditor_title, debtor_title] = titles;
        let below = self.block((LEFT, y), COLUMN, creditor_title);
        let mut left = self.name((LEFT, below), creditor.name.as_str(), &creditor.code.to_string());
        for text in [
            creditor.sector.as_ref().map(|sector| sector.as_str()),
            creditor.info.as_ref().map(|info| info.as_str()),
        ]
        .into_iter()
        .flatten()
        {
            left = self.paragraph((LEFT, left), COLUMN, &Both::one(&printable(text)), SMALL);
        }
        let below = self.block((RIGHT_COLUMN, y), COLUMN, debtor_title);
        let code = debtor.code.map(|code| code.to_string()).unwrap_or_default();
        left.max(self.name((RIGHT_COLUMN, below), debtor.name.as_str(), &code))
    }

    fn name(&mut self, (x, y): (Length, Length), name: &str, code: &str) -> Length {
        let (style, lines) = lines::fitted(&printable(name), &NAME, COLUMN, 3);
        let below = self.paper.paragraph(self.language, |paper| {
            style.map_or(y, |style| write_lines(paper, (x, y), &lines, style, None))
        });
        if code.is_empty() {
            return below;
        }
        self.paper
            .paragraph(self.language, |paper| write_lines(paper, (x, below), &[code.to_owned()], CODE, None))
            + Length::pt(2)
    }
}

/// Writes lines one below the other. Gives their lower end.
pub(crate) fn write_lines(
    paper: &mut Paper<'_>,
    (x, y): (Length, Length),
    lines: &[String],
    style: Style,
    language: Option<Language>,
) -> Length {
    let mut below = y;
    for line in lines {
        paper.write(x, below, Words { text: line, style, language });
        below += style.leading();
    }
    below
}

fn write_second(
    paper: &mut Paper<'_>,
    place: (Length, Length),
    width: Length,
    second: Option<&(Language, String)>,
) -> Length {
    let Some((language, text)) = second else { return place.1 };
    let lines = lines::broken(text, SECOND, width, 20);
    write_lines(paper, place, &lines, SECOND, Some(*language))
}
