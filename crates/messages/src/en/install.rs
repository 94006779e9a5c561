use crate::screens::InstallTexts;

pub const TEXTS: InstallTexts = InstallTexts {
    title: "Put Ricarica on your phone",
    why: "With its icon on your home screen the notice opens even without a network, at a tobacconist’s for instance.",
    install: "Install the app",
    dismiss: "No, thank you",
    dismissed: "All right, you will not be asked again.",
    share: "Tap Share",
    share_where: "in Safari’s bar or in its “…” menu.",
    choose: "Choose",
    add_to_home: "Add to Home Screen",
    sign_in_again: "Then open the app once while there is a network: it asks you to sign in again.",
};
