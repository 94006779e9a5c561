use crate::screens::ProfileTexts;

pub const TEXTS: ProfileTexts = ProfileTexts {
    title: "Profile",
    name: "Name",
    email: "E-mail address",
    who_changes: "To change these details, contact the office.",
    sign_out_lead: "Signing out removes the saved notices from this phone. They remain to be paid, and you find them again the next time you sign in.",
};
