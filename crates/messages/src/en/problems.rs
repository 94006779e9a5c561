use crate::screens::{ProblemText, ProblemTexts};

pub const TEXTS: ProblemTexts = ProblemTexts {
    title: "Something did not work",
    no_money_moved: "Nothing was charged by this request.",
    request_id: "Code to tell the office",
    offline_title: "No connection",
    offline: ProblemText {
        what: "This needs a network.",
        now: "The notices on this phone can be shown without one. Try again when you are online.",
    },
    timeout: ProblemText {
        what: "The answer did not come in time.",
        now: "Try again: the same request is never carried out twice.",
    },
    bad_answer: ProblemText {
        what: "The answer that came cannot be read.",
        now: "Reload the page; if it happens again, tell the office.",
    },
    unexpected: ProblemText {
        what: "Something unforeseen happened.",
        now: "Reload the page and try again; if it happens again, tell the office.",
    },
    not_signed_in: ProblemText {
        what: "The session has ended.",
        now: "Sign in again: you will be back here.",
    },
    code_refused: ProblemText {
        what: "The code is not valid.",
        now: "Check the digits of the latest message or ask for a new code.",
    },
    not_found: ProblemText {
        what: "There is nothing to show here for this e-mail address.",
        now: "Go back to the accounts. If something is missing, ask the office.",
    },
    already_paid: ProblemText {
        what: "This notice is paid already.",
        now: "Do not pay again: look at its state in the movements.",
    },
    payment_in_progress: ProblemText {
        what: "A payment of this notice is in progress already.",
        now: "Do not pay again: wait for the outcome. If it failed, you can try again in about 30 minutes.",
    },
    expired: ProblemText { what: "The due date of this notice has passed.", now: "Make a new top-up." },
    cancelled: ProblemText { what: "This top-up was cancelled.", now: "Make a new top-up if you need one." },
    still_opening: ProblemText { what: "The notice is still being prepared.", now: "Try again in a moment." },
    duplicate: ProblemText {
        what: "You already have an identical top-up, not paid yet.",
        now: "Use that one, to avoid paying twice.",
    },
    in_flight: ProblemText {
        what: "The same request is still being carried out.",
        now: "Wait a few seconds and try again.",
    },
    refused_field: ProblemText {
        what: "Something that you typed is not valid.",
        now: "Check what you typed and try again.",
    },
    amount_out_of_range: ProblemText {
        what: "The amount is not within the limits.",
        now: "Check the minimum and the maximum, and that the balance stays below its cap.",
    },
    too_many_requests: ProblemText {
        what: "Too many requests in a short time.",
        now: "Wait a few minutes and try again.",
    },
    internal: ProblemText {
        what: "Something is broken on our side.",
        now: "Try again in a few minutes; if it happens again, tell the office.",
    },
    platform_error: ProblemText {
        what: "The payment platform refused the request.",
        now: "Try again later; if it happens again, tell the office.",
    },
    platform_down: ProblemText {
        what: "The payment platform does not answer.",
        now: "The municipality’s service works: try again in a few minutes. A notice that is ready can be paid all the \
              same.",
    },
    unavailable: ProblemText {
        what: "The service is stopped for the moment.",
        now: "Try again in a few minutes. A notice that is ready can be paid all the same.",
    },
};
