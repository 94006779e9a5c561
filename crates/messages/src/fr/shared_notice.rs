use crate::screens::SharedNoticeTexts;
use crate::{With1, With2};

pub const TEXTS: SharedNoticeTexts = SharedNoticeTexts {
    title: "Payer une recharge",
    lead: "La personne qui vous a envoyé ce lien vous demande de payer cette recharge. Aucune connexion n’est nécessaire.",
    for_whom: With1::new("Pour {1}"),
    pay_title: "Payer en ligne",
    pay: "Aller au paiement",
    code_title: "Ou avec le code",
    numbers: "Données pour le paiement",
    letter: "Télécharger la lettre (PDF)",
    letter_share: "Partager la lettre (PDF)",
    paid_title: "Payée",
    paid: "Merci\u{a0}: le paiement est arrivé. Vous n’avez rien d’autre à faire.",
    over_title: "Cet avis ne peut pas être payé",
    over: "Il a expiré, il a été annulé ou il est en vérification. Demandez à la personne qui vous a envoyé le lien. Si vous avez déjà payé, ne payez pas à nouveau.",
    unknown_title: "Ce lien ne fonctionne pas",
    unknown: "Il est peut-être incomplet. Demandez à la personne qui vous l’a envoyé de l’envoyer à nouveau, en entier.",
    ask_title: "Faire payer une autre personne",
    ask_lead: "Le lien montre le montant, le code et l’état de cet avis, et permet de le payer sans connexion. Il ne montre ni le solde ni votre adresse e-mail. Il est valable tant que l’avis peut être payé.",
    names: "Montrer aussi les noms",
    names_more: "On voit le prénom de l’enfant et on peut télécharger la lettre, qui contient votre nom et votre code fiscal.",
    share: "Partager le lien",
    text: With2::new("Pouvez-vous payer cette recharge de {1}\u{a0}? {2}"),
};
