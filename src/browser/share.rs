//! Shares text and a picture with another app (Web Share API), or copies the text if sharing is not available.

use super::{clipboard, reflect};
use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// A picture to share.
pub struct Picture {
    /// The file name: `avviso-301000000000000144.png`.
    pub name: String,
    pub png: Vec<u8>,
}

/// The result of sharing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shared {
    /// Another app has received it.
    HandedOver,
    /// The user has cancelled.
    Cancelled,
    /// The text is on the clipboard.
    Copied,
    /// The browser allows neither.
    Refused,
}

/// Shares text and picture; only the text if pictures are refused; else copies the text.
///
/// Call it from a tap: browsers refuse to share otherwise.
pub async fn share(title: &str, text: &str, picture: Option<Picture>) -> Shared {
    let (title, text_value) = (title.into(), text.into());
    let plain = reflect::object(&[("title", &title), ("text", &text_value)]);
    let with_picture = picture.and_then(file).map(|file| {
        reflect::object(&[("title", &title), ("text", &text_value), ("files", &Array::of1(&file))])
    });
    for data in with_picture.into_iter().chain([plain]) {
        match hand_over(&data).await {
            Some(Ok(_)) => return Shared::HandedOver,
            Some(Err(error)) if is_abort(&error) => return Shared::Cancelled,
            _ => {}
        }
    }
    if clipboard::copy(text).await { Shared::Copied } else { Shared::Refused }
}

/// `None` if the browser does not share such data.
async fn hand_over(data: &Object) -> Option<Result<JsValue, JsValue>> {
    let navigator = web_sys::window()?.navigator();
    let arguments = Array::of1(data);
    // A browser without `canShare` shares no files.
    let taken = match reflect::call(&navigator, "canShare", &arguments) {
        Some(answer) => answer.is_ok_and(|taken| taken.is_truthy()),
        None => reflect::member(data, "files").is_none(),
    };
    if !taken {
        return None;
    }
    let asked = reflect::call(&navigator, "share", &arguments)?;
    Some(match asked {
        Ok(promise) => JsFuture::from(Promise::resolve(&promise)).await,
        Err(thrown) => Err(thrown),
    })
}

fn is_abort(error: &JsValue) -> bool {
    reflect::member(error, "name").is_some_and(|name| name == "AbortError")
}

/// A `File`; `None` if the browser lacks the class.
fn file(picture: Picture) -> Option<JsValue> {
    let window = web_sys::window()?;
    let make = reflect::member(&window, "File")?;
    let bytes = Array::of1(&Uint8Array::from(picture.png.as_slice()));
    let options = reflect::object(&[("type", &"image/png".into())]);
    let arguments = Array::of3(&bytes, &picture.name.into(), &options);
    Reflect::construct(make.unchecked_ref::<Function>(), &arguments).ok()
}
