use super::count;
use crate::screens::AccountsTexts;
use crate::{With1, With2};

pub const TEXTS: AccountsTexts = AccountsTexts {
    title: "Vos comptes",
    greeting: With1::new("Session de {1}"),
    balance: "Solde",
    about_meals: count("environ {1} repas", "environ {1} repas"),
    less_than_a_meal: "moins d’un repas",
    low: "Solde faible",
    negative: With1::new("À régler\u{a0}: {1}"),
    negative_badge: "Solde négatif",
    suggested: With2::new("Recharger {1}\u{a0}: de quoi payer {2}"),
    suggested_due: With2::new("Recharger {1}\u{a0}: couvre le solde négatif et {2}"),
    at_cap: "Le solde a atteint le maximum\u{a0}: pour l’instant, on ne peut pas recharger.",
    top_up_now: "Effectuer une recharge",
    top_up_what: With1::new("Effectuer une recharge\u{a0}: {1}"),
    top_up_several: "Recharger plusieurs comptes ensemble",
    top_up_several_why: "Un seul paiement, des frais une seule fois.",
    open_title: "Recharges en cours",
    open_lead: "Pas encore terminées. L’avis peut être payé en ligne ou en personne.",
    empty_title: "Aucun compte pour cette adresse",
    empty: With1::new(
        "Aucun compte n’est relié à {1}. Si vos enfants sont inscrits à la cantine, demandez à la Commune de relier \
         cette adresse.",
    ),
};
