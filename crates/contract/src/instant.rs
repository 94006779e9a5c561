//! Timestamps and dates in JSON (RFC 3339, RAC_GEN_FORMAT_003).
//!
//! The app passes them to the browser's `Intl` as text, so it contains no calendar code.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Why a string is not a timestamp or not a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InstantError {
    #[error("a moment is written 2026-11-23T12:16:45Z")]
    Timestamp,
    #[error("a day is written 2026-11-23")]
    Date,
    #[error("a month is written 2026-11")]
    Month,
}

/// Whether `text` has a digit wherever `shape` has `0`, and the same character elsewhere.
fn fits(text: &str, shape: &str) -> bool {
    text.len() == shape.len()
        && text.bytes().zip(shape.bytes()).all(|(byte, expected)| match expected {
            b'0' => byte.is_ascii_digit(),
            other => byte == other,
        })
}

macro_rules! wire_text {
    ($(#[$doc:meta])* $name:ident, $shape:literal, $error:ident, $format:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[cfg_attr(feature = "openapi", schema(value_type = String, format = $format))]
        pub struct $name(String);

        impl $name {
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = InstantError;
            fn try_from(text: String) -> Result<Self, InstantError> {
                if fits(&text, $shape) { Ok(Self(text)) } else { Err(InstantError::$error) }
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> String {
                value.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

wire_text! {
    /// A moment in UTC, in whole seconds.
    Timestamp, "0000-00-00T00:00:00Z", Timestamp, "date-time"
}
wire_text! {
    /// A calendar day in Italy's time zone.
    Date, "0000-00-00", Date, "date"
}
wire_text! {
    /// A calendar month in Italy's time zone.
    Month, "0000-00", Month, "year-month"
}

impl Date {
    /// The month that it is in.
    pub fn month(&self) -> Month {
        Month(self.0.chars().take("0000-00".len()).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn timestamps_are_utc_in_whole_seconds() {
        assert!(Timestamp::try_from("2026-11-23T12:16:45Z".to_owned()).is_ok());
        for bad in ["2026-11-23T12:16:45+01:00", "2026-11-23", "", "2026-11-23T12:16:45.1Z"] {
            assert_eq!(Timestamp::try_from(bad.to_owned()), Err(InstantError::Timestamp));
        }
        assert_eq!(Date::try_from("23/11/2026".to_owned()), Err(InstantError::Date));
        assert_eq!(Month::try_from("11/2026".to_owned()), Err(InstantError::Month));
    }

    #[test]
    fn a_day_is_in_its_month() {
        let day = Date::try_from("2026-11-23".to_owned()).unwrap();
        assert_eq!(day.month(), Month::try_from("2026-11".to_owned()).unwrap());
    }
}
