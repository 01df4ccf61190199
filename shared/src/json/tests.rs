use super::{Json, MAX_DEPTH, Text, loads};
use proptest::prelude::{Strategy, any};
use proptest::{collection, prop_assert, prop_assert_eq, proptest, sample};

fn refusal(bytes: &[u8]) -> String {
    loads(bytes).expect_err(&format!("{:?} should be refused", String::from_utf8_lossy(bytes)))
}

fn string(document: &str) -> Text {
    match loads(document.as_bytes()) {
        Ok(Json::Str(text)) => text,
        other => panic!("{document} should be a string, not {other:?}"),
    }
}

/// Every text was printed by `json.loads` of Python 3.11.7, called as DRF 3.18.3 calls it.
#[test]
fn refusals_are_in_pythons_words() {
    for (document, message) in [
        ("", "Expecting value: line 1 column 1 (char 0)"),
        (" ", "Expecting value: line 1 column 2 (char 1)"),
        ("{", "Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"),
        ("{'a':1}", "Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"),
        ("{\"a\":1,}", "Expecting property name enclosed in double quotes: line 1 column 8 (char 7)"),
        ("{\"a\":1, ,", "Expecting property name enclosed in double quotes: line 1 column 9 (char 8)"),
        ("{\"a\"}", "Expecting ':' delimiter: line 1 column 5 (char 4)"),
        ("{\"a\" 1}", "Expecting ':' delimiter: line 1 column 6 (char 5)"),
        ("{\"a\":}", "Expecting value: line 1 column 6 (char 5)"),
        ("{\"a\":1 \"b\"", "Expecting ',' delimiter: line 1 column 8 (char 7)"),
        ("{\"a\":1", "Expecting ',' delimiter: line 1 column 7 (char 6)"),
        ("[", "Expecting value: line 1 column 2 (char 1)"),
        ("[1", "Expecting ',' delimiter: line 1 column 3 (char 2)"),
        ("[1,", "Expecting value: line 1 column 4 (char 3)"),
        ("[1,]", "Expecting value: line 1 column 4 (char 3)"),
        ("{}{}", "Extra data: line 1 column 3 (char 2)"),
        ("01", "Extra data: line 1 column 2 (char 1)"),
        ("1.", "Extra data: line 1 column 2 (char 1)"),
        ("1e+", "Extra data: line 1 column 2 (char 1)"),
        ("-", "Expecting value: line 1 column 1 (char 0)"),
        ("nul", "Expecting value: line 1 column 1 (char 0)"),
        ("\"a", "Unterminated string starting at: line 1 column 1 (char 0)"),
        ("\"a\\", "Unterminated string starting at: line 1 column 1 (char 0)"),
        ("\"\t\"", "Invalid control character at: line 1 column 2 (char 1)"),
        ("\"a\0\"", "Invalid control character at: line 1 column 3 (char 2)"),
        ("\"\\x\"", "Invalid \\escape: line 1 column 2 (char 1)"),
        ("\"\\é\"", "Invalid \\escape: line 1 column 2 (char 1)"),
        ("\"\\u12\"", "Invalid \\uXXXX escape: line 1 column 3 (char 2)"),
        ("\"\\u+123\"", "Invalid \\uXXXX escape: line 1 column 3 (char 2)"),
        ("\"\\u123é\"", "Invalid \\uXXXX escape: line 1 column 3 (char 2)"),
        ("\"\\u1234", "Invalid \\uXXXX escape: line 1 column 3 (char 2)"),
        ("\"\\ud800\\udc00", "Invalid \\uXXXX escape: line 1 column 9 (char 8)"),
        ("\u{feff}{}", "Unexpected UTF-8 BOM (decode using utf-8-sig): line 1 column 1 (char 0)"),
        ("\u{a0}1", "Expecting value: line 1 column 1 (char 0)"),
        (
            "{\"é\":\n \"😀\", x",
            "Expecting property name enclosed in double quotes: line 2 column 7 (char 12)",
        ),
        ("[\r\n\r\nx", "Expecting value: line 3 column 1 (char 5)"),
        ("[NaN", "Out of range float values are not JSON compliant: 'NaN'"),
        ("Infinity", "Out of range float values are not JSON compliant: 'Infinity'"),
        ("-Infinity", "Out of range float values are not JSON compliant: '-Infinity'"),
    ] {
        assert_eq!(refusal(document.as_bytes()), message, "{document:?}");
    }
}

#[test]
fn bytes_that_are_not_utf8_are_named_as_python_names_them() {
    for (bytes, place_and_reason) in [
        (&b"{\"username\":\"a\xff\"}"[..], "byte 0xff in position 14: invalid start byte"),
        (b"\x80", "byte 0x80 in position 0: invalid start byte"),
        (b"\xc0\xaf", "byte 0xc0 in position 0: invalid start byte"),
        (b"\"\xc3\"", "byte 0xc3 in position 1: invalid continuation byte"),
        (b"\"\xe2\x82\"", "bytes in position 1-2: invalid continuation byte"),
        (b"\"\xf0\x9f\x98\"", "bytes in position 1-3: invalid continuation byte"),
        (b"\"\xed\xa0\x80\"", "byte 0xed in position 1: invalid continuation byte"),
        (b"\"\xc3", "byte 0xc3 in position 1: unexpected end of data"),
        (b"\"\xf0\x9f\x98", "bytes in position 1-3: unexpected end of data"),
    ] {
        assert_eq!(refusal(bytes), format!("'utf-8' codec can't decode {place_and_reason}"));
    }
}

#[test]
fn a_field_appears_once_however_it_is_spelled() {
    assert_eq!(
        refusal(b"{\"email\":1, \"email\":2}"),
        "Duplicate key: \"email\": line 1 column 13 (char 12)"
    );
    assert_eq!(
        refusal(b"{\"email\":1,\n\"\\u0065mail\":2}"),
        "Duplicate key: \"email\": line 2 column 1 (char 12)"
    );
    // Inside a field the last value stands, at the place of the first.
    let kept = loads(b"{\"a\":{\"b\":1,\"c\":2,\"\\u0062\":3}}").map(|json| json.to_string());
    assert_eq!(kept.as_deref(), Ok("{\"a\":{\"b\":3,\"c\":2}}"));
    assert!(loads(b"{\"a\":{\"a\":1},\"b\":{\"a\":1}}").is_ok());
    assert!(loads(b"{\"\\ud800\":1,\"\\ud801\":1,\"\\ufffd\":1}").is_ok());
}

#[test]
fn nesting_has_an_end() {
    let nested = |depth| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert!(loads(nested(MAX_DEPTH).as_bytes()).is_ok());
    assert_eq!(
        refusal(nested(MAX_DEPTH + 1).as_bytes()),
        "Maximum nesting depth exceeded: line 1 column 257 (char 256)"
    );
    assert!(refusal("{\"a\":".repeat(10_000).as_bytes()).starts_with("Maximum nesting depth exceeded"));
    assert!(loads(format!("[{}[]]", "[[]],".repeat(1_000)).as_bytes()).is_ok(), "siblings do not add up");
}

#[test]
fn integers_keep_every_digit_up_to_pythons_limit() {
    let digits = "9".repeat(4300);
    assert_eq!(loads(format!("-{digits}").as_bytes()), Ok(Json::Int(format!("-{digits}"))));
    assert_eq!(
        refusal(format!("{digits}9").as_bytes()),
        "Exceeds the limit (4300 digits) for integer string conversion: value has 4301 digits; \
         use sys.set_int_max_str_digits() to increase the limit"
    );
    assert_eq!(loads(b"-0"), Ok(Json::Int("0".to_owned())));
}

#[test]
fn a_text_field_sees_numbers_as_python_prints_them() {
    for (sent, printed) in [
        ("7", "7"),
        ("-0.0", "-0.0"),
        ("1.50", "1.5"),
        ("1E3", "1000.0"),
        ("0.0001", "0.0001"),
        ("0.00001", "1e-05"),
        ("123456789012345680.0", "1.2345678901234568e+17"),
        ("9999999999999998.0", "9999999999999998.0"),
        ("1217789677041769.2853876571122", "1217789677041769.2"),
        ("5.9604644775390625e-8", "5.960464477539063e-08"),
        ("1e16", "1e+16"),
        ("5e-324", "5e-324"),
        ("-1e999", "-inf"),
    ] {
        let value = loads(sent.as_bytes()).expect(sent);
        assert_eq!(value.text().expect(sent).as_str(), printed);
    }
    for sent in ["null", "true", "[]", "{}"] {
        assert_eq!(loads(sent.as_bytes()).expect(sent).text(), None, "{sent}");
    }
}

#[test]
fn lone_surrogates_are_kept_apart_from_text() {
    assert_eq!(string("\"\\ud83d\\ude00\""), Text::from("😀"));
    assert_eq!(string("\"a\\ud800\\ud83d\\ude00\"").surrogate(), Some(0xD800));
    assert_eq!(string("\"a\\ud800\\ud83d\\ude00\"").as_str(), "a\u{fffd}😀");
    assert_eq!(string("\"\\ude00\\ud83d\"").surrogate(), Some(0xDE00));
    assert_eq!(string("\"\\ud83d-\\ude00\"").as_str(), "\u{fffd}-\u{fffd}");
    assert_ne!(string("\"\\ud800\""), string("\"\\ufffd\""));
    assert!(!string("\"\\ud800\"").is("\u{fffd}"));
}

#[test]
fn values_have_pythons_types() {
    let document = loads(b" {\"a\" : [null, true, 1, 1.0, \"\\/\"] , \"b\":{} } ").expect("is JSON");
    let Some(Json::Array(values)) = document.get("a") else { panic!("{document:?}") };
    let names: Vec<_> = values.iter().map(Json::python_type_name).collect();
    assert_eq!(names, ["NoneType", "bool", "int", "float", "str"]);
    assert_eq!(document.get("b").map(Json::python_type_name), Some("dict"));
    assert_eq!(document.get("c"), None);
}

/// Pieces of JSON in any order, which reach far deeper than bytes at random do.
fn almost_json() -> impl Strategy<Value = Vec<u8>> {
    let pieces =
        ["{", "}", "[", "]", ",", ":", "\"", "\"a\"", "\\", "\\u", "d83d", "\\ude00", "-", "0", "1.5e"];
    collection::vec(sample::select(pieces.to_vec()), 0..40).prop_map(|pieces| pieces.concat().into_bytes())
}

proptest! {
    #[test]
    fn any_bytes_are_answered(bytes in any::<Vec<u8>>()) {
        prop_assert_eq!(loads(&bytes).is_ok(), loads(&[b" ", &bytes[..], b"\n"].concat()).is_ok());
    }

    #[test]
    fn whatever_is_accepted_is_json_to_others_too(bytes in almost_json()) {
        if loads(&bytes).is_ok() {
            prop_assert!(serde_json::from_slice::<serde::de::IgnoredAny>(&bytes).is_ok());
        }
    }
}
