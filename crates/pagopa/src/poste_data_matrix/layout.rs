//! The position of each field in the 256 characters, and its probable position in a text of another length.

use core::fmt;

use super::{
    Codeline, CreditorCode, DEBTOR_CODE_WIDTH, END, FILLER_WIDTH, NAME_WIDTH, OPENING, PHASE,
    PosteDataMatrix, PosteDataMatrixError, SUBJECT_WIDTH, Warning, fold, is_allowed,
};
use crate::blank::{is_blank, trim};

/// The fields of a text, without trailing blanks.
pub(super) struct Layout<'a> {
    /// Everything after the opening.
    content: &'a str,
    length: usize,
    pub codeline: Codeline,
    pub creditor: CreditorCode,
    pub debtor_code: &'a str,
    pub debtor_name: &'a str,
    pub subject: &'a str,
    filler: &'a str,
}

impl<'a> Layout<'a> {
    pub fn of(text: &'a str) -> Result<Self, PosteDataMatrixError> {
        let text = without_surroundings(text);
        let length = text.chars().count();
        let too_short = PosteDataMatrixError::Length { found: length };
        let content = text.strip_prefix(OPENING).ok_or(PosteDataMatrixError::Opening)?;
        let (codeline, rest) = content.split_at_checked(Codeline::LENGTH).ok_or(too_short)?;
        let codeline = codeline.parse()?;
        let rest = rest.strip_prefix(PHASE).ok_or(PosteDataMatrixError::Phase)?;
        let (creditor, rest) = rest.split_at_checked(CreditorCode::LENGTH).ok_or(too_short)?;
        let creditor = CreditorCode::from_field(creditor)?;
        let rest = rest.strip_suffix(END).ok_or(PosteDataMatrixError::End)?;
        let (debtor_code, rest) = take(rest, DEBTOR_CODE_WIDTH);
        let (debtor_name, subject, filler) =
            if length == PosteDataMatrix::LENGTH { at_their_places(rest) } else { at_a_guess(rest) };
        Ok(Self {
            content,
            length,
            codeline,
            creditor,
            debtor_code: debtor_code.trim_end(),
            debtor_name: debtor_name.trim_end(),
            subject: subject.trim_end(),
            filler,
        })
    }

    /// Warnings about the text.
    pub fn warnings(&self) -> Vec<Warning> {
        let mut warnings = Vec::new();
        if self.length != PosteDataMatrix::LENGTH {
            warnings.push(Warning::DataMatrixLength { found: self.length });
        }
        if self.content.contains(|c: char| c.is_ascii_lowercase()) {
            warnings.push(Warning::DataMatrixLowerCase);
        }
        if !self.content.chars().all(is_allowed) {
            warnings.push(Warning::DataMatrixCharacter);
        }
        if !self.filler.trim_end().is_empty() {
            warnings.push(Warning::DataMatrixFiller);
        }
        warnings
    }
}

/// Removes blanks before the opening, the end of the line, and blanks after the 256th character. Blanks within the length
/// stay: without them, a name or subject that ends with `A` would look like the end mark.
fn without_surroundings(text: &str) -> &str {
    let text = text.trim_start_matches(is_blank).trim_end_matches(['\r', '\n']);
    if text.chars().count() > PosteDataMatrix::LENGTH { trim(text) } else { text }
}

/// The first `count` characters, or fewer if the text is shorter, and the rest.
fn take(text: &str, count: usize) -> (&str, &str) {
    let end = text.char_indices().nth(count).map_or(text.len(), |(at, _)| at);
    text.split_at_checked(end).unwrap_or((text, ""))
}

fn at_their_places(rest: &str) -> (&str, &str, &str) {
    let (name, rest) = take(rest, NAME_WIDTH);
    let (subject, filler) = take(rest, SUBJECT_WIDTH);
    (name, subject, filler)
}

/// Some generators fill the name to the wrong width or do not cut it. Then the first two blanks within the name's width
/// end the name.
fn at_a_guess(rest: &str) -> (&str, &str, &str) {
    let (name, after) = take(rest, NAME_WIDTH);
    let (name, subject) = match name.find("  ") {
        Some(end) => rest.split_at_checked(end).unwrap_or((rest, "")),
        None => (name, after),
    };
    (name, subject.trim_start(), "")
}

/// Writes the text in Poste's character set, cut or filled with blanks to exactly `width` characters.
pub(super) fn write_field(f: &mut fmt::Formatter<'_>, text: &str, width: usize) -> fmt::Result {
    let folded = fold(text, width);
    f.write_str(&folded)?;
    (folded.len()..width).try_for_each(|_| f.write_str(" "))
}

const _: () = assert!(
    OPENING.len()
        + Codeline::LENGTH
        + PHASE.len()
        + CreditorCode::LENGTH
        + DEBTOR_CODE_WIDTH
        + NAME_WIDTH
        + SUBJECT_WIDTH
        + FILLER_WIDTH
        + END.len()
        == PosteDataMatrix::LENGTH
);
