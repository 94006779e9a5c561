//! One file or folder for each page. A page fetches, owns its signals and decides what is shown; no page imports
//! another.

pub mod accounts;
pub mod counter;
pub mod help;
pub mod history;
pub mod not_found;
pub mod notice;
pub mod outcome;
pub mod top_up;

pub use accounts::{AccountCard, AccountsPage};
pub use counter::CounterPage;
pub use help::HelpPage;
pub use history::HistoryPage;
pub use not_found::NotFoundPage;
pub use notice::NoticePage;
pub use outcome::OutcomePage;
pub use top_up::{AccountLine, AmountFor, TopUpPage};
