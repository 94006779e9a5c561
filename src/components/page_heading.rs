//! The `<h1>` of a page. It sets the tab's title and takes the focus after a navigation.

use super::use_texts;
use crate::browser::{document, focus::arrive};
use crate::reactive::effect;
use leptos::{html::H1, prelude::*};

/// The `id` of every page's `<main>`, the target of the skip link.
pub const CONTENT: &str = "content";

/// `true` until the first page is shown: after loading, the focus stays where the browser puts it.
#[derive(Clone, Copy)]
pub struct FirstScreen(StoredValue<bool>);

impl FirstScreen {
    /// For the app's root, where `yet` is `true`: no page has been shown yet.
    pub fn new(yet: bool) -> Self {
        Self(StoredValue::new(yet))
    }

    /// Ends it. `true` if it had ended before.
    fn end(self) -> bool {
        !self.0.try_update_value(std::mem::take).unwrap_or(true)
    }
}

/// The heading. Screen readers read it when it takes the focus.
#[component]
pub fn PageHeading(title: &'static str) -> impl IntoView {
    let app = use_texts().shell.app_name;
    // The title of some pages is the app's name.
    document::set_title(&if title == app { app.to_owned() } else { [title, " – ", app].concat() });
    let heading = NodeRef::<H1>::new();
    if use_context::<FirstScreen>().is_some_and(FirstScreen::end) {
        // The effect runs after the page is mounted.
        effect(move || {
            if let Some(heading) = heading.get() {
                arrive(&heading);
            }
        });
    }
    view! { <h1 node_ref=heading tabindex="-1">{title}</h1> }
}
