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
    share_refused: "Le document n’a pas été partagé\u{a0}: réessayez.",
    sending: "Envoi en cours…",
    no_meals: "aucun repas",
    meals: count("{1} repas", "{1} repas"),
    open_notice: "Ouvrir l’avis",
    top_up: "Recharge",
    amount: "Montant",
};
