//! The page's foot.

use super::header::Brand;
use crate::{
    components::use_texts,
    pages::{OfficeContacts, Town},
};
use leptos::prelude::*;

/// Whose service it is, whom to ask, through whom one pays; below, what the law wants to be found on every page.
#[component]
pub fn Footer() -> impl IntoView {
    let town: Town = expect_context();
    let texts = use_texts();
    let links = move || town.links(texts);
    view! {
        <footer class="it-footer">
            <div class="it-footer-main">
                <div class="container">
                    <div class="brand"><Brand /></div>
                    <div class="it-footer-columns">
                        <section>
                            <h2>{texts.help.title}</h2>
                            <p><a href="/aiuto">{texts.help.lead}</a></p>
                        </section>
                        {move || {
                            town.has_contacts()
                                .then(|| view! { <section><h2>{texts.shell.help}</h2><OfficeContacts /></section> })
                        }}
                        <section>
                            <h2>"pagoPA"</h2>
                            <p>{texts.shell.pagopa}</p>
                        </section>
                    </div>
                </div>
            </div>
            {move || {
                let links = links();
                (!links.is_empty()).then(|| view! { <SmallPrints links=links /> })
            }}
        </footer>
    }
}

/// Legal notes, privacy, declaration of accessibility, feedback: address and name.
#[component]
fn SmallPrints(links: Vec<(String, &'static str)>) -> impl IntoView {
    view! {
        <div class="it-footer-small-prints">
            <ul class="container it-footer-small-prints-list">
                {links
                    .into_iter()
                    .map(|(address, name)| view! { <li><a rel="external" href=address>{name}</a></li> })
                    .collect_view()}
            </ul>
        </div>
    }
}
