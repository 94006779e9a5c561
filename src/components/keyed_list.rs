//! A list whose rows stay mounted while the list changes, so that a focused link keeps the focus.

use super::remount::{Build, keyed};
use leptos::prelude::*;
use std::sync::Arc;

/// One row for each key, in this order. `row` runs again when a signal in it changes, and updates the row in place.
pub fn keyed_list(
    keys: impl Fn() -> Vec<String> + Send + 'static,
    row: impl Fn(&str) -> Option<AnyView> + Send + Sync + 'static,
) -> impl IntoView {
    keyed_list_boxed(Box::new(keys), Arc::new(row))
}

type Row = Arc<dyn Fn(&str) -> Option<AnyView> + Send + Sync>;

fn keyed_list_boxed(keys: Box<dyn Fn() -> Vec<String> + Send>, row: Row) -> impl IntoView {
    let build = move |key: String| {
        let (row, of) = (Arc::clone(&row), key.clone());
        let build: Build = Box::new(move || (move || row(&of)).into_any());
        (key, build)
    };
    keyed(Box::new(move || keys().into_iter().map(&build).collect()))
}
