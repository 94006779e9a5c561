//! The RPT id: creditor and notice number in one, as payment pages pass it around.

use core::fmt;
use core::str::FromStr;

use thiserror::Error;

use crate::{CreditorCode, CreditorCodeError, NoticeNumber, NoticeNumberError};

/// Creditor code (11 digits) followed by the notice number (18): the payment's name in pagoPA's services.
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

/// 29 digits and nothing else: it is a machine's code, nobody types it.
impl FromStr for RptId {
    type Err = RptIdError;

    fn from_str(text: &str) -> Result<Self, RptIdError> {
        let found = text.chars().count();
        if found != CreditorCode::LENGTH + NoticeNumber::LENGTH {
            return Err(RptIdError::Length { found });
        }
        // 29 characters that cannot be parted after eleven bytes are not all digits; neither field is right.
        let (creditor, notice) = text.split_at_checked(CreditorCode::LENGTH).unwrap_or((text, ""));
        Ok(Self { creditor: CreditorCode::from_field(creditor)?, notice: NoticeNumber::from_field(notice)? })
    }
}

crate::wire::serde_as_text!(RptId, "an RPT id of 29 digits");

/// Why a text is no RPT id.
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
    /// The broken rule's stable name.
    pub const fn rule(&self) -> &'static str {
        match self {
            Self::Length { .. } => "rpt-id-length",
            Self::Creditor(error) => error.rule(),
            Self::Notice(error) => error.rule(),
        }
    }
}
