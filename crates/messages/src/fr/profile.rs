use crate::screens::ProfileTexts;

pub const TEXTS: ProfileTexts = ProfileTexts {
    title: "Profil",
    name: "Nom",
    email: "Adresse e-mail",
    who_changes: "Pour modifier ces données, adressez-vous à la Commune.",
    sign_out_lead: "La déconnexion retire de ce téléphone les avis enregistrés. Ils restent à payer et vous les retrouverez à la prochaine connexion.",
};
