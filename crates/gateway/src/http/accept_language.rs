//! The reader's language as the browser names it.

use axum::{
    extract::FromRequestParts,
    http::{header, request::Parts},
};
use contract::Language;
use std::convert::Infallible;

/// The language of a request, if its `Accept-Language` names a supported one. The app sends the chosen language.
pub struct ReaderLanguage(pub Option<Language>);

impl<S: Sync> FromRequestParts<S> for ReaderLanguage {
    type Rejection = Infallible;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let list = parts.headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        Ok(Self(list.and_then(preferred)))
    }
}

/// The supported language with the highest weight in `Accept-Language` (RFC 9110, section 12.5.4).
pub fn preferred(list: &str) -> Option<Language> {
    let mut best: Option<(u16, Language)> = None;
    for item in list.split(',') {
        let mut parts = item.split(';').map(str::trim);
        let language = parts.next().and_then(Language::from_tag);
        let weight = parts.find_map(|part| part.strip_prefix("q=")).map_or(1000, thousandths);
        if let Some(language) = language
            && weight > best.map_or(0, |(weight, _)| weight)
        {
            best = Some((weight, language));
        }
    }
    best.map(|(_, language)| language)
}

/// `0.25` is 250. A malformed weight is 0.
fn thousandths(weight: &str) -> u16 {
    let (whole, rest) = weight.split_once('.').unwrap_or((weight, ""));
    match (whole, format!("{rest:0<3}").parse::<u16>()) {
        ("1", _) => 1000,
        ("0", Ok(rest)) if rest < 1000 => rest,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn language_with_the_highest_weight_is_chosen() {
        for (list, language) in [
            ("fr-FR,fr;q=0.9,en;q=0.8", Some(Language::Fr)),
            ("de-DE,de;q=0.9,en;q=0.8,it;q=0.7", Some(Language::En)),
            ("en;q=0.1, it;q=0.25", Some(Language::It)),
            ("en;q=0, it;q=0.001", Some(Language::It)),
            ("EN-gb", Some(Language::En)),
            ("de", None),
            ("*", None),
            ("", None),
            ("fr;q=nonsense", None),
        ] {
            assert_eq!(preferred(list), language, "{list}");
        }
    }
}
