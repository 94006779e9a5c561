//! One file or folder for each page. A page fetches, owns its signals and decides what is shown; no page imports
//! another.

pub mod accounts;
pub mod counter;
pub mod help;
pub mod history;
pub mod not_found;
pub mod notice;
pub mod notices;
pub mod outcome;
pub mod profile;
pub mod shared_notice;
pub mod top_up;

pub use accounts::{AccountInNeed, AccountRow, AccountsPage};
pub use counter::CounterPage;
pub use help::HelpPage;
pub use history::HistoryPage;
pub use not_found::NotFoundPage;
pub use notice::NoticePage;
pub use notices::NoticesPage;
pub use outcome::OutcomePage;
pub use profile::ProfilePage;
pub use shared_notice::SharedNoticePage;
pub use top_up::{AccountLine, AmountFor, TopUpPage};
