//! The A4 payment notice (*avviso di pagamento*) as an accessible PDF: from one [`Notice`] value, one page as
//! pagoPA's guide lays it out.
//!
//! What lives here: what a letter may say, its fixed texts, its fonts, where everything stands, how it is written.
//! What must not: HTTP, the database, where notices come from. The gateway uses it; it uses `pagopa`.
//!
//! ```
//! let notice = letter::Notice::from_json(include_str!("../samples/due.json"))?;
//! let pdf = letter::pdf(&notice, &letter::Logos::default())?;
//! assert!(pdf.starts_with(b"%PDF-1.7"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod codes;
mod document;
mod error;
mod figures;
mod fixed_texts;
mod language;
mod length;
mod lines;
mod logo;
mod notice;
mod paper;
mod printable;
mod sheet;
mod text;
mod typeface;

pub use document::pdf;
pub use error::{LogoError, NoticeError, PrintError, Rule};
pub use language::{Language, Languages};
pub use logo::{Logo, Logos};
pub use notice::{Cbill, Creditor, Debtor, Fields, Notice, Postal};
pub use text::Text;
