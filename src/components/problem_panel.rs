//! The panel of an error: what happened, whether money moved, and what to do.

use super::{Drawing, Icon, Scene, Shape, use_texts};
use leptos::prelude::*;
use messages::screens::ProblemText;

/// An error message.
#[derive(Clone)]
pub struct ErrorMessage {
    pub text: ProblemText,
    /// Identifies the request in the gateway's log, if there was an answer.
    pub request_id: Option<String>,
    /// There is no network, which is no error.
    pub offline: bool,
}

/// Screen readers read it at once. With `on_retry` it has a button to try again. Without a network it is no alarm, and
/// says nothing about money.
#[component]
pub fn ProblemPanel(
    message: ErrorMessage,
    /// Whether money moved. Without it, the panel says that this request moved none.
    #[prop(optional)]
    money: Option<&'static str>,
    #[prop(into, optional)] on_retry: Option<Callback<()>>,
) -> impl IntoView {
    let texts = use_texts();
    let retry = on_retry.map(|retry| {
        view! {
            <button type="button" class="btn btn-outline-primary" on:click=move |_| retry.run(())>
                {texts.common.retry}
            </button>
        }
    });
    if message.offline {
        return view! {
            <section class="calm" role="status">
                <Drawing scene=Scene::Offline />
                <h2>{texts.problems.offline_title}</h2>
                <p>{message.text.what}" "{message.text.now}</p>
                {retry}
            </section>
        }
        .into_any();
    }
    view! {
        <section class="alert alert-danger" role="alert">
            <h2><Icon shape=Shape::Alert />{texts.problems.title}</h2>
            <p>{message.text.what}</p>
            <p><strong>{money.unwrap_or(texts.problems.no_money_moved)}</strong></p>
            <p>{message.text.now}</p>
            {retry}
            {message
                .request_id
                .map(|id| view! { <p class="small">{texts.share.line.of(texts.problems.request_id, "")}<code translate="no">{id}</code></p> })}
        </section>
    }
    .into_any()
}
