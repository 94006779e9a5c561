//! From Poste's 256 characters to the codewords of data (ISO/IEC 16022, 5.2).
//!
//! Poste's layout decides the encodation: it begins with 77 characters of which most are digits (ASCII encodation, two
//! digits to a codeword), and continues with words in capitals (C40, three characters to two codewords).

use crate::EncodeError;

/// The length of `codfase=NBPA;`, the codeline, `1P1` and the creditor's code.
const BEGINNING: usize = 13 + 50 + 3 + 11;

const PAD: u8 = 129;
const LATCH_TO_C40: u8 = 230;
const UNLATCH: u8 = 254;

/// The C40 value that precedes the value of a mark (table C.1, shift 2).
const SHIFT_2: u16 = 1;

/// The codewords without padding: 168 if the words have no marks, at most 278 for the text of a slip.
///
/// # Errors
/// The beginning is not ASCII, or another character is not a capital, a digit, a blank or a mark.
pub fn codewords(text: &str) -> Result<Vec<u8>, EncodeError> {
    if let Some(at) = text.chars().zip(1..).find_map(|(c, at)| (!is_encoded(c, at)).then_some(at)) {
        return Err(EncodeError::DataMatrixCharacter { at });
    }
    let (beginning, words) = text.as_bytes().split_at(BEGINNING.min(text.len()));
    let mut codewords = Vec::with_capacity(280);
    push_ascii(&mut codewords, beginning);
    push_c40(&mut codewords, words);
    Ok(codewords)
}

/// Whether character number `at` (from 1) is encoded: after the beginning C40 holds ASCII from the blank to `_`.
const fn is_encoded(c: char, at: usize) -> bool {
    if at <= BEGINNING { c.is_ascii() } else { matches!(c, ' '..='_') }
}

/// Fills up to `length` (5.2.4.8): the first pad is plain, the others differ by their position.
pub fn pad(codewords: &mut Vec<u8>, length: usize) {
    if codewords.len() < length {
        codewords.push(PAD);
    }
    while codewords.len() < length {
        let position = codewords.len() + 1;
        let padded = usize::from(PAD) + 149 * position % 253 + 1;
        let wrapped = if padded > 254 { padded - 254 } else { padded };
        // At most 254, so the conversion does not fail.
        codewords.push(u8::try_from(wrapped).unwrap_or(PAD));
    }
}

/// One codeword for two digits, one for any other character.
fn push_ascii(codewords: &mut Vec<u8>, mut text: &[u8]) {
    loop {
        text = match text {
            [tens @ b'0'..=b'9', ones @ b'0'..=b'9', rest @ ..] => {
                codewords.push(130 + 10 * (tens - b'0') + (ones - b'0'));
                rest
            }
            [character, rest @ ..] => {
                codewords.push(character + 1);
                rest
            }
            [] => return,
        };
    }
}

/// Two codewords for three values. The characters after the last complete triple are in ASCII encodation: two at most on
/// a slip, which ends with twelve blanks and `A`.
fn push_c40(codewords: &mut Vec<u8>, text: &[u8]) {
    let mut values = Vec::with_capacity(2 * text.len());
    let (mut complete, mut rest) = (0, text);
    for (&character, after) in text.iter().zip(1..) {
        push_values(&mut values, character);
        if values.len().is_multiple_of(3) {
            (complete, rest) = (values.len(), text.get(after..).unwrap_or_default());
        }
    }
    values.truncate(complete);
    codewords.push(LATCH_TO_C40);
    for [first, second, third] in values.as_chunks::<3>().0 {
        codewords.extend((1600 * first + 40 * second + third + 1).to_be_bytes());
    }
    codewords.push(UNLATCH);
    push_ascii(codewords, rest);
}

/// C40's basic set and shift 2 (table C.1): one value for a capital, a digit or a blank, two for a mark.
fn push_values(values: &mut Vec<u16>, character: u8) {
    let from = |first: u8| u16::from(character - first);
    match character {
        b'0'..=b'9' => values.push(4 + from(b'0')),
        b'A'..=b'Z' => values.push(14 + from(b'A')),
        b'!'..=b'/' => values.extend([SHIFT_2, from(b'!')]),
        b':'..=b'@' => values.extend([SHIFT_2, 15 + from(b':')]),
        b'['..=b'_' => values.extend([SHIFT_2, 22 + from(b'[')]),
        // The blank: `is_encoded` allows no other character.
        _ => values.push(3),
    }
}
