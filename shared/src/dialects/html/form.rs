//! Forms: what they ask for, what was typed, and what is wrong with it, beside each field.

use super::{Frame, Input, Kind, Sent, Trouble};
use crate::config::{Config, UserIdField};
use crate::domain::password::{Attribute, MAX_CHARS, Password, Weakness};
use crate::domain::{
    Email, FieldFault, FieldKind, FieldValue, FieldValues, Locale, Reader, UserField, Username,
};
use crate::error::{Field, Reason, Refusal};
use crate::json::{Json, loads, strip};
use http::StatusCode;
use std::sync::Arc;

/// A form. Read all of its fields, then [`Form::is_good`].
pub struct Form<'a> {
    frame: &'a Frame,
    /// Where it is sent; empty for the page that it is on.
    pub action: String,
    /// What its button says.
    pub button: String,
    /// Its fields.
    pub inputs: Vec<Input>,
    /// What is wrong with it as a whole.
    pub faults: Vec<String>,
    /// The login that a password manager keeps a new password under, in a field that nobody sees; empty where it is asked
    /// for anyway.
    pub login: String,
    /// Whether its page is for it alone.
    is_alone: bool,
    status: StatusCode,
}

impl<'a> Form<'a> {
    /// A form without fields; `button` is the name of a text.
    pub fn new(frame: &'a Frame, action: &str, button: &str) -> Self {
        Self {
            frame,
            action: action.to_owned(),
            button: frame.say(button),
            inputs: Vec::new(),
            faults: Vec::new(),
            login: String::new(),
            is_alone: false,
            status: StatusCode::BAD_REQUEST,
        }
    }

    /// The same with this field.
    #[must_use]
    pub fn with(mut self, input: Input) -> Self {
        self.inputs.push(input);
        self
    }

    /// The same with these fields of a user, as far as the reader writes them.
    #[must_use]
    pub fn with_fields(
        self,
        fields: impl Iterator<Item = &'a Arc<UserField>>,
        values: Option<&FieldValues>,
        reader: Reader,
    ) -> Self {
        let written = fields.filter(|field| field.is_written_by(reader));
        written.fold(self, |form, field| {
            form.with(Input::of_user(field, values.and_then(|values| values.get(&field.name))))
        })
    }

    /// The same for a user whose login is this.
    #[must_use]
    pub fn of_login(self, login: &str) -> Self {
        Self { login: login.to_owned(), ..self }
    }

    /// The same on a page that is for it alone: one begins to type in its first field.
    #[must_use]
    pub fn alone(self) -> Self {
        Self { is_alone: true, ..self }
    }

    /// Whether one begins to type in this field of it: in the first with which something is wrong, wherever the form is.
    pub fn begins_at(&self, input: &Input) -> bool {
        let wrong = self.inputs.iter().find(|input| !input.faults.is_empty());
        let first = self.inputs.iter().find(|input| input.is_seen() && self.is_alone);
        wrong.or(first).is_some_and(|found| found.name == input.name)
    }

    /// The same as it was typed, but for passwords.
    #[must_use]
    pub fn filled(mut self, sent: &Sent) -> Self {
        for input in self.inputs.iter_mut().filter(|input| input.kind != Kind::Fixed) {
            input.value = sent.get(&input.name).to_owned();
        }
        self
    }

    /// Puts this into a field.
    pub fn set(&mut self, name: &str, value: &str) {
        self.inputs
            .iter_mut()
            .filter(|input| input.name == name)
            .for_each(|input| value.clone_into(&mut input.value));
    }

    /// Whether nothing is wrong so far.
    pub fn is_good(&self) -> bool {
        self.faults.is_empty() && self.inputs.iter().all(|input| input.faults.is_empty())
    }

    /// The status of the page that shows it again.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// What was typed, without blanks around it; nothing may be wrong with having nothing.
    pub fn optional(&mut self, name: &str) -> String {
        let typed = strip(self.typed(name)).to_owned();
        if typed.contains('\0') {
            self.fault(name, "fault-characters");
        }
        typed
    }

    /// The same of a field that has to be filled in.
    pub fn text(&mut self, name: &str) -> String {
        let typed = self.optional(name);
        if typed.is_empty() {
            self.fault(name, "fault-required");
        }
        typed
    }

    /// The same of at most so many characters.
    pub fn text_within(&mut self, name: &str, most: usize) -> String {
        let typed = self.text(name);
        if typed.chars().count() > most {
            self.fault_of(name, "fault-too-long", "most", most);
        }
        typed
    }

    /// A user name for somebody to have.
    pub fn username(&mut self, name: &str, config: &Config) -> Option<Username> {
        let typed = self.text(name);
        if typed.is_empty() {
            return None;
        }
        if !Username::has_valid_characters(&typed) {
            self.fault(name, "fault-username");
        } else if Username::is_reserved(&typed, config.user_id_field == UserIdField::Username) {
            self.fault(name, "fault-username-taken");
        } else if !Username::fits(&typed) {
            self.fault_of(name, "fault-too-long", "most", Username::MAX_CHARS);
        }
        Username::new(&typed).filter(|_| self.is_fine(name))
    }

    /// An address for somebody to have.
    pub fn email(&mut self, name: &str) -> Option<Email> {
        let typed = self.text(name);
        let email = Email::new(&typed).filter(|_| Email::is_plain(&typed));
        if email.is_none() && self.is_fine(name) {
            self.fault(name, "fault-email");
        }
        email.filter(|_| self.is_fine(name))
    }

    /// An address that is only looked up.
    pub fn known_email(&mut self, name: &str) -> Option<Email> {
        let typed = self.text(name);
        let email = Email::parse(&typed);
        if email.is_none() && self.is_fine(name) {
            self.fault(name, "fault-email");
        }
        email
    }

    /// A password; blanks around it do not count.
    pub fn password(&mut self, name: &str) -> Password {
        let typed = self.typed(name).to_owned();
        if strip(&typed).is_empty() {
            self.fault(name, "fault-required");
        } else if typed.contains('\0') {
            self.fault(name, "fault-characters");
        } else if strip(&typed).chars().nth(MAX_CHARS).is_some() {
            self.fault_of(name, "fault-too-long", "most", MAX_CHARS);
        }
        Password::new(&typed)
    }

    /// What was chosen of [`Input::language`]; none leaves it to the browser.
    pub fn locale(&mut self) -> Option<Locale> {
        let chosen = self.typed(Input::LOCALE).to_owned();
        let locale = Locale::parse(&chosen);
        if locale.is_none() && !chosen.is_empty() {
            self.fault(Input::LOCALE, "fault-choice");
        }
        locale
    }

    /// A user's fields, as far as the reader writes them.
    pub fn fields(
        &mut self,
        fields: impl Iterator<Item = &'a Arc<UserField>>,
        reader: Reader,
    ) -> FieldValues {
        let written = fields.filter(|field| field.is_written_by(reader));
        written.filter_map(|field| Some((field.name.clone(), self.field(field)?))).collect()
    }

    /// One of them; none where nothing is said of it.
    fn field(&mut self, field: &UserField) -> Option<FieldValue> {
        let typed = self.typed(&field.name).to_owned();
        let read = match &field.kind {
            FieldKind::Boolean if !field.null => Ok(FieldValue::Boolean(!typed.is_empty())),
            _ if strip(&typed).is_empty() => match field.is_text_like() && field.blank {
                true => Ok(FieldValue::Text(String::new())),
                false if field.null => Ok(FieldValue::Null),
                false if field.required => Err(vec![FieldFault::Required]),
                false => return None,
            },
            FieldKind::Json => match loads(typed.as_bytes()) {
                Ok(value) => field.read(&value),
                Err(_) => Err(vec![FieldFault::Json]),
            },
            _ => field.read(&Json::Str(typed.into())),
        };
        match read {
            Ok(value) => Some(value),
            Err(faults) => {
                faults.iter().for_each(|fault| self.unfit(&field.name, fault));
                None
            }
        }
    }

    /// What came of it: none where the form says what is wrong.
    ///
    /// # Errors
    /// What no form can say.
    pub fn accepts<T>(&mut self, done: Result<T, Refusal>) -> Result<Option<T>, Trouble> {
        match done {
            Ok(done) => return Ok(Some(done)),
            Err(Refusal::Invalid(reasons)) => {
                for (field, reason) in reasons {
                    self.refuse(&field, &reason);
                }
            }
            Err(Refusal::Credentials) => self.faults.push(self.frame.say("fault-credentials")),
            Err(Refusal::TooMany { retry_after }) => {
                self.status = StatusCode::TOO_MANY_REQUESTS;
                let minutes = retry_after.as_secs().div_ceil(60);
                self.faults.push(self.frame.tell("fault-too-many", &[("minutes", minutes.into())]));
            }
            Err(Refusal::Unavailable | Refusal::Outdated) => {
                self.status = StatusCode::SERVICE_UNAVAILABLE;
                self.faults.push(self.frame.say("fault-busy"));
            }
            Err(Refusal::Stale) => {
                self.status = StatusCode::CONFLICT;
                self.faults.push(self.frame.say("fault-stale"));
            }
            Err(Refusal::Full) => self.faults.push(self.frame.say("fault-full")),
            Err(Refusal::LastSuperuser) => self.faults.push(self.frame.say("trouble-last-superuser-text")),
            Err(refusal) => return Err(refusal.into()),
        }
        Ok(None)
    }

    /// Says that something is wrong with a field; or with the form, where it has no such field.
    pub fn fault(&mut self, name: &str, text: &str) {
        let said = self.frame.say(text);
        self.note(name, said);
    }

    fn fault_of(&mut self, name: &str, text: &str, place: &'static str, number: usize) {
        let said = self.frame.tell(text, &[(place, number.into())]);
        self.note(name, said);
    }

    fn note(&mut self, name: &str, said: String) {
        match self.inputs.iter_mut().find(|input| input.name == name && input.is_seen()) {
            Some(input) => input.faults.push(said),
            None => self.faults.push(said),
        }
    }

    fn is_fine(&self, name: &str) -> bool {
        self.inputs.iter().all(|input| input.name != name || input.faults.is_empty())
    }

    fn typed(&self, name: &str) -> &str {
        self.inputs.iter().find(|input| input.name == name).map_or("", |input| input.value.as_str())
    }

    /// The field that a field of the core is here: names differ with what a form does.
    fn place(&self, names: &[&str]) -> String {
        let there = names.iter().find(|name| self.inputs.iter().any(|input| input.name == **name));
        there.or(names.first()).map(|name| (*name).to_owned()).unwrap_or_default()
    }

    fn refuse(&mut self, field: &Field, reason: &Reason) {
        let name = match field {
            Field::Username => self.place(&["username", "new_username"]),
            Field::Email => self.place(&["email", "new_email"]),
            Field::Password => self.place(&["new_password", "password"]),
            Field::CurrentPassword => self.place(&["current_password"]),
            Field::Name => self.place(&["name", "codename", "model"]),
            Field::ContentType => self.place(&["content_type"]),
            Field::Declared(field) => field.name.clone(),
            Field::Uid | Field::Token => String::new(),
        };
        let text = match reason {
            Reason::Taken if matches!(field, Field::Email) => "fault-email-taken",
            Reason::Taken if matches!(field, Field::Username) => "fault-username-taken",
            Reason::Taken => "fault-taken",
            Reason::ForeignDomain => "fault-foreign-domain",
            Reason::WrongPassword => "fault-wrong-password",
            Reason::Mismatch => "fault-mismatch",
            Reason::BadToken => "fault-bad-link",
            Reason::NoSuchUser | Reason::NotThere => "fault-not-there",
            Reason::Unfit(fault) => return self.unfit(&name, fault),
            Reason::Weak(Weakness::TooShort { min }) => {
                return self.fault_of(&name, "fault-too-short", "least", *min);
            }
            Reason::Weak(Weakness::TooCommon) => "fault-too-common",
            Reason::Weak(Weakness::EntirelyNumeric) => "fault-only-digits",
            Reason::Weak(Weakness::TooSimilar(Attribute::Email)) => "fault-like-email",
            Reason::Weak(Weakness::TooSimilar(_)) => "fault-like-name",
        };
        self.fault(&name, text);
    }

    fn unfit(&mut self, name: &str, fault: &FieldFault) {
        let text = match fault {
            FieldFault::Required | FieldFault::Null | FieldFault::Blank => "fault-required",
            FieldFault::NotText | FieldFault::NullCharacters | FieldFault::Surrogate(_) => "fault-characters",
            FieldFault::TooLong(most) => return self.fault_of(name, "fault-too-long", "most", *most),
            FieldFault::Url => "fault-url",
            FieldFault::Slug => "fault-slug",
            FieldFault::Integer => "fault-integer",
            FieldFault::Number | FieldFault::HugeNumber => "fault-number",
            FieldFault::Digits(most) => return self.fault_of(name, "fault-digits", "most", *most as usize),
            FieldFault::Places(most) => return self.fault_of(name, "fault-places", "most", *most as usize),
            FieldFault::WholeDigits(most) => {
                return self.fault_of(name, "fault-whole-digits", "most", *most as usize);
            }
            FieldFault::Above(limit) => {
                let said = self.frame.tell("fault-above", &[("limit", limit.as_str().into())]);
                return self.note(name, said);
            }
            FieldFault::Below(limit) => {
                let said = self.frame.tell("fault-below", &[("limit", limit.as_str().into())]);
                return self.note(name, said);
            }
            FieldFault::Boolean | FieldFault::Choice(_) => "fault-choice",
            FieldFault::Date => "fault-date",
            FieldFault::DateTime | FieldFault::OutOfRange => "fault-moment",
            FieldFault::Uuid => "fault-uuid",
            FieldFault::Json => "fault-json",
            FieldFault::Taken(_) => "fault-taken",
            FieldFault::TooMuch => "fault-too-much",
        };
        self.fault(name, text);
    }
}
