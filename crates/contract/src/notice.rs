//! The payment notice ("avviso di pagamento"): one number for card, paper and QR code.

use crate::{AttemptOutcome, Date, Language, Money, NoticeKey, Timestamp, TopUpState};
use pagopa::{CreditorCode, NoticeNumber, PosteText};
use serde::{Deserialize, Serialize};

/// What a counter, a bank or the payment page needs. The app and the letter build the codes from these fields.
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
    /// The text of Poste's Data Matrix. Present only if the creditor has a postal account and Poste's authorisation to
    /// print slips. It contains the debtor's name and fiscal code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, min_length = 256, max_length = 256))]
    pub poste_data_matrix: Option<PosteText>,
    /// Gives access to the notice's status without a session.
    pub key: NoticeKey,
}

/// The status of a notice, available with its key. No personal data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NoticeStatus {
    pub state: TopUpState,
    /// The result in the payment page's redirect, while the top-up is in progress.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub returned: Option<AttemptOutcome>,
    /// When it was paid, if the platform says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paid_at: Option<Timestamp>,
    /// When the platform last answered. Absent before its first answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checked_at: Option<Timestamp>,
    /// The platform did not answer the last request, so the state may be out of date.
    #[serde(default)]
    pub platform_silent: bool,
}

/// Request to mail the letter, or the receipt, to the guardian's own address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewNoticeEmail {
    /// Language of the mail. The PDF is in the municipality's languages; where that is Italian alone, also in this one.
    pub language: Language,
}

/// The mail is in the outbox and leaves when the mail server accepts it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NoticeEmail {
    /// The guardian's address.
    pub sent_to: String,
}

/// Keeps the address out of logs.
impl std::fmt::Debug for NoticeEmail {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NoticeEmail(****)")
    }
}
