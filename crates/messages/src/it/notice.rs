use super::count;
use crate::screens::{EmailText, NoticeTexts, PdfText, PlaceText};
use crate::{With1, With2};

pub const TEXTS: NoticeTexts = NoticeTexts {
    title: "Avviso di pagamento",
    ways: "Come vuoi pagare?",
    with_app: "Con un’app",
    on_phone_title: "Aprilo sul telefono",
    on_phone: "Inquadra questo codice con la fotocamera del telefono ed entra con lo stesso indirizzo. Non serve a pagare.",
    on_phone_label: "Codice QR con l’indirizzo di questa pagina",
    qr_label: With2::new("Codice QR pagoPA dell’avviso {1}, importo {2}"),
    qr_failed: "Il codice QR non si può mostrare: usa i dati per il pagamento.",
    data_matrix_label: With2::new("Codice Data Matrix per Poste dell’avviso {1}, importo {2}"),
    brightness: "Alza al massimo la luminosità dello schermo.",
    letter: PdfText { download: "Scarica la lettera (PDF)", share: "Condividi la lettera (PDF)" },
    letter_email: EmailText {
        send: "Invia la lettera al mio indirizzo e-mail",
        sent: With1::new("Lettera inviata a {1}"),
    },
    letter_title: "Su carta",
    print: "Stampa questa pagina",
    copy_all: "Copia tutti i dati",
    notice_number: "Codice avviso",
    creditor_code: "Codice fiscale ente creditore",
    cbill: "Codice CBILL",
    due_date: "Da pagare entro il",
    pay_by: With1::new("Entro il {1}"),
    days_left: count("manca 1 giorno", "mancano {1} giorni"),
    last_day: "ultimo giorno",
    creditor: "Ente creditore",
    subject: "Oggetto del pagamento",
    places_lead: "Se uno sportello non legge il codice dallo schermo, detta o copia i dati per il pagamento.",
    counters: PlaceText {
        place: "Poste, banche, sportelli automatici (ATM), tabaccai, SISAL, Lottomatica",
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
    cancel: "Annulla la ricarica",
    cancel_title: "Annullare la ricarica?",
    cancel_what: "L’avviso non varrà più e nessuno potrà pagarlo, nemmeno se è già stampato o inviato. Non viene \
                  addebitato nulla. Potrai fare una nuova ricarica quando vuoi.",
    cancel_yes: "Sì, annulla la ricarica",
    cancel_busy: "Annullamento in corso…",
    cancel_no: "No, tieni la ricarica",
    cancel_refused_title: "La ricarica non è stata annullata",
    cancel_refused: "Un pagamento di questo avviso è in corso: finché non si sa come finisce, l’avviso resta valido.",
    cancel_after: With1::new("Se non paghi, si potrà annullare poco dopo le {1}."),
    cancel_later: "Se il pagamento non va a buon fine, si potrà annullare tra circa 30 minuti.",
    preparing: "La ricarica è registrata. Il codice appare qui automaticamente, appena la piattaforma dei pagamenti lo \
                conferma. Non è stato addebitato nulla.",
    preparing_silent: "La piattaforma dei pagamenti adesso non risponde. Continuiamo a controllare: puoi anche chiudere e \
                       tornare più tardi, la ricarica resta nei movimenti.",
    page_open_title: "Una pagina di pagamento è aperta",
    page_open: With1::new(
        "Se stai pagando online, finisci lì: la pagina resta aperta fino alle {1}. Non pagare anche altrove.",
    ),
    page_open_continue: "Continua lo stesso pagamento",
    page_closed_title: "La pagina di pagamento si è chiusa",
    page_closed: "Stiamo controllando se il pagamento è arrivato: ci vuole circa un minuto. Non pagare di nuovo.",
    code_after_all: "Non paghi online? Mostra il codice",
    paid_title: "Ricarica pagata",
    see_balance: "Vedi il nuovo saldo",
    new_top_up: "Fai una nuova ricarica",
    silent: "La piattaforma dei pagamenti non risponde: lo stato potrebbe non essere aggiornato. Continuiamo a controllare.",
    stale: "Non riusciamo ad aggiornare lo stato. Riproviamo automaticamente.",
};
