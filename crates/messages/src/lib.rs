//! What lives here: every text that a guardian reads in the app, typed; one struct a screen in `screens/`, one value
//! of it in each of `it/`, `fr/`, `en/`. A missing text does not compile, nor does one that lacks what goes into it.
//! What must not: requests, browser abilities, views. Who may use it: the app's pages and components.
//!
//! `guide` is the help page's, apart. The phone gets one language: `write_texts` makes a file of each, and the app reads the one it needs
//! (docs/decisions/0018).

#[macro_use]
mod lines;
mod en;
mod fr;
pub mod guide;
mod it;
pub mod screens;
mod template;

use contract::Language;
use lines::{Lines, Text};
use screens::{
    AccountsTexts, CommonTexts, CounterTexts, HelpTexts, HistoryTexts, InstallTexts, NoticeTexts,
    OutcomeTexts, ProblemTexts, ShareTexts, ShellTexts, SignInTexts, StateTexts, TopUpTexts, UpdateTexts,
};
pub use template::{Count, With1, With2};

texts! {
    /// Every text of one language.
    pub struct Screens {
        pub common: CommonTexts,
        pub counter: CounterTexts,
        pub shell: ShellTexts,
        pub sign_in: SignInTexts,
        pub accounts: AccountsTexts,
        pub top_up: TopUpTexts,
        pub notice: NoticeTexts,
        pub outcome: OutcomeTexts,
        pub help: HelpTexts,
        pub history: HistoryTexts,
        pub states: StateTexts,
        pub problems: ProblemTexts,
        pub install: InstallTexts,
        pub update: UpdateTexts,
        pub share: ShareTexts,
    }
}

/// The texts of a language, and which it is.
pub struct Messages {
    pub language: Language,
    screens: Screens,
}

impl std::ops::Deref for Messages {
    type Target = Screens;

    fn deref(&self) -> &Screens {
        &self.screens
    }
}

/// A reference to the texts in use, cheap to copy.
pub type Texts = &'static Messages;

impl Messages {
    /// Reads what [`Messages::lines`] gave. `None` where it is not as many lines as this version has texts.
    pub fn read(language: Language, text: &'static str) -> Option<Self> {
        let mut lines = Lines::new(language, text);
        let screens = Screens::read(&mut lines);
        lines.fit().then_some(Self { language, screens })
    }

    /// One line a text, without a newline at the end.
    pub fn lines(&self) -> String {
        let mut lines = Vec::new();
        self.screens.each("", &mut |_, line| lines.push(line));
        lines.join("\n")
    }

    /// Shows every text with its name, such as `top_up.title`.
    pub fn each(&self, visit: &mut dyn FnMut(&str, &'static str)) {
        self.screens.each("", &mut |name, line| visit(name.trim_start_matches('.'), line));
    }
}

/// The texts in this language, from the program itself: for tests and for `write_texts`. The app must not call it, or
/// it would carry all three.
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

#[cfg(test)]
mod tests;
