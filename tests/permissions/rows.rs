//! What is sent to every route, so that it would succeed for somebody who may.

use super::Whose::{self, Callers, Nobodys, Provers, Users};
use super::stage::RARE;
use super::stage::Rank::{Ordinary, Staff, Superuser};
use super::stage::Scene::{
    self, CancelLink, ConfirmLink, ContentType, Free, Granted, Granting, Group, Joining, Member, Mighty,
    Named, Newcomer, Nothing, Owing, OwnContentType, PasswordLink, Permission, Recruited, Recruiting,
    SignedIn, UndoLink, User, UsernameLink, WideJoining, WideRecruiting, Widened, Widening,
};
use shared::domain::{Model, Right, Verb};

/// One call: the route, with a note after a comma where there is more than one way to call it; whom it is about;
/// what there must be before; and the body. Names in braces are filled in from the scene.
pub(super) struct Row(pub &'static str, pub Whose, pub Scene, pub &'static str);

impl Row {
    /// The method and the path, as the route table has it.
    pub(super) fn route(&self) -> (&'static str, &'static str) {
        let route = self.0.split(',').next().unwrap_or_default();
        route.split_once(' ').expect("a method and a path")
    }

    /// Whether the call came to what it is for. Of pages, what a form does ends on another page.
    pub(super) fn succeeds(&self, status: u16) -> bool {
        (200..300).contains(&status) || status == 303 && self.acts()
    }

    /// Whether the call may change something.
    pub(super) fn acts(&self) -> bool {
        let (method, path) = self.route();
        method != "GET" || path.starts_with("/auth/confirm_email")
    }
}

const CHANGE_USER: Right = Right(Verb::Change, Model::User);
const CHANGE_GROUP: Right = Right(Verb::Change, Model::Group);

const SIGN_UP: &str =
    r#"{"username": "{new}", "email": "{new}@example.org", "password": "correct horse battery"}"#;
const NEW_STAFF: &str = r#"{"username": "{new}", "email": "{new}@example.org", "password": "correct horse battery", "is_staff": true}"#;
const NEW_SUPERUSER: &str =
    r#"{"username": "{new}", "password": "correct horse battery", "isSuperuser": true}"#;
const NEW_ADDRESS: &str = r#"{"email": "{new}@example.org"}"#;
const OWN_PASSWORD: &str = r#"{"current_password": "correct horse battery"}"#;
const RENAME: &str = r#"{"current_password": "correct horse battery", "new_username": "{new}"}"#;
const READDRESS: &str = r#"{"current_password": "correct horse battery", "new_email": "{new}@example.org"}"#;
const SET_PASSWORD: &str =
    r#"{"current_password": "correct horse battery", "new_password": "another good battery"}"#;
const MOVE: &str = r#"{"email": "{new}@example.org", "current_password": "correct horse battery"}"#;
const TOKEN: &str = r#"{"token": "{token}"}"#;
const MAIL: &str = r#"{"email": "{email}"}"#;
const PROOF: &str = r#"{"uid": "{uid}", "token": "{token}"}"#;
const RESET_PASSWORD: &str =
    r#"{"uid": "{uid}", "token": "{token}", "new_password": "another good battery"}"#;
const RESET_USERNAME: &str = r#"{"uid": "{uid}", "token": "{token}", "new_username": "{new}"}"#;
const RESET_ADDRESS: &str = r#"{"uid": "{uid}", "token": "{token}", "new_email": "{new}@example.org"}"#;
const SIGN_IN: &str = r#"{"username": "{name}", "password": "correct horse battery"}"#;
const PASSWORD: &str = r#"{"password": "another good battery"}"#;
const PASSWORD_FORM: &str = "new_password=another+good+battery";
const USERNAME_FORM: &str = "new_username={new}";
const SIGN_UP_FORM: &str = "username={new}&email={new}%40example.org&password=correct+horse+battery";
const MAIL_FORM: &str = "email={email}";
const PROFILE_FORM: &str = "first_name=Countess&version=1";
const MOVE_FORM: &str = "email={new}%40example.org&current_password=correct+horse+battery";
const RENAME_FORM: &str = "new_username={new}&current_password=correct+horse+battery";
const CHANGE_PASSWORD_FORM: &str = "current_password=correct+horse+battery&new_password=another+good+battery";
const PROOF_FORM: &str = "current_password=correct+horse+battery";
const SIGN_IN_FORM: &str = "username={name}&password=correct+horse+battery";
const NAME: &str = r#"{"name": "{new}"}"#;
const FIRST_NAME: &str = r#"{"first_name": "Countess"}"#;
const LOCALE: &str = r#"{"locale": "pt-BR"}"#;
const NEW_PERMISSION: &str =
    r#"{"codename": "{new}", "name": "{new}", "contentTypeUri": "/contenttypes/4/"}"#;

/// djoser, with default settings.
pub(super) const DJOSER: &[Row] = &[
    Row("GET /auth", Nobodys, Nothing, ""),
    Row("GET /auth/users", Nobodys, Nothing, ""),
    Row("POST /auth/users", Nobodys, Nothing, SIGN_UP),
    Row("GET /auth/users/me", Callers, Nothing, ""),
    Row("PUT /auth/users/me", Callers, Nothing, NEW_ADDRESS),
    Row("PATCH /auth/users/me", Callers, Nothing, NEW_ADDRESS),
    Row("DELETE /auth/users/me", Callers, Nothing, OWN_PASSWORD),
    Row("GET /auth/users/me/export", Callers, Nothing, ""),
    Row("GET /auth/users/{id}", Users, User(Ordinary), ""),
    Row("GET /auth/users/{id}, a superuser's", Users, User(Superuser), ""),
    Row("PUT /auth/users/{id}", Users, User(Ordinary), NEW_ADDRESS),
    Row("PATCH /auth/users/{id}", Users, User(Ordinary), NEW_ADDRESS),
    Row("PATCH /auth/users/{id}, of who may do more", Users, Mighty, NEW_ADDRESS),
    Row("PATCH /auth/users/{id}, a staff member's", Users, User(Staff), NEW_ADDRESS),
    Row("PATCH /auth/users/{id}, a superuser's", Users, User(Superuser), NEW_ADDRESS),
    Row("DELETE /auth/users/{id}", Users, User(Ordinary), OWN_PASSWORD),
    Row("DELETE /auth/users/{id}, a staff member's", Users, User(Staff), OWN_PASSWORD),
    Row("DELETE /auth/users/{id}, a superuser's", Users, User(Superuser), OWN_PASSWORD),
    Row("POST /auth/users/activation", Provers, Newcomer, PROOF),
    Row("POST /auth/users/resend_activation", Users, Newcomer, MAIL),
    Row("POST /auth/users/set_password", Callers, Nothing, SET_PASSWORD),
    Row("POST /auth/users/reset_password", Users, User(Ordinary), MAIL),
    Row("POST /auth/users/reset_password_confirm", Provers, PasswordLink, RESET_PASSWORD),
    Row("POST /auth/users/set_username", Callers, Nothing, RENAME),
    Row("POST /auth/users/reset_username", Users, User(Ordinary), MAIL),
    Row("POST /auth/users/reset_username_confirm", Provers, UsernameLink, RESET_USERNAME),
    Row("POST /auth/jwt/create", Provers, User(Ordinary), SIGN_IN),
    Row("POST /auth/jwt/refresh", Provers, SignedIn, r#"{"refresh": "{refresh}"}"#),
    Row("POST /auth/jwt/verify", Provers, SignedIn, r#"{"token": "{access}"}"#),
    Row("POST /auth/token/login", Provers, User(Ordinary), SIGN_IN),
    Row("POST /auth/token/create", Provers, User(Ordinary), SIGN_IN),
    Row("POST /auth/token/logout", Callers, Nothing, ""),
    Row("POST /auth/token/destroy", Callers, Nothing, ""),
    // 1.x, under the customary mount
    Row("POST /auth/users/create", Nobodys, Nothing, SIGN_UP),
    Row("POST /auth/users/delete", Callers, Nothing, OWN_PASSWORD),
    Row("POST /auth/users/confirm", Provers, Newcomer, PROOF),
    Row("POST /auth/users/activate", Provers, Newcomer, PROOF),
    Row("POST /auth/users/resend", Users, Newcomer, MAIL),
    Row("POST /auth/users/change_username", Callers, Nothing, RENAME),
    Row("GET /auth/me", Callers, Nothing, ""),
    Row("PUT /auth/me", Callers, Nothing, NEW_ADDRESS),
    Row("PATCH /auth/me", Callers, Nothing, NEW_ADDRESS),
    Row("POST /auth/username", Callers, Nothing, RENAME),
    Row("POST /auth/password", Callers, Nothing, SET_PASSWORD),
    Row("POST /auth/password/reset", Users, User(Ordinary), MAIL),
    Row("POST /auth/password/reset/confirm", Provers, PasswordLink, RESET_PASSWORD),
    // 1.x, at the root
    Row("POST /users", Nobodys, Nothing, SIGN_UP),
    Row("GET /users/me", Callers, Nothing, ""),
    Row("PUT /users/me", Callers, Nothing, NEW_ADDRESS),
    Row("PATCH /users/me", Callers, Nothing, NEW_ADDRESS),
    Row("DELETE /users/me", Callers, Nothing, OWN_PASSWORD),
    Row("POST /users/create", Nobodys, Nothing, SIGN_UP),
    Row("POST /users/delete", Callers, Nothing, OWN_PASSWORD),
    Row("POST /users/confirm", Provers, Newcomer, PROOF),
    Row("POST /users/activate", Provers, Newcomer, PROOF),
    Row("POST /users/change_username", Callers, Nothing, RENAME),
    Row("GET /me", Callers, Nothing, ""),
    Row("PUT /me", Callers, Nothing, NEW_ADDRESS),
    Row("PATCH /me", Callers, Nothing, NEW_ADDRESS),
    Row("POST /username", Callers, Nothing, RENAME),
    Row("POST /password", Callers, Nothing, SET_PASSWORD),
    Row("POST /password/reset", Users, User(Ordinary), MAIL),
    Row("POST /password/reset/confirm", Provers, PasswordLink, RESET_PASSWORD),
];

/// djoser where users sign in by address, and where it is alone.
pub(super) const DJOSER_BY_ADDRESS: &[Row] = &[
    Row("POST /auth/users/set_email", Callers, Nothing, READDRESS),
    Row("POST /auth/users/reset_email", Users, User(Ordinary), MAIL),
    Row("POST /auth/users/reset_email_confirm", Provers, UsernameLink, RESET_ADDRESS),
    Row("POST /auth/email", Callers, Nothing, READDRESS),
    Row("GET /users", Nobodys, Nothing, ""),
    Row("POST /email", Callers, Nothing, READDRESS),
];

/// django-users-api.
pub(super) const USERS_API: &[Row] = &[
    Row("GET /users", Nobodys, Nothing, ""),
    Row("POST /users", Nobodys, Nothing, SIGN_UP),
    Row("POST /users, a superuser", Nobodys, Nothing, NEW_SUPERUSER),
    Row("GET /users/schema", Nobodys, Nothing, ""),
    Row("GET /users/set/{ids}", Users, User(Ordinary), ""),
    Row("GET /users/{id}", Users, User(Ordinary), ""),
    Row("GET /users/{id}, a superuser's", Users, User(Superuser), ""),
    Row("PUT /users/{id}", Users, User(Ordinary), FIRST_NAME),
    Row("PUT /users/{id}, a password", Users, User(Ordinary), PASSWORD),
    Row("PUT /users/{id}, a password of who may do more", Users, Mighty, PASSWORD),
    Row("PUT /users/{id}, making a superuser", Users, User(Ordinary), r#"{"isSuperuser": true}"#),
    Row("PUT /users/{id}, a staff member's", Users, User(Staff), FIRST_NAME),
    Row("PUT /users/{id}, a superuser's", Users, User(Superuser), FIRST_NAME),
    Row("PUT /users/{id}, an id that is free", Nobodys, Free, SIGN_UP),
    Row("DELETE /users/{id}", Users, User(Ordinary), ""),
    Row("DELETE /users/{id}, of who may do more", Users, Mighty, ""),
    Row("DELETE /users/{id}, a staff member's", Users, User(Staff), ""),
    Row("DELETE /users/{id}, a superuser's", Users, User(Superuser), ""),
    Row("GET /users/{user}/groups", Users, Member, ""),
    Row("POST /users/{user}/groups", Users, Joining, "{}"),
    Row("GET /users/{user}/groups/{group}", Users, Member, ""),
    Row("PUT /users/{user}/groups/{group}", Users, Joining, "{}"),
    Row("PUT /users/{user}/groups/{group}, whose members may do more", Users, WideJoining, "{}"),
    Row("DELETE /users/{user}/groups/{group}", Users, Member, ""),
    Row("GET /users/{user}/permissions", Users, Granted, ""),
    Row("POST /users/{user}/permissions", Users, Granted, "{}"),
    Row("GET /users/{user}/permissions/{permission}", Users, Granted, ""),
    Row("PUT /users/{user}/permissions/{permission}, change_user", Users, Granting(CHANGE_USER), "{}"),
    Row("PUT /users/{user}/permissions/{permission}, another", Users, Granting(RARE), "{}"),
    Row("DELETE /users/{user}/permissions/{permission}", Users, Granted, ""),
    Row("GET /groups", Nobodys, Group, ""),
    Row("POST /groups", Nobodys, Nothing, NAME),
    Row("GET /groups/schema", Nobodys, Nothing, ""),
    Row("GET /groups/set/{ids}", Nobodys, Group, ""),
    Row("GET /groups/{id}", Nobodys, Group, ""),
    Row("PUT /groups/{id}", Nobodys, Group, NAME),
    Row("PUT /groups/{id}, an id that is free", Nobodys, Free, NAME),
    Row("DELETE /groups/{id}", Nobodys, Group, ""),
    Row("GET /groups/{group}/permissions", Nobodys, Widened, ""),
    Row("POST /groups/{group}/permissions", Nobodys, Widened, "{}"),
    Row("GET /groups/{group}/permissions/{permission}", Nobodys, Widened, ""),
    Row("PUT /groups/{group}/permissions/{permission}, change_group", Nobodys, Widening(CHANGE_GROUP), "{}"),
    Row("PUT /groups/{group}/permissions/{permission}, another", Nobodys, Widening(RARE), "{}"),
    Row("DELETE /groups/{group}/permissions/{permission}", Nobodys, Widened, ""),
    Row("GET /permissions", Nobodys, Nothing, ""),
    Row("POST /permissions", Nobodys, Nothing, NEW_PERMISSION),
    Row("GET /permissions/schema", Nobodys, Nothing, ""),
    Row("GET /permissions/set/{ids}", Nobodys, Permission, ""),
    Row("GET /permissions/{id}", Nobodys, Permission, ""),
    Row("PUT /permissions/{id}, its name", Nobodys, Permission, NAME),
    Row("PUT /permissions/{id}, what it allows", Nobodys, Permission, r#"{"codename": "{new}"}"#),
    Row("PUT /permissions/{id}, an id that is free", Nobodys, Free, NEW_PERMISSION),
    Row("DELETE /permissions/{id}", Nobodys, Permission, ""),
    Row("GET /contenttypes", Nobodys, Nothing, ""),
    Row("GET /contenttypes/schema", Nobodys, Nothing, ""),
    Row("GET /contenttypes/set/{ids}", Nobodys, ContentType, ""),
    Row("GET /contenttypes/{id}", Nobodys, ContentType, ""),
];

const WHOLE_ACCOUNT: &str = r#"{"username": "{new}", "password": "another good battery"}"#;

/// The DRF endpoint of accounts.
pub(super) const ACCOUNTS: &[Row] = &[
    Row("GET /api", Nobodys, Nothing, ""),
    Row("GET /api/accounts", Nobodys, Nothing, ""),
    Row("POST /api/accounts", Nobodys, Nothing, SIGN_UP),
    Row("GET /api/accounts/{id}", Users, User(Ordinary), ""),
    Row("PUT /api/accounts/{id}", Users, User(Ordinary), WHOLE_ACCOUNT),
    Row("PATCH /api/accounts/{id}", Users, User(Ordinary), FIRST_NAME),
    Row("PATCH /api/accounts/{id}, of who may do more", Users, Mighty, PASSWORD),
    Row("PATCH /api/accounts/{id}, a staff member's", Users, User(Staff), FIRST_NAME),
    Row("PATCH /api/accounts/{id}, a superuser's", Users, User(Superuser), FIRST_NAME),
    Row("DELETE /api/accounts/{id}", Users, User(Ordinary), ""),
    Row("DELETE /api/accounts/{id}, a staff member's", Users, User(Staff), ""),
    Row("DELETE /api/accounts/{id}, a superuser's", Users, User(Superuser), ""),
];

const WIKI_SIGN_UP: &str = r#"{"username": "{new}", "email": "{new}@example.org", "first_name": "A", "last_name": "B", "password1": "correct horse battery", "password2": "correct horse battery"}"#;
const DETAILS: &str = r#"{"current-password": "correct horse battery", "first_name": "Countess"}"#;
const COMPLETE: &str = r#"{"reset_token": "{token}", "new_password": "another good battery", "password_confirmation": "another good battery"}"#;

/// The users wiki.
pub(super) const WIKI: &[Row] = &[
    Row("PATCH /api/users/update_details", Callers, Nothing, DETAILS),
    Row("GET /api/users/{id}", Users, User(Ordinary), ""),
    Row("POST /api/passwords/reset_password", Users, User(Ordinary), MAIL),
    Row("POST /api/passwords/reset_password_complete", Provers, PasswordLink, COMPLETE),
    Row("PATCH /api/passwords/reset_password_complete", Provers, PasswordLink, COMPLETE),
    Row("POST /auth/signup", Nobodys, Nothing, WIKI_SIGN_UP),
    Row("POST /auth/login", Provers, User(Ordinary), SIGN_IN),
    Row("POST /auth/logout", Callers, Nothing, ""),
    Row("GET /auth/confirm_email/{key}", Provers, Newcomer, ""),
];

const LOGIN: &str = r#"{"login": "{name}", "password": "correct horse battery"}"#;
const NEW_NAME: &str = r#"{"username": "{new}", "current_password": "correct horse battery"}"#;
const TOKEN_AND_PASSWORD: &str = r#"{"token": "{token}", "new_password": "another good battery"}"#;

/// The native API.
pub(super) const NATIVE: &[Row] = &[
    Row("GET /v1", Nobodys, Nothing, ""),
    Row("POST /v1/auth/obtain", Provers, User(Ordinary), SIGN_IN),
    Row("POST /v1/auth/refresh", Provers, SignedIn, r#"{"refresh": "{refresh}"}"#),
    Row("POST /v1/auth/verify", Provers, SignedIn, r#"{"token": "{access}"}"#),
    Row("GET /v1/me/email", Callers, Nothing, ""),
    Row("POST /v1/me/email", Callers, Nothing, MOVE),
    Row("DELETE /v1/me/email", Callers, Nothing, ""),
    Row("POST /v1/email/confirm", Provers, ConfirmLink, TOKEN),
    Row("POST /v1/email/cancel", Provers, CancelLink, TOKEN),
    Row("POST /v1/undo", Provers, UndoLink, TOKEN),
    Row("POST /v1/users/list", Nobodys, Nothing, ""),
    Row("POST /v1/users/create", Nobodys, Nothing, SIGN_UP),
    Row("POST /v1/users/create, a staff member", Nobodys, Nothing, NEW_STAFF),
    Row("GET /v1/users/{pk}", Users, User(Ordinary), ""),
    Row("GET /v1/users/{pk}, by a name", Users, Named, ""),
    Row("PUT /v1/users/{pk}", Users, User(Ordinary), WHOLE_ACCOUNT),
    Row("DELETE /v1/users/{pk}", Users, User(Ordinary), ""),
    Row("DELETE /v1/users/{pk}, a superuser's", Users, User(Superuser), ""),
    Row("PATCH /v1/users/{pk}", Users, User(Ordinary), FIRST_NAME),
    Row("PATCH /v1/users/{pk}, a password", Users, User(Ordinary), PASSWORD),
    Row("PATCH /v1/users/{pk}, a password of who may do more", Users, Mighty, PASSWORD),
    Row("PATCH /v1/users/{pk}, making staff", Users, User(Ordinary), r#"{"is_staff": true}"#),
    Row("PATCH /v1/users/{pk}, a staff member's", Users, User(Staff), FIRST_NAME),
    Row("PATCH /v1/users/{pk}, a staff member's password", Users, User(Staff), PASSWORD),
    Row("PATCH /v1/users/{pk}, a superuser's", Users, User(Superuser), FIRST_NAME),
    Row("GET /v1/users", Nobodys, Nothing, ""),
    Row("POST /v1/users", Nobodys, Nothing, SIGN_UP),
    Row("POST /v1/users, a staff member, if that is heeded", Nobodys, Nothing, NEW_STAFF),
    Row("GET /v1/me", Callers, Nothing, ""),
    Row("PATCH /v1/me", Callers, Nothing, FIRST_NAME),
    Row("DELETE /v1/me", Callers, Nothing, OWN_PASSWORD),
    Row("GET /v1/me/export", Callers, Nothing, ""),
    Row("POST /v1/me/username", Callers, Nothing, NEW_NAME),
    Row("POST /v1/me/password", Callers, Nothing, SET_PASSWORD),
    Row("GET /v1/me/locale", Callers, Nothing, ""),
    Row("PUT /v1/me/locale", Callers, Nothing, LOCALE),
    Row("GET /v1/users/{pk}/locale", Users, User(Ordinary), ""),
    Row("PUT /v1/users/{pk}/locale", Users, User(Ordinary), LOCALE),
    Row("PUT /v1/users/{pk}/locale, a superuser's", Users, User(Superuser), LOCALE),
    Row("POST /v1/users/{pk}/disable", Users, User(Ordinary), ""),
    Row("POST /v1/users/{pk}/disable, a staff member", Users, User(Staff), ""),
    Row("POST /v1/users/{pk}/disable, a superuser", Users, User(Superuser), ""),
    Row("POST /v1/users/{pk}/enable", Users, User(Ordinary), ""),
    Row("POST /v1/users/{pk}/enable, a superuser", Users, User(Superuser), ""),
    Row("POST /v1/users/{pk}/send_reset", Users, User(Ordinary), ""),
    Row("POST /v1/users/{pk}/send_reset, to a superuser", Users, User(Superuser), ""),
    Row("POST /v1/sessions", Provers, User(Ordinary), LOGIN),
    Row("GET /v1/sessions", Callers, Nothing, ""),
    Row("DELETE /v1/sessions", Callers, Nothing, ""),
    Row("GET /v1/owed", Nobodys, Owing, ""),
    Row("POST /v1/owed/{id}/retry", Nobodys, Owing, ""),
    Row("GET /v1/settings", Nobodys, Nothing, ""),
    Row("GET /v1/health", Nobodys, Nothing, ""),
    Row("GET /v1/counts", Nobodys, Nothing, ""),
    Row("GET /v1/signing_keys", Nobodys, Nothing, ""),
    Row("POST /v1/signing_keys", Nobodys, Nothing, ""),
    Row("POST /v1/sessions/refresh", Provers, SignedIn, r#"{"refresh": "{refresh}"}"#),
    Row("DELETE /v1/sessions/{session}", Users, SignedIn, ""),
    Row("GET /v1/users/{pk}/sessions", Users, User(Ordinary), ""),
    Row("GET /v1/users/{pk}/sessions, a superuser's", Users, User(Superuser), ""),
    Row("DELETE /v1/users/{pk}/sessions", Users, User(Ordinary), ""),
    Row("DELETE /v1/users/{pk}/sessions, a superuser's", Users, User(Superuser), ""),
    Row("DELETE /v1/users/{pk}/sessions/{session}", Users, SignedIn, ""),
    Row("POST /v1/activation", Provers, Newcomer, TOKEN),
    Row("POST /v1/activation/resend", Users, Newcomer, MAIL),
    Row("POST /v1/password_reset", Users, User(Ordinary), MAIL),
    Row("POST /v1/password_reset/confirm", Provers, PasswordLink, TOKEN_AND_PASSWORD),
];

const ADD_GROUP: &str = r#"{"add": [{group}]}"#;
const REMOVE_GROUP: &str = r#"{"remove": [{group}]}"#;
const ADD_PERMISSION: &str = r#"{"add": [{permission}]}"#;
const REMOVE_PERMISSION: &str = r#"{"remove": [{permission}]}"#;
const ADD_USER: &str = r#"{"add": [{member}]}"#;
const REMOVE_USER: &str = r#"{"remove": [{member}]}"#;
const ABOUT_USERS: &str = r#"{"codename": "{new}", "name": "{new}", "content_type": 4}"#;
const NEW_MODEL: &str = r#"{"app_label": "blog", "model": "{new}"}"#;
const ASKED: &str = r#"{"permissions": ["auth.add_user"]}"#;

/// What the native API has beyond its document: where model permissions decide.
pub(super) const NATIVE_BY_PERMISSION: &[Row] = &[
    Row("GET /v1/groups", Nobodys, Group, ""),
    Row("POST /v1/groups", Nobodys, Nothing, NAME),
    Row("GET /v1/groups/{pk}", Nobodys, Group, ""),
    Row("PATCH /v1/groups/{pk}", Nobodys, Group, NAME),
    Row("DELETE /v1/groups/{pk}", Nobodys, Group, ""),
    Row("GET /v1/groups/{pk}/permissions", Nobodys, Widened, ""),
    Row(
        "PATCH /v1/groups/{pk}/permissions, adding change_group",
        Nobodys,
        Widening(CHANGE_GROUP),
        ADD_PERMISSION,
    ),
    Row("PATCH /v1/groups/{pk}/permissions, adding another", Nobodys, Widening(RARE), ADD_PERMISSION),
    Row("PATCH /v1/groups/{pk}/permissions, removing", Nobodys, Widened, REMOVE_PERMISSION),
    Row("GET /v1/groups/{pk}/users", Nobodys, Group, ""),
    Row("PATCH /v1/groups/{pk}/users, adding", Users, Recruiting, ADD_USER),
    Row("PATCH /v1/groups/{pk}/users, whose members may do more", Users, WideRecruiting, ADD_USER),
    Row("PATCH /v1/groups/{pk}/users, removing", Users, Recruited, REMOVE_USER),
    Row("GET /v1/permissions", Nobodys, Nothing, ""),
    Row("POST /v1/permissions", Nobodys, Nothing, ABOUT_USERS),
    Row("GET /v1/permissions/{pk}", Nobodys, Permission, ""),
    Row("PATCH /v1/permissions/{pk}, its name", Nobodys, Permission, NAME),
    Row("PATCH /v1/permissions/{pk}, what it allows", Nobodys, Permission, r#"{"codename": "{new}"}"#),
    Row("DELETE /v1/permissions/{pk}", Nobodys, Permission, ""),
    Row("GET /v1/content_types", Nobodys, Nothing, ""),
    Row("POST /v1/content_types", Nobodys, Nothing, NEW_MODEL),
    Row("GET /v1/content_types/{pk}", Nobodys, ContentType, ""),
    Row("PATCH /v1/content_types/{pk}", Nobodys, OwnContentType, NAME),
    Row("DELETE /v1/content_types/{pk}", Nobodys, OwnContentType, ""),
    Row("GET /v1/users/{pk}/groups", Users, Member, ""),
    Row("PATCH /v1/users/{pk}/groups, adding", Users, Joining, ADD_GROUP),
    Row("PATCH /v1/users/{pk}/groups, whose members may do more", Users, WideJoining, ADD_GROUP),
    Row("PATCH /v1/users/{pk}/groups, removing", Users, Member, REMOVE_GROUP),
    Row("GET /v1/users/{pk}/permissions", Users, Granted, ""),
    Row("PATCH /v1/users/{pk}/permissions, adding change_user", Users, Granting(CHANGE_USER), ADD_PERMISSION),
    Row("PATCH /v1/users/{pk}/permissions, adding another", Users, Granting(RARE), ADD_PERMISSION),
    Row("PATCH /v1/users/{pk}/permissions, removing", Users, Granted, REMOVE_PERMISSION),
    Row("POST /v1/check", Callers, Nothing, ASKED),
    Row("POST /v1/users/{pk}/check", Users, User(Ordinary), ASKED),
];

/// What no setting switches off.
pub(super) const ALWAYS: &[Row] = &[
    Row("GET /", Nobodys, Nothing, ""),
    Row("GET /.well-known/openid-configuration", Nobodys, Nothing, ""),
    Row("GET /.well-known/jwks.json", Nobodys, Nothing, ""),
    Row("GET /openapi.json", Nobodys, Nothing, ""),
    Row("GET /docs", Nobodys, Nothing, ""),
    Row("GET /auth/session", Callers, Nothing, ""),
    Row("POST /auth/session/login", Provers, User(Ordinary), SIGN_IN),
    Row("POST /auth/session/logout", Callers, Nothing, ""),
];

/// Pages of accounts and behind mails: forms, sent by a browser, which is signed in where that matters.
pub(super) const PAGES: &[Row] = &[
    Row("GET /assets/{file}", Nobodys, Nothing, ""),
    Row("GET /account/sign_in", Nobodys, Nothing, ""),
    Row("POST /account/sign_in", Provers, User(Ordinary), SIGN_IN_FORM),
    Row("POST /account/sign_out", Callers, Nothing, ""),
    Row("GET /account/sign_up", Nobodys, Nothing, ""),
    Row("POST /account/sign_up", Nobodys, Nothing, SIGN_UP_FORM),
    Row("GET /account/forgotten", Nobodys, Nothing, ""),
    Row("POST /account/forgotten", Users, User(Ordinary), MAIL_FORM),
    Row("GET /account/resend", Nobodys, Nothing, ""),
    Row("POST /account/resend", Users, Newcomer, MAIL_FORM),
    Row("GET /account", Callers, Nothing, ""),
    Row("POST /account", Callers, Nothing, PROFILE_FORM),
    Row("GET /account/security", Callers, Nothing, ""),
    Row("GET /account/email", Callers, Nothing, ""),
    Row("POST /account/email", Callers, Nothing, MOVE_FORM),
    Row("POST /account/email/withdraw", Callers, Nothing, ""),
    Row("GET /account/username", Callers, Nothing, ""),
    Row("POST /account/username", Callers, Nothing, RENAME_FORM),
    Row("GET /account/password", Callers, Nothing, ""),
    Row("POST /account/password", Callers, Nothing, CHANGE_PASSWORD_FORM),
    Row("GET /account/sessions", Callers, Nothing, ""),
    Row("POST /account/sessions/end", Callers, SignedIn, "id={session}"),
    Row("POST /account/sessions/end_others", Callers, Nothing, ""),
    Row("GET /account/data", Callers, Nothing, ""),
    Row("GET /account/data/export", Callers, Nothing, ""),
    Row("GET /account/delete", Callers, Nothing, ""),
    Row("POST /account/delete", Callers, Nothing, PROOF_FORM),
    Row("GET /pages/activate/{uid}/{token}", Provers, Newcomer, ""),
    Row("POST /pages/activate/{uid}/{token}", Provers, Newcomer, ""),
    Row("GET /pages/confirm_email/{uid}/{token}", Provers, ConfirmLink, ""),
    Row("POST /pages/confirm_email/{uid}/{token}", Provers, ConfirmLink, ""),
    Row("GET /pages/cancel_email/{uid}/{token}", Provers, CancelLink, ""),
    Row("POST /pages/cancel_email/{uid}/{token}", Provers, CancelLink, ""),
    Row("GET /pages/undo/{uid}/{token}", Provers, UndoLink, ""),
    Row("POST /pages/undo/{uid}/{token}", Provers, UndoLink, ""),
    Row("GET /pages/reset_password/{uid}/{token}", Provers, PasswordLink, ""),
    Row("POST /pages/reset_password/{uid}/{token}", Provers, PasswordLink, PASSWORD_FORM),
    Row("GET /pages/reset_username/{uid}/{token}", Provers, UsernameLink, ""),
    Row("POST /pages/reset_username/{uid}/{token}", Provers, UsernameLink, USERNAME_FORM),
];

const DELETE_FORM: &str = "typed={name}&current_password=correct+horse+battery";
const DELETE_THING_FORM: &str = "typed={title}&current_password=correct+horse+battery";
const NEW_USER_FORM: &str = "username={new}&email={new}%40example.org";
const BULK_FORM: &str = "deed=disable&id={id}&current_password=correct+horse+battery";
const NEW_PROFILE: &str = "username={name}&first_name=Countess&version=1";

/// The administrators' console.
pub(super) const CONSOLE: &[Row] = &[
    Row("GET /console", Nobodys, Nothing, ""),
    Row("GET /console/users", Nobodys, Nothing, ""),
    Row("GET /console/users/{id}", Users, User(Ordinary), ""),
    Row("GET /console/users/{id}, a superuser's", Users, User(Superuser), ""),
    Row("POST /console/users/{id}", Users, User(Ordinary), NEW_PROFILE),
    Row("POST /console/users/{id}, a staff member's", Users, User(Staff), NEW_PROFILE),
    Row("POST /console/users/{id}, a superuser's", Users, User(Superuser), NEW_PROFILE),
    Row("GET /console/users/new", Nobodys, Nothing, ""),
    Row("POST /console/users/new", Nobodys, Nothing, NEW_USER_FORM),
    Row("POST /console/users/bulk", Users, User(Ordinary), BULK_FORM),
    Row("POST /console/users/bulk, a superuser", Users, User(Superuser), BULK_FORM),
    Row("GET /console/users/{id}/groups", Users, Member, ""),
    Row("POST /console/users/{id}/groups, adding", Users, Joining, "add=%23{group}"),
    Row("POST /console/users/{id}/groups, whose members may do more", Users, WideJoining, "add=%23{group}"),
    Row("POST /console/users/{id}/groups, removing", Users, Member, "remove={group}"),
    Row("GET /console/users/{id}/permissions", Users, Granted, ""),
    Row(
        "POST /console/users/{id}/permissions, adding change_user",
        Users,
        Granting(CHANGE_USER),
        "add=%23{permission}",
    ),
    Row("POST /console/users/{id}/permissions, adding another", Users, Granting(RARE), "add=%23{permission}"),
    Row("POST /console/users/{id}/permissions, removing", Users, Granted, "remove={permission}"),
    Row("GET /console/users/{id}/sessions", Users, User(Ordinary), ""),
    Row("POST /console/users/{id}/sessions", Users, SignedIn, "end={session}"),
    Row("POST /console/users/{id}/sessions, a superuser's", Users, User(Superuser), "end=0"),
    Row("GET /console/users/{id}/owed", Users, User(Ordinary), ""),
    Row("POST /console/users/{id}/owed", Users, User(Ordinary), "retry=0"),
    Row("GET /console/users/{id}/send_reset", Users, User(Ordinary), ""),
    Row("POST /console/users/{id}/send_reset", Users, User(Ordinary), ""),
    Row("GET /console/users/{id}/resend_activation", Users, User(Ordinary), ""),
    Row("POST /console/users/{id}/resend_activation", Users, User(Ordinary), ""),
    Row("GET /console/users/{id}/password", Users, User(Ordinary), ""),
    Row("POST /console/users/{id}/password", Users, User(Ordinary), CHANGE_PASSWORD_FORM),
    Row("POST /console/users/{id}/password, of who may do more", Users, Mighty, CHANGE_PASSWORD_FORM),
    Row("POST /console/users/{id}/password, a superuser's", Users, User(Superuser), CHANGE_PASSWORD_FORM),
    Row("GET /console/users/{id}/email", Users, User(Ordinary), ""),
    Row("POST /console/users/{id}/email", Users, User(Ordinary), MOVE_FORM),
    Row("POST /console/users/{id}/email, of who may do more", Users, Mighty, MOVE_FORM),
    Row("GET /console/users/{id}/end_sessions", Users, User(Ordinary), ""),
    Row("POST /console/users/{id}/end_sessions", Users, User(Ordinary), ""),
    Row("POST /console/users/{id}/end_sessions, a superuser's", Users, User(Superuser), ""),
    Row("GET /console/users/{id}/make_staff", Users, User(Ordinary), ""),
    Row("POST /console/users/{id}/make_staff", Users, User(Ordinary), PROOF_FORM),
    Row("GET /console/users/{id}/unmake_staff", Users, User(Staff), ""),
    Row("POST /console/users/{id}/unmake_staff", Users, User(Staff), PROOF_FORM),
    Row("GET /console/users/{id}/enable", Users, User(Ordinary), ""),
    Row("POST /console/users/{id}/enable", Users, User(Ordinary), ""),
    Row("GET /console/users/{id}/disable", Users, User(Ordinary), ""),
    Row("POST /console/users/{id}/disable", Users, User(Ordinary), ""),
    Row("POST /console/users/{id}/disable, a superuser", Users, User(Superuser), ""),
    Row("GET /console/users/{id}/delete", Users, User(Ordinary), ""),
    Row("POST /console/users/{id}/delete", Users, User(Ordinary), DELETE_FORM),
    Row("POST /console/users/{id}/delete, a superuser", Users, User(Superuser), DELETE_FORM),
    Row("GET /console/groups", Nobodys, Group, ""),
    Row("POST /console/groups", Nobodys, Nothing, "name={new}"),
    Row("GET /console/groups/{id}", Nobodys, Group, ""),
    Row("POST /console/groups/{id}", Nobodys, Group, "name={new}&version=1"),
    Row("GET /console/groups/{id}/permissions", Nobodys, Widened, ""),
    Row(
        "POST /console/groups/{id}/permissions, adding change_group",
        Nobodys,
        Widening(CHANGE_GROUP),
        "add=%23{permission}",
    ),
    Row(
        "POST /console/groups/{id}/permissions, adding another",
        Nobodys,
        Widening(RARE),
        "add=%23{permission}",
    ),
    Row("POST /console/groups/{id}/permissions, removing", Nobodys, Widened, "remove={permission}"),
    Row("GET /console/groups/{id}/members", Nobodys, Group, ""),
    Row("POST /console/groups/{id}/members, adding", Users, Recruiting, "add=%23{member}"),
    Row(
        "POST /console/groups/{id}/members, whose members may do more",
        Users,
        WideRecruiting,
        "add=%23{member}",
    ),
    Row("POST /console/groups/{id}/members, removing", Users, Recruited, "remove={member}"),
    Row("GET /console/groups/{id}/delete", Nobodys, Group, ""),
    Row("POST /console/groups/{id}/delete", Nobodys, Group, DELETE_THING_FORM),
    Row("GET /console/permissions", Nobodys, Nothing, ""),
    Row("POST /console/permissions", Nobodys, Nothing, "content_type=auth.user&codename={new}&title={new}"),
    Row("GET /console/permissions/{id}", Nobodys, Permission, ""),
    Row(
        "POST /console/permissions/{id}, its name",
        Nobodys,
        Permission,
        "codename={title}&title={new}&version=1",
    ),
    Row(
        "POST /console/permissions/{id}, what it allows",
        Nobodys,
        Permission,
        "codename={new}&title={new}&version=1",
    ),
    Row("GET /console/permissions/{id}/delete", Nobodys, Permission, ""),
    Row(
        "POST /console/permissions/{id}/delete",
        Nobodys,
        Permission,
        "typed=auth.{title}&current_password=correct+horse+battery",
    ),
    Row("GET /console/content_types", Nobodys, Nothing, ""),
    Row("POST /console/content_types", Nobodys, Nothing, "app_label=blog&model={new}"),
    Row("GET /console/content_types/{id}", Nobodys, ContentType, ""),
    Row("POST /console/content_types/{id}", Nobodys, OwnContentType, "title={new}&version=1"),
    Row("GET /console/content_types/{id}/delete", Nobodys, OwnContentType, ""),
    Row(
        "POST /console/content_types/{id}/delete",
        Nobodys,
        OwnContentType,
        "typed=shop.{title}&current_password=correct+horse+battery",
    ),
    Row("GET /console/signing_keys", Nobodys, Nothing, ""),
    Row("GET /console/owed", Nobodys, Owing, ""),
    Row("POST /console/owed", Nobodys, Owing, "retry={id}"),
    Row("GET /console/settings", Nobodys, Nothing, ""),
    Row("GET /console/health", Nobodys, Nothing, ""),
    Row("GET /console/counts", Nobodys, Nothing, ""),
];
