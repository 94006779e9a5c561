//! Who is who among the guardians and accounts of a file and those that are stored.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "test code"
)]

mod common;

use common::{
    ACCOUNTS, ANNA, BRUNO, TestEnvironment,
    accounts_file::{A, B, file, import, refused, store},
};
use gateway::{service::import_accounts::Summary, store::Store};

/// Another guardian's fiscal code.
const C: &str = "FOXDRA26C24H872Y";
/// Provisional, with a right check digit.
const PROVISIONAL: &str = "61492729001";

/// The accounts' numbers of the guardian with this address.
async fn accounts_of(store: &Store, email: &str) -> Option<Vec<String>> {
    let guardian = store.guardian_by_email(email).await.unwrap()?;
    let accounts = store.accounts_of(&guardian.id).await.unwrap();
    Some(accounts.into_iter().map(|one| one.account.reference).collect())
}

#[tokio::test]
async fn one_guardian_with_two_addresses_is_refused_with_both_lines() {
    let (_folder, store) = store().await;
    let said = refused(
        &store,
        file(&[["M-1", ANNA, A, "Anna"], ["M-2", BRUNO, B, "Bruno"], ["M-3", "casa@example.org", A, "Anna"]]),
    )
    .await;
    assert_eq!(
        said,
        "nothing was imported:\n  line 4: guardian_email: line 2 gives the same guardian another address"
    );
    let said = refused(&store, file(&[["M-1", ANNA, A, "Anna"], ["M-3", ANNA, A, "Anna Perrin"]])).await;
    assert!(
        said.contains("line 3: guardian_name: line 2 writes the same guardian's name differently"),
        "{said}"
    );
    let said = refused(&store, file(&[["M-1", ANNA, A, "Anna"], ["M-3", ANNA, B, "Anna"]])).await;
    assert!(
        said.contains("line 3: guardian_email: line 2 gives this address to a guardian with another"),
        "{said}"
    );
}

#[tokio::test]
async fn an_address_is_handed_on_whichever_line_comes_first() {
    for is_new_holder_first in [true, false] {
        let (_folder, store) = store().await;
        import(&store, file(&[["M-1", ANNA, A, "Anna"]])).await.unwrap();
        let mut lines = [["M-1", "nuova@example.org", A, "Anna"], ["M-2", ANNA, B, "Bruno"]];
        if is_new_holder_first {
            lines.reverse();
        }
        let done = import(&store, file(&lines)).await.unwrap();
        assert_eq!(done, Summary { added: 1, changed: 1, unchanged: 0 });
        assert_eq!(accounts_of(&store, ANNA).await.unwrap(), ["M-2"]);
        assert_eq!(accounts_of(&store, "nuova@example.org").await.unwrap(), ["M-1"]);
    }
}

#[tokio::test]
async fn addresses_are_swapped_and_passed_round_in_one_file() {
    let (_folder, store) = store().await;
    let dora = "dora@example.org";
    import(&store, file(&[["M-1", ANNA, A, "Anna"], ["M-2", BRUNO, B, "Bruno"], ["M-3", dora, C, "Dora"]]))
        .await
        .unwrap();
    let guardian = store.guardian_by_email(ANNA).await.unwrap().unwrap();
    import(&store, file(&[["M-1", BRUNO, A, "Anna"], ["M-2", ANNA, B, "Bruno"]])).await.unwrap();
    assert_eq!(store.guardian_by_email(BRUNO).await.unwrap().unwrap().id, guardian.id);
    assert_eq!(accounts_of(&store, ANNA).await.unwrap(), ["M-2"]);
    import(&store, file(&[["M-1", dora, A, "Anna"], ["M-2", BRUNO, B, "Bruno"], ["M-3", ANNA, C, "Dora"]]))
        .await
        .unwrap();
    assert_eq!(store.guardian_by_email(dora).await.unwrap().unwrap().id, guardian.id);
    assert_eq!(accounts_of(&store, ANNA).await.unwrap(), ["M-3"]);
}

#[tokio::test]
async fn an_address_is_not_taken_from_a_guardian_who_is_not_in_the_file() {
    let (_folder, store) = store().await;
    import(&store, file(&[["M-1", ANNA, A, "Anna"]])).await.unwrap();
    let said = refused(&store, file(&[["M-2", ANNA, B, "Bruno"]])).await;
    assert!(
        said.contains(
            "line 2: guardian_email: belongs to a guardian with another fiscal code, who is not in"
        ),
        "{said}"
    );
    assert_eq!(accounts_of(&store, ANNA).await.unwrap(), ["M-1"]);
}

#[tokio::test]
async fn guardian_with_a_provisional_fiscal_code_pays_with_a_notice() {
    let environment = TestEnvironment::start().await;
    let email = "guardian.prova@example.org";
    environment.import(&file(&[["P-1", email, PROVISIONAL, "Guardian Prova"]])).await;
    let guardian = environment.signed_in(email).await;
    let top_up = guardian.open("Zoé", "25.00").await;
    let letter = guardian.get(&format!("/api/v1/top-ups/{}/letter", top_up["id"].as_str().unwrap())).await;
    assert!(letter.bytes.starts_with(b"%PDF"));
    guardian.pay(&top_up).await;
}

#[tokio::test]
async fn definitive_fiscal_code_replaces_the_provisional_one() {
    let (_folder, store) = store().await;
    import(&store, file(&[["M-1", ANNA, PROVISIONAL, "Anna"]])).await.unwrap();
    let before = store.guardian_by_email(ANNA).await.unwrap().unwrap();
    // With another name it may be another person.
    let said = refused(&store, file(&[["M-1", ANNA, A, "Annalisa"]])).await;
    assert!(said.contains("another fiscal code"), "{said}");
    import(&store, file(&[["M-1", ANNA, A, "Anna"]])).await.unwrap();
    let after = store.guardian_by_email(ANNA).await.unwrap().unwrap();
    assert_eq!((after.id, after.fiscal_code.to_string()), (before.id, A.to_owned()));
    let said = refused(&store, file(&[["M-2", BRUNO, "61492729002", "Bruno"]])).await;
    assert!(said.contains("line 2: guardian_fiscal_code: "), "{said}");
    let said = refused(&store, file(&[["M-2", BRUNO, "149272900", "Bruno"]])).await;
    assert!(said.contains("a spreadsheet drops leading zeros"), "{said}");
}

#[tokio::test]
async fn an_account_that_has_lost_its_leading_zeros_is_noticed() {
    let (_folder, store) = store().await;
    let said = refused(&store, file(&[["000001", ANNA, A, "Anna"], ["1", BRUNO, B, "Bruno"]])).await;
    assert!(
        said.contains("line 3: account: 000001 is on line 2 and differs in leading zeros alone"),
        "{said}"
    );
    import(&store, file(&[["000001", ANNA, A, "Anna"]])).await.unwrap();
    let said = refused(&store, file(&[["1", ANNA, A, "Anna"]])).await;
    assert!(said.contains("line 2: account: 000001 is stored and differs in leading zeros alone"), "{said}");
    assert_eq!(accounts_of(&store, ANNA).await.unwrap(), ["000001"]);
    // Numbers with letters are no numbers.
    import(&store, file(&[["M-1", ANNA, A, "Anna"], ["M-01", ANNA, A, "Anna"], ["10", ANNA, A, "Anna"]]))
        .await
        .unwrap();
}

#[tokio::test]
async fn two_imports_at_once_leave_one_of_the_two_files() {
    let environment = TestEnvironment::start().await;
    let store = environment.service.store();
    let swapped =
        ACCOUNTS.replace(ANNA, "x@example.org").replace(BRUNO, ANNA).replace("x@example.org", BRUNO);
    for _ in 0..10 {
        let (one, other) = tokio::join!(import(store, ACCOUNTS), import(store, &swapped));
        one.unwrap();
        other.unwrap();
        let of_anna = accounts_of(store, ANNA).await.unwrap();
        let of_bruno = accounts_of(store, BRUNO).await.unwrap();
        let expected = if of_anna.len() == 2 {
            (vec!["M-0001", "M-0002"], vec!["M-0003"])
        } else {
            (vec!["M-0003"], vec!["M-0001", "M-0002"])
        };
        assert_eq!(
            (of_anna, of_bruno),
            (
                expected.0.into_iter().map(str::to_owned).collect(),
                expected.1.into_iter().map(str::to_owned).collect()
            )
        );
    }
}
