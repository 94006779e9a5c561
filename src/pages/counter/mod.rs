//! At the counter: the code, as large as it can be, and nothing to hit by mistake.
//!
//! | file | what |
//! |---|---|
//! | `stand` | one notice and how it stands, asked again every few seconds |
//! | `view` | what is shown of it: the code, or what has become of it |
//! | `code` | the code, with the numbers for whoever types them |
//! | `turn` | from one notice to the next: buttons, keyboard, swipe |
//!
//! It works without a session and without a network: what it shows is in the wallet.

mod code;
mod stand;
mod turn;
mod view;

use crate::{
    browser::{address::Address, intl},
    components::{PageHeading, use_texts},
    wallet::{KeptNotice, Wallet},
};
pub use code::CounterCode;
use leptos::prelude::*;
use stand::Stand;
pub use turn::{Turn, Turning};
pub use view::{CounterView, Reach};

/// The screen.
#[component]
pub fn CounterPage(
    /// The top-up that the address names; without one the newest notice is shown.
    id: Option<String>,
) -> AnyView {
    let wallet: Wallet = expect_context();
    let notices = wallet.all_untracked();
    match (choose(&notices, id.as_deref(), &intl::today()), id) {
        (Some(kept), _) => {
            view! { <Stand kept=kept.clone() turn=Turn::around(&kept.top_up_id, &notices) /> }.into_any()
        }
        (None, None) => view! { <Nothing /> }.into_any(),
        // Its own screen finds it at the gateway, or says why not.
        (None, Some(id)) => {
            let address: Address = expect_context();
            Effect::new(move |_| address.go_instead(&["/avviso/", &id].concat()));
            ().into_any()
        }
    }
}

/// The one that is asked for; else the newest that is not overdue; else the newest.
fn choose(notices: &[KeptNotice], asked: Option<&str>, today: &str) -> Option<KeptNotice> {
    let found = match asked {
        Some(id) => notices.iter().find(|kept| kept.top_up_id.as_str() == id),
        None => notices.iter().find(|kept| !kept.is_overdue(today)).or_else(|| notices.first()),
    };
    found.cloned()
}

/// Nothing is kept on this phone.
#[component]
fn Nothing() -> impl IntoView {
    let texts = use_texts();
    let words = &texts.counter;
    view! {
        <main class="counter counter-plain" id="content" tabindex="-1">
            <PageHeading title=words.nothing_title />
            {wallet_message()}
            <p>{words.nothing}</p>
            <p><a class="btn btn-primary w-100" href="/">{texts.common.back_to_accounts}</a></p>
        </main>
    }
}

/// Something could not be read and was dropped.
fn wallet_message() -> Option<AnyView> {
    let wallet: Wallet = expect_context();
    let texts = use_texts();
    untrack(|| wallet.has_dropped())
        .then(|| view! { <p class="strip" role="status">{texts.counter.dropped}</p> }.into_any())
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::{TopUp, TopUpState};

    fn kept(id: char, due: &str) -> KeptNotice {
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
        KeptNotice::of(&"01JD3Z8K0V7Q2M5N9R4T6W8Y0M".parse().unwrap(), &top_up).unwrap()
    }

    fn chosen(notices: &[KeptNotice], asked: Option<&str>) -> Option<char> {
        choose(notices, asked, "2026-12-01").and_then(|kept| kept.top_up_id.as_str().chars().last())
    }

    #[test]
    fn the_newest_in_time_comes_first() {
        let notices = [kept('C', "2026-11-30"), kept('B', "2026-12-01"), kept('A', "2026-12-30")];
        assert_eq!(chosen(&notices, None), Some('B'), "the due date itself is in time");
        assert_eq!(chosen(&notices[..1], None), Some('C'), "an overdue one is better than none");
        assert_eq!(chosen(&notices, Some("01JD3Z8K0V7Q2M5N9R4T6W8Y0C")), Some('C'));
        assert_eq!(
            chosen(&notices, Some("01JD3Z8K0V7Q2M5N9R4T6W8Y0X")),
            None,
            "never another one than asked"
        );
        assert_eq!(chosen(&[], None), None);
    }
}
