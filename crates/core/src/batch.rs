//! [`Batch`]: how many rows are computed with together.

use crate::lane::Lane;

/// The shape that every matrix of a pass shares: `[units, batch]`, a unit's values side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Batch {
    /// How many rows there are.
    pub rows: usize,
    /// How many lanes hold one unit's values; the last may be padded.
    pub lanes: usize,
}

impl Batch {
    /// A batch of so many rows.
    pub fn of<L: Lane>(rows: usize) -> Self {
        Self { rows, lanes: L::count(rows) }
    }

    /// How many rows the given lane holds: all its numbers but for the last lane's padding.
    #[inline(always)]
    pub fn rows_in<L: Lane>(&self, lane: usize) -> usize {
        let rest = self.rows - lane * L::WIDTH;
        if rest < L::WIDTH { rest } else { L::WIDTH }
    }
}
