//! The body of a debt position that the request did not ask for. A fault answers with it.

use serde_json::{Value, json};
use time::{Duration, OffsetDateTime};

use super::list::Page;
use super::request_dto;
use super::response_dto::{PositionRead, PositionWritten};
use crate::clock::now;
use crate::dates;
use crate::state::moment::Moment;
use crate::state::registry::Registry;
use crate::state::registry::position::DebtPosition;

/// Another position of the creditor in the path, or one made for this answer; as the moment's answer writes it.
pub fn body(registry: &Registry, path: &str, request: &[u8], moment: Moment) -> Value {
    let now = now();
    let (creditor, in_path) = names(path);
    let in_body = serde_json::from_slice::<Value>(request).ok();
    let in_body = in_body.as_ref().and_then(|body| body.get("iupd")).and_then(Value::as_str);
    let is_other = |position: &&DebtPosition| {
        let iupd = Some(position.details.iupd.as_str());
        iupd != in_path && iupd != in_body
    };
    let written = |position: &DebtPosition| match moment {
        Moment::Create | Moment::Cancel => json!(PositionWritten::new(position, now)),
        Moment::List => json!(Page::of_one(PositionRead::new(position, now))),
        Moment::Read | Moment::Cart | Moment::Print => json!(PositionRead::new(position, now)),
    };
    match registry.of_creditor(creditor.unwrap_or_default()).rev().find(is_other) {
        Some(position) => written(position),
        None => made(now).map_or(Value::Null, |position| written(&position)),
    }
}

/// The creditor and the identifier in a path.
fn names(path: &str) -> (Option<&str>, Option<&str>) {
    let mut rest = path.split('/').skip_while(|part| *part != "organizations").skip(1);
    (rest.next(), rest.nth(1))
}

fn made(now: OffsetDateTime) -> Option<DebtPosition> {
    let request = json!({
        "iupd": "altra-posizione", "type": "F", "fiscalCode": "VRDLGU70A01A326U", "fullName": "Luigi Verdi",
        "companyName": "Altro ente di prova", "switchToExpired": false,
        "paymentOption": [{
            "iuv": "99999999999999999", "amount": 100, "description": "Un altro avviso", "isPartialPayment": false,
            "dueDate": dates::format_platform(now + Duration::days(1)),
            "transfer": [{
                "idTransfer": "1", "amount": 100, "remittanceInformation": "Un altro avviso",
                "category": "9/0301105TS/", "iban": "IT0000000000000000000000000",
            }],
        }],
    });
    let new = request_dto::parse("99999999999", request.to_string().as_bytes(), now).ok()?;
    let mut position = DebtPosition::new(new, now);
    position.publish(now).ok()?;
    Some(position)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn position_is_made_for_an_empty_registry() {
        let path = "/v1/organizations/77777777777/debtpositions/a";
        let other = body(&Registry::default(), path, b"", Moment::Read);
        assert_eq!((&other["iupd"], &other["status"]), (&json!("altra-posizione"), &json!("VALID")));
    }

    #[test]
    fn creditor_and_identifier_are_read_from_the_path() {
        assert_eq!(names("/v1/organizations/7/debtpositions/a/invalidate"), (Some("7"), Some("a")));
        assert_eq!(names("/v1/organizations/7/debtpositions"), (Some("7"), None));
        assert_eq!(names("/v2/carts"), (None, None));
    }
}
