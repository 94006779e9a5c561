//! What lives here: what `view!` builds – elements, text, and the parts that change with a signal.
//! What must not: anything about top-ups, texts, requests.
//! Who may use it: pages, components, and what is around them (`frame`, `app`, `entrance`).
//!
//! Why not Leptos' own renderer: it gives every piece of markup a type of its own. With it the app weighed
//! 275 KB after compression, beyond its budget of 160 KB. Signals, effects, owners and components are Leptos'; only
//! the last step, from markup to nodes, is done here, by code that all markup shares.
//!
//! Whatever changes is an effect of the owner under which it was built, and ends with it.

mod changing;
mod effects;
mod into_dom;
mod mounted;

pub use changing::{Attribute, Property, Source, attribute, class, dynamic, property};
pub use effects::{effect, on_change};
pub use into_dom::IntoDom;
pub use markup::view;
pub use mounted::{Mounted, mount};

use leptos::prelude::document;
use std::rc::Rc;
use wasm_bindgen::{JsCast, prelude::Closure};
use web_sys::{Element, Node};

/// A piece of the page, built and not yet put anywhere: an element, a text, or a fragment of several.
#[derive(Clone)]
pub struct Dom(Node);

impl Dom {
    /// The node itself.
    pub fn node(&self) -> &Node {
        &self.0
    }

    /// The node as an element of this kind, if it is one.
    pub fn as_element<T: JsCast>(&self) -> Option<&T> {
        self.0.dyn_ref()
    }
}

/// What a component shows inside itself, as often as it wants.
#[derive(Clone)]
pub struct Children(Rc<dyn Fn() -> Dom>);

impl Children {
    pub fn new(build: impl Fn() -> Dom + 'static) -> Self {
        Self(Rc::new(build))
    }

    /// Builds them.
    pub fn build(&self) -> Dom {
        (self.0)()
    }
}

/// An HTML element. The name is one of the markup's own, so that it is always a valid one.
pub fn element(name: &str) -> Dom {
    made(document().create_element(name))
}

/// An SVG element.
pub fn svg_element(name: &str) -> Dom {
    made(document().create_element_ns(Some("http://www.w3.org/2000/svg"), name))
}

fn made(element: Result<Element, wasm_bindgen::JsValue>) -> Dom {
    // Only an invalid name can fail, and the names are written in the markup.
    element.map_or_else(|_| fragment(), |element| Dom(element.into()))
}

/// Nothing yet; what is appended stays together.
pub fn fragment() -> Dom {
    Dom(document().create_document_fragment().into())
}

fn text(text: &str) -> Dom {
    Dom(document().create_text_node(text).into())
}

/// Puts a child at the end.
pub fn append(parent: &Dom, child: impl IntoDom) {
    append_dom(parent, &child.into_dom());
}

fn append_dom(parent: &Dom, child: &Dom) {
    // A node that was just built fits everywhere.
    let _ = parent.0.append_child(&child.0);
}

/// Calls `run` at each event of this name.
pub fn listen(element: &Dom, event: &'static str, run: impl FnMut(web_sys::Event) + 'static) {
    listen_boxed(element, event, Box::new(run));
}

fn listen_boxed(element: &Dom, event: &str, run: Box<dyn FnMut(web_sys::Event)>) {
    // The browser frees it with the element.
    let run = Closure::wrap(run).into_js_value();
    let _ = element.0.add_event_listener_with_callback(event, run.unchecked_ref());
}
