//! A browser without scripts: it keeps cookies, follows redirects, and sends forms with everything that is in them.

use super::{Actor, Reply, Request};
use std::collections::BTreeMap;

/// A browser, and the page that it shows. A clone is another tab.
#[derive(Clone)]
pub(crate) struct Browser {
    actor: Actor,
    cookies: BTreeMap<String, String>,
    keeps_cookies: bool,
    /// The page that is shown.
    pub(crate) page: Reply,
    /// Its path.
    pub(crate) path: String,
}

/// A form as a page has it.
#[derive(Debug, Default)]
struct Form {
    action: String,
    fields: Vec<(String, String)>,
    /// Boxes that are not ticked: they are not sent, but can be.
    unticked: Vec<String>,
}

impl Browser {
    /// A browser of this person that shows the page.
    pub(crate) async fn at(actor: &Actor, path: &str) -> Self {
        Self::new(actor, path, true).await
    }

    /// The same which keeps no cookies.
    pub(crate) async fn without_cookies(actor: &Actor, path: &str) -> Self {
        Self::new(actor, path, false).await
    }

    async fn new(actor: &Actor, path: &str, keeps_cookies: bool) -> Self {
        let actor =
            actor.signed_out().with("user-agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0");
        let page = actor.get(path).await;
        let mut browser =
            Self { actor, cookies: BTreeMap::new(), keeps_cookies, page, path: path.to_owned() };
        browser.follow().await;
        browser
    }

    /// Opens another page.
    pub(crate) async fn open(&mut self, path: &str) -> &Reply {
        self.ask(Request::new("GET", path), path).await;
        &self.page
    }

    /// Fills in fields of the page's form, which has them, and sends it. Of several forms it is the one that has them all,
    /// the one in the page's middle first.
    pub(crate) async fn send(&mut self, fields: &[(&str, &str)]) -> &Reply {
        let mut forms = forms(self.page.text());
        // What stands above the page's middle comes last.
        forms.sort_by_key(|form| form.action == "/account/sign_out");
        let has = |form: &Form, name: &str| {
            form.fields.iter().any(|(known, _)| known == name)
                || form.unticked.iter().any(|unticked| unticked == name)
        };
        let form = forms.into_iter().find(|form| fields.iter().all(|(name, _)| has(form, name)));
        let form = form.unwrap_or_else(|| panic!("no form has {fields:?}\n\n{}", self.page));
        self.submit(form, fields).await
    }

    /// Sends the form that leads there, with these fields filled in.
    pub(crate) async fn send_to(&mut self, action: &str, fields: &[(&str, &str)]) -> &Reply {
        let form = forms(self.page.text()).into_iter().find(|form| form.action == action);
        let form = form.unwrap_or_else(|| panic!("no form leads to {action}\n\n{}", self.page));
        self.submit(form, fields).await
    }

    async fn submit(&mut self, mut form: Form, fields: &[(&str, &str)]) -> &Reply {
        for (name, value) in fields {
            form.fields.retain(|(known, _)| known != name);
            form.fields.push(((*name).to_owned(), (*value).to_owned()));
        }
        let path = if form.action.is_empty() { self.path.clone() } else { form.action };
        let fields: Vec<_> =
            form.fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        self.post(&path, &fields).await
    }

    /// Sends these fields and no others, as our own page would.
    pub(crate) async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> &Reply {
        let request = Request::post(path).form(fields);
        let request =
            request.header("origin", "https://accounts.test").header("sec-fetch-site", "same-origin");
        self.ask(request, path).await;
        &self.page
    }

    /// Sends these fields, with what proves them to be this session's, as a form of ours would that the page may not show.
    pub(crate) async fn act(&mut self, path: &str, fields: &[(&str, &str)]) -> &Reply {
        let token = self.cookie("csrftoken").expect("somebody is signed in").to_owned();
        self.post(path, &[&[("csrfmiddlewaretoken", token.as_str())], fields].concat()).await
    }

    /// Forgets its sessions, as when they are over.
    pub(crate) fn forget(&mut self) {
        self.cookies.clear();
    }

    /// The value of a cookie that it keeps.
    pub(crate) fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.get(name).map(String::as_str)
    }

    async fn ask(&mut self, request: Request, path: &str) {
        let cookies: Vec<_> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = if cookies.is_empty() { request } else { request.header("cookie", cookies.join("; ")) };
        self.page = self.actor.send(request).await;
        self.path = path.to_owned();
        Box::pin(self.follow()).await;
    }

    /// Keeps the cookies, and goes where it is sent, if that is on this site.
    async fn follow(&mut self) {
        for set in self.page.headers().get_all("set-cookie") {
            let text = set.to_str().expect("cookies are plain");
            let (name, rest) = text.split_once('=').expect("a cookie has a name");
            match rest.contains("Max-Age=0") {
                true => drop(self.cookies.remove(name)),
                false if self.keeps_cookies => {
                    let value = rest.split(';').next().unwrap_or_default();
                    self.cookies.insert(name.to_owned(), value.to_owned());
                }
                false => {}
            }
        }
        let to = self.page.header("location").to_owned();
        if self.page.status() == 303 && to.starts_with('/') {
            self.open(&to).await;
        }
    }
}

/// The forms of a page, with what is in them.
fn forms(html: &str) -> Vec<Form> {
    let inside = html.split("<form").skip(1).map(|rest| rest.split("</form>").next().unwrap_or_default());
    inside.map(form).collect()
}

fn form(html: &str) -> Form {
    let mut form =
        Form { action: attribute(html.split('>').next().unwrap_or_default(), "action"), ..Form::default() };
    for part in html.split('<') {
        let (tag, text) = part.split_once('>').unwrap_or((part, ""));
        let name = attribute(tag, "name");
        match tag.split_whitespace().next() {
            Some("input") if tag.contains("type=\"checkbox\"") && !tag.contains(" checked") => {
                form.unticked.push(name);
            }
            Some("input") => form.fields.push((name, attribute(tag, "value"))),
            Some("textarea") => form.fields.push((name, unescaped(text.trim_start_matches('\n')))),
            Some("select") => form.fields.push((name, String::new())),
            Some("button") if !name.is_empty() => {}
            Some("option") if tag.contains(" selected") => {
                if let Some((_, value)) = form.fields.last_mut() {
                    *value = attribute(tag, "value");
                }
            }
            _ => {}
        }
    }
    form
}

fn attribute(tag: &str, name: &str) -> String {
    let value = tag.split(&format!(" {name}=\"")).nth(1).and_then(|rest| rest.split('"').next());
    unescaped(value.unwrap_or_default())
}

fn unescaped(text: &str) -> String {
    let entities = [("&#34;", "\""), ("&#39;", "'"), ("&#60;", "<"), ("&#62;", ">"), ("&#38;", "&")];
    entities.iter().fold(text.to_owned(), |text, (entity, plain)| text.replace(entity, plain))
}
