//! A question that has to be answered before anything else: the browser's own `<dialog>`.

use leptos::{html, prelude::*};
use web_sys::HtmlDialogElement;

/// Shown while `open`. Escape and the back gesture call `on_dismiss`; the buttons are the children's.
#[component]
pub fn ConfirmDialog(
    /// Unique on the page: the title is labelled by it.
    id: &'static str,
    title: &'static str,
    #[prop(into)] open: Signal<bool>,
    on_dismiss: Callback<()>,
    children: Children,
) -> impl IntoView {
    let dialog: NodeRef<html::Dialog> = NodeRef::new();
    Effect::new(move |_| {
        let Some(dialog): Option<HtmlDialogElement> = dialog.get() else { return };
        match (open.get(), dialog.open()) {
            // It fails only where the dialog is not in the document: then there is nothing to ask.
            (true, false) => drop(dialog.show_modal()),
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    let title_id = [id, "-title"].concat();
    view! {
        <dialog
            id=id
            class="dialog"
            node_ref=dialog
            aria-labelledby=title_id
            on:cancel=move |event: web_sys::Event| {
                event.prevent_default();
                on_dismiss.run(());
            }
        >
            <h2 id=title_id.clone()>{title}</h2>
            {children()}
        </dialog>
    }
}
