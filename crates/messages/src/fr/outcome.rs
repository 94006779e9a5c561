use super::count;
use crate::screens::{EmailText, OutcomeText, OutcomeTexts, PdfText};
use crate::{With1, With2};

pub const TEXTS: OutcomeTexts = OutcomeTexts {
    title: "Résultat du paiement",
    credited: OutcomeText {
        title: "Recharge payée",
        text: "La recharge est créditée\u{a0}: le solde est à jour.",
    },
    paid: OutcomeText {
        title: "Recharge payée",
        text: "Le paiement est arrivé\u{a0}; le solde sera mis à jour sous peu. Vous n’avez rien d’autre à faire.",
    },
    partly: OutcomeText {
        title: "Recharges payées en partie seulement",
        text: "Certaines recharges sont payées, d’autres non. Pour celles qui ne le sont pas, aucun débit n’est enregistré.",
    },
    page_open: OutcomeText {
        title: "Paiement pas encore terminé",
        text: "La page de paiement a été ouverte et aucun résultat n’est encore arrivé. Si vous avez déjà payé, attendez \
               ici\u{a0}: ne payez pas à nouveau.",
    },
    in_progress: OutcomeText {
        title: "Paiement en cours",
        text: "Le résultat du paiement n’est pas encore connu. Ne payez pas à nouveau\u{a0}: cette page s’actualise \
               automatiquement.",
    },
    refused: OutcomeText {
        title: "Le paiement n’a pas abouti",
        text: "Le paiement n’a pas été accepté. À notre connaissance, rien n’a été débité.",
    },
    turned_back: OutcomeText {
        title: "Paiement interrompu",
        text: "Le paiement a été annulé sur la page de paiement. À notre connaissance, rien n’a été débité.",
    },
    not_arrived: OutcomeText {
        title: "Aucun paiement enregistré",
        text: "Votre paiement était en cours de traitement, mais nous ne l’avons pas reçu. Avant de réessayer, \
               vérifiez votre compte ou votre carte\u{a0}: si vous voyez un débit, ne payez pas à nouveau et \
               adressez-vous à la Commune.",
    },
    not_paid: OutcomeText {
        title: "Recharge non payée",
        text: "La page de paiement est fermée et aucun paiement n’est enregistré.",
    },
    expired: OutcomeText {
        title: "Avis expiré",
        text: "L’échéance est passée et aucun paiement n’est enregistré. Si vous avez déjà payé cet avis, ne faites pas d’autre recharge\u{a0}: dès que le paiement arrive, il est crédité.",
    },
    cancelled: OutcomeText {
        title: "Recharge annulée",
        text: "La recharge a été annulée et aucun paiement n’est enregistré. Vous pouvez en faire une nouvelle.",
    },
    anomalous: OutcomeText {
        title: "Paiement en vérification",
        text: "La plateforme de paiement a donné une réponse inhabituelle\u{a0}: la Commune vérifie. Ne payez pas à \
               nouveau\u{a0}; en cas de doute, adressez-vous à la Commune.",
    },
    unknown: OutcomeText {
        title: "Paiement introuvable",
        text: "Aucun paiement ne correspond à cette adresse\u{a0}: le lien est peut-être incomplet. Vos recharges, \
               avec leur état, sont dans les mouvements.",
    },
    silent: "La plateforme de paiement ne répond pas\u{a0}: le résultat n’est peut-être pas à jour. Nous continuons à \
             vérifier.",
    patience: "C’est plus long que d’habitude. Nous continuons à vérifier\u{a0}: vous pouvez fermer cette page, le \
               résultat reste dans les mouvements et le reçu arrive par e-mail.",
    number: With1::new("Recharge {1}"),
    new_balance: With1::new("Nouveau solde\u{a0}: {1}"),
    balance: "Solde",
    balance_from_to: With2::new("de {1} à {2}"),
    paid_on: "Payée le",
    receipt_id: "Numéro du reçu",
    receipt_to: With1::new("Le reçu arrive à {1}."),
    receipt_by_mail: "Le reçu arrive par e-mail.",
    receipt: PdfText { download: "Télécharger le reçu (PDF)", share: "Partager le reçu (PDF)" },
    receipt_email: EmailText {
        send: "Envoyer le reçu à mon adresse e-mail",
        sent: With1::new("Reçu envoyé à {1}"),
    },
    receipt_link: "Reçu",
    share: "Partager",
    again_title: "Voulez-vous réessayer\u{a0}?",
    again: "Vous payez le même avis qu’avant\u{a0}: il ne peut pas être payé deux fois. Si un moyen pose problème, \
            essayez l’autre.",
    pay_again: count("Réessayer en ligne", "Payer en ligne les {1} qui restent"),
    pay_in_person: count("Payer en personne avec le même avis", "Payer en personne avec les mêmes {1} avis"),
    locked_title: With1::new("Vous pourrez réessayer à partir de {1}"),
    locked: "Une tentative de paiement bloque encore l’avis. Dès qu’elle est terminée, vous pouvez réessayer ici ou payer en personne avec le même avis.",
    sign_in_to_pay: "Pour réessayer, connectez-vous\u{a0}: vous payez le même avis.",
    sign_in_for_more: "Pour voir les montants et le solde, connectez-vous.",
    sign_in: "Se connecter",
    may_be_closed: "Si cette page s’est ouverte depuis l’application installée, vous pouvez la fermer\u{a0}: le \
                    résultat est aussi dans l’application.",
};
