//! The words of the file of movements that a guardian downloads: in no download of a phone.

use contract::Language;

texts! {
    /// Names of its columns; the others are named as in the mails.
    pub struct MovementsFileTexts {
        pub day: &'static str,
        pub what: &'static str,
        pub balance: &'static str,
        pub state: &'static str,
        pub note: &'static str,
    }
}

static IT: MovementsFileTexts = MovementsFileTexts {
    day: "Giorno",
    what: "Movimento",
    balance: "Saldo dopo il movimento",
    state: "Stato",
    note: "Nota",
};

static FR: MovementsFileTexts = MovementsFileTexts {
    day: "Jour",
    what: "Mouvement",
    balance: "Solde après le mouvement",
    state: "État",
    note: "Remarque",
};

static EN: MovementsFileTexts = MovementsFileTexts {
    day: "Day",
    what: "Movement",
    balance: "Balance after the movement",
    state: "State",
    note: "Note",
};

/// The words in this language. The app must not call it: its wasm would contain them.
pub const fn of(language: Language) -> &'static MovementsFileTexts {
    match language {
        Language::It => &IT,
        Language::Fr => &FR,
        Language::En => &EN,
    }
}

impl MovementsFileTexts {
    /// Calls `visit` with the name and value of every text.
    pub fn each(&self, visit: &mut dyn FnMut(&str, &'static str)) {
        crate::lines::Text::each(self, "movements_file", visit);
    }
}
