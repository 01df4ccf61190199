//! One field of a form, as a page shows it.

use super::Frame;
use crate::domain::{FieldKind, FieldValue, Locale, UserField};
use crate::texts::Language;

/// How a field is filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A line of text.
    Text,
    /// An address.
    Email,
    /// A password; it never comes back.
    Password,
    /// An address of the web.
    Url,
    /// A whole number.
    Number,
    /// A day.
    Date,
    /// Several lines.
    Area,
    /// Yes or no.
    Box,
    /// One of some.
    Select,
    /// Nothing to see.
    Hidden,
    /// Nothing to change.
    Fixed,
}

impl Kind {
    /// What the template makes of it: a box, something fixed, several lines, a choice, a secret or a line.
    pub fn shape(self) -> &'static str {
        match self {
            Self::Box => "box",
            Self::Fixed => "fixed",
            Self::Area => "area",
            Self::Select => "select",
            Self::Password => "secret",
            Self::Text | Self::Email | Self::Url | Self::Number | Self::Date | Self::Hidden => "line",
        }
    }

    /// HTML's `type`.
    pub fn html(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Password => "password",
            Self::Url => "url",
            Self::Date => "date",
            Self::Box => "checkbox",
            Self::Hidden => "hidden",
            Self::Text | Self::Number | Self::Area | Self::Select | Self::Fixed => "text",
        }
    }
}

/// One of the values of a field that has some.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What people read.
    pub label: String,
}

/// One field.
#[derive(Clone, Debug)]
pub struct Input {
    /// Its key in the form.
    pub name: String,
    /// How it is filled in.
    pub kind: Kind,
    /// What people call it.
    pub label: String,
    /// A sentence about it; empty for none.
    pub hint: String,
    /// What stands in it. Of a box, `on` if it is ticked.
    pub value: String,
    /// What browsers may fill in (HTML's `autocomplete`); empty for nothing in particular.
    pub autocomplete: &'static str,
    /// Whether it has to be filled in.
    pub required: bool,
    /// What is wrong with it.
    pub faults: Vec<String>,
    /// Its values, of a [`Kind::Select`].
    pub choices: Vec<Choice>,
    /// What it offers beside what is typed; anything else may be typed, too.
    pub offered: Vec<String>,
}

impl Input {
    /// What the choice of language is called: as no declared field can be.
    pub const LOCALE: &'static str = "own-locale";

    /// A field that has to be filled in; `label` is the name of a text.
    pub fn new(frame: &Frame, name: &str, kind: Kind, label: &str) -> Self {
        Self::titled(name, kind, frame.say(label))
    }

    fn titled(name: &str, kind: Kind, label: String) -> Self {
        Self {
            name: name.to_owned(),
            kind,
            label,
            hint: String::new(),
            value: String::new(),
            autocomplete: "",
            required: true,
            faults: Vec::new(),
            choices: Vec::new(),
            offered: Vec::new(),
        }
    }

    /// What goes along unseen.
    pub fn hidden(name: &str, value: &str) -> Self {
        Self { required: false, ..Self::titled(name, Kind::Hidden, String::new()) }.with_value(value)
    }

    /// One of a user's fields, with its value; words and limits are as declared.
    pub fn of_user(field: &UserField, value: Option<&FieldValue>) -> Self {
        let (kind, autocomplete) = match (&field.kind, field.name.as_str()) {
            (FieldKind::Char(_), "first_name") => (Kind::Text, "given-name"),
            (FieldKind::Char(_), "last_name") => (Kind::Text, "family-name"),
            (FieldKind::Text(_) | FieldKind::Json, _) => (Kind::Area, ""),
            (FieldKind::Url(_), _) => (Kind::Url, "url"),
            (FieldKind::Integer { .. }, _) => (Kind::Number, ""),
            (FieldKind::Boolean, _) if !field.null => (Kind::Box, ""),
            (FieldKind::Boolean | FieldKind::Choice(_), _) => (Kind::Select, ""),
            (FieldKind::Date, _) => (Kind::Date, ""),
            (
                FieldKind::Char(_)
                | FieldKind::Slug(_)
                | FieldKind::Decimal { .. }
                | FieldKind::DateTime
                | FieldKind::Uuid,
                _,
            ) => (Kind::Text, ""),
        };
        let listed = match &field.kind {
            FieldKind::Choice(choices) => {
                choices.iter().map(|choice| (choice.value.text(), choice.label.clone())).collect()
            }
            FieldKind::Boolean => [("true", "✓"), ("false", "✗")]
                .map(|(value, label)| (value.to_owned(), label.to_owned()))
                .to_vec(),
            _ => Vec::new(),
        };
        // A field of which nothing has to be said offers that, too.
        let nothing = (!field.required && !listed.is_empty()).then(|| (String::new(), "—".to_owned()));
        let choices =
            nothing.into_iter().chain(listed).map(|(value, label)| Choice { value, label }).collect();
        let text = value.or(field.default.as_ref()).map(FieldValue::text).unwrap_or_default();
        let value = if kind == Kind::Box {
            if text == "true" { "on".to_owned() } else { String::new() }
        } else {
            text
        };
        let required = field.required && !field.blank && !matches!(kind, Kind::Box | Kind::Select);
        let hint = field.help_text.clone();
        Self {
            hint,
            value,
            autocomplete,
            required,
            choices,
            ..Self::titled(&field.name, kind, field.title())
        }
    }

    /// A choice of language, with what was chosen, though we may not speak it.
    pub fn language(frame: &Frame, chosen: Option<&Locale>) -> Self {
        let as_browser = (String::new(), frame.say("field-locale-browser"));
        let ours = Language::all().map(|one| (one.tag().to_owned(), one.name().to_owned()));
        let chosen = chosen.map(Locale::as_str).unwrap_or_default();
        let mut choices: Vec<_> = [as_browser].into_iter().chain(ours).collect();
        if choices.iter().all(|(tag, _)| tag != chosen) {
            choices.push((chosen.to_owned(), chosen.to_owned()));
        }
        let choices = choices.into_iter().map(|(value, label)| Choice { value, label }).collect();
        let input =
            Self::new(frame, Self::LOCALE, Kind::Select, "field-locale").optional().with_value(chosen);
        Self { choices, ..input }.hint(frame.say("field-locale-hint"))
    }

    /// The same with this in it.
    #[must_use]
    pub fn with_value(self, value: &str) -> Self {
        Self { value: value.to_owned(), ..self }
    }

    /// The same with this sentence about it.
    #[must_use]
    pub fn hint(self, hint: String) -> Self {
        Self { hint, ..self }
    }

    /// The same, which browsers may fill in.
    #[must_use]
    pub fn autocomplete(self, autocomplete: &'static str) -> Self {
        Self { autocomplete, ..self }
    }

    /// The same, which may be left empty.
    #[must_use]
    pub fn optional(self) -> Self {
        Self { required: false, ..self }
    }

    /// The same, which offers this.
    #[must_use]
    pub fn offering(self, offered: Vec<String>) -> Self {
        Self { offered, ..self }
    }

    /// Whether a page shows it as a field.
    pub fn is_seen(&self) -> bool {
        self.kind != Kind::Hidden
    }

    /// Whether a phone shows digits for it.
    pub fn is_number(&self) -> bool {
        self.kind == Kind::Number
    }

    /// HTML's `autocapitalize` and `spellcheck` are for prose.
    pub fn is_prose(&self) -> bool {
        matches!(self.kind, Kind::Area) || ["given-name", "family-name"].contains(&self.autocomplete)
    }

    /// What its `aria-describedby` names: its faults, its hint.
    pub fn described_by(&self) -> String {
        let faults = (!self.faults.is_empty()).then(|| format!("{}-faults", self.name));
        let hint = (!self.hint.is_empty()).then(|| format!("{}-hint", self.name));
        faults.into_iter().chain(hint).collect::<Vec<_>>().join(" ")
    }
}
