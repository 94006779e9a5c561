//! Checkouts.

use super::{Client, ClientError};
use contract::{
    Checkout, CheckoutId, IdempotencyKey, NewCheckout, NewRating, Outcome, SignInHint, TopUpId, paths,
};
use gloo_net::http::Method;

impl Client {
    /// Opens the payment page for one to five top-ups.
    pub async fn open_checkout(
        self,
        top_up_ids: Vec<TopUpId>,
        sign_in: SignInHint,
        key: &IdempotencyKey,
    ) -> Result<Checkout, ClientError> {
        let checkout = NewCheckout { top_up_ids, sign_in, language: self.language() };
        self.call(Method::POST, paths::CHECKOUTS).key(key).body(&checkout).answer().await
    }

    /// The outcome of a checkout. It needs no session.
    pub async fn outcome(self, id: &CheckoutId) -> Result<Outcome, ClientError> {
        self.call(Method::GET, &paths::outcome(id)).answer().await
    }

    /// Rates a paid checkout. It needs no session, and a second rating changes nothing.
    pub async fn rate(self, id: &CheckoutId, rating: &NewRating) -> Result<(), ClientError> {
        self.call(Method::POST, &paths::ratings(id)).body(rating).done().await
    }
}
