use crate::messages::screens::AccountsTexts;

pub const TEXTS: AccountsTexts = AccountsTexts {
    title: "I tuoi conti",
    greeting: |name| ["Accesso come ", name].concat(),
    balance: "Saldo",
    about_meals: |count| {
        if count == 1 {
            "circa 1 pasto".to_owned()
        } else {
            ["circa ", &count.to_string(), " pasti"].concat()
        }
    },
    less_than_a_meal: "meno di un pasto",
    low: "Saldo basso",
    negative: |due| ["Da saldare: ", due].concat(),
    negative_badge: "Saldo negativo",
    at_cap: "Il saldo ha raggiunto il massimo: per ora non si può ricaricare.",
    top_up_now: "Esegui ricarica",
    top_up_what: |what| ["Esegui ricarica: ", what].concat(),
    top_up_several: "Ricarica più conti insieme",
    top_up_several_why: "Un solo pagamento, una sola commissione.",
    open_title: "Ricariche in corso",
    open_lead: "Non ancora concluse. L’avviso si può pagare online o di persona.",
    empty_title: "Nessun conto per questo indirizzo",
    empty: |email| {
        ["A ", email, " non è collegato nessun conto. Se i figli sono iscritti alla mensa, chiedi all’ufficio del Comune di collegare l’indirizzo."].concat()
    },
};
