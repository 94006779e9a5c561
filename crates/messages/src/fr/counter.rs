use crate::screens::CounterTexts;
use crate::{With1, With2};

pub const TEXTS: CounterTexts = CounterTexts {
    title: "Au guichet",
    close: "Fermer",
    previous: "Avis précédent",
    next: "Avis suivant",
    place: With2::new("Avis {1} sur {2}"),
    kind: "Code à présenter",
    qr: "Pour tabacs, banques, SISAL…",
    data_matrix: "Pour la Poste",
    waiting: "Dès que le paiement arrive, cet écran l’indique de lui-même.",
    unreachable: "Sans réseau\u{a0}: le code reste valable.",
    checked_at: With1::new("Dernière vérification\u{a0}: {1}."),
    never_checked: "Pas encore vérifié.",
    overdue: With1::new(
        "D’après l’horloge du téléphone, l’échéance ({1}) est passée\u{a0}: le guichet pourrait refuser l’avis.",
    ),
    show_anyway: "Vous ne payez pas en ligne\u{a0}? Afficher le code",
    paid_title: "Payé",
    paid: "Le paiement est arrivé. Vous n’avez rien d’autre à faire.",
    keep_slip: "Conservez le ticket\u{a0}: c’est votre reçu.",
    other_notices: "Présenter un autre avis",
    nothing_title: "Aucun avis sur ce téléphone",
    nothing: "Vous trouverez ici les avis à payer que vous avez créés ou ouverts avec ce téléphone. S’il y en a \
              d’autres, vous les retrouverez dès que vous aurez du réseau, après la connexion.",
    not_here_title: "Cet avis ne se trouve pas sur ce téléphone",
    not_here: "Il est peut-être déjà payé ou annulé, ou bien il faut du réseau pour le retrouver.",
    saved_title: "Avis sur ce téléphone",
    saved_lead: "Ils s’affichent même sans réseau.",
    show: "Présenter au guichet",
    dropped: "Un avis conservé sur ce téléphone n’était plus lisible et a été retiré. Il reste parmi vos \
              recharges\u{a0}: vous le retrouverez dès que vous aurez du réseau.",
    refused: "Ce navigateur ne conserve pas l’avis\u{a0}: sans réseau, vous ne pourrez pas le présenter. Copiez ou \
              partagez les données maintenant.",
};
