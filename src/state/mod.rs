//! What outlives a page: who is signed in, whose service it is, the notices on the phone, a payment under way.
//!
//! No views and no texts. It asks the gateway through `client`, and keeps what it learns in signals.

pub mod accounts;
pub mod asked;
pub mod checkout;
mod early;
pub mod language;
pub mod letters;
pub mod municipality;
pub mod poll;
pub mod saved_notices;
pub mod session;
pub mod top_ups;

pub use accounts::AccountsState;
pub use asked::{Asked, put, ready};
pub use language::ChosenLanguage;
pub use letters::Letters;
pub use municipality::MunicipalityState;
pub use poll::{Poll, poll};
pub use saved_notices::{SavedNotice, SavedNotices};
pub use session::CurrentSession;
pub use top_ups::TopUpsState;
