//! Style sheets and scripts inside a page, and the content security policy that allows them.
//!
//! A page that contains its style sheet and its script is painted after one round trip. The policy names each of them by
//! its hash (Content Security Policy Level 3, 2.3.1), so anything else inside a page still does not run.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use sha2::{Digest as _, Sha256};

/// A style sheet or a script, as it is written into a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inline {
    text: String,
    hash: String,
}

impl Inline {
    /// `None` if the text contains an end tag: as a part of a page it would be cut off there.
    pub fn new(text: String) -> Option<Self> {
        if text.contains("</") {
            return None;
        }
        let hash = format!("'sha256-{}'", STANDARD.encode(Sha256::digest(&text)));
        Some(Self { text, hash })
    }

    pub fn text(&self) -> &str {
        &self.text
    }
}

/// The content security policy of a page with these scripts and style sheets inside.
pub fn policy<'a>(
    scripts: impl IntoIterator<Item = &'a Inline>,
    styles: impl IntoIterator<Item = &'a Inline>,
) -> String {
    let script = directive("script-src 'self' 'wasm-unsafe-eval'", scripts);
    let style = directive("style-src 'self'", styles);
    format!(
        "default-src 'none'; {script}; {style}; img-src 'self' data:; font-src 'self'; connect-src 'self'; \
         manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
}

fn directive<'a>(sources: &str, inlines: impl IntoIterator<Item = &'a Inline>) -> String {
    inlines.into_iter().fold(sources.to_owned(), |directive, inline| directive + " " + &inline.hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The hash of `alert('Hello, world.');` is the example of Content Security Policy Level 2, 7.17.2.
    #[test]
    fn policy_names_the_hash_of_each_text() {
        let script = Inline::new("alert('Hello, world.');".into()).unwrap();
        let style = Inline::new(":root{}".into()).unwrap();
        let policy = policy([&script], [&style]);
        assert!(policy.contains(
            "script-src 'self' 'wasm-unsafe-eval' 'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng=';"
        ));
        assert!(policy.contains(&format!("style-src 'self' {};", style.hash)));
        assert!(!policy.contains("unsafe-inline"));
    }

    #[test]
    fn text_with_an_end_tag_stays_outside() {
        assert_eq!(Inline::new("a='</script>'".into()), None);
    }
}
