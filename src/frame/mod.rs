//! What is around every screen: skip link, header, navigation, footer, language; and the addresses. No screens.

mod footer;
mod header;
mod language;
mod navigation;
mod page;
mod screen;
mod session_ending;
mod start;

pub use footer::Footer;
pub use header::{Header, TestStrip};
pub use language::{ChosenLanguage, first_texts};
pub use page::{CONTENT, Frame};
pub use screen::Screen;
pub use start::Ground;
