//! The RPT id: creditor code and notice number together, as payment pages use it.

use core::fmt;
use core::str::FromStr;

use thiserror::Error;

use crate::{CreditorCode, CreditorCodeError, NoticeNumber, NoticeNumberError};

/// Creditor code (11 digits) and notice number (18). It identifies the payment in pagoPA's services.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RptId {
    pub creditor: CreditorCode,
    pub notice: NoticeNumber,
}

impl fmt::Display for RptId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.creditor.fmt(f)?;
        self.notice.fmt(f)
    }
}

/// Exactly 29 digits without blanks, because people do not type it.
impl FromStr for RptId {
    type Err = RptIdError;

    fn from_str(text: &str) -> Result<Self, RptIdError> {
        let found = text.chars().count();
        if found != CreditorCode::LENGTH + NoticeNumber::LENGTH {
            return Err(RptIdError::Length { found });
        }
        // If 29 characters cannot be split after eleven bytes, they are not all digits, and the creditor code is invalid.
        let (creditor, notice) = text.split_at_checked(CreditorCode::LENGTH).unwrap_or((text, ""));
        Ok(Self { creditor: CreditorCode::from_field(creditor)?, notice: NoticeNumber::from_field(notice)? })
    }
}

crate::serde_text::serde_as_text!(RptId, "an RPT id of 29 digits");

/// Why a text is not an RPT id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Error)]
pub enum RptIdError {
    #[error("an RPT id has 29 digits, not {found}")]
    Length { found: usize },
    #[error(transparent)]
    Creditor(#[from] CreditorCodeError),
    #[error(transparent)]
    Notice(#[from] NoticeNumberError),
}

impl RptIdError {
    /// The stable name of the broken rule.
    pub const fn rule(&self) -> &'static str {
        match self {
            Self::Length { .. } => "rpt-id-length",
            Self::Creditor(error) => error.rule(),
            Self::Notice(error) => error.rule(),
        }
    }
}
