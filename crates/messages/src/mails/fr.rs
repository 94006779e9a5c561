use super::MailTexts;
use crate::{With1, With2};

pub static MAILS: MailTexts = MailTexts {
    dear: With1::new("Bonjour {1},"),
    line: With2::new("{1}\u{a0}: {2}"),
    questions: With1::new("Des questions\u{a0}? Écrivez à {1}"),

    code_subject: With1::new("{1} est votre code d’accès à Ricarica"),
    code_title: "Votre code d’accès à Ricarica est",
    code_valid: "Il est valable dix minutes et ne sert qu’une fois. La Commune ne vous le demandera jamais.",
    code_ignore: "Si vous n’avez rien demandé, ignorez ce message.",

    receipt_subject: With1::new("Recharge créditée\u{a0}: {1}"),
    receipts_subject: With1::new("Recharges créditées\u{a0}: {1}"),
    receipt_title: "Recharge créditée",
    receipts_title: "Recharges créditées",
    receipt_lead: "Votre recharge a été payée et créditée.",
    receipts_lead: "Vos recharges ont été payées et créditées.",
    receipt_table: "Ce qui a été payé",
    top_up: "Recharge",
    amount: "Montant",
    total: "Total",
    service: "Prestation",
    for_whom: "Pour",
    notice_code: "Code avis",
    paid_on: "Payée le",
    balance: "Solde après la recharge",
    receipt_separate: "Le reçu vous est envoyé séparément par le prestataire qui a encaissé le paiement.",
    see_account: "Voir le compte",
    see_accounts: "Voir les comptes",

    notice_subject: With1::new("Avis de paiement {1}"),
    notice_title: "Avis de paiement",
    notice_lead: "Vous trouverez ci-joint l’avis de paiement, à imprimer ou à présenter sur votre téléphone.",
    due_on: "À payer au plus tard le",
    notice_once: "Il se paie une seule fois, au guichet ou en ligne\u{a0}: le code avis est le même.",
    see_notice: "Ouvrir l’avis",

    receipt_pdf_subject: With1::new("Reçu de la recharge {1}"),
    receipt_pdf_title: "Reçu de la recharge",
    receipt_pdf_lead: "Vous trouverez ci-joint le reçu de la recharge\u{a0}: il dit combien a été payé, quand et pour quel compte.",
    receipt_pdf_see: "Ouvrir la recharge",
    receipt_pdf_is_not: "La quittance du paiement est le reçu pagoPA, que le prestataire qui a encaissé le paiement vous envoie séparément.",
};
