//! CSV files as Italian offices save them.
//!
//! [`Table::read`] finds the encoding and the separator, and refuses what it cannot be sure of. [`Cell`] reads texts,
//! amounts, days and moments from a line. What is wrong is said with its line, counted as an editor counts, and its rule;
//! no message repeats a cell's content, which may be personal. What the columns mean is not known here.
//!
//! ```
//! use office_csv::{Column, Table};
//!
//! const COLUMNS: &[Column] = &[Column::text("account"), Column::amount("balance")];
//! let table = Table::read(b"Account;Balance\r\n0001;12,40\r\n", COLUMNS).unwrap();
//! assert_eq!(table.form.to_string(), "UTF-8, columns separated by semicolons, decimal comma");
//! let line = table.lines().next().unwrap();
//! assert_eq!((line.number, line.cell("balance").signed_cents()), (2, Ok(1240)));
//! ```

mod amounts;
mod cell;
mod characters;
mod dates;
mod encoding;
mod error;
mod form;
mod header;
mod quotes;
mod table;

pub use cell::Cell;
pub use dates::{day, moment};
pub use encoding::Encoding;
pub use error::{BadLine, BadLines, Broken, Rule};
pub use form::{Decimals, Form};
pub use header::{Column, Separator, named};
pub use table::{Line, Table};

/// Bytes of the largest file that is read. A municipality's is below a hundredth of it.
pub const LARGEST: u64 = 64 * 1024 * 1024;
