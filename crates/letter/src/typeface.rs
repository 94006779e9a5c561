//! The sheet's fonts: Titillium Web for words, Roboto Mono for codes (notice guide, "Tipografia").

use harfrust::{Direction, FontRef, ShapeOptions, ShapePlan, ShaperData, UnicodeBuffer, script};
use krilla::text::{Font, GlyphId, KrillaGlyph};
use skrifa::{MetadataProvider as _, charmap::Charmap};
use std::{ops::Range, sync::LazyLock};

use crate::length::Length;

/// One font of the sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Typeface {
    Regular,
    Bold,
    Mono,
    MonoSemiBold,
}

struct Loaded {
    font: Font,
    file: FontRef<'static>,
    characters: Charmap<'static>,
    shaper: ShaperData,
    /// How this font shapes Latin text from left to right. Making the plan takes longer than shaping a line, so it is
    /// made once.
    plan: ShapePlan,
}

/// Shaped text: each glyph with its position.
pub(crate) struct Shaped {
    pub glyphs: Vec<KrillaGlyph>,
    pub width: Length,
    /// The part of `width` that belongs to the last glyph.
    pub last: Length,
}

static REGULAR: LazyLock<Option<Loaded>> =
    LazyLock::new(|| load(include_bytes!("../fonts/TitilliumWeb-Regular.ttf")));
static BOLD: LazyLock<Option<Loaded>> =
    LazyLock::new(|| load(include_bytes!("../fonts/TitilliumWeb-Bold.ttf")));
static MONO: LazyLock<Option<Loaded>> =
    LazyLock::new(|| load(include_bytes!("../fonts/RobotoMono-Regular.ttf")));
static MONO_SEMI_BOLD: LazyLock<Option<Loaded>> =
    LazyLock::new(|| load(include_bytes!("../fonts/RobotoMono-SemiBold.ttf")));

/// `None` only if a file in `fonts/` is damaged. A test loads all of them.
fn load(bytes: &'static [u8]) -> Option<Loaded> {
    let file = FontRef::new(bytes).ok()?;
    let shaper = ShaperData::new(&file);
    let plan =
        ShapePlan::new(&shaper.shaper(&file).build(), Direction::LeftToRight, Some(script::LATIN), None, &[]);
    let characters = file.charmap();
    Some(Loaded { font: Font::new(bytes.into(), 0)?, file, characters, shaper, plan })
}

impl Typeface {
    fn loaded(self) -> Option<&'static Loaded> {
        match self {
            Self::Regular => &REGULAR,
            Self::Bold => &BOLD,
            Self::Mono => &MONO,
            Self::MonoSemiBold => &MONO_SEMI_BOLD,
        }
        .as_ref()
    }

    pub fn font(self) -> Option<Font> {
        self.loaded().map(|loaded| loaded.font.clone())
    }

    /// Shapes one line of text from left to right.
    pub fn shape(self, text: &str, size: Length) -> Shaped {
        let Some(Loaded { file, shaper, plan, .. }) = self.loaded() else {
            return Shaped { glyphs: Vec::new(), width: Length::ZERO, last: Length::ZERO };
        };
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.set_direction(Direction::LeftToRight);
        buffer.set_script(script::LATIN);
        let shaper = shaper.shaper(file).build();
        let shaped = shaper.shape(buffer, ShapeOptions::new().plan(Some(plan)));
        let per_em = shaper.units_per_em();
        let ranges = ranges(shaped.glyph_infos(), text.len());
        let mut units = 0_i32;
        let glyphs = shaped.glyph_infos().iter().zip(shaped.glyph_positions()).zip(ranges);
        let glyphs = glyphs
            .map(|((info, position), range)| {
                units = units.saturating_add(position.x_advance);
                KrillaGlyph::new(
                    GlyphId::new(info.glyph_id),
                    em(position.x_advance, per_em),
                    em(position.x_offset, per_em),
                    em(position.y_offset, per_em),
                    em(position.y_advance, per_em),
                    range,
                    None,
                )
            })
            .collect();
        let last = shaped.glyph_positions().last().map_or(0, |position| position.x_advance);
        Shaped { glyphs, width: size.of_units(units, per_em), last: size.of_units(last, per_em) }
    }

    pub fn width(self, text: &str, size: Length) -> Length {
        self.shape(text, size).width
    }
}

/// Whether both fonts for words have a glyph for the character.
pub(crate) fn has(c: char) -> bool {
    [Typeface::Regular, Typeface::Bold]
        .iter()
        .all(|face| face.loaded().is_some_and(|loaded| loaded.characters.map(c).is_some()))
}

/// For each glyph the range of bytes that it shows. Glyphs of one cluster share a range.
fn ranges(infos: &[harfrust::GlyphInfo], end: usize) -> Vec<Range<usize>> {
    let start = |info: &harfrust::GlyphInfo| usize::try_from(info.cluster).unwrap_or(end);
    infos
        .iter()
        .enumerate()
        .map(|(index, info)| {
            let after = infos.iter().skip(index).find(|later| later.cluster > info.cluster);
            start(info)..after.map_or(end, start)
        })
        .collect()
}

#[expect(clippy::float_arithmetic, clippy::as_conversions, reason = "glyphs on paper, no money")]
fn em(units: i32, per_em: i32) -> f32 {
    units as f32 / per_em as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use skrifa::raw::TableProvider as _;

    const ALL: [Typeface; 4] = [Typeface::Regular, Typeface::Bold, Typeface::Mono, Typeface::MonoSemiBold];

    #[test]
    fn every_font_loads_and_allows_embedding() {
        for face in ALL {
            assert!(face.font().is_some(), "{face:?}");
            // No bit of the licence bits restricts embedding (OpenType, OS/2).
            let restrictions = face.loaded().unwrap().file.os2().unwrap().fs_type() & 0x000F;
            assert_eq!(restrictions, 0, "{face:?}");
        }
    }

    #[test]
    fn words_do_not_kern_with_a_space() {
        for face in ALL {
            for (one, other) in [("AVV", "To"), ("y.", "Via"), ("L’", "f")] {
                let size = Length::pt(12);
                let apart = face.width(one, size) + face.width(" ", size) + face.width(other, size);
                let together = face.width(&format!("{one} {other}"), size);
                let (more, less) = (apart.max(together), apart.min(together));
                // Three lengths are rounded to thousandths of a point.
                assert!(more - less <= Length::of_units(Length::pt(1), 3, 1000), "{face:?} {one} {other}");
            }
        }
    }

    #[test]
    fn widths_come_from_the_font() {
        // Roboto Mono: every character has 1229 of 2048 units.
        assert_eq!(
            Typeface::Mono.width("0000 0000", Length::pt(10)),
            Length::pt(10).of_units(9 * 1229, 2048)
        );
        let (apart, together) = (
            Typeface::Regular.width("A", Length::pt(10)) + Typeface::Regular.width("V", Length::pt(10)),
            Typeface::Regular.width("AV", Length::pt(10)),
        );
        assert!(together < apart, "kerned");
    }
}
