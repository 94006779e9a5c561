//! Attributes, classes and properties, and whatever changes with a signal.

use super::{Dom, IntoDom, append_dom, fragment, text};
use crate::signal::RwSignal;
use leptos::{prelude::*, reactive::effect::RenderEffect};
use wasm_bindgen::{JsCast, JsValue};

/// Runs now, and again whenever a signal in it changes, until the owner is gone.
fn watch(mut run: Box<dyn FnMut()>) {
    let effect = RenderEffect::new(move |_: Option<()>| run());
    // An effect lives as long as somebody holds it: its owner does.
    StoredValue::new_local(effect);
}

/// Shown anew whenever a signal in `build` changes.
pub fn dynamic<T: IntoDom>(build: impl Fn() -> T + 'static) -> Dom {
    dynamic_boxed(Box::new(move || build().into_dom()))
}

fn dynamic_boxed(build: Box<dyn Fn() -> Dom>) -> Dom {
    let all = fragment();
    // Two empty texts hold the place, wherever it is put and whatever is between them.
    let (start, end) = (text(""), text(""));
    append_dom(&all, &start);
    append_dom(&all, &end);
    watch(Box::new(move || {
        let new = build();
        let (start, end) = (start.node(), end.node());
        let Some(parent) = end.parent_node() else { return };
        while let Some(old) = start.next_sibling().filter(|node| !node.is_same_node(Some(end))) {
            let _ = parent.remove_child(&old);
        }
        let _ = parent.insert_before(new.node(), Some(end));
    }));
    all
}

/// A value that is given once, or one that changes with signals.
pub trait Source {
    type Value: 'static;
    /// Calls `take` with the value, each time that it changes.
    fn each(self, take: Box<dyn Fn(Self::Value)>);
}

macro_rules! given_once {
    ($($given:ty),*) => {$(
        impl Source for $given {
            type Value = Self;
            fn each(self, take: Box<dyn Fn(Self)>) {
                take(self);
            }
        }
    )*};
}
given_once!(bool, &'static str, String);

impl<T: 'static> Source for Option<T> {
    type Value = Self;
    fn each(self, take: Box<dyn Fn(Self)>) {
        take(self);
    }
}

impl<T: 'static, F: Fn() -> T + 'static> Source for F {
    type Value = T;
    fn each(self, take: Box<dyn Fn(T)>) {
        watch(Box::new(move || take(self())));
    }
}

macro_rules! signals {
    ($($signal:ident),*) => {$(
        impl<T: Clone + Send + Sync + 'static> Source for $signal<T> {
            type Value = T;
            fn each(self, take: Box<dyn Fn(T)>) {
                watch(Box::new(move || take(self.get())));
            }
        }
    )*};
}
signals!(Signal, Memo);

impl<T: Clone + 'static> Source for RwSignal<T> {
    type Value = T;
    fn each(self, take: Box<dyn Fn(T)>) {
        watch(Box::new(move || take(self.get())));
    }
}

/// What an attribute may be: a text, or there or not.
pub trait Attribute {
    fn set(self, element: &Dom, name: &str);
}

impl Attribute for &str {
    fn set(self, element: &Dom, name: &str) {
        if let Some(element) = element.as_element::<web_sys::Element>() {
            // The names are written in the markup and valid.
            let _ = element.set_attribute(name, self);
        }
    }
}

impl Attribute for String {
    fn set(self, element: &Dom, name: &str) {
        self.as_str().set(element, name);
    }
}

impl Attribute for bool {
    fn set(self, element: &Dom, name: &str) {
        self.then_some("").set(element, name);
    }
}

impl<T: Attribute> Attribute for Option<T> {
    fn set(self, element: &Dom, name: &str) {
        match self {
            Some(value) => value.set(element, name),
            None => remove(element, name),
        }
    }
}

fn remove(element: &Dom, name: &str) {
    if let Some(element) = element.as_element::<web_sys::Element>() {
        let _ = element.remove_attribute(name);
    }
}

/// Sets an attribute and keeps it up to date.
pub fn attribute<S: Source<Value: Attribute>>(element: &Dom, name: &'static str, value: S) {
    let element = element.clone();
    value.each(Box::new(move |value| value.set(&element, name)));
}

/// A class that comes and goes.
pub fn class(element: &Dom, name: &'static str, there: impl Source<Value = bool>) {
    let element = element.clone();
    there.each(Box::new(move |there| {
        if let Some(element) = element.as_element::<web_sys::Element>() {
            let _ = element.class_list().toggle_with_force(name, there);
        }
    }));
}

/// What a property may be.
pub trait Property {
    fn into_js(self) -> JsValue;
}

impl Property for String {
    fn into_js(self) -> JsValue {
        self.into()
    }
}

impl Property for bool {
    fn into_js(self) -> JsValue {
        self.into()
    }
}

/// Sets a property of the element object and keeps it up to date.
pub fn property<S: Source<Value: Property>>(element: &Dom, name: &'static str, value: S) {
    let element = element.clone();
    value.each(Box::new(move |value| {
        // Every element takes its own properties.
        let _ = js_sys::Reflect::set(element.node().unchecked_ref(), &name.into(), &value.into_js());
    }));
}
