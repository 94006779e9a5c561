use super::count;
use crate::With1;
use crate::screens::NoticesTexts;

pub const TEXTS: NoticesTexts = NoticesTexts {
    title: "Avis",
    lead: "Ils se paient au guichet avec le code, avec une application ou en ligne. Ils restent sur le téléphone, même sans réseau.",
    due: With1::new("À payer au plus tard le {1}"),
    to_pay: count("{1} à payer", "{1} à payer"),
    empty_title: "Aucun avis à payer",
    empty: "Quand vous créez un avis, son code reste ici, prêt pour le guichet.",
    earlier: "Les avis payés sont dans les mouvements",
};
