//! From Poste's 256 characters to the codewords of a symbol (ISO/IEC 16022, 5.2).
//!
//! What Poste's layout says is used: first the fixed beginning, digits nearly all of it, then words in capital letters.
//! Digits go two to a codeword (ASCII encodation), capitals three to two codewords (C40). A planner that weighs every
//! encodation against every other for any text at all is larger than the rest of the code together, and gains
//! nothing here: both come to the same size of symbol in the ordinary case.

use pagopa::PosteText;

/// Up to here it is `codfase=NBPA;`, the codeline, `1P1` and the creditor's code.
const BEGINNING: usize = 13 + 50 + 3 + 11;

const PAD: u8 = 129;
const LATCH_TO_C40: u8 = 230;
const UNLATCH: u8 = 254;

/// C40 values of what is not a capital, a digit or a blank: first this one, then its own (table C.1, shift 2).
const SHIFT_2: u16 = 1;

/// The codewords without padding: 168 when nothing but capitals, digits and blanks is in the names, at most 278.
pub fn codewords(payload: &PosteText) -> Vec<u8> {
    let text = payload.as_str();
    let (beginning, words) = text.as_bytes().split_at(BEGINNING.min(text.len()));
    let mut codewords = Vec::with_capacity(280);
    push_ascii(&mut codewords, beginning);
    push_c40(&mut codewords, words);
    codewords
}

/// Fills up to `length` (5.2.4.8): the first pad as it is, the others made unlike each other.
pub fn pad(codewords: &mut Vec<u8>, length: usize) {
    if codewords.len() < length {
        codewords.push(PAD);
    }
    while codewords.len() < length {
        let position = codewords.len() + 1;
        let padded = usize::from(PAD) + 149 * position % 253 + 1;
        let wrapped = if padded > 254 { padded - 254 } else { padded };
        // At most 254.
        codewords.push(u8::try_from(wrapped).unwrap_or(PAD));
    }
}

/// Two digits a codeword, anything else one.
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

/// Three values in two codewords, as long as there are three. The one or two characters that remain go back to ASCII:
/// they are blanks or the closing `A`, of one value each.
fn push_c40(codewords: &mut Vec<u8>, text: &[u8]) {
    let mut values = Vec::with_capacity(2 * text.len());
    text.iter().for_each(|&character| push_values(&mut values, character));
    let (triples, remaining) = values.as_chunks::<3>();
    codewords.push(LATCH_TO_C40);
    for [first, second, third] in triples {
        codewords.extend((1600 * first + 40 * second + third + 1).to_be_bytes());
    }
    codewords.push(UNLATCH);
    push_ascii(codewords, text.split_at(text.len() - remaining.len()).1);
}

/// C40's basic set and shift 2 (table C.1): every character that Poste knows.
fn push_values(values: &mut Vec<u16>, character: u8) {
    let from = |first: u8| u16::from(character - first);
    match character {
        b'0'..=b'9' => values.push(4 + from(b'0')),
        b'A'..=b'Z' => values.push(14 + from(b'A')),
        b'!'..=b'/' => values.extend([SHIFT_2, from(b'!')]),
        b':'..=b'@' => values.extend([SHIFT_2, 15 + from(b':')]),
        b'['..=b'_' => values.extend([SHIFT_2, 22 + from(b'[')]),
        // The blank. `PosteText` holds nothing else.
        _ => values.push(3),
    }
}
