//! Whether a part of the service worked at its last use.

use contract::Health;
use std::sync::atomic::{AtomicU8, Ordering};

/// Shared by the code that uses the part and the code that reports on it.
#[derive(Debug, Default)]
pub struct HealthCell(AtomicU8);

impl HealthCell {
    pub fn set(&self, up: bool) {
        self.0.store(if up { 1 } else { 2 }, Ordering::Relaxed);
    }

    pub fn get(&self) -> Health {
        match self.0.load(Ordering::Relaxed) {
            0 => Health::Unknown,
            1 => Health::Up,
            _ => Health::Down,
        }
    }
}
