//! Signing in with a code sent to the guardian's e-mail address, and signing out.
//!
//! SPID and CIE by OpenID Connect will be further [`SignInMethod`]s with their own route.

use crate::{ChallengeId, GuardianMark, Language, Timestamp};
use serde::{Deserialize, Serialize};

/// Request for a sign-in code.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewChallenge {
    /// The guardian's address in the municipality's records. At most 254 characters (RFC 5321).
    #[cfg_attr(feature = "openapi", schema(format = "email", max_length = 254))]
    pub email: String,
    /// Language of the mail.
    pub language: Language,
}

/// The answer. It is the same for known and unknown addresses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignInChallenge {
    pub challenge_id: ChallengeId,
    /// Seconds for which the code is valid.
    #[cfg_attr(feature = "openapi", schema(format = "int32", minimum = 1))]
    pub expires_in: u32,
    /// Number of digits of the code.
    #[cfg_attr(feature = "openapi", schema(format = "int32"))]
    pub code_length: u32,
}

/// Request to sign in with a code.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewSession {
    pub challenge_id: ChallengeId,
    /// As many digits as in [`SignInChallenge`]: six, or eight after many requests.
    #[cfg_attr(feature = "openapi", schema(pattern = "^[0-9]{6,8}$"))]
    pub code: String,
}

/// How the guardian signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum SignInMethod {
    Email,
}

/// The session of a guardian.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Session {
    pub method: SignInMethod,
    /// The guardian's name in the municipality's records.
    pub display_name: String,
    /// Address for codes and receipts.
    #[cfg_attr(feature = "openapi", schema(format = "email"))]
    pub email: String,
    pub mark: GuardianMark,
    /// When the session ends without further requests. Reading the session does not extend it.
    pub expires_at: Timestamp,
    /// The same in seconds from now, because a phone's clock may be wrong.
    #[cfg_attr(feature = "openapi", schema(format = "int32"))]
    pub expires_in: u32,
}

/// Keeps personal data out of logs: `Debug` shows only the type.
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
    fn debug_shows_no_address() {
        let asked = NewChallenge { email: "anna@example.org".into(), language: Language::It };
        assert!(!format!("{asked:?}").contains("anna"));
    }
}
