//! Names of accounts and top-ups.

use super::localised::localised;
use crate::browser::intl;
use contract::{Account, Localised, TopUp};
use leptos::prelude::*;
use messages::Texts;

/// A screen reader makes a pause of it.
const BETWEEN: &str = ", ";

/// `Mensa scolastica, Anna e Luca`.
pub fn account_name(texts: Texts, account: &Account) -> String {
    name(texts, &account.service, &account.children)
}

/// The account's name, from a top-up.
pub fn top_up_name(texts: Texts, top_up: &TopUp) -> String {
    name(texts, &top_up.service, &top_up.children)
}

/// The account's name as a line, with the service marked if it is in another language.
pub fn top_up_line(texts: Texts, top_up: &TopUp) -> AnyView {
    account_line(texts, &top_up.service, &top_up.children)
}

/// The same for any account.
pub fn account_line(texts: Texts, service: &Localised, names: &[String]) -> AnyView {
    let service = localised(texts.language, service);
    view! { <span class="small">{service}{BETWEEN}<span translate="no">{children(texts, names)}</span></span> }.into_any()
}

/// `Anna e Luca`.
pub fn children(texts: Texts, children: &[String]) -> String {
    intl::list(texts.language, children.iter().map(String::as_str))
}

fn name(texts: Texts, service: &Localised, names: &[String]) -> String {
    [service.of(texts.language).1, BETWEEN, &children(texts, names)].concat()
}
