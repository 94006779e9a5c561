use super::count;
use crate::screens::{HistoryTexts, PdfText};

pub const TEXTS: HistoryTexts = HistoryTexts {
    title: "Mouvements",
    lead: "De la plus récente à la plus ancienne. Ouvrez une recharge pour voir son avis.",
    more: "Afficher la suite",
    more_shown: count("{1} recharge de plus affichée", "{1} recharges de plus affichées"),
    end: "Il n’y a pas d’autre recharge.",
    empty_title: "Aucune recharge pour l’instant",
    empty: "Vous trouverez ici toutes les recharges faites avec cette adresse e-mail, payées ou non.",
    statements_title: "Attestations pour la déclaration de revenus (730)",
    statements: "Ce que vous avez payé par pagoPA en un an, compte par compte.",
    no_statements: "Aucune pour l’instant. À partir du 1er janvier, vous trouverez ici l’attestation de l’année écoulée, si vous avez payé quelque chose.",
    statement: PdfText {
        download: "Télécharger l’attestation (PDF)", share: "Partager l’attestation (PDF)"
    },
};
