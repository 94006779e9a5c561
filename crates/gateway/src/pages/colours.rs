//! The municipality's colours, as the style sheet that a page contains.

use contract::Municipality;

use crate::inline::Inline;

/// `None` if the municipality has configured no colours.
pub fn style(municipality: &Municipality) -> Option<Inline> {
    let pairs = [("--brand", &municipality.colours), ("--brand-warm", &municipality.warm)];
    let properties: Vec<String> = pairs
        .into_iter()
        .filter_map(|(name, colours)| {
            let colours = colours.as_ref()?;
            // The dark theme has names of its own.
            Some(format!("{name}:{};{name}-dark:{}", colours.light, colours.dark))
        })
        .collect();
    if properties.is_empty() {
        return None;
    }
    Inline::new(format!(":root{{{}}}", properties.join(";")))
}

/// The colour of the upper edge of the screen in each theme: that of the slim header, a quarter darker than the
/// municipality's (`style/_layout.scss`).
pub fn edge(municipality: &Municipality) -> [(&'static str, String); 2] {
    let (light, dark) =
        municipality.colours.as_ref().map_or(EDGE, |colours| (&*colours.light, &*colours.dark));
    [("light", darker(light)), ("dark", darker(dark))]
}

/// Without a colour of the municipality (`style/_tokens.scss`).
const EDGE: (&str, &str) = ("#0066cc", "#10305a");

/// Three quarters of each part. The configuration has checked that it is `#rrggbb`.
fn darker(colour: &str) -> String {
    let part = |from: usize| {
        let part = colour.get(from..from + 2).and_then(|part| u8::from_str_radix(part, 16).ok());
        let part = u16::from(part.unwrap_or_default()) * 3 / 4;
        format!("{part:02x}")
    };
    ["#", &part(1), &part(3), &part(5)].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_edge_is_a_quarter_darker() {
        assert_eq!(
            [darker("#0066cc"), darker("#10305a"), darker("#ffffff")],
            ["#004c99", "#0c2443", "#bfbfbf"]
        );
    }
}
