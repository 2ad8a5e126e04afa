//! How many tests of a suite passed, failed and were skipped, read from its closing lines.

use core::fmt;
use core::ops::AddAssign;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use xshell::Cmd;

/// What the closing line of a suite begins with: cargo and wasm-bindgen, vitest, and our own.
const CLOSINGS: [&str; 6] = ["test result:", "Tests ", "golden:", "journeys:", "consumers:", "engines:"];

/// Tests that passed, that failed and that were skipped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    /// Tests that passed.
    pub(crate) passed: u64,
    /// Tests that failed.
    pub(crate) failed: u64,
    /// Tests that could not be run here; an engine that is missing counts as one.
    pub(crate) skipped: u64,
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

impl Tally {
    /// Reads one line; a line that closes no suite counts nothing.
    fn of_line(line: &str) -> Self {
        let line = line.trim();
        let mut tally = Self::default();
        if !CLOSINGS.iter().any(|closing| line.starts_with(closing)) {
            return tally;
        }
        let words: Vec<&str> = line.split_whitespace().collect();
        for pair in words.windows(2) {
            let count = pair[0].parse().unwrap_or(0);
            match pair[1].trim_end_matches([';', ',']) {
                "passed" => tally.passed += count,
                "failed" => tally.failed += count,
                "skipped" => tally.skipped += count,
                _ => {}
            }
        }
        tally
    }
}

/// Runs a suite, passes on what it prints and counts its tests.
///
/// Failed tests are counted, not an error. A suite that ran no test, or failed without a failed
/// test (it did not compile, say), is an error.
pub(crate) fn count(suite: Cmd<'_>) -> Result<Tally> {
    // Colors would hide the numbers.
    let suite = suite.env("NO_COLOR", "true");
    let line = suite.to_string();
    eprintln!("$ {line}");
    let mut child = Command::from(suite)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot run `{line}`"))?;
    let mut tally = Tally::default();
    let mut output = BufReader::new(child.stdout.take().context("no output to read")?);
    let mut bytes = Vec::new();
    while output.read_until(b'\n', &mut bytes)? > 0 {
        let text = String::from_utf8_lossy(&bytes);
        print!("{text}");
        tally += Tally::of_line(&text);
        bytes.clear();
    }
    let status = child.wait()?;
    if !status.success() && tally.failed == 0 {
        bail!("`{line}` failed ({status})");
    }
    if tally.passed + tally.failed == 0 {
        bail!("`{line}` ran no test");
    }
    Ok(tally)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closing_lines_of_every_runner_are_understood() {
        let lines = [
            "test result: FAILED. 12 passed; 2 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s",
            "test result: FAILED. 12 passed; 2 failed; 1 ignored; 0 filtered out; finished in 0.01s",
            "      Tests  2 failed | 12 passed | 1 skipped (15)",
            "golden: 12 passed, 2 failed, 3 skipped",
            "journeys: 12 passed, 2 failed",
            "engines: 12 passed, 2 failed",
        ];
        for line in lines {
            let Tally { passed, failed, .. } = Tally::of_line(line);
            assert_eq!((passed, failed), (12, 2), "{line}");
        }
        assert_eq!(Tally::of_line(lines[2]).skipped, 1);
        assert_eq!(Tally::of_line(lines[3]).skipped, 3);
    }

    #[test]
    fn other_lines_count_nothing() {
        for line in [" Test Files  3 passed (3)", "7 passed", "running 3 tests", ""] {
            assert_eq!(Tally::of_line(line), Tally::default(), "{line}");
        }
    }
}
