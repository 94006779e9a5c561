use crate::With2;
use crate::screens::ShareTexts;

pub const TEXTS: ShareTexts = ShareTexts {
    share: "Share the notice",
    copied: "The notice’s text is copied",
    refused: "The browser allows neither sharing nor copying: use the payment details.",
    line: With2::new("{1}: {2}"),
};
