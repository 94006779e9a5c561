//! Handing a notice to somebody else: a grandparent, a message to oneself.

use crate::With2;

texts! {
    /// The texts of the button, and the shape of the text that is shared; its words are those of the notice screen.
    pub struct ShareTexts {
        pub share: &'static str,
        /// Where nothing can be shared, the text is on the clipboard instead.
        pub copied: &'static str,
        pub refused: &'static str,
        /// One line of the shared text: what it is, and the value.
        pub line: With2,
    }
}
