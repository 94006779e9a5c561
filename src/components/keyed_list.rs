//! A list whose rows stay mounted while the list changes, so that a focused link keeps the focus.

use leptos::prelude::*;
use std::sync::Arc;

/// One row for each item, in the order of the items. `key` identifies an item; `row` gets the item, which changes when
/// another version of it arrives.
pub fn keyed_list<T: Clone + PartialEq + Send + Sync + 'static>(
    items: Memo<Vec<T>>,
    key: fn(&T) -> &str,
    row: impl Fn(Memo<T>) -> AnyView + Send + Sync + 'static,
) -> impl IntoView {
    let find = move |id: &str| items.with(|items| items.iter().find(|item| key(item) == id).cloned());
    rows(
        Box::new(move || items.with(|items| items.iter().map(|item| key(item).to_owned()).collect())),
        Arc::new(move |id| {
            // The list has just named it.
            let first = untrack(|| find(&id))?;
            // A row that is about to be removed shows its first version.
            Some(row(Memo::new(move |_| find(&id).unwrap_or_else(|| first.clone()))))
        }),
    )
}

type Keys = Box<dyn Fn() -> Vec<String> + Send>;
type Row = Arc<dyn Fn(String) -> Option<AnyView> + Send + Sync>;

/// The part that does not depend on the type of the items, compiled once.
fn rows(keys: Keys, row: Row) -> impl IntoView {
    view! { <For each=keys key=String::clone children=move |id| row(id) /> }
}
