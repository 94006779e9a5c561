//! What lives here: what is around every screen, in both programs: skip link, header, footer, language; the addresses.
//! What must not: screens.
//! Who may use it: [`crate::app`] and [`crate::entrance`], each of which is a program.

mod footer;
mod header;
mod language;
mod page;
mod screen;
mod start;

pub use footer::Footer;
pub use header::{Header, TestStrip};
pub use language::{ChosenLanguage, first_texts};
pub use page::{CONTENT, Frame};
pub use screen::Screen;
pub use start::{Ground, start};
