use crate::messages::screens::SignInTexts;

pub const TEXTS: SignInTexts = SignInTexts {
    title: "Connexion",
    lead: "Pour voir les comptes de la cantine et les recharger, il suffit de l’adresse e-mail que la \
           Commune connaît. Pas de mot de passe : vous recevez un code.",
    session_over: "Par sécurité, la session a pris fin. Connectez-vous à nouveau : vous reprendrez où vous \
                   en étiez ; ce que vous aviez saisi est conservé.",
    email: "Adresse e-mail",
    email_hint: "Celle indiquée lors de l’inscription aux services scolaires.",
    email_empty: "Saisissez l’adresse e-mail.",
    email_wrong: "L’adresse n’est pas complète. Exemple : nom@exemple.it",
    send_code: "Envoyer le code",
    code_title: "Saisissez le code",
    code_sent: |email| {
        ["Si ", email, " est une adresse connue de la Commune, un message avec le code est en route."]
            .concat()
    },
    code_new_sent: "Nouveau code demandé : seul le dernier est valable.",
    code: "Code",
    code_hint: |minutes| ["Il est valable ", &minutes.to_string(), " minutes, pour un seul accès."].concat(),
    code_wrong_length: |digits| ["Le code comporte ", &digits.to_string(), " chiffres."].concat(),
    code_refused: "Le code n’est pas valable : il est erroné, expiré ou déjà utilisé. Vérifiez les chiffres \
                   du dernier message ; après cinq essais, il faut un nouveau code.",
    enter: "Se connecter",
    no_code: "Le message n’arrive pas ?",
    no_code_advice: "Regardez aussi dans le courrier indésirable. Si l’adresse n’est pas celle donnée à la \
                     Commune, rien n’arrive : changez d’adresse ou adressez-vous au bureau.",
    resend: "Envoyer un nouveau code",
    resend_in: |seconds| ["Vous pourrez demander un nouveau code dans ", &seconds.to_string(), " s"].concat(),
    change_email: "Changer d’adresse",
    too_many: "Trop de demandes en peu de temps. Attendez quelques minutes et réessayez.",
};
