//! The notices to pay, above the accounts.

use contract::TopUp;
use maud::{Markup, html};

use super::{super::layout::localised, chevron, words::Words};
use crate::intl;

/// As many as the app shows.
const AT_MOST: usize = 3;

/// Nothing if there are none.
pub fn list(words: &Words, open: &[TopUp]) -> Markup {
    let texts = words.accounts();
    html! {
        @if !open.is_empty() {
            section class="open-top-ups" {
                h2 { (texts.open_title) }
                ul class="cards notice-rows" {
                    @for top_up in open.iter().take(AT_MOST) { (row(words, top_up)) }
                }
                @if open.len() > AT_MOST {
                    a class="btn btn-link w-100" href="/avvisi" { (texts.open_all.of(&open.len().to_string())) }
                }
            }
        }
    }
}

fn row(words: &Words, top_up: &TopUp) -> Markup {
    let texts = words.texts;
    html! {
        li {
            a class="it-card card-link due" href={ "/avviso/" (top_up.id) } {
                span {
                    strong class="money" translate="no" { (intl::money(words.language(), top_up.amount.amount.cents())) }
                    span class="small" {
                        (localised(words.language(), &top_up.service)) ", "
                        span translate="no" { (words.children(&top_up.children)) }
                    }
                }
                (chevron())
            }
            a class="btn btn-outline-primary" href={ "/sportello/" (top_up.id) }
                aria-label=(texts.share.line.of(texts.counter.show, &words.notice(top_up))) { (texts.accounts.show) }
        }
    }
}
