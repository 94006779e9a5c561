//! Serde: every code is serialised as its printed text, and an invalid text is an error with the rule's message.

use core::fmt::{Debug, Display};

use pagopa::{
    Amount, Codeline, CreditorCode, FiscalCode, Iuv, NoticeNumber, PostalAccount, QrPayload, RptId,
    SegregationCode,
};
use serde::{Serialize, de::DeserializeOwned};

fn round_trip<T: Serialize + DeserializeOwned + Display + Debug + PartialEq>(text: &str) {
    let json = format!("{text:?}");
    let value: T = serde_json::from_str(&json).unwrap();
    assert_eq!(value.to_string(), text);
    assert_eq!(serde_json::to_string(&value).unwrap(), json);
    // Also from a reader that cannot borrow its text, and from a JSON value.
    assert_eq!(serde_json::from_reader::<_, T>(json.as_bytes()).unwrap(), value);
    assert_eq!(serde_json::from_value::<T>(text.into()).unwrap(), value);
    for wrong in ["null", "0", "25.0", "{}", "[]", "true", "\"\"", "\"x\""] {
        assert!(serde_json::from_str::<T>(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn every_code_is_serialised_as_its_text() {
    round_trip::<Amount>("25.00");
    round_trip::<NoticeNumber>("302032002700000251");
    round_trip::<SegregationCode>("02");
    round_trip::<Iuv>("02032002700000251");
    round_trip::<CreditorCode>("03334231200");
    round_trip::<FiscalCode>("MRSMSR81D60Z611H");
    round_trip::<RptId>("03334231200302032002700000251");
    round_trip::<QrPayload>("PAGOPA|002|302032002700000251|03334231200|2500");
    round_trip::<PostalAccount>("000010148112");
    round_trip::<Codeline>("18301188340000064356120000101481121000000032703896");
}

#[test]
fn an_error_has_the_rule_but_not_the_text() {
    let error = serde_json::from_str::<FiscalCode>("\"MRSMSR81D60Z61HH\"").unwrap_err().to_string();
    assert!(error.contains("place 15") && !error.contains("MRS"), "{error}");
    let error = serde_json::from_str::<Amount>("25").unwrap_err().to_string();
    assert!(error.contains("\"25.00\""), "{error}");
}
