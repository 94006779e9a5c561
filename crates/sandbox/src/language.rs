//! The languages of the payment pages.

use std::fmt;
use std::str::FromStr;

/// Italian unless the address asks for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    #[default]
    It,
    Fr,
    En,
}

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a supported language: one of it, fr, en")]
pub struct UnknownLanguage;

impl Language {
    const ALL: [Self; 3] = [Self::It, Self::Fr, Self::En];

    const fn code(self) -> &'static str {
        match self {
            Self::It => "it",
            Self::Fr => "fr",
            Self::En => "en",
        }
    }

    /// Chooses among three values by language.
    pub fn pick<T>(self, it: T, fr: T, en: T) -> T {
        match self {
            Self::It => it,
            Self::Fr => fr,
            Self::En => en,
        }
    }
}

/// `it`, `fr`, `en`, as HTML's `lang` wants it.
impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// Reads a language tag; the region does not matter (`fr-CH`, `en_GB`).
impl FromStr for Language {
    type Err = UnknownLanguage;

    fn from_str(tag: &str) -> Result<Self, UnknownLanguage> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        Self::ALL
            .into_iter()
            .find(|language| language.code().eq_ignore_ascii_case(primary))
            .ok_or(UnknownLanguage)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn language_is_read_with_or_without_a_region() {
        for (tag, language) in [
            ("it", Ok(Language::It)),
            ("FR-ch", Ok(Language::Fr)),
            ("en_GB", Ok(Language::En)),
            ("de", Err(UnknownLanguage)),
            ("", Err(UnknownLanguage)),
        ] {
            assert_eq!(tag.parse(), language, "{tag}");
        }
    }

    #[test]
    fn printed_language_reads_back() {
        for language in Language::ALL {
            assert_eq!(language.to_string().parse(), Ok(language));
        }
    }
}
