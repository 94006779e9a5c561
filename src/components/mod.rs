//! Parts that several pages show. They take values, signals and callbacks, and never fetch or read the state.

mod amount_field;
mod announcer;
mod busy_button;
mod confirm_dialog;
mod copy_field;
mod data_matrix;
mod drawing;
mod error_banner;
mod icon;
mod install_invitation;
mod keyed_list;
mod localised;
mod meter;
mod names;
mod notice_card;
mod notice_numbers;
mod notice_view;
mod page_heading;
mod problem_panel;
mod promise;
mod qr_code;
mod remount;
mod segments;
mod session_warning;
mod share_button;
mod skeleton;
mod stale_banner;
mod state_badge;
mod symbol;
mod tick;
mod update_offer;

pub use amount_field::AmountField;
pub use announcer::{Announcer, LiveRegion};
pub use busy_button::BusyButton;
pub use confirm_dialog::ConfirmDialog;
pub use copy_field::{CopyButton, CopyField};
pub use data_matrix::{DataMatrix, data_matrix_symbol};
pub use drawing::{Drawing, Scene};
pub use error_banner::{ErrorBanner, PageError};
pub use icon::{Icon, Shape};
pub use install_invitation::InstallInvitation;
pub use keyed_list::keyed_list;
pub use localised::localised;
pub use meter::Meter;
pub use names::{account_line, account_name, children, top_up_line, top_up_name};
pub use notice_numbers::NoticeNumbers;
pub use notice_view::{Code, Next, NoticeActions, NoticeView, returned};
pub use page_heading::{CONTENT, FirstScreen, PageHeading};
pub use problem_panel::{ErrorMessage, ProblemPanel};
pub use promise::{meals_in_words, promise};
pub use qr_code::{LinkCode, QrCode, qr_symbol};
pub use remount::remount;
pub use segments::Segments;
pub use session_warning::SessionWarning;
pub use share_button::{Share, ShareButton, notice_text};
pub use skeleton::{Skeleton, WaitingPage};
pub use stale_banner::StaleBanner;
pub use state_badge::StateBadge;
pub use symbol::{Room, Symbol};
pub use tick::Tick;
pub use update_offer::UpdateOffer;

use messages::Texts;

/// The texts in the guardian's language. They do not change in a mounted view: a new language mounts the view again.
pub fn use_texts() -> Texts {
    crate::reactive::context()
}
