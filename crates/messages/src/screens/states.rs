//! Name and meaning of each state of a top-up.

use contract::TopUpState;

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
        pub paid: StateText,
        pub credited: StateText,
        pub expired: StateText,
        pub cancelled: StateText,
        pub anomalous: StateText,
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
}
