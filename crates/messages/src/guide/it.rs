use super::{Answer, Guide};

pub static GUIDE: Guide = Guide {
    ways: "I due modi di ricaricare",
    online: Answer {
        question: "Come si paga online?",
        text: "• Scegli il conto, scrivi l’importo e premi AVANTI.¶• Si apre la pagina dei pagamenti: lì entri con SPID \
               o con l’e-mail e scegli come pagare.¶• Alla fine torni qui: l’app controlla da sola se il pagamento è \
               arrivato e ti dice il nuovo saldo.",
    },
    notice: Answer {
        question: "Come si paga con l’avviso?",
        text: "• Scegli il conto e l’importo, poi Con un avviso, e premi Crea l’avviso.¶• Mostra il codice sul \
               telefono, anche senza rete, oppure stampa la lettera.¶• Paga dove preferisci entro la scadenza: Poste, banche, tabaccai, SISAL, \
               Lottomatica, sportelli automatici, home banking, app di pagamento.",
    },
    which: Answer {
        question: "Quale modo conviene?",
        text: "Online il saldo si aggiorna di solito in pochi minuti e non serve uscire.¶Con l’avviso puoi pagare in \
               contanti, o farlo pagare a qualcun altro. Il codice avviso è lo stesso: un avviso non pagato si può \
               ancora pagare online, e una volta pagato non si può pagare di nuovo.",
    },
    several: Answer {
        question: "Ho più figli: posso pagare una volta sola?",
        text: "Sì, online: con Ricarica più conti insieme scrivi un importo per ogni conto, fino a cinque, e fai un solo \
               pagamento con una sola commissione. Con l’avviso ogni conto ha il suo.",
    },
    fee: Answer {
        question: "Quanto costa la commissione?",
        text: "La decide chi esegue il pagamento (banca, Poste, tabaccaio, app), non il Comune, e la vedi prima di \
               confermare. Non va sul conto della mensa: sul saldo arriva tutto l’importo che hai scritto.¶È per ogni \
               pagamento: poche ricariche grandi costano meno di tante piccole.",
    },

    payment_page: "La pagina dei pagamenti",
    card: Answer {
        question: "Posso pagare con la carta?",
        text: "Sì, con carte di credito, di debito e prepagate dei circuiti indicati sulla pagina. Servono numero, \
               scadenza e codice di sicurezza; la banca può chiederti una conferma nella sua app.",
    },
    account: Answer {
        question: "Posso pagare dal conto corrente?",
        text: "Sì. Alcune banche si scelgono direttamente; quasi tutte le altre si raggiungono con MyBank.¶• Scegli \
               MyBank: prima appare il riepilogo.¶• Poi scegli la tua banca dall’elenco a discesa.¶• Entra nella tua \
               banca come fai di solito e conferma.",
    },
    other: Answer {
        question: "Quali altri modi ci sono?",
        text: "Alla voce Altri metodi di pagamento: Satispay, PayPal, BANCOMAT Pay. Confermi nella loro app, sul telefono.",
    },
    spid: Answer {
        question: "SPID non funziona: che cosa faccio?",
        text: "Torna indietro, scegli E-mail al posto di SPID e premi Riprova online, oppure di nuovo AVANTI: si \
               paga la stessa ricarica, senza pagare due volte.¶Se anche così non va, genera l’avviso e pagalo dove \
               preferisci. Per un SPID bloccato o scaduto può aiutarti solo chi te l’ha dato.",
    },
    receipt: Answer {
        question: "Dove trovo la ricevuta?",
        text: "La piattaforma dei pagamenti la manda all’indirizzo e-mail che scrivi sulla sua pagina. A pagamento \
               arrivato ti scriviamo anche noi, e la ricarica resta nei movimenti.",
    },

    counters: "Pagare di persona",
    tobacconist: Answer {
        question: "Dal tabaccaio, alla ricevitoria SISAL o Lottomatica",
        text: "Di’: «Devo pagare un avviso pagoPA».¶• Apri l’avviso, premi Mostra allo sportello e alza la \
               luminosità.¶• Fai leggere il codice QR. Se il lettore non lo legge, detta codice avviso e codice \
               fiscale dell’ente.¶• Controlla importo ed ente prima di pagare, e tieni lo scontrino.",
    },
    post_office: Answer {
        question: "All’ufficio postale",
        text: "Di’: «Devo pagare un avviso pagoPA», e prendi il numero per pagamenti e bollettini.¶• Se allo sportello \
               vedi la scelta Per Poste, mostra quel codice; altrimenti il codice QR.¶• In alternativa detta codice \
               avviso e codice fiscale dell’ente.",
    },
    bank: Answer {
        question: "In banca o allo sportello automatico (ATM)",
        text: "Allo sportello automatico scegli Pagamenti, poi pagoPA o CBILL.¶• Se c’è il lettore, avvicinagli il \
               codice QR.¶• Altrimenti digita codice avviso e codice fiscale dell’ente; se chiede il codice CBILL, è \
               tra i dati per il pagamento.¶Non tutti gli sportelli automatici lo fanno: dipende dalla banca.",
    },
    home_banking: Answer {
        question: "Con l’home banking",
        text: "Cerca la voce CBILL o pagoPA. Copia dall’avviso il codice CBILL (oppure scegli l’ente dall’elenco), poi \
               il codice avviso: l’importo appare da solo.",
    },
    payment_app: Answer {
        question: "Con un’app di pagamento o l’app IO",
        text: "Scegli Paga un avviso e inquadra il codice QR dall’app di pagamento: la fotocamera da sola non basta, e \
               può scambiare i numeri per un telefono. Se l’avviso è sullo stesso telefono, copia codice avviso e codice \
               fiscale dell’ente.",
    },
    unread: Answer {
        question: "Il lettore non legge il codice",
        text: "• Alza al massimo la luminosità e togli il riflesso della luce.¶• Tieni il telefono fermo, a un palmo dal \
               lettore.¶• Se non basta, detta le cifre: sono sotto il codice. Allo sportello valgono allo stesso modo.",
    },

    troubles: "Quando qualcosa non va",
    not_credited: Answer {
        question: "Ho pagato ma il saldo non è cambiato",
        text: "Online di solito bastano pochi minuti; allo sportello a volte qualche ora. Non pagare di nuovo: l’avviso \
               è lo stesso, e quando il pagamento arriva il saldo si aggiorna da solo.¶Se il giorno dopo non si vede \
               ancora, scrivi all’ufficio con il codice avviso e lo scontrino.",
    },
    twice: Answer {
        question: "Posso pagare due volte per sbaglio?",
        text: "Lo stesso avviso no: dopo il primo pagamento la piattaforma rifiuta il secondo. Se hai fatto due ricariche \
               diverse e le hai pagate entrambe, sono state accreditate tutte e due: per un rimborso chiedi all’ufficio.",
    },
    interrupted: Answer {
        question: "Il pagamento si è interrotto a metà",
        text: "Apri la ricarica dai movimenti: l’app chiede alla piattaforma com’è andato il pagamento. Finché c’è \
               scritto Pagamento in corso non pagare di nuovo. Se non è andato a buon fine puoi riprovare: dopo un \
               tentativo potresti dover aspettare circa mezz’ora.",
    },
    expired: Answer {
        question: "L’avviso è scaduto",
        text: "Non c’è più nulla da pagare: fai una nuova ricarica. Se l’hai già pagato, aspetta: appena il pagamento arriva, è accreditato.",
    },
    phone: Answer {
        question: "Ho cambiato telefono, o cancellato i dati del browser",
        text: "Non si perde nulla: accedi con lo stesso indirizzo e-mail e ritrovi conti, avvisi e movimenti. Senza \
               telefono basta la lettera stampata o il codice avviso.",
    },
    code: Answer {
        question: "Il codice di accesso non arriva",
        text: "• Guarda nella posta indesiderata.¶• Controlla l’indirizzo: dev’essere quello dato al Comune \
               all’iscrizione.¶• Dopo mezzo minuto puoi chiederne un altro: vale solo l’ultimo.¶Se l’indirizzo è cambiato, \
               può aggiornarlo l’ufficio.",
    },
};
