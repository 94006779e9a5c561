//! The HTTP contract between the app and the gateway: requests, responses, problems, paths.
//!
//! Each value is a type that cannot hold a wrong value. No fetching, storing or rendering here. Only the app and the
//! gateway depend on this crate.
//!
//! | module | contents |
//! |---|---|
//! | [`paths`] | the path of each operation |
//! | [`id`] | [`TopUpId`], [`MovementId`], [`AccountId`], [`CheckoutId`], [`ChallengeId`], [`SessionId`], [`NoticeKey`], [`LinkKey`], [`GuardianMark`], [`IdempotencyKey`] |
//! | [`money`] | [`Money`], [`SignedMoney`] |
//! | [`instant`] | [`Timestamp`], [`Date`] |
//! | [`language`] | [`Language`] |
//! | [`session`] | signing in and out |
//! | [`account`] | a guardian's meal accounts |
//! | [`balance_after`] | what a top-up makes of a balance, and the amounts to suggest |
//! | [`top_up`] | a top-up and its state |
//! | [`notice`] | the notice that pays a top-up |
//! | [`checkout`] | the payment of one to five top-ups on the payment page |
//! | [`outcome`] | the states of a checkout's top-ups, by the checkout's id alone |
//! | [`rating`] | how easy a top-up was |
//! | [`movement`] | top-ups and what the office charges, in one list by day |
//! | [`municipality`] | the municipality, its office and its texts |
//! | [`shared_notice`] | a notice that is opened by a link, without a session |
//! | [`profile`] | language of mails, open sessions, what is kept, the request for erasure |
//! | [`my_data`] | everything that is kept of a guardian |
//! | [`statement`] | the yearly statements for the tax return |
//! | [`status`] | health |
//! | [`problem`] | every error, by RFC 9457 |

pub mod account;
pub mod balance_after;
pub mod checkout;
pub mod id;
pub mod instant;
pub mod language;
pub mod money;
pub mod movement;
pub mod municipality;
pub mod my_data;
pub mod notice;
pub mod outcome;
pub mod paths;
pub mod problem;
pub mod profile;
pub mod rating;
pub mod session;
pub mod shared_notice;
pub mod statement;
pub mod status;
pub mod top_up;

pub use account::{Account, Accounts, BalanceLevel, TopUpLimits, by_need};
pub use balance_after::{BalanceAfter, Purpose, QuickAmount};
pub use checkout::{Attempt, AttemptOutcome, Checkout, NewCheckout, SignInHint};
pub use id::{
    AccountId, ChallengeId, CheckoutId, GuardianMark, IdError, IdempotencyKey, LinkKey, MovementId,
    NoticeKey, SessionId, TopUpId,
};
pub use instant::{Date, InstantError, Month, Timestamp};
pub use language::Language;
pub use money::{Currency, Money, SignedMoney};
pub use movement::{MonthTotals, Movement, MovementFilter, MovementKind, Movements, OfficeBalance};
pub use municipality::{Colours, Links, Localised, Municipality, Office, OwnTexts};
pub use my_data::{MyAccount, MyCheckout, MyData, MyGuardian, MyMovement, MyTopUp};
pub use notice::{NewNoticeEmail, Notice, NoticeEmail, NoticeStatus};
pub use outcome::{Outcome, OutcomeTopUp};
pub use problem::{FieldError, Problem, ProblemKind};
pub use profile::{ErasureRequest, MailLanguage, OpenSession, OpenSessions, Profile, Retention};
pub use rating::{NewRating, RatingAspect, Stars};
pub use session::{NewChallenge, NewSession, Session, SignInChallenge, SignInMethod};
pub use shared_notice::{NewNoticeLink, NewSharedCheckout, NoticeLink, SharedNotice};
pub use statement::{Statement, Statements, Year, YearError};
pub use status::{Component, Health, Status};
pub use top_up::{Anomaly, NewTopUp, PaymentMeans, TopUp, TopUpState, TopUps};
