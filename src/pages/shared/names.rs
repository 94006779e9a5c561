//! What an account is called in a sentence.

use crate::{browser::intl, messages::Texts};
use contract::{Account, TopUp};

/// `Mensa scolastica · Anna e Luca`.
pub fn account_name(texts: Texts, account: &Account) -> String {
    name(texts, &account.service, &account.children)
}

/// The same, from a top-up.
pub fn top_up_name(texts: Texts, top_up: &TopUp) -> String {
    name(texts, &top_up.service, &top_up.children)
}

/// `Anna e Luca`.
pub fn children(texts: Texts, children: &[String]) -> String {
    intl::list(texts.language, children.iter().map(String::as_str))
}

fn name(texts: Texts, service: &str, names: &[String]) -> String {
    texts.common.service_of.of(service, &children(texts, names))
}
