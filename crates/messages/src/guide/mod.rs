//! The help page. It is long and seldom read, so its texts travel by themselves, when the page is opened.
//!
//! Here it is typed, so that no question lacks its answer in any language; on the way it is lines, and the app shows
//! whatever groups and questions it reads.

mod en;
mod fr;
mod it;

use contract::Language;

/// A question and its answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answer {
    pub question: &'static str,
    /// Paragraphs are divided by `¶`; one that begins with `• ` is an item of a list.
    pub text: &'static str,
}

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

impl Guide {
    /// Each group with its heading. The names are the addresses of the answers: `/aiuto#spid`.
    pub fn groups(&self) -> [Group; 4] {
        let group = |title, answers: &[(&'static str, Answer)]| Group { title, answers: answers.to_vec() };
        [
            group(
                self.ways,
                &[
                    ("online", self.online),
                    ("avviso", self.notice),
                    ("quale", self.which),
                    ("figli", self.several),
                    ("commissione", self.fee),
                ],
            ),
            group(
                self.payment_page,
                &[
                    ("carta", self.card),
                    ("conto", self.account),
                    ("altro", self.other),
                    ("spid", self.spid),
                    ("ricevuta", self.receipt),
                ],
            ),
            group(
                self.counters,
                &[
                    ("sportello", self.tobacconist),
                    ("poste", self.post_office),
                    ("banca", self.bank),
                    ("home-banking", self.home_banking),
                    ("applicazione", self.payment_app),
                    ("lettore", self.unread),
                ],
            ),
            group(
                self.troubles,
                &[
                    ("saldo", self.not_credited),
                    ("due-volte", self.twice),
                    ("interrotto", self.interrupted),
                    ("scaduto", self.expired),
                    ("telefono", self.phone),
                    ("codice", self.code),
                ],
            ),
        ]
    }

    /// A line a heading, and a line an answer: name, question and text, divided by tabs.
    pub fn lines(&self) -> String {
        let mut lines = Vec::new();
        for group in self.groups() {
            lines.push(group.title.to_owned());
            lines.extend(
                group.answers.iter().map(|(name, answer)| [*name, answer.question, answer.text].join("\t")),
            );
        }
        lines.join("\n")
    }
}

/// Questions that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    pub title: &'static str,
    /// Each with its name.
    pub answers: Vec<(&'static str, Answer)>,
}

/// Reads what [`Guide::lines`] gave.
pub fn read(lines: &'static str) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for line in lines.split('\n') {
        let mut cells = line.split('\t');
        match (cells.next(), cells.next(), cells.next(), groups.last_mut()) {
            (Some(name), Some(question), Some(text), Some(group)) => {
                group.answers.push((name, Answer { question, text }));
            }
            (Some(title), ..) => groups.push(Group { title, answers: Vec::new() }),
            (None, ..) => {}
        }
    }
    groups
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

/// The help page in this language, from the program itself: for tests and for `write_texts`.
pub const fn of(language: Language) -> &'static Guide {
    match language {
        Language::It => &it::GUIDE,
        Language::Fr => &fr::GUIDE,
        Language::En => &en::GUIDE,
    }
}
