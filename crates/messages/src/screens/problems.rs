//! Errors: what happened, whether money moved, and what to do now.

use contract::ProblemKind;

texts! {
    /// One problem. [`ProblemTexts::no_money_moved`] or the screen says whether money moved.
    #[derive(Clone, Copy)]
    pub struct ProblemText {
        pub what: &'static str,
        pub now: &'static str,
    }
}

texts! {
    /// One text for each problem.
    pub struct ProblemTexts {
        pub title: &'static str,
        /// About this request only: an earlier payment is possible, online or at a counter.
        pub no_money_moved: &'static str,
        pub request_id: &'static str,
        pub offline_title: &'static str,
        pub offline: ProblemText,
        pub timeout: ProblemText,
        pub bad_answer: ProblemText,
        pub unexpected: ProblemText,
        pub not_signed_in: ProblemText,
        pub code_refused: ProblemText,
        pub not_found: ProblemText,
        pub already_paid: ProblemText,
        pub payment_in_progress: ProblemText,
        pub expired: ProblemText,
        pub cancelled: ProblemText,
        pub still_opening: ProblemText,
        pub duplicate: ProblemText,
        pub in_flight: ProblemText,
        pub refused_field: ProblemText,
        pub amount_out_of_range: ProblemText,
        pub too_many_requests: ProblemText,
        pub internal: ProblemText,
        pub platform_error: ProblemText,
        pub platform_down: ProblemText,
        pub unavailable: ProblemText,
    }
}

impl ProblemTexts {
    /// The text of a kind. A kind without a text does not compile.
    pub const fn of(&self, kind: ProblemKind) -> ProblemText {
        match kind {
            ProblemKind::NotSignedIn => self.not_signed_in,
            ProblemKind::CodeRefused => self.code_refused,
            ProblemKind::NotFound => self.not_found,
            ProblemKind::AlreadyPaid => self.already_paid,
            ProblemKind::PaymentInProgress => self.payment_in_progress,
            ProblemKind::Expired => self.expired,
            ProblemKind::Cancelled => self.cancelled,
            ProblemKind::StillOpening => self.still_opening,
            ProblemKind::DuplicateOpenTopUp => self.duplicate,
            ProblemKind::IdempotencyKeyInFlight => self.in_flight,
            ProblemKind::InvalidField => self.refused_field,
            ProblemKind::AmountOutOfRange => self.amount_out_of_range,
            ProblemKind::TooManyRequests => self.too_many_requests,
            ProblemKind::InternalError => self.internal,
            ProblemKind::PlatformError => self.platform_error,
            ProblemKind::PlatformDown => self.platform_down,
            ProblemKind::Unavailable => self.unavailable,
            // A fault of the app, or an app older than the gateway: a reload helps.
            ProblemKind::MalformedRequest
            | ProblemKind::IdempotencyKeyMissing
            | ProblemKind::IdempotencyKeyReused
            | ProblemKind::ForeignOrigin
            | ProblemKind::MethodNotAllowed
            | ProblemKind::TooLarge
            | ProblemKind::UnsupportedMediaType
            | ProblemKind::Other => self.unexpected,
        }
    }
}
