//! On the wire every code is the text that it prints, and a wrong text is refused with its rule's sentence.

use core::fmt::{Debug, Display};

use pagopa::{
    Amount, Codeline, CreditorCode, FiscalCode, Iuv, NoticeNumber, PostalAccount, QrPayload, RptId,
    SegregationCode,
};
use serde::{Serialize, de::DeserializeOwned};

fn travels<T: Serialize + DeserializeOwned + Display + Debug + PartialEq>(text: &str) {
    let json = format!("{text:?}");
    let value: T = serde_json::from_str(&json).unwrap();
    assert_eq!(value.to_string(), text);
    assert_eq!(serde_json::to_string(&value).unwrap(), json);
    // Also through a reader that cannot lend its text, and through a tree of values.
    assert_eq!(serde_json::from_reader::<_, T>(json.as_bytes()).unwrap(), value);
    assert_eq!(serde_json::from_value::<T>(text.into()).unwrap(), value);
    for wrong in ["null", "0", "25.0", "{}", "[]", "true", "\"\"", "\"x\""] {
        assert!(serde_json::from_str::<T>(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn every_code_travels_as_its_text() {
    travels::<Amount>("25.00");
    travels::<NoticeNumber>("302032002700000251");
    travels::<SegregationCode>("02");
    travels::<Iuv>("02032002700000251");
    travels::<CreditorCode>("03334231200");
    travels::<FiscalCode>("MRSMSR81D60Z611H");
    travels::<RptId>("03334231200302032002700000251");
    travels::<QrPayload>("PAGOPA|002|302032002700000251|03334231200|2500");
    travels::<PostalAccount>("000010148112");
    travels::<Codeline>("18301188340000064356120000101481121000000032703896");
}

#[test]
fn refused_text_is_told_by_its_rule_and_not_repeated() {
    let error = serde_json::from_str::<FiscalCode>("\"MRSMSR81D60Z61HH\"").unwrap_err().to_string();
    assert!(error.contains("place 15") && !error.contains("MRS"), "{error}");
    let error = serde_json::from_str::<Amount>("25").unwrap_err().to_string();
    assert!(error.contains("\"25.00\""), "{error}");
}
