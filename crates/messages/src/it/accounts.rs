use super::count;
use crate::screens::AccountsTexts;
use crate::{With1, With2};

pub const TEXTS: AccountsTexts = AccountsTexts {
    title: "I tuoi conti",
    greeting: With1::new("Accesso come {1}"),
    balance: "Saldo",
    about_meals: count("circa 1 pasto", "circa {1} pasti"),
    less_than_a_meal: "meno di un pasto",
    low: "Saldo basso",
    negative: With1::new("Da saldare: {1}"),
    negative_badge: "Saldo negativo",
    suggested: With2::new("Ricarica {1}: copre {2}"),
    suggested_due: With2::new("Ricarica {1}: copre il saldo negativo e {2}"),
    at_cap: "Il saldo ha raggiunto il massimo: per ora non si può ricaricare.",
    top_up_now: "Esegui ricarica",
    top_up_what: With1::new("Esegui ricarica: {1}"),
    top_up_several: "Ricarica più conti insieme",
    top_up_several_why: "Un solo pagamento, una sola commissione.",
    open_title: "Ricariche in corso",
    open_lead: "Non ancora concluse. L’avviso si può pagare online o di persona.",
    empty_title: "Nessun conto per questo indirizzo",
    empty: With1::new(
        "A {1} non è collegato nessun conto. Se i figli sono iscritti alla mensa, chiedi all’ufficio del Comune di \
         collegare l’indirizzo.",
    ),
};
