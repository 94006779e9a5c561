use crate::screens::InstallTexts;

pub const TEXTS: InstallTexts = InstallTexts {
    title: "Installez Ricarica sur votre téléphone",
    why: "Avec l’icône sur l’écran d’accueil, l’avis s’ouvre même sans réseau, par exemple au bureau de tabac.",
    install: "Installer l’application",
    dismiss: "Non, merci",
    dismissed: "D’accord, cette invitation ne s’affichera plus.",
    share: "Touchez Partager",
    share_where: "dans la barre de Safari ou dans son menu «\u{a0}…\u{a0}».",
    choose: "Choisissez",
    add_to_home: "Sur l’écran d’accueil",
    sign_in_again: "Ouvrez ensuite l’application une fois avec du réseau\u{a0}: elle vous demandera de vous reconnecter.",
};
