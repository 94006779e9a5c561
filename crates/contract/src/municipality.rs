//! The municipality that runs the service. Each one is a configuration of the gateway.

use crate::{Language, SignInHint};
use serde::{Deserialize, Serialize};

/// A text or an address of the municipality, in the languages that it provides.
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
    /// The text in `language`, or else in Italian, together with its language for the `lang` attribute.
    pub fn of(&self, language: Language) -> (Language, &str) {
        let wanted = match language {
            Language::It => None,
            Language::Fr => self.fr.as_deref(),
            Language::En => self.en.as_deref(),
        };
        wanted.map_or((Language::It, &self.it), |text| (language, text))
    }
}

/// What the app needs before a guardian signs in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Municipality {
    /// For example `Comune di Valtournenche`.
    pub name: Localised,
    /// The parent body, as named in the header of public sites.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<Localised>,
    /// Website of the parent body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent_url: Option<Localised>,
    /// Address of the coat of arms, on the same origin. It is decorative: the name says the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub logo_url: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub colours: Option<Colours>,
    /// Address of the app's icon for Apple's home screens, if it is made from the arms.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub icon_url: Option<String>,
    /// A second, warm colour for accents. It is read on the card's colour of each theme, so the gateway requires a contrast
    /// of at least 4.5 : 1 with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub warm: Option<Colours>,
    /// The app's name on a phone's home screen, for example `Mensa Valtournenche`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub app_name: Option<Localised>,
    #[serde(default)]
    pub office: Office,
    #[serde(default)]
    pub links: Links,
    #[serde(default)]
    pub texts: OwnTexts,
    /// Ways to sign in on the payment page, the recommended one first. Empty if the page takes no hint.
    pub sign_in_hints: Vec<SignInHint>,
    /// Card circuits, banks and other names that the payment page offers, in the order to show.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub payment_methods: Vec<String>,
    /// The payment platform is a sandbox: no money moves, and every page says so.
    #[serde(default)]
    pub test_environment: bool,
}

/// A colour of the municipality, `#rrggbb`, for each theme. White text is placed on the first one, so the gateway requires a
/// contrast of at least 4.5 : 1.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Colours {
    pub light: String,
    pub dark: String,
}

/// The office that helps guardians.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Office {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(format = "email"))]
    pub email: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Opening hours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<Localised>,
    /// Postal address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// The municipality's website.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub website: Option<Localised>,
}

/// Links that a public site must have. All https.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Links {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub privacy: Option<Localised>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub legal_notes: Option<Localised>,
    /// The accessibility declaration, on AgID's site.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accessibility: Option<Localised>,
    /// Address for feedback about accessibility.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub feedback: Option<Localised>,
}

/// Texts written by the municipality. Plain text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OwnTexts {
    /// Shown on every page except the counter while it is configured, for example for a deadline or a disruption.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub announcement: Option<Localised>,
    /// Shown on the help page: what is special in this municipality.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<Localised>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_language_falls_back_to_italian() {
        let name = Localised { it: "Comune".into(), fr: Some("Commune".into()), en: None };
        assert_eq!(name.of(Language::It), (Language::It, "Comune"));
        assert_eq!(name.of(Language::Fr), (Language::Fr, "Commune"));
        assert_eq!(name.of(Language::En), (Language::It, "Comune"));
    }
}
