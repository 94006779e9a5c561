use crate::screens::ShareTexts;
use crate::{With1, With2};

pub const TEXTS: ShareTexts = ShareTexts {
    share: "Partager l’avis",
    copied: "Texte de l’avis copié",
    refused: "Le navigateur ne permet ni de partager ni de copier\u{a0}: utilisez les données pour le paiement.",
    line: With2::new("{1}\u{a0}: {2}"),
    in_the_app: With1::new("Dans l’application, après connexion\u{a0}: {1}"),
};
