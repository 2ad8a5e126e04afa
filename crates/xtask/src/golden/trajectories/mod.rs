//! `trajectories/*.json`: whole training runs, each through [`Run`](playgrad_train::run::Run).

mod data;
mod end;
mod network;
mod record;
mod setup;

use core::ops::Range;

use playgrad_core::network::PlacedTensor;
use playgrad_train::run::{Phase, Run, Status, Unit};

use self::record::Records;
use self::setup::Setup;
use super::checks::{Checks, Outcome, Tol};
use super::read::{Case, tolerance};

/// One training run.
pub(super) fn case(case: &Case<'_>) -> Outcome {
    case.only("a training run", &MEMBERS)?;
    let setup = Setup::read(case)?;
    let records = Records::read(case, setup.steps)?;
    let Setup { config, table, given, journal, .. } = setup.clone();
    let mut run = Run::open(&config, Some(table), given, journal).map_err(setup::refused)?;
    let mut checks = Checks::default();
    checks.gaps.clone_from(&setup.gaps);
    let arrived = train(case, &setup, &records, &mut run, &mut checks)?;
    if case.get("final").is_some() {
        end::compare(case, &setup, &mut run, arrived, &mut checks)?;
    }
    Ok(checks)
}

/// What a file of a training run may have.
const MEMBERS: [&str; 26] = [
    "schema",
    "file",
    "set",
    "dtype",
    "significant_digits",
    "versions",
    "network",
    "loss",
    "penalty",
    "optimizer",
    "schedule",
    "clip",
    "data",
    "steps",
    "full_batch",
    "batches",
    "initial",
    "records",
    "checkpoints",
    "final",
    "final_eval",
    "final_eval_test",
    "f32_drift",
    "tol",
    "notes",
    "note",
];

/// Steps through the run; whether it came to its end.
fn train(case: &Case<'_>, setup: &Setup, records: &Records, run: &mut Run, checks: &mut Checks) -> Outcome<bool> {
    for step in 0..records.compared {
        records.before(step, run, checks);
        let norms = advance(run, setup.decays);
        if let Status::Diverged { .. } = run.status() {
            let expected = records.overflows(step);
            checks.hold(expected, || format!("diverged in step {}, where the reference goes on", step + 1));
            if expected {
                checks.gap("steps after an overflow, before which a run stops");
            }
            return Ok(false);
        }
        records.after(step, run, checks);
        records.norms(step, &named(setup, run, &norms), checks)?;
        checkpoint(case, setup, step + 1, run, checks)?;
    }
    Ok(records.compared == setup.steps)
}

/// One step, and ‖g‖ of each tensor in it.
///
/// PyTorch's weight decay is no part of the recorded gradients, but a penalty is: so with decay they are measured before
/// the core adds it.
fn advance(run: &mut Run, decays: bool) -> Vec<f64> {
    if !decays {
        run.step(Unit::Batch);
        return run.norms().to_vec();
    }
    while run.status() == Status::Training && !matches!(run.step(Unit::Phase), Phase::Backward { .. }) {}
    let gradients = run.gradients();
    let norm =
        |numbers: Range<usize>| gradients[numbers].iter().map(|&g| f64::from(g) * f64::from(g)).sum::<f64>().sqrt();
    let norms = run.network().tensors.iter().map(|placed| norm(placed.numbers.clone())).collect();
    run.step(Unit::Batch);
    norms
}

/// Norms with the names that the file has for their tensors.
fn named(setup: &Setup, run: &Run, norms: &[f64]) -> Vec<(String, f64)> {
    let name = |(placed, &norm): (&PlacedTensor, &f64)| {
        let (place, name) = setup.name(placed);
        (format!("{place}.{name}"), norm)
    };
    run.network().tensors.iter().zip(norms).map(name).collect()
}

/// Compares the parameters where the file has them after this step.
fn checkpoint(case: &Case<'_>, setup: &Setup, after: usize, run: &Run, checks: &mut Checks) -> Outcome<()> {
    let Some(tol) = final_tolerance(case)? else { return Ok(()) };
    if case.get("checkpoints").is_none() {
        return Ok(());
    }
    for point in case.parts("checkpoints")? {
        if point.count("after_step")? == after {
            let what = format!("after step {after}");
            end::parameters(&point.parts("params")?, setup, run, &what, tol, checks)?;
        }
    }
    Ok(())
}

/// The tolerance of parameters; none where paths part at the rounding floor.
fn final_tolerance(case: &Case<'_>) -> Outcome<Option<Tol>> {
    let tol = case.part("tol")?;
    match tol.get("final") {
        Some(value) => Ok(Some(tolerance(value)?)),
        None => Ok(None),
    }
}
