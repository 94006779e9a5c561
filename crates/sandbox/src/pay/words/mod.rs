//! The texts of the payment pages in three languages. Texts only, no HTML.

pub mod catalogue;
mod en;
mod fr;
mod it;

use crate::language::Language;
use catalogue::Words;

pub fn words_in(language: Language) -> &'static Words {
    language.pick(&it::WORDS, &fr::WORDS, &en::WORDS)
}
