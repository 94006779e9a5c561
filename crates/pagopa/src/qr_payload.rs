//! The text of the QR code on a notice.

use core::fmt;
use core::str::FromStr;

use thiserror::Error;

use crate::blank::trim;
use crate::digits;
use crate::{
    Amount, CreditorCode, CreditorCodeError, IssueError, Iuv, NoticeNumber, NoticeNumberError, Parsed, RptId,
    Warning,
};

/// `PAGOPA|002|<notice number>|<creditor code>|<cents>`: 44 to 52 characters.
///
/// Source: notice guide, annex 2, "Codice QR". The amount has 2 to 10 digits and is padded to two only, which every known
/// reader accepts. 44 to 52 bytes fit a QR code of version 4 and level M, which the guide requires.
///
/// ```
/// use pagopa::QrPayload;
///
/// let read = QrPayload::parse("PAGOPA|002|302032002700000251|03334231200|001")?;
/// assert_eq!(read.value.cents(), 1);
/// assert_eq!(read.value.to_string(), "PAGOPA|002|302032002700000251|03334231200|01");
/// # Ok::<(), pagopa::QrError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct QrPayload {
    notice: NoticeNumber,
    creditor: CreditorCode,
    /// At most eleven digits.
    cents: u64,
}

const IDENTIFIER: &str = "PAGOPA";
const VERSION: &str = "002";
/// The longest text that app IO reads.
const LONGEST: usize = 52;

impl QrPayload {
    /// Makes the payload of an issued notice. An amount of zero is an error.
    pub const fn new(
        notice: NoticeNumber,
        creditor: CreditorCode,
        amount: Amount,
    ) -> Result<Self, IssueError> {
        if amount.is_zero() {
            return Err(IssueError::ZeroAmount);
        }
        Ok(Self { notice, creditor, cents: amount.cents() })
    }

    /// Parses the text of any creditor's QR code, with warnings.
    ///
    /// Blanks around it, an amount of zero or of 1 or 11 digits, a `|` at the end and further fields are warnings.
    /// Identifier, version and the four separators are required.
    pub fn parse(text: &str) -> Result<Parsed<Self>, QrError> {
        let mut warnings = Vec::new();
        let trimmed = trim(text);
        if trimmed.len() != text.len() {
            warnings.push(Warning::QrSurroundingBlanks);
        }
        let mut fields = trimmed.splitn(6, '|');
        if fields.next() != Some(IDENTIFIER) {
            return Err(QrError::Identifier);
        }
        let version = fields.next().ok_or(QrError::FieldMissing)?;
        if version != VERSION {
            return Err(QrError::Version);
        }
        let notice = NoticeNumber::from_field(fields.next().ok_or(QrError::FieldMissing)?)?;
        let creditor = CreditorCode::from_field(fields.next().ok_or(QrError::FieldMissing)?)?;
        let cents = read_amount(fields.next().ok_or(QrError::FieldMissing)?, &mut warnings)?;
        match fields.next() {
            None => {}
            Some("") => warnings.push(Warning::QrTrailingSeparator),
            Some(_) => {
                warnings.push(Warning::QrExtraField);
                if trimmed.chars().count() > LONGEST {
                    warnings.push(Warning::QrTooLong);
                }
            }
        }
        let payload = Self { notice, creditor, cents };
        warnings.extend(payload.warnings());
        Ok(Parsed::new(payload, warnings))
    }

    pub const fn notice(&self) -> NoticeNumber {
        self.notice
    }

    pub const fn creditor(&self) -> CreditorCode {
        self.creditor
    }

    /// The amount due when the code was made. The amount to pay comes from the creditor's answer (SANP 3.9).
    ///
    /// `None` above [`Amount::MAX`]: pagoPA's own reference sheets have amounts of eleven digits, the guide's limit, which
    /// app IO and the postal slip do not take. No such code is issued.
    pub fn amount(&self) -> Option<Amount> {
        Amount::from_cents(self.cents).ok()
    }

    /// The same in cents, at most 99,999,999,999.
    pub const fn cents(&self) -> u64 {
        self.cents
    }

    pub const fn iuv(&self) -> Iuv {
        self.notice.iuv()
    }

    pub const fn rpt_id(&self) -> RptId {
        RptId { creditor: self.creditor, notice: self.notice }
    }

    /// Warnings about the values. Only [`QrPayload::parse`] has those about the text.
    pub fn warnings(&self) -> Vec<Warning> {
        let mut warnings = self.notice.warnings();
        warnings.extend(self.creditor.warnings());
        if self.cents == 0 {
            warnings.push(Warning::QrAmountZero);
        }
        warnings
    }
}

/// Parses 1 to 11 digits of cents.
fn read_amount(field: &str, warnings: &mut Vec<Warning>) -> Result<u64, QrError> {
    let digits = digits::read_plain(field).map_err(|_| QrError::AmountDigits)?;
    match digits.count {
        2..=10 => {}
        1 => warnings.push(Warning::QrAmountLength { digits: 1 }),
        11 => warnings.push(Warning::QrAmountLength { digits: 11 }),
        found => return Err(QrError::AmountLength { found }),
    }
    Ok(digits.value)
}

/// The amount of an issued notice has 2 to 10 digits of cents and is padded to two only.
impl fmt::Display for QrPayload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(IDENTIFIER)?;
        f.write_str("|")?;
        f.write_str(VERSION)?;
        f.write_str("|")?;
        self.notice.fmt(f)?;
        f.write_str("|")?;
        self.creditor.fmt(f)?;
        f.write_str("|")?;
        digits::write_padded(f, self.cents, 2)
    }
}

/// As [`QrPayload::parse`], without the warnings.
impl FromStr for QrPayload {
    type Err = QrError;

    fn from_str(text: &str) -> Result<Self, QrError> {
        Ok(Self::parse(text)?.value)
    }
}

crate::serde_text::serde_as_text!(QrPayload, "the text of a pagoPA QR code");

/// Why a text is not a pagoPA QR payload.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Error)]
pub enum QrError {
    #[error("a pagoPA QR code begins with PAGOPA")]
    Identifier,
    #[error("the version of a pagoPA QR code is 002")]
    Version,
    #[error("a pagoPA QR code has five fields")]
    FieldMissing,
    #[error(transparent)]
    Notice(#[from] NoticeNumberError),
    #[error(transparent)]
    Creditor(#[from] CreditorCodeError),
    #[error("the amount of a pagoPA QR code is made of digits")]
    AmountDigits,
    #[error("the amount of a pagoPA QR code has 1 to 11 digits, not {found}")]
    AmountLength { found: usize },
}

impl QrError {
    /// The stable name of the broken rule. For an invalid field it is the field's rule.
    pub const fn rule(&self) -> &'static str {
        match self {
            Self::Identifier => "qr-identifier",
            Self::Version => "qr-version",
            Self::FieldMissing => "qr-field-missing",
            Self::Notice(error) => error.rule(),
            Self::Creditor(error) => error.rule(),
            Self::AmountDigits => "qr-amount-digits",
            Self::AmountLength { .. } => "qr-amount-length",
        }
    }
}
