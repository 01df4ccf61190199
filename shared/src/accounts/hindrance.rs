//! Why a transaction did not happen, and what its caller is told.

use crate::app::App;
use crate::error::{Field, Reason, Refusal};

/// How often something is tried again because somebody else changed the same at the same time.
pub(super) const TRIES: usize = 8;

/// Why a transaction did not happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hindrance {
    Changed,
    UsernameTaken,
    EmailTaken,
    LastSuperuser,
    LinkUsed,
    ActorChanged,
    /// A group, permission or content type has the name.
    NameTaken,
    /// What the new one would be about was deleted.
    Gone,
    /// Somebody has the value of a unique field, which has this place in the shape.
    ValueTaken(usize),
}

/// Every refusal that these hindrances mean.
pub(super) fn refusal(app: &App, hindrances: &[Hindrance]) -> Refusal {
    let taken = hindrances.iter().filter_map(|hindrance| match hindrance {
        Hindrance::ValueTaken(place) => {
            let field = app.config.user_fields.iter().nth(*place)?;
            Some((Field::Declared(field.clone()), Reason::Taken))
        }
        Hindrance::UsernameTaken => Some((Field::Username, Reason::Taken)),
        Hindrance::EmailTaken => Some((Field::Email, Reason::Taken)),
        Hindrance::LinkUsed => Some((Field::Token, Reason::BadToken)),
        Hindrance::NameTaken => Some((Field::Name, Reason::Taken)),
        Hindrance::Gone => Some((Field::ContentType, Reason::NotThere)),
        Hindrance::Changed | Hindrance::LastSuperuser | Hindrance::ActorChanged => None,
    });
    let taken: Vec<_> = taken.collect();
    match taken.is_empty() {
        false => Refusal::Invalid(taken),
        true if hindrances.contains(&Hindrance::LastSuperuser) => Refusal::LastSuperuser,
        true => Refusal::Unavailable,
    }
}
