use crate::screens::ShareTexts;
use crate::{With1, With2};

pub const TEXTS: ShareTexts = ShareTexts {
    share: "Share the notice",
    copied: "The notice’s text is copied",
    refused: "The browser allows neither sharing nor copying: use the payment details.",
    line: With2::new("{1}: {2}"),
    in_the_app: With1::new("In the app, after signing in: {1}"),
};
