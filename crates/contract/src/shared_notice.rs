//! A notice that somebody without a session opens by a link: to pay it for the guardian.
//!
//! The link ends with a key, in the part of the address that browsers do not send (`/paga/{top-up}#{key}`). It never has the
//! balance or the e-mail address of the guardian.

use crate::{Language, LinkKey, Money, Notice, NoticeStatus, SignInHint};
use serde::{Deserialize, Serialize};

/// Request for the link of an open top-up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewNoticeLink {
    /// Whether the link shows the children's first names and gives the letter, which names the guardian.
    pub names: bool,
}

/// The key of a link. The same request has the same key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NoticeLink {
    pub key: LinkKey,
}

/// What the link shows.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SharedNotice {
    pub status: NoticeStatus,
    pub amount: Money,
    /// The children's first names. Empty unless the guardian shares them.
    #[serde(default)]
    pub children: Vec<String>,
    /// Absent once the notice cannot be paid any more. It has no Data Matrix for Poste, which contains the guardian's name and
    /// fiscal code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice: Option<Notice>,
    /// The letter, with the guardian's name, can be downloaded.
    pub has_letter: bool,
}

/// Keeps the children's names out of logs.
impl std::fmt::Debug for SharedNotice {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SharedNotice").field("status", &self.status).finish_non_exhaustive()
    }
}

/// Request for the payment page of a shared notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewSharedCheckout {
    /// How the payer wants to sign in on the payment page.
    pub sign_in: SignInHint,
    /// Language of the payment page, if the page accepts one.
    pub language: Language,
}
