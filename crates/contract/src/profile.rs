//! The guardian's profile: language of mails, open sessions, what is kept, the request for erasure.
//!
//! A new address is asked for by a [`NewChallenge`](crate::NewChallenge) and confirmed by a [`NewSession`](crate::NewSession), as
//! signing in is.

use crate::{Date, Language, SessionId, Timestamp};
use serde::{Deserialize, Serialize};

/// What the profile shows beside the session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Profile {
    /// Of mails and letters.
    pub mail_language: Language,
    pub kept: Retention,
    /// The last request, if there was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub erasure: Option<ErasureRequest>,
}

/// How long the gateway keeps what it stores.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Retention {
    /// Payments: whole years after that of the payment.
    pub payments_years: u16,
    /// Top-ups that were not paid: days.
    #[cfg_attr(feature = "openapi", schema(format = "int32"))]
    pub unpaid_days: u32,
    /// What the office has charged: days.
    #[cfg_attr(feature = "openapi", schema(format = "int32"))]
    pub movements_days: u32,
    /// Visits to the payment page: days.
    #[cfg_attr(feature = "openapi", schema(format = "int32"))]
    pub checkouts_days: u32,
    /// Mails that did not arrive: days.
    #[cfg_attr(feature = "openapi", schema(format = "int32"))]
    pub undelivered_days: u32,
}

/// A request for erasure that has gone to the office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ErasureRequest {
    /// The office has it too. Another request on the same day has the same one and sends nothing.
    pub reference: String,
    pub asked_at: Timestamp,
}

/// The language of mails and letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MailLanguage {
    pub language: Language,
}

/// A session of the guardian, on this device or another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OpenSession {
    pub id: SessionId,
    pub started_at: Timestamp,
    /// The day on which it was last used.
    pub last_used_on: Date,
    /// The family of the browser, if it is a known one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub browser: Option<String>,
    /// The device or its operating system, if it is a known one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub system: Option<String>,
    /// It is the session of this request.
    pub is_current: bool,
}

/// The guardian's sessions: this one, then the last used first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OpenSessions {
    pub items: Vec<OpenSession>,
}
