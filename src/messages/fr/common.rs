use crate::messages::screens::CommonTexts;

pub const TEXTS: CommonTexts = CommonTexts {
    loading: "Chargement en cours…",
    retry: "Réessayer",
    close: "Fermer",
    back_to_accounts: "Retour aux comptes",
    copy: "Copier",
    copy_what: |what| ["Copier : ", what].concat(),
    copied: "Copié",
    copy_refused: "Le navigateur ne permet pas de copier : maintenez le doigt sur le texte pour le sélectionner.",
    meals: |count| [&count.to_string(), " repas"].concat(),
    service_of: |service, children| [service, " · ", children].concat(),
    open_notice: "Ouvrir l’avis",
    top_up: "Recharge",
    amount: "Montant",
};
