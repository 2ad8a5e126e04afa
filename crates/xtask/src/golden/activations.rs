//! `activations.json`: values and derivatives.

use playgrad_core::activation::Activation;
use playgrad_core::lane::Lane;
use playgrad_core::simd::F32x4;
use playgrad_core::value::Value;

use super::checks::{Checks, Outcome, Stop};
use super::lanes::{pack, unpack};
use super::names::{take, translate};
use super::read::{Case, Tensor};
use super::tables::ACTIVATIONS;

/// One number in, one number out: the value and the derivative at each input.
pub(super) fn elementwise(case: &Case<'_>) -> Outcome {
    let activation = find(case)?;
    case.only(
        case.word("name"),
        &["name", "params", "x", "y", "dy_dx", "kinks", "kink_idx", "f32_overflow_idx", "tol", "tol_strict"],
    )?;
    let x = case.tensor("x")?;
    let n = x.data.len();
    let (y, slope) = through(&activation, &x.data, 1, &vec![1.0; n]);
    // On a kink the derivative is a choice, and PyTorch's is ours.
    let kinks = if case.word("framework") == "torch" { Vec::new() } else { case.places("kink_idx", n)? };
    let mut checks = Checks::default();
    for i in case.places("f32_overflow_idx", n)? {
        checks.hold(y[i].is_infinite(), || format!("y[{i}] = {:e} is not infinite", y[i]));
    }
    for (i, x) in x.data.iter().enumerate().filter(|(_, x)| x.is_nan()) {
        checks.hold(y[i].is_nan(), || format!("y[{i}] = {:e} for {x}", y[i]));
    }
    compare(case, &mut checks, &y, "dy_dx", &slope, &kinks)?;
    Ok(checks)
}

/// A row in, a row out: the values, and the way back of what comes from above.
pub(super) fn vector(case: &Case<'_>) -> Outcome {
    let activation = find(case)?;
    case.only(case.word("name"), &["name", "params", "axis", "x", "upstream", "y", "dx", "tol", "tol_strict"])?;
    let x = case.tensor("x")?;
    let last = x.shape.len() as f64 - 1.0;
    if case.get("axis").is_some_and(|axis| *axis != Value::Number(-1.0) && *axis != Value::Number(last)) {
        return Stop::missing(format!("{} along another axis than the last", case.word("name")));
    }
    let up = case.shaped("upstream", &x.shape)?;
    let Tensor { data, .. } = &x;
    let (y, dx) = through(&activation, data, x.width(), &up);
    let mut checks = Checks::default();
    compare(case, &mut checks, &y, "dx", &dx, &[])?;
    Ok(checks)
}

fn find(case: &Case<'_>) -> Outcome<Activation> {
    let params = case.get("params").unwrap_or(&Value::Null);
    let translated = translate(ACTIVATIONS, case.word("framework"), case.text("name")?, params)?;
    take("activation", &translated.value)
}

/// With the tolerance of the case, and with the strict one where it is given.
fn compare(
    case: &Case<'_>,
    checks: &mut Checks,
    y: &[f64],
    slope: &str,
    slopes: &[f64],
    kinks: &[usize],
) -> Outcome<()> {
    let mut tols = vec![case.tol("tol")?];
    if case.get("tol_strict").is_some() {
        tols.push(case.tol("tol_strict")?);
    }
    for tol in tols {
        checks.all("y", y, &case.tensor("y")?.data, tol, &[])?;
        checks.all(slope, slopes, &case.tensor(slope)?.data, tol, kinks)?;
    }
    Ok(())
}

/// Rows of `units` numbers through an activation, and `up` back.
fn through(activation: &Activation, x: &[f64], units: usize, up: &[f64]) -> (Vec<f64>, Vec<f64>) {
    let batch = x.len() / units;
    let (x, mut d) = (pack(x, units, 1.0), pack(up, units, 1.0));
    let mut y = vec![F32x4::zero(); x.len()];
    let activation = activation.as_dyn::<F32x4>();
    activation.forward(&x, &mut y, F32x4::count(batch));
    activation.backward(&x, &y, &mut d, F32x4::count(batch));
    (unpack(&y, units, batch), unpack(&d, units, batch))
}
