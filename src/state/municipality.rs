//! The municipality that runs the service.

use crate::{
    browser::{boot, storage::Storage},
    client::{Client, ClientError},
};
use contract::{Municipality, SignInHint, paths};
use leptos::prelude::*;
use std::sync::Arc;

/// Where the last answer is saved, so that the app shows the municipality and its contacts without a network too.
const KEY: &str = "ricarica.municipality";

/// The municipality; `None` until this phone has received the first answer.
#[derive(Clone, Copy)]
pub struct MunicipalityState(RwSignal<Option<Arc<Municipality>>>);

impl MunicipalityState {
    /// For the app's root.
    pub fn new() -> Self {
        Self(RwSignal::new(Storage::Local.get(KEY).map(Arc::new)))
    }

    /// A given municipality, without a request: for the style page.
    pub fn of(municipality: Municipality) -> Self {
        Self(RwSignal::new(Some(Arc::new(municipality))))
    }

    /// Reads it from the gateway. Without an answer the saved one stays.
    ///
    /// # Errors
    /// If the gateway could not be reached.
    pub async fn read(self, client: Client) -> Result<(), ClientError> {
        let early = boot::take(paths::MUNICIPALITY).await;
        let early = early.and_then(|text| Some((serde_json::from_str(&text).ok()?, text)));
        let (municipality, text) = match early {
            Some(answer) => answer,
            None => client.municipality().await?,
        };
        let known = self.0.try_with_untracked(Option::is_some) == Some(true);
        if !known || Storage::Local.get_text(KEY).as_deref() != Some(text.as_str()) {
            // If it cannot be saved, it is read again at the next start.
            let _ = Storage::Local.set_text(KEY, &text);
            self.0.try_set(Some(Arc::new(municipality)));
        }
        Ok(())
    }

    /// The municipality, tracked.
    pub fn get(self) -> Option<Arc<Municipality>> {
        self.0.get()
    }

    /// Whether the office has a telephone number or an e-mail address, tracked.
    pub fn has_contacts(self) -> bool {
        self.0.with(|municipality| {
            municipality
                .as_ref()
                .is_some_and(|known| known.office.phone.is_some() || known.office.email.is_some())
        })
    }

    /// What the payment page offers, by name, tracked.
    pub fn payment_methods(self) -> Vec<String> {
        self.get().map(|municipality| municipality.payment_methods.clone()).unwrap_or_default()
    }

    /// The ways to sign in to the payment page, the advised one first, tracked.
    pub fn sign_in_hints(self) -> Vec<SignInHint> {
        self.get().map(|municipality| municipality.sign_in_hints.clone()).unwrap_or_default()
    }
}

impl Default for MunicipalityState {
    fn default() -> Self {
        Self::new()
    }
}
