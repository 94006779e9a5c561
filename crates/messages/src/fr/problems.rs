use crate::screens::{ProblemText, ProblemTexts};

pub const TEXTS: ProblemTexts = ProblemTexts {
    title: "Quelque chose n’a pas fonctionné",
    no_money_moved: "Cette demande n’a entraîné aucun débit.",
    request_id: "Code à communiquer à la Commune",
    offline_title: "Pas de connexion",
    offline: ProblemText {
        what: "Pour cela, il faut du réseau.",
        now: "Les avis sur ce téléphone s’affichent même sans réseau. Réessayez dès que vous en avez.",
    },
    timeout: ProblemText {
        what: "La réponse n’est pas arrivée à temps.",
        now: "Réessayez\u{a0}: la même demande n’est pas exécutée deux fois.",
    },
    bad_answer: ProblemText {
        what: "La réponse reçue n’est pas lisible.",
        now: "Actualisez la page\u{a0}; si cela se répète, prévenez la Commune.",
    },
    unexpected: ProblemText {
        what: "Il s’est produit quelque chose d’imprévu.",
        now: "Actualisez la page et réessayez\u{a0}; si cela se répète, prévenez la Commune.",
    },
    not_signed_in: ProblemText {
        what: "La session a pris fin.",
        now: "Connectez-vous à nouveau\u{a0}: vous reprendrez ici.",
    },
    code_refused: ProblemText {
        what: "Le code n’est pas valable.",
        now: "Vérifiez les chiffres du dernier message ou demandez un nouveau code.",
    },
    not_found: ProblemText {
        what: "Avec cette adresse e-mail, il n’y a rien à montrer ici.",
        now: "Revenez aux comptes. S’il manque quelque chose, adressez-vous à la Commune.",
    },
    already_paid: ProblemText {
        what: "Cet avis est déjà payé.",
        now: "Ne payez pas à nouveau\u{a0}: regardez son état dans les mouvements.",
    },
    payment_in_progress: ProblemText {
        what: "Un paiement de cet avis est déjà en cours.",
        now: "Ne payez pas à nouveau\u{a0}: attendez le résultat. S’il n’a pas abouti, vous pourrez réessayer dans 30 \
              minutes environ.",
    },
    expired: ProblemText {
        what: "L’échéance de cet avis est passée.", now: "Faites une nouvelle recharge."
    },
    cancelled: ProblemText {
        what: "Cette recharge a été annulée.",
        now: "Faites une nouvelle recharge, si nécessaire.",
    },
    still_opening: ProblemText {
        what: "L’avis est encore en préparation.",
        now: "Réessayez dans un instant.",
    },
    duplicate: ProblemText {
        what: "Une recharge identique existe déjà et n’est pas encore payée.",
        now: "Utilisez celle-là, pour ne pas payer deux fois.",
    },
    in_flight: ProblemText {
        what: "La même demande est encore en cours.",
        now: "Attendez quelques secondes et réessayez.",
    },
    refused_field: ProblemText {
        what: "Une information saisie n’est pas valable.",
        now: "Vérifiez ce que vous avez saisi et réessayez.",
    },
    amount_out_of_range: ProblemText {
        what: "Le montant est hors des limites.",
        now: "Vérifiez le minimum et le maximum, et que le solde ne dépasse pas la limite.",
    },
    too_many_requests: ProblemText {
        what: "Trop de demandes en peu de temps.",
        now: "Attendez quelques minutes et réessayez.",
    },
    internal: ProblemText {
        what: "Il y a une panne de notre côté.",
        now: "Réessayez dans quelques minutes\u{a0}; si cela se répète, prévenez la Commune.",
    },
    platform_error: ProblemText {
        what: "La plateforme de paiement a refusé la demande.",
        now: "Réessayez plus tard\u{a0}; si cela se répète, prévenez la Commune.",
    },
    platform_down: ProblemText {
        what: "La plateforme de paiement ne répond pas.",
        now: "Le service de la Commune fonctionne\u{a0}: réessayez dans quelques minutes. Un avis déjà prêt peut être \
              payé quand même.",
    },
    unavailable: ProblemText {
        what: "Le service est momentanément arrêté.",
        now: "Réessayez dans quelques minutes. Un avis déjà prêt peut être payé quand même.",
    },
};
