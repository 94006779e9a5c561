//! How easy a top-up was, asked after the payment. It is stored without a person: the gateway only counts.

use serde::{Deserialize, Serialize};

/// From 1 (hard) to 5 (easy), the scale on which Italian public services are rated (Designers Italia, model for
/// municipalities).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
// `4.0` is the same JSON number as `4`.
#[serde(try_from = "f64", into = "u8")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(value_type = u8, minimum = 1, maximum = 5))]
pub struct Stars(u8);

/// It was not from 1 to 5.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StarsError;

impl Stars {
    /// In ascending order.
    pub const ALL: [Self; 5] = [Self(1), Self(2), Self(3), Self(4), Self(5)];

    pub const fn count(self) -> u8 {
        self.0
    }

    /// Whether the guardian is asked what was good, and not what was hard: from 4.
    pub const fn is_good(self) -> bool {
        self.0 >= 4
    }
}

impl TryFrom<u8> for Stars {
    type Error = StarsError;
    fn try_from(count: u8) -> Result<Self, StarsError> {
        if (1..=5).contains(&count) { Ok(Self(count)) } else { Err(StarsError) }
    }
}

impl TryFrom<f64> for Stars {
    type Error = StarsError;
    fn try_from(count: f64) -> Result<Self, StarsError> {
        Self::ALL.into_iter().find(|stars| f64::from(stars.0).total_cmp(&count).is_eq()).ok_or(StarsError)
    }
}

impl From<Stars> for u8 {
    fn from(stars: Stars) -> Self {
        stars.0
    }
}

impl std::fmt::Display for StarsError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("stars are from 1 to 5")
    }
}

impl std::error::Error for StarsError {}

/// What was good, with 4 or 5 stars, or hard, with fewer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum RatingAspect {
    /// The words could be understood.
    Clarity,
    /// The words said all that was needed.
    Completeness,
    /// It was clear how far one was, and what came next.
    Orientation,
    /// It worked.
    Technology,
    Other,
}

impl RatingAspect {
    pub const ALL: [Self; 5] =
        [Self::Clarity, Self::Completeness, Self::Orientation, Self::Technology, Self::Other];

    /// As in JSON.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Clarity => "clarity",
            Self::Completeness => "completeness",
            Self::Orientation => "orientation",
            Self::Technology => "technology",
            Self::Other => "other",
        }
    }
}

/// A rating of one paid checkout.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewRating {
    pub stars: Stars,
    /// Each counts once.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 5))]
    pub aspects: Vec<RatingAspect>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rating_has_one_to_five_stars_and_known_aspects() {
        for stars in Stars::ALL {
            let text = format!(r#"{{"stars":{},"aspects":["clarity"]}}"#, stars.count());
            let read: NewRating = serde_json::from_str(&text).unwrap();
            assert_eq!(read, NewRating { stars, aspects: vec![RatingAspect::Clarity] });
            assert_eq!(serde_json::to_string(&read).unwrap(), text);
        }
        for wrong in [
            r#"{"stars":0}"#,
            r#"{"stars":6}"#,
            r#"{"stars":-1}"#,
            r#"{"stars":4.5}"#,
            r#"{"stars":1e300}"#,
            r#"{"stars":"5"}"#,
            r#"{}"#,
            r#"{"stars":5,"aspects":["price"]}"#,
        ] {
            assert!(serde_json::from_str::<NewRating>(wrong).is_err(), "{wrong}");
        }
        let whole: NewRating = serde_json::from_str(r#"{"stars":4.0}"#).unwrap();
        assert_eq!(whole, NewRating { stars: Stars(4), aspects: Vec::new() });
        let good: Vec<u8> =
            Stars::ALL.into_iter().filter(|stars| stars.is_good()).map(Stars::count).collect();
        assert_eq!(good, [4, 5]);
    }

    #[test]
    fn word_of_an_aspect_is_its_json() {
        for aspect in RatingAspect::ALL {
            assert_eq!(serde_json::to_string(&aspect).unwrap(), format!("\"{}\"", aspect.word()));
        }
    }
}
