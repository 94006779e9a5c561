use super::count;
use crate::With1;
use crate::screens::AccountsTexts;

pub const TEXTS: AccountsTexts = AccountsTexts {
    title: "I tuoi conti",
    greeting: With1::new("Accesso come {1}"),
    balance: "Saldo",
    low: "Saldo basso",
    negative_badge: "Saldo negativo",
    in_debt: With1::new("In debito di {1}"),
    low_left: With1::new("Saldo basso: {1}"),
    top_up_amount: With1::new("Ricarica {1}"),
    debt_and: With1::new("debito e {1}"),
    debt_alone: "copre il debito",
    other_amount: "Altro importo",
    at_cap: "Il saldo, ricariche da pagare comprese, è al massimo: per ora non si può ricaricare.",
    top_up_now: "Esegui ricarica",
    top_up_several: "Ricarica più conti insieme",
    top_up_several_why: "Un solo pagamento, una sola commissione.",
    top_up_all: With1::new("Ricarica tutti: {1}"),
    top_up_some: count("Ricarica 1 conto", "Ricarica {1} conti"),
    balance_date: With1::new("Ultimo saldo comunicato dall’ufficio: {1}."),
    already_open: With1::new("C’è già un avviso da pagare: {1}"),
    pay_open: "Apri l’avviso da pagare",
    open_title: "Da pagare",
    open_all: With1::new("Vedi tutti gli avvisi da pagare ({1})"),
    show: "Mostra",
    empty_title: "Nessun conto per questo indirizzo",
    empty: With1::new(
        "A {1} non è collegato nessun conto. Se i figli sono iscritti alla mensa, chiedi all’ufficio del Comune di \
         collegare l’indirizzo.",
    ),
};
