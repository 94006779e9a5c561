//! Mails sent and failed, sign-in codes.

use prometheus_client::{
    encoding::EncodeLabelSet,
    metrics::{counter::Counter, family::Family},
    registry::Registry,
};

/// What a mail is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MailKind {
    Code,
    Receipt,
    Notice,
    ReceiptPdf,
    /// From somebody without access, to the office.
    Request,
    /// To the address before a change.
    EmailChanged,
    /// From a guardian who wants to be erased, to the office.
    Erasure,
    /// From the gateway to the office.
    Office,
}

impl MailKind {
    pub const ALL: [Self; 8] = [
        Self::Code,
        Self::Receipt,
        Self::Notice,
        Self::ReceiptPdf,
        Self::Request,
        Self::EmailChanged,
        Self::Erasure,
        Self::Office,
    ];

    const fn word(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Receipt => "receipt",
            Self::Notice => "notice",
            Self::ReceiptPdf => "receipt_pdf",
            Self::Request => "request",
            Self::EmailChanged => "email_changed",
            Self::Erasure => "erasure",
            Self::Office => "office",
        }
    }
}

/// How one try ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MailResult {
    Sent,
    /// It is tried again.
    Failed,
    /// It is not tried again; `gateway undelivered` lists it.
    GivenUp,
}

impl MailResult {
    pub const ALL: [Self; 3] = [Self::Sent, Self::Failed, Self::GivenUp];

    const fn word(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Failed => "failed",
            Self::GivenUp => "given_up",
        }
    }
}

/// What became of a step of signing in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignInStep {
    /// A code was asked for, and there was quota for it. Whether the address is a guardian's is not told.
    CodeAsked,
    /// A code was asked for beyond the quota.
    CodeRefused,
    SignedIn,
    WrongCode,
}

impl SignInStep {
    pub const ALL: [Self; 4] = [Self::CodeAsked, Self::CodeRefused, Self::SignedIn, Self::WrongCode];

    const fn word(self) -> &'static str {
        match self {
            Self::CodeAsked => "code_asked",
            Self::CodeRefused => "code_refused",
            Self::SignedIn => "signed_in",
            Self::WrongCode => "wrong_code",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Tried {
    kind: &'static str,
    result: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Step {
    step: &'static str,
}

#[derive(Clone)]
pub struct MailMetrics {
    mails: Family<Tried, Counter>,
    sign_in: Family<Step, Counter>,
}

impl MailMetrics {
    pub(super) fn register(registry: &mut Registry) -> Self {
        let (mails, sign_in) = (Family::default(), Family::default());
        for kind in MailKind::ALL.map(MailKind::word) {
            for result in MailResult::ALL.map(MailResult::word) {
                drop(Family::<Tried, Counter>::get_or_create(&mails, &Tried { kind, result }));
            }
        }
        for step in SignInStep::ALL.map(SignInStep::word) {
            drop(Family::<Step, Counter>::get_or_create(&sign_in, &Step { step }));
        }
        registry.register(
            "mails",
            "Tries to send a mail, by kind and result",
            Family::<Tried, Counter>::clone(&mails),
        );
        registry.register(
            "sign_in_steps",
            "Sign-in codes asked for and refused, and codes entered, by step",
            Family::<Step, Counter>::clone(&sign_in),
        );
        Self { mails, sign_in }
    }

    pub fn tried(&self, kind: MailKind, result: MailResult) {
        self.mails.get_or_create(&Tried { kind: kind.word(), result: result.word() }).inc();
    }

    pub fn sign_in(&self, step: SignInStep) {
        self.sign_in.get_or_create(&Step { step: step.word() }).inc();
    }
}
