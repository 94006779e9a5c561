//! What lives here: every text that a guardian reads, typed; one struct a screen in `screens/`, one value of it
//! in each of `it/`, `fr/`, `en/`. A missing text does not compile.
//! What must not: requests, browser abilities, views. Who may use it: pages and components.

mod en;
mod fr;
mod it;
pub mod screens;

use contract::Language;
use screens::{
    AccountsTexts, CommonTexts, CounterTexts, HistoryTexts, InstallTexts, NoticeTexts, OutcomeTexts,
    ProblemTexts, ShareTexts, ShellTexts, SignInTexts, StateTexts, TopUpTexts, UpdateTexts,
};

/// Every text of one language.
pub struct Messages {
    pub language: Language,
    pub common: CommonTexts,
    pub counter: CounterTexts,
    pub shell: ShellTexts,
    pub sign_in: SignInTexts,
    pub accounts: AccountsTexts,
    pub top_up: TopUpTexts,
    pub notice: NoticeTexts,
    pub outcome: OutcomeTexts,
    pub history: HistoryTexts,
    pub states: StateTexts,
    pub problems: ProblemTexts,
    pub install: InstallTexts,
    pub update: UpdateTexts,
    pub share: ShareTexts,
}

/// A reference to the texts in use, cheap to copy.
pub type Texts = &'static Messages;

/// The texts in this language.
pub const fn of(language: Language) -> Texts {
    match language {
        Language::It => &it::MESSAGES,
        Language::Fr => &fr::MESSAGES,
        Language::En => &en::MESSAGES,
    }
}

/// A language by its own name: whoever cannot read the others must find theirs.
pub const fn own_name(language: Language) -> &'static str {
    match language {
        Language::It => "Italiano",
        Language::Fr => "Français",
        Language::En => "English",
    }
}

/// The first of the preferred languages that is ours; else Italian.
pub fn choose<'a>(kept: Option<&'a str>, preferred: impl IntoIterator<Item = &'a str>) -> Language {
    kept.into_iter().chain(preferred).find_map(Language::from_tag).unwrap_or_default()
}

#[cfg(test)]
mod tests;
