use super::MailTexts;
use crate::{With1, With2};

pub static MAILS: MailTexts = MailTexts {
    dear: With1::new("Gentile {1},"),
    line: With2::new("{1}: {2}"),
    questions: With1::new("Domande? Scrivi a {1}"),

    code_subject: With1::new("{1} è il codice per entrare in Ricarica"),
    code_title: "Il codice per entrare in Ricarica è",
    code_valid: "Vale dieci minuti e si usa una volta sola. Nessuno del Comune te lo chiederà mai.",
    code_ignore: "Se non l’hai chiesto tu, ignora questo messaggio.",

    receipt_subject: With1::new("Ricarica accreditata: {1}"),
    receipts_subject: With1::new("Ricariche accreditate: {1}"),
    receipt_title: "Ricarica accreditata",
    receipts_title: "Ricariche accreditate",
    receipt_lead: "La tua ricarica è stata pagata e accreditata.",
    receipts_lead: "Le tue ricariche sono state pagate e accreditate.",
    receipt_table: "Che cosa è stato pagato",
    top_up: "Ricarica",
    amount: "Importo",
    total: "Totale",
    service: "Servizio",
    for_whom: "Per",
    notice_code: "Codice avviso",
    paid_on: "Pagata il",
    balance: "Saldo dopo la ricarica",
    receipt_separate: "La ricevuta del pagamento arriva a parte, da chi lo ha incassato.",
    see_account: "Vedi il conto",
    see_accounts: "Vedi i conti",

    notice_subject: With1::new("Avviso di pagamento {1}"),
    notice_title: "Avviso di pagamento",
    notice_lead: "In allegato trovi l’avviso di pagamento, da stampare o da mostrare sul telefono.",
    due_on: "Da pagare entro il",
    notice_once: "Si paga una volta sola, allo sportello o online: il codice avviso è lo stesso.",
    see_notice: "Apri l’avviso",

    receipt_pdf_subject: With1::new("Ricevuta della ricarica {1}"),
    receipt_pdf_title: "Ricevuta della ricarica",
    receipt_pdf_lead: "In allegato trovi la ricevuta della ricarica: dice quanto è stato pagato, quando e per quale conto.",
    receipt_pdf_see: "Apri la ricarica",
    receipt_pdf_is_not: "La quietanza del pagamento è la ricevuta pagoPA, che ti manda a parte chi ha incassato il pagamento.",
};
