//! Parts that several pages of a cart share.

use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};

use super::words::catalogue::Words;
use super::words::words_in;
use crate::dates;
use crate::digits::in_groups_of_four;
use crate::pages::page::{MessageKind, Page, message};
use crate::state::carts::cart::Cart;
use crate::state::registry::fault::Fault;
use crate::state::registry::notice::{NoticeDetails, NoticeKey};

/// An empty page in the cart's language.
pub fn cart_page<'a>(cart: &Cart, title: &'a str) -> Page<'a> {
    Page::new(title).language(cart.language)
}

pub fn words(cart: &Cart) -> &'static Words {
    words_in(cart.language)
}

/// The button that cancels the payment, on every page up to the summary.
pub fn cancel_form(cart: &Cart) -> Markup {
    html! {
        form method="post" action=(format!("/c/{}/annulla", cart.id)) {
            button.quiet type="submit" { (words(cart).cancel) }
        }
    }
}

/// A link back to an earlier page of the cart.
pub fn back_link(cart: &Cart, step: &str) -> Markup {
    html! { p { a href=(format!("/c/{}/{step}", cart.id)) { (words(cart).back) } } }
}

/// The link to the creditor's site, with the look of a button.
pub fn return_link(cart: &Cart) -> Markup {
    html! { a.button.primary href=(cart.return_url()) { (words(cart).back_to_creditor) } }
}

/// The notices with creditor, subject, number, due date and amount.
pub fn notice_list(cart: &Cart, notices: &[NoticeDetails]) -> Markup {
    let words = words(cart);
    html! {
        ul.bill {
            @for notice in notices {
                li {
                    strong { (notice.creditor_name) }
                    @if let Some(office) = &notice.office { ", " (office) }
                    br;
                    (notice.description)
                    br;
                    small {
                        ((words.notice_line)(&in_groups_of_four(&notice.notice_number), &dates::format_day(notice.due)))
                    }
                    p.sum { span { (words.amount) } span { (notice.amount.format(cart.language)) } }
                }
            }
        }
    }
}

/// One of the creditor's faults. The cart stays open.
pub fn fault_page(cart: &Cart, notice: &NoticeKey, fault: Fault) -> Response {
    let words = words(cart);
    cart_page(cart, words.unpayable).status(StatusCode::CONFLICT).render(html! {
        (message(MessageKind::Error, fault.sentence(cart.language)))
        dl {
            dt { (words.notice_number) } dd { (in_groups_of_four(&notice.nav)) }
            dt { (words.code) } dd { code { (fault.code()) } }
        }
        (return_link(cart))
    })
}
