//! The municipality's colours, as the style sheet that a page contains.

use contract::Municipality;

use crate::inline::Inline;

/// `None` if the municipality has configured no colours.
pub fn style(municipality: &Municipality) -> Option<Inline> {
    let colours = municipality.colours.as_ref()?;
    Inline::new(format!(":root{{--brand:{};--brand-dark:{}}}", colours.light, colours.dark))
}
