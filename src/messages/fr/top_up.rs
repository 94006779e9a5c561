use crate::messages::screens::TopUpTexts;

pub const TEXTS: TopUpTexts = TopUpTexts {
    title: "Effectuer une recharge",
    title_several: "Recharger plusieurs comptes",
    several_lead: |most| {
        [
            "Un montant pour chaque compte ; laissez vide celui dont vous n’avez pas besoin. Jusqu’à ",
            &most.to_string(),
            " en un seul paiement.",
        ]
        .concat()
    },
    current_balance: "Solde actuel",
    amount: "Montant de la recharge",
    limits: |least, most| ["De ", least, " à ", most].concat(),
    quick_amounts: "Montants rapides",
    quick_due: "règle la dette",
    at_cap: "Le solde de ce compte a atteint le maximum : pour l’instant, on ne peut pas recharger.",
    total: "Total",
    amount_missing: "Saisissez le montant.",
    amount_not_a_number: "Saisissez uniquement des chiffres, par exemple 25 ou 25,50.",
    amount_zero: "Le montant doit être supérieur à zéro.",
    amount_negative: "Le montant ne peut pas être négatif.",
    amount_ambiguous: "On ne sait pas si les trois derniers chiffres sont des milliers ou des décimales. Écrivez par exemple 12,35 ou 12345.",
    amount_decimals: "Les centimes ont deux chiffres au plus, par exemple 25,50.",
    amount_grouping: "Les points et les virgules ne sont pas à leur place. Écrivez par exemple 1250,00.",
    amount_below: |least| ["Le montant minimum est de ", least, "."].concat(),
    amount_above: |most| ["Le montant maximum est de ", most, "."].concat(),
    amount_none: "Saisissez au moins un montant.",
    amount_too_many: |most| {
        ["Un paiement en ligne contient au plus ", &most.to_string(), " recharges : laissez un compte vide."]
            .concat()
    },
    choose_way: "Comment souhaitez-vous procéder ?",
    online_title: "Payer en ligne maintenant",
    online_lead: "Vous passez à la page de paiement, puis vous revenez ici.",
    sign_in_question: "Sur la page de paiement, je veux entrer avec",
    sign_in_spid: "SPID",
    sign_in_email: "E-mail",
    sign_in_advice: "Si un moyen pose problème, essayez l’autre.",
    there_title: "Ce que vous y trouverez",
    there_card: "Carte",
    there_card_more: "de crédit, de débit ou prépayée",
    there_account: "Compte bancaire",
    there_account_more: "quelques banques tout de suite ; les autres par MyBank : après le récapitulatif, choisissez la vôtre dans la liste",
    there_other: "Autres paiements",
    there_other_more: "Satispay, PayPal, BANCOMAT Pay",
    there_receipt: "Le reçu arrive par e-mail.",
    next: "CONTINUER",
    next_busy: "Un instant…",
    notice_title: "Payer avec un avis",
    notice_lead: "Créez l’avis de paiement : montrez-le sur le téléphone ou imprimez-le, et payez où vous voulez.",
    notice_places: "Poste, banques, bureaux de tabac, SISAL, Lottomatica, guichets automatiques habilités",
    make_notice: "Générer l’avis",
    make_notices: "Générer les avis",
    notice_busy: "Préparation de l’avis…",
    notices_made: |count| {
        if count < 2 {
            [&count.to_string(), " avis prêt"].concat()
        } else {
            [&count.to_string(), " avis prêts"].concat()
        }
    },
    duplicate_title: "Une recharge identique existe déjà",
    duplicate: |amount, what| {
        [
            "Pour ",
            what,
            ", une recharge de ",
            amount,
            " est déjà ouverte et n’est pas encore payée. Pour ne pas payer deux fois, utilisez celle-là.",
        ]
        .concat()
    },
    duplicate_use: "Utiliser celle qui est ouverte",
    duplicate_second: "J’en veux une deuxième",
    duplicate_back: "Annuler",
    opening_title: "La recharge est enregistrée",
    opening: "La plateforme de paiement n’a pas encore répondu. Nous continuons à demander : dès qu’elle est prête, on poursuit automatiquement. Aucun argent n’a été déplacé.",
    opening_later: "Vous pouvez aussi fermer : la recharge reste parmi celles en cours et pourra être payée plus tard.",
    left_title: "Paiement commencé",
    left: "Vous êtes déjà allé à la page de paiement. Si vous avez payé, regardez le résultat avant de réessayer ; sinon, continuez ici : l’avis reste le même.",
    left_see: "Voir le résultat",
    bad_redirect: "L’adresse de la page de paiement n’est pas sûre et n’a pas été ouverte. Aucun argent n’a été déplacé. Prévenez le bureau, ou payez avec l’avis.",
    unknown_account: "Ce compte n’est pas parmi les vôtres. Revenez aux comptes et choisissez-en un.",
};
