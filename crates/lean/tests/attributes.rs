//! Tests of every supported attribute on small types: both readers accept and refuse the same values.

use std::{fmt::Debug, net::IpAddr};

use lean::{DEPTH_LIMIT, Read, Value};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::json;

#[derive(Debug, PartialEq, Deserialize, lean::Read)]
struct Plain {
    number: u16,
    #[serde(rename = "type")]
    kind: String,
    maybe: Option<bool>,
    #[serde(default)]
    list: Vec<(u8, IpAddr)>,
    r#in: Box<i64>,
}

#[derive(Debug, PartialEq, Deserialize, lean::Read)]
#[serde(transparent)]
struct Transparent(u8);

#[derive(Debug, PartialEq, Deserialize, lean::Read)]
#[serde(rename_all = "kebab-case")]
enum Name {
    One,
    TwoWords,
    #[serde(rename = "3")]
    Three,
}

#[derive(Debug, PartialEq, Deserialize, lean::Read)]
#[serde(rename_all = "UPPERCASE")]
enum External {
    Unit,
    Newtype(Transparent),
    Members { a: u8, b: Option<u8> },
}

#[derive(Debug, PartialEq, Deserialize, lean::Read)]
#[serde(rename_all = "lowercase", tag = "tag")]
enum Internal {
    Unit,
    Newtype(Plain),
    Members { a: u8 },
}

#[derive(Debug, PartialEq, Deserialize, lean::Read)]
#[serde(tag = "tag", content = "content")]
enum Adjacent {
    Unit,
    Newtype(u8),
    Maybe(Option<u8>),
}

#[derive(Debug, PartialEq, Deserialize, lean::Read)]
struct Flat {
    own: u8,
    #[serde(flatten)]
    plain: Plain,
    #[serde(flatten)]
    choice: External,
}

fn lean<T: Read>(json: &serde_json::Value) -> Result<T, String> {
    let value: Value = serde_json::from_value(json.clone()).expect("JSON is a value");
    T::read(&value).map_err(|error| error.to_string())
}

fn serde<T: DeserializeOwned>(json: &serde_json::Value) -> Result<T, String> {
    serde_json::from_value(json.clone()).map_err(|error| error.to_string())
}

#[track_caller]
fn read<T: Read + DeserializeOwned + PartialEq + Debug>(json: serde_json::Value) {
    assert_eq!(serde::<T>(&json).as_ref(), Ok(&lean::<T>(&json).expect("lean reads it")), "{json}");
}

#[track_caller]
fn refused<T: Read + DeserializeOwned + PartialEq + Debug>(json: serde_json::Value, why: &str) {
    serde::<T>(&json).expect_err("serde refuses it");
    assert_eq!(lean::<T>(&json), Err(why.into()), "{json}");
}

/// Checks that serde accepts a value that this reader refuses on purpose.
#[track_caller]
fn narrower<T: Read + DeserializeOwned + PartialEq + Debug>(json: serde_json::Value, why: &str) {
    serde::<T>(&json).expect("serde reads it");
    assert_eq!(lean::<T>(&json), Err(why.into()), "{json}");
}

#[test]
fn members_are_read_by_their_names() {
    read::<Plain>(json!({"number": 65535, "type": "t", "in": -1}));
    read::<Plain>(json!({"number": 0, "type": "", "maybe": null, "in": 0, "more": {}}));
    read::<Plain>(json!({"number": 0, "type": "", "maybe": true, "list": [[1, "::1"], [2, "192.0.2.1"]], "in": 0}));
    refused::<Plain>(json!({"type": "", "in": 0}), "number: expected a whole number in range, found nothing");
    refused::<Plain>(json!({"number": 1, "kind": "", "in": 0}), "type: expected a text, found nothing");
    refused::<Plain>(json!({"number": 1, "type": "", "in": 0, "list": null}), "list: expected a list, found null");
    let list = json!({"number": 1, "type": "", "in": 0, "list": [[1, "::1"], [2, "::g"]]});
    refused::<Plain>(list, "list.1.1: expected an IP address, found a text");
    let list = json!({"number": 1, "type": "", "in": 0, "list": [[1, "::1", 2]]});
    refused::<Plain>(list, "list.0: expected a list of two, found a list");
    refused::<Plain>(json!(null), "expected an object, found null");
}

#[test]
fn numbers_are_whole_and_fit() {
    read::<Transparent>(json!(255));
    read::<u64>(json!(9_007_199_254_740_991_u64));
    read::<i64>(json!(-9_007_199_254_740_991_i64));
    for number in [json!(256), json!(-1), json!(0.5), json!(1e300)] {
        refused::<Transparent>(number, "expected a whole number in range, found a number");
    }
    refused::<Transparent>(json!("1"), "expected a whole number in range, found a text");
    narrower::<u64>(json!(9_007_199_254_740_993_u64), "expected a whole number in range, found a number");
    assert_eq!(lean(&json!(1.0)), Ok(1_u8));
}

#[test]
fn externally_tagged_variants_are_a_name_or_one_member() {
    for name in [json!("one"), json!("two-words"), json!("3"), json!({"one": null})] {
        read::<Name>(name);
    }
    read::<External>(json!("UNIT"));
    read::<External>(json!({"UNIT": null}));
    read::<External>(json!({"NEWTYPE": 1}));
    read::<External>(json!({"MEMBERS": {"a": 1, "c": 2}}));
    for other in [json!("Two-Words"), json!("three")] {
        refused::<Name>(other, "expected a name that is known here, found a text");
    }
    refused::<Name>(json!({"one": 1}), "one: expected nothing, found a number");
    refused::<Name>(json!(0), "expected a name that is known here, found a number");
    refused::<External>(json!("NEWTYPE"), "NEWTYPE: expected content, found nothing");
    refused::<External>(json!("MEMBERS"), "MEMBERS: expected an object, found nothing");
    refused::<External>(json!({"NEWTYPE": 1, "UNIT": null}), "expected a name that is known here, found an object");
    refused::<External>(json!({}), "expected a name that is known here, found an object");
    refused::<External>(json!({"MEMBERS": {"a": {}}}), "MEMBERS.a: expected a whole number in range, found an object");
}

#[test]
fn internally_tagged_variants_stand_beside_their_tag() {
    read::<Internal>(json!({"tag": "unit", "more": 1}));
    read::<Internal>(json!({"tag": "newtype", "number": 1, "type": "", "in": 0}));
    read::<Internal>(json!({"a": 1, "tag": "members"}));
    refused::<Internal>(json!({"a": 1}), "tag: expected a name that is known here, found nothing");
    refused::<Internal>(json!({"tag": "Unit"}), "tag: expected a name that is known here, found a text");
    refused::<Internal>(json!({"tag": "members"}), "a: expected a whole number in range, found nothing");
    refused::<Internal>(json!("unit"), "expected an object, found a text");
}

#[test]
fn adjacently_tagged_variants_stand_in_a_member_of_their_own() {
    read::<Adjacent>(json!({"tag": "Unit"}));
    read::<Adjacent>(json!({"tag": "Unit", "content": null, "more": 1}));
    read::<Adjacent>(json!({"content": 1, "tag": "Newtype"}));
    read::<Adjacent>(json!({"tag": "Maybe"}));
    read::<Adjacent>(json!({"tag": "Maybe", "content": 1}));
    refused::<Adjacent>(json!({"tag": "Unit", "content": 1}), "content: expected nothing, found a number");
    refused::<Adjacent>(json!({"tag": "Newtype"}), "content: expected a whole number in range, found nothing");
    refused::<Adjacent>(json!({"content": 1}), "tag: expected a name that is known here, found nothing");
}

#[test]
fn flattened_members_stand_among_others() {
    read::<Flat>(json!({"own": 1, "number": 1, "type": "", "in": 0, "more": 1, "NEWTYPE": 2}));
    let without = json!({"own": 1, "number": 1, "type": "", "in": 0, "more": 1});
    refused::<Flat>(without, "expected a member with a name that is known here, found an object");
    let other = json!({"own": 1, "number": 1, "type": "", "in": 0, "NEWTYPE": ""});
    refused::<Flat>(other, "NEWTYPE: expected a whole number in range, found a text");
}

#[test]
fn a_list_is_no_struct_and_a_number_no_name() {
    narrower::<Plain>(json!([1, "t", null, [], 0]), "expected an object, found a list");
    narrower::<Internal>(json!(["unit"]), "expected an object, found a list");
}

#[test]
fn the_last_of_members_with_one_name_counts() {
    let value: Value = serde_json::from_str(r#"{"a": 1, "tag": "members", "a": 2}"#).expect("a value");
    assert_eq!(Internal::read(&value), Ok(Internal::Members { a: 2 }));
}

#[test]
fn what_nests_too_deeply_is_refused_before_the_stack_ends() {
    let nested = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
    let limit = usize::from(DEPTH_LIMIT);
    assert!(serde_json::from_str::<Value>(&nested(limit)).is_ok());
    let error = serde_json::from_str::<Value>(&nested(limit + 1)).expect_err("too deep");
    assert!(error.to_string().starts_with("nested too deeply"), "{error}");
}
