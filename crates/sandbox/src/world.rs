//! Everything the sandbox remembers: in memory, each part behind its own short-lived lock.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::Duration;

use time::OffsetDateTime;

use crate::checkout::cart::Carts;
use crate::knobs::Knobs;
use crate::mailbox::store::Mailbox;
use crate::registry::Registry;
use crate::settings::Settings;

pub type SharedWorld = Arc<World>;

pub struct World {
    pub settings: Settings,
    /// How browsers reach the sandbox, without a trailing slash.
    pub public_url: String,
    registry: Mutex<Registry>,
    carts: Mutex<Carts>,
    mailbox: Mutex<Mailbox>,
    knobs: RwLock<Knobs>,
}

impl World {
    pub fn new(settings: Settings, public_url: String) -> SharedWorld {
        Arc::new(Self {
            settings,
            public_url,
            registry: Mutex::default(),
            carts: Mutex::default(),
            mailbox: Mutex::default(),
            knobs: RwLock::default(),
        })
    }

    /// The debt positions. Never taken while another of these locks is held, nor kept across an await.
    pub fn registry(&self) -> MutexGuard<'_, Registry> {
        locked(&self.registry)
    }

    pub fn carts(&self) -> MutexGuard<'_, Carts> {
        locked(&self.carts)
    }

    pub fn mailbox(&self) -> MutexGuard<'_, Mailbox> {
        locked(&self.mailbox)
    }

    pub fn knobs(&self) -> Knobs {
        self.knobs.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub fn set_knobs(&self, knobs: Knobs) {
        *self.knobs.write().unwrap_or_else(PoisonError::into_inner) = knobs;
    }

    /// Forgets debt positions, carts and mail.
    pub fn forget_everything(&self) {
        *self.registry() = Registry::default();
        *self.carts() = Carts::default();
        *self.mailbox() = Mailbox::default();
    }

    /// How long a cart made now lives.
    pub fn cart_life(&self) -> Duration {
        match self.knobs().cart_seconds {
            Some(seconds) => Duration::from_secs(seconds),
            None => Duration::from_secs(u64::from(self.settings.cart_minutes) * 60),
        }
    }
}

/// One clock for all rooms: the platform's own dates are in coordinated universal time.
pub fn now() -> OffsetDateTime {
    OffsetDateTime::now_utc()
}

// A panic elsewhere leaves plain data behind: still the truth as far as it goes.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
