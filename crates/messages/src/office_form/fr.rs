use super::OfficeFormTexts;
use crate::With1;

pub static OFFICE_FORM: OfficeFormTexts = OfficeFormTexts {
    link: "Je n’ai pas donné mon adresse e-mail à la Commune",
    title: "Écrire à la Commune",
    lead: "Pour vous connecter, il faut une adresse e-mail connue de la Commune. Remplissez ces champs\u{a0}: la Commune \
           les reçoit, les vérifie et vous répond.",
    name: "Nom et prénom",
    name_hint: "De la personne qui paie la cantine.",
    child: "Nom de l’enfant",
    child_hint: "S’il y en a plusieurs, indiquez-les tous.",
    school: "École",
    school_hint: "École et classe.",
    email: "Votre adresse e-mail",
    email_hint: "La Commune vous répondra ici. Avec cette adresse, vous pourrez vous connecter.",
    message: "Message (facultatif)",
    message_hint: "N’indiquez ni codes ni données de carte.",
    missing: "Remplissez ce champ.",
    too_long: With1::new("{1} caractères au maximum."),
    not_a_text: "Certains caractères ne peuvent pas être utilisés.",
    email_wrong: "L’adresse n’est pas complète. Exemple\u{a0}: nom@exemple.it",
    privacy: "Ces données ne vont qu’à la Commune, par e-mail, et ne sont pas conservées ici.",
    send: "Envoyer à la Commune",
    too_many: "Vous avez déjà écrit plusieurs fois. Attendez une heure, ou téléphonez à la Commune.",
    sent_title: "Message envoyé",
    sent_lead: "La Commune le reçoit par e-mail et vous répondra à l’adresse indiquée. Une fois l’adresse enregistrée, \
                vous pourrez vous connecter.",
    back: "Retour à la connexion",
};
