use crate::With1;
use crate::screens::ShellTexts;

pub const TEXTS: ShellTexts = ShellTexts {
    app_name: "Ricarica",
    skip_link: "Skip to the content",
    navigation: "Main menu",
    accounts: "Accounts",
    history: "Movements",
    sign_out: "Sign out",
    language: "Language",
    language_change: "Change",
    language_failed: "This language could not be loaded: you need an internet connection.",
    test_environment: "TEST ENVIRONMENT",
    test_environment_more: "No payment is real.",
    offline: "The phone has no network. What you see may be out of date.",
    help: "Need help? Contact the office.",
    call_office: With1::new("Phone: {1}"),
    write_office: With1::new("E-mail: {1}"),
    pagopa: "Payments go through pagoPA, Italy’s platform for payments to public bodies.",
    legal_notes: "Legal notes",
    privacy: "Your privacy",
    accessibility: "Accessibility statement",
    feedback: "Report an accessibility problem",
    website: "The municipality’s site",
    not_found_title: "Page not found",
    not_found: "There is nothing at this address. The link may be incomplete.",
    signing_out_failed: "Signing out failed: the session is still open. Try again when you are online.",
};
