use crate::messages::screens::TopUpTexts;

pub const TEXTS: TopUpTexts = TopUpTexts {
    title: "Esegui ricarica",
    title_several: "Ricarica più conti",
    several_lead: |most| {
        [
            "Un importo per ogni conto; lascia vuoto quello che non serve. Fino a ",
            &most.to_string(),
            " in un solo pagamento.",
        ]
        .concat()
    },
    current_balance: "Saldo attuale",
    amount: "Importo della ricarica",
    limits: |least, most| ["Da ", least, " a ", most].concat(),
    quick_amounts: "Importi rapidi",
    quick_due: "salda il debito",
    at_cap: "Il saldo di questo conto ha raggiunto il massimo: per ora non si può ricaricare.",
    total: "Totale",
    amount_missing: "Scrivi l’importo.",
    amount_not_a_number: "Scrivi solo cifre, per esempio 25 oppure 25,50.",
    amount_zero: "L’importo deve essere maggiore di zero.",
    amount_negative: "L’importo non può essere negativo.",
    amount_ambiguous: "Non è chiaro se le ultime tre cifre siano migliaia o decimali. Scrivi per esempio 12,35 oppure 12345.",
    amount_decimals: "I centesimi hanno al massimo due cifre, per esempio 25,50.",
    amount_grouping: "Punti e virgole non sono al loro posto. Scrivi per esempio 1250,00.",
    amount_below: |least| ["L’importo minimo è ", least, "."].concat(),
    amount_above: |most| ["L’importo massimo è ", most, "."].concat(),
    amount_none: "Scrivi almeno un importo.",
    amount_too_many: |most| {
        [
            "In un solo pagamento online stanno al massimo ",
            &most.to_string(),
            " ricariche: lascia vuoto qualche conto.",
        ]
        .concat()
    },
    choose_way: "Come vuoi procedere?",
    online_title: "Paga online adesso",
    online_lead: "Si passa alla pagina dei pagamenti e poi si torna qui.",
    sign_in_question: "Nella pagina dei pagamenti voglio entrare con",
    sign_in_spid: "SPID",
    sign_in_email: "E-mail",
    sign_in_advice: "Se un modo dà problemi, prova con l’altro.",
    there_title: "Che cosa troverai",
    there_card: "Carta",
    there_card_more: "di credito, debito o prepagata",
    there_account: "Conto corrente",
    there_account_more: "alcune banche subito; le altre con MyBank: dopo il riepilogo, scegli la tua dall’elenco",
    there_other: "Altri pagamenti",
    there_other_more: "Satispay, PayPal, BANCOMAT Pay",
    there_receipt: "La ricevuta arriva per e-mail.",
    next: "AVANTI",
    next_busy: "Un momento…",
    notice_title: "Paga con un avviso",
    notice_lead: "Crea l’avviso di pagamento: si mostra dal telefono o si stampa, e si paga dove vuoi.",
    notice_places: "Poste, banche, tabaccai, SISAL, Lottomatica, ATM abilitati",
    make_notice: "Genera avviso",
    make_notices: "Genera avvisi",
    notice_busy: "Preparazione dell’avviso…",
    notices_made: |count| {
        if count == 1 {
            "1 avviso pronto".to_owned()
        } else {
            [&count.to_string(), " avvisi pronti"].concat()
        }
    },
    duplicate_title: "C’è già una ricarica uguale",
    duplicate: |amount, what| {
        [
            "Per ",
            what,
            " è già aperta una ricarica di ",
            amount,
            ", non ancora pagata. Per non pagare due volte, usa quella.",
        ]
        .concat()
    },
    duplicate_use: "Usa quella già aperta",
    duplicate_second: "Ne voglio una seconda",
    duplicate_back: "Annulla",
    opening_title: "La ricarica è registrata",
    opening: "La piattaforma dei pagamenti non ha ancora risposto. Continuiamo a chiedere: appena è pronta si va avanti da soli. Nessun denaro è stato spostato.",
    opening_later: "Puoi anche chiudere: la ricarica resta tra quelle in corso e si potrà pagare più tardi.",
    left_title: "Pagamento iniziato",
    left: "Sei già andato alla pagina dei pagamenti. Se hai pagato, guarda l’esito prima di riprovare; altrimenti puoi continuare da qui: l’avviso resta lo stesso.",
    left_see: "Guarda l’esito",
    bad_redirect: "L’indirizzo della pagina dei pagamenti non è sicuro e non è stato aperto. Nessun denaro è stato spostato. Avvisa l’ufficio, oppure paga con l’avviso.",
    unknown_account: "Questo conto non è tra i tuoi. Torna ai conti e scegli da lì.",
};
