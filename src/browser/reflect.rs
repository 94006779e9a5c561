//! Members that not every browser has, asked for by name.
//!
//! `web_sys` binds each of them by a function of its own in the glue, and promises that they are there. What is asked
//! here may be missing, and costs no more than its name.

use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// The member of this name; `None` where the browser lacks it.
pub fn member(of: &JsValue, name: &str) -> Option<JsValue> {
    // Only what is no object refuses to be asked.
    Reflect::get(of, &name.into()).ok().filter(|value| !value.is_undefined() && !value.is_null())
}

/// What the method answers; `None` where the browser lacks it, `Err` with what it throws.
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
