//! Signing in by a code sent to the guardian's e-mail address, and out again.
//!
//! SPID and CIE by OpenID Connect will be further [`SignInMethod`]s with a route of their own.

use crate::{ChallengeId, GuardianMark, Language, Timestamp};
use serde::{Deserialize, Serialize};

/// "Send me a code."
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewChallenge {
    /// The address the municipality knows the guardian by. At most 254 characters (RFC 5321).
    #[cfg_attr(feature = "openapi", schema(format = "email", max_length = 254))]
    pub email: String,
    /// The language the e-mail is written in.
    pub language: Language,
}

/// The answer, the same whether the address is known or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignInChallenge {
    pub challenge_id: ChallengeId,
    /// Seconds for which the code is good.
    #[cfg_attr(feature = "openapi", schema(format = "int32", minimum = 1))]
    pub expires_in: u32,
    /// Digits the code has.
    #[cfg_attr(feature = "openapi", schema(format = "int32"))]
    pub code_length: u32,
}

/// "This is the code."
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewSession {
    pub challenge_id: ChallengeId,
    /// As many digits as the challenge said: six, or eight while many codes are asked for.
    #[cfg_attr(feature = "openapi", schema(pattern = "^[0-9]{6,8}$"))]
    pub code: String,
}

/// How the guardian proved who they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum SignInMethod {
    Email,
}

/// Who is signed in.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Session {
    pub method: SignInMethod,
    /// The guardian's name as the municipality writes it.
    pub display_name: String,
    /// Where codes and receipts are sent.
    #[cfg_attr(feature = "openapi", schema(format = "email"))]
    pub email: String,
    pub mark: GuardianMark,
    /// When the session ends if nothing is asked of it until then. Asking who is signed in does not prolong it.
    pub expires_at: Timestamp,
    /// The same in seconds from now, for phones whose clock is wrong.
    #[cfg_attr(feature = "openapi", schema(format = "int32"))]
    pub expires_in: u32,
}

/// Personal data stays out of logs: `Debug` says that there is a session, not whose.
macro_rules! masked {
    ($($name:ident),*) => {$(
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    )*};
}
masked!(NewChallenge, NewSession, Session);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_shows_no_address_and_no_code() {
        let asked = NewChallenge { email: "anna@example.org".into(), language: Language::It };
        assert!(!format!("{asked:?}").contains("anna"));
    }
}
