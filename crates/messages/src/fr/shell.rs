use crate::With1;
use crate::screens::ShellTexts;

pub const TEXTS: ShellTexts = ShellTexts {
    app_name: "Ricarica",
    skip_link: "Aller au contenu",
    navigation: "Menu principal",
    accounts: "Comptes",
    history: "Mouvements",
    sign_out: "Se déconnecter",
    language: "Langue",
    language_change: "Changer",
    language_failed: "Cette langue n’a pas pu être chargée\u{a0}: il faut une connexion à Internet.",
    test_environment: "ENVIRONNEMENT D’ESSAI",
    test_environment_more: "Aucun paiement n’est réel.",
    offline: "Le téléphone n’a pas de réseau. Ce que vous voyez n’est peut-être pas à jour.",
    help: "Besoin d’aide\u{a0}? Contactez la Commune.",
    call_office: With1::new("Téléphone\u{a0}: {1}"),
    write_office: With1::new("E-mail\u{a0}: {1}"),
    pagopa: "Les paiements passent par pagoPA, la plateforme italienne de paiement aux administrations publiques.",
    legal_notes: "Mentions légales",
    privacy: "Protection des données",
    accessibility: "Déclaration d’accessibilité",
    feedback: "Signaler un problème d’accessibilité",
    website: "Site de la Commune",
    not_found_title: "Page introuvable",
    not_found: "Il n’y a rien à cette adresse. Le lien est peut-être incomplet.",
    signing_out_failed: "La déconnexion n’a pas abouti\u{a0}: la session est encore ouverte. Réessayez avec du réseau.",
};
