//! The page's footer.

use super::{header::Brand, office_contacts::OfficeContacts};
use crate::{components::use_texts, reactive::context, routes::Route, state::MunicipalityState};
use leptos::prelude::*;

/// The municipality, its contacts and pagoPA, and the legal links that every page must have.
#[component]
pub fn Footer() -> impl IntoView {
    let municipality: MunicipalityState = context();
    let texts = use_texts();
    let links = move || {
        let known = municipality.get();
        let links = known.iter().flat_map(|known| texts.legal_links(known));
        links.map(|(address, name)| (address.to_owned(), name)).collect::<Vec<_>>()
    };
    view! {
        <footer class="it-footer">
            <div class="it-footer-main">
                <div class="container">
                    <div class="brand"><Brand /></div>
                    <div class="it-footer-columns">
                        <section>
                            <h2>{texts.help.title}</h2>
                            <p><a href=Route::Help(None).to_string()>{texts.help.lead}</a></p>
                        </section>
                        {move || {
                            municipality.has_contacts()
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

/// The legal links. Each has an address and a name.
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
