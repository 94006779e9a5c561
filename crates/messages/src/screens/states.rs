//! Name and meaning of each state of a top-up.

use contract::{Anomaly, AttemptOutcome, TopUpState};

texts! {
    /// A state as text.
    #[derive(Clone, Copy)]
    pub struct StateText {
        /// One to three words, on a badge.
        pub label: &'static str,
        /// One or two sentences.
        pub meaning: &'static str,
    }
}

texts! {
    /// One text for each state.
    pub struct StateTexts {
        pub opening: StateText,
        pub unpaid: StateText,
        pub in_progress: StateText,
        /// In place of `in_progress` while a payment page is open, and after a return from it without a payment.
        pub page_open: StateText,
        pub page_left: StateText,
        pub paid: StateText,
        pub credited: StateText,
        pub expired: StateText,
        pub cancelled: StateText,
        pub anomalous: StateText,
        /// In place of the meaning of `anomalous`, if the reason is known.
        pub refused: &'static str,
        pub absent: &'static str,
        pub differs: &'static str,
        pub partly_paid: &'static str,
    }
}

impl StateTexts {
    /// The text of a state. A state without a text does not compile.
    pub const fn of(&self, state: TopUpState) -> StateText {
        match state {
            TopUpState::Opening => self.opening,
            TopUpState::Unpaid => self.unpaid,
            TopUpState::InProgress => self.in_progress,
            TopUpState::Paid => self.paid,
            TopUpState::Credited => self.credited,
            TopUpState::Expired => self.expired,
            TopUpState::Cancelled => self.cancelled,
            TopUpState::Anomalous => self.anomalous,
        }
    }

    /// The text of a state. Only a payment that was taken in charge is in progress: `returned` is the outcome with which
    /// the payment page sent the guardian back.
    pub const fn of_attempt(&self, state: TopUpState, returned: Option<AttemptOutcome>) -> StateText {
        match (state, returned) {
            (TopUpState::InProgress, None) => self.page_open,
            (TopUpState::InProgress, Some(AttemptOutcome::Cancel | AttemptOutcome::Error)) => self.page_left,
            _ => self.of(state),
        }
    }

    /// What an anomalous top-up means for the guardian.
    pub const fn anomaly(&self, reason: Option<Anomaly>) -> &'static str {
        match reason {
            Some(Anomaly::Refused) => self.refused,
            Some(Anomaly::Absent) => self.absent,
            Some(Anomaly::Differs) => self.differs,
            Some(Anomaly::PartlyPaid) => self.partly_paid,
            Some(Anomaly::UnknownStatus | Anomaly::ReceiptOfAnother) | None => self.anomalous.meaning,
        }
    }
}
