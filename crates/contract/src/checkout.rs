//! A checkout: the payment of one to five top-ups on the payment page, with one fee.

use crate::{CheckoutId, Language, Timestamp, TopUpId};
use serde::{Deserialize, Serialize};

/// Request for a payment page for these top-ups.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewCheckout {
    /// One to five unpaid top-ups of the guardian, each once.
    #[cfg_attr(feature = "openapi", schema(value_type = std::collections::BTreeSet<TopUpId>, min_items = 1, max_items = 5))]
    pub top_up_ids: Vec<TopUpId>,
    /// How the guardian wants to sign in on the payment page.
    pub sign_in: SignInHint,
    /// Language of the payment page, if the page accepts one.
    pub language: Language,
}

/// How the guardian wants to sign in on the payment page. Only a hint: the page may ask again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum SignInHint {
    Spid,
    Email,
}

/// The address of the payment page, and until when it is valid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Checkout {
    pub id: CheckoutId,
    /// Absolute; its host is in the gateway's list of allowed hosts.
    #[cfg_attr(feature = "openapi", schema(format = "uri"))]
    pub redirect_url: String,
    /// The payment page keeps a cart for ten minutes.
    pub expires_at: Timestamp,
}

/// The last checkout of a top-up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Attempt {
    pub checkout_id: CheckoutId,
    pub opened_at: Timestamp,
    /// Address of the same cart, while it is valid and the payment page has not redirected back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(format = "uri"))]
    pub redirect_url: Option<String>,
    pub expires_at: Timestamp,
    /// The result in the payment page's redirect. It never proves a payment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<AttemptOutcome>,
}

/// The four results with which the payment page redirects back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum AttemptOutcome {
    Ok,
    /// The guardian cancelled.
    Cancel,
    /// The payment was refused, or the page lost its session.
    Error,
    /// The payment was taken in charge; its result is not known yet.
    Waiting,
}
