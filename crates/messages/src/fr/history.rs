use super::count;
use crate::{
    With1, With2,
    screens::{HistoryTexts, PdfText},
};

pub const TEXTS: HistoryTexts = HistoryTexts {
    title: "Mouvements",
    lead: "Du plus récent au plus ancien. Ouvrez une recharge pour voir son avis.",
    more: "Afficher la suite",
    more_shown: count("{1} mouvement de plus affiché", "{1} mouvements de plus affichés"),
    end: "Il n’y a pas d’autre mouvement.",
    empty_title: "Aucun mouvement pour l’instant",
    empty: "Vous trouverez ici toutes les recharges faites avec cette adresse e-mail, payées ou non, et les repas si la Commune les communique.",
    meal: "Repas",
    correction: "Rectification",
    other: "Autre mouvement",
    month_credited: With1::new("Recharges créditées\u{a0}: {1}"),
    month_charged: With1::new("Repas et rectifications\u{a0}: {1}"),
    balance_after: With1::new("Solde\u{a0}: {1}"),
    office_balance: With2::new("Solde communiqué par la Commune\u{a0}: {1} ({2})"),
    filters: "Choisissez ce que vous voulez voir",
    account: "Compte",
    all_accounts: "Tous les comptes",
    year: "Année",
    all_years: "Toutes les années",
    show: "Mouvements",
    show_all: "Tous les mouvements",
    show_credited: "Recharges créditées",
    show_open: "Recharges en attente",
    show_over: "Recharges échues ou annulées",
    show_office: "Repas et rectifications",
    no_match_title: "Aucun mouvement trouvé",
    no_match: "Aucun mouvement ne correspond à ces choix.",
    clear_filters: "Afficher tous les mouvements",
    file: PdfText { download: "Télécharger les mouvements (CSV)", share: "Partager les mouvements (CSV)" },
    statements_title: "Attestations pour la déclaration de revenus (730)",
    statements: "Ce que vous avez payé par pagoPA en un an, compte par compte.",
    no_statements: "Aucune pour l’instant. À partir du 1er janvier, vous trouverez ici l’attestation de l’année écoulée, si vous avez payé quelque chose.",
    statement: PdfText {
        download: "Télécharger l’attestation (PDF)", share: "Partager l’attestation (PDF)"
    },
};
