//! One visit to the payment page, for one to five top-ups: the payer pays the fee once.

use crate::{CheckoutId, Language, Timestamp, TopUpId};
use serde::{Deserialize, Serialize};

/// "Take me to the payment page for these."
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewCheckout {
    /// One to five, all the guardian's own, all unpaid, each once.
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 5))]
    pub top_up_ids: Vec<TopUpId>,
    /// How the guardian means to enter there.
    pub sign_in: SignInHint,
    /// What the payment page speaks, where it lets us say so.
    pub language: Language,
}

/// How the guardian means to enter the payment page. It is a hint: the page may ask again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum SignInHint {
    Spid,
    Email,
}

/// Where to send the browser, and until when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Checkout {
    pub id: CheckoutId,
    /// Absolute; its host is one of those the gateway is configured to allow.
    #[cfg_attr(feature = "openapi", schema(format = "uri"))]
    pub redirect_url: String,
    /// The payment page keeps a cart ten minutes.
    pub expires_at: Timestamp,
}

/// A visit to the payment page, as a top-up remembers it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Attempt {
    pub checkout_id: CheckoutId,
    pub opened_at: Timestamp,
    /// The way back into the same cart while it lives and nothing has come back from it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(format = "uri"))]
    pub redirect_url: Option<String>,
    pub expires_at: Timestamp,
    /// What the payment page said on the way back: a courtesy, never the proof of a payment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<AttemptOutcome>,
}

/// The four ways back from the payment page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum AttemptOutcome {
    Ok,
    /// The guardian turned back.
    Cancel,
    /// Refused, or the page lost its session.
    Error,
    /// Taken in charge; the end is not known yet.
    Waiting,
}
