//! Keeps the screen awake while a component is mounted (Screen Wake Lock, W3C).
//!
//! Where the browser lacks it or refuses (battery saver), the screen dims as usual.

use super::{lifecycle, reflect};
use js_sys::{Array, Promise};
use leptos::{prelude::*, task::spawn_local};
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// The browser's handle, if there is one. When it is dropped, the screen may sleep again.
#[derive(Default)]
pub struct WakeLock(RefCell<Option<JsValue>>);

impl WakeLock {
    /// Keeps the screen awake until the calling component is disposed. The browser releases the lock when the page is
    /// hidden; it is requested again when the page is visible.
    pub fn while_mounted() {
        let lock = Rc::new(Self::default());
        Self::take(&lock);
        lifecycle::on_return(Self::reacquire(&lock));
        // Dropped with the component.
        StoredValue::new_local(lock);
    }

    /// Requests it again if the component is still mounted.
    fn reacquire(lock: &Rc<Self>) -> impl Fn() + use<> {
        let weak = Rc::downgrade(lock);
        move || {
            if let Some(lock) = weak.upgrade() {
                Self::take(&lock);
            }
        }
    }

    fn take(lock: &Rc<Self>) {
        if !lifecycle::is_visible() || lock.is_held() {
            return;
        }
        let Some(Ok(asked)) = request() else { return };
        let weak = Rc::downgrade(lock);
        spawn_local(async move {
            // A refusal is no error, and needs no message.
            let Ok(handle) = JsFuture::from(Promise::resolve(&asked)).await else { return };
            // Of two requests at once the first handle is released; so is one that arrives after the component is gone.
            release(match weak.upgrade() {
                Some(lock) => lock.0.replace(Some(handle)),
                None => Some(handle),
            });
        });
    }

    fn is_held(&self) -> bool {
        let released = self.0.borrow().as_ref().and_then(|handle| reflect::member(handle, "released"));
        released.is_some_and(|released| released.is_falsy())
    }
}

impl Drop for WakeLock {
    fn drop(&mut self) {
        release(self.0.take());
    }
}

/// The promise of a handle; `None` if the browser lacks it (or there is no https).
fn request() -> Option<Result<JsValue, JsValue>> {
    let locks = reflect::member(&web_sys::window()?.navigator(), "wakeLock")?;
    reflect::call(&locks, "request", &Array::of1(&"screen".into()))
}

fn release(handle: Option<JsValue>) {
    if let Some(handle) = handle {
        // Releasing twice is no error.
        let _ = reflect::call(&handle, "release", &Array::new());
    }
}
