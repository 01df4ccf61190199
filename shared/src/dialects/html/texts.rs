//! What pages say, in every language that we speak: catalogues in Fluent (<https://projectfluent.org>), a folder a language
//! in `shared/texts`. English is complete; what another language lacks is said in English.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use fluent_langneg::{NegotiationStrategy, accepted_languages, negotiate_languages};
use http::HeaderMap;
use http::header::ACCEPT_LANGUAGE;
use std::borrow::Cow;
use std::sync::OnceLock;
use unic_langid::{CharacterDirection, LanguageIdentifier};

/// The languages, English first, and their catalogues.
const CATALOGUES: [(&str, &[&str]); 6] = [
    ("en", &[include_str!("../../../texts/en/pages.ftl"), include_str!("../../../texts/en/console.ftl")]),
    ("de", &[include_str!("../../../texts/de/pages.ftl"), include_str!("../../../texts/de/console.ftl")]),
    ("es", &[include_str!("../../../texts/es/pages.ftl"), include_str!("../../../texts/es/console.ftl")]),
    ("fr", &[include_str!("../../../texts/fr/pages.ftl"), include_str!("../../../texts/fr/console.ftl")]),
    ("pt", &[include_str!("../../../texts/pt/pages.ftl"), include_str!("../../../texts/pt/console.ftl")]),
    ("ja", &[include_str!("../../../texts/ja/pages.ftl"), include_str!("../../../texts/ja/console.ftl")]),
];

type Bundle = FluentBundle<FluentResource>;

/// Each is read when somebody speaks it for the first time.
static BUNDLES: [OnceLock<Bundle>; CATALOGUES.len()] = [const { OnceLock::new() }; CATALOGUES.len()];

/// A language that pages speak.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Language(usize);

/// What stands in a text's place of this name.
pub type Arg<'a> = (&'static str, FluentValue<'a>);

impl Language {
    /// The one that everything is said in.
    pub const ENGLISH: Self = Self(0);

    /// What the browser likes best of what we speak (RFC 9110 §12.5.4).
    pub fn liked(headers: &HeaderMap) -> Self {
        let liked = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let spoken: Vec<_> = CATALOGUES.iter().map(|(tag, _)| identifier(tag)).collect();
        let liked = accepted_languages::parse(&by_weight(liked));
        let found = negotiate_languages(&liked, &spoken, Some(&spoken[0]), NegotiationStrategy::Lookup);
        let place = found.first().and_then(|found| spoken.iter().position(|one| one == *found));
        Self(place.unwrap_or_default())
    }

    /// Its tag, for `lang`.
    pub fn tag(self) -> &'static str {
        CATALOGUES[self.0].0
    }

    /// Where its lines begin, for `dir`.
    pub fn direction(self) -> &'static str {
        if identifier(self.tag()).character_direction() == CharacterDirection::RTL { "rtl" } else { "ltr" }
    }

    /// The text of this name. What is put into it may run in another direction, and does not turn the rest round.
    pub fn say(self, name: &str, args: &[Arg<'_>]) -> String {
        let mut given = FluentArgs::new();
        for (place, value) in args {
            given.set(*place, isolated(value));
        }
        let said = [self, Self::ENGLISH].into_iter().find_map(|language| language.find(name, &given));
        said.unwrap_or_else(|| {
            tracing::error!(name, "the catalogue lacks a text");
            name.to_owned()
        })
    }

    /// Whether there is such a text.
    pub fn knows(self, name: &str) -> bool {
        self.bundle().has_message(name)
    }

    fn find(self, name: &str, args: &FluentArgs<'_>) -> Option<String> {
        let pattern = self.bundle().get_message(name)?.value()?;
        let mut mistakes = Vec::new();
        let said = self.bundle().format_pattern(pattern, Some(args), &mut mistakes).into_owned();
        mistakes.iter().for_each(|mistake| tracing::error!(name, %mistake, "a text lacks something"));
        Some(said)
    }

    fn bundle(self) -> &'static Bundle {
        BUNDLES[self.0].get_or_init(|| {
            let (tag, sources) = CATALOGUES[self.0];
            let mut bundle = Bundle::new_concurrent(vec![identifier(tag)]);
            bundle.set_use_isolating(false);
            for source in sources {
                let resource = FluentResource::try_new((*source).to_owned());
                bundle.add_resource_overriding(resource.unwrap_or_else(|(good, _)| good));
            }
            bundle
        })
    }
}

/// The field's entries, the best liked first and without those that are not wanted (RFC 9110 §12.4.2): what negotiates
/// looks at their order alone.
fn by_weight(field: &str) -> String {
    let weighed = field.split(',').map(|entry| {
        let weight = entry.split(';').skip(1).find_map(|parameter| parameter.trim().strip_prefix("q="));
        let weight = weight.map_or(Some(1.0), |weight| weight.trim().parse::<f32>().ok());
        (weight.filter(|weight| (0.0..=1.0).contains(weight)).unwrap_or_default(), entry)
    });
    let mut wanted: Vec<_> = weighed.filter(|(weight, _)| *weight > 0.0).collect();
    wanted.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    wanted.into_iter().map(|(_, entry)| entry).collect::<Vec<_>>().join(",")
}

fn identifier(tag: &str) -> LanguageIdentifier {
    tag.parse().expect("our own tags are good")
}

/// The value between marks that keep its direction to itself (Unicode's FSI and PDI), where it may have one of its own.
fn isolated<'a>(value: &FluentValue<'a>) -> FluentValue<'a> {
    match value {
        FluentValue::String(text) if !text.is_ascii() => {
            FluentValue::String(Cow::Owned(format!("\u{2068}{text}\u{2069}")))
        }
        value => value.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::{CATALOGUES, Language};
    use fluent_bundle::FluentResource;
    use http::HeaderMap;
    use http::header::{ACCEPT_LANGUAGE, HeaderValue};
    use std::collections::{BTreeMap, BTreeSet};
    use std::path::Path;

    /// The names of a catalogue's texts, and the places in each.
    fn names(place: usize) -> BTreeMap<String, BTreeSet<String>> {
        let mut names = BTreeMap::new();
        for source in CATALOGUES[place].1 {
            let resource = FluentResource::try_new((*source).to_owned());
            let mistakes = resource.as_ref().err().map(|(_, mistakes)| format!("{mistakes:?}"));
            assert_eq!(mistakes, None, "{}", CATALOGUES[place].0);
            let mut name = String::new();
            for line in source.lines().filter(|line| !line.starts_with('#')) {
                if let Some((first, _)) = line.split_once(" =").filter(|_| !line.starts_with(' ')) {
                    name = first.to_owned();
                    let twice = names.insert(name.clone(), BTreeSet::new());
                    assert_eq!(twice, None, "{name} is there twice");
                }
                let places = line.split("{ $").skip(1);
                let places = places.filter_map(|rest| rest.split([' ', '}']).next()).map(str::to_owned);
                names.entry(name.clone()).or_default().extend(places);
            }
        }
        names.remove("");
        names
    }

    fn sources(folder: &Path, found: &mut String) {
        for entry in std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path())
        {
            let is_source = |kind| ["rs", "html"].iter().any(|known| kind == *known);
            if entry.is_dir() {
                sources(&entry, found);
            } else if entry.extension().is_some_and(is_source) {
                *found += &std::fs::read_to_string(&entry).expect("a text");
            }
        }
    }

    /// Everything in quotes in the sources that looks like a text's name, `a-b`.
    fn quoted() -> BTreeSet<String> {
        let (mut text, root) = (String::new(), Path::new(env!("CARGO_MANIFEST_DIR")));
        for folder in ["src/dialects/html", "templates", "../functions"] {
            sources(&root.join(folder), &mut text);
        }
        let is_name = |text: &&str| {
            text.contains('-')
                && !text.ends_with('-')
                && text.bytes().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'-')
        };
        text.split('"').filter(is_name).map(str::to_owned).collect()
    }

    #[test]
    fn every_text_is_used_and_every_text_that_is_used_is_there() {
        let (known, quoted) = (names(0), quoted());
        let unused: Vec<_> = known.keys().filter(|name| !quoted.contains(*name)).collect();
        assert!(unused.is_empty(), "nobody says {unused:?}");
        // A text's name begins with that of a page or component that has others.
        let families: BTreeSet<_> = known.keys().filter_map(|name| name.split('-').next()).collect();
        let is_one_of_them =
            |name: &&String| name.split('-').next().is_some_and(|first| families.contains(first));
        let missing: Vec<_> =
            quoted.iter().filter(is_one_of_them).filter(|name| !known.contains_key(*name)).collect();
        assert!(missing.is_empty(), "the catalogue lacks {missing:?}");
    }

    #[test]
    fn every_language_has_every_text_with_the_same_places() {
        let english = names(0);
        for (place, (tag, _)) in CATALOGUES.iter().enumerate() {
            let other = names(place);
            let missing: Vec<_> = english.keys().filter(|name| !other.contains_key(*name)).collect();
            let superfluous: Vec<_> = other.keys().filter(|name| !english.contains_key(*name)).collect();
            assert!(missing.is_empty() && superfluous.is_empty(), "{tag}: {missing:?} {superfluous:?}");
            for (name, places) in &other {
                assert_eq!(places, &english[name], "{tag}: {name}");
            }
        }
    }

    #[test]
    fn the_browser_chooses_among_what_we_speak() {
        let liked = |text: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(ACCEPT_LANGUAGE, HeaderValue::from_static(text));
            Language::liked(&headers).tag()
        };
        for text in ["", "*", "en-GB,en;q=0.9", "tlh, en;q=0.1", "tlh", ";;;,q=", "en;q=nonsense"] {
            assert_eq!(liked(text), "en", "{text}");
        }
        assert_eq!(Language::liked(&HeaderMap::new()), Language::ENGLISH);
        for (text, tag) in [
            ("de-AT,en;q=0.5", "de"),
            ("tlh,fr;q=0.8", "fr"),
            ("pt-BR", "pt"),
            ("ja;q=0.2, es;q=0.9", "es"),
            ("de;q=0,fr;q=0.1", "fr"),
        ] {
            assert_eq!(liked(text), tag);
        }
    }

    #[test]
    fn what_runs_in_another_direction_is_kept_to_itself() {
        let said = Language::ENGLISH.say("frame-signed-in-as", &[("name", "\u{202e}eve".into())]);
        assert!(said.contains("\u{2068}\u{202e}eve\u{2069}"), "{said:?}");
        assert!(!Language::ENGLISH.say("frame-signed-in-as", &[("name", "eve".into())]).contains('\u{2068}'));
    }
}
