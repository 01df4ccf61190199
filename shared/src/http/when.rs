//! Settings under which single paths exist.

use crate::config::Config;

/// One such setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// Users sign in by name in this deployment's user model.
    SignsInByUsername,
    /// Users sign in by address in this deployment's user model.
    SignsInByEmail,
    /// Opaque tokens are issued.
    HasTokens,
    /// django-users-api serves users.
    ServesUsers,
    /// django-users-api serves groups.
    ServesGroups,
    /// django-users-api serves permissions.
    ServesPermissions,
    /// django-users-api serves content types.
    ServesContentTypes,
    /// People see to their accounts on pages of ours.
    ServesAccountPages,
    /// Administrators have a console.
    ServesConsole,
    /// People sign in on a page of ours, to either.
    ServesSignIn,
}

impl When {
    /// All of them.
    const ALL: [Self; 10] = [
        Self::SignsInByUsername,
        Self::SignsInByEmail,
        Self::HasTokens,
        Self::ServesUsers,
        Self::ServesGroups,
        Self::ServesPermissions,
        Self::ServesContentTypes,
        Self::ServesAccountPages,
        Self::ServesConsole,
        Self::ServesSignIn,
    ];

    /// Whether the path exists under these settings.
    pub fn holds(self, config: &Config) -> bool {
        match self {
            Self::SignsInByUsername => config.signs_in_by_username(),
            Self::SignsInByEmail => config.signs_in_by_email(),
            Self::HasTokens => config.has_tokens(),
            Self::ServesUsers => config.users_api_resources.users,
            Self::ServesGroups => config.users_api_resources.groups,
            Self::ServesPermissions => config.users_api_resources.permissions,
            Self::ServesContentTypes => config.users_api_resources.contenttypes,
            Self::ServesAccountPages => config.has_account_pages(),
            Self::ServesConsole => config.has_console(),
            Self::ServesSignIn => config.has_account_pages() || config.has_console(),
        }
    }

    /// The setting, for people and for [`When::of_setting`].
    pub fn setting(self) -> &'static str {
        match self {
            Self::SignsInByUsername => "LATCHKEY_USERNAME_FIELD=username",
            Self::SignsInByEmail => "LATCHKEY_USERNAME_FIELD=email",
            Self::HasTokens => "LATCHKEY_TOKEN_MODEL=rest_framework.authtoken.models.Token",
            Self::ServesUsers => "LATCHKEY_USERS_API_RESOURCES=users",
            Self::ServesGroups => "LATCHKEY_USERS_API_RESOURCES=groups",
            Self::ServesPermissions => "LATCHKEY_USERS_API_RESOURCES=permissions",
            Self::ServesContentTypes => "LATCHKEY_USERS_API_RESOURCES=contenttypes",
            Self::ServesAccountPages => "LATCHKEY_ACCOUNT_PAGES=on",
            Self::ServesConsole => "LATCHKEY_CONSOLE_PAGES=on",
            Self::ServesSignIn => "LATCHKEY_ACCOUNT_PAGES=on or LATCHKEY_CONSOLE_PAGES=on",
        }
    }

    /// What [`When::setting`] said.
    pub fn of_setting(setting: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|when| when.setting() == setting)
    }
}
