//! What was done to a run besides its configuration, and at which step.
//!
//! As text, an entry is a line: `12 optimizer=sgd(lr:0.1)` sets a field of the configuration after step 12, written as in
//! an address; `30 #17=0.5` sets parameter number 17; `40 +1.5,-2=1` adds a row of class 1, `41 @500=1.5,0` moves row 500,
//! and `42 @500=` erases it.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::config::{Config, read, write};
use crate::data::PointEdit;
use playgrad_core::decimal::{Shortest, read_single};
use playgrad_core::error::ConfigError;
use playgrad_core::family::Record;
use playgrad_core::value::Value;

/// A change of a run.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// A live setting of the configuration.
    Set {
        /// Its name: `optimizer`.
        field: String,
        /// What it becomes.
        value: Value,
    },
    /// One parameter.
    Weight {
        /// Which, counted over all tensors without padding.
        number: u32,
        /// What it becomes.
        value: f32,
    },
    /// The rows.
    Points(PointEdit),
}

/// An edit and how many steps came before it.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// After so many steps.
    pub step: u64,
    /// What was done.
    pub edit: Edit,
}

impl Edit {
    /// Refuses what is not a change that a run can take.
    pub(crate) fn apply_to(&self, config: &Config, parameters: usize) -> Result<Config, ConfigError> {
        match self {
            Self::Set { field, value } => {
                let live = Config::PARAMS.iter().any(|param| param.live && param.name == field);
                if !live {
                    let live: Vec<&str> = Config::PARAMS.iter().filter(|p| p.live).map(|p| p.name).collect();
                    let allowed = format!("a setting that may change while a run trains: one of {}", live.join(", "));
                    return Err(ConfigError::new(field, value, allowed));
                }
                config.with(field, value)
            }
            Self::Weight { number, .. } if *number as usize >= parameters => {
                let allowed = format!("the number of a parameter, an integer from 0 to below {parameters}");
                Err(ConfigError::new("number", number, allowed))
            }
            Self::Weight { value, .. } if !value.is_finite() => {
                Err(ConfigError::new("value", Shortest(*value), "a finite number"))
            }
            Self::Weight { .. } | Self::Points(_) => Ok(config.clone()),
        }
    }
}

/// The journal as text, a line for each entry.
pub fn to_text(entries: &[Entry]) -> String {
    let line = |Entry { step, edit }: &Entry| match edit {
        Edit::Weight { number, value } => format!("{step} #{number}={}\n", Shortest(*value)),
        Edit::Points(PointEdit::Add { x, y }) => format!("{step} +{}={}\n", numbers(x), Shortest(*y)),
        Edit::Points(PointEdit::Move { row, x }) => format!("{step} @{row}={}\n", numbers(x)),
        Edit::Points(PointEdit::Erase { row }) => format!("{step} @{row}=\n"),
        Edit::Set { field, value } => {
            let param = Config::PARAMS.iter().find(|param| param.name == field);
            format!("{step} {field}={}\n", param.map_or_else(String::new, |param| write(&param.kind, value)))
        }
    };
    entries.iter().map(line).collect()
}

fn numbers(x: &[f32]) -> String {
    x.iter().map(|&x| Shortest(x).to_string()).collect::<Vec<_>>().join(",")
}

/// The journal that a text describes.
pub fn from_text(text: &str) -> Result<Vec<Entry>, ConfigError> {
    let mut entries: Vec<Entry> = Vec::new();
    for (i, line) in text.lines().enumerate() {
        let place = format!("journal[{i}]");
        let entry = parse(line).ok_or_else(|| {
            ConfigError::new(&place, line, "a step and a change, like 12 shuffle=false or 30 #17=0.5")
        })??;
        if entries.last().is_some_and(|last| last.step > entry.step) {
            return Err(ConfigError::new(&place, entry.step, "a step that does not come before the last entry's"));
        }
        entries.push(entry);
    }
    Ok(entries)
}

fn parse(line: &str) -> Option<Result<Entry, ConfigError>> {
    let (step, edit) = line.split_once(' ')?;
    let (step, (name, text)) = (step.parse().ok()?, edit.split_once('=')?);
    let list = |text: &str| text.split(',').map(read_single).collect::<Option<Vec<f32>>>();
    let edit = match name.split_at_checked(1)? {
        ("#", number) => Ok(Edit::Weight { number: number.parse().ok()?, value: read_single(text)? }),
        ("+", x) => Ok(Edit::Points(PointEdit::Add { x: list(x)?, y: read_single(text)? })),
        ("@", row) if text.is_empty() => Ok(Edit::Points(PointEdit::Erase { row: row.parse().ok()? })),
        ("@", row) => Ok(Edit::Points(PointEdit::Move { row: row.parse().ok()?, x: list(text)? })),
        _ => read(name, text).map(|value| Edit::Set { field: name.to_string(), value }),
    };
    Some(edit.map(|edit| Entry { step, edit }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_journal_comes_back_from_its_text() {
        let text = "0 #17=0.1\n12 optimizer=sgd(lr:0.1;nesterov:true)\n12 shuffle=false\n12 +1.5,-2=1\n13 @5=-0.25,3\n13 @5=\n";
        assert_eq!(to_text(&from_text(text).unwrap()), text);
    }

    #[test]
    fn a_bad_line_is_named() {
        let error = |text: &str| from_text(text).unwrap_err().to_string();
        assert!(error("0 #1=0.5\nhello").starts_with("journal[1] = hello is not a step and a change"));
        assert!(error("5 shuffle=false\n4 shuffle=true").starts_with("journal[1] = 4 is not a step that"));
    }
}
