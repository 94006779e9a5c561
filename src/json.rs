//! JSON, read by the browser's own parser: it is there already, and a second one would weigh 10 KB.
//!
//! What lives here: the way from JavaScript's values to serde's types, as far as the contract needs it (objects,
//! lists, texts, whole numbers, yes and no, enums without contents). What must not: anything about top-ups.
//! Who may use it: client and browser. Natively (in tests) it is `serde_json`.

/// The text is not JSON, or not of the form that was asked for. Which part is wrong is nobody's concern here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotTheForm;

#[cfg(not(target_arch = "wasm32"))]
pub fn read<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, NotTheForm> {
    serde_json::from_str(text).map_err(|_| NotTheForm)
}

#[cfg(target_arch = "wasm32")]
pub use value::read;

#[cfg(target_arch = "wasm32")]
mod value {
    use super::NotTheForm;
    use js_sys::{Array, JSON, Reflect};
    use serde::{
        Deserializer,
        de::{self, DeserializeOwned, DeserializeSeed, Visitor, value::StrDeserializer},
        forward_to_deserialize_any,
    };
    use std::fmt;
    use wasm_bindgen::{JsCast, JsValue};

    /// Reads a value of this type. Members that the type does not know are passed over.
    pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, NotTheForm> {
        let value = JSON::parse(text).map_err(|_| NotTheForm)?;
        T::deserialize(Value(value))
    }

    impl fmt::Display for NotTheForm {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("not JSON of the form that was asked for")
        }
    }

    impl std::error::Error for NotTheForm {}

    impl de::Error for NotTheForm {
        fn custom<T: fmt::Display>(_: T) -> Self {
            Self
        }
    }

    /// A value as the browser parsed it.
    struct Value(JsValue);

    impl<'de> Deserializer<'de> for Value {
        type Error = NotTheForm;

        fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotTheForm> {
            if let Some(text) = self.0.as_string() {
                visitor.visit_string(text)
            } else if let Some(yes) = self.0.as_bool() {
                visitor.visit_bool(yes)
            } else if let Some(number) = self.0.as_f64() {
                whole(number).map_or(Err(NotTheForm), |number| visitor.visit_i64(number))
            } else if let Some(list) = self.0.dyn_ref::<Array>() {
                visitor.visit_seq(Items { list, next: 0 })
            } else {
                visitor.visit_unit()
            }
        }

        fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotTheForm> {
            if self.0.is_null() || self.0.is_undefined() {
                visitor.visit_none()
            } else {
                visitor.visit_some(self)
            }
        }

        fn deserialize_newtype_struct<V: Visitor<'de>>(
            self,
            _: &'static str,
            visitor: V,
        ) -> Result<V::Value, NotTheForm> {
            visitor.visit_newtype_struct(self)
        }

        fn deserialize_struct<V: Visitor<'de>>(
            self,
            _: &'static str,
            fields: &'static [&'static str],
            visitor: V,
        ) -> Result<V::Value, NotTheForm> {
            if !self.0.is_object() {
                return Err(NotTheForm);
            }
            visitor.visit_map(Members { object: self.0, fields: fields.iter(), value: JsValue::UNDEFINED })
        }

        fn deserialize_enum<V: Visitor<'de>>(
            self,
            _: &'static str,
            _: &'static [&'static str],
            visitor: V,
        ) -> Result<V::Value, NotTheForm> {
            let name = self.0.as_string().ok_or(NotTheForm)?;
            visitor.visit_enum(StrDeserializer::new(&name))
        }

        forward_to_deserialize_any! {
            bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
            tuple_struct map identifier ignored_any
        }
    }

    /// JavaScript has no whole numbers of its own.
    fn whole(number: f64) -> Option<i64> {
        #[expect(clippy::cast_possible_truncation, reason = "what does not come back the same is refused")]
        let whole = number as i64;
        let same = whole as f64 == number;
        same.then_some(whole)
    }

    /// The members of an object, in the order in which the type names them.
    struct Members {
        object: JsValue,
        fields: std::slice::Iter<'static, &'static str>,
        value: JsValue,
    }

    impl<'de> de::MapAccess<'de> for Members {
        type Error = NotTheForm;

        fn next_key_seed<K: DeserializeSeed<'de>>(
            &mut self,
            seed: K,
        ) -> Result<Option<K::Value>, NotTheForm> {
            for field in self.fields.by_ref() {
                self.value = Reflect::get(&self.object, &JsValue::from_str(field)).map_err(|_| NotTheForm)?;
                if !self.value.is_undefined() {
                    return seed.deserialize(StrDeserializer::new(field)).map(Some);
                }
            }
            Ok(None)
        }

        fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, NotTheForm> {
            seed.deserialize(Value(std::mem::take(&mut self.value)))
        }
    }

    /// The items of a list.
    struct Items<'a> {
        list: &'a Array,
        next: u32,
    }

    impl<'de> de::SeqAccess<'de> for Items<'_> {
        type Error = NotTheForm;

        fn next_element_seed<S: DeserializeSeed<'de>>(
            &mut self,
            seed: S,
        ) -> Result<Option<S::Value>, NotTheForm> {
            if self.next >= self.list.length() {
                return Ok(None);
            }
            let item = self.list.get(self.next);
            self.next += 1;
            seed.deserialize(Value(item)).map(Some)
        }
    }
}
