use super::count;
use crate::With1;
use crate::screens::CommonTexts;

pub const TEXTS: CommonTexts = CommonTexts {
    loading: "Chargement en cours…",
    retry: "Réessayer",
    close: "Fermer",
    done: "Terminer",
    back_to_accounts: "Retour aux comptes",
    copy: "Copier",
    copy_what: With1::new("Copier\u{a0}: {1}"),
    copied: "Copié",
    copy_refused: "Le navigateur ne permet pas de copier\u{a0}: maintenez le doigt sur le texte pour le sélectionner.",
    no_meals: "aucun repas",
    meals: count("{1} repas", "{1} repas"),
    open_notice: "Ouvrir l’avis",
    top_up: "Recharge",
    amount: "Montant",
};
