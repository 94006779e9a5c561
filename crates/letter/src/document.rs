//! The pages of a letter, a receipt or a statement as a PDF file.

use krilla::{
    Document, SerializeSettings,
    configure::{Accessibility, ConfigurationBuilder},
    destination::XyzDestination,
    geom::Point,
    metadata::Metadata,
    outline::{Outline, OutlineNode},
    page::PageSettings,
};

use crate::{
    error::PrintError,
    fixed_texts::FixedTexts,
    language::Language,
    logo::Logos,
    notice::Notice,
    paper::{Heading, Paper, Tags},
    printable::printable,
    sheet::{self, PAGE_HEIGHT, PAGE_WIDTH},
};

/// Prints the letter as a PDF of one A4 page, tagged, and validated against PDF/UA-1 while it is written. The same
/// notice gives the same bytes.
pub fn pdf(notice: &Notice, logos: &Logos) -> Result<Vec<u8>, PrintError> {
    let language = notice.languages.first();
    let title = FixedTexts::of(language).title;
    let creditor = printable(notice.creditor.name.as_str());
    let about =
        About { language, title: format!("{title} {} – {creditor}", notice.number.grouped()), creditor };
    pages(about, |paper| sheet::draw(paper, notice, logos).map(|_| Next::End))
}

/// What a document says about itself.
pub(crate) struct About {
    pub language: Language,
    pub title: String,
    pub creditor: String,
}

/// Whether a document goes on after a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Next {
    Page,
    End,
}

/// Writes a document of A4 pages, tagged, and validated against PDF/UA-1. `draw` draws one page at a time.
pub(crate) fn pages(
    about: About,
    mut draw: impl FnMut(&mut Paper<'_>) -> Result<Next, PrintError>,
) -> Result<Vec<u8>, PrintError> {
    let mut document = Document::new_with(settings()?);
    let mut tags = Tags::default();
    loop {
        let size = PageSettings::from_wh(PAGE_WIDTH.points(), PAGE_HEIGHT.points());
        let mut page =
            document.start_page_with(size.ok_or_else(|| PrintError::Pdf("the page's size".into()))?);
        let mut paper = Paper::new(page.surface(), about.language, tags);
        let next = draw(&mut paper)?;
        tags = paper.finish();
        page.finish();
        if next == Next::End {
            break;
        }
    }
    let (tree, headings) = tags.finish(about.language);
    document.set_tag_tree(tree);
    document.set_outline(outline(headings));
    document.set_metadata(metadata(about));
    document.finish().map_err(|error| PrintError::Pdf(format!("{error:?}")))
}

fn settings() -> Result<SerializeSettings, PrintError> {
    let configuration = ConfigurationBuilder::new()
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|error| PrintError::Pdf(format!("{error:?}")))?;
    Ok(SerializeSettings { configuration, ..SerializeSettings::default() })
}

fn outline(headings: Vec<Heading>) -> Outline {
    let mut outline = Outline::new();
    for Heading { title, page, y } in headings {
        let place = XyzDestination::new(page, Point::from_xy(0.0, y.points()));
        outline.push_child(OutlineNode::new(title, place));
    }
    outline
}

fn metadata(about: About) -> Metadata {
    Metadata::new()
        .title(about.title)
        .language(about.language.tag().to_owned())
        .authors(vec![about.creditor])
        .creator("Ricarica".to_owned())
}
