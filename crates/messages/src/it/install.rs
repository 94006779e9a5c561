use crate::screens::InstallTexts;

pub const TEXTS: InstallTexts = InstallTexts {
    title: "Metti Ricarica sul telefono",
    why: "Con l’icona sulla schermata Home l’avviso si apre anche senza rete, per esempio dal tabaccaio.",
    install: "Installa l’app",
    dismiss: "No, grazie",
    dismissed: "Va bene, l’invito non comparirà più.",
    share: "Tocca Condividi",
    share_where: "nella barra di Safari o nel suo menu «…».",
    choose: "Scegli",
    add_to_home: "Aggiungi a Home",
    sign_in_again: "Apri poi l’app una volta con la rete: chiede di nuovo l’accesso.",
};
