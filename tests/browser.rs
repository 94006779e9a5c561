//! The browser wrappers in a real browser.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, reason = "test helpers may stop at the first surprise")]

use contract::{Date, Language, Money, SignedMoney, Timestamp};
use pagopa::Amount;
use ricarica::browser::{intl, random, redirect::SafeUrl, storage::Storage};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// Replaces the non-breaking spaces of `Intl`, which differ between versions.
fn plain(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}'], " ")
}

#[wasm_bindgen_test]
fn money_is_written_as_each_language_writes_it_to_the_cent() {
    let money = Money::from(Amount::from_cents(123_456_789).unwrap());
    let written = Language::ALL.map(|language| plain(&intl::money(language, money)));
    assert_eq!(written, ["1.234.567,89 €", "1 234 567,89 €", "€1,234,567.89"]);
    let largest = plain(&intl::money(Language::It, Amount::MAX.into()));
    assert_eq!(largest, "99.999.999,99 €");
}

#[wasm_bindgen_test]
fn a_debt_keeps_its_sign() {
    let owed = SignedMoney::from_cents(-350).unwrap();
    assert_eq!(plain(&intl::signed_money(Language::It, owed)), "\u{2212}3,50 €");
    assert_eq!(plain(&intl::signed_money(Language::En, owed)), "\u{2212}€3.50");
}

#[wasm_bindgen_test]
fn a_due_date_does_not_become_the_day_before() {
    let day = Date::try_from("2026-12-01".to_owned()).unwrap();
    let written = Language::ALL.map(|language| intl::day(language, &day));
    assert_eq!(written, ["1 dicembre 2026", "1 décembre 2026", "1 December 2026"]);
}

#[wasm_bindgen_test]
fn date_and_time_are_in_italian_time() {
    let moment = Timestamp::try_from("2026-11-23T23:30:00Z".to_owned()).unwrap();
    assert!(intl::moment(Language::It, &moment).contains("24 nov 2026"));
    for language in Language::ALL {
        assert!(intl::moment(language, &moment).contains("00:30"));
    }
    assert!(intl::moment(Language::En, &moment).contains("24 Nov 2026"));
}

#[wasm_bindgen_test]
fn children_are_listed_as_each_language_lists_them() {
    let list = |language, names: &[&str]| intl::list(language, names.iter().copied());
    assert_eq!(list(Language::It, &["Anna"]), "Anna");
    assert_eq!(list(Language::It, &["Anna", "Luca"]), "Anna e Luca");
    assert_eq!(list(Language::Fr, &["Théo", "Léa", "Zoé"]), "Théo, Léa et Zoé");
    assert_eq!(list(Language::En, &["Anna", "Luca"]), "Anna and Luca");
}

#[wasm_bindgen_test]
fn only_https_and_the_sandbox_on_this_machine_are_safe_addresses() {
    for good in ["https://checkout.pagopa.it/c/1?a=b", "http://127.0.0.1:8090/c/1", "http://localhost/x"] {
        assert!(SafeUrl::parse(good).is_some(), "{good}");
    }
    for bad in [
        "",
        "/c/1",
        "//checkout.pagopa.it/c/1",
        "javascript:alert(1)",
        "data:text/html,x",
        "http://checkout.pagopa.it/c/1",
        "http://127.0.0.1.example.org/",
        "https://someone@checkout.pagopa.it/",
        "https://a:b@checkout.pagopa.it/",
    ] {
        assert_eq!(SafeUrl::parse(bad), None, "{bad}");
    }
}

#[wasm_bindgen_test]
fn a_saved_value_is_restored_and_another_format_is_ignored() {
    for storage in [Storage::Session, Storage::Local] {
        assert!(storage.set("test", &vec![1, 2]));
        assert_eq!(storage.get::<Vec<u8>>("test"), Some(vec![1, 2]));
        assert_eq!(storage.get::<String>("test"), None);
        storage.remove("test");
        assert_eq!(storage.get_text("test"), None);
    }
}

#[wasm_bindgen_test]
fn no_two_keys_are_the_same() {
    let keys: std::collections::HashSet<_> = (0..100).map(|_| random::idempotency_key()).collect();
    assert_eq!(keys.len(), 100);
    assert!(keys.iter().all(|key| key.as_str().len() == 32));
}
