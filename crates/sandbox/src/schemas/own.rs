//! The sandbox's own schemas, in the program.

use std::collections::BTreeMap;

use jsonschema::Validator;
use serde_json::{Map, Value, json};

use super::error::SchemaError;

const FILES: [(&str, &str); 26] = [
    ("cart_v1_request", include_str!("../../schemas/cart_v1_request.json")),
    ("cart_v2_request", include_str!("../../schemas/cart_v2_request.json")),
    ("common", include_str!("../../schemas/common.json")),
    ("error", include_str!("../../schemas/error.json")),
    ("gpd_already_paid_request", include_str!("../../schemas/gpd_already_paid_request.json")),
    ("gpd_bulk_request", include_str!("../../schemas/gpd_bulk_request.json")),
    ("gpd_deleted", include_str!("../../schemas/gpd_deleted.json")),
    ("gpd_iban_answer", include_str!("../../schemas/gpd_iban_answer.json")),
    ("gpd_iban_request", include_str!("../../schemas/gpd_iban_request.json")),
    ("gpd_info", include_str!("../../schemas/gpd_info.json")),
    ("gpd_notification_fee_request", include_str!("../../schemas/gpd_notification_fee_request.json")),
    ("gpd_option_answer", include_str!("../../schemas/gpd_option_answer.json")),
    ("gpd_option_fields", include_str!("../../schemas/gpd_option_fields.json")),
    ("gpd_option_read", include_str!("../../schemas/gpd_option_read.json")),
    ("gpd_option_request", include_str!("../../schemas/gpd_option_request.json")),
    ("gpd_option_with_debtor", include_str!("../../schemas/gpd_option_with_debtor.json")),
    ("gpd_option_written", include_str!("../../schemas/gpd_option_written.json")),
    ("gpd_payment_request", include_str!("../../schemas/gpd_payment_request.json")),
    ("gpd_position_list", include_str!("../../schemas/gpd_position_list.json")),
    ("gpd_position_read", include_str!("../../schemas/gpd_position_read.json")),
    ("gpd_position_request", include_str!("../../schemas/gpd_position_request.json")),
    ("gpd_position_written", include_str!("../../schemas/gpd_position_written.json")),
    ("gpd_transfer_read", include_str!("../../schemas/gpd_transfer_read.json")),
    ("gpd_transfer_request", include_str!("../../schemas/gpd_transfer_request.json")),
    ("gpd_transfer_written", include_str!("../../schemas/gpd_transfer_written.json")),
    ("print_request", include_str!("../../schemas/print_request.json")),
];

pub struct OwnSchemas(BTreeMap<&'static str, Validator>);

impl OwnSchemas {
    /// One document holds all files, and a validator of it starts at each file.
    pub fn load() -> Result<Self, SchemaError> {
        let mut files = Map::new();
        for (name, text) in FILES {
            let mut file: Value =
                serde_json::from_str(text).map_err(|error| SchemaError::new(name, error))?;
            point_into_the_document(&mut file);
            files.insert(name.to_owned(), file);
        }
        let files = Value::Object(files);
        let mut validators = BTreeMap::new();
        for (name, _) in FILES {
            let schema = json!({ "$ref": format!("#/$defs/{name}"), "$defs": files });
            let validator = jsonschema::options().should_validate_formats(true).build(&schema);
            validators.insert(name, validator.map_err(|error| SchemaError::new(name, error))?);
        }
        Ok(Self(validators))
    }

    /// The first rule that a value breaks.
    pub fn check(&self, name: &str, value: &Value) -> Result<(), String> {
        let Some(validator) = self.0.get(name) else { return Err("there is no such schema".to_owned()) };
        validator.validate(value).map_err(|error| format!("{}: {error}", error.instance_path()))
    }
}

/// Turns `common.json#/$defs/iuv` into `#/$defs/common/$defs/iuv`, and drops the line that names the dialect.
fn point_into_the_document(schema: &mut Value) {
    match schema {
        Value::Object(fields) => {
            fields.remove("$schema");
            if let Some(Value::String(reference)) = fields.get_mut("$ref") {
                let (file, place) = reference.split_once(".json").unwrap_or((reference, ""));
                *reference = format!("#/$defs/{file}{}", place.trim_start_matches('#'));
            }
            fields.values_mut().for_each(point_into_the_document);
        }
        Value::Array(items) => items.iter_mut().for_each(point_into_the_document),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_a_schema_with_its_references() {
        let schemas = OwnSchemas::load().unwrap();
        let files = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/schemas")).unwrap().count();
        assert_eq!(schemas.0.len(), files);
        for name in schemas.0.keys().filter(|name| **name != "common") {
            assert!(schemas.check(name, &json!([1])).is_err(), "{name} takes anything");
        }
    }

    #[test]
    fn unknown_field_and_wrong_date_are_named() {
        let schemas = OwnSchemas::load().unwrap();
        let answer = json!({ "updatedTransfers": 1, "updated": 1 });
        assert!(schemas.check("gpd_iban_answer", &answer).unwrap_err().contains("updated"));
        let paid = json!({ "paymentDate": "30/11/2026" });
        assert!(schemas.check("gpd_already_paid_request", &paid).unwrap_err().starts_with("/paymentDate"));
    }
}
