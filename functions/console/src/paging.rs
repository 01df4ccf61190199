//! Lists, a page at a time.

use crate::export::{self, Export};
use form_urlencoded::Serializer;
use shared::app::App;
use shared::auth::Caller;
use shared::dialects::cursor;
use shared::dialects::html::Sent;

/// How many things a page has.
pub(crate) const MOST: usize = 50;

/// Where a page of a list stands in it.
pub(crate) struct Paging {
    path: String,
    context: String,
    kept: Vec<(&'static str, String)>,
    /// How many things the page has.
    pub(crate) limit: usize,
    /// The file that is asked for instead of a page.
    pub(crate) export: Option<Export>,
    /// The place that the page follows; none for the beginning.
    pub(crate) after: Option<String>,
    /// Whether the page that was asked for is not known any more: this is the first one.
    pub(crate) is_lost: bool,
    /// Where the list begins, if this is not its beginning.
    pub(crate) first: Option<String>,
    /// Where it goes on, if it does.
    pub(crate) next: Option<String>,
}

impl Paging {
    /// The page that was asked for, of the list at this path with these filters.
    pub(crate) fn read(
        app: &App,
        caller: &Caller,
        path: &str,
        kept: Vec<(&'static str, String)>,
        sent: &Sent,
    ) -> Self {
        let filters = Serializer::new(String::new()).extend_pairs(&kept).finish();
        let context = format!("{} {path}?{filters}", caller.user.id);
        let asked = sent.find("cursor").filter(|cursor| !cursor.is_empty());
        let after = asked.and_then(|cursor| cursor::open(app, &context, cursor));
        let is_lost = asked.is_some() && after.is_none();
        let export = Export::asked(sent);
        let limit = if export.is_some() { export::MOST } else { MOST };
        let path = path.to_owned();
        let mut paging = Self { path, context, kept, limit, export, after, is_lost, first: None, next: None };
        paging.first = paging.after.is_some().then(|| paging.way(None));
        paging
    }

    /// The same, which goes on behind this place.
    pub(crate) fn on(self, app: &App, place: Option<String>) -> Self {
        let next = place.map(|place| self.way(Some(&cursor::seal(app, &self.context, &place))));
        Self { next, ..self }
    }

    /// A page of what is at hand whole and in order, with each thing's place in it.
    pub(crate) fn part<T>(self, app: &App, all: Vec<T>, place: impl Fn(&T) -> String) -> (Self, Vec<T>) {
        let follows = |thing: &T| self.after.as_ref().is_none_or(|after| place(thing) > *after);
        let mut rest: Vec<_> = all.into_iter().filter(follows).collect();
        let next = (rest.len() > self.limit).then(|| place(&rest[self.limit - 1]));
        rest.truncate(self.limit);
        (self.on(app, next), rest)
    }

    /// The list as a file of this kind.
    pub(crate) fn file(&self, kind: &str) -> String {
        let mut query = Serializer::new(String::new());
        query.extend_pairs(self.kept.iter().filter(|(_, value)| !value.is_empty()));
        format!("{}?{}", self.path, query.append_pair("as", kind).finish())
    }

    fn way(&self, cursor: Option<&str>) -> String {
        let mut query = Serializer::new(String::new());
        query.extend_pairs(self.kept.iter().filter(|(_, value)| !value.is_empty()));
        cursor.map(|cursor| query.append_pair("cursor", cursor));
        format!("{}?{}", self.path, query.finish())
    }
}

/// A thing's place in a list in the order of ids.
pub(crate) fn place(id: u64) -> String {
    format!("{id:016}")
}
