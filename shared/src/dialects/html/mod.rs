//! Pages for people: HTML over the verbs of [`crate::accounts`], with the browser sessions of `/auth/session/`. No script is
//! needed, nothing comes from elsewhere, and a form that is refused comes back as it was typed, but for passwords.
//!
//! # Add a page
//!
//! 1. A template in the function's `templates/`, which extends `wide.html` (many things, with ways at the side) or
//!    `narrow.html` (one thing to do) and fills the blocks `title` and `content`. `askama.toml` beside the function's
//!    `Cargo.toml` says that ours are found, too. Texts are `{{ frame.say("area-what") }}`, a form is
//!    `{% include "form.html" %}` where a [`Form`] called `form` is in sight.
//! 2. Its texts in `shared/texts/en/*.ftl`, named after the area: `area-what`. A test finds those that are missing or unused.
//! 3. A struct that derives [`askama::Template`], with the field `frame: &Frame`, and a handler:
//!
//!    ```ignore
//!    pub(crate) async fn show(State(app): State<App>, frame: Frame, caller: Caller) -> Answer {
//!        Ok(frame.show(StatusCode::OK, &Page { frame: &frame, form: name_form(&frame) }))
//!    }
//!
//!    pub(crate) async fn act(State(app): State<App>, frame: Frame, caller: Caller, sent: Sent) -> Answer {
//!        let mut form = name_form(&frame).filled(&sent);
//!        let name = form.text("name");
//!        if form.is_good() {
//!            let renamed = accounts::name_it(&app, &caller, &name).await;
//!            if form.accepts(renamed)?.is_some() {
//!                return Ok(frame.go_saying("/account/", "flash-profile-saved"));
//!            }
//!        }
//!        Ok(frame.show(form.status(), &Page { frame: &frame, form }))
//!    }
//!    ```
//! 4. A line in the function's route table:
//!    `page("/area/what").get(Required, show, undocumented).post(Required, act, undocumented)`.
//!    [`page`]'s guard has then looked at everything: whose session it is, where the form was sent from, its CSRF token,
//!    and what was typed. `Required` sends strangers to sign in and brings them back; a form whose session has ended comes
//!    back after that, too.
//! 5. A row in `tests/permissions/rows.rs`.
//!
//! What a verb refuses and no form can say goes up with `?`: the guard makes a page of it ([`Trouble`]).

mod assets;
mod brand;
mod device;
mod flash;
mod form;
mod frame;
mod guard;
mod input;
mod moment;
mod next;
mod sign_in;
mod trouble;

pub use assets::{Asset, ICON, SCRIPT, STYLES, assets};
pub use device::device;
pub use form::Form;
pub use frame::Frame;
pub use guard::{Sent, link_page, page, page_by_permission, query, undocumented};
pub use input::{Choice, Input, Kind};
pub use moment::Moment;
pub use next::next;
pub use sign_in::{Resumed, SignIn, resumed, sign_in_form};
pub use trouble::{Answer, Trouble};
