//! What can be done to a user, on a page of its own that says what it will do before it is done.

use super::profile::existing;
use super::{Person, called};
use crate::call::Call;
use crate::desk::Desk;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use shared::accounts::{self, Changes, NewPassword};
use shared::app::App;
use shared::auth::policy::{self, Actor, Object, must_administrate, to};
use shared::auth::{Caller, ClientAddress};
use shared::dialects::html::{
    Answer, Form, Frame, Input, Kind, Sent, Trouble, page_by_permission, undocumented,
};
use shared::domain::{Email, User, Verb};
use shared::error::Refusal;
use shared::http::Credentials::Required;
use shared::http::{Endpoint, When};
use shared::store::items::MailKind;

/// What can be done.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Deed {
    SendReset,
    ResendActivation,
    SetPassword,
    ChangeEmail,
    EndSessions,
    MakeStaff,
    UnmakeStaff,
    Enable,
    Disable,
    Delete,
}

/// Its address, and the names of its texts.
pub(crate) struct Words {
    pub(crate) end: &'static str,
    pub(crate) title: &'static str,
    pub(crate) lead: &'static str,
    pub(crate) button: &'static str,
    pub(crate) flash: &'static str,
}

#[derive(Template)]
#[template(path = "deed.html")]
struct Page<'a> {
    frame: &'a Frame,
    desk: &'a Desk<'a>,
    person: Person,
    deed: Deed,
    form: Form<'a>,
    call: Call,
}

impl Deed {
    /// All, as they stand on a user's page.
    pub(crate) const ALL: [Self; 10] = [
        Self::SendReset,
        Self::ResendActivation,
        Self::SetPassword,
        Self::ChangeEmail,
        Self::EndSessions,
        Self::MakeStaff,
        Self::UnmakeStaff,
        Self::Enable,
        Self::Disable,
        Self::Delete,
    ];

    pub(crate) fn words(self) -> Words {
        let [end, title, lead, button, flash] = match self {
            Self::SendReset => [
                "send_reset",
                "console-reset",
                "console-reset-lead",
                "console-reset-button",
                "flash-console-reset",
            ],
            Self::ResendActivation => [
                "resend_activation",
                "console-activation",
                "console-activation-lead",
                "console-activation-button",
                "flash-console-activation",
            ],
            Self::SetPassword => [
                "password",
                "console-password",
                "console-password-lead",
                "console-password-button",
                "flash-console-password",
            ],
            Self::ChangeEmail => [
                "email",
                "console-email",
                "console-email-lead",
                "console-email-button",
                "flash-console-email",
            ],
            Self::EndSessions => [
                "end_sessions",
                "console-end",
                "console-end-lead",
                "console-end-button",
                "flash-console-ended",
            ],
            Self::MakeStaff => [
                "make_staff",
                "console-promote",
                "console-promote-lead",
                "console-promote-button",
                "flash-console-promoted",
            ],
            Self::UnmakeStaff => [
                "unmake_staff",
                "console-demote",
                "console-demote-lead",
                "console-demote-button",
                "flash-console-demoted",
            ],
            Self::Enable => [
                "enable",
                "console-enable",
                "console-enable-lead",
                "console-enable-button",
                "flash-console-enabled",
            ],
            Self::Disable => [
                "disable",
                "console-disable",
                "console-disable-lead",
                "console-disable-button",
                "flash-console-disabled",
            ],
            Self::Delete => [
                "delete",
                "console-delete",
                "console-delete-lead",
                "console-delete-button",
                "flash-console-deleted",
            ],
        };
        Words { end, title, lead, button, flash }
    }

    /// Whether it takes something away.
    pub(crate) fn is_danger(self) -> bool {
        matches!(self, Self::Disable | Self::Delete)
    }

    /// Whether there is a point in it, of this user as they are.
    pub(crate) fn fits(self, user: &User) -> bool {
        let has_address = !user.profile.email.is_empty();
        match self {
            Self::SendReset => has_address && user.disabled_at.is_none(),
            Self::ResendActivation => {
                has_address && user.has_password() && user.verified_at.is_none() && user.disabled_at.is_none()
            }
            Self::MakeStaff => !user.is_staff,
            Self::UnmakeStaff => user.is_staff,
            Self::Enable => !user.is_active(),
            Self::Disable => user.disabled_at.is_none(),
            Self::SetPassword | Self::ChangeEmail | Self::EndSessions | Self::Delete => true,
        }
    }

    /// Whether the caller may do it to this user, which what they are shown goes by.
    pub(crate) fn is_open_to(self, app: &App, caller: &Caller, user: &User) -> bool {
        let actor = Actor::by_rank(caller);
        actor.may(self.verb(), Object::User(user))
            && (!self.promotes() || policy::promotes(&actor))
            && (self != Self::Delete || policy::frees_name(&actor, user, &app.config.token_claims))
    }

    fn must(self, caller: &Caller, user: &User) -> Result<(), Refusal> {
        let actor = Actor::by_rank(caller);
        match self {
            Self::Delete => actor.must(to::Delete, user.clone()).map(|_| ())?,
            _ => actor.must(to::Change, user.clone()).map(|_| ())?,
        }
        match !self.promotes() || policy::may_promote(&actor) {
            true => Ok(()),
            false => Err(Refusal::Forbidden),
        }
    }

    fn verb(self) -> Verb {
        if self == Self::Delete { Verb::Delete } else { Verb::Change }
    }

    fn promotes(self) -> bool {
        matches!(self, Self::MakeStaff | Self::UnmakeStaff)
    }

    /// Whether it is asked for with the caller's own password: what takes an account over, or raises it, or ends it.
    fn is_proven(self) -> bool {
        matches!(
            self,
            Self::SetPassword | Self::ChangeEmail | Self::MakeStaff | Self::UnmakeStaff | Self::Delete
        )
    }

    fn form<'a>(self, app: &App, frame: &'a Frame, user: &User) -> Form<'a> {
        let form = Form::new(frame, "", self.words().button).alone();
        let form = match self {
            Self::SetPassword => {
                let least = app.config.password_min_length;
                let new = Input::new(frame, "new_password", Kind::Password, "field-new-password");
                let hint = frame.tell("field-password-hint", &[("least", least.into())]);
                form.with(new.autocomplete("new-password").hint(hint))
            }
            Self::ChangeEmail => {
                form.with(Input::new(frame, "email", Kind::Email, "email-new").autocomplete("off"))
            }
            Self::Delete => {
                let name = called(&user.profile, user.id);
                let hint = frame.tell("console-typed-hint", &[("name", name.into())]);
                let typed = Input::new(frame, "typed", Kind::Text, "console-typed");
                form.with(typed.autocomplete("off").hint(hint))
            }
            _ => form,
        };
        match self.is_proven() {
            true => form.with(own_password(frame)),
            false => form,
        }
    }

    /// Does it, when nothing is wrong with the form: whether that came to anything.
    async fn act(
        self,
        app: &App,
        caller: &Caller,
        user: &User,
        from: ClientAddress,
        form: &mut Form<'_>,
    ) -> Result<bool, Trouble> {
        let changes = self.read(user, form);
        if !form.is_good() {
            return Ok(false);
        }
        match self.done(app, caller, user, from, &changes).await {
            Err(Refusal::EmailNotFound) => {
                form.fault("", "console-no-mail");
                Ok(false)
            }
            done => Ok(form.accepts(done)?.is_some()),
        }
    }

    /// What the form says, with the caller's own password where it is asked for.
    fn read(self, user: &User, form: &mut Form<'_>) -> Changes {
        let mut changes = Changes::default();
        match self {
            Self::SetPassword => {
                changes.password =
                    Some(NewPassword { password: form.password("new_password"), retyped: None });
            }
            Self::ChangeEmail => changes.email = form.email("email").map(Some),
            Self::Enable => changes.is_active = Some(true),
            Self::Disable => changes.is_active = Some(false),
            Self::MakeStaff => changes.is_staff = Some(true),
            Self::UnmakeStaff => changes.is_staff = Some(false),
            Self::Delete if form.text("typed") != called(&user.profile, user.id).trim() => {
                form.fault("typed", "console-typed-wrong");
            }
            Self::Delete | Self::SendReset | Self::ResendActivation | Self::EndSessions => {}
        }
        changes.current_password = self.is_proven().then(|| form.password("current_password"));
        changes
    }

    async fn done(
        self,
        app: &App,
        caller: &Caller,
        user: &User,
        from: ClientAddress,
        changes: &Changes,
    ) -> Result<(), Refusal> {
        let actor = Actor::by_rank(caller);
        if self == Self::Delete {
            let user = actor.must(to::Delete, user.clone())?;
            return accounts::delete(app, &user, changes.current_password.as_ref()).await;
        }
        let user = actor.must(to::Change, user.clone())?;
        match self {
            Self::SendReset => accounts::send_reset(app, &user).await,
            Self::EndSessions => accounts::end_all_sign_ins(app, &user, true).await,
            Self::ResendActivation => {
                let email = Email::parse(&user.profile.email).ok_or(Refusal::EmailNotFound)?;
                accounts::request_mail(app, MailKind::Activation, &email, false, from).await
            }
            _ => accounts::change(app, &user, changes).await.map(|_| ()),
        }
    }

    /// The call that does the same.
    fn call(self, app: &App, user: &User) -> Call {
        let path = format!("/v1/users/{}", user.id);
        let sending =
            |method, end: &str, body: &str| Call::sending(app, method, &format!("{path}{end}"), body);
        match self {
            Self::SendReset => sending("POST", "/send_reset", ""),
            Self::ResendActivation => {
                let body = serde_json::json!({ "email": user.profile.email }).to_string();
                Call::sending(app, "POST", "/v1/activation/resend", &body)
            }
            Self::SetPassword => sending("PATCH", "", r#"{"password": "NEW PASSWORD"}"#),
            Self::ChangeEmail => sending("PATCH", "", r#"{"email": "NEW ADDRESS"}"#),
            Self::EndSessions => sending("DELETE", "/sessions", ""),
            Self::MakeStaff => sending("PATCH", "", r#"{"is_staff": true}"#),
            Self::UnmakeStaff => sending("PATCH", "", r#"{"is_staff": false}"#),
            Self::Enable => sending("POST", "/enable", ""),
            Self::Disable => sending("POST", "/disable", ""),
            Self::Delete => Call::sending(
                app,
                "DELETE",
                &format!("/auth/users/{}/", user.id),
                r#"{"current_password": "YOUR PASSWORD"}"#,
            ),
        }
    }
}

/// The caller's own password, which proves that it is they who ask.
pub(crate) fn own_password(frame: &Frame) -> Input {
    Input::new(frame, "current_password", Kind::Password, "console-own-password")
        .autocomplete("current-password")
}

/// The page of a deed.
pub(crate) fn deed(path: &'static str, deed: Deed) -> Endpoint {
    page_by_permission(path)
        .when(When::ServesConsole)
        .get(
            Required,
            async move |State(app): State<App>, frame: Frame, caller: Caller, Path(id): Path<String>| {
                show(&app, &frame, &caller, &id, deed).await
            },
            undocumented,
        )
        .post(
            Required,
            async move |State(app): State<App>,
                        frame: Frame,
                        caller: Caller,
                        from: ClientAddress,
                        Path(id): Path<String>,
                        sent: Sent| {
                act(&app, &frame, &caller, from, (&id, deed), &sent).await
            },
            undocumented,
        )
}

async fn show(app: &App, frame: &Frame, caller: &Caller, id: &str, deed: Deed) -> Answer {
    let service = must_administrate(caller)?;
    let (desk, (user, _)) = tokio::try_join!(Desk::open(app, frame, caller), existing(app, &service, id))?;
    deed.must(caller, &user)?;
    Ok(page(app, &desk, &user, deed, deed.form(app, frame, &user), StatusCode::OK))
}

async fn act(
    app: &App,
    frame: &Frame,
    caller: &Caller,
    from: ClientAddress,
    (id, deed): (&str, Deed),
    sent: &Sent,
) -> Answer {
    let service = must_administrate(caller)?;
    let (desk, (user, _)) = tokio::try_join!(Desk::open(app, frame, caller), existing(app, &service, id))?;
    deed.must(caller, &user)?;
    let mut form = deed.form(app, frame, &user).filled(sent);
    if deed.act(app, caller, &user, from, &mut form).await? {
        let to = match deed {
            Deed::Delete => "/console/users".to_owned(),
            _ => format!("/console/users/{}", user.id),
        };
        return Ok(frame.go_saying(&to, deed.words().flash));
    }
    let status = form.status();
    Ok(page(app, &desk, &user, deed, form, status))
}

fn page(app: &App, desk: &Desk<'_>, user: &User, deed: Deed, form: Form<'_>, status: StatusCode) -> Response {
    let (person, call) = (Person::new(desk, user, "deed"), deed.call(app, user));
    desk.frame.show(status, &Page { frame: desk.frame, desk, person, deed, form, call })
}
