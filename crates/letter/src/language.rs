//! The languages of a letter.

use serde::Deserialize;

/// A language for which the notice guide has the fixed texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    #[serde(rename = "it")]
    Italian,
    #[serde(rename = "fr")]
    French,
    #[serde(rename = "en")]
    English,
}

impl Language {
    /// The BCP 47 tag.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Italian => "it",
            Self::French => "fr",
            Self::English => "en",
        }
    }
}

/// The languages of one letter: one, or Italian with a second one beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Languages {
    first: Language,
    second: Option<Language>,
}

impl Languages {
    pub const fn only(language: Language) -> Self {
        Self { first: language, second: None }
    }

    /// Italian with a second language. If that is Italian too, the letter has one language.
    pub const fn italian_and(second: Language) -> Self {
        let second = if matches!(second, Language::Italian) { None } else { Some(second) };
        Self { first: Language::Italian, second }
    }

    pub const fn first(self) -> Language {
        self.first
    }

    pub const fn second(self) -> Option<Language> {
        self.second
    }
}
