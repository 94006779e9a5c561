use crate::messages::screens::{NoticeTexts, PlaceText};

pub const TEXTS: NoticeTexts = NoticeTexts {
    title: "Avviso di pagamento",
    qr_label: |number, amount| ["Codice QR pagoPA dell’avviso ", number, ", importo ", amount].concat(),
    qr_failed: "Il codice QR non si può mostrare: usa i dati per il pagamento qui sotto.",
    data_matrix_label: |number, amount| {
        ["Codice Data Matrix per Poste dell’avviso ", number, ", importo ", amount].concat()
    },
    show_this: "Mostra questo codice",
    brightness: "Alza al massimo la luminosità dello schermo.",
    letter: "Scarica la lettera (PDF)",
    letter_title: "Su carta",
    letter_share: "Condividi la lettera (PDF)",
    letter_share_refused: "La lettera non è stata condivisa: riprova.",
    print: "Stampa questa pagina",
    letter_email: "Invia la lettera al mio indirizzo",
    letter_email_busy: "Invio in corso…",
    letter_sent: |address| ["Lettera inviata a ", address].concat(),
    numbers_title: "Dati per il pagamento",
    notice_number: "Codice avviso",
    creditor_code: "Codice fiscale ente creditore",
    cbill: "Codice CBILL",
    due_date: "Da pagare entro il",
    creditor: "Ente creditore",
    subject: "Oggetto del pagamento",
    places_title: "Dove pagare",
    places_lead: "Se uno sportello non legge il codice dallo schermo, detta o copia i dati per il pagamento.",
    counters: PlaceText {
        place: "Poste, banche, sportelli ATM, tabaccai, SISAL, Lottomatica",
        needs: "Codice QR, oppure codice avviso e codice fiscale dell’ente creditore.",
    },
    home_banking: PlaceText {
        place: "Home banking",
        needs: "Alla voce CBILL o pagoPA: codice CBILL e codice avviso.",
    },
    home_banking_without_cbill: "Alla voce CBILL o pagoPA: nome dell’ente e codice avviso.",
    payment_app: PlaceText {
        place: "App di pagamento",
        needs: "Inquadra il codice QR con l’app di pagamento, non con la fotocamera; sullo stesso telefono, \
                copia i dati.",
    },
    pay_title: "Preferisci pagare online?",
    pay_lead: "È lo stesso avviso: pagato online, non serve più allo sportello.",
    request_moved_nothing: "Questa richiesta non ha spostato denaro.",
    cancel: "Annulla la ricarica",
    cancel_title: "Annullare la ricarica?",
    cancel_what: "L’avviso non varrà più e nessuno potrà pagarlo, nemmeno se è già stampato o inviato. Nessun denaro \
                  viene spostato. Potrai fare una nuova ricarica quando vuoi.",
    cancel_yes: "Sì, annulla la ricarica",
    cancel_busy: "Annullamento in corso…",
    cancel_no: "No, tieni la ricarica",
    cancel_refused_title: "La ricarica non è stata annullata",
    cancel_refused: "Un pagamento di questo avviso è in corso: finché non si sa come finisce, l’avviso resta valido.",
    cancel_after: |time| ["Se non paghi, si potrà annullare poco dopo le ", time, "."].concat(),
    cancel_later: "Se il pagamento non va a buon fine, si potrà annullare tra circa 30 minuti.",
    preparing: "La ricarica è registrata. Il codice appare qui da solo, appena la piattaforma dei pagamenti lo \
                conferma. Nessun denaro è stato spostato.",
    preparing_silent: "La piattaforma dei pagamenti adesso non risponde. Continuiamo a chiedere: puoi anche chiudere e \
                       tornare più tardi, la ricarica resta nello storico.",
    page_open_title: "Una pagina di pagamento è aperta",
    page_open: |time| {
        [
            "Se stai pagando online, finisci lì: la pagina resta aperta fino alle ",
            time,
            ". Non pagare anche altrove.",
        ]
        .concat()
    },
    page_open_continue: "Continua lo stesso pagamento",
    page_closed_title: "La pagina di pagamento si è chiusa",
    page_closed: "Stiamo controllando se il pagamento è arrivato: ci vuole circa un minuto. Non pagare di nuovo.",
    page_left_title: "Pagamento non concluso",
    page_left: "Dalla pagina dei pagamenti non risulta alcun pagamento, ma la piattaforma deve ancora confermarlo.",
    code_after_all: "Non paghi online? Mostra il codice",
    paid_title: "Pagata",
    see_balance: "Vedi il nuovo saldo",
    new_top_up: "Fai una nuova ricarica",
    silent: "La piattaforma dei pagamenti non risponde: lo stato potrebbe non essere aggiornato. Continuiamo a chiedere.",
    behind: "Non riusciamo ad aggiornare lo stato. Riproviamo da soli.",
};
