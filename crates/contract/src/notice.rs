//! The payment notice ("avviso di pagamento"): one number that card, paper and QR code share.

use crate::{AttemptOutcome, Date, Language, Money, NoticeKey, Timestamp, TopUpState};
use pagopa::{CreditorCode, NoticeNumber, PosteText};
use serde::{Deserialize, Serialize};

/// What a counter, a bank or the payment page needs. The codes are drawn from these fields by whoever shows them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Notice {
    #[cfg_attr(feature = "openapi", schema(value_type = String, pattern = "^[0-9]{18}$", example = "301000000000000144"))]
    pub notice_number: NoticeNumber,
    /// The creditor's fiscal code.
    #[cfg_attr(feature = "openapi", schema(value_type = String, pattern = "^[0-9]{11}$", example = "00743110157"))]
    pub creditor_code: CreditorCode,
    /// At most 100 characters (payment notice guide, creditor block).
    pub creditor_name: String,
    /// The creditor's interbank code, for home banking.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cbill_code: Option<String>,
    /// At most 90 characters (payment notice guide, heading block).
    pub subject: String,
    pub amount: Money,
    pub due_date: Date,
    /// The text of the post office's own code; present only where the creditor has a postal account and Poste's
    /// authorisation to print. It holds the debtor's name and fiscal code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, min_length = 256, max_length = 256))]
    pub poste_data_matrix: Option<PosteText>,
    /// For asking how the notice stands when nobody is signed in.
    pub key: NoticeKey,
}

/// How a notice stands, for whoever holds its key: nothing personal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NoticeStanding {
    pub state: TopUpState,
    /// What the payment page said on the way back, while the top-up is in progress.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub returned: Option<AttemptOutcome>,
    /// When the platform was last asked and answered. Absent before the first answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checked_at: Option<Timestamp>,
    /// The platform did not answer when last asked: the state may be behind.
    #[serde(default)]
    pub platform_silent: bool,
}

/// Asks for the notice as a letter, to the guardian's own address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewNoticeEmail {
    /// Of the message; the letter speaks the town's languages.
    pub language: Language,
}

/// The letter will leave as soon as the mail server takes it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NoticeEmail {
    /// The guardian's address.
    pub sent_to: String,
}

/// An address stays out of logs.
impl std::fmt::Debug for NoticeEmail {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NoticeEmail(****)")
    }
}
