use super::count;
use crate::screens::{EmailText, NoticeTexts, PdfText, PlaceText};
use crate::{With1, With2};

pub const TEXTS: NoticeTexts = NoticeTexts {
    title: "Avis de paiement",
    ways: "Comment voulez-vous payer\u{a0}?",
    with_app: "Avec une appli",
    on_phone_title: "L’ouvrir sur le téléphone",
    on_phone: "Visez ce code avec l’appareil photo du téléphone et connectez-vous avec la même adresse. Il ne sert pas à payer.",
    on_phone_label: "Code QR avec l’adresse de cette page",
    qr_label: With2::new("Code QR pagoPA de l’avis {1}, montant {2}"),
    qr_failed: "Le code QR ne peut pas être affiché\u{a0}: utilisez les données pour le paiement.",
    data_matrix_label: With2::new("Code Data Matrix pour la Poste de l’avis {1}, montant {2}"),
    brightness: "Réglez la luminosité de l’écran au maximum.",
    letter: PdfText { download: "Télécharger l’avis (PDF)", share: "Partager l’avis (PDF)" },
    letter_email: EmailText {
        send: "Envoyer l’avis à mon adresse e-mail",
        sent: With1::new("Avis envoyé à {1}"),
    },
    letter_title: "Sur papier",
    print: "Imprimer cette page",
    copy_all: "Copier toutes les données",
    notice_number: "Code avis",
    creditor_code: "Code fiscal de l’organisme créancier",
    cbill: "Code CBILL",
    due_date: "À payer au plus tard le",
    pay_by: With1::new("Au plus tard le {1}"),
    days_left: count("encore {1} jour", "encore {1} jours"),
    last_day: "dernier jour",
    creditor: "Organisme créancier",
    subject: "Objet du paiement",
    places_lead: "Si un guichet ne lit pas le code sur l’écran, dictez ou copiez les données pour le paiement.",
    counters: PlaceText {
        place: "Bureaux de poste, banques, guichets automatiques (ATM), bureaux de tabac, SISAL, Lottomatica",
        needs: "Code QR, ou code avis et code fiscal de l’organisme créancier.",
    },
    home_banking: PlaceText {
        place: "Banque en ligne",
        needs: "À la rubrique CBILL ou pagoPA\u{a0}: code CBILL et code avis.",
    },
    home_banking_without_cbill: "À la rubrique CBILL ou pagoPA\u{a0}: nom de l’organisme et code avis.",
    payment_app: PlaceText {
        place: "Application de paiement",
        needs: "Scannez le code QR avec l’application de paiement, et non avec l’appareil photo\u{a0}; sur le même \
                téléphone, copiez les données.",
    },
    pay_title: "Vous préférez payer en ligne\u{a0}?",
    pay_lead: "C’est le même avis\u{a0}: une fois payé en ligne, il ne sert plus au guichet.",
    cancel: "Annuler la recharge",
    cancel_title: "Annuler la recharge\u{a0}?",
    cancel_what: "L’avis ne sera plus valable et personne ne pourra le payer, même s’il est déjà imprimé ou envoyé. \
                  Rien ne vous est débité. Vous pourrez faire une nouvelle recharge quand vous voudrez.",
    cancel_yes: "Oui, annuler la recharge",
    cancel_busy: "Annulation en cours…",
    cancel_no: "Non, garder la recharge",
    cancel_refused_title: "La recharge n’a pas été annulée",
    cancel_refused: "Un paiement de cet avis est en cours\u{a0}: tant que son résultat n’est pas connu, l’avis reste \
                     valable.",
    cancel_after: With1::new("Si vous ne payez pas, vous pourrez l’annuler peu après {1}."),
    cancel_later: "Si le paiement n’aboutit pas, vous pourrez l’annuler dans 30 minutes environ.",
    preparing: "La recharge est enregistrée. Le code s’affichera ici automatiquement, dès que la plateforme de paiement \
                l’aura confirmé. Rien n’a été débité.",
    preparing_silent: "La plateforme de paiement ne répond pas en ce moment. Nous continuons à vérifier\u{a0}: vous pouvez \
                       fermer et revenir plus tard, la recharge reste dans les mouvements.",
    page_open_title: "Une page de paiement est ouverte",
    page_open: With1::new(
        "Si vous êtes en train de payer en ligne, terminez sur cette page\u{a0}: elle reste ouverte jusqu’à {1}. Ne \
         payez pas ailleurs en même temps.",
    ),
    page_open_continue: "Continuer le même paiement",
    page_closed_title: "La page de paiement s’est fermée",
    page_closed: "Nous vérifions si le paiement est arrivé\u{a0}: cela prend environ une minute. Ne payez pas à nouveau.",
    code_after_all: "Vous ne payez pas en ligne\u{a0}? Afficher le code",
    paid_title: "Recharge payée",
    see_balance: "Voir le nouveau solde",
    new_top_up: "Faire une nouvelle recharge",
    silent: "La plateforme de paiement ne répond pas\u{a0}: l’état n’est peut-être pas à jour. Nous continuons à vérifier.",
    stale: "Nous n’arrivons pas à actualiser l’état. Nous réessayons automatiquement.",
};
