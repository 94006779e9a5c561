//! The document's language, title, style, cookies and printing.

use wasm_bindgen::JsCast;
use web_sys::Document;

fn document() -> Option<Document> {
    web_sys::window().and_then(|window| window.document())
}

/// Sets `<html lang>`, which screen readers, hyphenation and the static screens of `index.html` follow. It is never read
/// back: a browser that translates the page writes its own language there.
pub fn set_language(tag: &str) {
    if let Some(root) = document().and_then(|document| document.document_element()) {
        // Only an invalid attribute name can fail.
        let _ = root.set_attribute("lang", tag);
    }
}

/// Sets a CSS custom property of the whole document.
pub fn set_property(name: &str, value: &str) {
    let root = document().and_then(|document| document.document_element());
    if let Some(root) = root.and_then(|root| root.dyn_into::<web_sys::HtmlElement>().ok()) {
        // Only a read-only style can fail.
        let _ = root.style().set_property(name, value);
    }
}

/// A new element, not yet in the document.
pub fn create(name: &str) -> Option<web_sys::Element> {
    document()?.create_element(name).ok()
}

/// The value of a CSS custom property of the whole document; empty if it has none.
pub fn property(name: &str) -> String {
    let root = document().and_then(|document| document.document_element());
    let style = root.and_then(|root| web_sys::window()?.get_computed_style(&root).ok()?);
    style.and_then(|style| style.get_property_value(name).ok()).unwrap_or_default().trim().to_owned()
}

/// The origin of the app's addresses: `https://ricarica.example.org`.
pub fn origin() -> String {
    web_sys::window().and_then(|window| window.location().origin().ok()).unwrap_or_default()
}

/// Sets the page's title, which tabs show and screen readers read.
pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// The first screen of `index.html`, and what the app draws to replace it. Until it is shown, the drawing is not in the
/// document: nothing of it is seen, laid out or read out.
pub struct Replacement {
    shown: web_sys::HtmlElement,
    drawn: web_sys::HtmlElement,
}

impl Replacement {
    /// Of the element with this id. `None` if there is no such element.
    pub fn of(id: &str) -> Option<Self> {
        let shown: web_sys::HtmlElement = document()?.get_element_by_id(id)?.dyn_into().ok()?;
        let drawn = shown.clone_node().ok()?.dyn_into().ok()?;
        Some(Self { shown, drawn })
    }

    /// Whether the first screen contains an element of this CSS selector.
    pub fn replaces(&self, selector: &str) -> bool {
        self.shown.query_selector(selector).is_ok_and(|found| found.is_some())
    }

    /// Where the app draws. It has the same id and attributes.
    pub fn place(&self) -> web_sys::HtmlElement {
        self.drawn.clone()
    }

    /// Puts the drawing into the document, in place of the first screen.
    pub fn show(&self) {
        // Only an element that is not in a document cannot be replaced.
        let _ = self.shown.replace_with_with_node_1(&self.drawn);
    }
}

/// Marks the whole document, so that CSS can swap the app for a static screen of `index.html`.
pub fn mark(state: &str) {
    if let Some(root) = document().and_then(|document| document.document_element()) {
        // Only an invalid attribute name can fail.
        let _ = root.set_attribute("data-boot", state);
    }
}

/// A year, in seconds.
const YEAR_S: &str = "31536000";

/// Sets a cookie of the whole site for a year. `value` must not need escaping.
pub fn set_cookie(name: &str, value: &str) {
    let page = document().and_then(|document| document.dyn_into::<web_sys::HtmlDocument>().ok());
    let secure = web_sys::window()
        .and_then(|window| window.location().protocol().ok())
        .is_some_and(|protocol| protocol == "https:");
    if let Some(page) = page {
        let end = if secure { "; Secure" } else { "" };
        let cookie = [name, "=", value, "; Path=/; Max-Age=", YEAR_S, "; SameSite=Lax", end].concat();
        // Only a sandboxed frame refuses: the choice then lasts until the page is closed.
        let _ = page.set_cookie(&cookie);
    }
}

/// Opens the browser's print dialog.
pub fn print() {
    if let Some(window) = web_sys::window() {
        // A browser that cannot print does nothing.
        let _ = window.print();
    }
}
