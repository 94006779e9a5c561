//! A modal question, shown in the browser's `<dialog>`.

use crate::reactive::effect;
use leptos::{html::Dialog, prelude::*};

/// Shown while `open`. Escape and the back gesture call `on_dismiss`; the children contain the buttons.
#[component]
pub fn ConfirmDialog(
    /// Unique on the page. The title's `id` is derived from it.
    id: &'static str,
    title: &'static str,
    #[prop(into)] open: Signal<bool>,
    on_dismiss: Callback<()>,
    children: Children,
) -> impl IntoView {
    let title_id = [id, "-title"].concat();
    let labelled_by = title_id.clone();
    let dialog = NodeRef::<Dialog>::new();
    effect(move || {
        let Some(dialog) = dialog.get() else { return };
        match (open.get(), dialog.open()) {
            // It fails only if the dialog is not in the document, and then nothing can be shown.
            (true, false) => drop(dialog.show_modal()),
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    view! {
        <dialog
            node_ref=dialog
            id=id
            class="dialog"
            aria-labelledby=labelled_by
            on:cancel=move |event: web_sys::Event| {
                event.prevent_default();
                on_dismiss.run(());
            }
        >
            <h2 id=title_id>{title}</h2>
            {children()}
        </dialog>
    }
}
