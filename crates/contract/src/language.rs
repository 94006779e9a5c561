//! The languages of the app.

use serde::{Deserialize, Serialize};

/// Italian and French are both official in Valle d'Aosta; English is for other guardians.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Language {
    #[default]
    It,
    Fr,
    En,
}

impl Language {
    pub const ALL: [Self; 3] = [Self::It, Self::Fr, Self::En];

    /// The BCP 47 tag: `it`, `fr`, `en`.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::It => "it",
            Self::Fr => "fr",
            Self::En => "en",
        }
    }

    /// The language of a BCP 47 tag such as `fr-CH`, if the app has it.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|language| language.tag().eq_ignore_ascii_case(primary))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_in_the_tag_is_ignored() {
        assert_eq!(Language::from_tag("fr-CH"), Some(Language::Fr));
        assert_eq!(Language::from_tag("IT"), Some(Language::It));
        assert_eq!(Language::from_tag("de-AT"), None);
        assert_eq!(Language::from_tag(""), None);
    }
}
