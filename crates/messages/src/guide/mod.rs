//! The help page. It is long and seldom read, so its texts are a separate file, fetched when the page is opened.
//!
//! The struct makes sure that every question has an answer in each language. In the file it is lines, and the app shows the
//! groups and questions that it reads.

mod en;
mod fr;
mod it;

use contract::Language;

/// A question and its answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answer {
    pub question: &'static str,
    /// `¶` separates paragraphs; a paragraph that begins with `• ` is a list item.
    pub text: &'static str,
}

/// All questions, in the order of the page.
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
    /// The groups with their headings. The names are the anchors of the answers: `/aiuto#spid`.
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

    /// One line for each heading, and one for each answer: name, question and text, separated by tabs.
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

/// A group of questions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    pub title: &'static str,
    /// Each answer with its name.
    pub answers: Vec<(&'static str, Answer)>,
}

/// Reads the result of [`Guide::lines`].
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

/// A part of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    Paragraph(&'static str),
    List(Vec<&'static str>),
}

impl Answer {
    /// The paragraphs and lists, in order.
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

/// The help page in this language, compiled into the program. The app must not call it (see [`crate::of`]).
pub const fn of(language: Language) -> &'static Guide {
    match language {
        Language::It => &it::GUIDE,
        Language::Fr => &fr::GUIDE,
        Language::En => &en::GUIDE,
    }
}
