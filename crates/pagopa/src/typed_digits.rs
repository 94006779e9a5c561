//! Digits of other scripts and wide characters, as keyboards of other languages type them.

/// The zeros of the decimal digits that guardians' keyboards have (Unicode general category `Nd`): Arabic-Indic, Persian and
/// Urdu, Devanagari, Bengali, Gurmukhi, full-width.
const ZEROS: [char; 6] = ['\u{660}', '\u{6F0}', '\u{966}', '\u{9E6}', '\u{A66}', '\u{FF10}'];

/// The character with ASCII's digits and marks in place of those of other scripts. All others stay.
///
/// ```
/// let typed: String = "٢٥٫٠٠".chars().map(pagopa::to_ascii_digit).collect();
/// assert_eq!(typed, "25.00");
/// ```
pub fn to_ascii_digit(c: char) -> char {
    match c {
        ..'\u{80}' => c,
        // The Arabic decimal separator separates decimals. That of thousands groups, as an apostrophe does.
        '\u{66B}' | '\u{FF0E}' => '.',
        '\u{66C}' => '\'',
        '\u{FF0C}' => ',',
        _ => {
            let value = ZEROS.iter().find_map(|zero| {
                let value = u32::from(c).checked_sub(u32::from(*zero))?;
                (value < 10).then_some(value)
            });
            value.and_then(|value| char::from_digit(value, 10)).unwrap_or(c)
        }
    }
}
