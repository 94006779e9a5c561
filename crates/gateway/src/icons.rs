//! The app's icons for a phone's home screen, drawn from the municipality's own arms.
//!
//! The arms stand on the municipality's colour, as in the header of every screen.

use resvg::{
    tiny_skia::{Color, FillRule, Paint, Path, PathBuilder, Pixmap, Transform},
    usvg::{Options, Tree},
};

/// A kind of icon, by the platform that shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IconKind {
    /// With round corners of its own.
    Any(u32),
    /// The platform cuts a shape of its own out of it: the arms are inside the circle that always stays
    /// (Web App Manifest, "safe zone").
    Maskable(u32),
    /// Of Apple's home screens, which round the corners.
    Touch(u32),
}

impl IconKind {
    pub const ALL: [Self; 4] = [Self::Any(192), Self::Any(512), Self::Maskable(512), Self::Touch(180)];

    pub const fn size(self) -> u32 {
        match self {
            Self::Any(size) | Self::Maskable(size) | Self::Touch(size) => size,
        }
    }

    /// The file's name.
    pub fn file(self) -> String {
        match self {
            Self::Any(size) => format!("{size}.png"),
            Self::Maskable(size) => format!("maskable-{size}.png"),
            Self::Touch(size) => format!("touch-{size}.png"),
        }
    }

    /// The space beside the arms, of a width of 100.
    const fn margin(self) -> u16 {
        match self {
            Self::Any(_) => 14,
            Self::Maskable(_) => 24,
            Self::Touch(_) => 16,
        }
    }
}

/// Why no icon can be drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IconError {
    #[error("not an SVG that can be drawn")]
    Svg,
    #[error("the colour is not #rrggbb")]
    Colour,
    #[error("the picture could not be written")]
    Write,
}

/// A PNG of the arms on this colour (`#rrggbb`).
pub fn draw(svg: &str, colour: &str, kind: IconKind) -> Result<Vec<u8>, IconError> {
    let arms = Tree::from_str(svg, &Options::default()).map_err(|_| IconError::Svg)?;
    let ground = parse(colour).ok_or(IconError::Colour)?;
    let mut picture = Pixmap::new(kind.size(), kind.size()).ok_or(IconError::Write)?;
    match kind {
        IconKind::Any(size) => {
            let mut paint = Paint::default();
            paint.set_color(ground);
            let tile = tile(size).ok_or(IconError::Write)?;
            picture.fill_path(&tile, &paint, FillRule::Winding, Transform::identity(), None);
        }
        IconKind::Maskable(_) | IconKind::Touch(_) => picture.fill(ground),
    }
    resvg::render(&arms, place(&arms, kind), &mut picture.as_mut());
    picture.encode_png().map_err(|_| IconError::Write)
}

fn parse(colour: &str) -> Option<Color> {
    let digits = colour.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    let part = |from: usize| u8::from_str_radix(digits.get(from..from + 2)?, 16).ok();
    Some(Color::from_rgba8(part(0)?, part(2)?, part(4)?, u8::MAX))
}

/// A square with round corners.
#[expect(clippy::float_arithmetic, reason = "a picture, no money")]
fn tile(size: u32) -> Option<Path> {
    let side = pixels(size);
    let corner = side / 5.0;
    let far = side - corner;
    let mut path = PathBuilder::new();
    path.move_to(corner, 0.0);
    path.line_to(far, 0.0);
    path.quad_to(side, 0.0, side, corner);
    path.line_to(side, far);
    path.quad_to(side, side, far, side);
    path.line_to(corner, side);
    path.quad_to(0.0, side, 0.0, far);
    path.line_to(0.0, corner);
    path.quad_to(0.0, 0.0, corner, 0.0);
    path.close();
    path.finish()
}

/// The arms in the middle, as large as the margin allows.
#[expect(clippy::float_arithmetic, reason = "a picture, no money")]
fn place(arms: &Tree, kind: IconKind) -> Transform {
    let side = pixels(kind.size());
    let room = side * (1.0 - 2.0 * f32::from(kind.margin()) / 100.0);
    let (width, height) = (arms.size().width(), arms.size().height());
    let scale = room / width.max(height);
    let (left, top) = ((side - width * scale) / 2.0, (side - height * scale) / 2.0);
    Transform::from_row(scale, 0.0, 0.0, scale, left, top)
}

/// A picture's size is small.
fn pixels(size: u32) -> f32 {
    f32::from(u16::try_from(size).unwrap_or(u16::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SVG: &str =
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 4 8'><path fill='#fff' d='M0 0h4v8H0z'/></svg>";

    #[test]
    fn arms_are_in_the_middle_of_the_colour() {
        for kind in IconKind::ALL {
            let picture = Pixmap::decode_png(&draw(SVG, "#0055aa", kind).unwrap()).unwrap();
            assert_eq!((picture.width(), picture.height()), (kind.size(), kind.size()));
            let at = |across: u32, down: u32| {
                let size = kind.size();
                let pixel = picture.pixel(size * across / 100, size * down / 100).unwrap().demultiply();
                (pixel.red(), pixel.green(), pixel.blue(), pixel.alpha())
            };
            let (white, blue) = ((255, 255, 255, 255), (0, 0x55, 0xaa, 255));
            assert_eq!(at(50, 50), white, "{kind:?}");
            assert_eq!((at(25, 50), at(50, 8)), (blue, blue), "{kind:?}");
            let corner = if matches!(kind, IconKind::Any(_)) { (0, 0, 0, 0) } else { blue };
            assert_eq!(at(0, 0), corner, "{kind:?}");
        }
    }

    /// Of a circle with 40 % of the width as its radius nothing is cut off.
    #[test]
    fn a_mask_cuts_nothing_off_the_arms() {
        let square = SVG.replace("0 0 4 8", "0 0 8 8").replace("h4v8", "h8v8");
        let picture =
            Pixmap::decode_png(&draw(&square, "#000000", IconKind::Maskable(512)).unwrap()).unwrap();
        for (index, pixel) in (0u32..).zip(picture.pixels()) {
            let (across, down) = (i64::from(index % 512) - 256, i64::from(index / 512) - 256);
            let outside = across * across + down * down > 205 * 205;
            assert!(!outside || pixel.red() == 0, "{across} {down}");
        }
    }

    #[test]
    fn what_cannot_be_drawn_is_refused() {
        assert_eq!(draw("<svg", "#0055aa", IconKind::Any(192)), Err(IconError::Svg));
        assert_eq!(draw(SVG, "blue", IconKind::Any(192)), Err(IconError::Colour));
    }
}
