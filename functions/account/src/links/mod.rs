//! The pages behind the links in our mails.
//!
//! `GET /pages/<action>/{uid}/{token}` only shows a page: mail scanners open links, and opening one must change nothing. The
//! person presses the button, a plain form is posted to the same address, and the answer is the same page, done. A link
//! that is dead is said to be so before anything is asked for; its page has a form for the address to which a new one is to
//! go.

mod activate;
mod email;
mod reset_password;
mod reset_username;
mod undo;

pub(crate) use activate::Activate;
pub(crate) use email::{CancelEmail, ConfirmEmail};
pub(crate) use reset_password::ResetPassword;
pub(crate) use reset_username::ResetUsername;
pub(crate) use undo::Undo;

use askama::Template;
use axum::extract::{Path, State as Service};
use axum::http::StatusCode;
use axum::response::Response;
use shared::accounts;
use shared::app::App;
use shared::auth::{Client, ClientAddress};
use shared::dialects::html::{Answer, Form, Frame, Input, Kind, Sent, link_page, undocumented};
use shared::domain::User;
use shared::error::{Reason, Refusal};
use shared::http::Credentials::Ignored;
use shared::http::Endpoint;
use shared::mail::links::Opened;
use shared::store::Purpose;
use shared::store::items::MailKind;

/// What a page's button does, in the names of its texts.
pub(crate) struct Words {
    title: &'static str,
    lead: &'static str,
    button: &'static str,
    done: &'static str,
    done_text: &'static str,
    dead_text: &'static str,
}

/// Such a page, and what its button does.
pub(crate) trait Deed: 'static {
    /// What the page is about.
    const LINK: Link;

    /// What it asks the user for: of most, to press the button. None is known where the link is dead, or was not looked at.
    fn form<'a>(_: &'a App, frame: &'a Frame, user: Option<&User>) -> Form<'a> {
        Form::new(frame, "", (Self::LINK.words)(user).button)
    }

    /// Does it with what was typed, and answers with the page.
    fn act(followed: &Followed<'_>, sent: &Sent) -> impl Future<Output = Answer> + Send;
}

/// A link that somebody followed.
pub(crate) struct Followed<'a> {
    app: &'a App,
    frame: &'a Frame,
    client: &'a Client,
    uid: &'a str,
    token: &'a str,
}

/// The page with its methods.
pub(crate) fn page<D: Deed>(path: &'static str) -> Endpoint {
    link_page(path).get(Ignored, show::<D>, undocumented).post(Ignored, act::<D>, undocumented)
}

async fn show<D: Deed>(
    Service(app): Service<App>,
    frame: Frame,
    client: Client,
    Path((uid, token)): Path<(String, String)>,
) -> Answer {
    let followed = Followed { app: &app, frame: &frame, client: &client, uid: &uid, token: &token };
    match followed.open::<D>().await {
        Ok(link) => {
            let form = D::form(&app, &frame, Some(&link.user));
            Ok(D::LINK.show(&frame, Some(&link.user), State::Ask(form), StatusCode::OK))
        }
        // Nothing was sent that could be wrong: what the link led to is not there.
        Err(refusal) => D::LINK.refused(&frame, None, refusal, StatusCode::NOT_FOUND),
    }
}

async fn act<D: Deed>(
    Service(app): Service<App>,
    frame: Frame,
    client: Client,
    Path((uid, token)): Path<(String, String)>,
    sent: Sent,
) -> Answer {
    if let Some(answer) = D::LINK.renew(&app, &frame, &sent, client.address).await {
        return answer;
    }
    let followed = Followed { app: &app, frame: &frame, client: &client, uid: &uid, token: &token };
    D::act(&followed, &sent).await
}

impl Followed<'_> {
    /// The link, if it is good.
    async fn open<D: Deed>(&self) -> Result<Opened, Refusal> {
        accounts::open_link(self.app, D::LINK.purpose, Some(self.uid), self.token, self.client).await
    }

    /// The page after its button was pressed, where that is all that it asks for.
    fn pressed<D: Deed, T>(&self, done: Result<T, Refusal>) -> Answer {
        D::LINK.answer(self.frame, None, D::form(self.app, self.frame, None), done)
    }
}

/// What a page is about.
pub(crate) struct Link {
    purpose: Purpose,
    /// The mail that brings a new link to whoever has an address. Only who is signed in asks for another address.
    renewal: Option<MailKind>,
    /// What it says to this user; of a dead link, to nobody.
    words: fn(Option<&User>) -> &'static Words,
}

/// How far the person got.
enum State<'a> {
    /// The form, with the reasons when what was sent is refused.
    Ask(Form<'a>),
    /// It worked; no form any more.
    Done,
    /// The link is wrong, used, too old or replaced: one text for all, so that it tells nothing about the account. Perhaps
    /// with a form for the address to which a new one is to go.
    Dead(Option<Form<'a>>),
    /// A new link was asked for; whether anybody has the address, the page does not tell.
    Sent,
}

#[derive(Template)]
#[template(path = "link.html")]
struct Page<'a> {
    frame: &'a Frame,
    words: &'static Words,
    state: State<'a>,
}

impl Link {
    /// The page after its button was pressed: done; or why not, with what was typed.
    fn answer<'a, T>(
        &self,
        frame: &'a Frame,
        user: Option<&User>,
        mut form: Form<'a>,
        done: Result<T, Refusal>,
    ) -> Answer {
        match done {
            Ok(_) => Ok(self.show(frame, user, State::Done, StatusCode::OK)),
            Err(refusal) if is_dead(&refusal) || refusal == Refusal::AlreadyActive => {
                self.refused(frame, user, refusal, StatusCode::BAD_REQUEST)
            }
            Err(refusal) => {
                form.accepts::<T>(Err(refusal))?;
                let status = form.status();
                Ok(self.show(frame, user, State::Ask(form), status))
            }
        }
    }

    /// The form again, with what is wrong with it.
    fn ask_again<'a>(&self, frame: &'a Frame, user: &User, form: Form<'a>) -> Response {
        let status = form.status();
        self.show(frame, Some(user), State::Ask(form), status)
    }

    /// Owes a new link to whoever has the address that was sent, if the form of a dead link's page was, and does not tell
    /// whether anybody has.
    async fn renew(&self, app: &App, frame: &Frame, sent: &Sent, from: ClientAddress) -> Option<Answer> {
        let kind = self.renewal.filter(|_| sent.find("email").is_some())?;
        let mut form = renewal(frame).filled(sent);
        let asked = match form.known_email("email") {
            Some(email) => form.accepts(accounts::request_mail(app, kind, &email, false, from).await),
            None => Ok(None),
        };
        Some(asked.map(|asked| match asked {
            Some(()) => self.show(frame, None, State::Sent, StatusCode::OK),
            None => {
                let status = form.status();
                self.show(frame, None, State::Dead(Some(form)), status)
            }
        }))
    }

    fn refused(&self, frame: &Frame, user: Option<&User>, refusal: Refusal, dead: StatusCode) -> Answer {
        match refusal {
            // There is nothing left to do.
            Refusal::AlreadyActive => Ok(self.show(frame, user, State::Done, StatusCode::OK)),
            refusal if is_dead(&refusal) => {
                let form = self.renewal.map(|_| renewal(frame));
                Ok(self.show(frame, None, State::Dead(form), dead))
            }
            refusal => Err(refusal.into()),
        }
    }

    fn show(&self, frame: &Frame, user: Option<&User>, state: State<'_>, status: StatusCode) -> Response {
        frame.show(status, &Page { frame, words: (self.words)(user), state })
    }
}

fn renewal(frame: &Frame) -> Form<'_> {
    Form::new(frame, "", "dead-button")
        .alone()
        .with(Input::new(frame, "email", Kind::Email, "dead-email").autocomplete("email"))
}

fn is_dead(refusal: &Refusal) -> bool {
    let is_of_link = |reason: &Reason| matches!(reason, Reason::BadToken | Reason::NoSuchUser);
    matches!(refusal, Refusal::Invalid(reasons) if reasons.iter().any(|(_, reason)| is_of_link(reason)))
}
