//! How a part answered at its last use.

use contract::Health;
use std::sync::atomic::{AtomicU8, Ordering};

/// Shared by the code that uses the part and the code that reports on it.
#[derive(Debug, Default)]
pub struct HealthCell(AtomicU8);

impl HealthCell {
    pub fn set(&self, up: bool) {
        self.set_to(if up { Health::Up } else { Health::Down });
    }

    pub fn set_to(&self, health: Health) {
        let stored = match health {
            Health::Unknown => 0,
            Health::Up => 1,
            Health::Down => 2,
            Health::Misconfigured => 3,
        };
        self.0.store(stored, Ordering::Relaxed);
    }

    pub fn get(&self) -> Health {
        match self.0.load(Ordering::Relaxed) {
            0 => Health::Unknown,
            1 => Health::Up,
            2 => Health::Down,
            _ => Health::Misconfigured,
        }
    }
}

/// The health of two parts as one: the worse of both that were used.
pub const fn worse(one: Health, other: Health) -> Health {
    match (one, other) {
        (Health::Misconfigured, _) | (_, Health::Misconfigured) => Health::Misconfigured,
        (Health::Down, _) | (_, Health::Down) => Health::Down,
        (Health::Up, _) | (_, Health::Up) => Health::Up,
        (Health::Unknown, Health::Unknown) => Health::Unknown,
    }
}

/// A service of the platform, with its own address in the configuration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlatformService {
    DebtPositions,
    Checkout,
    Printing,
}

impl PlatformService {
    pub const ALL: [Self; 3] = [Self::DebtPositions, Self::Checkout, Self::Printing];

    pub const fn word(self) -> &'static str {
        match self {
            Self::DebtPositions => "debt positions",
            Self::Checkout => "checkout",
            Self::Printing => "print service",
        }
    }

    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|service| service.word() == word)
    }
}
