//! Block 3.2: where the notice can be paid.

use super::{
    BAND, COLUMN, PAGE_WIDTH, RIGHT, RIGHT_COLUMN, SECOND, SMALL, Sheet, WITHIN_BLOCK, Which, lines,
};
use crate::{
    fixed_texts::FixedTexts,
    length::Length,
    paper::{Style, Words},
    typeface::Typeface,
};

const SITE: &str = "pagopa.gov.it";
const CHANNEL: Style = Style::new(Typeface::Bold, 10);
const SITE_STYLE: Style = Style::new(Typeface::Bold, 9);
const AIR: Length = Length::pt(3);

impl Sheet<'_, '_> {
    pub(super) fn channels(&mut self, y: Length) -> Length {
        self.band(y, Length::pt(300), PAGE_WIDTH);
        self.title(RIGHT_COLUMN, y, |texts| texts.where_to_pay);
        self.site(y);
        let top = y + BAND + self.air();
        let below = self.channel(top, |texts| texts.online_title, |sheet, texts| sheet.online(texts));
        let below = below + Length::pt(5);
        self.channel(below, |texts| texts.nearby_title, |_, texts| texts.nearby.to_owned())
    }

    /// Draws "vai su pagopa.gov.it" with the address in bold. Both languages share the address.
    fn site(&mut self, y: Length) {
        let words: Vec<_> = self
            .languages()
            .enumerate()
            .map(|(index, (language, texts))| {
                let before = texts.go_to.strip_suffix(SITE).unwrap_or_default().trim_end();
                Words::new(before, if index == 0 { SMALL } else { SECOND }).in_language(language)
            })
            .collect();
        self.paper.paragraph(self.notice.languages.first(), |paper| {
            let before: Length =
                words.iter().fold(Length::ZERO, |sum, words| sum + words.style.width(words.text) + AIR);
            let mut x = RIGHT - SITE_STYLE.width(SITE) - before;
            for words in &words {
                let lower = if words.style.size < SMALL.size { Length::pt(1) } else { Length::ZERO };
                x = paper.write(x, y + Length::pt(6) + lower, *words) + AIR;
            }
            paper.write(x, y + Length::pt(5), Words::new(SITE, SITE_STYLE));
        });
    }

    fn online(&self, texts: &FixedTexts) -> String {
        if !self.notice.creditor.pays_online {
            return texts.online.to_owned();
        }
        let (before, after) = texts.online_own_site;
        format!("{before}{}{after}", self.creditor)
    }

    fn channel(&mut self, y: Length, title: Which, text: fn(&Self, &FixedTexts) -> String) -> Length {
        let (first, second) = (title(self.first()), self.second());
        let capitals = first.to_uppercase();
        self.paper.heading(WITHIN_BLOCK, first, y, |paper| {
            let words = Words::new(&capitals, CHANNEL);
            let end = paper.write(RIGHT_COLUMN, y, words);
            if let Some((language, texts)) = second {
                let words = Words::new(title(texts), SMALL).in_language(language);
                paper.write(end + Length::pt(4), y + Length::pt(2), words);
            }
        });
        let mut y = y + CHANNEL.leading();
        for (index, (language, texts)) in self.languages().enumerate() {
            let style = if index == 0 { SMALL } else { SECOND };
            let lines = lines::broken(&text(self, texts), style, COLUMN, 5);
            y = self.paper_lines(language, RIGHT_COLUMN, y, &lines, style) + Length::pt(2);
        }
        y
    }
}
