//! Whose service this is: every municipality is a configuration of the gateway.

use crate::SignInHint;
use serde::{Deserialize, Serialize};

/// What the app needs to know before anybody signs in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Municipality {
    /// In Italian, such as `Comune di Valtournenche`.
    pub name: String,
    /// In French, where it has such a name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_fr: Option<String>,
    /// Who answers when something went wrong.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(format = "email"))]
    pub office_email: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub office_phone: Option<String>,
    /// The ways into the payment page, the advised one first. Empty where the page asks for itself.
    pub sign_in_hints: Vec<SignInHint>,
    /// The payment platform is a sandbox: no money moves, and every screen says so.
    #[serde(default)]
    pub test_environment: bool,
}
