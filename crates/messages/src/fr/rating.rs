use super::count;
use crate::screens::{RatingAspectTexts, RatingTexts};

pub const TEXTS: RatingTexts = RatingTexts {
    title: "Votre avis",
    question: "Était-ce facile ?",
    stars: count("1 étoile sur 5", "{1} étoiles sur 5"),
    good_question: "Qu’est-ce qui s’est bien passé ?",
    good: RatingAspectTexts {
        clarity: "Les mots étaient clairs",
        completeness: "Il y avait toutes les informations utiles",
        orientation: "Je savais toujours où j’en étais",
        technology: "Tout a fonctionné",
    },
    hard_question: "Qu’est-ce qui était difficile ?",
    hard: RatingAspectTexts {
        clarity: "Les mots n’étaient pas clairs",
        completeness: "Il manquait des informations",
        orientation: "Je ne savais pas où j’en étais",
        technology: "Quelque chose n’a pas fonctionné",
    },
    other: "Autre chose",
    anonymous: "Nous comptons seulement les réponses, sans votre nom.",
    send: "Envoyer l’avis",
    sending: "Envoi en cours…",
    thanks: "Merci, votre avis est compté.",
};
