//! The payment notice (*avviso di pagamento*) as an accessible PDF: one A4 page per [`Notice`], laid out as pagoPA's
//! notice guide prescribes. And what there is after the payment: the [`Receipt`] of a top-up, and
//! the [`Statement`] of a year for the tax return.
//!
//! The crate holds the limits of a notice, the fixed texts, the fonts, the layout and the PDF output. It has no HTTP, no
//! database and does not know where a notice comes from. The gateway uses it; it uses `pagopa` for the texts of the
//! codes and `codes` for their symbols.
//!
//! ```
//! let notice = letter::Notice::from_json(include_str!("../samples/due.json"))?;
//! let pdf = letter::pdf(&notice, &letter::Logos::default())?;
//! assert!(pdf.starts_with(b"%PDF-1.7"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod document;
mod error;
mod figures;
mod fixed_texts;
mod form;
mod language;
mod length;
mod lines;
mod logo;
mod notice;
mod paper;
mod printable;
mod receipt;
mod sheet;
mod statement;
mod text;
mod typeface;

pub use document::pdf;
pub use error::{LogoError, NoticeError, PrintError, Rule};
pub use language::{Language, Languages};
pub use logo::{Logo, Logos};
pub use notice::{Cbill, Creditor, Debtor, Fields, Notice, Postal};
pub use receipt::{Account, Means, Receipt, receipt_pdf};
pub use statement::{Payment, Statement, StatementAccount, shares, statement_pdf};
pub use text::Text;
