//! Parses amounts as people type them in Italy, France and English-speaking countries.

use super::{Amount, AmountError};
use crate::blank::{is_blank, trim};
use crate::typed_digits::to_ascii_digit;

pub(super) fn read(text: &str) -> Result<Amount, AmountError> {
    let text: String = text.chars().map(to_ascii_digit).collect();
    let number = without_dash(without_currency(&text));
    check_characters(number)?;
    let (whole, decimals) = split(number)?;
    let euros = read_whole(whole)?;
    let cents = read_decimals(decimals)?;
    Amount::from_cents(euros.saturating_mul(100).saturating_add(cents))
}

/// Removes surrounding blanks and one currency sign before or after the number.
fn without_currency(text: &str) -> &str {
    let text = trim(text);
    ["€", "euros", "euro", "eur"]
        .iter()
        .find_map(|sign| strip_start(text, sign).or_else(|| strip_end(text, sign)))
        .map_or(text, trim)
}

fn strip_start<'a>(text: &'a str, sign: &str) -> Option<&'a str> {
    let (start, rest) = text.split_at_checked(sign.len())?;
    start.eq_ignore_ascii_case(sign).then_some(rest)
}

fn strip_end<'a>(text: &'a str, sign: &str) -> Option<&'a str> {
    let (rest, end) = text.split_at_checked(text.len().checked_sub(sign.len())?)?;
    end.eq_ignore_ascii_case(sign).then_some(rest)
}

/// A dash in place of the cents: `25,-`, `25.--`, `25,–`.
fn without_dash(number: &str) -> &str {
    let whole = number.trim_end_matches(is_dash);
    if whole.len() < number.len() && whole.ends_with(is_mark) { whole } else { number }
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// Checks that only digits and separators are left. A minus before or after them has its own error.
fn check_characters(number: &str) -> Result<(), AmountError> {
    let has_digit = number.contains(|c: char| c.is_ascii_digit());
    if has_digit && (number.starts_with(is_dash) || number.ends_with(is_dash)) {
        return Err(AmountError::Negative);
    }
    let foreign = number.chars().find(|c| !c.is_ascii_digit() && !is_mark(*c) && !is_spacer(*c));
    match foreign {
        Some(found) => Err(AmountError::Character { found }),
        None if has_digit => Ok(()),
        None if number.is_empty() => Err(AmountError::Empty),
        None => Err(AmountError::Grouping),
    }
}

/// Separates decimals or groups thousands.
fn is_mark(c: char) -> bool {
    matches!(c, '.' | ',')
}

/// Only groups thousands.
fn is_spacer(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}') || is_blank(c)
}

/// Splits the whole euros, which are still grouped, from the decimals.
fn split(number: &str) -> Result<(&str, &str), AmountError> {
    let Some((whole, decimals)) = number.rsplit_once(is_mark) else {
        return Ok((number, ""));
    };
    let mark = number.chars().rev().find(|c| is_mark(*c));
    if !whole.contains(is_mark) {
        // A single mark. Three digits after it are ambiguous if the digits before it can be the first group of a
        // grouped number.
        let could_be_thousands = decimals.len() == 3 && is_first_group(whole) && all_digits(decimals);
        return if could_be_thousands { Err(AmountError::Ambiguous) } else { Ok((whole, decimals)) };
    }
    if whole.chars().any(|c| Some(c) == mark) {
        // The last mark occurs more than once: it groups thousands, and there are no decimals.
        return Ok((number, ""));
    }
    Ok((whole, decimals))
}

fn all_digits(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}

fn is_first_group(text: &str) -> bool {
    matches!(text.len(), 1..=3) && all_digits(text) && !text.starts_with('0')
}

/// Parses digits without separators, or in groups of three with one kind of separator.
fn read_whole(whole: &str) -> Result<u64, AmountError> {
    let is_separator = |c: char| !c.is_ascii_digit();
    let Some(first_separator) = whole.chars().find(|c| is_separator(*c)) else {
        return Ok(read_run(whole));
    };
    let kind = separator_kind(first_separator);
    let mut groups = whole.split(is_separator);
    let first_is_right = groups.next().is_some_and(is_first_group);
    let others_are_right = groups.all(|group| group.len() == 3);
    let one_kind = whole.chars().filter(|c| is_separator(*c)).all(|c| separator_kind(c) == kind);
    if first_is_right && others_are_right && one_kind {
        Ok(read_run(whole))
    } else {
        Err(AmountError::Grouping)
    }
}

/// Maps all kinds of blanks to one, and both apostrophes to one.
fn separator_kind(c: char) -> char {
    match c {
        '.' | ',' => c,
        '\'' | '\u{2019}' => '\'',
        _ => ' ',
    }
}

fn read_decimals(decimals: &str) -> Result<u64, AmountError> {
    if !all_digits(decimals) {
        return Err(AmountError::Grouping);
    }
    match decimals.len() {
        0 => Ok(0),
        1 => Ok(read_run(decimals) * 10),
        2 => Ok(read_run(decimals)),
        _ => Err(AmountError::TooManyDecimals),
    }
}

/// The value of the digits in a text that was already checked. It saturates: a longer number is too big in any case.
fn read_run(text: &str) -> u64 {
    text.chars()
        .filter_map(|c| c.to_digit(10))
        .fold(0, |value: u64, digit| value.saturating_mul(10).saturating_add(u64::from(digit)))
}
