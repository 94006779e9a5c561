use super::count;
use crate::With1;
use crate::screens::AccountsTexts;

pub const TEXTS: AccountsTexts = AccountsTexts {
    title: "Vos comptes",
    greeting: With1::new("Session de {1}"),
    balance: "Solde",
    low: "Solde faible",
    negative_badge: "Solde négatif",
    in_debt: With1::new("{1} à régler"),
    low_left: With1::new("Solde faible\u{a0}: {1}"),
    top_up_amount: With1::new("Recharger {1}"),
    debt_and: With1::new("la dette et {1}"),
    debt_alone: "couvre la dette",
    other_amount: "Autre montant",
    at_cap: "Le solde, recharges à payer comprises, est au maximum\u{a0}: pour l’instant, on ne peut pas recharger.",
    top_up_now: "Effectuer une recharge",
    top_up_several: "Recharger plusieurs comptes ensemble",
    top_up_several_why: "Un seul paiement, des frais une seule fois.",
    top_up_all: With1::new("Tout recharger\u{a0}: {1}"),
    top_up_some: count("Recharger {1} compte", "Recharger {1} comptes"),
    balance_date: With1::new("Dernier solde communiqué par la Commune\u{a0}: {1}."),
    already_open: With1::new("Un avis est déjà à payer\u{a0}: {1}"),
    pay_open: "Ouvrir l’avis à payer",
    open_title: "À payer",
    open_all: With1::new("Voir tous les avis à payer ({1})"),
    show: "Présenter",
    empty_title: "Aucun compte pour cette adresse",
    empty: With1::new(
        "Aucun compte n’est relié à {1}. Si vos enfants sont inscrits à la cantine, demandez à la Commune de relier \
         cette adresse.",
    ),
};
