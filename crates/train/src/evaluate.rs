//! How good a network is on rows that it does not learn from right now.

use alloc::vec;
use alloc::vec::Vec;

use crate::config::Plan;
use crate::data::{Data, Target};
use playgrad_core::batch::Batch;
use playgrad_core::lane::Lane;
use playgrad_core::layer::Pass;
use playgrad_core::math;
use playgrad_core::network::{Network, Workspace};
use playgrad_core::rng::{Rng, Stream};
use playgrad_core::simd::F32x4;

/// Rows of one pass: few enough to stay in a core's nearest memory.
const ROWS: usize = 64;

/// The most rows that are looked at after an epoch; beyond that a sample, fixed by seed.
pub const MOST_ROWS: usize = 2000;

/// What an evaluation found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Evaluation {
    /// Mean loss over the rows.
    pub loss: f64,
    /// Rows by class and prediction, `[classes, classes]`; empty for regression.
    pub confusion: Vec<u32>,
    /// How each target that is a number was met; empty for classes.
    pub fits: Vec<Fit>,
}

/// How a target that is a number was met, in its own units.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Fit {
    /// How many rows.
    pub rows: f64,
    /// Sum of the squared errors.
    pub errors: f64,
    /// Sum of the target.
    pub sum: f64,
    /// Sum of its squares.
    pub squares: f64,
}

impl Fit {
    /// Root of the mean squared error.
    pub fn rmse(&self) -> f64 {
        math::root(self.errors / self.rows)
    }

    /// R²: the share of the target's variance that is explained, as scikit-learn's `r2_score`; `None` for a target that
    /// is always the same.
    pub fn r2(&self) -> Option<f64> {
        let variance = self.squares - self.sum * self.sum / self.rows;
        (variance > 1e-12 * self.squares).then(|| 1.0 - self.errors / variance)
    }

    fn add(&mut self, y: f64, prediction: f64) {
        let Self { rows, errors, sum, squares } = self;
        *rows += 1.0;
        *errors += (y - prediction) * (y - prediction);
        *sum += y;
        *squares += y * y;
    }
}

impl Evaluation {
    /// Nothing found yet, with room for what there is to be found.
    pub(crate) fn new(data: &Data) -> Self {
        let names = data.table.target.names().len();
        let (classes, numbers) = if data.class(0).is_some() { (names, 0) } else { (0, names) };
        Self { loss: f64::NAN, confusion: vec![0; classes * classes], fits: vec![Fit::default(); numbers] }
    }

    /// Share of the rows whose class was predicted; `None` for regression.
    pub fn accuracy(&self) -> Option<f64> {
        let classes = math::root(self.confusion.len() as f64) as usize;
        let right: u32 = self.confusion.iter().step_by(classes + 1).sum();
        let rows: u32 = self.confusion.iter().sum();
        (rows > 0).then(|| f64::from(right) / f64::from(rows))
    }
}

/// Room to run a network forward outside of a step, over any number of rows.
#[derive(Clone, Debug)]
pub(crate) struct Evaluator {
    space: Workspace<F32x4>,
    predictions: Vec<F32x4>,
    targets: Vec<F32x4>,
    scratch: Vec<F32x4>,
}

impl Evaluator {
    pub(crate) fn new(network: &Network) -> Self {
        let outputs = vec![F32x4::zero(); network.outputs() * F32x4::count(ROWS)];
        Self {
            space: Workspace::new(network, ROWS, false),
            predictions: outputs.clone(),
            targets: outputs.clone(),
            scratch: outputs,
        }
    }

    /// Runs `rows` rows forward in pieces: `fill` writes a piece's inputs, `see` gets the workspace and the predictions.
    pub(crate) fn over(
        &mut self,
        network: &Network,
        (params, running): (&[F32x4], &[F32x4]),
        rows: usize,
        mut fill: impl FnMut(usize, Batch, &mut [F32x4]),
        mut see: impl FnMut(usize, Batch, &Workspace<F32x4>, &[F32x4]),
    ) {
        for first in (0..rows).step_by(ROWS) {
            let batch = Batch::of::<F32x4>(usize::min(ROWS, rows - first));
            fill(first, batch, &mut self.space.x[..network.inputs * batch.lanes]);
            let pass = Pass { batch, training: false, seed: 0, step: 0, layer: 0 };
            for layer in 0..network.layers.len() {
                network.forward(layer, &pass, params, running, &mut self.space);
            }
            let n = network.outputs() * batch.lanes;
            let z = self.space.slots.last().map_or(&self.space.x, |slot| &slot.y);
            network.predict(&z[..n], &mut self.predictions[..n], batch.lanes);
            see(first, batch, &self.space, &self.predictions[..n]);
        }
    }

    /// Loss and, for classes, how rows were taken for what. `found.confusion` keeps its room.
    pub(crate) fn evaluate(
        &mut self,
        (network, plan, data): (&Network, &Plan, &Data),
        state: (&[F32x4], &[F32x4]),
        rows: &[u32],
        found: &mut Evaluation,
    ) {
        found.confusion.fill(0);
        found.fits.fill(Fit::default());
        let (mut targets, mut scratch) = (core::mem::take(&mut self.targets), core::mem::take(&mut self.scratch));
        let mut total = 0.0;
        let loss = plan.loss.as_dyn();
        let fill = |first: usize, batch: Batch, x: &mut [F32x4]| data.gather_x(&rows[first..][..batch.rows], x);
        self.over(network, state, rows.len(), fill, |first, batch, space, predictions| {
            let rows = &rows[first..][..batch.rows];
            let n = predictions.len();
            data.gather_y(rows, &mut targets[..n]);
            let z = space.slots.last().map_or(&space.x, |slot| &slot.y);
            total += loss.score(&z[..n], &targets[..n], &mut scratch[..n], batch) * batch.rows as f64;
            if !found.confusion.is_empty() {
                count(data, rows, predictions, batch, &mut found.confusion);
            }
            measure(data, rows, predictions, batch, &mut found.fits);
        });
        (self.targets, self.scratch) = (targets, scratch);
        found.loss = total / rows.len() as f64;
    }
}

/// Adds rows to the confusion matrix.
fn count(data: &Data, rows: &[u32], predictions: &[F32x4], batch: Batch, confusion: &mut [u32]) {
    let classes = data.table.target.names().len();
    let (values, stride) = (F32x4::scalars(predictions), batch.lanes * F32x4::WIDTH);
    for (i, &row) in rows.iter().enumerate() {
        let at = |unit: usize| values[unit * stride + i];
        let said = predicted_class(values.len() / stride, at, data.threshold());
        let is = data.class(row as usize).unwrap_or_default();
        confusion[is as usize * classes + said] += 1;
    }
}

/// Adds the errors of rows.
fn measure(data: &Data, rows: &[u32], predictions: &[F32x4], batch: Batch, fits: &mut [Fit]) {
    let Target::Numbers(_, y) = &data.table.target else { return };
    let (values, stride, targets) = (F32x4::scalars(predictions), batch.lanes * F32x4::WIDTH, fits.len());
    for (target, fit) in fits.iter_mut().enumerate() {
        for (i, &row) in rows.iter().enumerate() {
            let prediction = data.scales[target].back(values[target * stride + i]);
            fit.add(f64::from(y[row as usize * targets + target]), f64::from(prediction));
        }
    }
}

/// The class that a prediction stands for: the largest output, or one output against a threshold.
pub(crate) fn predicted_class(outputs: usize, at: impl Fn(usize) -> f32, threshold: f32) -> usize {
    if outputs == 1 {
        return usize::from(at(0) > threshold);
    }
    (1..outputs).fold(0, |best, unit| if at(unit) > at(best) { unit } else { best })
}

/// The rows that are looked at: all of them, or a sample fixed by seed.
pub(crate) fn sample(rows: &[u32], seed: u32) -> Vec<u32> {
    let mut chosen = rows.to_vec();
    if rows.len() > MOST_ROWS {
        Rng::stream(seed, Stream::Split, [1, 0, 0]).shuffle(&mut chosen);
        chosen.truncate(MOST_ROWS);
        // Back in their order without a sort, which would weigh more than this file.
        let mut marks = vec![false; rows.iter().max().map_or(0, |&row| row as usize + 1)];
        chosen.iter().for_each(|&row| marks[row as usize] = true);
        chosen = rows.iter().copied().filter(|&row| marks[row as usize]).collect();
    }
    chosen
}
