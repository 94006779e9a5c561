//! The languages of a sheet.

use serde::Deserialize;

/// A language whose fixed texts the notice guide prescribes.
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
    /// BCP 47.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Italian => "it",
            Self::French => "fr",
            Self::English => "en",
        }
    }
}

/// What a sheet speaks: one language, or a first and a second one beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Languages {
    first: Language,
    second: Option<Language>,
}

impl Languages {
    pub const fn only(language: Language) -> Self {
        Self { first: language, second: None }
    }

    /// Italian with another one beside it. Italian beside itself is Italian alone.
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
