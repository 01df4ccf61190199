//! The filter specification of `POST /v1/users/list` (docs/contracts/seeds.md §4.3): which users, in which order.

use shared::domain::{Timestamp, Username};
use shared::json::Json;
use shared::store::items::ListedUser;
use std::cmp::Ordering;

/// A user, and the names of their groups where the specification asks for them.
pub(super) struct Row {
    pub(super) user: ListedUser,
    pub(super) groups: Vec<String>,
}

/// What is wanted.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Filter {
    expressions: Vec<Expression>,
    order_by: Vec<Order>,
    include_inactive: bool,
}

#[derive(Debug, PartialEq)]
enum Expression {
    Field { field: Field, test: Test, invert: bool },
    All { of: Vec<Expression>, invert: bool },
    Any { of: Vec<Expression>, invert: bool },
}

#[derive(Debug, PartialEq)]
enum Test {
    Exact { value: Value, ignores_case: bool },
    Contains { text: String, ignores_case: bool },
    IsNull,
    Compare { operator: Operator, value: Value },
}

#[derive(Debug, PartialEq)]
enum Operator {
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Username,
    Pk,
    LastLogin,
    IsSuperuser,
    FirstName,
    LastName,
    Email,
    IsStaff,
    IsActive,
    DateJoined,
    Groups,
}

/// A field's value, or what it is compared with.
#[derive(Clone, Debug, PartialEq, PartialOrd)]
enum Value {
    Text(String),
    Number(f64),
    Truth(bool),
    Moment(Timestamp),
}

#[derive(Debug, PartialEq)]
struct Order {
    field: Field,
    ascending: bool,
    nulls_first: bool,
}

type Parsed<T> = Result<T, String>;

impl Filter {
    /// Reads a specification; the error says in a sentence what is wrong with it.
    pub(super) fn parse(sent: &Json) -> Parsed<Self> {
        match sent {
            Json::Null => return Ok(Self::default()),
            Json::Array(values) if values.is_empty() => return Ok(Self::default()),
            _ => {}
        }
        let spec = Members::of(sent, "the filter", &["expressions", "order_by", "include_inactive"])?;
        Ok(Self {
            expressions: spec
                .list("expressions")?
                .iter()
                .map(|of| expression(of, Inside::Nothing))
                .collect::<Parsed<_>>()?,
            order_by: spec.list("order_by")?.iter().map(order).collect::<Parsed<_>>()?,
            include_inactive: spec.truth("include_inactive", false)?,
        })
    }

    /// Whether groups must be known.
    pub(super) fn needs_groups(&self) -> bool {
        self.expressions.iter().any(Expression::needs_groups)
    }

    /// The users that are wanted, in order.
    pub(super) fn apply(&self, mut rows: Vec<Row>) -> Vec<ListedUser> {
        rows.retain(|row| {
            self.expressions.iter().all(|expression| expression.holds(row))
                && (self.include_inactive || row.user.is_active())
        });
        rows.sort_by(|one, other| {
            let keys = self.order_by.iter().map(|order| order.compare(one, other));
            keys.fold(Ordering::Equal, Ordering::then)
        });
        rows.into_iter().map(|row| row.user).collect()
    }
}

/// Within what an expression stands: there is no `or` within `and`, and neither within itself.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Inside {
    Nothing,
    Or,
    And,
}

fn expression(sent: &Json, inside: Inside) -> Parsed<Expression> {
    let kind = match sent.get("type") {
        Some(Json::Str(kind)) => kind.as_str(),
        _ => return Err("an expression needs a \"type\"".to_owned()),
    };
    let members = |known: &[&str]| Members::of(sent, "an expression", &[&["type", "invert"], known].concat());
    let invert = |members: &Members<'_>| members.truth("invert", false);
    match kind {
        "exact" => {
            let spec = members(&["field", "value", "case_insensitive"])?;
            let field = spec.field()?;
            let value = field.value(spec.required("value")?)?;
            let test = Test::Exact { value, ignores_case: spec.truth("case_insensitive", false)? };
            Ok(Expression::Field { field, test, invert: invert(&spec)? })
        }
        "contains" => {
            let spec = members(&["field", "sub_string", "case_insensitive"])?;
            let field = spec.field()?;
            let text = match spec.required("sub_string")? {
                Json::Str(text) if !text.as_str().is_empty() => field.form_of(text.as_str()),
                _ => return Err("\"sub_string\" must be a string of at least one character".to_owned()),
            };
            if !field.is_text() && field != Field::Pk {
                return Err(format!("\"{}\" contains no text", field.name()));
            }
            let test = Test::Contains { text, ignores_case: spec.truth("case_insensitive", false)? };
            Ok(Expression::Field { field, test, invert: invert(&spec)? })
        }
        // The page says `is_null`, the original's server `isnull`.
        "isnull" | "is_null" => {
            let spec = members(&["field"])?;
            Ok(Expression::Field { field: spec.field()?, test: Test::IsNull, invert: invert(&spec)? })
        }
        "compare" => {
            let spec = members(&["field", "operator", "value"])?;
            let field = spec.field()?;
            let operator = match spec.required("operator")? {
                Json::Str(text) => match text.as_str() {
                    "<" => Operator::Less,
                    "<=" => Operator::LessOrEqual,
                    ">" => Operator::Greater,
                    ">=" => Operator::GreaterOrEqual,
                    _ => return Err("\"operator\" must be one of <, >, <=, >=".to_owned()),
                },
                _ => return Err("\"operator\" must be one of <, >, <=, >=".to_owned()),
            };
            let value = spec.required("value")?;
            if matches!(value, Json::Bool(_)) {
                return Err("true and false are not compared".to_owned());
            }
            let test = Test::Compare { operator, value: field.value(value)? };
            Ok(Expression::Field { field, test, invert: invert(&spec)? })
        }
        "and" if inside != Inside::And => {
            let spec = members(&["sub_expressions"])?;
            Ok(Expression::All { of: several(&spec, Inside::And)?, invert: invert(&spec)? })
        }
        "or" if inside == Inside::Nothing => {
            let spec = members(&["sub_expressions"])?;
            Ok(Expression::Any { of: several(&spec, Inside::Or)?, invert: invert(&spec)? })
        }
        "and" | "or" => Err(format!("\"{kind}\" cannot stand inside another one")),
        _ => Err(format!("{kind:?} is no type of expression")),
    }
}

fn several(spec: &Members<'_>, inside: Inside) -> Parsed<Vec<Expression>> {
    let of = spec.list("sub_expressions")?;
    if of.len() < 2 {
        return Err("\"sub_expressions\" needs at least two".to_owned());
    }
    of.iter().map(|sent| expression(sent, inside)).collect()
}

fn order(sent: &Json) -> Parsed<Order> {
    let spec = Members::of(sent, "an order", &["field", "ascending", "nulls_first"])?;
    let field = spec.field()?;
    if field == Field::Groups {
        return Err("lists are not ordered by groups".to_owned());
    }
    Ok(Order {
        field,
        ascending: spec.truth("ascending", true)?,
        nulls_first: spec.truth("nulls_first", false)?,
    })
}

/// The members of an object, all of them known.
struct Members<'a>(&'a Json);

impl<'a> Members<'a> {
    fn of(sent: &'a Json, what: &str, known: &[&str]) -> Parsed<Self> {
        let Json::Object(members) = sent else { return Err(format!("{what} must be an object")) };
        match members.iter().find(|(name, _)| !known.iter().any(|known| name.is(known))) {
            Some((name, _)) => Err(format!("{what} has no {:?}", name.as_str())),
            None => Ok(Self(sent)),
        }
    }

    fn required(&self, name: &str) -> Parsed<&'a Json> {
        self.0.get(name).ok_or_else(|| format!("\"{name}\" is missing"))
    }

    fn list(&self, name: &str) -> Parsed<&'a [Json]> {
        match self.0.get(name) {
            None => Ok(&[]),
            Some(Json::Array(values)) => Ok(values),
            Some(_) => Err(format!("\"{name}\" must be an array")),
        }
    }

    fn truth(&self, name: &str, default: bool) -> Parsed<bool> {
        match self.0.get(name) {
            None => Ok(default),
            Some(Json::Bool(value)) => Ok(*value),
            Some(_) => Err(format!("\"{name}\" must be true or false")),
        }
    }

    fn field(&self) -> Parsed<Field> {
        match self.required("field")? {
            Json::Str(name) => Field::of(name.as_str()),
            _ => Err("\"field\" must be a string".to_owned()),
        }
    }
}

impl Field {
    const ALL: [Self; 11] = [
        Self::Username,
        Self::Pk,
        Self::LastLogin,
        Self::IsSuperuser,
        Self::FirstName,
        Self::LastName,
        Self::Email,
        Self::IsStaff,
        Self::IsActive,
        Self::DateJoined,
        Self::Groups,
    ];

    const fn name(self) -> &'static str {
        match self {
            Self::Username => "username",
            Self::Pk => "pk",
            Self::LastLogin => "last_login",
            Self::IsSuperuser => "is_superuser",
            Self::FirstName => "first_name",
            Self::LastName => "last_name",
            Self::Email => "email",
            Self::IsStaff => "is_staff",
            Self::IsActive => "is_active",
            Self::DateJoined => "date_joined",
            Self::Groups => "groups.name",
        }
    }

    fn of(name: &str) -> Parsed<Self> {
        let name = if name == "id" { "pk" } else { name };
        let field = Self::ALL.into_iter().find(|field| field.name() == name);
        field.ok_or_else(|| format!("there is no field {name:?}"))
    }

    const fn is_text(self) -> bool {
        matches!(self, Self::Username | Self::FirstName | Self::LastName | Self::Email | Self::Groups)
    }

    /// What a value that was sent is to this field.
    fn value(self, sent: &Json) -> Parsed<Value> {
        let wrong = |wanted: &str| Err(format!("\"{}\" is {wanted}", self.name()));
        let text = sent.text().filter(|text| text.surrogate().is_none());
        match (self, sent) {
            (Self::IsSuperuser | Self::IsStaff | Self::IsActive, Json::Bool(truth)) => {
                Ok(Value::Truth(*truth))
            }
            (Self::IsSuperuser | Self::IsStaff | Self::IsActive, _) => wrong("true or false"),
            (Self::Pk, _) => match text.and_then(|text| text.as_str().parse().ok()) {
                Some(number) => Ok(Value::Number(number)),
                None => wrong("a number"),
            },
            (Self::LastLogin | Self::DateJoined, Json::Str(text)) => match Timestamp::parse(text.as_str()) {
                Some(moment) => Ok(Value::Moment(moment)),
                None => wrong("a date in ISO 8601"),
            },
            (Self::LastLogin | Self::DateJoined, _) => wrong("a date in ISO 8601"),
            (_, _) => match text {
                Some(text) => Ok(Value::Text(self.form_of(text.as_str()))),
                None => wrong("text"),
            },
        }
    }

    /// The form in which texts of this field are compared: all spellings of a user name are that name.
    fn form_of(self, text: &str) -> String {
        let name = if self == Self::Username { Username::parse(text) } else { None };
        name.map_or_else(|| text.to_owned(), |name| name.normalised().as_str().to_owned())
    }

    /// What a user has in this field: nothing, or one value; of groups, a name each.
    fn of_row(self, row: &Row) -> Vec<Value> {
        let user = &row.user;
        let text = |text: &str| vec![Value::Text(text.to_owned())];
        match self {
            Self::Username => text(&self.form_of(&user.profile.username)),
            // Exact: ids stay below 2⁵³.
            Self::Pk => vec![Value::Number(user.id.get() as f64)],
            Self::LastLogin => user.last_login.map(Value::Moment).into_iter().collect(),
            Self::IsSuperuser => vec![Value::Truth(user.is_superuser)],
            Self::FirstName => text(user.profile.text("first_name")),
            Self::LastName => text(user.profile.text("last_name")),
            Self::Email => text(&user.profile.email),
            Self::IsStaff => vec![Value::Truth(user.is_staff)],
            Self::IsActive => vec![Value::Truth(user.is_active())],
            Self::DateJoined => vec![Value::Moment(user.date_joined)],
            Self::Groups => row.groups.iter().cloned().map(Value::Text).collect(),
        }
    }
}

impl Expression {
    fn needs_groups(&self) -> bool {
        match self {
            Self::Field { field, .. } => *field == Field::Groups,
            Self::All { of, .. } | Self::Any { of, .. } => of.iter().any(Self::needs_groups),
        }
    }

    fn holds(&self, row: &Row) -> bool {
        match self {
            Self::Field { field, test: Test::IsNull, invert } => field.of_row(row).is_empty() != *invert,
            Self::Field { field, test, invert } => {
                field.of_row(row).iter().any(|value| test.holds(value)) != *invert
            }
            Self::All { of, invert } => of.iter().all(|expression| expression.holds(row)) != *invert,
            Self::Any { of, invert } => of.iter().any(|expression| expression.holds(row)) != *invert,
        }
    }
}

impl Test {
    fn holds(&self, value: &Value) -> bool {
        match self {
            Self::Exact { value: wanted, ignores_case: true } => value.folded() == wanted.folded(),
            Self::Exact { value: wanted, ignores_case: false } => value == wanted,
            Self::Contains { text, ignores_case: true } => {
                value.printed().to_lowercase().contains(&text.to_lowercase())
            }
            Self::Contains { text, ignores_case: false } => value.printed().contains(text),
            Self::IsNull => false,
            Self::Compare { operator, value: bound } => {
                value.partial_cmp(bound).is_some_and(|order| match operator {
                    Operator::Less => order.is_lt(),
                    Operator::LessOrEqual => order.is_le(),
                    Operator::Greater => order.is_gt(),
                    Operator::GreaterOrEqual => order.is_ge(),
                })
            }
        }
    }
}

impl Value {
    fn folded(&self) -> Self {
        match self {
            Self::Text(text) => Self::Text(text.to_lowercase()),
            other => other.clone(),
        }
    }

    fn printed(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Truth(truth) => truth.to_string(),
            Self::Moment(moment) => moment.to_string(),
        }
    }
}

impl Order {
    /// What is not there comes first when ascending, as if it were the least; or always, if that is asked for.
    fn compare(&self, one: &Row, other: &Row) -> Ordering {
        let (one, other) = (self.field.of_row(one).pop(), self.field.of_row(other).pop());
        let order = match (&one, &other) {
            (Some(one), Some(other)) => one.partial_cmp(other).unwrap_or(Ordering::Equal),
            (None, None) => Ordering::Equal,
            (absent, _) if self.nulls_first => {
                return if absent.is_none() { Ordering::Less } else { Ordering::Greater };
            }
            (None, Some(_)) => Ordering::Less,
            (Some(_), None) => Ordering::Greater,
        };
        if self.ascending { order } else { order.reverse() }
    }
}

#[cfg(test)]
mod tests {
    use super::{Filter, Row};
    use shared::domain::Profile;
    use shared::domain::Timestamp;
    use shared::json::loads;
    use shared::store::items::ListedUser;

    fn row(id: u64, username: &str, last_login: Option<i64>, groups: &[&str]) -> Row {
        let user = ListedUser {
            id: id.into(),
            profile: Profile {
                username: username.to_owned(),
                email: format!("{username}@example.org"),
                ..Profile::default()
            },
            is_staff: id == 1,
            is_superuser: false,
            verified_at: (id != 4).then_some(Timestamp::from_seconds(0)),
            disabled_at: None,
            date_joined: Timestamp::from_seconds(i64::try_from(id).unwrap() * 86_400),
            last_login: last_login.map(Timestamp::from_seconds),
        };
        Row { user, groups: groups.iter().map(|name| (*name).to_owned()).collect() }
    }

    fn rows() -> Vec<Row> {
        vec![
            row(1, "ada", Some(50), &["editors", "readers"]),
            row(2, "Bob", None, &["readers"]),
            row(3, "carl", Some(40), &[]),
            row(4, "dora", None, &["editors"]),
        ]
    }

    fn parse(spec: &str) -> Result<Filter, String> {
        Filter::parse(&loads(spec.as_bytes()).unwrap())
    }

    #[track_caller]
    fn finds(spec: &str, ids: &[u64]) {
        let found = parse(spec).unwrap().apply(rows());
        assert_eq!(found.iter().map(|user| user.id.get()).collect::<Vec<_>>(), ids, "{spec}");
    }

    #[test]
    fn nothing_said_is_everybody_who_is_active() {
        for spec in ["{}", "[]", "null", r#"{"expressions": []}"#] {
            finds(spec, &[1, 2, 3]);
        }
        finds(r#"{"include_inactive": true}"#, &[1, 2, 3, 4]);
    }

    #[test]
    fn fields_are_tested() {
        let one =
            |expression: &str| format!(r#"{{"expressions": [{expression}], "include_inactive": true}}"#);
        finds(&one(r#"{"type": "exact", "field": "username", "value": "bob"}"#), &[]);
        finds(
            &one(r#"{"type": "exact", "field": "username", "value": "bob", "case_insensitive": true}"#),
            &[2],
        );
        finds(&one(r#"{"type": "exact", "field": "id", "value": "3"}"#), &[3]);
        finds(&one(r#"{"type": "exact", "field": "is_staff", "value": true, "invert": true}"#), &[2, 3, 4]);
        finds(&one(r#"{"type": "contains", "field": "email", "sub_string": "a@ex"}"#), &[1, 4]);
        finds(&one(r#"{"type": "isnull", "field": "last_login"}"#), &[2, 4]);
        finds(&one(r#"{"type": "is_null", "field": "last_login", "invert": true}"#), &[1, 3]);
        finds(&one(r#"{"type": "compare", "field": "pk", "operator": ">=", "value": 3}"#), &[3, 4]);
        finds(
            &one(
                r#"{"type": "compare", "field": "last_login", "operator": "<", "value": "1970-01-01T00:00:45Z"}"#,
            ),
            &[3],
        );
        finds(&one(r#"{"type": "exact", "field": "username", "value": "ａｄａ"}"#), &[1]);
        finds(&one(r#"{"type": "contains", "field": "username", "sub_string": "ｏｒ"}"#), &[4]);
        finds(&one(r#"{"type": "exact", "field": "groups.name", "value": "editors"}"#), &[1, 4]);
        finds(
            &one(r#"{"type": "exact", "field": "groups.name", "value": "editors", "invert": true}"#),
            &[2, 3],
        );
        finds(&one(r#"{"type": "isnull", "field": "groups.name"}"#), &[3]);
    }

    #[test]
    fn expressions_are_joined() {
        let ada = r#"{"type": "exact", "field": "username", "value": "ada"}"#;
        let carl = r#"{"type": "exact", "field": "username", "value": "carl"}"#;
        finds(
            &format!(r#"{{"expressions": [{{"type": "or", "sub_expressions": [{ada}, {carl}]}}]}}"#),
            &[1, 3],
        );
        finds(&format!(r#"{{"expressions": [{{"type": "and", "sub_expressions": [{ada}, {carl}]}}]}}"#), &[]);
        finds(&format!(r#"{{"expressions": [{ada}, {carl}]}}"#), &[]);
        let inverted = format!(
            r#"{{"expressions": [{{"type": "or", "invert": true, "sub_expressions": [{ada}, {carl}]}}]}}"#
        );
        finds(&inverted, &[2]);
    }

    #[test]
    fn lists_are_ordered_most_significant_first() {
        let by = |order: &str| format!(r#"{{"order_by": [{order}], "include_inactive": true}}"#);
        finds(&by(r#"{"field": "username"}"#), &[2, 1, 3, 4]);
        finds(&by(r#"{"field": "pk", "ascending": false}"#), &[4, 3, 2, 1]);
        finds(&by(r#"{"field": "last_login"}, {"field": "pk", "ascending": false}"#), &[4, 2, 3, 1]);
        finds(&by(r#"{"field": "last_login", "ascending": false}"#), &[1, 3, 2, 4]);
        finds(&by(r#"{"field": "last_login", "ascending": false, "nulls_first": true}"#), &[2, 4, 1, 3]);
    }

    #[test]
    fn what_is_no_filter_is_refused_in_a_sentence() {
        let exact = r#"{"type": "exact", "field": "username", "value": "a"}"#;
        let cases = [
            (r#""text""#.to_owned(), "the filter must be an object"),
            (r#"[1]"#.to_owned(), "the filter must be an object"),
            (r#"{"nonsense": 1}"#.to_owned(), "the filter has no \"nonsense\""),
            (r#"{"expressions": [{"field": "pk"}]}"#.to_owned(), "an expression needs a \"type\""),
            (
                r#"{"expressions": [{"type": "exact", "field": "password", "value": "x"}]}"#.to_owned(),
                "there is no field \"password\"",
            ),
            (
                r#"{"expressions": [{"type": "exact", "field": "pk", "value": "abc"}]}"#.to_owned(),
                "\"pk\" is a number",
            ),
            (
                r#"{"expressions": [{"type": "exact", "field": "is_staff", "value": "yes"}]}"#.to_owned(),
                "\"is_staff\" is true or false",
            ),
            (
                r#"{"expressions": [{"type": "compare", "field": "pk", "operator": "!=", "value": 1}]}"#
                    .to_owned(),
                "\"operator\" must be one of <, >, <=, >=",
            ),
            (
                r#"{"expressions": [{"type": "contains", "field": "email", "sub_string": ""}]}"#.to_owned(),
                "\"sub_string\" must be a string of at least one character",
            ),
            (
                format!(r#"{{"expressions": [{{"type": "and", "sub_expressions": [{exact}]}}]}}"#),
                "\"sub_expressions\" needs at least two",
            ),
            (
                format!(
                    r#"{{"expressions": [{{"type": "and", "sub_expressions": [{exact}, {{"type": "or", "sub_expressions": [{exact}, {exact}]}}]}}]}}"#
                ),
                "\"or\" cannot stand inside another one",
            ),
            (r#"{"order_by": [{"field": "groups.name"}]}"#.to_owned(), "lists are not ordered by groups"),
            (
                r#"{"order_by": [{"field": "pk", "ascending": "no"}]}"#.to_owned(),
                "\"ascending\" must be true or false",
            ),
        ];
        for (spec, why) in cases {
            assert_eq!(parse(&spec).unwrap_err(), why, "{spec}");
        }
    }
}
