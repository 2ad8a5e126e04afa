//! Where a training run ends: its parameters, and how good they are.

use anyhow::{Context, Result, ensure};
use playgrad_core::batch::Batch;
use playgrad_core::lane::Lane;
use playgrad_core::layer::Pass;
use playgrad_core::network::{Workspace, import};
use playgrad_core::simd::F32x4;
use playgrad_train::data::Role;
use playgrad_train::evaluate::MOST_ROWS;
use playgrad_train::run::Run;

use super::super::checks::{Checks, Outcome, Tol};
use super::super::lanes::{narrow, unpack, wide};
use super::super::read::{Case, tolerance};
use super::setup::{Setup, tensor};

/// Compares what the file's own parameters at the end predict; and, if the run came there too, the run's parameters.
///
/// The evaluation is of the file's parameters because a file may allow the run's to differ: under Adam a bias before a
/// batch norm follows rounding errors.
pub(super) fn compare(
    case: &Case<'_>,
    setup: &Setup,
    run: &mut Run,
    arrived: bool,
    checks: &mut Checks,
) -> Outcome<()> {
    let layers = case.parts("final")?;
    if let (true, Some(tol)) = (arrived, super::final_tolerance(case)?) {
        parameters(&layers, setup, run, "at the end", tol, checks)?;
    }
    let reference = State::of_file(&layers, setup, run)?;
    let train = 0..setup.table.train as u32;
    let test = train.end..run.data().rows() as u32;
    for (name, rows) in [("final_eval", train), ("final_eval_test", test)] {
        if case.get(name).is_some() {
            let rows: Vec<u32> = rows.collect();
            let found = Found::of(run, &reference, &rows).with_context(|| format!("`{name}`"))?;
            found.compare(name, &case.part(name)?, tolerance(case.part("tol")?.need("loss")?)?, checks)?;
        }
    }
    page(setup, run, checks)
}

/// Parameters and running statistics.
struct State {
    params: Vec<f32>,
    running: Vec<f32>,
}

impl State {
    /// Those of the file's layers, in the core's order.
    fn of_file(layers: &[Case<'_>], setup: &Setup, run: &Run) -> Result<Self> {
        let network = run.network();
        let layer = |place: usize| layers.get(place).with_context(|| format!("no layer {place} at the end"));
        let (mut params, mut running) = (Vec::new(), vec![0.0; run.running().len()]);
        for placed in &network.tensors {
            let (place, name) = setup.name(placed);
            params.extend(narrow(&tensor(layer(place)?, name, placed)?));
        }
        for (place, name, first, n) in statistics(setup, run) {
            running[first..][..n].copy_from_slice(&narrow(&layer(place)?.shaped(name, &[n])?));
        }
        Ok(Self { params, running })
    }
}

/// Running statistics: the layer's place and their name in the file, where they are in the run's, and how many.
fn statistics<'a>(setup: &'a Setup, run: &'a Run) -> impl Iterator<Item = (usize, &'static str, usize, usize)> + 'a {
    let layers = run.network().layers.iter().zip(&setup.places).filter(|(placed, _)| !placed.state.is_empty());
    layers.flat_map(|(placed, &place)| {
        let (first, half) = (placed.state.start * F32x4::WIDTH, placed.state.len() / 2 * F32x4::WIDTH);
        let n = placed.inputs;
        [(place, "running_mean", first, n), (place, "running_var", first + half, n)]
    })
}

/// Compares all parameters and running statistics with those of the file's layers.
pub(super) fn parameters(
    layers: &[Case<'_>],
    setup: &Setup,
    run: &Run,
    when: &str,
    tol: Tol,
    checks: &mut Checks,
) -> Result<()> {
    let layer = |place: usize| layers.get(place).with_context(|| format!("no layer {place} {when}"));
    let (params, running) = (wide(&run.params()), wide(run.running()));
    for placed in &run.network().tensors {
        let (place, name) = setup.name(placed);
        let want = tensor(layer(place)?, name, placed).with_context(|| format!("layer {place} {when}"))?;
        checks.all(&format!("{place}.{name} {when}"), &params[placed.numbers.clone()], &want, tol, &[])?;
    }
    for (place, name, first, n) in statistics(setup, run) {
        let want = layer(place)?.shaped(name, &[n])?;
        checks.all(&format!("{place}.{name} {when}"), &running[first..][..n], &want, tol, &[])?;
    }
    Ok(())
}

/// Sums over the batch in pieces and at once differ by rounding only.
const OF_PAGE: Tol = Tol { rtol: 1e-5, atol: 1e-9 };

/// Compares what the page shows, the run's own evaluation, with that of its parameters here.
fn page(setup: &Setup, run: &mut Run, checks: &mut Checks) -> Outcome<()> {
    if setup.table.train > MOST_ROWS {
        return Ok(());
    }
    let rows: Vec<u32> = (0..setup.table.train as u32).collect();
    let state = State { params: run.params(), running: run.running().to_vec() };
    let here = Found::of(run, &state, &rows)?;
    let shown = run.evaluate(Role::Training).unwrap_or_default();
    checks.close("the run's own evaluation", shown.loss, here.loss, OF_PAGE);
    if let (Some(shown), Some((right, undecided))) = (shown.accuracy(), here.accuracy) {
        checks.close("the run's own accuracy", shown, right, Tol { rtol: 1e-9, atol: undecided });
    }
    Ok(())
}

/// What a run makes of some rows.
struct Found {
    loss: f64,
    /// `[rows, outputs]`
    predictions: Vec<f64>,
    outputs: usize,
    /// The share of the rows whose class is predicted, and of those that a rounding error could turn.
    accuracy: Option<(f64, f64)>,
}

/// Predictions closer to each other than this could be in either order.
const UNDECIDED: f64 = 1e-3;

impl Found {
    /// Runs rows through the network in evaluation.
    fn of(run: &Run, at: &State, rows: &[u32]) -> Result<Self> {
        ensure!(!rows.is_empty(), "there are no rows");
        let (network, data) = (run.network(), run.data());
        let batch = Batch::of::<F32x4>(rows.len());
        let pass = Pass { batch, training: false, seed: 0, step: 0, layer: 0 };
        let (mut p, mut state) = (vec![F32x4::zero(); network.params], vec![F32x4::zero(); network.state]);
        import(network, &at.params, &mut p);
        F32x4::scalars_mut(&mut state).copy_from_slice(&at.running);
        let mut space = Workspace::<F32x4>::new(network, rows.len(), false);
        data.gather_x(rows, &mut space.x);
        for layer in 0..network.layers.len() {
            network.forward(layer, &pass, &p, &state, &mut space);
        }
        let z = &space.slots.last().context("a network without layers")?.y;
        let (mut y, mut target, mut d) = (z.clone(), z.clone(), z.clone());
        network.predict(z, &mut y, batch.lanes);
        data.gather_y(rows, &mut target);
        let loss = run.plan().loss.as_dyn().score(z, &target, &mut d, batch);
        let outputs = network.outputs();
        let predictions = unpack(&y, outputs, rows.len());
        let classes: Option<Vec<u32>> = rows.iter().map(|&row| data.class(row as usize)).collect();
        let threshold = f64::from(data.threshold());
        let accuracy = classes.map(|classes| accuracy(&predictions, outputs, &classes, threshold));
        Ok(Self { loss, predictions, outputs, accuracy })
    }

    fn compare(&self, name: &str, eval: &Case<'_>, of_loss: Tol, checks: &mut Checks) -> Outcome<()> {
        eval.only(name, &["mode", "loss", "accuracy", "output_first_rows"])?;
        checks.close(&format!("loss in {name}"), self.loss, eval.number("loss")?, of_loss);
        if eval.get("accuracy").is_some() {
            let (right, undecided) = self.accuracy.context("an accuracy without classes")?;
            let of_accuracy = Tol { rtol: 1e-9, atol: undecided };
            checks.close(&format!("accuracy in {name}"), right, eval.number("accuracy")?, of_accuracy);
        }
        if eval.get("output_first_rows").is_some() {
            let want = eval.tensor("output_first_rows")?.data;
            let fits = want.len() <= self.predictions.len() && want.len().is_multiple_of(self.outputs);
            let got = if fits { &self.predictions[..want.len()] } else { &[] };
            // Outputs near zero are differences of others' size.
            let size = self.predictions.iter().fold(0.0, |size: f64, p| if p.abs() > size { p.abs() } else { size });
            let tol = Tol { atol: of_loss.atol + 1e-6 * size, ..of_loss };
            checks.all(&format!("output_first_rows in {name}"), got, &want, tol, &[])?;
        }
        Ok(())
    }
}

/// The share of the rows whose class is predicted, and of those that a rounding error could turn.
fn accuracy(predictions: &[f64], outputs: usize, classes: &[u32], threshold: f64) -> (f64, f64) {
    let (mut right, mut undecided) = (0, 0);
    for (row, &class) in predictions.chunks_exact(outputs).zip(classes) {
        let (said, margin) = match row {
            [p] => (usize::from(*p > threshold), (p - threshold).abs()),
            row => {
                let mut order: Vec<usize> = (0..outputs).collect();
                order.sort_by(|&i, &j| row[j].total_cmp(&row[i]));
                (order[0], row[order[0]] - row[order[1]])
            }
        };
        right += usize::from(said == class as usize);
        undecided += usize::from(margin < UNDECIDED);
    }
    let share = |count: usize| count as f64 / classes.len() as f64;
    (share(right), share(undecided))
}
