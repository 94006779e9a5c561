//! Whose service this is: every municipality is a configuration of the gateway.

use crate::{Language, SignInHint};
use serde::{Deserialize, Serialize};

/// A text or an address of the municipality's own, in the languages in which it gave it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Localised {
    pub it: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fr: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub en: Option<String>,
}

impl Localised {
    /// In this language, else in Italian; and in which it is, for the `lang` of what is shown.
    pub fn of(&self, language: Language) -> (Language, &str) {
        let wanted = match language {
            Language::It => None,
            Language::Fr => self.fr.as_deref(),
            Language::En => self.en.as_deref(),
        };
        wanted.map_or((Language::It, &self.it), |text| (language, text))
    }
}

/// What the app needs to know before anybody signs in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Municipality {
    /// Such as `Comune di Valtournenche`.
    pub name: Localised,
    /// The body that it belongs to, as the header of public sites names it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<Localised>,
    /// That body's site.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent_url: Option<Localised>,
    /// Where its coat of arms is, on this very origin. It says nothing that the name does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub logo_url: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub colours: Option<Colours>,
    #[serde(default)]
    pub office: Office,
    #[serde(default)]
    pub links: Links,
    #[serde(default)]
    pub texts: OwnTexts,
    /// The ways into the payment page, the advised one first. Empty where the page asks for itself.
    pub sign_in_hints: Vec<SignInHint>,
    /// The payment platform is a sandbox: no money moves, and every screen says so.
    #[serde(default)]
    pub test_environment: bool,
}

/// The municipality's colour, `#rrggbb`, for each theme. White text stands on it: the gateway has seen to a contrast of
/// 4.5 : 1 and more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Colours {
    pub light: String,
    pub dark: String,
}

/// Who answers when something went wrong.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Office {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(format = "email"))]
    pub email: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// When it answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<Localised>,
    /// Where it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// The municipality's own site.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub website: Option<Localised>,
}

/// The pages that a public site has to lead to. All https.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Links {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub privacy: Option<Localised>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub legal_notes: Option<Localised>,
    /// The declaration of accessibility, on AgID's site.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accessibility: Option<Localised>,
    /// Where guardians tell what does not work for them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub feedback: Option<Localised>,
}

/// What the municipality says in its own words. Plain text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OwnTexts {
    /// On every screen but the counter's, until it is taken out again: a term, a disruption.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub announcement: Option<Localised>,
    /// On the help page: what is particular to this town.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<Localised>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_given_in_a_language_is_italian_and_says_so() {
        let name = Localised { it: "Comune".into(), fr: Some("Commune".into()), en: None };
        assert_eq!(name.of(Language::It), (Language::It, "Comune"));
        assert_eq!(name.of(Language::Fr), (Language::Fr, "Commune"));
        assert_eq!(name.of(Language::En), (Language::It, "Comune"));
    }
}
