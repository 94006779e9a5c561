//! The saved notices, in the local storage of a real browser.
#![cfg(target_arch = "wasm32")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "test helpers may stop at the first surprise"
)]

use contract::{GuardianMark, NoticeStatus, TopUp, TopUpState};
use leptos::{mount::mount_to, prelude::*};
use ricarica::{browser::storage::Storage, state::SavedNotices};
use serde_json::json;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

const PREFIX: &str = "ricarica.notice.";

/// A top-up. The last character of its id identifies it.
fn top_up(last: char, state: TopUpState) -> TopUp {
    let id = ["01JD3Z8K0V7Q2M5N9R4T6W8Y0", &last.to_string()].concat();
    serde_json::from_value(json!({
        "id": id, "account_id": id, "children": ["Anna"], "service": { "it": "Mensa scolastica", "fr": "Cantine scolaire" },
        "amount": { "amount": "25.00", "currency": "EUR" }, "state": state,
        "created_at": "2026-11-23T12:16:45Z", "checked_at": "2026-11-23T12:17:00Z",
        "notice": {
            "notice_number": "301000000000000144", "creditor_code": "00101440073",
            "creditor_name": "Comune di Valtournenche", "cbill_code": "AAAAA",
            "subject": "Ricarica Mensa scolastica conto M-0001",
            "amount": { "amount": "25.00", "currency": "EUR" }, "due_date": "2026-12-23", "key": id,
        },
    }))
    .unwrap()
}

fn mark(last: char) -> GuardianMark {
    ["01JD3Z8K0V7Q2M5N9R4T6W8YM", &last.to_string()].concat().parse().unwrap()
}

/// Runs a test with empty storage, as at the first start of the app.
fn fresh(test: impl FnOnce(SavedNotices)) {
    for key in Storage::Local.keys(PREFIX) {
        Storage::Local.remove(&key);
    }
    // Mounting starts the executor of tasks.
    let body = web_sys::window().unwrap().document().unwrap().body().unwrap();
    let _mounted = mount_to(body, || ());
    Owner::new().with(|| test(SavedNotices::open()));
}

/// The last characters of the ids that the next start of the app finds.
fn found() -> String {
    let ids = |saved_notices: SavedNotices| {
        saved_notices
            .all_untracked()
            .iter()
            .filter_map(|saved| saved.top_up_id.as_str().chars().last())
            .collect()
    };
    Owner::new().with(|| ids(SavedNotices::open()))
}

#[wasm_bindgen_test]
fn unpaid_notices_are_restored_newest_first() {
    fresh(|saved_notices| {
        for last in ['A', 'C', 'B'] {
            saved_notices.record(&mark('A'), &top_up(last, TopUpState::Unpaid));
        }
        assert_eq!(found(), "CBA");
        let saved = saved_notices.find_untracked(&top_up('B', TopUpState::Unpaid).id).unwrap();
        assert_eq!(saved.notice.notice_number.to_string(), "301000000000000144");
        assert_eq!(saved.notice.cbill_code, None, "home banking needs a network");
    });
}

#[wasm_bindgen_test]
fn only_unpaid_and_in_progress_notices_are_saved() {
    for state in TopUpState::ALL {
        fresh(|saved_notices| {
            saved_notices.record(&mark('A'), &top_up('A', TopUpState::Unpaid));
            saved_notices.record(&mark('A'), &top_up('A', state));
            let is_saved = matches!(state, TopUpState::Unpaid | TopUpState::InProgress);
            assert_eq!(found(), if is_saved { "A" } else { "" }, "{state:?}");
        });
    }
}

#[wasm_bindgen_test]
fn a_status_is_recorded_and_a_payment_removes_the_notice() {
    fresh(|saved_notices| {
        let id = top_up('A', TopUpState::Unpaid).id;
        saved_notices.record(&mark('A'), &top_up('A', TopUpState::Unpaid));
        let mut status = NoticeStatus {
            state: TopUpState::InProgress,
            returned: None,
            paid_at: None,
            checked_at: None,
            platform_silent: true,
        };
        saved_notices.record_status(&id, &status);
        let saved = saved_notices.find_untracked(&id).unwrap();
        assert_eq!(saved.state, TopUpState::InProgress);
        assert!(saved.checked_at.is_some(), "without a new check the last one stays");
        status.state = TopUpState::Paid;
        saved_notices.record_status(&id, &status);
        assert_eq!(found(), "");
    });
}

#[wasm_bindgen_test]
fn signing_out_and_another_guardian_remove_the_notices() {
    fresh(|saved_notices| {
        saved_notices.record(&mark('A'), &top_up('A', TopUpState::Unpaid));
        saved_notices.remove_others(&mark('A'));
        assert_eq!(found(), "A");
        saved_notices.record(&mark('B'), &top_up('B', TopUpState::Unpaid));
        saved_notices.remove_others(&mark('B'));
        assert_eq!(found(), "B");
        saved_notices.clear();
        assert_eq!(found(), "");
    });
}

#[wasm_bindgen_test]
fn corrupt_entries_and_other_formats_are_removed_without_affecting_others() {
    fresh(|saved_notices| {
        saved_notices.record(&mark('A'), &top_up('A', TopUpState::Unpaid));
        let good = Storage::Local
            .get_text(&[PREFIX, "1.", top_up('A', TopUpState::Unpaid).id.as_str()].concat())
            .unwrap();
        assert!(!saved_notices.has_dropped());
        for (key, text) in [
            ("1.01JD3Z8K0V7Q2M5N9R4T6W8Y0B", "{"),
            ("1.01JD3Z8K0V7Q2M5N9R4T6W8Y0C", "[]"),
            ("1.01JD3Z8K0V7Q2M5N9R4T6W8Y0D", good.as_str()),
            ("0.01JD3Z8K0V7Q2M5N9R4T6W8Y0E", good.as_str()),
            ("2", "null"),
        ] {
            assert!(Storage::Local.set_text(&[PREFIX, key].concat(), text));
        }
        Owner::new().with(|| {
            let next = SavedNotices::open();
            assert!(next.has_dropped());
            assert_eq!(next.all_untracked().len(), 1);
        });
        assert_eq!(Storage::Local.keys(PREFIX).len(), 1);
        Owner::new().with(|| assert!(!SavedNotices::open().has_dropped(), "it is reported once"));
    });
}
