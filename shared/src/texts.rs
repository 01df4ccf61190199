//! What pages and mails say, in every language that we speak: catalogues in Fluent (<https://projectfluent.org>), a folder a
//! language in `shared/texts`. English is complete; what another language lacks is said in English.

pub use fluent_bundle::FluentArgs;

use crate::domain::Locale;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentResource, FluentValue};
use fluent_langneg::{NegotiationStrategy, accepted_languages, negotiate_languages};
use http::HeaderMap;
use http::header::ACCEPT_LANGUAGE;
use std::sync::OnceLock;
use unic_langid::{CharacterDirection, LanguageIdentifier};

/// The languages, English first: their tags, and what they call themselves.
const LANGUAGES: [(&str, &str); 6] = [
    ("en", "English"),
    ("de", "Deutsch"),
    ("es", "Español"),
    ("fr", "Français"),
    ("pt", "Português"),
    ("ja", "日本語"),
];

/// The files of these names, in the order of [`LANGUAGES`].
macro_rules! catalogue {
    ($($file:literal),+) => {
        Catalogue::new([
            &[$(include_str!(concat!("../texts/en/", $file))),+],
            &[$(include_str!(concat!("../texts/de/", $file))),+],
            &[$(include_str!(concat!("../texts/es/", $file))),+],
            &[$(include_str!(concat!("../texts/fr/", $file))),+],
            &[$(include_str!(concat!("../texts/pt/", $file))),+],
            &[$(include_str!(concat!("../texts/ja/", $file))),+],
        ])
    };
}

/// What pages say. A function that has none carries nothing of it.
pub static PAGES: Catalogue = catalogue!("pages.ftl", "console.ftl");

/// What mails say.
pub static MAILS: Catalogue = catalogue!("mails.ftl");

type Bundle = FluentBundle<FluentResource>;

/// What stands in a text's place of this name.
pub type Arg<'a> = (&'static str, FluentValue<'a>);

/// Texts by their names, in all languages.
pub struct Catalogue {
    sources: [&'static [&'static str]; LANGUAGES.len()],
    /// Each is read when somebody speaks it for the first time.
    bundles: [OnceLock<Bundle>; LANGUAGES.len()],
}

impl Catalogue {
    const fn new(sources: [&'static [&'static str]; LANGUAGES.len()]) -> Self {
        Self { sources, bundles: [const { OnceLock::new() }; LANGUAGES.len()] }
    }

    /// The text of this name.
    pub fn say(&self, language: Language, name: &str, args: FluentArgs<'_>) -> String {
        let said = [language, Language::ENGLISH].into_iter().find_map(|one| self.find(one, name, &args));
        said.unwrap_or_else(|| {
            tracing::error!(name, "the catalogue lacks a text");
            name.to_owned()
        })
    }

    /// Whether there is such a text.
    pub fn knows(&self, name: &str) -> bool {
        self.bundle(Language::ENGLISH).has_message(name)
    }

    fn find(&self, language: Language, name: &str, args: &FluentArgs<'_>) -> Option<String> {
        let bundle = self.bundle(language);
        let pattern = bundle.get_message(name)?.value()?;
        let mut mistakes = Vec::new();
        let said = bundle.format_pattern(pattern, Some(args), &mut mistakes).into_owned();
        mistakes.iter().for_each(|mistake| tracing::error!(name, %mistake, "a text lacks something"));
        Some(said)
    }

    fn bundle(&self, language: Language) -> &Bundle {
        self.bundles[language.0].get_or_init(|| {
            let mut bundle = Bundle::new_concurrent(vec![identifier(language.tag())]);
            bundle.set_use_isolating(false);
            for source in self.sources[language.0] {
                let resource = FluentResource::try_new((*source).to_owned());
                bundle.add_resource_overriding(resource.unwrap_or_else(|(good, _)| good));
            }
            bundle
        })
    }
}

/// A language that pages and mails speak.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Language(usize);

impl Language {
    /// The one that everything is said in.
    pub const ENGLISH: Self = Self(0);

    /// All, English first.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..LANGUAGES.len()).map(Self)
    }

    /// What a browser likes best of what we speak (RFC 9110 §12.5.4).
    pub fn liked(headers: &HeaderMap) -> Self {
        let liked = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let spoken: Vec<_> = LANGUAGES.iter().map(|(tag, _)| identifier(tag)).collect();
        let liked = accepted_languages::parse(&by_weight(liked));
        let found = negotiate_languages(&liked, &spoken, Some(&spoken[0]), NegotiationStrategy::Lookup);
        let place = found.first().and_then(|found| spoken.iter().position(|one| one == *found));
        Self(place.unwrap_or_default())
    }

    /// That of a locale, wherever it is spoken; none where we do not speak it.
    pub fn of(locale: &Locale) -> Option<Self> {
        Self::all().find(|one| one.tag().eq_ignore_ascii_case(locale.language()))
    }

    /// Its tag, for `lang`.
    pub fn tag(self) -> &'static str {
        LANGUAGES[self.0].0
    }

    /// What it calls itself.
    pub fn name(self) -> &'static str {
        LANGUAGES[self.0].1
    }

    /// Where its lines begin, for `dir`.
    pub fn direction(self) -> &'static str {
        if identifier(self.tag()).character_direction() == CharacterDirection::RTL { "rtl" } else { "ltr" }
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

#[cfg(test)]
mod tests {
    use super::{Catalogue, LANGUAGES, Language, MAILS, PAGES};
    use crate::domain::Locale;
    use fluent_bundle::FluentResource;
    use http::HeaderMap;
    use http::header::{ACCEPT_LANGUAGE, HeaderValue};
    use std::collections::{BTreeMap, BTreeSet};
    use std::path::Path;

    /// The names of a catalogue's texts in a language, and the places in each.
    fn names(catalogue: &Catalogue, language: usize) -> BTreeMap<String, BTreeSet<String>> {
        let mut names = BTreeMap::new();
        for source in catalogue.sources[language] {
            let resource = FluentResource::try_new((*source).to_owned());
            let mistakes = resource.as_ref().err().map(|(_, mistakes)| format!("{mistakes:?}"));
            assert_eq!(mistakes, None, "{}", LANGUAGES[language].0);
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
            let is_source = |kind| ["rs", "html", "txt"].iter().any(|known| kind == *known);
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
        let mut known = names(&PAGES, 0);
        for (name, places) in names(&MAILS, 0) {
            assert_eq!(known.insert(name.clone(), places), None, "{name} is in both catalogues");
        }
        let quoted = quoted();
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
        for catalogue in [&PAGES, &MAILS] {
            let english = names(catalogue, 0);
            for (language, (tag, _)) in LANGUAGES.iter().enumerate() {
                let other = names(catalogue, language);
                let missing: Vec<_> = english.keys().filter(|name| !other.contains_key(*name)).collect();
                let superfluous: Vec<_> = other.keys().filter(|name| !english.contains_key(*name)).collect();
                assert!(missing.is_empty() && superfluous.is_empty(), "{tag}: {missing:?} {superfluous:?}");
                for (name, places) in &other {
                    assert_eq!(places, &english[name], "{tag}: {name}");
                }
            }
        }
    }

    #[test]
    fn a_locale_is_spoken_wherever_its_language_is() {
        let spoken = |tag| Language::of(&Locale::parse(tag).expect("a tag")).map(Language::tag);
        assert_eq!(
            ["de", "PT-BR", "ja_JP", "nl", "den"].map(spoken),
            [Some("de"), Some("pt"), Some("ja"), None, None]
        );
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
}
