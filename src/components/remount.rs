//! A view that is mounted again where Leptos would update it in place.

use leptos::prelude::*;

/// Builds one view.
pub(super) type Build = Box<dyn FnOnce() -> AnyView + Send>;

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

/// A list of one view whose key changes each time.
fn remount_boxed(value: Box<dyn Fn() -> Build + Send>) -> impl IntoView {
    let runs = StoredValue::new(0_u32);
    let each = move || {
        runs.update_value(|runs| *runs = runs.wrapping_add(1));
        vec![(runs.get_value().to_string(), value())]
    };
    keyed(Box::new(each))
}

/// A view for each key, which stays mounted while its key is in the list. It is not generic, so that `For` is compiled
/// once.
pub(super) fn keyed(each: Box<dyn Fn() -> Vec<(String, Build)> + Send>) -> impl IntoView {
    view! { <For each=each key=|(key, _)| key.clone() children=|(_, build): (String, Build)| build() /> }
}
