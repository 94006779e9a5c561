//! The yearly statements for the tax return.

use crate::{
    client::Client,
    components::{ProblemPanel, use_texts},
    layout::{PdfActions, PdfDelivery, error_message},
    reactive::context,
    state::put,
};
use contract::{Year, paths};
use leptos::{prelude::*, task::spawn_local};

/// A statement for each year that has ended, or that there is none yet.
#[component]
pub fn StatementList() -> impl IntoView {
    let texts = use_texts();
    let words = &texts.history;
    let client: Client = context();
    let years = RwSignal::new(None);
    spawn_local(async move { put(years, Some(client.statements().await)) });
    let year = move |year: Year| {
        let pdf = PdfDelivery::new(paths::statement(year), texts.history.statement, None);
        let name = ["attestazione-", &year.to_string(), ".pdf"].concat();
        view! {
            <div class="buttons" role="group" aria-label=year.to_string()>
                <h3>{year.to_string()}</h3>
                <PdfActions pdf=pdf name=name share=true />
            </div>
        }
    };
    view! {
        <section class="it-card">
            <h2>{words.statements_title}</h2>
            <p class="small">{words.statements}</p>
            {move || match years.get() {
                None => ().into_any(),
                Some(Err(error)) => view! { <ProblemPanel message=error_message(texts, &error) /> }.into_any(),
                Some(Ok(statements)) if statements.items.is_empty() => {
                    view! { <p>{texts.history.no_statements}</p> }.into_any()
                }
                Some(Ok(statements)) => {
                    statements.items.into_iter().map(|statement| year(statement.year)).collect_view().into_any()
                }
            }}
        </section>
    }
}
