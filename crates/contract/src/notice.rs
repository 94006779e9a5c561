//! The payment notice ("avviso di pagamento"): one number that card, paper and QR code share.

use crate::{Date, Money};
use pagopa::{CreditorCode, NoticeNumber};
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
}
