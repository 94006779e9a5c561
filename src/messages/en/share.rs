use crate::messages::screens::ShareTexts;

pub const TEXTS: ShareTexts = ShareTexts {
    share: "Share the notice",
    copied: "The notice’s text is copied",
    refused: "The browser allows neither sharing nor copying: use the payment details.",
    line: |what, value| [what, ": ", value].concat(),
};
