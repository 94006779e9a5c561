//! The draft of an order, saved in this tab, so that a reload, an expired session or a return from the payment page
//! neither loses the typed amounts nor repeats a request.

use crate::browser::{random, storage::Storage};
use contract::{AccountId, CheckoutId, IdempotencyKey, SignInHint, TopUpId};
use leptos::prelude::*;
use pagopa::Amount;
use serde::{Deserialize, Serialize};

const KEY: &str = "ricarica.top-up";

/// The saved draft.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Contents {
    lines: Vec<Line>,
    checkout: Option<OpenCheckout>,
    /// The checkout that the browser was redirected to.
    redirected_to: Option<CheckoutId>,
}

/// The typed amount of one account.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Line {
    account_id: AccountId,
    typed: String,
    intent: Option<Intent>,
}

/// One top-up that the guardian has asked for. Its key stays the same until the amount changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Intent {
    pub amount: Amount,
    /// The guardian knows about the open top-ups of the account and wants this one besides.
    pub allow_duplicate: bool,
    /// Open top-ups that are cancelled first. Nothing is opened before.
    #[serde(default)]
    pub replaces: Vec<TopUpId>,
    key: String,
    /// The top-up, once the gateway has opened it.
    pub made: Option<TopUpId>,
}

/// A checkout request without an answer.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct OpenCheckout {
    top_up_ids: Vec<TopUpId>,
    sign_in: SignInHint,
    key: String,
}

/// Keys are saved as text. A key that another version saved in another format is ignored.
fn parse(key: &str) -> Option<IdempotencyKey> {
    key.parse().ok()
}

impl Intent {
    fn new(amount: Amount, allow_duplicate: bool, key: &IdempotencyKey) -> Self {
        let key = key.as_str().to_owned();
        Self { amount, allow_duplicate, replaces: Vec::new(), key, made: None }
    }

    pub fn key(&self) -> Option<IdempotencyKey> {
        parse(&self.key)
    }
}

impl Contents {
    fn line(&mut self, account_id: &AccountId) -> &mut Line {
        let place = self.lines.iter().position(|line| line.account_id == *account_id);
        let place = place.unwrap_or(self.lines.len());
        if place == self.lines.len() {
            self.lines.push(Line { account_id: account_id.clone(), typed: String::new(), intent: None });
        }
        // It exists: it was found or has just been added.
        self.lines.get_mut(place).unwrap_or_else(|| unreachable!("the line was just added"))
    }

    fn typed(&self, account_id: &AccountId) -> Option<&str> {
        self.lines.iter().find(|line| line.account_id == *account_id).map(|line| line.typed.as_str())
    }

    fn has_made(&self, account_id: &AccountId, amount: Amount) -> bool {
        let line = self.lines.iter().find(|line| line.account_id == *account_id);
        let intent = line.and_then(|line| line.intent.as_ref());
        intent.is_some_and(|intent| intent.amount == amount && intent.made.is_some())
    }

    /// The intent for this amount: the saved one, or a new one with the key `fresh`.
    fn intent(
        &mut self,
        account_id: &AccountId,
        amount: Amount,
        fresh: impl FnOnce() -> IdempotencyKey,
    ) -> Intent {
        let slot = &mut self.line(account_id).intent;
        match slot {
            Some(intent) if intent.amount == amount && intent.key().is_some() => intent.clone(),
            _ => slot.insert(Intent::new(amount, false, &fresh())).clone(),
        }
    }

    /// The key for this checkout: the saved one while it has no answer, or `fresh`.
    fn checkout_key(
        &mut self,
        top_up_ids: &[TopUpId],
        sign_in: SignInHint,
        fresh: impl FnOnce() -> IdempotencyKey,
    ) -> IdempotencyKey {
        let same =
            self.checkout.as_ref().filter(|open| open.top_up_ids == top_up_ids && open.sign_in == sign_in);
        if let Some(key) = same.and_then(|open| parse(&open.key)) {
            return key;
        }
        let key = fresh();
        let (top_up_ids, text) = (top_up_ids.to_vec(), key.as_str().to_owned());
        self.checkout = Some(OpenCheckout { top_up_ids, sign_in, key: text });
        key
    }
}

/// The draft of this tab. Every change is saved at once.
#[derive(Clone, Copy)]
pub struct Draft(StoredValue<Contents>);

impl Draft {
    /// The draft that this tab has saved, or an empty one.
    pub fn restore() -> Self {
        Self(StoredValue::new(Storage::Session.get(KEY).unwrap_or_default()))
    }

    /// Removes the saved draft: the order is done, or its owner has signed out.
    pub fn forget() {
        Storage::Session.remove(KEY);
    }

    fn change<T>(self, change: impl FnOnce(&mut Contents) -> T) -> Option<T> {
        self.0.try_update_value(|draft| {
            let result = change(draft);
            // If it cannot be saved, it lasts as long as the page.
            let _ = Storage::Session.set(KEY, draft);
            result
        })
    }

    pub fn typed(self, account_id: &AccountId) -> String {
        self.0.with_value(|draft| draft.typed(account_id).unwrap_or_default().to_owned())
    }

    pub fn type_in(self, account_id: &AccountId, typed: String) {
        self.change(|draft| draft.line(account_id).typed = typed);
    }

    /// Whether a top-up of this amount was opened from this draft.
    pub fn has_made(self, account_id: &AccountId, amount: Amount) -> bool {
        self.0.with_value(|draft| draft.has_made(account_id, amount))
    }

    /// The intent for this amount. `None` once the page is gone.
    pub fn intent(self, account_id: &AccountId, amount: Amount) -> Option<Intent> {
        self.change(|draft| draft.intent(account_id, amount, random::idempotency_key))
    }

    /// A new intent for this amount, with a new key.
    pub fn renew(self, account_id: &AccountId, amount: Amount, allow_duplicate: bool) {
        let intent = Intent::new(amount, allow_duplicate, &random::idempotency_key());
        self.change(|draft| draft.line(account_id).intent = Some(intent));
    }

    /// A new intent for this amount that replaces an open top-up, with a new key.
    pub fn replace(self, account_id: &AccountId, amount: Amount, open: TopUpId) {
        let intent = Intent::new(amount, false, &random::idempotency_key());
        let intent = Intent { replaces: vec![open], ..intent };
        self.change(|draft| draft.line(account_id).intent = Some(intent));
    }

    /// Saves the top-up that the gateway has opened.
    pub fn set_made(self, account_id: &AccountId, amount: Amount, id: TopUpId) {
        self.change(|draft| {
            draft.intent(account_id, amount, random::idempotency_key);
            if let Some(intent) = &mut draft.line(account_id).intent {
                intent.made = Some(id);
            }
        });
    }

    /// Removes the intent of this account.
    pub fn drop_intent(self, account_id: &AccountId) {
        self.change(|draft| draft.line(account_id).intent = None);
    }

    pub fn checkout_key(self, top_up_ids: &[TopUpId], sign_in: SignInHint) -> Option<IdempotencyKey> {
        self.change(|draft| draft.checkout_key(top_up_ids, sign_in, random::idempotency_key))
    }

    /// Removes the key, so that the next checkout gets a new one.
    pub fn drop_checkout_key(self) {
        self.change(|draft| draft.checkout = None);
    }

    /// Saves the checkout that the browser is about to be redirected to.
    pub fn set_redirected_to(self, checkout_id: CheckoutId) {
        self.change(|draft| draft.redirected_to = Some(checkout_id));
    }

    pub fn redirected_to(self) -> Option<CheckoutId> {
        self.0.try_with_value(|draft| draft.redirected_to.clone()).flatten()
    }

    /// Empties the draft.
    pub fn clear(self) {
        self.0.try_set_value(Contents::default());
        Self::forget();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account() -> AccountId {
        "01JD3Z8K0V7Q2M5N9R4T6W8Y0A".parse().unwrap()
    }
    fn top_up(last: char) -> TopUpId {
        format!("01JD3Z8K0V7Q2M5N9R4T6W8Y0{last}").parse().unwrap()
    }
    fn key(digit: char) -> IdempotencyKey {
        digit.to_string().repeat(32).parse().unwrap()
    }
    fn amount(cents: u64) -> Amount {
        Amount::from_cents(cents).unwrap()
    }

    #[test]
    fn the_same_amount_keeps_its_key_and_another_gets_a_new_one() {
        let mut draft = Contents::default();
        let first = draft.intent(&account(), amount(2500), || key('1'));
        let again = draft.intent(&account(), amount(2500), || key('2'));
        let other = draft.intent(&account(), amount(3000), || key('3'));
        assert_eq!(first, again);
        assert_eq!([first.key(), other.key()], [Some(key('1')), Some(key('3'))]);
    }

    #[test]
    fn a_top_up_is_not_opened_twice() {
        let mut draft = Contents::default();
        draft.intent(&account(), amount(2500), || key('1'));
        draft.line(&account()).intent.as_mut().unwrap().made = Some(top_up('A'));
        assert_eq!(draft.intent(&account(), amount(2500), || key('2')).made, Some(top_up('A')));
        assert!(draft.has_made(&account(), amount(2500)));
        assert!(!draft.has_made(&account(), amount(2600)));
    }

    #[test]
    fn a_checkout_keeps_its_key_while_its_top_ups_and_its_sign_in_are_the_same() {
        let mut draft = Contents::default();
        let ids = [top_up('A'), top_up('B')];
        assert_eq!(draft.checkout_key(&ids, SignInHint::Spid, || key('1')), key('1'));
        assert_eq!(draft.checkout_key(&ids, SignInHint::Spid, || key('2')), key('1'));
        assert_eq!(draft.checkout_key(&ids, SignInHint::Email, || key('3')), key('3'));
        assert_eq!(draft.checkout_key(&ids[..1], SignInHint::Email, || key('4')), key('4'));
    }

    #[test]
    fn an_intent_that_replaces_another_keeps_its_key_and_what_it_replaces() {
        let mut draft = Contents::default();
        let intent = Intent { replaces: vec![top_up('A')], ..Intent::new(amount(2500), false, &key('1')) };
        draft.line(&account()).intent = Some(intent.clone());
        // After a reload between the cancelling and the opening.
        let saved = serde_json::to_string(&draft).unwrap();
        let mut draft: Contents = serde_json::from_str(&saved).unwrap();
        assert_eq!(draft.intent(&account(), amount(2500), || key('2')), intent);
        assert!(draft.intent(&account(), amount(2600), || key('3')).replaces.is_empty());
    }

    #[test]
    fn a_draft_of_an_older_version_replaces_nothing() {
        let mut draft = Contents::default();
        draft.intent(&account(), amount(2500), || key('1'));
        let saved = serde_json::to_string(&draft).unwrap().replace(r#""replaces":[],"#, "");
        assert_eq!(serde_json::from_str::<Contents>(&saved).unwrap(), draft);
    }

    #[test]
    fn a_saved_draft_is_restored() {
        let mut draft = Contents::default();
        draft.line(&account()).typed = "25,00".into();
        draft.intent(&account(), amount(2500), || key('1'));
        draft.checkout_key(&[top_up('A')], SignInHint::Email, || key('2'));
        draft.redirected_to = Some("01JD3Z8K0V7Q2M5N9R4T6W8Y0B".parse().unwrap());
        let saved = serde_json::to_string(&draft).unwrap();
        assert_eq!(serde_json::from_str::<Contents>(&saved).unwrap(), draft);
    }
}
