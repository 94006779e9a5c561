//! The platform's published descriptions (OpenAPI 3.0), read from a folder. They are third parties' files: none is in
//! the project.

use std::collections::BTreeMap;
use std::path::Path;

use axum::http::Method;
use jsonschema::{Draft, Validator};
use serde_json::{Value, json};

use super::error::SchemaError;

/// Each file with the addresses at which the sandbox serves it.
const FILES: [(&str, &[&str]); 3] = [
    ("gpd_external_v1.json", &["/gpd/debt-positions-service/v1", "/gpd/api/v1"]),
    ("checkout_ec_v2.json", &["/checkout/ec/v2"]),
    ("print_payment_notice_external.json", &["/print-payment-notice-service/external/v1"]),
];

/// Method and route, its parameters without names.
type Key = (String, String);

#[derive(Default)]
pub struct Published {
    requests: BTreeMap<Key, Validator>,
    answers: BTreeMap<(Key, u16), Validator>,
}

impl Published {
    pub fn load(folder: &Path) -> Result<Self, SchemaError> {
        let mut published = Self::default();
        for (file, addresses) in FILES {
            let text = std::fs::read_to_string(folder.join(file)).map_err(|e| SchemaError::new(file, e))?;
            let description: Value =
                serde_json::from_str(&text).map_err(|error| SchemaError::new(file, error))?;
            for address in addresses {
                published.add(&description, address).map_err(|error| SchemaError::new(file, error))?;
            }
        }
        Ok(published)
    }

    fn add(&mut self, description: &Value, address: &str) -> Result<(), String> {
        let components = &description["components"];
        for (path, operations) in fields(&description["paths"]) {
            for (method, operation) in fields(operations) {
                let key = key(&method.to_uppercase(), &format!("{address}{path}"));
                let request = &operation["requestBody"];
                if let Some(schema) = schema(request) {
                    self.requests.insert(key.clone(), validator(schema, components)?);
                }
                for (status, answer) in fields(&operation["responses"]) {
                    if let (Ok(status), Some(schema)) = (status.parse(), schema(answer)) {
                        self.answers.insert((key.clone(), status), validator(schema, components)?);
                    }
                }
            }
        }
        Ok(())
    }

    /// A request that no description has is right.
    pub fn check_request(&self, method: &Method, route: &str, value: &Value) -> Result<(), String> {
        check(self.requests.get(&key(method.as_str(), route)), value)
    }

    /// Nulls in answers count as missing: the descriptions leave them out, and the platform writes them.
    pub fn check_answer(
        &self,
        method: &Method,
        route: &str,
        status: u16,
        value: &Value,
    ) -> Result<(), String> {
        let validator = self.answers.get(&(key(method.as_str(), route), status));
        check(validator, &without_nulls(value))
    }
}

fn check(validator: Option<&Validator>, value: &Value) -> Result<(), String> {
    let Some(validator) = validator else { return Ok(()) };
    validator.validate(value).map_err(|error| format!("{}: {error}", error.instance_path()))
}

fn fields(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

fn schema(content: &Value) -> Option<&Value> {
    content["content"].get("application/json")?.get("schema")
}

/// The schemas of OpenAPI 3.0 are those of draft 4 in what these files use. Dates are left to the sandbox's own schemas,
/// because the platform writes them without a zone, which the descriptions do not allow.
fn validator(schema: &Value, components: &Value) -> Result<Validator, String> {
    let mut document = json!({ "allOf": [schema], "components": { "schemas": components["schemas"] } });
    drop_date_formats(&mut document);
    let options = jsonschema::options().with_draft(Draft::Draft4).should_validate_formats(true);
    options.build(&document).map_err(|error| error.to_string())
}

fn drop_date_formats(schema: &mut Value) {
    match schema {
        Value::Object(fields) => {
            if fields.get("format").is_some_and(|format| format == "date-time") {
                fields.remove("format");
            }
            fields.values_mut().for_each(drop_date_formats);
        }
        Value::Array(items) => items.iter_mut().for_each(drop_date_formats),
        _ => {}
    }
}

fn without_nulls(value: &Value) -> Value {
    match value {
        Value::Object(fields) => {
            let kept = fields.iter().filter(|(_, value)| !value.is_null());
            Value::Object(kept.map(|(name, value)| (name.clone(), without_nulls(value))).collect())
        }
        Value::Array(items) => Value::Array(items.iter().map(without_nulls).collect()),
        other => other.clone(),
    }
}

/// The names of a route's parameters differ between the sandbox and the descriptions.
fn key(method: &str, route: &str) -> Key {
    let parts = route.split('/').map(|part| if part.starts_with('{') { "{}" } else { part });
    (method.to_owned(), parts.collect::<Vec<_>>().join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn published() -> Published {
        let mut published = Published::default();
        let schema = json!({ "$ref": "#/components/schemas/Debt" });
        let content = json!({ "content": { "application/json": { "schema": schema } } });
        let description = json!({
            "paths": { "/debts/{code}": { "post": { "requestBody": content, "responses": { "201": content } } } },
            "components": { "schemas": { "Debt": {
                "type": "object", "required": ["amount"], "properties": {
                    "amount": { "type": "integer", "minimum": 0, "exclusiveMinimum": true },
                    "date": { "type": "string", "format": "date-time" },
                },
            } } },
        });
        published.add(&description, "/v1").unwrap();
        published
    }

    #[test]
    fn broken_rule_of_a_description_is_found() {
        let (published, route) = (published(), "/v1/debts/{iuv}");
        let check = |value: Value| published.check_request(&Method::POST, route, &value);
        assert_eq!(check(json!({ "amount": 1, "date": "2026-11-30T10:00:00" })), Ok(()));
        for wrong in [json!({}), json!({ "amount": 0 }), json!({ "amount": 1, "date": null })] {
            assert!(check(wrong.clone()).is_err(), "{wrong}");
        }
    }

    #[test]
    fn null_in_an_answer_counts_as_missing() {
        let (published, route) = (published(), "/v1/debts/{iuv}");
        let check = |status, value: Value| published.check_answer(&Method::POST, route, status, &value);
        assert_eq!(check(201, json!({ "amount": 1, "date": null })), Ok(()));
        assert!(check(201, json!({ "amount": null })).is_err());
        assert_eq!(check(404, json!({})), Ok(()), "an answer that no description has");
    }
}
