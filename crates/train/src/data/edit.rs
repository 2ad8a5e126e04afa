//! Points that are drawn, moved and erased.

use alloc::format;
use alloc::vec::Vec;

use super::{Data, Role, with_role};
use crate::table::Target;
use playgrad_core::decimal::Shortest;
use playgrad_core::error::ConfigError;
use playgrad_core::lane::Lane;
use playgrad_core::simd::F32x4;

/// A change of the rows.
#[derive(Clone, Debug, PartialEq)]
pub enum PointEdit {
    /// A new row, to learn from.
    Add {
        /// Its columns.
        x: Vec<f32>,
        /// Its class, or its number.
        y: f32,
    },
    /// Another place for a row.
    Move {
        /// Which.
        row: u32,
        /// Its columns.
        x: Vec<f32>,
    },
    /// A row that is no longer there.
    Erase {
        /// Which.
        row: u32,
    },
}

/// What takes an edit back.
#[derive(Clone, Debug)]
pub(super) enum Undo {
    Add,
    Move { row: usize, x: Vec<f32> },
    Erase { row: usize, role: Role },
}

impl Data {
    /// Refuses what cannot be done to the rows as they are. At least `least` rows to learn from stay.
    pub(crate) fn check_edit(&self, edit: &PointEdit, least: usize) -> Result<(), ConfigError> {
        match edit {
            PointEdit::Add { x, y } => {
                self.check_columns(x)?;
                self.check_target(*y)
            }
            PointEdit::Move { row, x } => {
                self.check_row(*row)?;
                self.check_columns(x)
            }
            PointEdit::Erase { row } => {
                self.check_row(*row)?;
                let is_last = self.roles[*row as usize] == Role::Training && self.training.len() <= least;
                if is_last {
                    let allowed = format!("a row that may go: {least} to learn from must stay");
                    return Err(ConfigError::new("row", row, allowed));
                }
                Ok(())
            }
        }
    }

    fn check_row(&self, row: u32) -> Result<(), ConfigError> {
        match self.roles.get(row as usize) {
            Some(Role::Gone) | None => Err(ConfigError::new("row", row, "the number of a row that is there")),
            Some(_) => Ok(()),
        }
    }

    fn check_columns(&self, x: &[f32]) -> Result<(), ConfigError> {
        if x.len() != self.columns() {
            let allowed = format!("{}, one for each column", self.columns());
            return Err(ConfigError::new("x.length", x.len(), allowed));
        }
        match x.iter().position(|x| !x.is_finite()) {
            Some(i) => Err(ConfigError::new(&format!("x[{i}]"), Shortest(x[i]), "a finite number")),
            None => Ok(()),
        }
    }

    fn check_target(&self, y: f32) -> Result<(), ConfigError> {
        match &self.table.target {
            Target::Classes(names, _) => {
                let is_class = (0..names.len()).any(|class| (class as f32 - y).abs() == 0.0);
                let allowed = || format!("a class, an integer from 0 to {}", names.len() - 1);
                if is_class { Ok(()) } else { Err(ConfigError::new("y", Shortest(y), allowed())) }
            }
            Target::Numbers(names, _) if names.len() > 1 => Err(ConfigError::new(
                "y",
                Shortest(y),
                format!("possible: rows of this data have {} targets", names.len()),
            )),
            Target::Numbers(..) if y.is_finite() => Ok(()),
            Target::Numbers(..) => Err(ConfigError::new("y", Shortest(y), "a finite number")),
        }
    }

    /// Does what [`check_edit`](Self::check_edit) has let through. Means, deviations and scales stay as they were.
    pub(crate) fn edit(&mut self, edit: &PointEdit) {
        match edit {
            PointEdit::Add { x, y } => {
                self.table.x.extend(x);
                match &mut self.table.target {
                    Target::Classes(_, classes) => classes.push(*y as u32),
                    Target::Numbers(_, numbers) => numbers.push(*y),
                }
                self.roles.push(Role::Training);
                self.undo.push(Undo::Add);
                self.resize();
                self.prepare_row(self.rows() - 1);
            }
            PointEdit::Move { row, x } => {
                let old = self.place(*row as usize, x);
                self.undo.push(Undo::Move { row: *row as usize, x: old });
            }
            PointEdit::Erase { row } => {
                let row = *row as usize;
                self.undo.push(Undo::Erase { row, role: self.roles[row] });
                self.roles[row] = Role::Gone;
            }
        }
        self.list_roles();
    }

    /// Takes all edits back.
    pub(crate) fn restore(&mut self) {
        if self.undo.is_empty() {
            return;
        }
        while let Some(undo) = self.undo.pop() {
            match undo {
                Undo::Add => {
                    self.roles.pop();
                    self.table.x.truncate(self.rows() * self.columns());
                    match &mut self.table.target {
                        Target::Classes(_, classes) => classes.truncate(self.roles.len()),
                        Target::Numbers(_, numbers) => numbers.truncate(self.roles.len()),
                    }
                    self.resize();
                }
                Undo::Move { row, x } => {
                    self.place(row, &x);
                }
                Undo::Erase { row, role } => self.roles[row] = role,
            }
        }
        self.list_roles();
    }

    /// Puts a row elsewhere, and returns where it was.
    fn place(&mut self, row: usize, x: &[f32]) -> Vec<f32> {
        let columns = self.columns();
        let place = &mut self.table.x[row * columns..][..columns];
        let old = place.to_vec();
        place.copy_from_slice(x);
        self.prepare_row(row);
        old
    }

    fn resize(&mut self) {
        let (wide, tall) = (F32x4::count(self.inputs.len()), F32x4::count(self.outputs));
        self.x.resize(self.rows() * wide, F32x4::zero());
        self.y.resize(self.rows() * tall, F32x4::zero());
    }

    fn list_roles(&mut self) {
        self.training = with_role(&self.roles, Role::Training);
        self.validation = with_role(&self.roles, Role::Validation);
    }
}
