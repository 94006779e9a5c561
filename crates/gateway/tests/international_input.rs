//! Addresses and codes as phones of other languages write them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "test code"
)]

mod common;

use common::{ACCOUNTS, ANNA, TestEnvironment, browser::Browser};

#[tokio::test]
async fn internationalised_address_signs_in_in_both_forms_and_gets_its_mail() {
    let environment = TestEnvironment::start().await;
    let (unicode, ascii) = ("paola@caff\u{e8}.example", "paola@xn--caff-8oa.example");
    environment.import(&ACCOUNTS.replace(ANNA, unicode)).await;
    for typed in [unicode, ascii, " \u{200e}Paola@CAFF\u{c8}.example\u{200f} ", "paola@caffe\u{300}.example"]
    {
        let mut browser = Browser::new(&environment);
        let before = environment.mails(ascii).await.len();
        let sent = browser.submit("/accesso", &[("email", typed)]).await;
        assert_eq!(sent.location(), "/accesso/codice", "{typed}");
        // The mail server gets A-labels.
        let code = environment.guest().code(ascii, before).await;
        let page = browser.get("/accesso/codice").await;
        assert!(page.has(unicode), "{typed}: the page has the readable form");
        let arabic: String =
            code.bytes().map(|digit| char::from_u32(0x660 + u32::from(digit - b'0')).unwrap()).collect();
        let entered = browser.submit("/accesso/codice", &[("code", &format!("\u{200f}{arabic}"))]).await;
        assert_eq!(entered.location(), "/", "{typed}");
    }
}
