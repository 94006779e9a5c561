//! Leptos contexts and effects, compiled once to keep the download small, and the numbers of runs.
//!
//! Leptos compiles an effect for each closure, and `expect_context` stores each place that calls it. The figures are in
//! docs/decisions/0027.

use leptos::prelude::{Effect, GetValue, Memo, StoredValue, UpdateValue, untrack, use_context};

/// The context of this type. Use `use_context` where it may be missing.
///
/// # Panics
/// If it was not provided, which is a defect of the code that mounts the view.
pub fn context<T: Clone + 'static>() -> T {
    use_context().unwrap_or_else(|| missing(std::any::type_name::<T>()))
}

#[cold]
#[expect(clippy::panic, reason = "a view without what it needs is a defect, not something that happens")]
fn missing(what: &str) -> ! {
    panic!("{what} was not provided to this view")
}

/// `Effect::new`: runs after the view is mounted, and again whenever a signal that it reads changes.
pub fn effect(run: impl FnMut() + 'static) {
    effect_boxed(Box::new(run));
}

fn effect_boxed(mut run: Box<dyn FnMut()>) {
    Effect::new(move |_: Option<()>| run());
}

/// `Effect::watch` that skips equal values: runs `then` with each new value of `read` except the first.
pub fn on_change<T: PartialEq + 'static>(read: impl Fn() -> T + 'static, then: impl Fn(&T) + 'static) {
    let mut before = None;
    effect(move || {
        let now = read();
        if before.as_ref().is_some_and(|before| *before != now) {
            untrack(|| then(&now));
        }
        before = Some(now);
    });
}

/// `Memo::new`: a value that notifies only when it differs from the one before.
pub fn memo<T: PartialEq + Send + Sync + 'static>(read: impl Fn() -> T + Send + Sync + 'static) -> Memo<T> {
    memo_boxed(Box::new(read))
}

fn memo_boxed<T: PartialEq + Send + Sync + 'static>(read: Box<dyn Fn() -> T + Send + Sync>) -> Memo<T> {
    Memo::new(move |_| read())
}

/// Numbers the runs of a task, so that an earlier run that ends late can be ignored.
#[derive(Clone, Copy)]
pub struct Runs(StoredValue<u32>);

/// One run of a task.
#[derive(Clone, Copy)]
pub struct Run {
    runs: Runs,
    /// `None` if the owner of the runs is gone.
    number: Option<u32>,
}

impl Runs {
    /// To be called while the owner is mounted.
    pub fn new() -> Self {
        Self(StoredValue::new(0))
    }

    /// Starts a run. Earlier ones are no longer the latest.
    pub fn start(self) -> Run {
        let number = self.0.try_update_value(|number| {
            *number = number.wrapping_add(1);
            *number
        });
        Run { runs: self, number }
    }
}

impl Default for Runs {
    fn default() -> Self {
        Self::new()
    }
}

impl Run {
    /// Whether no later run has started, and the owner is still mounted.
    pub fn is_latest(self) -> bool {
        self.number.is_some() && self.runs.0.try_get_value() == self.number
    }
}
