use crate::messages::screens::AccountsTexts;

pub const TEXTS: AccountsTexts = AccountsTexts {
    title: "Vos comptes",
    greeting: |name| ["Connexion au nom de ", name].concat(),
    balance: "Solde",
    about_meals: |count| ["environ ", &count.to_string(), " repas"].concat(),
    less_than_a_meal: "moins d’un repas",
    low: "Solde faible",
    negative: |due| ["À régler : ", due].concat(),
    negative_badge: "Solde négatif",
    at_cap: "Le solde a atteint le maximum : pour l’instant, on ne peut pas recharger.",
    top_up_now: "Effectuer une recharge",
    top_up_what: |what| ["Effectuer une recharge : ", what].concat(),
    top_up_several: "Recharger plusieurs comptes ensemble",
    top_up_several_why: "Un seul paiement, une seule commission.",
    open_title: "Recharges en cours",
    open_lead: "Pas encore terminées. L’avis peut être payé en ligne ou en personne.",
    empty_title: "Aucun compte pour cette adresse",
    empty: |email| {
        ["Aucun compte n’est relié à ", email, ". Si vos enfants sont inscrits à la cantine, demandez au bureau de la Commune de relier cette adresse."].concat()
    },
};
