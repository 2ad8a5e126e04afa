//! What came of all cases, by family.

use core::fmt;
use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Result, bail};

use super::checks::{Outcome, Stop};

/// What came of all cases.
#[derive(Debug, Default)]
pub(super) struct Report {
    /// The families in the order in which their files were read.
    families: Vec<(String, Tally)>,
}

/// What came of a family's cases.
#[derive(Debug, Default)]
pub(super) struct Tally {
    /// Cases that were compared and agree.
    pub(super) passed: usize,
    /// What did not agree, or could not be read: one line for each case.
    pub(super) failed: Vec<String>,
    /// Cases that the core has no member for yet, by the member's name.
    pub(super) missing: BTreeMap<String, usize>,
    /// Parts of compared cases that the core does not have yet.
    pub(super) gaps: BTreeMap<String, usize>,
    /// The largest error as a share of its tolerance, and where it was.
    pub(super) worst: Option<(f64, String)>,
}

impl Tally {
    /// Cases that were compared, whether they agree or not.
    pub(super) fn compared(&self) -> usize {
        self.passed + self.failed.len()
    }

    /// Cases that are not covered yet.
    pub(super) fn not_covered(&self) -> usize {
        self.missing.values().sum()
    }
}

impl Report {
    /// A family's tally, new if it has none yet.
    pub(super) fn family(&mut self, name: &str) -> &mut Tally {
        let i = self.families.iter().position(|(known, _)| known == name).unwrap_or_else(|| {
            self.families.push((name.to_string(), Tally::default()));
            self.families.len() - 1
        });
        &mut self.families[i].1
    }

    /// Counts what came of a case.
    pub(super) fn count(&mut self, family: &str, place: &str, outcome: Outcome) {
        let tally = self.family(family);
        let checks = match outcome {
            Ok(checks) => checks,
            Err(Stop::NotCovered(what)) => return *tally.missing.entry(what).or_default() += 1,
            Err(Stop::Malformed(e)) => return tally.failed.push(format!("{place}: {e:#}")),
        };
        for gap in &checks.gaps {
            *tally.gaps.entry(gap.clone()).or_default() += 1;
        }
        if let Some((ratio, what)) = &checks.worst
            && tally.worst.as_ref().is_none_or(|(worst, _)| ratio > worst)
        {
            tally.worst = Some((*ratio, format!("{place}: {what}")));
        }
        match checks.misses() {
            Some(misses) => tally.failed.push(format!("{place}: {misses}")),
            None if checks.numbers == 0 => tally.failed.push(format!("{place}: no number was compared")),
            None => tally.passed += 1,
        }
    }

    fn sum(&self, of: impl Fn(&Tally) -> usize) -> usize {
        self.families.iter().map(|(_, tally)| of(tally)).sum()
    }

    /// An error unless something was compared and everything that was agrees.
    pub(super) fn verdict(&self, folder: &Path) -> Result<()> {
        let failed = self.sum(|tally| tally.failed.len());
        if failed > 0 {
            bail!("{failed} golden cases failed");
        }
        if self.sum(|tally| tally.passed) == 0 {
            bail!("nothing was compared in {}", folder.display());
        }
        Ok(())
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "family         compared   not covered   largest error / tolerance")?;
        for (name, tally) in &self.families {
            let worst = match &tally.worst {
                Some((ratio, place)) => format!("{ratio:.3}   {place}"),
                None => String::new(),
            };
            writeln!(f, "{name:14} {:>8} {:>13}   {worst}", tally.compared(), tally.not_covered())?;
        }
        list(f, "not covered yet:", &self.families, |tally| tally.missing.iter().map(counted).collect())?;
        list(f, "not covered yet of compared cases:", &self.families, |tally| {
            tally.gaps.iter().map(counted).collect()
        })?;
        list(f, "failed:", &self.families, |tally| tally.failed.clone())?;
        let (passed, failed) = (self.sum(|tally| tally.passed), self.sum(|tally| tally.failed.len()));
        let missing = self.sum(Tally::not_covered);
        writeln!(f, "\ngolden: {passed} passed, {failed} failed, {missing} not covered yet")
    }
}

/// A heading, and for each family its lines; nothing if there are none.
fn list(
    f: &mut fmt::Formatter<'_>,
    heading: &str,
    families: &[(String, Tally)],
    lines: impl Fn(&Tally) -> Vec<String>,
) -> fmt::Result {
    let mut heading = Some(heading);
    for (name, tally) in families {
        let lines = lines(tally);
        if lines.is_empty() {
            continue;
        }
        if let Some(heading) = heading.take() {
            writeln!(f, "\n{heading}")?;
        }
        writeln!(f, "  {name}")?;
        for line in lines {
            writeln!(f, "    {line}")?;
        }
    }
    Ok(())
}

/// `12 × torch/RMSprop`
fn counted((what, count): (&String, &usize)) -> String {
    format!("{count:>4} × {what}")
}
