//! Values by the tables of docs/contracts/custom-fields.md §4; each was answered so by Django 5.2.19 and DRF 3.18.3.

use super::{FieldFault, FieldValue, Shape, UserField};
use crate::json::{Json, loads};
use proptest::prelude::{Strategy, any};
use proptest::{prop_assert, prop_assert_eq, proptest, sample};
use std::sync::Arc;

fn field(rest: &str) -> Arc<UserField> {
    let shape = Shape::declare(&format!("[{{\"name\": \"f\", {rest}}}]")).expect(rest);
    shape.declared().next().expect("one is declared").clone()
}

/// What becomes of a value in JSON: how it is answered, or everything that is wrong with it.
fn read(field: &UserField, sent: &str) -> String {
    match field.read(&loads(sent.as_bytes()).expect(sent)) {
        Ok(value) => field.print(Some(&value)).to_string(),
        Err(faults) => faults.iter().map(ToString::to_string).collect::<Vec<_>>().join(" | "),
    }
}

fn holds(rest: &str, table: &[(&str, &str)]) {
    let field = field(rest);
    for (sent, answer) in table {
        assert_eq!(read(&field, sent), *answer, "{rest}: {sent}");
    }
}

const BLANK: &str = "This field may not be blank.";

#[test]
fn text_is_trimmed_and_measured_in_characters() {
    let long = "Ensure this field has no more than 5 characters.";
    holds(
        r#""type": "char", "max_length": 5"#,
        &[
            (r#"" ab ""#, r#""ab""#),
            (r#""😀😀😀😀😀""#, r#""😀😀😀😀😀""#),
            (r#""😀😀😀😀😀😀""#, long),
            (r#""e\u0301""#, "\"e\u{301}\""),
            (r#""a\n b""#, r#""a\n b""#),
            (r#""\u200b""#, "\"\u{200b}\""),
            (r#""""#, BLANK),
            (r#""\u00a0\u2003\n""#, BLANK),
            ("7", r#""7""#),
            ("7.0", r#""7.0""#),
            ("0.00001", r#""1e-05""#),
            ("1e20", r#""1e+20""#),
            ("null", "This field may not be null."),
            ("true", "Not a valid string."),
            ("[]", "Not a valid string."),
            (
                r#""abcde\u0000\ud800""#,
                &format!(
                    "{long} | Null characters are not allowed. | Surrogate characters are not allowed: U+D800."
                ),
            ),
        ],
    );
    holds(r#""type": "text", "null": true, "blank": true"#, &[("null", "null"), (r#"" ""#, r#""""#)]);
}

#[test]
fn slugs_are_ascii() {
    let bad = "Enter a valid \"slug\" consisting of letters, numbers, underscores or hyphens.";
    let table =
        [(r#""a-B_9""#, r#""a-B_9""#), (r#""a b""#, bad), (r#""é""#, bad), ("true", bad), (r#""""#, BLANK)];
    holds(r#""type": "slug""#, &table);
}

#[test]
fn urls_have_a_host_that_can_be_looked_up() {
    let field = field(r#""type": "url""#);
    for good in [
        "http://example.com",
        "HTTP://EXAMPLE.com:99999?q#f",
        "ftps://u:p@example.com/a",
        "http://localhost",
        "http://1.2.3.4",
        "http://[::1]:80/",
        "http://é.example.",
        "http://a.xn--p1ai",
    ] {
        assert_eq!(read(&field, &format!("{good:?}")), format!("{good:?}"));
    }
    for bad in [
        "example.com",
        "//example.com",
        "http://example",
        "http://a_b.example.com/",
        "http://example.123/",
        "http://256.1.1.1/",
        "http://1.1.1.01/",
        "http://[1]/",
        "http://u:p:q@example.com",
        "http://u[@example.com",
        "http://example.com:123456",
        "http://-a.com",
        "http://example.com/a b",
        "ws://example.com",
        "javascript:alert(1)",
    ] {
        assert_eq!(read(&field, &format!("{bad:?}")), "Enter a valid URL.", "{bad}");
    }
    let long = format!("\"http://example{}\"", ".x".repeat(100));
    let both = "Ensure this field has no more than 200 characters. | Enter a valid URL.";
    assert_eq!((read(&field, &long).as_str(), read(&field, "{}").as_str()), (both, "Enter a valid URL."));
}

#[test]
fn whole_numbers_are_pythons() {
    let bad = "A valid integer is required.";
    let above = "Ensure this value is less than or equal to 9223372036854775807.";
    holds(
        r#""type": "integer", "min_value": 0, "max_value": 9223372036854775807, "null": true"#,
        &[
            ("7", "7"),
            ("33.0", "33"),
            ("1e2", "100"),
            (r#""33.""#, "33"),
            (r#"" 32 ""#, "32"),
            (r#""+5""#, "5"),
            (r#""1_0""#, "10"),
            (r#""٣٢""#, "32"),
            ("9223372036854775807", "9223372036854775807"),
            ("9223372036854775808", above),
            (&"9".repeat(400), above),
            ("-1", "Ensure this value is greater than or equal to 0."),
            (&format!("\"{}\"", "1".repeat(1001)), "String value too large."),
            ("null", "null"),
            (r#""""#, bad),
            (r#"" ""#, bad),
            ("33.5", bad),
            (r#""1e2""#, bad),
            ("1e300", bad),
            (r#""1__0""#, bad),
            ("true", bad),
            ("[1]", bad),
        ],
    );
    let least = "Ensure this value is greater than or equal to -2147483648.";
    holds(r#""type": "integer""#, &[("-2147483648", "-2147483648"), ("-2147483649", least)]);
}

#[test]
fn decimals_keep_their_places() {
    let bad = "A valid number is required.";
    let (digits, places, whole) = (
        "Ensure that there are no more than 8 digits in total.",
        "Ensure that there are no more than 2 decimal places.",
        "Ensure that there are no more than 6 digits before the decimal point.",
    );
    holds(
        r#""type": "decimal", "max_digits": 8, "decimal_places": 2"#,
        &[
            ("12.5", r#""12.50""#),
            ("1e3", r#""1000.00""#),
            (r#"".5""#, r#""0.50""#),
            (r#""5.""#, r#""5.00""#),
            (r#""1E+5""#, r#""100000.00""#),
            (r#""007.10""#, r#""7.10""#),
            (r#""-0""#, r#""-0.00""#),
            ("12.50000", r#""12.50""#),
            (r#""12.50000""#, places),
            ("0.30000000000000004", digits),
            ("1e6", whole),
            ("1e8", digits),
            (r#""1,5""#, bad),
            (r#""NaN""#, bad),
            (r#""-inf""#, bad),
            ("true", bad),
            (r#""""#, bad),
            ("null", "This field may not be null."),
        ],
    );
    holds(
        r#""type": "decimal", "max_digits": 5, "decimal_places": 3, "min_value": "-1.5", "max_value": 50, "null": true"#,
        &[
            ("50", r#""50.000""#),
            (r#""50.001""#, "Ensure this value is less than or equal to 50."),
            (r#""-1.51""#, "Ensure this value is greater than or equal to -1.5."),
            (r#""-1.500""#, r#""-1.500""#),
            (r#"" ""#, "null"),
        ],
    );
}

#[test]
fn booleans_are_words() {
    let bad = "Must be a valid boolean.";
    holds(
        r#""type": "boolean""#,
        &[
            ("true", "true"),
            ("1", "true"),
            ("1.0", "true"),
            (r#""YES""#, "true"),
            (r#""on""#, "true"),
            ("0.0", "false"),
            (r#""f""#, "false"),
            ("2", bad),
            (r#"" true ""#, bad),
            (r#""1.0""#, bad),
            (r#""null""#, bad),
            (r#""""#, bad),
            ("{}", bad),
        ],
    );
    let table = [("null", "null"), (r#""""#, "null"), (r#""nULL""#, "null"), (r#""none""#, bad)];
    holds(r#""type": "boolean", "null": true"#, &table);
}

#[test]
fn days_and_moments_are_pythons() {
    let bad = "Date has wrong format. Use one of these formats instead: YYYY-MM-DD.";
    let table =
        ["1990-05-17", "19900517", "1990-5-17", "1990-W20-4", "1990W204"].map(|text| format!("{text:?}"));
    let day = table.each_ref().map(|sent| (sent.as_str(), r#""1990-05-17""#));
    holds(r#""type": "date""#, &day);
    for other in [
        r#""1990-02-30""#,
        r#""17.05.1990""#,
        r#"" 1990-05-17""#,
        r#""""#,
        "19900517",
        "true",
        r#""0000-01-01""#,
    ] {
        holds(r#""type": "date""#, &[(other, bad)]);
    }
    holds(r#""type": "date""#, &[(r#""1990-W20""#, r#""1990-05-14""#)]);
    let bad = "Datetime has wrong format. Use one of these formats instead: YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z].";
    holds(
        r#""type": "datetime""#,
        &[
            (r#""2024-01-02T03:04:05""#, r#""2024-01-02T03:04:05Z""#),
            (r#""2024-01-02T03:04:05+02:00""#, r#""2024-01-02T01:04:05Z""#),
            (r#""2024-01-02 03:04:05.5Z""#, r#""2024-01-02T03:04:05.500000Z""#),
            (r#""20240102x030405,1234567-0130""#, r#""2024-01-02T04:34:05.123456Z""#),
            (r#""2024-01-02""#, r#""2024-01-02T00:00:00Z""#),
            (r#""2024-1-2 3:04 +02""#, r#""2024-01-02T01:04:00Z""#),
            (r#""2024-01-02T24:00""#, bad),
            (r#""2024-01-02T03:04:60""#, bad),
            (r#""2024-01-02T03:04z""#, bad),
            (r#""2024-01-02T03:04+24:00""#, bad),
            ("1704164645", bad),
            (r#""""#, bad),
            (r#""0001-01-01T00:00+01:00""#, "Datetime value out of range."),
        ],
    );
}

#[test]
fn uuids_have_one_spelling() {
    let (id, bad) = (r#""00000000-0000-0000-0000-00000000000a""#, "Must be a valid UUID.");
    holds(
        r#""type": "uuid""#,
        &[
            (r#""{URN:}""#, bad),
            (r#""urn:uuid:0000000000000000000000000000000A""#, id),
            (r#""{0-000000000000000000000000000000a}""#, id),
            ("10", id),
            ("true", r#""00000000-0000-0000-0000-000000000001""#),
            ("340282366920938463463374607431768211456", bad),
            ("-1", bad),
            ("1.0", bad),
            (r#""""#, bad),
        ],
    );
}

#[test]
fn choices_are_told_by_their_text() {
    let no = |text: &str| format!("\"{text}\" is not a valid choice.");
    holds(
        r#""type": "choice", "choices": [["free", "Free"], ["pro", "Pro"]]"#,
        &[
            (r#""pro""#, r#""pro""#),
            (r#""Pro""#, &no("Pro")),
            (r#""""#, &no("")),
            ("5", &no("5")),
            ("true", &no("True")),
            ("[]", &no("[]")),
            (r#"{"a": 1, "b": ["it's", null]}"#, &no(r#"{'a': 1, 'b': ["it's", None]}"#)),
        ],
    );
    let table =
        [("2", "2"), (r#""2""#, "2"), (r#""01""#, &*no("01")), ("2.0", &*no("2.0")), ("true", &*no("True"))];
    holds(r#""type": "choice", "choices": [[1, "Red"], [2, "Blue"]], "blank": true"#, &table);
}

#[test]
fn json_stays_as_it_came() {
    let whole = r#"{"b":[null,true,1.0,123456789012345678901234567890],"a":{"é\n":""}}"#;
    let bad = "Value must be valid JSON.";
    let deep = |depth| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    holds(
        r#""type": "json""#,
        &[
            (whole, whole),
            ("1E5", "100000.0"),
            (r#""""#, r#""""#),
            ("false", "false"),
            (r#"[{"a": 1, "b": 2, "a": 3}]"#, r#"[{"a":3,"b":2}]"#),
            (&deep(200), &deep(200)),
            (&deep(201), bad),
            ("[1e400]", bad),
            (r#"{"\ud800": 1}"#, bad),
            ("null", "This field may not be null."),
        ],
    );
}

#[test]
fn what_nobody_said_has_a_value_where_it_can() {
    let unsaid = |rest: &str| field(rest).unsaid();
    assert_eq!(unsaid(r#""type": "slug""#), Some(FieldValue::Text(String::new())));
    assert_eq!(unsaid(r#""type": "slug", "null": true"#), Some(FieldValue::Null));
    assert_eq!(
        unsaid(r#""type": "decimal", "max_digits": 8, "decimal_places": 2, "default": 0"#),
        Some(FieldValue::Text("0.00".to_owned()))
    );
    assert_eq!(unsaid(r#""type": "integer", "blank": true"#), None);
    assert_eq!(unsaid(r#""type": "choice", "choices": [[1, "Red"]], "blank": true"#), None);
    let field = field(r#""type": "integer", "default": 7"#);
    assert_eq!(field.print(None), Json::Int("7".to_owned()));
    // From before the field was a number.
    assert_eq!(field.print(Some(&FieldValue::Text("x".to_owned()))), Json::Int("7".to_owned()));
}

#[test]
fn unique_values_are_the_same_by_their_text() {
    let exact = field(r#""type": "char", "max_length": 9, "unique": true"#);
    let folding = field(r#""type": "char", "max_length": 9, "unique": true, "ignore_case": true"#);
    let text = |text: &str| FieldValue::Text(text.to_owned());
    assert_eq!(exact.claim(&text("Straße")).as_deref(), Some("Straße"));
    assert_eq!(folding.claim(&text("Straße")), folding.claim(&text("STRASSE")));
    assert_eq!((exact.claim(&text("")).as_deref(), exact.claim(&FieldValue::Null)), (Some(""), None));
    assert_eq!(field(r#""type": "uuid""#).claim(&text("x")), None);
}

#[test]
fn a_declaration_says_what_is_wrong_with_it_and_where() {
    for (text, mistake) in [
        ("{}", "a JSON array is wanted, and not dict"),
        ("[", "no JSON: Expecting value: line 1 column 2 (char 1)"),
        ("[7]", "entry 1: an object is wanted"),
        (r#"[{"type": "date"}]"#, "entry 1: \"name\" is wanted, a text"),
        (
            r#"[{"name": "a", "type": "date"}, {"name": "b", "type": "float"}]"#,
            "entry 2 (\"b\"): \"type\" is wanted",
        ),
        (r#"[{"name": "a", "type": "date", "lable": "x"}]"#, "entry 1 (\"a\"): there is no key \"lable\""),
        (r#"[{"name": "a", "type": "char"}]"#, "\"max_length\" has to be given"),
        (
            r#"[{"name": "a", "type": "date", "max_length": 5}]"#,
            "\"max_length\" does not go with type \"date\"",
        ),
        (
            r#"[{"name": "a", "type": "boolean", "unique": true}]"#,
            "\"unique\" does not go with type \"boolean\"",
        ),
        (r#"[{"name": "a", "type": "slug", "ignore_case": true}]"#, "\"ignore_case\" wants \"unique\""),
        (
            r#"[{"name": "a", "type": "integer", "default": "x"}]"#,
            "the default: A valid integer is required.",
        ),
        (r#"[{"name": "a", "type": "date", "null": 1}]"#, "\"null\" is true or false"),
        (r#"[{"name": "a", "type": "choice", "choices": []}]"#, "\"choices\" has to be given"),
        (
            r#"[{"name": "a", "type": "decimal", "max_digits": 2, "decimal_places": 3}]"#,
            "is above \"max_digits\"",
        ),
        (r#"[{"name": "a", "type": "date", "private": true}]"#, "who registers cannot say it"),
        (r#"[{"name": "first_name", "type": "text"}]"#, "every user has something of this name"),
        (r#"[{"name": "isStaff", "type": "text"}]"#, "every user has something of this name"),
        (r#"[{"name": "a__b", "type": "text"}]"#, "has no __ in it"),
        (r#"[{"name": "1a", "type": "text"}]"#, "a name begins with a letter"),
        (
            r#"[{"name": "a_b", "type": "text"}, {"name": "aB", "type": "text"}]"#,
            "the name is an earlier entry's",
        ),
    ] {
        let mistakes = Shape::declare(text).expect_err(text);
        assert!(mistakes.iter().any(|told| told.contains(mistake)), "{text}: {mistakes:?}");
    }
    let two = Shape::declare(r#"[{"name": "a"}, {"type": "date", "null": 1}]"#).expect_err("is wrong");
    assert_eq!(two.len(), 3, "all are told: {two:?}");
    let many = vec![r#"{"name":"a","type":"date"}"#; 41].join(",");
    assert!(Shape::declare(&format!("[{many}]")).expect_err("too many")[0].contains("at most 40"));
    assert!(Shape::declare(&" ".repeat(1601)).expect_err("too long")[0].contains("at most 1600"));
}

const ONE_OF_EACH: [&str; 12] = [
    r#""type": "char", "max_length": 8"#,
    r#""type": "text", "blank": true"#,
    r#""type": "url""#,
    r#""type": "slug""#,
    r#""type": "integer""#,
    r#""type": "decimal", "max_digits": 8, "decimal_places": 2, "null": true"#,
    r#""type": "boolean", "null": true"#,
    r#""type": "date""#,
    r#""type": "datetime""#,
    r#""type": "uuid""#,
    r#""type": "choice", "choices": [["a", "A"], ["1", "B"]], "blank": true"#,
    r#""type": "json""#,
];

/// Values that are nearly good.
fn sent() -> impl Strategy<Value = String> {
    let pieces = [
        "1", "0", "-", "+", ".", "e", "_", ":", "T", "Z", "W", "a", "/", "http://", "@", " ", "é", "٣",
        "2024", "[", "]", "{",
    ];
    let text = proptest::collection::vec(sample::select(pieces.to_vec()), 0..12);
    (text, any::<bool>()).prop_map(|(pieces, bare)| {
        let text = pieces.concat();
        if bare && loads(text.as_bytes()).is_ok() { text } else { Json::Str(text.into()).to_string() }
    })
}

proptest! {
    #[test]
    fn every_value_is_answered_and_what_is_stored_reads_back(
        sent in sent(), rest in sample::select(ONE_OF_EACH.to_vec()),
    ) {
        let field = field(rest);
        match field.read(&loads(sent.as_bytes()).expect("is JSON")) {
            Ok(value) => {
                let again = field.read(&field.print(Some(&value)));
                prop_assert_eq!(again, Ok(value));
            }
            Err(faults) => prop_assert!(!faults.is_empty() && !faults.contains(&FieldFault::TooMuch)),
        }
    }
}
