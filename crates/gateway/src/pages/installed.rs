//! What a phone needs to install the app: the manifest in the guardian's language, and the icons with the municipality's
//! arms.
//!
//! The manifest begins as `public/manifest.webmanifest`, the one of a municipality without a configuration.

use axum::{
    body::Body,
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::Response,
};
use contract::{Language, Municipality, ProblemKind};
use serde_json::{Map, Value, json};

use super::visitor::Visitor;
use crate::{
    http::{GatewayState, error::ApiError},
    icons::IconKind,
    municipality::icon_address,
    secrets,
};

/// `GET`: the manifest. `?lingua=fr` is the language; without it the visitor's.
pub const MANIFEST: &str = "/manifest.webmanifest";
/// In the query: the language's tag.
const LANGUAGE: &str = "lingua";

const GIVEN: &str = include_str!("../../../../public/manifest.webmanifest");
/// The end of the names under which the manifest has a text in other languages.
const LOCALIZED: &str = "_localized";

pub async fn manifest(
    State(app): State<GatewayState>,
    visitor: Visitor,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let asked = visitor.value(LANGUAGE).and_then(|tag| Language::from_tag(&tag));
    let info = app.service.municipality();
    let manifest = written(&info.municipality, !info.icons.is_empty(), asked.unwrap_or(visitor.language))
        .ok_or_else(|| ApiError::of(ProblemKind::InternalError))?;
    let mut response = cached("application/manifest+json", "no-cache", manifest.into_bytes(), &headers);
    response.headers_mut().insert(header::VARY, HeaderValue::from_static("Cookie, Accept-Language"));
    Ok(response)
}

pub async fn icon(
    State(app): State<GatewayState>,
    Path(file): Path<String>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let icons = &app.service.municipality().icons;
    let icon = icons.iter().find(|(kind, _)| kind.file() == file);
    let (_, png) = icon.ok_or_else(|| ApiError::of(ProblemKind::NotFound))?;
    // It changes with the configuration, which is read at a start.
    Ok(cached("image/png", "public, max-age=3600", png.clone(), &headers))
}

/// A file with the hash of its content as its tag.
fn cached(media_type: &'static str, cache: &'static str, bytes: Vec<u8>, headers: &HeaderMap) -> Response {
    let hash = hex::encode(secrets::sha256(&bytes).get(..8).unwrap_or_default());
    let tag = format!("\"{hash}\"");
    let is_fresh = headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes());
    let mut response = Response::new(if is_fresh { Body::empty() } else { Body::from(bytes) });
    if is_fresh {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
    }
    let out = response.headers_mut();
    out.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    out.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    if let Ok(tag) = HeaderValue::try_from(tag) {
        out.insert(header::ETAG, tag);
    }
    response
}

/// The manifest of this municipality. `None` if the given one is not an object.
fn written(municipality: &Municipality, has_icons: bool, language: Language) -> Option<String> {
    let mut manifest: Value = serde_json::from_str(GIVEN).ok()?;
    translate(&mut manifest, language);
    let fields = manifest.as_object_mut()?;
    fields.insert("lang".into(), json!(language.tag()));
    if let Some(name) = &municipality.app_name {
        let (_, name) = name.of(language);
        fields.insert("name".into(), json!(name));
        fields.insert("short_name".into(), json!(name));
    }
    if let Some(colours) = &municipality.colours {
        fields.insert("theme_color".into(), json!(colours.light));
    }
    if has_icons {
        let icons: Vec<Value> = IconKind::ALL.into_iter().filter_map(listed).collect();
        fields.insert("icons".into(), Value::Array(icons));
    }
    serde_json::to_string(&manifest).ok()
}

/// An icon in the manifest's list. Apple's is named by the page.
fn listed(kind: IconKind) -> Option<Value> {
    let purpose = match kind {
        IconKind::Any(_) => "any",
        IconKind::Maskable(_) => "maskable",
        IconKind::Touch(_) => return None,
    };
    let sizes = format!("{0}x{0}", kind.size());
    Some(json!({ "src": icon_address(kind), "type": "image/png", "sizes": sizes, "purpose": purpose }))
}

/// Puts each text of this language in the place of the Italian one. Browsers that know the names with the other languages
/// would choose by their own language, and the guardian may have chosen another.
fn translate(value: &mut Value, language: Language) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| translate(item, language)),
        Value::Object(fields) => {
            fields.values_mut().for_each(|field| translate(field, language));
            let translated: Vec<(String, Value)> = fields
                .iter()
                .filter_map(|(name, texts)| {
                    Some((name.strip_suffix(LOCALIZED)?.to_owned(), texts.get(language.tag())?.clone()))
                })
                .collect();
            let kept = std::mem::take(fields).into_iter().filter(|(name, _)| !name.ends_with(LOCALIZED));
            *fields = kept.chain(translated).collect::<Map<_, _>>();
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_of_the_manifest_has_each_language() {
        /// All texts that a person reads, with their places.
        fn texts(value: &Value, path: &str, found: &mut Vec<(String, String)>) {
            match value {
                Value::Array(items) => {
                    for (index, item) in items.iter().enumerate() {
                        texts(item, &format!("{path}/{index}"), found);
                    }
                }
                Value::Object(fields) => {
                    for (name, field) in fields {
                        assert!(!name.ends_with(LOCALIZED), "{path}/{name}");
                        if let (Some(text), "name" | "label" | "description") =
                            (field.as_str(), name.as_str())
                        {
                            found.push((format!("{path}/{name}"), text.to_owned()));
                        }
                        texts(field, &format!("{path}/{name}"), found);
                    }
                }
                _ => {}
            }
        }
        let all = Language::ALL.map(|language| {
            let mut manifest: Value = serde_json::from_str(GIVEN).unwrap();
            translate(&mut manifest, language);
            let mut found = Vec::new();
            texts(&manifest, "", &mut found);
            found.sort();
            found
        });
        let [it, fr, en] = &all;
        assert!(it.len() >= 6, "{it:?}");
        for ((italian, french), english) in it.iter().zip(fr).zip(en) {
            assert_eq!((&italian.0, &italian.0), (&french.0, &english.0));
            let own_name = italian.0 == "/name";
            let differ = italian.1 != french.1 && italian.1 != english.1 && french.1 != english.1;
            assert_eq!(differ, !own_name, "{italian:?} {french:?} {english:?}");
        }
    }
}
