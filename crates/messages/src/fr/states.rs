use crate::screens::{StateText, StateTexts};

pub const TEXTS: StateTexts = StateTexts {
    opening: StateText {
        label: "En préparation",
        meaning: "La plateforme de paiement n’a pas encore confirmé l’avis\u{a0}: on ne peut pas encore payer. Nous continuons d’essayer\u{a0}: vous pouvez fermer l’application et revenir plus tard.",
    },
    unpaid: StateText {
        label: "À payer", meaning: "L’avis est prêt et aucun paiement n’est enregistré."
    },
    in_progress: StateText {
        label: "Paiement en cours",
        meaning: "Un paiement est en cours et son résultat n’est pas encore connu. Ne payez pas à nouveau.",
    },
    page_open: StateText {
        label: "Page de paiement ouverte",
        meaning: "La page de paiement a été ouverte et aucun paiement n’est encore enregistré. Si vous avez déjà payé, ne payez pas à nouveau.",
    },
    page_left: StateText {
        label: "Paiement non terminé",
        meaning: "D’après la page de paiement, vous n’avez pas payé\u{a0}; nous attendons la confirmation de la \
                plateforme. Si vous avez payé, ne payez pas une seconde fois.",
    },
    paid: StateText {
        label: "Payée",
        meaning: "Le paiement est arrivé\u{a0}; le solde sera mis à jour sous peu. Vous n’avez rien d’autre à faire.",
    },
    credited: StateText { label: "Payée", meaning: "Le montant est sur le compte." },
    expired: StateText {
        label: "Expirée",
        meaning: "L’échéance est passée et aucun paiement n’est enregistré. Si vous avez déjà payé cet avis, ne faites pas d’autre recharge\u{a0}: dès que le paiement arrive, il est crédité.",
    },
    cancelled: StateText {
        label: "Annulée",
        meaning: "La recharge a été annulée\u{a0}: l’avis n’est plus valable.",
    },
    anomalous: StateText {
        label: "En vérification",
        meaning: "La plateforme de paiement a donné une réponse inhabituelle\u{a0}: la Commune vérifie. \
                  Ne payez pas à nouveau.",
    },
    refused: "La plateforme de paiement n’a pas accepté l’avis\u{a0}: on ne peut pas le payer et rien n’a été débité. La Commune vérifie\u{a0}; vous pouvez faire une autre recharge.",
    absent: "L’avis n’existe plus sur la plateforme de paiement\u{a0}: on ne peut pas le payer. Vous pouvez l’annuler et faire une autre recharge.",
    differs: "Sur la plateforme de paiement l’avis a des données différentes\u{a0}: la Commune vérifie. Ne payez pas à nouveau.",
    partly_paid: "L’avis n’est payé qu’en partie\u{a0}: la Commune vérifie. Ne payez pas à nouveau.",
};
