//! [`ConfigError`]: what was wrong, where, and what would be right.

use alloc::string::{String, ToString};
use core::fmt;

/// A configuration, an edit or data that cannot be used.
///
/// As a sentence: `optimizer.beta1 = 1.2 is not a number from 0 to 0.999`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError {
    /// The path to the field: `layers[0].units`.
    pub field: String,
    /// What stands there.
    pub value: String,
    /// What may stand there: `an integer from 1 to 1024`.
    pub allowed: String,
}

impl ConfigError {
    /// An error about the value of a field.
    pub fn new(field: &str, value: impl fmt::Display, allowed: impl fmt::Display) -> Self {
        Self::of(field, &value, &allowed)
    }

    /// One function for all kinds of values: errors are everywhere, and rare.
    #[cold]
    #[inline(never)]
    fn of(field: &str, value: &dyn fmt::Display, allowed: &dyn fmt::Display) -> Self {
        Self { field: field.to_string(), value: value.to_string(), allowed: allowed.to_string() }
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} = {} is not {}", self.field, self.value, self.allowed)
    }
}

impl core::error::Error for ConfigError {}
