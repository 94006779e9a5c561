//! Random keys that cannot be guessed.

use contract::IdempotencyKey;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = crypto, js_name = getRandomValues)]
    fn get_random_values(buffer: &js_sys::Uint8Array);
}

const HEX: &[u8; 16] = b"0123456789abcdef";

/// A new key: 128 random bits as 32 hexadecimal digits.
pub fn idempotency_key() -> IdempotencyKey {
    let buffer = js_sys::Uint8Array::new_with_length(16);
    get_random_values(&buffer);
    let digit = |nibble: u8| HEX.get(usize::from(nibble)).copied().map_or('0', char::from);
    let text: String =
        buffer.to_vec().into_iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect();
    key(&text)
}

fn key(text: &str) -> IdempotencyKey {
    // 32 hexadecimal digits are always a valid key, and the text has no other source.
    text.parse().unwrap_or_else(|_| unreachable!("32 hexadecimal digits"))
}
