//! A view that is mounted again where Leptos would update it in place.

use leptos::prelude::*;

type Build = Box<dyn FnOnce() -> AnyView + Send>;

/// Runs `value` again whenever a signal in it changes, and each time mounts a new view of the result.
///
/// Leptos keeps the nodes of a view and changes their text. Screen readers then do not announce a changed alert, a
/// field keeps the text that was typed for another account, and the focus does not move.
pub fn remount<T, V>(
    value: impl Fn() -> T + Send + 'static,
    view: impl Fn(T) -> V + Clone + Send + 'static,
) -> impl IntoView
where
    T: Send + 'static,
    V: IntoView + 'static,
{
    remount_boxed(Box::new(move || {
        let (value, view) = (value(), view.clone());
        Box::new(move || view(value).into_any())
    }))
}

/// A list of one item whose key changes each time. It is not generic, so that `For` is compiled once.
fn remount_boxed(value: Box<dyn Fn() -> Build + Send>) -> impl IntoView {
    let runs = StoredValue::new(0_u32);
    let each = move || {
        runs.update_value(|runs| *runs = runs.wrapping_add(1));
        [(runs.get_value(), value())]
    };
    view! { <For each=each key=|(run, _)| *run children=|(_, build): (u32, Build)| build() /> }
}
