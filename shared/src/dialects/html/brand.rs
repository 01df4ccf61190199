//! What a team's settings make of the design.

use crate::config::{Color, Config};

/// What behind text is darkest by day, and lightest by night: what is chosen, in no colour of its own.
const DAY: Color = Color::new(0xec, 0xeb, 0xe7);
const NIGHT: Color = Color::new(0x2a, 0x2d, 0x29);

/// Other grounds that text of this colour stands on: tints of the stylesheet.
const TINTS: [Color; 2] = [Color::new(0xe8, 0xf0, 0xec), Color::new(0x1c, 0x2b, 0x25)];

/// What the stylesheet has at its end: the tokens of a team's own colour, by day and by night, in shades that can be read;
/// nothing without one.
pub(super) fn tokens(config: &Config) -> String {
    let Some(color) = config.brand_color.0 else { return String::new() };
    let day = color.readable_on(&[DAY, TINTS[0]], Color::BLACK);
    let night = color.readable_on(&[NIGHT, TINTS[1]], Color::WHITE);
    let (deep_day, deep_night) = (day.mixed(Color::BLACK, 0.2), night.mixed(Color::WHITE, 0.3));
    format!(
        ":root {{ --chosen: {DAY}; --accent: {day}; --accent-deep: {deep_day}; --on-accent: #ffffff; }}\n\
         @media screen and (prefers-color-scheme: dark) {{\n  \
         :root {{ --chosen: {NIGHT}; --accent: {night}; --accent-deep: {deep_night}; --on-accent: #131412; }}\n}}\n"
    )
}
