//! A team's colour, and the shades of it that can be read.

use super::values::Value;
use std::fmt;

/// A colour: red, green, blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Color([u8; 3]);

/// A team's own colour, if it has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BrandColor(pub Option<Color>);

/// What stands out as far as text has to (WCAG 2.2, success criterion 1.4.3).
const CONTRAST: f64 = 4.5;

impl Color {
    /// White.
    pub const WHITE: Self = Self([0xff; 3]);
    /// Black.
    pub const BLACK: Self = Self([0; 3]);

    /// Ours, of buttons and links where a team has none of its own: by day, and by night.
    pub const OURS: [Self; 2] = [Self::new(0x17, 0x61, 0x4f), Self::new(0x84, 0xd0, 0xb8)];

    /// The colour of these parts.
    pub const fn new(red: u8, green: u8, blue: u8) -> Self {
        Self([red, green, blue])
    }

    /// `#rgb` or `#rrggbb` in hexadecimal digits (CSS Color 4, §5.2).
    fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#').filter(|digits| digits.bytes().all(|c| c.is_ascii_hexdigit()))?;
        let number = u32::from_str_radix(digits, 16).ok()?;
        let [_, red, green, blue] = match digits.len() {
            3 => [0, number >> 8, number >> 4 & 0xf, number & 0xf].map(|digit| (digit * 0x11) as u8),
            6 => number.to_be_bytes(),
            _ => return None,
        };
        Some(Self([red, green, blue]))
    }

    /// The same with so much of another in it: 0 is none, 1 all.
    #[must_use]
    pub fn mixed(self, other: Self, share: f64) -> Self {
        let part = |at: usize| f64::from(self.0[at]) * (1.0 - share) + f64::from(other.0[at]) * share;
        Self([0, 1, 2].map(|at| part(at).round() as u8))
    }

    /// Itself, if it can be read on all of these; else what is nearest to it on the way to `end` and can.
    #[must_use]
    pub fn readable_on(self, grounds: &[Self], end: Self) -> Self {
        let steps = (0..=100).map(|step| self.mixed(end, f64::from(step) / 100.0));
        let mut good = steps.filter(|shade| grounds.iter().all(|ground| shade.contrast(*ground) >= CONTRAST));
        good.next().unwrap_or(end)
    }

    /// From 1, the same, to 21, black and white.
    fn contrast(self, other: Self) -> f64 {
        let (one, other) = (self.luminance(), other.luminance());
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    /// Relative luminance, as WCAG defines it.
    fn luminance(self) -> f64 {
        let linear = |part: u8| match f64::from(part) / 255.0 {
            low if low <= 0.04045 => low / 12.92,
            high => ((high + 0.055) / 1.055).powf(2.4),
        };
        let [red, green, blue] = self.0.map(linear);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
}

/// As CSS writes it.
impl fmt::Display for Color {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

impl Value for BrandColor {
    fn parse(text: &str) -> Result<Self, &'static str> {
        match (text, Color::parse(text)) {
            ("", _) => Ok(Self(None)),
            (_, None) => Err("a colour such as #0a7 or #00aa77"),
            (_, color) => Ok(Self(color)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Color;
    use proptest::prelude::{any, prop_assert, proptest};

    #[test]
    fn a_colour_is_three_or_six_digits() {
        let read = |text| Color::parse(text).map(|color| color.to_string());
        assert_eq!(read("#0A7").as_deref(), Some("#00aa77"));
        assert_eq!(read("#17614f").as_deref(), Some("#17614f"));
        for text in ["", "#", "0a7", "#0a", "#0a77", "#00aa7g", "#00aa77;", "red", "#+12", "url(x)", "#٠٠٠"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn mails_have_the_colours_of_pages() {
        let styles = include_str!("../../assets/latchkey.css");
        for color in Color::OURS {
            assert!(styles.contains(&format!("--accent: {color};")), "{color}");
        }
    }

    #[test]
    fn contrast_is_as_wcag_counts_it() {
        let of = |one, other| Color::parse(one).unwrap().contrast(Color::parse(other).unwrap());
        assert!((of("#000", "#fff") - 21.0).abs() < 0.001);
        assert!((of("#777", "#fff") - 4.478).abs() < 0.001);
    }

    proptest! {
        #[test]
        fn every_colour_has_a_shade_that_can_be_read(red in any::<u8>(), green in any::<u8>(), blue in any::<u8>()) {
            let (color, paper, night) = (Color([red, green, blue]), Color::new(0xe8, 0xe8, 0xe4), Color::new(0x2a, 0x2d, 0x29));
            prop_assert!(color.readable_on(&[paper], Color::BLACK).contrast(paper) >= super::CONTRAST);
            prop_assert!(color.readable_on(&[night], Color::WHITE).contrast(night) >= super::CONTRAST);
        }
    }
}
