//! What lives here: one file or folder a screen. A page fetches, owns its signals and decides what is shown.
//! What must not: parts that several pages show (components), texts (messages).
//! Who may use it: `app` and `entrance`, which give each page its address; `frame`, for what pages share.

mod accounts;
pub mod counter;
mod help;
mod history;
mod not_found;
pub mod notice;
pub mod outcome;
mod shared;
mod top_up;

pub use accounts::{AccountCard, AccountsPage};
pub use counter::CounterPage;
pub use help::HelpPage;
pub use history::HistoryPage;
pub use not_found::NotFoundPage;
pub use notice::NoticePage;
pub use outcome::OutcomePage;
pub use shared::{
    kept::look_after,
    known::Known,
    letters::{LETTERS, Letters},
    localised::localised,
    office::OfficeContacts,
    pay_online::PayOnline,
    session::{CurrentSession, SignInPage, SignedInOnly},
    town::Town,
};
pub use top_up::{AccountLine, AmountFor, KeptDraft, SignInChoice, TopUpPage};
