//! Opaque ids, and the key that makes a request safe to repeat.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// Why a string is not an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IdError {
    #[error("an id has 26 characters")]
    Length,
    #[error("an id is written in Crockford's base 32: digits and upper-case letters without I, L, O, U")]
    Alphabet,
    #[error("an idempotency key has 16 to 64 letters, digits, '-' or '_'")]
    Key,
}

/// 26 characters of Crockford's base 32, 130 bits: a ULID, or a random number if the id must not be guessable.
fn check(text: &str) -> Result<(), IdError> {
    if text.len() != 26 {
        return Err(IdError::Length);
    }
    let allowed =
        |byte: u8| matches!(byte, b'0'..=b'9' | b'A'..=b'Z') && !matches!(byte, b'I' | b'L' | b'O' | b'U');
    if text.bytes().all(allowed) { Ok(()) } else { Err(IdError::Alphabet) }
}

/// `masked` keeps a value out of logs, because it gives access to something or identifies a person.
macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        id! { @type $(#[$doc])* $name }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_tuple(stringify!($name)).field(&self.0).finish()
            }
        }
    };
    ($(#[$doc:meta])* masked $name:ident) => {
        id! { @type $(#[$doc])* $name }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    };
    (@type $(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[cfg_attr(feature = "openapi", schema(value_type = String, pattern = "^[0-9A-HJKMNP-TV-Z]{26}$", example = "01JD3Z8K0V7Q2M5N9R4T6W8Y0A"))]
        pub struct $name(String);

        impl $name {
            /// The 26 characters.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = IdError;
            fn from_str(text: &str) -> Result<Self, IdError> {
                check(text).map(|()| Self(text.to_owned()))
            }
        }

        impl TryFrom<String> for $name {
            type Error = IdError;
            fn try_from(text: String) -> Result<Self, IdError> {
                check(&text).map(|()| Self(text))
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

id! {
    /// A top-up: a ULID, so newer ones sort later. The debt position's `iupd` ends with it.
    TopUpId
}
id! {
    /// A line of an account. A top-up has its own id there.
    MovementId
}
id! {
    /// A guardian's account.
    AccountId
}
id! {
    /// A checkout. 128 random bits, because the id alone gives access to the outcome.
    CheckoutId
}
id! {
    /// One requested sign-in code. 128 random bits.
    ChallengeId
}
id! {
    /// A session in its guardian's list. It gives access to nothing.
    SessionId
}
id! {
    /// Gives access to the status of one notice without a session, and to nothing else: a phone at a counter is seldom
    /// signed in. 128 bits that only the gateway can compute.
    masked NoticeKey
}
id! {
    /// Opens one notice by a link, without a session, as long as it can be paid. 128 bits that only the gateway can compute.
    masked LinkKey
}
id! {
    /// The same for a guardian at every sign-in, without personal data. With it a phone checks whether its saved notices
    /// belong to the guardian who signs in.
    masked GuardianMark
}

impl From<TopUpId> for MovementId {
    fn from(TopUpId(id): TopUpId) -> Self {
        Self(id)
    }
}

/// A new one for each new request, the same for its repeats.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct IdempotencyKey(String);

impl IdempotencyKey {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for IdempotencyKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("IdempotencyKey(…)")
    }
}

impl FromStr for IdempotencyKey {
    type Err = IdError;
    fn from_str(text: &str) -> Result<Self, IdError> {
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
        if (16..=64).contains(&text.len()) && text.bytes().all(allowed) {
            Ok(Self(text.to_owned()))
        } else {
            Err(IdError::Key)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_26_characters_of_crockford_base_32() {
        assert!("01JD3Z8K0V7Q2M5N9R4T6W8Y0A".parse::<TopUpId>().is_ok());
        assert_eq!("01JD3Z8K0V7Q2M5N9R4T6W8Y0".parse::<TopUpId>(), Err(IdError::Length));
        assert_eq!("01JD3Z8K0V7Q2M5N9R4T6W8Y0U".parse::<TopUpId>(), Err(IdError::Alphabet));
        assert_eq!("01jd3z8k0v7q2m5n9r4t6w8y0a".parse::<TopUpId>(), Err(IdError::Alphabet));
        assert_eq!("../../../../../../etc/pass".parse::<TopUpId>(), Err(IdError::Alphabet));
    }

    #[test]
    fn notice_keys_and_guardian_marks_are_masked_in_debug() {
        let text = "01JD3Z8K0V7Q2M5N9R4T6W8Y0A";
        let id: TopUpId = text.parse().unwrap();
        let (key, mark): (NoticeKey, GuardianMark) = (text.parse().unwrap(), text.parse().unwrap());
        assert_eq!(format!("{id:?}"), format!("TopUpId({text:?})"));
        assert_eq!(format!("{key:?} {mark:?}"), "NoticeKey(…) GuardianMark(…)");
    }

    #[test]
    fn an_idempotency_key_has_16_to_64_allowed_characters() {
        assert!("0123456789abcdef".parse::<IdempotencyKey>().is_ok());
        for bad in ["", "short", "0123456789abcde ", &"x".repeat(65), "0123456789abcdé"] {
            assert_eq!(bad.parse::<IdempotencyKey>(), Err(IdError::Key), "{bad}");
        }
    }
}
