use crate::messages::screens::{NoticeTexts, PlaceText};

pub const TEXTS: NoticeTexts = NoticeTexts {
    title: "Payment notice",
    qr_label: |number, amount| ["pagoPA QR code of notice ", number, ", amount ", amount].concat(),
    qr_failed: "The QR code cannot be shown: use the payment details below.",
    data_matrix_label: |number, amount| {
        ["Data Matrix code for Poste of notice ", number, ", amount ", amount].concat()
    },
    show_this: "Show this code",
    brightness: "Turn the screen’s brightness all the way up.",
    letter: "Download the letter (PDF)",
    letter_title: "On paper",
    letter_share: "Share the letter (PDF)",
    letter_share_refused: "The letter was not shared: try again.",
    print: "Print this page",
    letter_email: "Send the letter to my address",
    letter_email_busy: "Sending…",
    letter_sent: |address| ["Letter sent to ", address].concat(),
    numbers_title: "Payment details",
    notice_number: "Notice code",
    creditor_code: "Creditor’s fiscal code",
    cbill: "CBILL code",
    due_date: "To be paid by",
    creditor: "Creditor",
    subject: "Subject of the payment",
    places_title: "Where to pay",
    places_lead: "If a counter cannot read the code off the screen, read out or copy the payment details.",
    counters: PlaceText {
        place: "Post offices, banks, ATMs, tobacconists, SISAL, Lottomatica",
        needs: "QR code, or notice code and creditor’s fiscal code.",
    },
    home_banking: PlaceText {
        place: "Home banking",
        needs: "Under CBILL or pagoPA: CBILL code and notice code.",
    },
    home_banking_without_cbill: "Under CBILL or pagoPA: the creditor’s name and the notice code.",
    payment_app: PlaceText {
        place: "Payment app",
        needs: "Scan the QR code with the payment app, not with the camera; on this same phone, copy the details.",
    },
    pay_title: "Would you rather pay online?",
    pay_lead: "It is the same notice: once paid online, it is no longer needed at a counter.",
    request_moved_nothing: "This request has moved no money.",
    cancel: "Cancel the top-up",
    cancel_title: "Cancel the top-up?",
    cancel_what: "The notice will no longer be good and nobody will be able to pay it, even if it was printed or sent. \
                  No money moves. You can make a new top-up whenever you like.",
    cancel_yes: "Yes, cancel the top-up",
    cancel_busy: "Cancelling…",
    cancel_no: "No, keep the top-up",
    cancel_refused_title: "The top-up was not cancelled",
    cancel_refused: "A payment of this notice is in progress: until its outcome is known the notice stays good.",
    cancel_after: |time| ["If you do not pay, it can be cancelled shortly after ", time, "."].concat(),
    cancel_later: "If the payment does not go through, it can be cancelled in about 30 minutes.",
    preparing: "The top-up is recorded. The code appears here by itself as soon as the payment platform confirms it. \
                No money has moved.",
    preparing_silent: "The payment platform is not answering now. We keep asking: you may close this and come back \
                       later, the top-up stays in the history.",
    page_open_title: "A payment page is open",
    page_open: |time| {
        [
            "If you are paying online, finish there: the page stays open until ",
            time,
            ". Do not pay elsewhere as well.",
        ]
        .concat()
    },
    page_open_continue: "Continue the same payment",
    page_closed_title: "The payment page has closed",
    page_closed: "We are checking whether the payment has arrived: it takes about a minute. Do not pay again.",
    page_left_title: "Payment not completed",
    page_left: "The payment page reports no payment, but the platform has yet to confirm it.",
    code_after_all: "Not paying online? Show the code",
    paid_title: "Paid",
    see_balance: "See the new balance",
    new_top_up: "Make a new top-up",
    silent: "The payment platform is not answering: the state may not be up to date. We keep asking.",
    behind: "We cannot update the state. We are trying again by ourselves.",
};
