//! All that is stored about an account, as its owner gets it. Hashes, nonces, secrets and private fields are not in it: nobody
//! is let in by it, whoever finds the file.

use crate::accounts::OwnData;
use crate::app::App;
use crate::auth::Caller;
use crate::domain::{Group, Locale, Permission, Reader, Timestamp, User};
use crate::json::Json;
use crate::store::Purpose;
use crate::store::items::{Link, LoginRecord, SignedIn};
use serde_json::json;

/// What the caller gets.
pub fn own_data_view(app: &App, caller: &Caller, data: &OwnData) -> Json {
    let OwnData { groups, permissions, login, sign_ins, links } = data;
    let user = &caller.user;
    Json::object([
        ("exported_at", at(app.now())),
        ("profile", profile_view(app, user)),
        ("account", account_view(user, login)),
        (
            "pending_email",
            user.pending
                .as_ref()
                .map(|pending| {
                    let asked =
                        [("requested_at", at(pending.asked_at)), ("expires_at", at(pending.expires_at))];
                    Json::object([("email", pending.address.as_str().into())].into_iter().chain(asked))
                })
                .into(),
        ),
        (
            "former_emails",
            user.undo
                .iter()
                .map(|undo| {
                    Json::object([
                        ("email", undo.address.as_str().into()),
                        ("username", undo.username.as_str().into()),
                        ("undo_until", at(undo.until)),
                    ])
                })
                .collect(),
        ),
        ("groups", groups.iter().map(group_view).collect()),
        ("user_permissions", permissions.iter().map(permission_view).collect()),
        ("sign_ins", sign_ins.iter().map(|sign_in| sign_in_view(app, caller, sign_in)).collect()),
        ("links", links.iter().map(|(purpose, link)| link_view(*purpose, link)).collect()),
        ("failed_sign_ins", failures_view(login)),
        (
            "known_devices",
            login
                .known
                .iter()
                .flatten()
                .map(|(_, source)| {
                    Json::object([
                        ("last_sign_in", at(Timestamp::from_seconds(source.seen))),
                        ("failed_sign_ins", source.failures.into()),
                    ])
                })
                .collect(),
        ),
    ])
}

fn at(moment: Timestamp) -> Json {
    moment.to_string().into()
}

fn perhaps(moment: Option<Timestamp>) -> Json {
    moment.map(|moment| moment.to_string()).into()
}

fn profile_view(app: &App, user: &User) -> Json {
    let fields = app.config.user_fields.iter().filter(|field| field.is_seen_by(Reader::Owner));
    let fields = fields.map(|field| (field.name.as_str(), field.print(user.profile.fields.get(&field.name))));
    let known = [
        ("id", user.id.get().into()),
        ("username", user.profile.username.as_str().into()),
        ("email", user.profile.email.as_str().into()),
    ];
    Json::object(known.into_iter().chain(fields))
}

fn account_view(user: &User, login: &LoginRecord) -> Json {
    Json::object([
        ("is_active", user.is_active().into()),
        ("is_staff", user.is_staff.into()),
        ("is_superuser", user.is_superuser.into()),
        ("has_password", user.password.is_some().into()),
        ("date_joined", at(user.date_joined)),
        ("last_login", perhaps(login.last_login)),
        ("activated_at", perhaps(user.verified_at)),
        ("email_proven_at", perhaps(user.proven_at)),
        ("email_change_requested_at", perhaps(user.email_asked_at)),
        ("locale", user.locale.as_ref().map(Locale::as_str).into()),
        ("imported_id", user.origin.as_ref().map(|origin| origin.id.as_str()).into()),
    ])
}

fn group_view(group: &Group) -> Json {
    Json::object([("id", group.id.get().into()), ("name", group.name.as_str().into())])
}

fn permission_view(permission: &Permission) -> Json {
    let Permission { id, app_label, codename, name, .. } = permission;
    let path = format!("{app_label}.{codename}");
    Json::object([("id", id.get().into()), ("permission", path.into()), ("name", name.as_str().into())])
}

/// Without its id, which is made of what the client holds.
fn sign_in_view(app: &App, caller: &Caller, sign_in: &SignedIn) -> Json {
    let is_current = sign_in.sort_key() == caller.sign_in.sort_key();
    Json::object([
        ("kind", json!(sign_in.kind).into()),
        ("created_at", at(sign_in.created_at)),
        ("last_used_at", at(sign_in.seen_at)),
        ("expires_at", perhaps(sign_in.ends_at(app))),
        ("ended_at", perhaps(sign_in.ended_at)),
        ("agent", sign_in.agent.as_str().into()),
        ("is_open", sign_in.is_open(app, &caller.user).into()),
        ("current", is_current.into()),
    ])
}

fn link_view(purpose: Purpose, link: &Link) -> Json {
    Json::object([
        ("purpose", purpose.name().into()),
        ("made_at", at(link.made_at)),
        ("last_sent_at", perhaps(link.sent_at)),
        ("expires_at", at(link.expires_at)),
        ("used_at", perhaps(link.used_at)),
    ])
}

/// Those in a row; a success forgives them.
fn failures_view(login: &LoginRecord) -> Json {
    let failures = |count: Option<u64>, last: Option<i64>| {
        let last = last.filter(|_| count.is_some_and(|count| count > 0)).map(Timestamp::from_seconds);
        Json::object([("count", count.unwrap_or_default().into()), ("last", perhaps(last))])
    };
    Json::object([
        ("by_username", failures(login.name_f, login.name_a)),
        ("by_email", failures(login.email_f, login.email_a)),
        ("by_current_password", failures(login.proof_f, login.proof_a)),
    ])
}
