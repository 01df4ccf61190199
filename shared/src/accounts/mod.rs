//! What can be done with an account: the verbs, a file each. They know no wire format: they take parsed values
//! and give facts or a [`crate::error::Refusal`].

mod activate;
mod actor;
mod anew;
mod audit;
mod by;
mod catalogue;
mod change;
mod change_email;
mod check;
mod claimed;
mod claims;
mod clean;
mod confirm;
mod confirm_reset;
mod content_type;
mod create;
mod delete;
mod edit;
mod fields;
mod find;
mod hand_out;
mod hindrance;
mod invite;
mod list;
mod members;
mod notices;
mod owed;
mod own_data;
mod proof;
mod register;
mod rename;
mod request_mail;
mod residents;
mod rights;
mod service;
mod session;
mod set_password;
mod sign_in;
mod sign_ins;
mod take_in;
mod taken;
mod tokens;
mod trim;
mod undo;
mod walk;
mod whom;

pub use activate::activate;
pub use actor::{actor, actor_and_user};
pub use audit::{Audit, Problem, audit, mend};
pub use catalogue::{
    NewPermission, change_permission, create_group, create_permission, delete_group, delete_permission,
    install_stock, rename_group,
};
pub use change::{Changes, change};
pub use change_email::{
    cancel_email_change, confirm_email_change, request_email_change, withdraw_email_change,
};
pub use check::check;
pub use clean::clean;
pub use confirm::open_link;
pub use confirm_reset::{
    confirm_password_reset, confirm_password_reset_v1, confirm_username_reset, reset_password, reset_username,
};
pub use content_type::{add_content_type, delete_content_type, rename_content_type};
pub use create::{NewUser, create_user};
pub use delete::delete;
pub use find::{By, find};
pub use hand_out::{
    exchange_groups, exchange_in_group, exchange_members, exchange_permissions, grant, join, join_proven,
    leave, narrow, revoke, widen,
};
pub use invite::{Invitation, invite};
pub use list::{LIST_BOUND, Listing, Page, Start, count_all, list, page, page_of, rows_of, users_page};
pub use members::{members, users_with_rights};
pub use owed::{Owed, OwedKind, OwedPage, OwedSearch, owed, retry};
pub use own_data::{OwnData, own_data};
pub use proof::{Proof, prove};
pub use register::{Registration, register};
pub use rename::{NewName, Rename, rename};
pub use request_mail::{request_mail, send_reset, suits_anybody};
pub use residents::{Resident, residents, whole_catalogue};
pub use rights::{Sources, existing, permissions_called, permissions_of, rights_of, sources_of};
pub use service::{Backlog, Counted, Counts, Health, KeyState, counts, health, settings};
pub use session::{RefreshRefusal, Refreshed, refresh, sign_out, verify};
pub use set_password::{NewPassword, set_password};
pub use sign_in::{
    BrowserSession, Login, SignIn, TokenPair, add_browser_session, issue_opaque_token, issue_token_pair,
    open_browser_session, sign_in,
};
pub use sign_ins::{end_all_sign_ins, end_sign_in, sign_ins};
pub use take_in::{
    Arrival, ArrivingToken, Known, Obstacle, Settled, TokenSettled, arrived, journal_of, judge, kept_hash,
    marks, named, number_behind, take_in, take_in_named, take_in_tokens, write_journal,
};
pub use taken::{Asker, tell_taken, user_and_login, user_by_name};
pub use undo::undo;
pub use walk::walk;
pub use whom::whom;
