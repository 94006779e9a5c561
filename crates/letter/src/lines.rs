//! Line breaking: text is broken at spaces, set smaller if it does not fit, and cut as the last resort.

use crate::{length::Length, paper::Style};

/// Breaks `text` into at most `most` lines of at most `width`. If text is left over, the last line ends with `…`.
pub(crate) fn broken(text: &str, style: Style, width: Length, most: usize) -> Vec<String> {
    let mut lines = all(text, style, width);
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            *last = ended(last, style, width);
        }
    }
    lines
}

/// Takes the first of the sizes at which the text fits into `most` lines, and gives its lines. If it fits at none, the
/// text is cut at the last size.
pub(crate) fn fitted(
    text: &str,
    sizes: &[Style],
    width: Length,
    most: usize,
) -> (Option<Style>, Vec<String>) {
    for &style in sizes {
        let lines = all(text, style, width);
        if lines.len() <= most {
            return (Some(style), lines);
        }
    }
    let smallest = sizes.last().copied();
    (smallest, smallest.map(|style| broken(text, style, width, most)).unwrap_or_default())
}

/// Measures each word only once: none of the fonts kerns with a space.
fn all(text: &str, style: Style, width: Length) -> Vec<String> {
    let blank = style.width(" ");
    let mut lines = Vec::new();
    let (mut line, mut taken) = (String::new(), Length::ZERO);
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let measured = style.width(word);
        if !line.is_empty() && taken + blank + measured <= width {
            line.push(' ');
            line.push_str(word);
            taken += blank + measured;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        (line, taken) = (word.to_owned(), measured);
        while taken > width {
            let rest = line.split_off(fitting(&line, style, width));
            taken = style.width(&rest);
            lines.push(std::mem::replace(&mut line, rest));
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// How many bytes of a long word fit on one line: at least one character.
fn fitting(word: &str, style: Style, width: Length) -> usize {
    let ends = word.char_indices().map(|(start, c)| start + c.len_utf8());
    let fits = |end: &usize| word.get(..*end).is_some_and(|piece| style.width(piece) <= width);
    let first = word.chars().next().map_or(0, char::len_utf8);
    ends.take_while(fits).last().unwrap_or(first)
}

/// The line with `…` at its end, shortened until it fits.
fn ended(line: &str, style: Style, width: Length) -> String {
    let mut kept = line.trim_end().to_owned();
    loop {
        let marked = format!("{}…", kept.trim_end());
        if style.width(&marked) <= width || kept.pop().is_none() {
            return marked;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typeface::Typeface;

    const STYLE: Style = Style::new(Typeface::Mono, 10);

    /// The width of so many characters of the monospaced font.
    fn room(characters: usize) -> Length {
        STYLE.width(&"0".repeat(characters))
    }

    #[test]
    fn lines_break_at_spaces() {
        assert_eq!(broken("uno due tre", STYLE, room(7), 9), ["uno due", "tre"]);
        assert_eq!(broken("uno due tre", STYLE, room(11), 9), ["uno due tre"]);
        assert!(broken("", STYLE, room(5), 9).is_empty());
    }

    #[test]
    fn a_word_wider_than_the_line_is_broken_where_the_line_ends() {
        assert_eq!(broken("abcdefgh ij", STYLE, room(3), 9), ["abc", "def", "gh", "ij"]);
        assert_eq!(broken("àèìòù", STYLE, room(2), 9), ["àè", "ìò", "ù"]);
    }

    #[test]
    fn text_that_does_not_fit_ends_with_an_ellipsis() {
        assert_eq!(broken("uno due tre quattro", STYLE, room(7), 1), ["uno du…"]);
        assert_eq!(broken("uno due tre quattro", STYLE, room(8), 1), ["uno due…"]);
    }

    #[test]
    fn text_is_set_smaller_before_it_is_cut() {
        let sizes = [STYLE, Style::new(Typeface::Mono, 5)];
        let (style, lines) = fitted("uno due tre", &sizes, room(6), 1);
        assert_eq!(
            (style.unwrap().size, lines.as_slice()),
            (Length::pt(5), ["uno due tre".to_owned()].as_slice())
        );
        let (style, lines) = fitted("uno due tre quattro", &sizes, room(6), 1);
        assert_eq!(
            (style.unwrap().size, lines.as_slice()),
            (Length::pt(5), ["uno due tre…".to_owned()].as_slice())
        );
    }
}
