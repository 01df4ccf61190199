//! The call of the API that does what a page does, as people type it.

use form_urlencoded::Serializer;
use shared::app::App;

/// Such a call.
pub(crate) struct Call {
    url: String,
    method: &'static str,
    body: String,
    other: Option<Box<Self>>,
}

impl Call {
    /// A call that reads this path, with these parameters as far as they say something.
    pub(crate) fn get(app: &App, path: &str, query: &[(&str, &str)]) -> Self {
        let mut asked = Serializer::new(String::new());
        asked.extend_pairs(query.iter().filter(|(_, value)| !value.is_empty()));
        let (asked, url) = (asked.finish(), format!("{}{path}", app.config.public_url.as_str()));
        let url = if asked.is_empty() { url } else { format!("{url}?{asked}") };
        Self { url, method: "GET", body: String::new(), other: None }
    }

    /// A call that sends something there; of what stands for what the form says, the words are in capitals.
    pub(crate) fn sending(app: &App, method: &'static str, path: &str, body: &str) -> Self {
        Self { method, body: body.to_owned(), ..Self::get(app, path, &[]) }
    }

    /// Both, where no one call does it all.
    pub(crate) fn and(self, other: Self) -> Self {
        Self { other: Some(Box::new(other)), ..self }
    }

    /// The line for a shell, or the lines.
    pub(crate) fn line(&self) -> String {
        let mut line = "curl -H \"Authorization: Bearer $TOKEN\"".to_owned();
        if self.method != "GET" {
            line += &format!(" -X {}", self.method);
        }
        if !self.body.is_empty() {
            line += &format!(" \\\n  -H \"Content-Type: application/json\" -d {}", quoted(&self.body));
        }
        line += &format!(" \\\n  {}", quoted(&self.url));
        match &self.other {
            Some(other) => format!("{line}\n{}", other.line()),
            None => line,
        }
    }
}

/// As one word of a shell, whatever is in it.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn nothing_gets_out_of_its_quotes() {
        assert_eq!(quoted("a'; rm -rf / #"), r"'a'\''; rm -rf / #'");
        assert_eq!(quoted("$(x) `y` \\"), r"'$(x) `y` \'");
    }
}
