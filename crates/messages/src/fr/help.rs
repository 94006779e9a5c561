use crate::screens::HelpTexts;

pub const TEXTS: HelpTexts = HelpTexts {
    title: "Aide",
    lead: "Comment recharger, que dire au guichet et que faire en cas de problème.",
    failed: "L’aide n’a pas pu être chargée\u{a0}: il faut une connexion à Internet.",
    office: "Contacter la Commune",
    office_lead: "S’il s’agit d’un paiement, ayez le code avis sous la main.",
    office_hours: "Horaires\u{a0}:",
    spid: "SPID ne fonctionne pas\u{a0}?",
    counter: "Que dire au guichet",
    fee: "Quels sont les frais\u{a0}?",
    not_credited: "Vous avez payé et le solde ne change pas\u{a0}?",
};
