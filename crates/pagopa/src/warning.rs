//! Irregularities in data that is still usable.

use core::fmt;

/// An irregularity in a parsed value. The caller can report it or ask about it; the value is accepted.
///
/// Most published test data fails one of these checks, and pagoPA's own node does not make them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Warning {
    /// The last two digits of the notice number are not the first sixteen mod 93 (SACI, table 2).
    NoticeNumberCheckDigits { expected: u8 },
    /// The eleventh digit of a creditor code is not its check digit.
    CreditorCodeChecksum,
    /// The sixteenth character of a fiscal code is not its check character.
    FiscalCodeCheckCharacter { expected: char },
    /// The QR string has blanks before or after it: app IO trims them, other readers reject the string.
    QrSurroundingBlanks,
    /// The amount has 1 digit (the notice guide says at least 2) or 11 (app IO reads at most 10).
    QrAmountLength { digits: u8 },
    /// The amount is zero: in SANP 2.1 this means "not known yet", and the payer is asked.
    QrAmountZero,
    /// A `|` after the amount: SANP 2.2 has it, later documents do not.
    QrTrailingSeparator,
    /// Text after the fifth field: app IO ignores it, other readers reject the string.
    QrExtraField,
    /// More than 52 characters because of extra fields: app IO rejects the string.
    QrTooLong,
    /// Not 256 characters long: the payment data is at fixed positions and was parsed; the names are a guess.
    DataMatrixLength { found: usize },
    /// Lower-case letters after the opening mark.
    DataMatrixLowerCase,
    /// A character outside Poste's set (digits, letters, blank and `&',-.:_`).
    DataMatrixCharacter,
    /// The debtor code is not a person's fiscal code, eleven digits or `ANONIMO`.
    DataMatrixDebtorCode,
    /// The twelve characters before the end mark are not blank.
    DataMatrixFiller,
    /// The amount is zero.
    DataMatrixAmountZero,
    /// The eleven-digit debtor code fails its checksum.
    DebtorCodeChecksum,
}

impl Warning {
    /// A stable name in kebab case, for logs, tests and interfaces.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoticeNumberCheckDigits { .. } => "notice-number-check-digits",
            Self::CreditorCodeChecksum => "creditor-code-checksum",
            Self::FiscalCodeCheckCharacter { .. } => "fiscal-code-check-character",
            Self::QrSurroundingBlanks => "qr-surrounding-blanks",
            Self::QrAmountLength { .. } => "qr-amount-length",
            Self::QrAmountZero => "qr-amount-zero",
            Self::QrTrailingSeparator => "qr-trailing-separator",
            Self::QrExtraField => "qr-extra-field",
            Self::QrTooLong => "qr-too-long",
            Self::DataMatrixLength { .. } => "data-matrix-length",
            Self::DataMatrixLowerCase => "data-matrix-lower-case",
            Self::DataMatrixCharacter => "data-matrix-character",
            Self::DataMatrixDebtorCode => "data-matrix-debtor-code",
            Self::DataMatrixFiller => "data-matrix-filler",
            Self::DataMatrixAmountZero => "data-matrix-amount-zero",
            Self::DebtorCodeChecksum => "debtor-code-checksum",
        }
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoticeNumberCheckDigits { expected } => {
                f.write_str("the notice number's check digits should be ")?;
                crate::digits::write_padded(f, u64::from(*expected), 2)
            }
            Self::CreditorCodeChecksum => f.write_str("the creditor code fails its checksum"),
            Self::FiscalCodeCheckCharacter { expected } => {
                f.write_str("the fiscal code's check character should be ")?;
                fmt::Write::write_char(f, *expected)
            }
            Self::QrSurroundingBlanks => f.write_str("there are blanks around the QR string"),
            Self::QrAmountLength { digits: 1 } => {
                f.write_str("the amount in the QR string has a single digit: some readers want two")
            }
            Self::QrAmountLength { .. } => {
                f.write_str("the amount in the QR string has more than ten digits: some readers refuse it")
            }
            Self::QrAmountZero => f.write_str("the amount in the QR string is zero"),
            Self::QrTrailingSeparator => f.write_str("the QR string ends with a separator"),
            Self::QrExtraField => f.write_str("the QR string has text after the amount"),
            Self::QrTooLong => f.write_str("the QR string is longer than 52 characters"),
            Self::DataMatrixLength { .. } => f.write_str("the Data Matrix text is not 256 characters long"),
            Self::DataMatrixLowerCase => f.write_str("the Data Matrix text has lower-case letters"),
            Self::DataMatrixCharacter => {
                f.write_str("the Data Matrix text has characters that Poste does not allow")
            }
            Self::DataMatrixDebtorCode => f.write_str("the debtor code in the Data Matrix text is malformed"),
            Self::DataMatrixFiller => f.write_str("the last part of the Data Matrix text should be blank"),
            Self::DataMatrixAmountZero => f.write_str("the amount in the Data Matrix text is zero"),
            Self::DebtorCodeChecksum => f.write_str("the debtor's eleven-digit code fails its checksum"),
        }
    }
}
