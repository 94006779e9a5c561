//! Sharing a notice, for example with a grandparent.

use crate::{With1, With2};

texts! {
    /// The texts of the button, and the format of the shared text. Its labels are those of the notice screen.
    pub struct ShareTexts {
        pub share: &'static str,
        /// Without Web Share the text is copied to the clipboard.
        pub copied: &'static str,
        pub refused: &'static str,
        /// One line of the shared text: label and value.
        pub line: With2,
        /// The last line, with the notice's address.
        pub in_the_app: With1,
    }
}
