//! `losses.json`: mean over the batch, and its gradient.

use anyhow::ensure;
use playgrad_core::batch::Batch;
use playgrad_core::loss::Loss;
use playgrad_core::simd::F32x4;
use playgrad_core::value::Value;

use super::checks::{Checks, Outcome};
use super::lanes::{pack, unpack};
use super::names::{take, translate};
use super::read::{Case, Tensor, indices};
use super::tables::LOSSES;

/// What fills the padding of the batch: it must count as nothing.
const JUNK: f32 = 7.5;

/// One loss on one batch.
pub(super) fn case(case: &Case<'_>) -> Outcome {
    let params = case.get("params").unwrap_or(&Value::Null);
    let translated = translate(LOSSES, case.word("framework"), case.text("name")?, params)?;
    let loss: Loss = take("loss", &translated.value)?;
    case.only(
        case.word("name"),
        &["name", "params", "pred", "target", "target_labels", "value", "grad", "kink_idx", "tol_value", "tol_grad"],
    )?;
    let pred = case.tensor("pred")?;
    let (rows, units) = (pred.rows(), pred.width());
    let target = targets(case, &pred)?;
    let batch = Batch::of::<F32x4>(rows);
    let (p, y) = (pack(&pred.data, units, JUNK), pack(&target, units, JUNK));
    let mut d = vec![F32x4::all(JUNK); p.len()];
    let value = loss.as_dyn::<F32x4>().score(&p, &y, &mut d, batch);
    let mut checks = Checks::default();
    checks.close("value", value, case.number("value")?, case.tol("tol_value")?);
    let kinks = case.places("kink_idx", pred.data.len())?;
    checks.all("grad", &unpack(&d, units, rows), &case.tensor("grad")?.data, case.tol("tol_grad")?, &kinks)?;
    Ok(checks)
}

/// The targets in the shape of the predictions; labels become rows with a single one.
fn targets(case: &Case<'_>, pred: &Tensor) -> anyhow::Result<Vec<f64>> {
    let Some(labels) = case.get("target_labels") else { return case.shaped("target", &pred.shape) };
    let labels = indices(labels)?;
    let (rows, units) = (pred.rows(), pred.width());
    ensure!(labels.len() == rows, "`target_labels` has {} labels for {rows} rows", labels.len());
    ensure!(labels.iter().all(|&label| label < units), "`target_labels` names a class beyond the {units} there are");
    let row = |label: usize| (0..units).map(move |unit| if unit == label { 1.0 } else { 0.0 });
    Ok(labels.into_iter().flat_map(row).collect())
}
