//! Bodies of what goes beyond the contract: what nobody knows is refused, instead of being ignored.

use crate::dialects::drf::body::Data;
use crate::dialects::drf::{Error, Form};
use crate::domain::parse_id;
use crate::json::Json;

/// The fields of a body that has no others than these.
///
/// # Errors
/// 400 for a body that has no fields, and for a field of another name.
pub fn fields<'a>(data: &'a Data, known: &[&str]) -> Result<Form<'a>, Error> {
    let form = Form::new(data)?;
    let names: Vec<&str> = match data {
        Data::Json(Json::Object(members)) => members.iter().map(|(name, _)| name.as_str()).collect(),
        Data::Json(_) => Vec::new(),
        Data::Form(fields) => fields.iter().map(|(name, _)| name.as_str()).collect(),
    };
    match names.iter().find(|name| !known.contains(name)) {
        None => Ok(form),
        Some(name) => {
            let text = format!("Unknown key \"{name}\". There are: {}.", known.join(", "));
            Err(Error::non_field(&text))
        }
    }
}

/// Insists that a field that cannot change is not sent, or as it is.
///
/// # Errors
/// 400 for anything else.
pub fn stays(data: &Data, name: &'static str, value: &str) -> Result<(), Error> {
    let same = |sent: &Json| sent.text().is_some_and(|sent| sent.is(value));
    match data.get(name).is_none_or(same) {
        true => Ok(()),
        false => Err(Error::field(name, "This field cannot be changed.")),
    }
}

/// An id in a body; none if it was not sent.
///
/// # Errors
/// 400 for what is no id.
pub fn id<T: From<u64>>(data: &Data, name: &'static str) -> Result<Option<T>, Error> {
    let Some(sent) = data.get(name) else { return Ok(None) };
    let id = sent.text().and_then(|sent| parse_id(sent.as_str()));
    id.map(|id| Some(T::from(id))).ok_or_else(|| Error::field(name, "An id is required."))
}

#[cfg(test)]
mod tests {
    use super::{Data, fields, stays};
    use crate::json::{Json, loads};

    #[test]
    fn what_nobody_knows_is_refused() {
        let json = |text: &str| Data::Json(loads(text.as_bytes()).unwrap());
        let form = |name: &str| Data::Form(vec![(name.to_owned(), Json::Str("x".into()))]);
        assert!(
            fields(&json(r#"{"name": "x"}"#), &["name"]).is_ok() && fields(&form("name"), &["name"]).is_ok()
        );
        for bad in [json(r#"{"nam": "x"}"#), json("[]"), json("null"), form("nam")] {
            assert!(fields(&bad, &["name"]).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn what_cannot_change_may_be_sent_as_it_is() {
        let json = |text: &str| Data::Json(loads(text.as_bytes()).unwrap());
        for same in ["{}", r#"{"pk": 7}"#, r#"{"pk": "7"}"#] {
            assert!(stays(&json(same), "pk", "7").is_ok(), "{same}");
        }
        for other in [r#"{"pk": 8}"#, r#"{"pk": null}"#, r#"{"pk": [7]}"#, r#"{"pk": 7.0}"#] {
            assert!(stays(&json(other), "pk", "7").is_err(), "{other}");
        }
    }
}
