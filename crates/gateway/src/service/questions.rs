//! One question at a time for each top-up.

use contract::TopUpId;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Instant,
};

/// When the last question of a top-up ended. The lock is held while the platform is asked.
pub type Turn = Arc<tokio::sync::Mutex<Option<Instant>>>;

/// The top-ups that are being asked about. Others take no memory.
#[derive(Default)]
pub struct Questions(Mutex<HashMap<TopUpId, Turn>>);

impl Questions {
    /// The turn of a top-up, shared by all who ask at the same time.
    pub fn of(&self, id: &TopUpId) -> Turn {
        let mut turns = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        turns.retain(|_, turn| Arc::strong_count(turn) > 1);
        Arc::clone(turns.entry(id.clone()).or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_who_ask_at_the_same_time_share_a_turn_and_nothing_stays() {
        let questions = Questions::default();
        let [one, other] = [0, 1].map(|_| crate::secrets::new_top_up_id());
        let first = questions.of(&one);
        assert!(Arc::ptr_eq(&first, &questions.of(&one)));
        assert!(!Arc::ptr_eq(&first, &questions.of(&other)));
        drop(first);
        questions.of(&other);
        assert_eq!(questions.0.lock().unwrap().len(), 1);
    }
}
