//! Pages on which people sign up, sign in and see to their accounts; those behind the links in mails; and the files of all
//! pages.

mod data;
mod delete;
mod email;
mod links;
mod mail;
mod password;
mod profile;
mod screen;
mod security;
mod sessions;
mod sign_in;
mod sign_out;
mod sign_up;
mod username;

use shared::dialects::html::{assets, page, undocumented};
use shared::http::Credentials::{Cookies, Ignored, Optional, Required};
use shared::http::{Endpoint, Routes, When};

/// What this function serves.
pub fn routes() -> Routes {
    Routes::new()
        .with(assets("/assets/{file}"))
        .merge(of_strangers())
        .merge(of_accounts())
        // behind the links in mails
        .with(links::page::<links::Activate>("/pages/activate/{uid}/{token}"))
        .with(links::page::<links::ConfirmEmail>("/pages/confirm_email/{uid}/{token}"))
        .with(links::page::<links::CancelEmail>("/pages/cancel_email/{uid}/{token}"))
        .with(links::page::<links::Undo>("/pages/undo/{uid}/{token}"))
        .with(links::page::<links::ResetPassword>("/pages/reset_password/{uid}/{token}"))
        .with(links::page::<links::ResetUsername>("/pages/reset_username/{uid}/{token}"))
}

fn of_strangers() -> Routes {
    Routes::new()
        .with(
            page("/account/sign_in")
                .when(When::ServesSignIn)
                .get(Optional, sign_in::show, undocumented)
                .post(Ignored, sign_in::act, undocumented),
        )
        .with(page("/account/sign_out").when(When::ServesSignIn).post(Cookies, sign_out::act, undocumented))
        .with(account("/account/sign_up").get(Ignored, sign_up::show, undocumented).post(
            Ignored,
            sign_up::act,
            undocumented,
        ))
        .with(account("/account/forgotten").get(Ignored, mail::forgotten, undocumented).post(
            Ignored,
            mail::send_reset,
            undocumented,
        ))
        .with(account("/account/resend").get(Ignored, mail::resend, undocumented).post(
            Ignored,
            mail::send_activation,
            undocumented,
        ))
}

fn of_accounts() -> Routes {
    Routes::new()
        .with(account("/account").get(Required, profile::show, undocumented).post(
            Required,
            profile::act,
            undocumented,
        ))
        .with(account("/account/security").get(Required, security::show, undocumented))
        .with(account("/account/email").get(Required, email::show, undocumented).post(
            Required,
            email::act,
            undocumented,
        ))
        .with(account("/account/email/withdraw").post(Required, email::withdraw, undocumented))
        .with(account("/account/username").get(Required, username::show, undocumented).post(
            Required,
            username::act,
            undocumented,
        ))
        .with(account("/account/password").get(Required, password::show, undocumented).post(
            Required,
            password::act,
            undocumented,
        ))
        .with(account("/account/sessions").get(Required, sessions::show, undocumented))
        .with(account("/account/sessions/end").post(Required, sessions::end, undocumented))
        .with(account("/account/sessions/end_others").post(Required, sessions::end_others, undocumented))
        .with(account("/account/data").get(Required, data::show, undocumented))
        .with(account("/account/data/export").get(Required, data::export, undocumented))
        .with(account("/account/delete").get(Required, delete::show, undocumented).post(
            Required,
            delete::act,
            undocumented,
        ))
}

fn account(path: &'static str) -> Endpoint {
    page(path).when(When::ServesAccountPages)
}
