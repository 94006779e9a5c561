//! A question that has to be answered before anything else: the browser's own `<dialog>`.

use crate::dom::{Children, Dom, effect, view};
use leptos::prelude::*;
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
) -> Dom {
    let title_id = [id, "-title"].concat();
    let dialog = view! {
        <dialog
            id=id
            class="dialog"
            aria-labelledby=title_id.clone()
            on:cancel=move |event| {
                event.prevent_default();
                on_dismiss.run(());
            }
        >
            <h2 id=title_id>{title}</h2>
            {children.build()}
        </dialog>
    };
    let shown = dialog.clone();
    effect(move || {
        let Some(dialog) = shown.as_element::<HtmlDialogElement>() else { return };
        match (open.get(), dialog.open()) {
            // It fails only where the dialog is not in the document: then there is nothing to ask.
            (true, false) => drop(dialog.show_modal()),
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    dialog
}
