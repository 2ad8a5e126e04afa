//! Comparisons of numbers with reference values, and what came of a case.

use anyhow::{Result, ensure};

/// How far a number may be from the reference value: `|got − want| <= atol + rtol·|want|`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Tol {
    /// Share of the reference value.
    pub(super) rtol: f64,
    /// Distance that is always allowed.
    pub(super) atol: f64,
}

/// Why a case was not compared.
#[derive(Debug)]
pub(super) enum Stop {
    /// The core does not have this yet.
    NotCovered(String),
    /// The file does not say what it should.
    Malformed(anyhow::Error),
}

/// What comes of a case, or of a part of it.
pub(super) type Outcome<T = Checks> = Result<T, Stop>;

impl From<anyhow::Error> for Stop {
    fn from(error: anyhow::Error) -> Self {
        Self::Malformed(error)
    }
}

impl Stop {
    /// The core has no such thing yet.
    pub(super) fn missing<T>(what: impl Into<String>) -> Outcome<T> {
        Err(Self::NotCovered(what.into()))
    }
}

/// The comparisons of one case.
#[derive(Debug, Default)]
pub(super) struct Checks {
    /// How many numbers were compared.
    pub(super) numbers: usize,
    /// The largest error as a share of its tolerance, and where it was.
    pub(super) worst: Option<(f64, String)>,
    /// What did not agree.
    pub(super) misses: Vec<String>,
    /// Parts of the case that the core does not have yet.
    pub(super) gaps: Vec<String>,
}

/// The most disagreements of a case that are written out.
const SHOWN: usize = 3;

impl Checks {
    /// Compares one number; a reference of NaN is no reference.
    pub(super) fn close(&mut self, what: &str, got: f64, want: f64, tol: Tol) {
        self.one(|| what.to_string(), got, want, tol);
    }

    /// Compares numbers one by one, those at the places in `skip` left out.
    pub(super) fn all(&mut self, what: &str, got: &[f64], want: &[f64], tol: Tol, skip: &[usize]) -> Result<()> {
        ensure!(got.len() == want.len(), "`{what}` has {} numbers, not {}", want.len(), got.len());
        for (i, (&got, &want)) in got.iter().zip(want).enumerate() {
            if !skip.contains(&i) {
                self.one(|| format!("{what}[{i}]"), got, want, tol);
            }
        }
        Ok(())
    }

    /// Says that something must hold.
    pub(super) fn hold(&mut self, holds: bool, sentence: impl FnOnce() -> String) {
        self.numbers += 1;
        if !holds {
            self.misses.push(sentence());
        }
    }

    /// A part of the case that the core does not have yet.
    pub(super) fn gap(&mut self, what: impl Into<String>) {
        self.gaps.push(what.into());
    }

    fn one(&mut self, what: impl Fn() -> String, got: f64, want: f64, tol: Tol) {
        if want.is_nan() {
            return;
        }
        self.numbers += 1;
        let ratio = ratio(got, want, tol);
        if self.worst.as_ref().is_none_or(|(worst, _)| ratio > *worst) {
            self.worst = Some((ratio, what()));
        }
        if ratio > 1.0 {
            self.misses.push(format!("{} = {got:e}, not {want:e} ({ratio:.3} of its tolerance)", what()));
        }
    }

    /// What did not agree, in one line.
    pub(super) fn misses(&self) -> Option<String> {
        let shown = self.misses.iter().take(SHOWN).cloned().collect::<Vec<_>>().join("; ");
        match self.misses.len() {
            0 => None,
            n if n > SHOWN => Some(format!("{shown}; and {} more", n - SHOWN)),
            _ => Some(shown),
        }
    }
}

/// The error as a share of its tolerance. Beyond the range of `f32`, infinity is the right answer.
fn ratio(got: f64, want: f64, tol: Tol) -> f64 {
    let largest = f64::from(f32::MAX);
    if got.is_infinite() && got.signum() == want.signum() && want.abs() >= largest * (1.0 - tol.rtol) {
        return 0.0;
    }
    let (error, allowed) = ((got - want).abs(), tol.atol + tol.rtol * want.abs());
    if error == 0.0 {
        0.0
    } else if got.is_finite() && want.is_finite() {
        error / allowed
    } else {
        f64::INFINITY
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOL: Tol = Tol { rtol: 1e-2, atol: 1e-3 };

    fn misses(got: f64, want: f64) -> usize {
        let mut checks = Checks::default();
        checks.close("x", got, want, TOL);
        checks.misses.len()
    }

    #[test]
    fn a_number_within_its_tolerance_agrees() {
        assert_eq!(misses(1.0109, 1.0), 0);
        assert_eq!(misses(1.0111, 1.0), 1);
        assert_eq!(misses(-1.0, 1.0), 1);
        assert_eq!(misses(0.0, -0.0), 0);
    }

    #[test]
    fn without_any_tolerance_only_the_same_number_agrees() {
        let exact = Tol { rtol: 0.0, atol: 0.0 };
        assert_eq!(ratio(2.0, 2.0, exact).to_bits(), 0.0_f64.to_bits());
        assert!(ratio(2.0, 2.0000001, exact).is_infinite());
    }

    #[test]
    fn infinity_agrees_only_with_what_single_precision_cannot_hold() {
        let inf = f64::INFINITY;
        assert_eq!(misses(inf, inf), 0);
        assert_eq!(misses(-inf, inf), 1);
        assert_eq!(misses(inf, 1e39), 0);
        assert_eq!(misses(-inf, -1e39), 0);
        assert_eq!(misses(inf, -1e39), 1);
        assert_eq!(misses(inf, 1e30), 1);
        assert_eq!(misses(1e30, inf), 1);
        assert_eq!(misses(3.0e38, 1e39), 1);
    }

    #[test]
    fn nan_is_no_reference_and_never_a_result() {
        let mut checks = Checks::default();
        checks.close("x", 1.0, f64::NAN, TOL);
        assert_eq!((checks.numbers, checks.misses.len()), (0, 0));
        assert_eq!(misses(f64::NAN, 1.0), 1);
        assert_eq!(misses(f64::NAN, f64::INFINITY), 1);
    }

    #[test]
    fn lists_of_different_lengths_are_an_error() {
        let error = Checks::default().all("y", &[1.0], &[1.0, 2.0], TOL, &[]).unwrap_err();
        assert_eq!(error.to_string(), "`y` has 2 numbers, not 1");
    }
}
