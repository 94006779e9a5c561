use super::count;
use crate::screens::{RatingAspectTexts, RatingTexts};

pub const TEXTS: RatingTexts = RatingTexts {
    title: "La tua opinione",
    question: "Quanto è stato facile?",
    stars: count("1 stella su 5", "{1} stelle su 5"),
    good_question: "Che cosa è andato bene?",
    good: RatingAspectTexts {
        clarity: "Le parole erano chiare",
        completeness: "C’era tutto quello che serve",
        orientation: "Sapevo sempre a che punto ero",
        technology: "Ha funzionato tutto",
    },
    hard_question: "Che cosa è stato difficile?",
    hard: RatingAspectTexts {
        clarity: "Le parole non erano chiare",
        completeness: "Mancavano informazioni",
        orientation: "Non sapevo a che punto ero",
        technology: "Qualcosa non ha funzionato",
    },
    other: "Altro",
    anonymous: "Contiamo solo le risposte, senza il tuo nome.",
    send: "Invia l’opinione",
    sending: "Invio in corso…",
    thanks: "Grazie, la tua opinione è stata contata.",
};
