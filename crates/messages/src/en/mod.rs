//! English, in plain words.

mod accounts;
mod common;
mod counter;
mod help;
mod history;
mod install;
mod notice;
mod notices;
mod outcome;
mod problems;
mod profile;
mod rating;
mod share;
mod shared_notice;
mod shell;
mod sign_in;
mod states;
mod top_up;
mod update;

use crate::{Count, Messages, Screens};
use contract::Language;

pub static MESSAGES: Messages = Messages {
    language: Language::En,
    screens: Screens {
        common: common::TEXTS,
        counter: counter::TEXTS,
        shell: shell::TEXTS,
        sign_in: sign_in::TEXTS,
        accounts: accounts::TEXTS,
        top_up: top_up::TEXTS,
        notice: notice::TEXTS,
        notices: notices::TEXTS,
        profile: profile::TEXTS,
        outcome: outcome::TEXTS,
        rating: rating::TEXTS,
        help: help::TEXTS,
        history: history::TEXTS,
        states: states::TEXTS,
        problems: problems::TEXTS,
        install: install::TEXTS,
        update: update::TEXTS,
        share: share::TEXTS,
        shared_notice: shared_notice::TEXTS,
    },
};

/// A text with singular and plural.
const fn count(one: &'static str, other: &'static str) -> Count {
    Count::new(Language::En, one, other)
}
