//! The texts of the mails: one template each for subject, plain text and HTML, which a deployer may replace file by
//! file. What ours say stands in the catalogue, in the account's language.

use minijinja::value::{Kwargs, Serde, Value as Said};
use minijinja::{AutoEscape, Environment, Error, State, UndefinedBehavior};
use serde::{Serialize, Serializer};
use serde_json::{Map, Value};
use shared::config::Color;
use shared::domain::Locale;
use shared::store::items::MailKind;
use shared::texts::{Language, MAILS};
use std::path::Path;

/// The templates, parsed.
pub(crate) struct Templates(Environment<'static>);

/// What a template may name.
#[derive(Serialize)]
pub(crate) struct Variables<'a> {
    pub(crate) site_name: &'a str,
    pub(crate) username: Option<&'a str>,
    /// Names and declared fields, as their owner sees them; only for the user's own proven address.
    pub(crate) user: Option<Map<String, Value>>,
    pub(crate) url: Option<&'a str>,
    pub(crate) lifetime: Option<String>,
    /// What else changed, such as `password and user name`.
    pub(crate) also: Option<String>,
    /// The tag that the account's owner chose, whether we speak that or not; `en` where they did not.
    pub(crate) locale: &'a str,
    /// The language of what the catalogue says.
    #[serde(serialize_with = "tag")]
    pub(crate) language: Language,
    /// The address of a team's own logo; empty for none.
    pub(crate) logo: &'a str,
    /// The colour of buttons and links, by day and by night.
    #[serde(serialize_with = "css")]
    pub(crate) accent: Color,
    #[serde(serialize_with = "css")]
    pub(crate) accent_dark: Color,
}

fn css<S: Serializer>(color: &Color, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(color)
}

fn tag<S: Serializer>(language: &Language, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(language.tag())
}

/// The language of mails to who chose this one.
pub(crate) fn language(locale: Option<&Locale>) -> Language {
    locale.and_then(Language::of).unwrap_or(Language::ENGLISH)
}

/// A mail's texts.
pub(crate) struct Texts {
    pub(crate) subject: String,
    pub(crate) text: String,
    pub(crate) html: String,
}

macro_rules! built_in {
    ($($name:literal),+) => {
        [
            ("layout.html", include_str!("../templates/layout.html")),
            $((concat!($name, ".subject.txt"), include_str!(concat!("../templates/", $name, ".subject.txt"))),
            (concat!($name, ".txt"), include_str!(concat!("../templates/", $name, ".txt"))),
            (concat!($name, ".html"), include_str!(concat!("../templates/", $name, ".html"))),)+
        ]
    };
}

impl Templates {
    /// The built-in templates, and instead of each the file of its name in `folder`, if there is one.
    ///
    /// # Errors
    /// The file that cannot be read or parsed, and why.
    pub(crate) fn load(folder: &str) -> Result<Self, String> {
        let mut templates = Environment::new();
        templates.set_undefined_behavior(UndefinedBehavior::Strict);
        templates.add_function("say", say);
        for (name, built_in) in built_in!(
            "activation",
            "confirmation",
            "password_reset",
            "invitation",
            "username_reset",
            "password_changed_confirmation",
            "username_changed_confirmation",
            "email_change",
            "email_change_requested",
            "email_changed"
        ) {
            let file = Path::new(folder).join(name);
            let source = match !folder.is_empty() && file.exists() {
                true => {
                    std::fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?
                }
                false => built_in.to_owned(),
            };
            templates.add_template_owned(name, source).map_err(|error| format!("{name}: {error}"))?;
        }
        Ok(Self(templates))
    }

    /// The texts of a mail of this kind.
    ///
    /// # Errors
    /// A replaced template that names what there is not.
    pub(crate) fn render(
        &self,
        kind: MailKind,
        variables: &Variables<'_>,
    ) -> Result<Texts, minijinja::Error> {
        let name = kind.name();
        let render = |end: &str| self.0.get_template(&format!("{name}.{end}"))?.render(Serde(variables));
        let subject = render("subject.txt")?.split_whitespace().collect::<Vec<_>>().join(" ");
        Ok(Texts { subject, text: render("txt")?, html: render("html")? })
    }
}

/// `say(name, …)` in a template: a text of the catalogue, in the mail's language. `$site` and `$lifetime` need not be given.
/// In HTML, what is put into it is escaped as what stands in the template itself.
fn say(state: &mut State<'_, '_>, name: &str, given: Kwargs) -> Result<Said, Error> {
    let tag = state.lookup("language").map(|tag| tag.to_string()).unwrap_or_default();
    let language = language(Locale::parse(&tag).as_ref());
    let known = [("site", state.lookup("site_name")), ("lifetime", state.lookup("lifetime"))];
    let mut places: Vec<_> =
        known.into_iter().filter_map(|(place, value)| Some((place.to_owned(), value?))).collect();
    for place in given.args() {
        places.push((place.to_owned(), given.get(place)?));
    }
    let mut filled = Vec::new();
    for (place, value) in places {
        filled.push((place, state.format(value)?));
    }
    let said = MAILS.say(language, name, filled.into_iter().collect());
    Ok(match state.auto_escape() {
        AutoEscape::None => Said::from(said),
        _ => Said::from_safe_string(said),
    })
}

/// A line for each template in the folder that cannot be read or parsed; none where there is no such folder. It is told
/// with all other mistakes in the settings.
pub fn mistakes_in_templates(folder: &str) -> Vec<String> {
    let Ok(files) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut files: Vec<_> =
        files.flatten().map(|file| file.path()).filter(|file| is_template(file)).collect();
    files.sort();
    files.iter().filter_map(|file| mistake(file)).collect()
}

/// Files of any other kind are nobody's concern.
fn is_template(file: &Path) -> bool {
    file.extension().is_some_and(|end| end == "txt" || end == "html")
}

fn mistake(file: &Path) -> Option<String> {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let why = match std::fs::read_to_string(file) {
        Ok(source) => Environment::new().add_template(&name, &source).err()?.to_string(),
        Err(error) => format!("{error} (in {name})"),
    };
    Some(format!("LATCHKEY_EMAIL_TEMPLATES has a template that cannot be used: {why}"))
}

#[cfg(test)]
mod tests {
    use super::{Color, Language, MailKind, Templates, Texts, Variables};

    /// What a mail of this kind has, in this language.
    fn variables(kind: MailKind, language: Language) -> Variables<'static> {
        let [accent, accent_dark] = Color::OURS;
        Variables {
            site_name: "Example & Co",
            username: Some("ada"),
            user: None,
            url: kind.purpose().map(|_| "https://accounts.example.org/a/MQ/1-x"),
            lifetime: kind.purpose().map(|_| "48 hours".to_owned()),
            also: None,
            locale: language.tag(),
            language,
            logo: "",
            accent,
            accent_dark,
        }
    }

    fn render<'a>(kind: MailKind, username: impl Into<Option<&'a str>>) -> Texts {
        let variables = Variables { username: username.into(), ..variables(kind, Language::ENGLISH) };
        Templates::load("").unwrap().render(kind, &variables).unwrap()
    }

    #[test]
    fn subjects_are_djosers() {
        let subject = |kind| render(kind, "ada").subject;
        assert_eq!(subject(MailKind::Activation), "Account activation on Example & Co");
        assert_eq!(
            subject(MailKind::Confirmation),
            "Example & Co - Your account has been successfully created and activated!"
        );
        assert_eq!(subject(MailKind::PasswordReset), "Password reset on Example & Co");
        assert_eq!(subject(MailKind::Invitation), "Your account on Example & Co");
        assert_eq!(subject(MailKind::UsernameReset), "Username reset on Example & Co");
        assert_eq!(
            subject(MailKind::PasswordChangedConfirmation),
            "Example & Co - Your password has been successfully changed!"
        );
        assert_eq!(
            subject(MailKind::UsernameChangedConfirmation),
            "Example & Co - Your username has been successfully changed!"
        );
    }

    #[test]
    fn the_mails_of_a_change_of_address_render_with_their_links() {
        for (kind, subject) in [
            (MailKind::EmailChange, "Confirm your new email address on Example & Co"),
            (MailKind::EmailChangeRequested, "Example & Co - A new email address was asked for"),
            (MailKind::EmailChanged, "Example & Co - Your email address has been changed!"),
        ] {
            let texts = render(kind, "ada");
            assert_eq!(texts.subject, subject);
            let linked = texts.text.contains("https://accounts.example.org/a/MQ/1-x");
            assert_eq!(linked, kind.purpose().is_some(), "{}", texts.text);
            assert_eq!(texts.html.contains("href="), linked, "{}", texts.html);
        }
    }

    #[test]
    fn nothing_is_said_of_a_user_whose_address_nobody_proved() {
        for kind in ALL.into_iter().filter(|kind| *kind != MailKind::Confirmation) {
            let texts = render(kind, None);
            for part in [&texts.subject, &texts.text, &texts.html] {
                assert!(!part.contains("sign in as") && !part.contains("user name:"), "{kind:?}: {part}");
            }
            assert!(!texts.text.contains("\n\n\n"), "{kind:?}: {}", texts.text);
        }
    }

    #[test]
    fn the_link_stands_in_both_parts_and_markup_in_names_does_not() {
        let texts = render(MailKind::PasswordReset, "<b>ada</b>");
        for part in [&texts.text, &texts.html] {
            assert!(
                part.contains("https://accounts.example.org/a/MQ/1-x") || part.contains("&#x2f;MQ"),
                "{part}"
            );
        }
        assert!(!texts.html.contains("<b>ada"));
    }

    #[test]
    fn a_folder_replaces_templates_file_by_file() {
        let folder = std::env::temp_dir().join(format!("latchkey-templates-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("activation.subject.txt"), "Welcome to {{ site_name }}").unwrap();
        let templates = Templates::load(folder.to_str().unwrap());
        std::fs::remove_dir_all(&folder).unwrap();
        let variables = variables(MailKind::Activation, Language::ENGLISH);
        let texts = templates.unwrap().render(MailKind::Activation, &variables).unwrap();
        assert_eq!(texts.subject, "Welcome to Example & Co");
        assert!(texts.text.contains("/a/MQ/1-x"), "{}", texts.text);
    }

    const ALL: [MailKind; 10] = [
        MailKind::Activation,
        MailKind::Confirmation,
        MailKind::PasswordReset,
        MailKind::Invitation,
        MailKind::UsernameReset,
        MailKind::PasswordChangedConfirmation,
        MailKind::UsernameChangedConfirmation,
        MailKind::EmailChange,
        MailKind::EmailChangeRequested,
        MailKind::EmailChanged,
    ];

    #[test]
    fn every_mail_is_said_in_every_language_without_a_gap() {
        for language in Language::all() {
            for kind in ALL {
                let variables = Variables {
                    username: Some("<b>ada</b>"),
                    also: Some("password".to_owned()),
                    ..variables(kind, language)
                };
                let texts = Templates::load("").unwrap().render(kind, &variables).unwrap();
                let Texts { subject, text, html } = &texts;
                assert!(html.contains(&format!("<html lang=\"{}\"", language.tag())), "{html}");
                assert!(!html.contains("<b>ada") && html.contains("Example &amp; Co"), "{html}");
                for part in [subject, text, html] {
                    assert!(!part.contains("mail-") && !part.contains("{$"), "{part}");
                }
                for line in text.lines() {
                    assert!(line.chars().count() <= 80, "{}: {line}", language.tag());
                }
            }
        }
    }

    #[test]
    fn the_page_for_deployers_names_every_mail_and_every_variable() {
        let page = include_str!("../../../docs/mails.md");
        let known = serde_json::to_value(variables(MailKind::Activation, Language::ENGLISH)).unwrap();
        let variables = known.as_object().unwrap().keys().cloned();
        let mails = ALL.map(|kind| kind.name().to_owned());
        let missing: Vec<_> =
            variables.chain(mails).filter(|name| !page.contains(&format!("| `{name}` |"))).collect();
        assert!(missing.is_empty(), "docs/mails.md lacks {missing:?}");
    }
}
