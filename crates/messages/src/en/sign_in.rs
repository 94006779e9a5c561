use super::count;
use crate::With1;
use crate::screens::SignInTexts;

pub const TEXTS: SignInTexts = SignInTexts {
    title: "Sign in",
    error_title: With1::new("Error: {1}"),
    cookies_blocked: "The browser blocks cookies, and signing in needs them. Allow them for this site and try again.",
    lead: "To see the school-meal accounts and top them up, all you need is the e-mail address that you gave the \
           municipality. There is no password: you receive a code.",
    first_enter: "Sign in with your e-mail address: we send you a code.",
    first_choose: "Choose the account and the amount.",
    first_pay: "Pay online, or show the notice at a tobacconist, post office or bank.",
    ends_soon: "For your security the session is about to end.",
    stay: "Stay on this page",
    session_over: "For safety the session has ended. Sign in again: you will be back where you were, and \
                   what you had typed is still there.",
    signed_out: "You have signed out: neither balances nor notices are left on this phone.",
    email: "E-mail address",
    email_hint: "The one given when enrolling for school services.",
    email_empty: "Enter the e-mail address.",
    email_wrong: "The address is not complete. Example: name@example.org",
    send_code: "Send the code",
    code_title: "Enter the code",
    code_sent: With1::new("If {1} is known to the municipality, a message with the code is on its way."),
    code_new_sent: "A new code was asked for: only the latest one works.",
    code: "Code",
    code_hint: With1::new("It is valid for {1} minutes and one sign-in."),
    code_wrong_length: With1::new("The code has {1} digits."),
    code_refused: "The code is not valid: it is wrong, expired or already used. Check the digits of the \
                   latest message; after five tries you need a new code.",
    code_over: "This code no longer works: its tries are used up or its time is over. Ask for a new one.",
    mail_down: "Messages are not leaving at the moment, and you did nothing wrong. If the code does not arrive, try \
                again in a few minutes.",
    enter: "Continue",
    no_code: "No message?",
    no_code_advice: "Look in the spam folder too. If the address is not the one given to the municipality, \
                     nothing will arrive: change the address or ask the office.",
    resend: "Send a new code",
    resend_in: count(
        "You can ask for another code in 1 second",
        "You can ask for another code in {1} seconds",
    ),
    change_email: "Change the address",
    other_email: "Use another address",
    too_many: "Too many requests in a short time. Wait a few minutes and try again.",
};
