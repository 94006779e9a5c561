//! `[municipality]`: whose service this is, in its own words, colours and addresses.

use contract::{Colours, Links, Localised, Office, OwnTexts};
use serde::{Deserialize, Deserializer, de::Error as _};
use std::path::PathBuf;
use url::Url;

use super::{ConfigError, is_loopback};

/// WCAG 2.2, 1.4.3: contrast of text with its ground.
const LEAST_CONTRAST: f64 = 4.5;
/// What is written on the municipality's colour, in either theme (`style/_tokens.scss`).
const TEXT: &str = "#ffffff";
/// What the warm colour is written on: the card, in the light and in the dark theme (`style/_tokens.scss`).
const CARD: [&str; 2] = ["#ffffff", "#142536"];
/// Phones cut a longer name below its icon.
const LONGEST_APP_NAME: usize = 30;

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Municipality {
    pub name: Given,
    pub parent: Option<Given>,
    pub parent_url: Option<Given>,
    /// SVG, PNG or WebP.
    pub logo: Option<PathBuf>,
    pub colour: Option<String>,
    pub colour_dark: Option<String>,
    /// A second colour, for accents.
    pub warm: Option<String>,
    pub warm_dark: Option<String>,
    /// The app's name on a phone's home screen.
    pub app_name: Option<Given>,
    #[serde(default)]
    pub test_environment: bool,
    #[serde(default)]
    pub office: OfficeGiven,
    #[serde(default)]
    pub links: LinksGiven,
    #[serde(default)]
    pub texts: TextsGiven,
    /// Names of services, each in Italian as in the accounts file.
    #[serde(default)]
    pub services: Vec<Given>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct OfficeGiven {
    pub email: Option<String>,
    pub phone: Option<String>,
    pub hours: Option<Given>,
    pub address: Option<String>,
    pub website: Option<Given>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LinksGiven {
    pub privacy: Option<Given>,
    pub legal_notes: Option<Given>,
    pub accessibility: Option<Given>,
    pub feedback: Option<Given>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TextsGiven {
    pub announcement: Option<Given>,
    pub help: Option<Given>,
}

/// `"…"` for Italian alone, or `{ it = "…", fr = "…", en = "…" }`.
#[derive(Debug, Clone)]
pub struct Given(pub Localised);

impl<'de> Deserialize<'de> for Given {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Each {
            it: String,
            fr: Option<String>,
            en: Option<String>,
        }
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Written {
            Italian(String),
            Each(Each),
        }
        let text = match Written::deserialize(deserializer) {
            Ok(Written::Italian(it)) => Localised { it, fr: None, en: None },
            Ok(Written::Each(Each { it, fr, en })) => Localised { it, fr, en },
            Err(_) => return Err(D::Error::custom("a text, or { it = \"…\", fr = \"…\", en = \"…\" }")),
        };
        if each(&text).any(|(_, text)| text.trim().is_empty()) {
            return Err(D::Error::custom("an empty text: leave it out"));
        }
        Ok(Self(text))
    }
}

fn each(text: &Localised) -> impl Iterator<Item = (&'static str, &str)> {
    let others = [("fr", text.fr.as_deref()), ("en", text.en.as_deref())];
    let others = others.into_iter().filter_map(|(language, text)| Some((language, text?)));
    std::iter::once(("it", text.it.as_str())).chain(others)
}

impl Municipality {
    pub(super) fn check(&self) -> Result<(), ConfigError> {
        let addresses = [
            ("parent_url", &self.parent_url),
            ("office.website", &self.office.website),
            ("links.privacy", &self.links.privacy),
            ("links.legal_notes", &self.links.legal_notes),
            ("links.accessibility", &self.links.accessibility),
            ("links.feedback", &self.links.feedback),
        ];
        for (name, address) in addresses {
            for (language, address) in address.iter().flat_map(|given| each(&given.0)) {
                let safe = Url::parse(address).is_ok_and(|url| {
                    url.scheme() == "https" || (url.scheme() == "http" && is_loopback(&url))
                });
                if !safe {
                    return Err(rule(&format!("{name} ({language}) must be an https address")));
                }
            }
        }
        if self.office.email.as_ref().is_some_and(|email| email.parse::<lettre::Address>().is_err()) {
            return Err(rule("office.email must be an e-mail address"));
        }
        for (index, Given(service)) in self.services.iter().enumerate() {
            if self.services.iter().skip(index + 1).any(|Given(other)| other.it == service.it) {
                return Err(rule(&format!("services: {} is named twice", service.it)));
            }
        }
        if let Some(Given(name)) = &self.app_name
            && each(name).any(|(_, name)| name.chars().count() > LONGEST_APP_NAME)
        {
            return Err(rule(&format!("app_name has at most {LONGEST_APP_NAME} characters")));
        }
        self.warm()?;
        self.colours().map(|_| ())
    }

    /// A service of the accounts file in every language in which the municipality names it. A service that is not
    /// listed has its Italian name in every language.
    pub fn service(&self, name: &str) -> Localised {
        let named = self.services.iter().find(|Given(service)| service.it == name);
        named.map_or_else(
            || Localised { it: name.to_owned(), fr: None, en: None },
            |Given(service)| service.clone(),
        )
    }

    /// Whether this service of the accounts file is listed.
    pub fn names(&self, name: &str) -> bool {
        self.services.iter().any(|Given(service)| service.it == name)
    }

    /// The municipality's colour in both themes.
    pub fn colours(&self) -> Result<Option<Colours>, ConfigError> {
        both(["colour", "colour_dark"], [&self.colour, &self.colour_dark], [TEXT, TEXT])
    }

    /// The second colour in both themes.
    pub fn warm(&self) -> Result<Option<Colours>, ConfigError> {
        both(["warm", "warm_dark"], [&self.warm, &self.warm_dark], CARD)
    }

    pub fn office(&self) -> Office {
        let OfficeGiven { email, phone, hours, address, website } = self.office.clone();
        Office { email, phone, hours: text(hours), address, website: text(website) }
    }

    pub fn links(&self) -> Links {
        let LinksGiven { privacy, legal_notes, accessibility, feedback } = self.links.clone();
        Links {
            privacy: text(privacy),
            legal_notes: text(legal_notes),
            accessibility: text(accessibility),
            feedback: text(feedback),
        }
    }

    pub fn texts(&self) -> OwnTexts {
        let TextsGiven { announcement, help } = self.texts.clone();
        OwnTexts { announcement: text(announcement), help: text(help) }
    }
}

fn text(given: Option<Given>) -> Option<Localised> {
    given.map(|given| given.0)
}

fn rule(text: &str) -> ConfigError {
    ConfigError::Rule(format!("municipality.{text}"))
}

/// A colour in both themes, which has enough contrast with the other colour of each.
///
/// Both or none: with one alone the other theme would have a colour that is not the municipality's.
fn both(
    names: [&str; 2],
    colours: [&Option<String>; 2],
    others: [&str; 2],
) -> Result<Option<Colours>, ConfigError> {
    let [light_name, dark_name] = names;
    let (light, dark) = match colours {
        [None, None] => return Ok(None),
        [Some(light), Some(dark)] => (light, dark),
        _ => return Err(rule(&format!("{light_name} and {dark_name} go together"))),
    };
    for ((name, colour), other) in names.into_iter().zip([light, dark]).zip(others) {
        match contrast(colour, other) {
            None => return Err(rule(&format!("{name} must be written as #rrggbb"))),
            Some(contrast) if contrast < LEAST_CONTRAST => {
                return Err(rule(&format!(
                    "{name} {colour} with {other} has a contrast of {contrast:.1} : 1; text needs {LEAST_CONTRAST} : 1"
                )));
            }
            Some(_) => {}
        }
    }
    Ok(Some(Colours { light: light.clone(), dark: dark.clone() }))
}

/// Contrast ratio of two colours (WCAG 2.2, definition), 1 to 21.
#[expect(clippy::float_arithmetic, reason = "a contrast, no money")]
fn contrast(one: &str, other: &str) -> Option<f64> {
    let (one, other) = luminance(one).zip(luminance(other))?;
    Some((one.max(other) + 0.05) / (one.min(other) + 0.05))
}

/// Relative luminance of `#rrggbb` (WCAG 2.2, definition), 0 to 1.
#[expect(clippy::float_arithmetic, reason = "a colour, no money")]
fn luminance(colour: &str) -> Option<f64> {
    let digits = colour.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii())?;
    let part = |place: usize| {
        let value = u8::from_str_radix(digits.get(place..place + 2)?, 16).ok()?;
        let value = f64::from(value) / 255.0;
        Some(if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) })
    };
    Some(0.2126 * part(0)? + 0.7152 * part(2)? + 0.0722 * part(4)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn luminance_is_that_of_wcag() {
        assert_eq!(luminance("#000000"), Some(0.0));
        assert_eq!(luminance("#ffffff"), Some(1.0));
        // 0.2126 × ((0x80 / 255 + 0.055) / 1.055)^2.4 and so on: a published value for mid grey is 0.2159.
        assert!((luminance("#808080").unwrap() - 0.2159).abs() < 0.0001);
        for wrong in ["", "#fff", "0066cc", "#0066cg", "#0066ccff", "#é66cc"] {
            assert_eq!(luminance(wrong), None, "{wrong}");
        }
    }
}
