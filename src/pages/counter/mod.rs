//! The counter page: the code as large as possible, and no links that could be tapped by mistake. It shows the saved
//! notices and needs neither a session nor a network.
//!
//! | file | contains |
//! |---|---|
//! | `live_notice` | one notice, whose status is read every few seconds |
//! | `view` | the page of one notice: its code, or its final state |
//! | `code` | the code and the numbers to type |
//! | `pager` | the way to the next notice: buttons, keyboard, swipe |

mod code;
mod live_notice;
mod pager;
mod view;

use crate::{
    browser::{address::Address, intl},
    components::{CONTENT, PageHeading, use_texts},
    reactive::{context, effect},
    routes::Route,
    state::{SavedNotice, SavedNotices},
};
pub use code::CounterCode;
use contract::TopUpId;
use leptos::prelude::*;
use live_notice::LiveNotice;
pub use pager::{Pager, PagerButtons};
pub use view::{CounterView, PaidNotice, Reach};

/// The page.
#[component]
pub fn CounterPage(
    /// The top-up in the address. Without one, the newest notice is shown.
    id: Option<TopUpId>,
) -> impl IntoView {
    let saved_notices: SavedNotices = context();
    let notices = saved_notices.all_untracked();
    match (choose(&notices, id.as_ref(), &intl::today()), id) {
        (Some(saved), _) => {
            view! { <LiveNotice saved=saved.clone() pager=Pager::around(&saved.top_up_id, &notices) /> }
                .into_any()
        }
        (None, None) => view! { <Nothing /> }.into_any(),
        // The notice page reads it from the gateway, or shows the error.
        (None, Some(id)) => {
            let address: Address = context();
            effect(move || address.replace(Route::Notice(id.clone())));
            ().into_any()
        }
    }
}

/// The notice of `asked`; without it the newest that is not overdue, else the newest.
fn choose(notices: &[SavedNotice], asked: Option<&TopUpId>, today: &str) -> Option<SavedNotice> {
    let found = match asked {
        Some(id) => notices.iter().find(|saved| saved.top_up_id == *id),
        None => notices.iter().find(|saved| !saved.is_overdue(today)).or_else(|| notices.first()),
    };
    found.cloned()
}

/// The page if no notice is saved.
#[component]
fn Nothing() -> impl IntoView {
    let texts = use_texts();
    let words = &texts.counter;
    view! {
        <main class="counter counter-plain" id=CONTENT tabindex="-1">
            <PageHeading title=words.nothing_title />
            {dropped_message()}
            <p>{words.nothing}</p>
            <p><a class="btn btn-primary w-100" href=Route::ACCOUNTS.to_string()>{texts.common.back_to_accounts}</a></p>
        </main>
    }
}

/// The message that an entry could not be read and was removed.
fn dropped_message() -> Option<AnyView> {
    let saved_notices: SavedNotices = context();
    let texts = use_texts();
    untrack(|| saved_notices.has_dropped())
        .then(|| view! { <p class="strip" role="status">{texts.counter.dropped}</p> }.into_any())
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::{TopUp, TopUpState};

    fn saved(id: char, due: &str) -> SavedNotice {
        let id = ["01JD3Z8K0V7Q2M5N9R4T6W8Y0", &id.to_string()].concat();
        let money = r#"{"amount":"25.00","currency":"EUR"}"#;
        let text = format!(
            r#"{{"id":"{id}","account_id":"{id}","children":["Anna"],"service":{{"it":"Mensa"}},"amount":{money},
                "state":"unpaid","created_at":"2026-11-23T12:16:45Z","notice":{{
                "notice_number":"301000000000000144","creditor_code":"00101440073","creditor_name":"Comune",
                "subject":"Ricarica","amount":{money},"due_date":"{due}","key":"{id}"}}}}"#
        );
        let top_up: TopUp = serde_json::from_str(&text).unwrap();
        assert_eq!(top_up.state, TopUpState::Unpaid);
        SavedNotice::of(&"01JD3Z8K0V7Q2M5N9R4T6W8Y0M".parse().unwrap(), &top_up).unwrap()
    }

    fn chosen(notices: &[SavedNotice], asked: Option<&str>) -> Option<char> {
        let asked = asked.map(|id| id.parse().unwrap());
        choose(notices, asked.as_ref(), "2026-12-01")
            .and_then(|saved| saved.top_up_id.as_str().chars().last())
    }

    #[test]
    fn the_newest_notice_that_is_not_overdue_comes_first() {
        let notices = [saved('C', "2026-11-30"), saved('B', "2026-12-01"), saved('A', "2026-12-30")];
        assert_eq!(chosen(&notices, None), Some('B'), "the due date itself is not overdue");
        assert_eq!(chosen(&notices[..1], None), Some('C'), "an overdue one is better than none");
        assert_eq!(chosen(&notices, Some("01JD3Z8K0V7Q2M5N9R4T6W8Y0C")), Some('C'));
        assert_eq!(
            chosen(&notices, Some("01JD3Z8K0V7Q2M5N9R4T6W8Y0X")),
            None,
            "another notice is never shown"
        );
        assert_eq!(chosen(&[], None), None);
    }
}
