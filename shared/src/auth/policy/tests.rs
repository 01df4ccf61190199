use super::Denied::{Forbidden, Hidden};
use super::{Authority, Denied, Object, entitles, verdict};
use crate::domain::{Model, Permissions, Profile, Right, Timestamp, User, Verb};
use std::sync::Arc;

const FORBIDDEN: Result<(), Denied> = Err(Forbidden);
const HIDDEN: Result<(), Denied> = Err(Hidden);
const ALLOWED: Result<(), Denied> = Ok(());

fn user(id: u64, is_staff: bool, is_superuser: bool) -> User {
    let profile = Profile { username: format!("user{id}"), ..Profile::default() };
    let mut user = User::new(id.into(), profile, Timestamp::from_seconds(0));
    user.set_active(true, Timestamp::from_seconds(0));
    User { is_staff, is_superuser, ..user }
}

/// What the action on oneself, a plain user, a member of the staff, a superuser and all users comes to.
fn verdicts(caller: &User, authority: &Authority, action: Verb) -> [Result<(), Denied>; 5] {
    let (plain, staff, superuser) = (user(11, false, false), user(12, true, false), user(13, true, true));
    let objects = [
        Object::User(caller),
        Object::User(&plain),
        Object::User(&staff),
        Object::User(&superuser),
        Object::All(Model::User),
    ];
    objects.map(|object| verdict(caller, authority, action, object))
}

fn holding(rights: &[Verb]) -> Permissions {
    Permissions::Some(rights.iter().map(|verb| Right(*verb, Model::User).id()).collect())
}

fn by(held: &Permissions) -> Authority {
    Authority::Permissions { held: Arc::new(held.clone()), anybody_reads: false }
}

#[test]
fn by_rank() {
    let (plain, staff, root) = (user(1, false, false), user(2, true, false), user(3, false, true));
    for action in [Verb::View, Verb::Change, Verb::Delete] {
        let verdicts = |caller| verdicts(caller, &Authority::Rank, action);
        assert_eq!(verdicts(&plain), [ALLOWED, HIDDEN, HIDDEN, HIDDEN, FORBIDDEN]);
        assert_eq!(verdicts(&root), [ALLOWED; 5]);
    }
    assert_eq!(verdicts(&staff, &Authority::Rank, Verb::View), [ALLOWED; 5]);
    for action in [Verb::Change, Verb::Delete] {
        let verdicts = verdicts(&staff, &Authority::Rank, action);
        assert_eq!(verdicts, [ALLOWED, ALLOWED, ALLOWED, FORBIDDEN, ALLOWED]);
    }
}

#[test]
fn rank_alone_entitles_nobody() {
    let (staff, root) = (user(2, true, false), user(3, true, true));
    assert!(!entitles(Some(&staff), &Authority::Rank));
    assert!(entitles(Some(&root), &Authority::Rank) && entitles(None, &Authority::Rank));
    assert!(entitles(Some(&staff), &by(&holding(&[]))));
}

#[test]
fn by_permissions() {
    let (plain, staff, root) = (user(1, false, false), user(2, true, false), user(3, false, true));
    let none = by(&holding(&[]));
    let no = [FORBIDDEN; 5];
    assert_eq!(verdicts(&plain, &none, Verb::View), [ALLOWED, FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN]);
    assert_eq!(verdicts(&staff, &none, Verb::View), [ALLOWED; 5]);
    for action in [Verb::Add, Verb::Change, Verb::Delete] {
        assert_eq!(verdicts(&plain, &none, action), no, "not even oneself");
        assert_eq!(verdicts(&staff, &none, action), no, "staff writes by permission too");
        assert_eq!(verdicts(&root, &none, action), [ALLOWED; 5]);
        let held = by(&holding(&[action]));
        assert_eq!(verdicts(&plain, &held, action), [ALLOWED, ALLOWED, FORBIDDEN, FORBIDDEN, ALLOWED]);
        assert_eq!(verdicts(&staff, &held, action), [ALLOWED, ALLOWED, ALLOWED, FORBIDDEN, ALLOWED]);
    }
    for verb in [Verb::View, Verb::Change] {
        assert_eq!(verdicts(&plain, &by(&holding(&[verb])), Verb::View), [ALLOWED; 5]);
    }
    let other = Permissions::Some([Right(Verb::Change, Model::Group).id()].into());
    assert_eq!(verdicts(&plain, &by(&other), Verb::Change), no);
    let original = Authority::Permissions { held: Arc::new(holding(&[])), anybody_reads: true };
    assert_eq!(verdicts(&plain, &original, Verb::View), [ALLOWED; 5]);
    assert_eq!(verdicts(&plain, &original, Verb::Change), no);
}
