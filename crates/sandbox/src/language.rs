//! The languages that the payment pages speak.

/// Italian unless the address asks for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    #[default]
    It,
    Fr,
    En,
}

impl Language {
    /// `it`, `fr`, `en`, as the page's `lang` says it.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::It => "it",
            Self::Fr => "fr",
            Self::En => "en",
        }
    }

    /// Of a tag such as `fr-CH`; `None` when it is none of ours.
    pub fn of_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next()?;
        [Self::It, Self::Fr, Self::En]
            .into_iter()
            .find(|language| language.tag().eq_ignore_ascii_case(primary))
    }

    /// The one of three that is in this language.
    pub fn pick<T>(self, it: T, fr: T, en: T) -> T {
        match self {
            Self::It => it,
            Self::Fr => fr,
            Self::En => en,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn a_tag_is_known_with_or_without_a_region() {
        for (tag, language) in [
            ("it", Some(Language::It)),
            ("FR-ch", Some(Language::Fr)),
            ("en_GB", Some(Language::En)),
            ("de", None),
            ("", None),
        ] {
            assert_eq!(Language::of_tag(tag), language, "{tag}");
        }
    }
}
