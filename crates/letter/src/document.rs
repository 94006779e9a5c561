//! The sheet as a PDF file.

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
    length::Length,
    logo::Logos,
    notice::Notice,
    paper::Paper,
    printable::printable,
    sheet::{self, PAGE_HEIGHT, PAGE_WIDTH},
};

/// Prints the letter as a PDF of one A4 page, tagged, and validated against PDF/UA-1 while it is written. The same
/// notice gives the same bytes.
pub fn pdf(notice: &Notice, logos: &Logos) -> Result<Vec<u8>, PrintError> {
    Ok(print(notice, logos)?.0)
}

/// The file, and the lower end of its last line.
fn print(notice: &Notice, logos: &Logos) -> Result<(Vec<u8>, Length), PrintError> {
    let mut document = Document::new_with(settings()?);
    let page = PageSettings::from_wh(PAGE_WIDTH.points(), PAGE_HEIGHT.points());
    let mut page = document.start_page_with(page.ok_or_else(|| PrintError::Pdf("the page's size".into()))?);
    let mut paper = Paper::new(page.surface(), notice.languages.first());
    let end = sheet::draw(&mut paper, notice, logos)?;
    let (tree, headings) = paper.finish();
    page.finish();
    document.set_tag_tree(tree);
    document.set_outline(outline(headings));
    document.set_metadata(metadata(notice));
    let file = document.finish().map_err(|error| PrintError::Pdf(format!("{error:?}")))?;
    Ok((file, end))
}

fn settings() -> Result<SerializeSettings, PrintError> {
    let configuration = ConfigurationBuilder::new()
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|error| PrintError::Pdf(format!("{error:?}")))?;
    Ok(SerializeSettings { configuration, ..SerializeSettings::default() })
}

fn outline(headings: Vec<(String, Length)>) -> Outline {
    let mut outline = Outline::new();
    for (title, y) in headings {
        let place = XyzDestination::new(0, Point::from_xy(0.0, y.points()));
        outline.push_child(OutlineNode::new(title, place));
    }
    outline
}

fn metadata(notice: &Notice) -> Metadata {
    let language = notice.languages.first();
    let title = FixedTexts::of(language).title;
    let creditor = printable(notice.creditor.name.as_str());
    Metadata::new()
        .title(format!("{title} {} – {creditor}", notice.number.grouped()))
        .language(language.tag().to_owned())
        .authors(vec![creditor])
        .creator("Ricarica".to_owned())
}
