//! A value that several handlers share.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A handle to one value behind a lock; a clone is another handle to the same value.
///
/// Hold a guard for as short as possible: never across an await, and never while locking another value. Two locks at a
/// time could block each other for ever.
pub struct Shared<T>(Arc<Mutex<T>>);

impl<T> Shared<T> {
    /// A panic while the lock was held leaves plain data that is still usable.
    pub fn lock(&self) -> MutexGuard<'_, T> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T: Default> Default for Shared<T> {
    fn default() -> Self {
        Self(Arc::new(Mutex::new(T::default())))
    }
}
