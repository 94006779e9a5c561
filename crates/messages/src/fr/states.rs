use crate::screens::{StateText, StateTexts};

pub const TEXTS: StateTexts = StateTexts {
    opening: StateText {
        label: "En préparation",
        meaning: "La plateforme de paiement n’a pas encore confirmé l’avis\u{a0}: on ne peut pas encore payer.",
    },
    unpaid: StateText {
        label: "À payer", meaning: "L’avis est prêt et aucun paiement n’est enregistré."
    },
    in_progress: StateText {
        label: "Paiement en cours",
        meaning: "Un paiement est en cours et son résultat n’est pas encore connu. Ne payez pas à nouveau.",
    },
    paid: StateText {
        label: "Payée",
        meaning: "Le paiement est arrivé\u{a0}; le solde sera mis à jour sous peu. Vous n’avez rien d’autre à faire.",
    },
    credited: StateText { label: "Créditée", meaning: "Payée et créditée sur le compte." },
    expired: StateText {
        label: "Expirée",
        meaning: "L’échéance est passée sans paiement\u{a0}: l’avis n’est plus valable. \
                  Vous pouvez faire une nouvelle recharge.",
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
};
