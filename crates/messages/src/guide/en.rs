use super::{Answer, Guide};

pub static GUIDE: Guide = Guide {
    ways: "The two ways to top up",
    online: Answer {
        question: "How do I pay online?",
        text: "• Choose the account, type the amount and press CONTINUE.¶• The payment page opens: you sign in with SPID \
               or by e-mail and choose how to pay.¶• At the end you come back here: the app finds out by itself \
               whether the payment has arrived, and shows the new balance.",
    },
    notice: Answer {
        question: "How do I pay with a notice?",
        text: "• Choose the account and the amount, then With a notice, and press Create a notice.¶• Show the code on your phone, even \
               without a network, or print the notice.¶• Pay wherever you like by the due date: post office, banks, \
               tobacconists, SISAL, Lottomatica, cash machines, online banking, payment apps.",
    },
    which: Answer {
        question: "Which way is better?",
        text: "Online the balance usually changes within minutes, and you need not go out.¶With the notice you can pay in \
               cash, or have somebody else pay. The notice code is the same: a notice that is not paid yet can still be \
               paid online, and once paid it cannot be paid again.",
    },
    several: Answer {
        question: "I have several children: can I pay once for all?",
        text: "Yes, online: Top up several accounts at once takes an amount for each account, up to five, in one payment \
               with one fee. With notices each account has its own.",
    },
    fee: Answer {
        question: "What does the payment cost?",
        text: "The fee is set by whoever carries out the payment (bank, post office, tobacconist, app), not by the \
               municipality, and you see it before you confirm. It is not taken from the meal account: the balance gets \
               the whole amount that you typed.¶It is due for each payment: a few large top-ups cost less than many \
               small ones.",
    },

    payment_page: "The payment page",
    card: Answer {
        question: "Can I pay by card?",
        text: "Yes, by credit, debit and prepaid cards of the circuits named on the page. You need the number, the expiry \
               date and the security code; your bank may ask you to confirm in its app.",
    },
    account: Answer {
        question: "Can I pay from my bank account?",
        text: "Yes. Some banks can be chosen directly; nearly all others are reached through MyBank.¶• Choose MyBank: \
               a summary comes first.¶• Then choose your bank from the drop-down list.¶• Sign in to your bank as you \
               usually do and confirm.",
    },
    other: Answer {
        question: "What other ways are there?",
        text: "Under other payment methods: Satispay, PayPal, BANCOMAT Pay. You confirm in their app, on your \
               phone.",
    },
    spid: Answer {
        question: "SPID does not work: what can I do?",
        text: "Go back, choose E-mail instead of SPID and press Try online again, or CONTINUE again: you pay the same \
               top-up, and cannot pay it twice.¶If that fails too, make the notice and pay it wherever you like. Only \
               the provider that gave you your SPID can help when it is blocked or has expired.",
    },
    receipt: Answer {
        question: "Where is the receipt?",
        text: "The payment platform sends it to the e-mail address that you type on its page. Once the payment has arrived \
               we write to you as well, and the top-up stays in the movements.",
    },

    counters: "Paying in person",
    tobacconist: Answer {
        question: "At a tobacconist, SISAL or Lottomatica",
        text: "Say that you want to pay a pagoPA notice (avviso pagoPA).¶• Open the notice, press Show at the counter \
               and turn the brightness up.¶• Let them scan the QR code. If it cannot be scanned, read out the notice \
               code and the payee tax code.¶• Check the amount and the payee before you pay, and keep the slip.",
    },
    post_office: Answer {
        question: "At the post office",
        text: "Say that you want to pay a pagoPA notice (avviso pagoPA), and take a ticket for payments.¶• If the counter \
               screen offers For the post office, show that code; otherwise the QR code.¶• Or read out the notice code and \
               the payee tax code.",
    },
    bank: Answer {
        question: "At a bank or a cash machine",
        text: "At the cash machine choose payments (Pagamenti), then pagoPA or CBILL.¶• If it has a reader, hold the \
               QR code to it.¶• Otherwise type the notice code and the payee tax code; the CBILL code, if it is asked \
               for, is among the payment details.¶Not every cash machine does this: it depends on the bank.",
    },
    home_banking: Answer {
        question: "With online banking",
        text: "Look for CBILL or pagoPA. Copy the CBILL code from the notice (or choose the payee from the list), then \
               the notice code: the amount appears by itself.",
    },
    payment_app: Answer {
        question: "With a payment app or the IO app",
        text: "Choose to pay a notice and scan the QR code from within the payment app: the camera alone is not enough, and \
               may take the digits for a telephone number. If the notice is on the same phone, copy the notice code and \
               the payee tax code.",
    },
    unread: Answer {
        question: "The scanner cannot read the code",
        text: "• Turn the brightness all the way up, and turn away from reflections.¶• Hold the phone still, a hand’s \
               breadth from the scanner.¶• If that is not enough, read out the digits below the code: they work just \
               as well.",
    },

    troubles: "When something goes wrong",
    not_credited: Answer {
        question: "I have paid but the balance has not changed",
        text: "Online it usually takes minutes; at a counter sometimes hours. Do not pay again: the notice is the same, and \
               the balance changes by itself when the payment arrives.¶If it does not show by the next day, write to the \
               office with the notice code and the slip.",
    },
    twice: Answer {
        question: "Can I pay twice by mistake?",
        text: "Not the same notice: after the first payment the platform refuses a second. If you made two different \
               top-ups and paid both, both are credited: ask the office for a refund.",
    },
    interrupted: Answer {
        question: "The payment broke off halfway",
        text: "Open the top-up from the movements: the app asks the platform how the payment ended. As long as it says \
               Payment in progress, do not pay again. If it did not go through you can try again; after an attempt you \
               may have to wait about half an hour.",
    },
    expired: Answer {
        question: "The notice has expired",
        text: "There is nothing to pay any more: make a new top-up. If you have already paid it, wait: as soon as the payment arrives, it is credited.",
    },
    phone: Answer {
        question: "I have a new phone, or have cleared the browser’s data",
        text: "Nothing is lost: sign in with the same e-mail address and you find accounts, notices and movements again. \
               Without a phone the printed notice or the notice code is enough.",
    },
    code: Answer {
        question: "The sign-in code does not arrive",
        text: "• Look in the spam folder.¶• Check the address: it must be the one given to the municipality when you \
               enrolled.¶• After half a minute you can ask for another: only the latest works.¶If your address has \
               changed, the office can update it.",
    },
};
