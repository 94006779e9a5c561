//! The logos on a letter.

use krilla::{geom::Size, image::Image, surface::Surface};
use krilla_svg::{SurfaceExt as _, SvgSettings};
use std::sync::Arc;
use usvg::Tree;

use crate::{error::LogoError, length::Length};

/// A logo. It is read once and printed on every letter.
#[derive(Debug, Clone)]
pub struct Logo(Picture);

#[derive(Debug, Clone)]
enum Picture {
    Png(Image),
    Svg(Arc<Tree>),
}

/// The logos of a letter.
#[derive(Debug, Clone, Default)]
pub struct Logos {
    /// The creditor's logo, within a square of 30 mm.
    pub creditor: Option<Logo>,
    /// pagoPA's logo, if the municipality has obtained it. Without it the letter prints the name as text.
    pub pagopa: Option<Logo>,
}

impl Logo {
    /// Reads an SVG, which the guide asks for, or a PNG. An SVG with text is rejected, because the machine that prints
    /// has no fonts for it: letters have to be outlines.
    pub fn read(bytes: Vec<u8>) -> Result<Self, LogoError> {
        if bytes.starts_with(b"\x89PNG") {
            let image = Image::from_png(bytes.into(), false).map_err(LogoError::Png)?;
            return Ok(Self(Picture::Png(image)));
        }
        let text = std::str::from_utf8(&bytes).map_err(|_| LogoError::Kind)?;
        if !text.contains("<svg") {
            return Err(LogoError::Kind);
        }
        if text.contains("<text") {
            return Err(LogoError::Letters);
        }
        let tree = Tree::from_str(text, &usvg::Options::default())
            .map_err(|error| LogoError::Svg(error.to_string()))?;
        Ok(Self(Picture::Svg(Arc::new(tree))))
    }

    /// The largest size within a box that keeps the proportions.
    pub(crate) fn fit(&self, width: Length, height: Length) -> (Length, Length) {
        let (across, down) = match &self.0 {
            Picture::Png(image) => image.size(),
            Picture::Svg(tree) => thousandths(tree.size()),
        };
        let across = i32::try_from(across).unwrap_or(i32::MAX).max(1);
        let down = i32::try_from(down).unwrap_or(i32::MAX).max(1);
        let scaled = width.of_units(down, across);
        if scaled <= height { (width, scaled) } else { (height.of_units(across, down), height) }
    }

    /// Draws the logo at the origin in this size.
    pub(crate) fn draw(&self, surface: &mut Surface<'_>, size: Size) {
        match &self.0 {
            Picture::Png(image) => surface.draw_image(image.clone(), size),
            // It gives `None` only for a size that is not valid, and `Size` is always valid.
            Picture::Svg(tree) => drop(surface.draw_svg(tree, size, SvgSettings::default())),
        }
    }
}

/// Width and height as whole numbers in the same proportion.
#[expect(
    clippy::float_arithmetic,
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a picture's proportions, no money; out of range it is the nearest number"
)]
fn thousandths(size: usvg::Size) -> (u32, u32) {
    ((size.width() * 1000.0) as u32, (size.height() * 1000.0) as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SVG: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><path fill="#a00" d="M0 0h20v10H0z"/></svg>"##;

    #[test]
    fn a_logo_keeps_its_proportions_within_its_box() {
        let logo = Logo::read(SVG.into()).unwrap();
        assert_eq!(logo.fit(Length::mm(30), Length::mm(30)), (Length::mm(30), Length::mm(30).of_units(1, 2)));
        assert_eq!(logo.fit(Length::pt(90), Length::pt(10)), (Length::pt(20), Length::pt(10)));
    }

    #[test]
    fn a_file_that_is_no_logo_is_rejected() {
        assert!(matches!(Logo::read(b"GIF89a".to_vec()), Err(LogoError::Kind)));
        assert!(matches!(Logo::read(vec![0xFF, 0xD8, 0xFF]), Err(LogoError::Kind)));
        assert!(matches!(Logo::read(b"<svg".to_vec()), Err(LogoError::Svg(_))));
        assert!(matches!(Logo::read(b"\x89PNG\r\n\x1a\nxx".to_vec()), Err(LogoError::Png(_))));
        let letters = SVG.replace("<path", "<text>Comune</text><path");
        assert!(matches!(Logo::read(letters.into()), Err(LogoError::Letters)));
    }
}
