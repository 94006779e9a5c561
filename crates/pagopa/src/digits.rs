//! Parses and prints decimal digits for all numeric codes.

use core::fmt;

use crate::blank::is_blank;

/// Parsed digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Digits {
    /// Their value. It saturates if `count` is above 19, so callers check `count` first.
    pub value: u64,
    /// The number of digits, with leading zeros.
    pub count: usize,
}

/// The position of a character that is neither a digit nor an accepted separator, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NotADigit {
    pub at: usize,
}

impl Digits {
    const NONE: Self = Self { value: 0, count: 0 };

    fn push(&mut self, digit: u32) {
        self.value = self.value.saturating_mul(10).saturating_add(u64::from(digit));
        self.count += 1;
    }
}

/// Parses digits without separators: the fields of machine-readable codes.
pub(crate) fn read_plain(text: &str) -> Result<Digits, NotADigit> {
    read(text, |_| Separator::None)
}

/// Parses digits with blanks at any position: typed or pasted input.
pub(crate) fn read_spaced(text: &str) -> Result<Digits, NotADigit> {
    read(text, |c| if is_blank(c) { Separator::Blank } else { Separator::None })
}

/// Parses digits with blanks at any position and dashes between digits, as people group long numbers.
pub(crate) fn read_grouped(text: &str) -> Result<Digits, NotADigit> {
    read(text, |c| match c {
        _ if is_blank(c) => Separator::Blank,
        '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' => Separator::Dash,
        _ => Separator::None,
    })
}

enum Separator {
    None,
    Blank,
    Dash,
}

fn read(text: &str, separator: impl Fn(char) -> Separator) -> Result<Digits, NotADigit> {
    let mut digits = Digits::NONE;
    // A dash is accepted only between two digits, not as the first or last character.
    let mut open_dash = None;
    for (c, at) in text.chars().zip(1..) {
        if let Some(digit) = c.to_digit(10) {
            digits.push(digit);
            open_dash = None;
            continue;
        }
        match separator(c) {
            Separator::Blank => {}
            Separator::Dash if digits.count > 0 => open_dash = Some(at),
            Separator::Dash | Separator::None => return Err(NotADigit { at }),
        }
    }
    match open_dash {
        Some(at) => Err(NotADigit { at }),
        None => Ok(digits),
    }
}

/// Writes `value` with leading zeros to at least `width` digits.
pub(crate) fn write_padded(out: &mut impl fmt::Write, mut value: u64, width: usize) -> fmt::Result {
    let mut buffer = [b'0'; 20];
    let mut used = 0;
    for slot in buffer.iter_mut().rev() {
        if value == 0 && used >= width {
            break;
        }
        *slot = b'0' + (value % 10) as u8;
        value /= 10;
        used += 1;
    }
    let (_, digits) = buffer.split_at(buffer.len() - used);
    out.write_str(core::str::from_utf8(digits).map_err(|_| fmt::Error)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn padded(value: u64, width: usize) -> String {
        let mut text = String::new();
        write_padded(&mut text, value, width).unwrap();
        text
    }

    #[test]
    fn short_numbers_are_padded_and_long_ones_are_kept() {
        assert_eq!(padded(0, 2), "00");
        assert_eq!(padded(1, 2), "01");
        assert_eq!(padded(123, 2), "123");
        assert_eq!(padded(0, 18), "0".repeat(18));
        assert_eq!(padded(u64::MAX, 1), u64::MAX.to_string());
    }

    #[test]
    fn a_dash_is_accepted_only_between_digits() {
        assert_eq!(read_grouped("12-34"), Ok(Digits { value: 1234, count: 4 }));
        assert_eq!(read_grouped("12 - 34"), Ok(Digits { value: 1234, count: 4 }));
        assert_eq!(read_grouped("-12"), Err(NotADigit { at: 1 }));
        assert_eq!(read_grouped("12-"), Err(NotADigit { at: 3 }));
        assert_eq!(read_spaced("12-34"), Err(NotADigit { at: 3 }));
        assert_eq!(read_plain("12 34"), Err(NotADigit { at: 3 }));
    }

    #[test]
    fn digits_of_other_scripts_are_not_digits() {
        assert_eq!(read_grouped("1٢"), Err(NotADigit { at: 2 }));
        assert_eq!(read_grouped("１"), Err(NotADigit { at: 1 }));
    }
}
