//! The layout around every page, and parts that several pages show and that read the state. No pages.

mod error_message;
mod footer;
mod header;
mod language_menu;
mod navigation;
mod notice_row;
mod office_contacts;
mod page;
mod pay_online;
mod pdf_actions;
mod places;
mod receipt_details;
mod receipt_pdf;
mod saved_notice_list;
mod session_ending;
mod sign_in_choice;
mod signed_in_only;
mod test_banner;

pub use error_message::error_message;
pub use footer::Footer;
pub use header::Header;
pub use language_menu::LanguageMenu;
pub use notice_row::{NoticeRow, NoticeRows, unsettled};
pub use office_contacts::OfficeContacts;
pub use page::Layout;
pub use pay_online::{PayOnline, PayOnlineForm};
pub use pdf_actions::{PdfActions, PdfDelivery};
pub use places::{Apps, Counters};
pub use receipt_details::ReceiptDetails;
pub use receipt_pdf::{ReceiptPdf, SavedReceipt, letter_name, letter_of};
pub use saved_notice_list::SavedNoticeList;
pub use sign_in_choice::SignInChoice;
pub use signed_in_only::{SignInLink, SignedInOnly};
pub use test_banner::TestBanner;
