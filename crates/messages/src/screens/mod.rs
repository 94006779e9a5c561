//! The texts of each screen: `&'static str` for plain text, a template for text with values.
//!
//! Templates take values that `Intl` has already formatted (money, dates, lists), and numbers for plurals.

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

pub use accounts::AccountsTexts;
pub use common::{CommonTexts, EmailText, PdfText};
pub use counter::CounterTexts;
pub use help::HelpTexts;
pub use history::HistoryTexts;
pub use install::InstallTexts;
pub use notice::{NoticeTexts, PlaceText};
pub use notices::NoticesTexts;
pub use outcome::{OutcomeText, OutcomeTexts};
pub use problems::{ProblemText, ProblemTexts};
pub use profile::ProfileTexts;
pub use rating::{RatingAspectTexts, RatingTexts};
pub use share::ShareTexts;
pub use shared_notice::SharedNoticeTexts;
pub use shell::ShellTexts;
pub use sign_in::SignInTexts;
pub use states::{StateText, StateTexts};
pub use top_up::TopUpTexts;
pub use update::UpdateTexts;
