//! A value that views and effects follow.
//!
//! What lives here: [`RwSignal`], with the methods of Leptos' own type of that name. What must not: anything about
//! top-ups. Who may use it: everybody.
//!
//! Leptos compiles a signal anew for each type that it holds, some three kilobytes each, and the app has dozens. Here
//! one slot and one [`Trigger`] of Leptos' serve every type; only looking into the slot knows which it is.

use leptos::prelude::*;
use std::{any::Any, cell::RefCell, marker::PhantomData, rc::Rc};

/// It lasts as long as the owner under which it was made. `Copy`: hand it to any handler.
pub struct RwSignal<T> {
    slot: Slot,
    changed: Trigger,
    of: PhantomData<fn() -> T>,
}

type Slot = StoredValue<Rc<dyn Any>, LocalStorage>;

impl<T> Clone for RwSignal<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for RwSignal<T> {}

/// What is in the slot, unless its owner is gone.
fn look(slot: Slot) -> Option<Rc<dyn Any>> {
    slot.try_get_value()
}

/// Leptos' own signals stop here too.
#[cold]
#[expect(
    clippy::panic,
    reason = "whoever needs the value of a page that is gone has a defect; others use try_…"
)]
fn gone() -> ! {
    panic!("a signal was read after its owner had gone, or while it was being changed")
}

impl<T: 'static> RwSignal<T> {
    pub fn new(value: T) -> Self {
        Self {
            slot: StoredValue::new_local(Rc::new(RefCell::new(value))),
            changed: Trigger::new(),
            of: PhantomData,
        }
    }

    /// Reads without being told of changes; `None` when the owner is gone.
    pub fn try_with_untracked<R>(self, read: impl FnOnce(&T) -> R) -> Option<R> {
        let slot = look(self.slot)?;
        let value = slot.downcast_ref::<RefCell<T>>()?.try_borrow().ok()?;
        Some(read(&value))
    }

    pub fn with_untracked<R>(self, read: impl FnOnce(&T) -> R) -> R {
        self.try_with_untracked(read).unwrap_or_else(|| gone())
    }

    /// Reads; whoever runs it is run again when the value changes.
    pub fn with<R>(self, read: impl FnOnce(&T) -> R) -> R {
        self.changed.track();
        self.with_untracked(read)
    }

    /// Changes the value; what `change` gives says whether to tell of it. `None` when the owner is gone.
    pub fn try_maybe_update<R>(self, change: impl FnOnce(&mut T) -> (bool, R)) -> Option<R> {
        let slot = look(self.slot)?;
        let (changed, result) = change(&mut *slot.downcast_ref::<RefCell<T>>()?.try_borrow_mut().ok()?);
        if changed {
            self.changed.notify();
        }
        Some(result)
    }

    pub fn try_update<R>(self, change: impl FnOnce(&mut T) -> R) -> Option<R> {
        self.try_maybe_update(|value| (true, change(value)))
    }

    pub fn update(self, change: impl FnOnce(&mut T)) {
        // Nobody is left who would be told.
        let _ = self.try_update(change);
    }

    /// Gives the value back when the owner is gone.
    pub fn try_set(self, value: T) -> Option<T> {
        let mut value = Some(value);
        // The old value is dropped outside: it may hold signals of its own.
        let _old = self.try_maybe_update(|place| {
            let old = value.take().map(|value| std::mem::replace(place, value));
            (true, old)
        });
        value
    }

    pub fn set(self, value: T) {
        let _ = self.try_set(value);
    }
}

impl<T: Clone + 'static> RwSignal<T> {
    pub fn get(self) -> T {
        self.with(T::clone)
    }

    pub fn get_untracked(self) -> T {
        self.with_untracked(T::clone)
    }

    pub fn try_get_untracked(self) -> Option<T> {
        self.try_with_untracked(T::clone)
    }
}

impl<T: Clone + Send + Sync + 'static> From<RwSignal<T>> for Signal<T> {
    fn from(signal: RwSignal<T>) -> Self {
        Self::derive(move || signal.get())
    }
}
