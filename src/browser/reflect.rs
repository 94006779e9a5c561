//! Access by name to members that some browsers lack.
//!
//! `web_sys` assumes that each member exists and adds a function to the JavaScript glue for it. These functions return
//! `None` for a missing member and add only its name.

use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// The member of this name; `None` if the browser lacks it.
pub fn member(of: &JsValue, name: &str) -> Option<JsValue> {
    // It fails only if `of` is not an object.
    Reflect::get(of, &name.into()).ok().filter(|value| !value.is_undefined() && !value.is_null())
}

/// The result of the method; `None` if the browser lacks it, `Err` with what it throws.
pub fn call(of: &JsValue, name: &str, arguments: &Array) -> Option<Result<JsValue, JsValue>> {
    let method = member(of, name)?.dyn_into::<Function>().ok()?;
    Some(Reflect::apply(&method, of, arguments))
}

/// A plain object with these members.
pub fn object(members: &[(&str, &JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in members {
        // A plain new object takes every property.
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object
}
