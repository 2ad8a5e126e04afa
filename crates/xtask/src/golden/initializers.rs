//! `initializers.json`: distributions, within five standard errors.

use anyhow::anyhow;
use playgrad_core::init::Init;
use playgrad_core::rng::{Rng, Stream};
use playgrad_core::value::Value;

use super::checks::{Checks, Outcome, Stop, Tol};
use super::names::{take, translate};
use super::read::Case;
use super::tables::INITS;

/// At least so many weights are drawn, in as many matrices as it takes.
const DRAWS: usize = 20_000;

/// More weights than any layer has.
const LARGEST: usize = 1 << 24;

/// Seed of the draws, so that each check comes out the same every time.
const SEED: u32 = 1;

/// One initializer for one shape.
pub(super) fn case(case: &Case<'_>) -> Outcome {
    let params = case.get("params").unwrap_or(&Value::Null);
    let translated = translate(INITS, case.word("framework"), case.text("name")?, params)?;
    let init: Init = take("init", &translated.value)?;
    case.only(case.word("name"), &["name", "params", "fan_in", "fan_out", "expected"])?;
    let (fan_in, fan_out) = (case.count("fan_in")?, case.count("fan_out")?);
    if !(1..=LARGEST).contains(&fan_in.saturating_mul(fan_out)) {
        return Err(anyhow!("a matrix of {fan_in} times {fan_out} weights").into());
    }
    let expected = case.part("expected")?;
    if expected.get("property").is_some() {
        return Stop::missing(format!("{}: a property instead of a distribution", case.word("name")));
    }
    compare(&expected, &draw(&init, fan_in, fan_out))
}

fn draw(init: &Init, fan_in: usize, fan_out: usize) -> Vec<f64> {
    let size = fan_in * fan_out;
    let mut all = vec![0.0; size * DRAWS.div_ceil(size)];
    for (i, w) in all.chunks_exact_mut(size).enumerate() {
        init.as_dyn().fill(fan_in, fan_out, w, &mut Rng::stream(SEED, Stream::Weights, [i as u64, 0, 0]));
    }
    all
}

/// How exact the distribution's own numbers are in the files.
const DIGITS: f64 = 1e-9;

fn compare(expected: &Case<'_>, drawn: &[f64]) -> Outcome {
    let (mean, variance) = (expected.number("mean")?, expected.number("var")?);
    let n = drawn.len() as f64;
    let within = |standard_error: f64| Tol { rtol: DIGITS, atol: 5.0 * standard_error };
    let got_mean = drawn.iter().sum::<f64>() / n;
    let got_variance = drawn.iter().map(|w| (w - got_mean) * (w - got_mean)).sum::<f64>() / n;
    let mut checks = Checks::default();
    checks.close("mean", got_mean, mean, within((variance / n).sqrt()));
    if variance > 0.0 {
        let kurtosis = expected.number("kurtosis")?;
        checks.close("var", got_variance, variance, within(variance * ((kurtosis - 1.0) / n).sqrt()));
    } else {
        checks.close("var", got_variance, variance, within(0.0));
    }
    for (bound, sign) in [("min", -1.0), ("max", 1.0)] {
        if expected.get(bound).is_some() {
            let limit = expected.number(bound)?;
            let beyond = drawn.iter().find(|&&w| sign * (w - limit) > DIGITS * limit.abs());
            checks.hold(beyond.is_none(), || format!("{beyond:?} is beyond the {bound} of {limit}"));
        }
    }
    if expected.get("quantiles").is_some() {
        let quantiles = expected.part("quantiles")?;
        let (p, x) = (quantiles.tensor("p")?.data, quantiles.tensor("x")?.data);
        if p.len() != x.len() {
            return Err(anyhow!("{} quantiles for {} shares", x.len(), p.len()).into());
        }
        for (p, x) in p.into_iter().zip(x) {
            let below = drawn.iter().filter(|&&w| w <= x).count() as f64 / n;
            checks.close(&format!("share below {x}"), below, p, within((p * (1.0 - p) / n).sqrt()));
        }
    }
    Ok(checks)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn misses(distribution: &str, init: &str) -> usize {
        let expected: Value = serde_json::from_str(distribution).unwrap();
        let drawn = draw(&take("init", &init.into()).unwrap(), 3, 3);
        compare(&Case { value: &expected, file: &expected }, &drawn).unwrap().misses.len()
    }

    #[test]
    fn the_shape_of_a_distribution_matters_not_only_its_variance() {
        // Glorot's variance for three inputs and three outputs, 1/3, is that of the uniform distribution on −1..1.
        let uniform = r#"{"mean": 0, "var": 0.333333333333, "kurtosis": 1.8, "min": -1, "max": 1,
            "quantiles": {"p": [0.05, 0.25, 0.5, 0.75, 0.95], "x": [-0.9, -0.5, 0, 0.5, 0.9]}}"#;
        assert_eq!(misses(uniform, "glorot_uniform"), 0);
        assert!(misses(uniform, "glorot_normal") >= 3);
        assert!(misses(uniform, "he_uniform") >= 3);
        assert!(misses(uniform, "zeros") >= 2);
    }

    #[test]
    fn a_constant_must_be_met_exactly() {
        assert_eq!(misses(r#"{"mean": 0, "var": 0, "min": 0, "max": 0}"#, "zeros"), 0);
        assert!(misses(r#"{"mean": 0, "var": 0, "min": 0, "max": 0}"#, "glorot_uniform") >= 3);
    }
}
