use crate::messages::screens::HistoryTexts;

pub const TEXTS: HistoryTexts = HistoryTexts {
    title: "Historique des recharges",
    lead: "De la plus récente à la plus ancienne. Touchez une recharge pour voir son avis.",
    more: "Afficher la suite",
    more_shown: |count| {
        if count < 2 {
            [&count.to_string(), " recharge de plus affichée"].concat()
        } else {
            [&count.to_string(), " recharges de plus affichées"].concat()
        }
    },
    end: "Il n’y a pas d’autre recharge.",
    empty_title: "Aucune recharge pour l’instant",
    empty: "Vous trouverez ici toutes les recharges faites avec cet accès, payées ou non.",
};
