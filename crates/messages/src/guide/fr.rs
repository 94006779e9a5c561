use super::{Answer, Guide};

pub static GUIDE: Guide = Guide {
    ways: "Les deux façons de recharger",
    online: Answer {
        question: "Comment payer en ligne\u{a0}?",
        text: "• Choisissez le compte, saisissez le montant et appuyez sur CONTINUER.¶• La page de paiement \
               s’ouvre\u{a0}: vous vous y identifiez avec SPID ou par e-mail et choisissez comment payer.¶• À la fin \
               vous revenez ici\u{a0}: l’application vérifie toute seule si le paiement est arrivé et affiche le \
               nouveau solde.",
    },
    notice: Answer {
        question: "Comment payer avec l’avis\u{a0}?",
        text: "• Choisissez le compte et le montant, puis Avec un avis, et appuyez sur Créer l’avis.¶• Montrez le code sur le \
               téléphone, même sans réseau, ou imprimez l’avis.¶• Payez où vous voulez au plus tard à \
               l’échéance\u{a0}: bureaux de poste, banques, bureaux de tabac, SISAL, Lottomatica, guichets \
               automatiques, banque en ligne, applications de paiement.",
    },
    which: Answer {
        question: "Quelle façon choisir\u{a0}?",
        text: "En ligne, le solde est mis à jour le plus souvent en quelques minutes, sans vous déplacer.¶Avec l’avis, vous \
               pouvez payer en espèces ou laisser quelqu’un d’autre payer. Le code avis est le même\u{a0}: un avis non payé \
               peut encore l’être en ligne, et une fois payé il ne peut pas l’être une deuxième fois.",
    },
    several: Answer {
        question: "J’ai plusieurs enfants\u{a0}: un seul paiement suffit-il\u{a0}?",
        text: "Oui, en ligne\u{a0}: avec Recharger plusieurs comptes ensemble, vous saisissez un montant par compte, \
               jusqu’à cinq, et faites un seul paiement, avec des frais une seule fois. Avec l’avis, chaque compte a \
               le sien.",
    },
    fee: Answer {
        question: "Quels sont les frais\u{a0}?",
        text: "Ils sont fixés par l’établissement qui effectue le paiement (banque, Poste, bureau de tabac, \
               application), pas par la Commune, et vous les voyez avant de confirmer. Ils ne sont pas pris sur le \
               compte de la cantine\u{a0}: le solde reçoit tout le montant saisi.¶Ils sont dus à chaque \
               paiement\u{a0}: quelques grosses recharges reviennent moins cher que beaucoup de petites.",
    },

    payment_page: "La page de paiement",
    card: Answer {
        question: "Puis-je payer par carte\u{a0}?",
        text: "Oui, par carte de crédit, de débit ou prépayée des réseaux indiqués sur la page. Il faut le numéro, la date \
               d’expiration et le code de sécurité\u{a0}; la banque peut demander une confirmation dans son application.",
    },
    account: Answer {
        question: "Puis-je payer depuis mon compte bancaire\u{a0}?",
        text: "Oui. Certaines banques se choisissent directement\u{a0}; presque toutes les autres passent par \
               MyBank.¶• Choisissez MyBank\u{a0}: un récapitulatif s’affiche d’abord.¶• Choisissez ensuite votre \
               banque dans la liste déroulante.¶• Connectez-vous à votre banque comme d’habitude et confirmez.",
    },
    other: Answer {
        question: "Quels sont les autres moyens\u{a0}?",
        text: "Sous Autres moyens de paiement\u{a0}: Satispay, PayPal, BANCOMAT Pay. Vous confirmez dans leur \
               application, sur le téléphone.",
    },
    spid: Answer {
        question: "SPID ne fonctionne pas\u{a0}: que faire\u{a0}?",
        text: "Revenez en arrière, choisissez E-mail au lieu de SPID et appuyez sur Réessayer en ligne, ou de \
               nouveau sur CONTINUER\u{a0}: vous payez la même recharge, sans payer deux fois.¶Si cela ne marche pas \
               non plus, créez l’avis et payez-le où vous voulez. Pour une identité SPID bloquée ou expirée, seul le \
               fournisseur qui vous l’a délivrée peut vous aider.",
    },
    receipt: Answer {
        question: "Où se trouve le reçu\u{a0}?",
        text: "La plateforme de paiement l’envoie à l’adresse e-mail que vous saisissez sur sa page. Quand le paiement est \
               arrivé, nous vous écrivons aussi, et la recharge reste dans les mouvements.",
    },

    counters: "Payer sur place",
    tobacconist: Answer {
        question: "Au bureau de tabac, chez SISAL ou Lottomatica",
        text: "Dites\u{a0}: «\u{a0}Je dois payer un avis pagoPA\u{a0}» (avviso pagoPA).¶• Ouvrez l’avis, appuyez sur \
               Présenter au guichet et augmentez la luminosité.¶• Faites scanner le code QR. Si le lecteur ne le lit \
               pas, dictez le code avis et le code fiscal de l’organisme.¶• Vérifiez le montant et l’organisme avant \
               de payer, et gardez le ticket.",
    },
    post_office: Answer {
        question: "Au bureau de poste",
        text: "Dites\u{a0}: «\u{a0}Je dois payer un avis pagoPA\u{a0}» (avviso pagoPA), et prenez un numéro pour les \
               paiements.¶• Si l’écran du guichet propose Pour la Poste, montrez ce code\u{a0}; sinon, le code QR.¶• \
               Vous pouvez aussi dicter le code avis et le code fiscal de l’organisme.",
    },
    bank: Answer {
        question: "À la banque ou au guichet automatique",
        text: "Au guichet automatique, choisissez Paiements (Pagamenti), puis pagoPA ou CBILL.¶• S’il a un lecteur, \
               présentez le code QR.¶• Sinon, saisissez le code avis et le code fiscal de l’organisme\u{a0}; le code \
               CBILL, s’il est demandé, figure parmi les données pour le paiement.¶Tous les guichets automatiques ne \
               le font pas\u{a0}: cela dépend de la banque.",
    },
    home_banking: Answer {
        question: "Par la banque en ligne",
        text: "Cherchez la rubrique CBILL ou pagoPA. Copiez le code CBILL de l’avis (ou choisissez l’organisme dans la \
               liste), puis le code avis\u{a0}: le montant s’affiche tout seul.",
    },
    payment_app: Answer {
        question: "Avec une application de paiement ou l’application IO",
        text: "Choisissez de payer un avis et scannez le code QR depuis l’application de paiement\u{a0}: l’appareil \
               photo seul ne suffit pas, et peut prendre les chiffres pour un numéro de téléphone. Si l’avis est sur \
               le même téléphone, copiez le code avis et le code fiscal de l’organisme.",
    },
    unread: Answer {
        question: "Le lecteur ne lit pas le code",
        text: "• Mettez la luminosité au maximum et évitez les reflets.¶• Tenez le téléphone immobile, à une dizaine \
               de centimètres du lecteur.¶• Si cela ne suffit pas, dictez les chiffres qui sont sous le code\u{a0}: au \
               guichet, ils ont la même valeur.",
    },

    troubles: "En cas de problème",
    not_credited: Answer {
        question: "J’ai payé mais le solde n’a pas changé",
        text: "En ligne, quelques minutes suffisent le plus souvent\u{a0}; au guichet, parfois quelques heures. Ne \
               payez pas à nouveau\u{a0}: l’avis est le même, et le solde se met à jour tout seul quand le paiement \
               arrive.¶Si rien n’apparaît le lendemain, écrivez à la Commune avec le code avis et le ticket.",
    },
    twice: Answer {
        question: "Puis-je payer deux fois par erreur\u{a0}?",
        text: "Pas le même avis\u{a0}: après le premier paiement, la plateforme refuse le second. Si vous avez fait \
               deux recharges différentes et payé les deux, les deux ont été créditées\u{a0}: pour un remboursement, \
               adressez-vous à la Commune.",
    },
    interrupted: Answer {
        question: "Le paiement s’est interrompu",
        text: "Ouvrez la recharge depuis les mouvements\u{a0}: l’application demande à la plateforme comment le paiement \
               s’est terminé. Tant que vous lisez Paiement en cours, ne payez pas à nouveau. S’il n’a pas abouti, vous \
               pouvez réessayer\u{a0}; après une tentative, il faut parfois attendre une demi-heure.",
    },
    expired: Answer {
        question: "L’avis est expiré",
        text: "Il n’y a plus rien à payer\u{a0}: faites une nouvelle recharge. Si vous l’avez déjà payé, attendez\u{a0}: dès que le paiement arrive, il est crédité.",
    },
    phone: Answer {
        question: "J’ai changé de téléphone ou effacé les données du navigateur",
        text: "Rien n’est perdu\u{a0}: connectez-vous avec la même adresse e-mail et vous retrouvez comptes, avis et \
               mouvements. Sans téléphone, l’avis imprimé ou le code avis suffit.",
    },
    code: Answer {
        question: "Le code d’accès n’arrive pas",
        text: "• Regardez dans le courrier indésirable.¶• Vérifiez l’adresse\u{a0}: ce doit être celle donnée à la Commune \
               lors de l’inscription.¶• Après une demi-minute, vous pouvez en demander un autre\u{a0}: seul le dernier est \
               valable.¶Si l’adresse a changé, la Commune peut la mettre à jour.",
    },
};
