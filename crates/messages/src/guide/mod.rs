//! The help page. It is long and seldom read, so its texts travel by themselves, when the page is opened.

mod en;
mod fr;
mod it;

use crate::lines::{Lines, Text};
use contract::Language;

texts! {
    /// A question and its answer.
    #[derive(Clone, Copy)]
    pub struct Answer {
        pub question: &'static str,
        /// Paragraphs are divided by `¶`; one that begins with `• ` is an item of a list.
        pub text: &'static str,
    }
}

texts! {
    /// Every question, in the order of the page.
    pub struct Guide {
        pub ways: &'static str,
        pub online: Answer,
        pub notice: Answer,
        pub which: Answer,
        pub several: Answer,
        pub fee: Answer,

        pub payment_page: &'static str,
        pub card: Answer,
        pub account: Answer,
        pub other: Answer,
        pub spid: Answer,
        pub receipt: Answer,

        pub counters: &'static str,
        pub tobacconist: Answer,
        pub post_office: Answer,
        pub bank: Answer,
        pub home_banking: Answer,
        pub payment_app: Answer,
        pub unread: Answer,

        pub troubles: &'static str,
        pub not_credited: Answer,
        pub twice: Answer,
        pub interrupted: Answer,
        pub expired: Answer,
        pub phone: Answer,
        pub code: Answer,
    }
}

/// One part of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    Paragraph(&'static str),
    List(Vec<&'static str>),
}

impl Answer {
    /// Paragraphs and lists, in order.
    pub fn parts(self) -> Vec<Part> {
        let mut parts: Vec<Part> = Vec::new();
        for piece in self.text.split('¶') {
            match (piece.strip_prefix("• "), parts.last_mut()) {
                (None, _) => parts.push(Part::Paragraph(piece)),
                (Some(item), Some(Part::List(items))) => items.push(item),
                (Some(item), _) => parts.push(Part::List(vec![item])),
            }
        }
        parts
    }
}

impl Guide {
    /// Reads what [`Guide::lines`] gave. `None` where it is not as many lines as this version has texts.
    pub fn read_lines(language: Language, text: &'static str) -> Option<Self> {
        let mut lines = Lines::new(language, text);
        let guide = Self::read(&mut lines);
        lines.fit().then_some(guide)
    }

    /// One line a text, without a newline at the end.
    pub fn lines(&self) -> String {
        let mut lines = Vec::new();
        self.each("", &mut |_, line| lines.push(line));
        lines.join("\n")
    }
}

/// The help page in this language, from the program itself: for tests and for `write_texts`.
pub const fn of(language: Language) -> &'static Guide {
    match language {
        Language::It => &it::GUIDE,
        Language::Fr => &fr::GUIDE,
        Language::En => &en::GUIDE,
    }
}
