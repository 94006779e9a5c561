//! Drawing on the page. Each call also adds to the tag tree, which screen readers follow.
//!
//! Nothing is drawn without a tag: text belongs to the open group; anything else is either a figure with a description
//! or an artifact, which screen readers skip.

use codes::{Matrix, Run};
use krilla::{
    color::rgb,
    geom::{Path, PathBuilder, Point, Rect, Transform},
    num::NormalizedF32,
    paint::{Fill, LineCap, Stroke, StrokeDash},
    surface::Surface,
    tagging::{Artifact, ArtifactType, BBox, ContentTag, Node, SpanTag, Tag, TagGroup, TagKind, TagTree},
};
use std::num::NonZeroU16;

use crate::{language::Language, length::Length, logo::Logo, typeface::Typeface};

/// The colours of the sheet (notice guide, "Colori"), and the 70 % black of Poste's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ink {
    Black,
    SeventyPercent,
    Grey,
    LightGrey,
    Blue,
}

impl Ink {
    fn fill(self) -> Fill {
        let (red, green, blue) = match self {
            Self::Black => (0, 0, 0),
            Self::SeventyPercent => (0x4D, 0x4D, 0x4D),
            Self::Grey => (0x7C, 0x7C, 0x7B),
            Self::LightGrey => (0xEC, 0xEC, 0xEC),
            Self::Blue => (0x00, 0x66, 0xCC),
        };
        Fill { paint: rgb::Color::new(red, green, blue).into(), ..Fill::default() }
    }
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Style {
    pub face: Typeface,
    pub size: Length,
    pub ink: Ink,
}

impl Style {
    pub const fn new(face: Typeface, points: i32) -> Self {
        Self { face, size: Length::pt(points), ink: Ink::Black }
    }

    pub const fn in_ink(self, ink: Ink) -> Self {
        Self { ink, ..self }
    }

    pub fn width(self, text: &str) -> Length {
        self.face.width(text, self.size)
    }

    /// The distance from one line to the next.
    pub const fn leading(self) -> Length {
        self.size.part(120, 100)
    }

    /// The distance from the top of a line to its baseline.
    const fn rise(self) -> Length {
        self.size.part(95, 100)
    }
}

/// A rectangle on the page.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Area {
    pub x: Length,
    pub y: Length,
    pub width: Length,
    pub height: Length,
}

impl Area {
    fn rect(self) -> Option<Rect> {
        Rect::from_xywh(self.x.points(), self.y.points(), self.width.points(), self.height.points())
    }
}

/// Text on one line.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Words<'t> {
    pub text: &'t str,
    pub style: Style,
    /// Set if it differs from the language of the surrounding text.
    pub language: Option<Language>,
}

impl<'t> Words<'t> {
    pub const fn new(text: &'t str, style: Style) -> Self {
        Self { text, style, language: None }
    }

    pub const fn in_language(self, language: Language) -> Self {
        Self { language: Some(language), ..self }
    }
}

/// A heading of the outline, with its place.
pub(crate) struct Heading {
    pub title: String,
    /// Counted from 0.
    pub page: usize,
    pub y: Length,
}

/// The tags of the pages so far.
#[derive(Default)]
pub(crate) struct Tags {
    open: Vec<TagGroup>,
    done: Vec<Node>,
    headings: Vec<Heading>,
    /// How many pages have ended.
    pages: usize,
}

impl Tags {
    /// Gives the tag tree of the document, and its headings.
    pub fn finish(self, language: Language) -> (TagTree, Vec<Heading>) {
        let mut tree = TagTree::new().with_lang(Some(language.tag().to_owned()));
        let mut document = TagGroup::new(Tag::Part);
        self.done.into_iter().for_each(|node| document.push(node));
        tree.push(document);
        (tree, self.headings)
    }
}

pub(crate) struct Paper<'a> {
    surface: Surface<'a>,
    language: Language,
    tags: Tags,
}

impl<'a> Paper<'a> {
    /// The next page of a document with these tags. What was opened on an earlier page is still open.
    pub const fn new(surface: Surface<'a>, language: Language, tags: Tags) -> Self {
        Self { surface, language, tags }
    }

    /// Ends the page.
    pub fn finish(mut self) -> Tags {
        self.surface.finish();
        self.tags.pages += 1;
        self.tags
    }

    /// The number of this page, from 1 on.
    pub const fn page(&self) -> usize {
        self.tags.pages + 1
    }

    /// Opens a tag that may end on a later page.
    pub fn begin(&mut self, tag: impl Into<TagKind>) {
        self.tags.open.push(TagGroup::new(tag));
    }

    /// Closes the tag that was opened last.
    pub fn end(&mut self) {
        if let Some(group) = self.tags.open.pop() {
            self.push(group);
        }
    }

    /// Groups everything that `draw` draws under one tag.
    pub fn group<T>(&mut self, tag: impl Into<TagKind>, draw: impl FnOnce(&mut Self) -> T) -> T {
        self.begin(tag);
        let drawn = draw(self);
        self.end();
        drawn
    }

    /// Draws a paragraph in this language.
    pub fn paragraph<T>(&mut self, language: Language, draw: impl FnOnce(&mut Self) -> T) -> T {
        self.group(Tag::P.with_lang(self.foreign(language)), draw)
    }

    /// Draws a heading and adds its title to the document's outline.
    pub fn heading<T>(
        &mut self,
        level: NonZeroU16,
        title: &str,
        y: Length,
        draw: impl FnOnce(&mut Self) -> T,
    ) -> T {
        self.tags.headings.push(Heading { title: title.to_owned(), page: self.tags.pages, y });
        self.group(Tag::Hn(level, Some(title.to_owned())), draw)
    }

    fn foreign(&self, language: Language) -> Option<String> {
        (language != self.language).then(|| language.tag().to_owned())
    }

    fn push(&mut self, node: impl Into<Node>) {
        match self.tags.open.last_mut() {
            Some(group) => group.push(node),
            None => self.tags.done.push(node.into()),
        }
    }

    /// Writes one line of text with its upper left corner at `x`, `y`. Gives its right end.
    pub fn write(&mut self, x: Length, y: Length, words: Words<'_>) -> Length {
        let style = words.style;
        // The space at the end keeps the words of two pieces apart in extracted text and for screen readers.
        let text = format!("{} ", words.text);
        let shaped = style.face.shape(&text, style.size);
        let Some(font) = style.face.font() else { return x };
        let tag = SpanTag::empty()
            .with_lang(words.language.filter(|&language| language != self.language).map(Language::tag));
        let id = self.surface.start_tagged(ContentTag::Span(tag));
        self.surface.set_fill(Some(style.ink.fill()));
        let start = Point::from_xy(x.points(), (y + style.rise()).points());
        self.surface.draw_glyphs(start, &shaped.glyphs, font, &text, style.size.points(), false);
        self.surface.end_tagged();
        self.push(id);
        x + shaped.width - shaped.last
    }

    /// As [`Paper::write`], but aligned to `right`. Gives its left end.
    pub fn write_to(&mut self, right: Length, y: Length, words: Words<'_>) -> Length {
        let x = right - words.style.width(words.text);
        self.write(x, y, words);
        x
    }

    /// Fills an area with a colour, as an artifact.
    pub fn ground(&mut self, area: Area, ink: Ink) {
        let path = area.rect().and_then(|rect| {
            let mut path = PathBuilder::new();
            path.push_rect(rect);
            path.finish()
        });
        self.decorate(path, Some(ink.fill()), None);
    }

    /// Writes one line that is no content, such as a page's number: screen readers skip it.
    pub fn remark(&mut self, x: Length, y: Length, text: &str, style: Style) {
        let shaped = style.face.shape(text, style.size);
        let Some(font) = style.face.font() else { return };
        self.surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Page)));
        self.surface.set_fill(Some(style.ink.fill()));
        let start = Point::from_xy(x.points(), (y + style.rise()).points());
        self.surface.draw_glyphs(start, &shaped.glyphs, font, text, style.size.points(), false);
        self.surface.end_tagged();
    }

    /// Draws a thin horizontal line, as an artifact.
    pub fn rule(&mut self, from: Length, to: Length, y: Length) {
        self.ground(Area { x: from, y, width: to - from, height: Length::tenths_of_pt(5) }, Ink::Grey);
    }

    /// Draws a dashed horizontal line, as an artifact.
    pub fn cutting_line(&mut self, from: Length, to: Length, y: Length) {
        let mut path = PathBuilder::new();
        path.move_to(from.points(), y.points());
        path.line_to(to.points(), y.points());
        let stroke = Stroke {
            paint: Ink::Grey.fill().paint,
            width: Length::tenths_of_pt(8).points(),
            line_cap: LineCap::Butt,
            dash: Some(StrokeDash { array: vec![4.0, 3.0], offset: 0.0 }),
            opacity: NormalizedF32::ONE,
            ..Stroke::default()
        };
        self.decorate(path.finish(), None, Some(stroke));
    }

    fn decorate(&mut self, path: Option<Path>, fill: Option<Fill>, stroke: Option<Stroke>) {
        let Some(path) = path else { return };
        self.surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
        self.surface.set_fill(fill);
        self.surface.set_stroke(stroke);
        self.surface.draw_path(&path);
        self.surface.set_stroke(None);
        self.surface.end_tagged();
    }

    /// Draws a code in black so that its modules fill the area. The caller leaves the quiet zone around it.
    pub fn code(&mut self, area: Area, matrix: &Matrix, description: String) {
        let Some(path) = code_path(matrix) else { return };
        let (across, down) = (area.width.share(matrix.side()), area.height.share(matrix.side()));
        let place = Transform::from_row(across, 0.0, 0.0, down, area.x.points(), area.y.points());
        self.figure(area, description, |surface| {
            surface.push_transform(&place);
            surface.set_fill(Some(Ink::Black.fill()));
            surface.draw_path(&path);
            surface.pop();
        });
    }

    /// Draws a logo as large as it fits into the area, in the area's upper right or upper left corner.
    pub fn logo(&mut self, area: Area, logo: &Logo, to_the_right: bool, description: String) {
        let (width, height) = logo.fit(area.width, area.height);
        let x = if to_the_right { area.x + area.width - width } else { area.x };
        let Some(size) = krilla::geom::Size::from_wh(width.points(), height.points()) else { return };
        let place = Area { x, width, height, ..area };
        self.figure(place, description, |surface| {
            surface.push_transform(&Transform::from_translate(x.points(), area.y.points()));
            logo.draw(surface, size);
            surface.pop();
        });
    }

    fn figure(&mut self, area: Area, description: String, draw: impl FnOnce(&mut Surface<'a>)) {
        let page = self.tags.pages;
        let tag = Tag::Figure(Some(description)).with_bbox(area.rect().map(|rect| BBox::new(page, rect)));
        self.group(tag, |paper| {
            let id = paper.surface.start_tagged(ContentTag::Other);
            draw(&mut paper.surface);
            paper.surface.end_tagged();
            paper.push(id);
        });
    }
}

/// One rectangle for each run of dark modules. Its unit is the module: whole numbers are short and quick to write.
fn code_path(matrix: &Matrix) -> Option<Path> {
    let mut path = PathBuilder::new();
    for Run { x, y, length } in matrix.runs() {
        let [left, top, right, bottom] = [x, y, x + length, y + 1].map(f32::from);
        path.push_rect(Rect::from_ltrb(left, top, right, bottom)?);
    }
    path.finish()
}
