//! Rows on a terminal.

use std::fmt::{Display, Formatter, Result};

/// Rows of cells in columns. What somebody typed into a cell steers no terminal.
pub(super) struct Grid(comfy_table::Table);

impl Grid {
    /// No rows yet, under these headings; under none where there are none.
    pub(super) fn under(headings: &[&str]) -> Self {
        let mut table = comfy_table::Table::new();
        table.load_preset(comfy_table::presets::NOTHING);
        if !headings.is_empty() {
            table.set_header(headings);
        }
        Self(table)
    }

    /// With this row too.
    pub(super) fn row<T: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = T>) {
        self.0.add_row(cells.into_iter().map(|cell| plain(cell.as_ref())));
    }
}

impl Display for Grid {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        self.0.fmt(f)
    }
}

/// Without what moves a cursor, colours, or turns the direction of writing: each stands as its number.
fn plain(text: &str) -> String {
    let turns =
        |it: char| matches!(it, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let shown = |it: char| match it.is_control() || turns(it) {
        true => it.escape_unicode().to_string(),
        false => it.to_string(),
    };
    text.chars().map(shown).collect()
}

#[cfg(test)]
mod tests {
    use super::{Grid, plain};

    #[test]
    fn what_somebody_typed_steers_no_terminal() {
        assert_eq!(plain("a\u{1b}[31mb\n\u{202e}c"), "a\\u{1b}[31mb\\u{a}\\u{202e}c");
        assert_eq!(plain("Zoë O'Neill, 東京"), "Zoë O'Neill, 東京");
        let mut grid = Grid::under(&["name"]);
        grid.row(["ada\nroot  superuser"]);
        assert_eq!(grid.to_string().lines().count(), 2);
    }
}
