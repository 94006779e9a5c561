use super::count;
use crate::With1;
use crate::screens::SignInTexts;

pub const TEXTS: SignInTexts = SignInTexts {
    title: "Connexion",
    error_title: With1::new("Erreur\u{a0}: {1}"),
    cookies_blocked: "Le navigateur bloque les cookies, indispensables pour se connecter. Autorisez-les pour ce site et réessayez.",
    lead: "Pour voir les comptes de la cantine et les recharger, il vous suffit de l’adresse e-mail donnée à la \
           Commune. Pas de mot de passe\u{a0}: vous recevez un code.",
    first_enter: "Connectez-vous avec votre adresse e-mail\u{a0}: nous vous envoyons un code.",
    first_choose: "Choisissez le compte et le montant.",
    first_pay: "Payez en ligne, ou montrez l’avis au bureau de tabac, à la poste ou à la banque.",
    ends_soon: "Par sécurité, la session va bientôt se terminer.",
    stay: "Rester sur la page",
    session_over: "Par sécurité, la session a pris fin. Connectez-vous à nouveau\u{a0}: vous reprendrez où vous \
                   en étiez\u{a0}; ce que vous aviez saisi est conservé.",
    signed_out: "Vous êtes déconnecté\u{a0}: ni soldes ni avis ne restent sur ce téléphone.",
    email: "Adresse e-mail",
    email_hint: "Celle indiquée lors de l’inscription aux services scolaires.",
    email_empty: "Saisissez l’adresse e-mail.",
    email_wrong: "L’adresse n’est pas complète. Exemple\u{a0}: nom@exemple.it",
    send_code: "Envoyer le code",
    code_title: "Saisissez le code",
    code_sent: With1::new(
        "Si {1} est une adresse connue de la Commune, un message avec le code est en route.",
    ),
    code_new_sent: "Nouveau code demandé\u{a0}: seul le dernier est valable.",
    code: "Code",
    code_hint: With1::new("Il est valable {1} minutes, pour un seul accès."),
    code_wrong_length: With1::new("Le code comporte {1} chiffres."),
    code_refused: "Le code n’est pas valable\u{a0}: il est erroné, expiré ou déjà utilisé. Vérifiez les chiffres \
                   du dernier message\u{a0}; après cinq essais, il faut un nouveau code.",
    code_over: "Ce code n’est plus valable\u{a0}: les essais sont épuisés ou le délai est dépassé. Demandez-en un \
                nouveau.",
    mail_down: "En ce moment, les messages ne partent pas, et cela ne dépend pas de vous. Si le code n’arrive pas, \
                réessayez dans quelques minutes.",
    enter: "Se connecter",
    no_code: "Le message n’arrive pas\u{a0}?",
    no_code_advice: "Regardez aussi dans le courrier indésirable. Si l’adresse n’est pas celle donnée à la \
                     Commune, rien n’arrive\u{a0}: changez d’adresse ou adressez-vous à la Commune.",
    resend: "Envoyer un nouveau code",
    resend_in: count(
        "Vous pourrez demander un autre code dans {1} seconde",
        "Vous pourrez demander un autre code dans {1} secondes",
    ),
    change_email: "Changer d’adresse",
    other_email: "Utiliser une autre adresse",
    too_many: "Trop de demandes en peu de temps. Attendez quelques minutes et réessayez.",
};
