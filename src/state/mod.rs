//! State that outlives a page: session, municipality, accounts, saved notices and the payment flow. No views; the
//! only texts are those of the current language.

pub mod accounts;
pub mod asked;
pub mod checkout;
mod early;
pub mod kept_accounts;
pub mod language;
pub mod letters;
pub mod municipality;
pub mod poll;
pub mod saved_notices;
pub mod session;
pub mod top_ups;

pub use accounts::AccountsState;
pub use asked::{Asked, StaleSince, now_s, put, ready};
pub use kept_accounts::KeptAccounts;
pub use language::ChosenLanguage;
pub use letters::{Letters, saved_pdf};
pub use municipality::MunicipalityState;
pub use poll::{Poll, poll, refresh};
pub use saved_notices::{SavedNotice, SavedNotices};
pub use session::CurrentSession;
pub use top_ups::TopUpsState;
