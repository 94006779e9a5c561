//! Every text that a guardian reads, typed. `screens/` has one struct for each screen; `it/`, `fr/` and `en/` have one value
//! of each struct. A missing text does not compile, nor does a text without a placeholder for its value. No markup and no
//! browser abilities here.
//!
//! `guide` has the texts of the help page. A phone downloads one language: `write_texts` writes a file for each, and the app
//! reads the one it needs (docs/decisions/0018). The gateway links all of them, and alone has `mails`,
//! `movements_file` and `office_form`.

#[macro_use]
mod lines;
mod en;
mod fr;
pub mod guide;
mod it;
pub mod mails;
pub mod movements_file;
pub mod office_form;
pub mod screens;
mod template;

use contract::{Language, Municipality};
use lines::{Lines, Text};
use screens::{
    AccountsTexts, CommonTexts, CounterTexts, HelpTexts, HistoryTexts, InstallTexts, NoticeTexts,
    NoticesTexts, OutcomeTexts, ProblemTexts, ProfileTexts, RatingTexts, ShareTexts, SharedNoticeTexts,
    ShellTexts, SignInTexts, StateTexts, TopUpTexts, UpdateTexts,
};
pub use template::{Count, With1, With2};

texts! {
    /// All texts of one language, except the help page's.
    pub struct Screens {
        pub common: CommonTexts,
        pub counter: CounterTexts,
        pub shell: ShellTexts,
        pub sign_in: SignInTexts,
        pub accounts: AccountsTexts,
        pub top_up: TopUpTexts,
        pub notice: NoticeTexts,
        pub notices: NoticesTexts,
        pub profile: ProfileTexts,
        pub outcome: OutcomeTexts,
        pub rating: RatingTexts,
        pub help: HelpTexts,
        pub history: HistoryTexts,
        pub states: StateTexts,
        pub problems: ProblemTexts,
        pub install: InstallTexts,
        pub update: UpdateTexts,
        pub share: ShareTexts,
        pub shared_notice: SharedNoticeTexts,
    }
}

/// The texts of a language.
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

/// A reference to the texts of a language; `Copy`.
pub type Texts = &'static Messages;

impl Messages {
    /// Address and name of each link that a public site must have, as far as the municipality has configured it. The app
    /// and the gateway's pages end with them.
    pub fn legal_links<'a>(&self, municipality: &'a Municipality) -> Vec<(&'a str, &'static str)> {
        let (links, words) = (&municipality.links, &self.shell);
        [
            (&links.legal_notes, words.legal_notes),
            (&links.privacy, words.privacy),
            (&links.accessibility, words.accessibility),
            (&links.feedback, words.feedback),
            (&municipality.office.website, words.website),
        ]
        .into_iter()
        .filter_map(|(link, name)| Some((link.as_ref()?.of(self.language).1, name)))
        .collect()
    }

    /// Reads the result of [`Messages::lines`]. `None` if the number of lines differs from the number of texts.
    pub fn read(language: Language, text: &'static str) -> Option<Self> {
        let mut lines = Lines::new(language, text);
        let screens = Screens::read(&mut lines);
        lines.all_read().then_some(Self { language, screens })
    }

    /// One line for each text, without a newline at the end.
    pub fn lines(&self) -> String {
        let mut lines = Vec::new();
        self.screens.each("", &mut |_, line| lines.push(line));
        lines.join("\n")
    }

    /// Calls `visit` with the name and value of every text. A name is like `top_up.title`.
    pub fn each(&self, visit: &mut dyn FnMut(&str, &'static str)) {
        self.screens.each("", &mut |name, line| visit(name.trim_start_matches('.'), line));
    }
}

/// The texts in this language, compiled into the program. The app must not call it, because its wasm would contain all three
/// languages.
pub const fn of(language: Language) -> Texts {
    match language {
        Language::It => &it::MESSAGES,
        Language::Fr => &fr::MESSAGES,
        Language::En => &en::MESSAGES,
    }
}

/// A language's name in that language, for the language menu.
pub const fn own_name(language: Language) -> &'static str {
    match language {
        Language::It => "Italiano",
        Language::Fr => "Français",
        Language::En => "English",
    }
}

#[cfg(test)]
mod tests;
