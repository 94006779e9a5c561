//! A person's fiscal code (*codice fiscale*). It is personal data, so `Debug` is masked.

use core::fmt;
use core::str::FromStr;

use thiserror::Error;

use crate::blank::is_blank;
use crate::{Parsed, Warning};

/// 16 upper-case characters: surname 3, name 3, birth year 2, month 1, day 2 (+40 for women), place 4,
/// check 1.
///
/// The seven digits can be replaced by letters (*omocodia*) if two people would have the same code. Shape, month and day
/// are enforced. A wrong check character is a warning in data from other systems, because pagoPA's own examples have one,
/// and an error in [`FiscalCode::parse_own`].
///
/// ```
/// use pagopa::{FiscalCode, Sex};
///
/// let code: FiscalCode = "mrs msr 81d60 z611h".parse()?;
/// assert_eq!((code.birth_day(), code.sex()), (20, Sex::Female));
/// assert_eq!(format!("{code:?}"), "FiscalCode(****************)");
/// # Ok::<(), pagopa::FiscalCodeError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FiscalCode {
    letters: [u8; 16],
    birth: Birth,
}

/// Date of birth and sex in the code, with omocodia resolved.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Birth {
    year: u8,
    month: u8,
    day: u8,
    sex: Sex,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sex {
    Female,
    Male,
}

/// The letters for January to December.
const MONTHS: [u8; 12] = *b"ABCDEHLMPRST";
/// The letters that replace 0 to 9 in an omocodia code.
const OMOCODIA: [u8; 10] = *b"LMNPQRSTUV";
/// The values of A to Z at the odd places 1 to 15. The first ten are also the values of 0 to 9.
const ODD_VALUES: [u16; 26] =
    [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];

impl FiscalCode {
    pub const LENGTH: usize = 16;

    /// Parses input from another system, with warnings.
    pub fn parse(text: &str) -> Result<Parsed<Self>, FiscalCodeError> {
        let code: Self = text.parse()?;
        Ok(Parsed::new(code, code.warnings()))
    }

    /// Parses the code that a person types as their own. Here a wrong check character is an error, so that the screen can
    /// ask.
    pub fn parse_own(text: &str) -> Result<Self, FiscalCodeError> {
        let code: Self = text.parse()?;
        if code.check_character_ok() { Ok(code) } else { Err(FiscalCodeError::CheckCharacter) }
    }

    /// The sum of the values of the first fifteen characters mod 26, as a letter. Omocodia letters count as letters.
    pub fn expected_check_character(&self) -> char {
        let sum: u16 = self.letters.iter().take(15).zip(1..).map(|(c, place)| check_value(*c, place)).sum();
        char::from(b'A' + (sum % 26) as u8)
    }

    pub fn check_character_ok(&self) -> bool {
        self.letters.last().copied().map(char::from) == Some(self.expected_check_character())
    }

    pub fn warnings(&self) -> Vec<Warning> {
        if self.check_character_ok() {
            Vec::new()
        } else {
            vec![Warning::FiscalCodeCheckCharacter { expected: self.expected_check_character() }]
        }
    }

    /// The last two digits of the year of birth.
    pub const fn birth_year(&self) -> u8 {
        self.birth.year
    }

    /// 1 to 12.
    pub const fn birth_month(&self) -> u8 {
        self.birth.month
    }

    /// 1 to 31.
    pub const fn birth_day(&self) -> u8 {
        self.birth.day
    }

    pub const fn sex(&self) -> Sex {
        self.birth.sex
    }

    /// The cadastral code of the municipality or country of birth, such as `H501`, with omocodia resolved.
    pub fn place_code(&self) -> String {
        self.without_omocodia().letters.iter().skip(11).take(4).copied().map(char::from).collect()
    }

    /// Whether letters replace some of the digits.
    pub fn has_omocodia(&self) -> bool {
        self.letters.iter().enumerate().any(|(index, c)| is_digit_place(index) && !c.is_ascii_digit())
    }

    /// The same code without omocodia. If letters were replaced, the check character is computed again.
    #[must_use]
    pub fn without_omocodia(&self) -> Self {
        if !self.has_omocodia() {
            return *self;
        }
        let mut plain = *self;
        for (index, c) in plain.letters.iter_mut().enumerate() {
            if let (true, Some(digit)) = (is_digit_place(index), digit_of(*c)) {
                *c = b'0' + digit;
            }
        }
        let check = plain.expected_check_character();
        if let (Some(last), Ok(check)) = (plain.letters.last_mut(), u8::try_from(check)) {
            *last = check;
        }
        plain
    }
}

/// `place` counts from 1.
fn check_value(c: u8, place: u16) -> u16 {
    let index = if c.is_ascii_digit() { c - b'0' } else { c - b'A' };
    if place.is_multiple_of(2) {
        u16::from(index)
    } else {
        ODD_VALUES.get(usize::from(index)).copied().unwrap_or_default()
    }
}

const fn is_digit_place(index: usize) -> bool {
    matches!(index, 6 | 7 | 9 | 10 | 12 | 13 | 14)
}

fn digit_of(c: u8) -> Option<u8> {
    if c.is_ascii_digit() {
        return Some(c - b'0');
    }
    OMOCODIA.iter().zip(0..).find_map(|(letter, digit)| (*letter == c).then_some(digit))
}

/// Lower case counts as upper case. Blanks are ignored at any position.
impl FromStr for FiscalCode {
    type Err = FiscalCodeError;

    fn from_str(text: &str) -> Result<Self, FiscalCodeError> {
        let mut letters = [0; Self::LENGTH];
        let mut found = 0;
        for (c, at) in text.chars().zip(1..).filter(|(c, _)| !is_blank(*c)) {
            let byte = u8::try_from(c).ok().filter(u8::is_ascii_alphanumeric);
            let byte = byte.ok_or(FiscalCodeError::Character { at })?;
            if let Some(slot) = letters.get_mut(found) {
                *slot = byte.to_ascii_uppercase();
            }
            found += 1;
        }
        if found != Self::LENGTH {
            return Err(FiscalCodeError::Length { found });
        }
        check_shape(&letters)?;
        Ok(Self { letters, birth: read_birth(&letters)? })
    }
}

fn check_shape(letters: &[u8; 16]) -> Result<(), FiscalCodeError> {
    let fits = |index, c: u8| {
        if is_digit_place(index) { digit_of(c).is_some() } else { c.is_ascii_uppercase() }
    };
    let wrong = letters.iter().zip(1..).find(|(c, place)| !fits(place - 1, **c));
    match wrong {
        Some((_, place)) => Err(FiscalCodeError::Shape { place }),
        None => Ok(()),
    }
}

fn read_birth(letters: &[u8; 16]) -> Result<Birth, FiscalCodeError> {
    let [_, _, _, _, _, _, y1, y2, m, d1, d2, ..] = *letters;
    let two_digits = |tens, ones| Some(10 * digit_of(tens)? + digit_of(ones)?);
    let year = two_digits(y1, y2).ok_or(FiscalCodeError::Shape { place: 7 })?;
    let month = MONTHS.iter().zip(1..).find_map(|(letter, month)| (*letter == m).then_some(month));
    let month = month.ok_or(FiscalCodeError::Month)?;
    let day = two_digits(d1, d2).ok_or(FiscalCodeError::Shape { place: 10 })?;
    let (day, sex) = if day > 40 { (day - 40, Sex::Female) } else { (day, Sex::Male) };
    if day == 0 || day > days_in(year, month) {
        return Err(FiscalCodeError::Day);
    }
    Ok(Birth { year, month, day, sex })
}

/// The code has no century, so 00 can be the leap year 2000.
const fn days_in(year: u8, month: u8) -> u8 {
    match month {
        2 if year.is_multiple_of(4) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl fmt::Display for FiscalCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(core::str::from_utf8(&self.letters).map_err(|_| fmt::Error)?)
    }
}

/// Masked, because logs must not contain fiscal codes.
impl fmt::Debug for FiscalCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FiscalCode(****************)")
    }
}

crate::serde_text::serde_as_text!(FiscalCode, "a fiscal code of 16 characters");

/// Why a text is not a fiscal code. The error has the position but no part of the code, which is personal data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Error)]
pub enum FiscalCodeError {
    /// Character number `at` (from 1) is neither a letter from A to Z nor a digit.
    #[error("a fiscal code is made of letters and digits: character {at} is neither")]
    Character { at: usize },
    #[error("a fiscal code has 16 characters, not {found}")]
    Length { found: usize },
    /// A digit at the place of a letter, or a letter at the place of a digit that is not an omocodia letter. `place`
    /// counts from 1, without blanks.
    #[error("in a fiscal code a digit and a letter are mixed up at place {place}")]
    Shape { place: usize },
    #[error("the ninth character of a fiscal code is a month: A B C D E H L M P R S or T")]
    Month,
    #[error("the day in a fiscal code is not in the calendar")]
    Day,
    /// Only from [`FiscalCode::parse_own`].
    #[error("the last character of the fiscal code does not match the others")]
    CheckCharacter,
}

impl FiscalCodeError {
    /// The stable name of the broken rule.
    pub const fn rule(&self) -> &'static str {
        match self {
            Self::Character { .. } => "fiscal-code-characters",
            Self::Length { .. } => "fiscal-code-length",
            Self::Shape { .. } => "fiscal-code-shape",
            Self::Month => "fiscal-code-month",
            Self::Day => "fiscal-code-day",
            Self::CheckCharacter => "fiscal-code-check-character",
        }
    }
}
