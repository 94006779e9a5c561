//! The municipality as the app shows it, and its coat of arms.

use contract::{Colours, Municipality, paths};
use std::{fs, io::Read as _, path::Path};

use crate::{
    config::{Config, ConfigError},
    icons::{self, IconKind},
};

/// `GET`: an icon.
pub const ICON: &str = "/icone/{file}";
const SVG: &str = "image/svg+xml";
/// The icons' colour without one of the municipality's, as in the header (`style/_tokens.scss`).
const GROUND: &str = "#0066cc";

/// In bytes. A larger picture is too large for phones.
const LARGEST_LOGO: u64 = 100 * 1024;

/// Made once, when the gateway starts.
#[derive(Debug, Clone)]
pub struct MunicipalityInfo {
    pub municipality: Municipality,
    pub logo: Option<Picture>,
    /// The app's icons with the arms, as PNG. Empty if the arms are not an SVG.
    pub icons: Vec<(IconKind, Vec<u8>)>,
}

/// A picture as it is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    pub media_type: &'static str,
    pub bytes: Vec<u8>,
}

impl MunicipalityInfo {
    /// Reads the configuration and the picture that it names.
    pub fn new(config: &Config) -> Result<Self, ConfigError> {
        let given = &config.municipality;
        let logo = given.logo.as_deref().map(picture).transpose()?;
        let colours = given.colours()?;
        let icons = match &logo {
            Some(logo) => icons(logo, colours.as_ref())?,
            None => Vec::new(),
        };
        let touch = icons.iter().map(|(kind, _)| *kind).find(|kind| matches!(kind, IconKind::Touch(_)));
        Ok(Self {
            municipality: Municipality {
                name: given.name.0.clone(),
                parent: given.parent.clone().map(|given| given.0),
                parent_url: given.parent_url.clone().map(|given| given.0),
                logo_url: logo.as_ref().map(|_| paths::LOGO.to_owned()),
                icon_url: touch.map(icon_address),
                colours,
                warm: given.warm()?,
                app_name: given.app_name.clone().map(|given| given.0),
                office: given.office(),
                links: given.links(),
                texts: given.texts(),
                sign_in_hints: config.platform.sign_in.clone(),
                payment_methods: config.platform.methods.clone(),
                test_environment: given.test_environment,
            },
            logo,
            icons,
        })
    }
}

/// The address of an icon.
pub fn icon_address(kind: IconKind) -> String {
    ICON.replace("{file}", &kind.file())
}

/// The app's icons, if the arms can be drawn in every size.
fn icons(logo: &Picture, colours: Option<&Colours>) -> Result<Vec<(IconKind, Vec<u8>)>, ConfigError> {
    if logo.media_type != SVG {
        return Ok(Vec::new());
    }
    let svg = String::from_utf8_lossy(&logo.bytes);
    let ground = colours.map_or(GROUND, |colours| &colours.light);
    let draw = |kind| {
        let png = icons::draw(&svg, ground, kind);
        png.map(|png| (kind, png)).map_err(|error| ConfigError::Rule(format!("municipality.logo: {error}")))
    };
    IconKind::ALL.into_iter().map(draw).collect()
}

fn picture(path: &Path) -> Result<Picture, ConfigError> {
    let read_error = |source| ConfigError::Read { path: path.to_owned(), source };
    let mut bytes = Vec::new();
    fs::File::open(path)
        .map_err(read_error)?
        .take(LARGEST_LOGO + 1)
        .read_to_end(&mut bytes)
        .map_err(read_error)?;
    let rule = |text: &str| Err(ConfigError::Rule(format!("municipality.logo {}: {text}", path.display())));
    if bytes.len() as u64 > LARGEST_LOGO {
        return rule("at most 100 KB");
    }
    let Some(media_type) = media_type(&bytes) else { return rule("not an SVG, PNG or WebP picture") };
    Ok(Picture { media_type, bytes })
}

/// From the file's content, not its name.
fn media_type(bytes: &[u8]) -> Option<&'static str> {
    let is_svg = |text: &str| {
        let text = text.trim_start_matches('\u{feff}').trim_start();
        text.starts_with("<svg") || (text.starts_with("<?xml") && text.contains("<svg"))
    };
    match bytes {
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some("image/png"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some("image/webp"),
        _ => std::str::from_utf8(bytes).ok().filter(|text| is_svg(text)).map(|_| SVG),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn type_of_a_picture_comes_from_its_content() {
        assert_eq!(media_type(b"\x89PNG\r\n\x1a\nrest"), Some("image/png"));
        assert_eq!(media_type(b"RIFF\0\0\0\0WEBPVP8 "), Some("image/webp"));
        assert_eq!(media_type(b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>"), Some("image/svg+xml"));
        assert_eq!(media_type(b"<?xml version=\"1.0\"?><!-- x --><svg/>"), Some("image/svg+xml"));
        for other in
            [&b""[..], b"<html><svg/></html>", b"GIF89a", b"\xff\xd8\xff\xe0", b"<?xml version=\"1.0\"?><x/>"]
        {
            assert_eq!(media_type(other), None);
        }
    }
}
