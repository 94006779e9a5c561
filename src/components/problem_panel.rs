//! The panel of an error: what happened, whether money moved, and what to do.

use super::{Icon, Shape, use_texts};
use leptos::prelude::*;
use messages::screens::ProblemText;

/// An error message.
#[derive(Clone)]
pub struct ErrorMessage {
    pub text: ProblemText,
    /// Identifies the request in the gateway's log, if there was an answer.
    pub request_id: Option<String>,
}

/// Screen readers read it at once. With `on_retry` it has a button to try again.
#[component]
pub fn ProblemPanel(
    message: ErrorMessage,
    /// Whether money moved. Without it, the panel says that this request moved none.
    #[prop(optional)]
    money: Option<&'static str>,
    #[prop(into, optional)] on_retry: Option<Callback<()>>,
) -> impl IntoView {
    let texts = use_texts();
    view! {
        <section class="alert alert-danger" role="alert">
            <h2><Icon shape=Shape::Alert />{texts.problems.title}</h2>
            <p>{message.text.what}</p>
            <p><strong>{money.unwrap_or(texts.problems.no_money_moved)}</strong></p>
            <p>{message.text.now}</p>
            {on_retry
                .map(|retry| {
                    view! {
                        <button type="button" class="btn btn-outline-primary" on:click=move |_| retry.run(())>
                            {texts.common.retry}
                        </button>
                    }
                })}
            {message
                .request_id
                .map(|id| view! { <p class="small">{texts.share.line.of(texts.problems.request_id, "")}<code translate="no">{id}</code></p> })}
        </section>
    }
}
