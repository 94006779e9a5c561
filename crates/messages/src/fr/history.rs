use super::count;
use crate::screens::HistoryTexts;

pub const TEXTS: HistoryTexts = HistoryTexts {
    title: "Mouvements",
    lead: "De la plus récente à la plus ancienne. Ouvrez une recharge pour voir son avis.",
    more: "Afficher la suite",
    more_shown: count("{1} recharge de plus affichée", "{1} recharges de plus affichées"),
    end: "Il n’y a pas d’autre recharge.",
    empty_title: "Aucune recharge pour l’instant",
    empty: "Vous trouverez ici toutes les recharges faites avec cette adresse e-mail, payées ou non.",
};
