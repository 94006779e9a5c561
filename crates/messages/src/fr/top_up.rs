use super::count;
use crate::screens::TopUpTexts;
use crate::{With1, With2};

pub const TEXTS: TopUpTexts = TopUpTexts {
    title: "Effectuer une recharge",
    title_several: "Recharger plusieurs comptes",
    several_lead: With1::new(
        "Un montant pour chaque compte\u{a0}; laissez vide celui des comptes à ne pas recharger. Jusqu’à {1} comptes \
         en un seul paiement.",
    ),
    current_balance: "Solde actuel",
    amount: "Montant de la recharge",
    limits: With2::new("De {1} à {2}"),
    quick_amounts: "Montants rapides",
    quick_due: "couvre le solde négatif",
    at_cap: "Le solde de ce compte a atteint le maximum\u{a0}: pour l’instant, on ne peut pas recharger.",
    total: "Total",
    amount_missing: "Saisissez le montant.",
    amount_not_a_number: "Saisissez uniquement des chiffres, par exemple 25 ou 25,50.",
    amount_zero: "Le montant doit être supérieur à zéro.",
    amount_negative: "Le montant ne peut pas être négatif.",
    amount_ambiguous: "On ne sait pas si les trois derniers chiffres sont des milliers ou des décimales. Écrivez par \
                       exemple 12,35 ou 12345.",
    amount_decimals: "Les centimes ont deux chiffres au plus, par exemple 25,50.",
    amount_grouping: "Les points et les virgules ne sont pas à leur place. Écrivez par exemple 1250,00.",
    amount_below: With1::new("Le montant minimum est de {1}."),
    amount_above: With1::new("Le montant maximum est de {1}."),
    amounts_wrong: count("{1} montant est à corriger", "{1} montants sont à corriger"),
    amount_none: "Saisissez au moins un montant.",
    amount_too_many: With1::new(
        "Un paiement en ligne contient au plus {1} recharges\u{a0}: laissez vides les montants en trop.",
    ),
    or_notice: "ou avec un avis",
    online_title: "Payer en ligne maintenant",
    online_lead: "Vous passez à la page de paiement, puis vous revenez ici.",
    sign_in_question: "Sur la page de paiement, je veux m’identifier avec",
    sign_in_spid: "SPID",
    sign_in_spid_more: "identité numérique",
    sign_in_email: "E-mail",
    sign_in_email_more: "sans SPID",
    sign_in_advice: "Si un moyen pose problème, essayez l’autre.",
    there_title: "Ce que vous y trouverez",
    there_card: "Carte",
    there_card_more: "de crédit, de débit ou prépayée",
    there_account: "Compte bancaire\u{a0}:",
    there_account_more: "certaines banques directement\u{a0}; les autres avec MyBank\u{a0}: après le récapitulatif, \
                         choisissez la vôtre dans la liste",
    there_other: "Autres moyens de paiement\u{a0}:",
    there_other_more: "Satispay, PayPal, BANCOMAT Pay",
    there_receipt: "Le reçu arrive par e-mail.",
    next: "CONTINUER",
    next_busy: "Un instant…",
    notice_title: "Payer avec un avis",
    notice_lead: "Créez l’avis de paiement\u{a0}: montrez-le sur le téléphone ou imprimez-le, et payez où vous voulez.",
    notice_places: "Bureaux de poste, banques, bureaux de tabac, SISAL, Lottomatica, guichets automatiques (ATM)",
    make_notice: "Créer l’avis",
    make_notices: "Créer les avis",
    notice_busy: "Préparation de l’avis…",
    notices_made: count("{1} avis prêt", "{1} avis prêts"),
    duplicate_title: "Une recharge identique existe déjà",
    duplicate: With2::new(
        "Pour {2}, une recharge de {1} est déjà ouverte et n’est pas encore payée. Pour ne pas payer deux fois, \
         utilisez celle-là.",
    ),
    duplicate_use: "Utiliser celle qui est ouverte",
    duplicate_second: "J’en veux une deuxième",
    duplicate_back: "Retour",
    opening_title: "La recharge est enregistrée",
    opening: "La plateforme de paiement n’a pas encore répondu. Nous continuons à vérifier\u{a0}: dès qu’elle répond, \
              on poursuit automatiquement. Rien n’a été débité.",
    opening_later: "Vous pouvez aussi fermer\u{a0}: la recharge reste parmi celles en cours et pourra être payée plus tard.",
    left_title: "Paiement commencé",
    left: "Vous avez déjà ouvert la page de paiement. Si vous avez payé, regardez le résultat avant de \
           réessayer\u{a0}; sinon, continuez ici\u{a0}: l’avis reste le même.",
    left_see: "Voir le résultat",
    bad_redirect: "L’adresse de la page de paiement n’est pas sûre et n’a pas été ouverte. Rien n’a été débité. \
                   Prévenez la Commune, ou payez avec l’avis.",
    unknown_account: "Ce compte n’est pas parmi les vôtres. Revenez aux comptes et choisissez-en un.",
};
