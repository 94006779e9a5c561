//! Fields that a read debt position shows instead of its own.

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Value, json};

/// Every field is left as it is unless given. The position's own data do not change.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ReadOverride {
    /// The position that it applies to; `None` is every position.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub iupd: Option<String>,
    /// Any text, also one that the platform does not have today.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// Cents, on every payment option.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<u64>,
    /// On every payment option; `Some(None)` is null.
    #[serde(rename = "idReceipt", deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub id_receipt: Option<Option<String>>,
    /// On the position and every payment option, as it is written; `Some(None)` is null.
    #[serde(rename = "paymentDate", deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub payment_date: Option<Option<String>>,
}

/// A null that is given differs from a field that is left out.
fn given<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Option<String>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

impl ReadOverride {
    /// Whether it changes anything.
    pub fn is_set(&self) -> bool {
        *self != Self::default()
    }

    /// Changes a position as the interface writes it.
    pub fn apply(&self, position: &mut Value) {
        if self.iupd.as_ref().is_some_and(|iupd| position.get("iupd") != Some(&json!(iupd))) {
            return;
        }
        set(position, "status", self.status.as_ref().map(|status| json!(status)));
        set(position, "paymentDate", self.payment_date.as_ref().map(|date| json!(date)));
        let options = position.get_mut("paymentOption").and_then(Value::as_array_mut);
        for option in options.into_iter().flatten() {
            set(option, "amount", self.amount.map(|amount| json!(amount)));
            set(option, "idReceipt", self.id_receipt.as_ref().map(|receipt| json!(receipt)));
            set(option, "paymentDate", self.payment_date.as_ref().map(|date| json!(date)));
        }
    }
}

fn set(object: &mut Value, field: &str, value: Option<Value>) {
    if let (Some(fields), Some(value)) = (object.as_object_mut(), value) {
        fields.insert(field.to_owned(), value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn overridden(knob: &str) -> Value {
        let mut position = json!({
            "iupd": "a", "status": "VALID", "paymentDate": null,
            "paymentOption": [{ "amount": 1, "idReceipt": "r", "paymentDate": null }],
        });
        serde_json::from_str::<ReadOverride>(knob).unwrap().apply(&mut position);
        position
    }

    #[test]
    fn null_is_given_and_a_missing_field_is_not() {
        let position = overridden(r#"{"idReceipt":null,"status":"SOMETHING_NEW"}"#);
        let option = &position["paymentOption"][0];
        assert_eq!((&option["idReceipt"], &option["amount"]), (&Value::Null, &json!(1)));
        assert_eq!(position["status"], "SOMETHING_NEW");
    }

    #[test]
    fn only_the_named_position_changes() {
        assert_eq!(overridden(r#"{"iupd":"b","status":"PAID"}"#)["status"], "VALID");
        assert_eq!(overridden(r#"{"iupd":"a","status":"PAID"}"#)["status"], "PAID");
    }

    #[test]
    fn unset_override_is_an_empty_object() {
        assert_eq!(serde_json::to_string(&ReadOverride::default()).unwrap(), "{}");
    }
}
