//! A PDF with one page of text lines.

use pdf_writer::{Content, Finish, Name, Pdf, Rect, Ref, Str};

/// A4, in points.
const PAGE: Rect = Rect { x1: 0.0, y1: 0.0, x2: 595.0, y2: 842.0 };
/// Where the first line starts, in points from the lower left corner.
const LEFT: f32 = 72.0;
const TOP: f32 = 760.0;
/// To the next line; the vertical axis points upwards.
const NEXT_LINE: f32 = -20.0;
const FONT_SIZE: f32 = 12.0;
const FONT: Name = Name(b"F1");

pub fn one_page(lines: &[String]) -> Vec<u8> {
    let (catalog, pages, page, font, text) =
        (Ref::new(1), Ref::new(2), Ref::new(3), Ref::new(4), Ref::new(5));
    let mut pdf = Pdf::new();
    pdf.catalog(catalog).pages(pages);
    pdf.pages(pages).kids([page]).count(1);
    let mut dictionary = pdf.page(page);
    dictionary.media_box(PAGE).parent(pages).contents(text);
    dictionary.resources().fonts().pair(FONT, font);
    dictionary.finish();
    pdf.type1_font(font).base_font(Name(b"Helvetica")).encoding_predefined(Name(b"WinAnsiEncoding"));
    pdf.stream(text, &content(lines));
    pdf.finish()
}

fn content(lines: &[String]) -> Vec<u8> {
    let mut content = Content::new();
    content.begin_text().set_font(FONT, FONT_SIZE).next_line(LEFT, TOP);
    for line in lines {
        content.show(Str(&win_ansi(line))).next_line(0.0, NEXT_LINE);
    }
    content.end_text();
    content.finish().into_vec()
}

/// A character that the font's encoding lacks becomes a question mark.
fn win_ansi(text: &str) -> Vec<u8> {
    text.chars().map(|c| u8::try_from(c).ok().filter(|byte| *byte >= b' ').unwrap_or(b'?')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_and_unknown_characters_do_not_break_the_text() {
        let pdf = String::from_utf8_lossy(&one_page(&["A) Tj (B\\ €".to_owned()])).into_owned();
        assert!(pdf.contains(r"(A\) Tj \(B\\ ?) Tj"), "{pdf}");
        assert!(pdf.starts_with("%PDF-") && pdf.trim_end().ends_with("%%EOF"));
    }
}
