//! [`Table`]: rows as they come from outside, or from a generator.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::config::Plan;
use playgrad_core::activation::Activation;
use playgrad_core::decimal::Shortest;
use playgrad_core::error::ConfigError;

/// What is to be predicted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// Numbers.
    Regression,
    /// One of two classes, by one output.
    Binary,
    /// One of several classes, by an output for each.
    Classes,
}

/// Rows from outside. All of it is `[rows, …]`, row by row.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Names of the columns that are inputs.
    pub columns: Vec<String>,
    /// `[rows, columns]`
    pub x: Vec<f32>,
    /// What is to be predicted.
    pub target: Target,
    /// How many rows, from the first on, are for training and validation; the others are for a last test only.
    pub train: usize,
    /// Which column of the source each column was made of: those of one category belong together.
    pub groups: Vec<u32>,
}

/// What a table asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Target {
    /// Numbers: names of the targets, and `[rows, targets]`.
    Numbers(Vec<String>, Vec<f32>),
    /// Classes: their names, and the class of each row.
    Classes(Vec<String>, Vec<u32>),
}

impl Table {
    /// Refuses a table that is not whole: names the row and column.
    pub(crate) fn check(&self) -> Result<(), ConfigError> {
        let columns = self.columns.len();
        if columns == 0 {
            return Err(ConfigError::new("table.columns", 0, "one column or more"));
        }
        let rows = match &self.target {
            Target::Numbers(names, y) => {
                if names.is_empty() || y.len() % names.len() != 0 {
                    return Err(ConfigError::new("table.y", y.len(), "a value for each row and target"));
                }
                finite("table.y", y, names.len())?;
                y.len() / names.len()
            }
            Target::Classes(names, y) => {
                if names.len() < 2 {
                    return Err(ConfigError::new("table.classes", names.len(), "two classes or more"));
                }
                if let Some(row) = y.iter().position(|&class| class as usize >= names.len()) {
                    let allowed = format!("a class from 0 to {}", names.len() - 1);
                    return Err(ConfigError::new(&format!("table.y[{row}]"), y[row], allowed));
                }
                y.len()
            }
        };
        if rows == 0 {
            return Err(ConfigError::new("table.y", "0 values", "one row or more"));
        }
        if self.x.len() != rows * columns {
            let allowed = format!("{rows} rows of {columns} columns, {} values", rows * columns);
            return Err(ConfigError::new("table.x", format!("{} values", self.x.len()), allowed));
        }
        finite("table.x", &self.x, columns)?;
        if self.groups.len() != columns {
            let allowed = format!("a number for each of {columns} columns");
            return Err(ConfigError::new("table.groups", format!("{} numbers", self.groups.len()), allowed));
        }
        if self.train < 1 || self.train > rows {
            return Err(ConfigError::new("table.train", self.train, format!("an integer from 1 to {rows}")));
        }
        Ok(())
    }
}

/// Names the first value that is not finite, by row and column.
fn finite(field: &str, values: &[f32], columns: usize) -> Result<(), ConfigError> {
    match values.iter().position(|x| !x.is_finite()) {
        Some(i) => {
            let place = format!("{field}[{}][{}]", i / columns, i % columns);
            Err(ConfigError::new(&place, Shortest(values[i]), "a finite number"))
        }
        None => Ok(()),
    }
}

/// How a target is brought to where the network computes it: `(y − shift) / factor`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    /// What is taken off.
    pub shift: f32,
    /// What it is divided by.
    pub factor: f32,
}

impl Scale {
    /// Leaves numbers as they are.
    pub const NONE: Self = Self { shift: 0.0, factor: 1.0 };

    /// The number that a prediction stands for.
    pub fn back(self, prediction: f32) -> f32 {
        if self == Self::NONE { prediction } else { prediction * self.factor + self.shift }
    }
}

impl Target {
    /// What it makes of the task.
    pub fn task(&self) -> Task {
        match self {
            Self::Numbers(..) => Task::Regression,
            Self::Classes(names, _) if names.len() == 2 => Task::Binary,
            Self::Classes(..) => Task::Classes,
        }
    }

    /// Names of classes or targets.
    pub fn names(&self) -> &[String] {
        match self {
            Self::Numbers(names, _) | Self::Classes(names, _) => names,
        }
    }

    /// How many values a prediction has: one for two classes, unless the head wants one for each.
    pub(crate) fn outputs(&self, plan: &Plan) -> usize {
        match self.task() {
            Task::Binary if !matches!(plan.head, Activation::Softmax(_)) => 1,
            _ => self.names().len(),
        }
    }

    /// A row's targets: numbers on their scales; one-hot for several classes, `low` or 1 for one output.
    pub(crate) fn write(&self, row: usize, low: f32, scales: &[Scale], targets: &mut [f32]) {
        match self {
            Self::Numbers(names, y) => {
                for ((target, y), scale) in targets.iter_mut().zip(&y[row * names.len()..]).zip(scales) {
                    *target = (y - scale.shift) / scale.factor;
                }
            }
            Self::Classes(_, classes) => {
                // One output stands for the second of two classes.
                let first = if targets.len() == 1 { 1 } else { 0 };
                for (i, target) in targets.iter_mut().enumerate() {
                    *target = if classes[row] as usize == i + first { 1.0 } else { low };
                }
            }
        }
    }
}
