//! A page with one view, whose elements are found by label, role and text. Only for the browser tests of this folder.
#![allow(dead_code, reason = "each test file is a separate program and uses only some of these functions")]

use gloo_timers::future::TimeoutFuture;
use leptos::{mount::mount_to, prelude::*};
use ricarica::{
    client::Client,
    components::{Announcer, LiveRegion},
    messages,
    state::{AccountsState, CurrentSession, MunicipalityState, SavedNotices, TopUpsState},
};
use std::any::Any;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement};

/// A mounted view. Dropping it unmounts the view.
pub struct Page {
    root: HtmlElement,
    /// Dropping it unmounts the view.
    _mounted: Box<dyn Any>,
}

impl Drop for Page {
    fn drop(&mut self) {
        self.root.remove();
    }
}

impl Page {
    /// Mounts a view with the texts of this language.
    pub fn show<V: IntoView>(language: contract::Language, build: impl FnOnce() -> V + 'static) -> Self {
        let document = web_sys::window().unwrap().document().unwrap();
        let root: HtmlElement = document.create_element("div").unwrap().unchecked_into();
        document.body().unwrap().append_child(&root).unwrap();
        let mounted = mount_to(root.clone(), move || {
            provide_context(messages::of(language));
            provide_context(Announcer::new());
            let shown = build();
            view! { {shown}<LiveRegion /> }
        });
        Self { root, _mounted: Box::new(mounted) }
    }

    /// Every element that matches.
    pub fn all(&self, selector: &str) -> Vec<Element> {
        let found = self.root.query_selector_all(selector).unwrap();
        (0..found.length()).map(|place| found.get(place).unwrap().unchecked_into()).collect()
    }

    /// The only element that matches.
    pub fn one(&self, selector: &str) -> Element {
        let mut found = self.all(selector);
        assert_eq!(found.len(), 1, "{selector} in {}", self.root.inner_html());
        found.remove(0)
    }

    /// The button with this name: its `aria-label`, else its text.
    pub fn button(&self, name: &str) -> HtmlElement {
        let named = |button: &Element| {
            button.get_attribute("aria-label").or_else(|| button.text_content()).unwrap_or_default() == name
        };
        let found = self.all("button").into_iter().find(named);
        found.unwrap_or_else(|| panic!("no button {name:?} in {}", self.root.inner_html())).unchecked_into()
    }

    /// The field whose label begins with this text.
    pub fn field(&self, label: &str) -> HtmlInputElement {
        let labels = self.all("label");
        let label =
            labels.iter().find(|found| found.text_content().unwrap_or_default().starts_with(label)).unwrap();
        self.one(&["#", &label.get_attribute("for").unwrap()].concat()).unchecked_into()
    }

    /// The text that a screen reader reads after the field's name.
    pub fn description(&self, element: &Element) -> String {
        let ids = element.get_attribute("aria-describedby").unwrap_or_default();
        let texts = ids.split(' ').map(|id| self.one(&["#", id].concat()).text_content().unwrap_or_default());
        texts.collect::<Vec<_>>().join(" ").trim().to_owned()
    }

    /// The text of the page.
    pub fn text(&self) -> String {
        self.root.text_content().unwrap_or_default()
    }

    /// The text of the live region.
    pub fn said(&self) -> String {
        self.one("div.visually-hidden[role=status]").text_content().unwrap_or_default()
    }
}

/// The contexts of the app's root, for views that send no requests.
pub fn provide_state(language: contract::Language) {
    let (session, saved_notices) = (CurrentSession::new(), SavedNotices::open());
    let top_ups = TopUpsState::new(session, saved_notices);
    provide_context(Client::new(language, Callback::new(|()| {})));
    provide_context(MunicipalityState::new());
    provide_context(session);
    provide_context(saved_notices);
    provide_context(top_ups);
    provide_context(AccountsState::new(session, top_ups));
}

/// Types into a field as a keyboard or a paste does.
pub async fn type_in(field: &HtmlInputElement, text: &str) {
    field.set_value(text);
    field.dispatch_event(&web_sys::Event::new("input").unwrap()).unwrap();
    leptos::task::tick().await;
}

/// Taps, and lets promises and effects run.
pub async fn tap(element: &HtmlElement) {
    element.click();
    settle().await;
}

/// Lets promises and effects run.
pub async fn settle() {
    for _ in 0..3 {
        TimeoutFuture::new(0).await;
    }
}
