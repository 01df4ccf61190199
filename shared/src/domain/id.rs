//! The small ids of what administrators make.

/// Declares an id: an integer from 1 up, never used twice, safe in JavaScript (below 2⁵³).
macro_rules! id {
    ($(#[doc = $doc:literal])+ $name:ident) => {
        $(#[doc = $doc])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(u64);

        impl $name {
            /// The id as a number.
            pub const fn get(self) -> u64 {
                self.0
            }
        }

        impl From<u64> for $name {
            fn from(id: u64) -> Self {
                Self(id)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

pub(super) use id;

/// An id as paths have it: digits that do not begin with zero, below 2⁵³.
pub fn parse_id(text: &str) -> Option<u64> {
    let good = !text.starts_with('0') && text.bytes().all(|c| c.is_ascii_digit());
    good.then(|| text.parse().ok().filter(|id| *id < 1 << 53)).flatten()
}

#[cfg(test)]
mod tests {
    use super::parse_id;

    #[test]
    fn ids_have_one_form() {
        assert_eq!(parse_id("17"), Some(17));
        assert_eq!(parse_id("9007199254740991"), Some((1 << 53) - 1));
        let bad = ["", "0", "01", "-1", "+1", "1.5", "abc", " 1", "9007199254740992", "99999999999999999999"];
        for text in bad {
            assert_eq!(parse_id(text), None, "{text:?}");
        }
    }
}
