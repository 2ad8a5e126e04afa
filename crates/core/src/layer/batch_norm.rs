//! Batch normalization: a layer with parameters and a state of its own.

use alloc::vec;
use alloc::vec::Vec;

use super::{Backward, BatchNorm, Operate, Pass, Role, RunningVariance, Tensor};
use crate::batch::Batch;
use crate::lane::{Lane, Scalar};
use crate::rng::Rng;

/// What `forward` keeps after the normalized values `[units, batch]`: a lane each of mean, variance and 1/√(variance + eps).
const STATISTICS: usize = 3;

/// The parts of what a layer kept: normalized values, and each unit's statistics.
fn split<L>(kept: &[L], units: usize) -> (&[L], &[L]) {
    kept.split_at(kept.len() - units * STATISTICS)
}

/// Sum over the batch of `f` at each lane, padding left out.
fn sum_over<L: Lane>(batch: Batch, f: impl Fn(usize) -> L) -> L {
    let mut sum = L::zero();
    for lane in 0..batch.lanes {
        sum += f(lane).first(batch.rows_in::<L>(lane));
    }
    L::broadcast(sum.sum())
}

impl<L: Lane> Operate<L> for BatchNorm {
    fn outputs(&self, inputs: usize) -> usize {
        inputs
    }

    fn tensors(&self, inputs: usize) -> Vec<Tensor> {
        vec![Tensor { role: Role::Scale, rows: 1, cols: inputs }, Tensor { role: Role::Shift, rows: 1, cols: inputs }]
    }

    /// One row has no spread.
    fn least_rows(&self) -> usize {
        2
    }

    /// Running mean and running variance of each unit.
    fn state(&self, inputs: usize) -> usize {
        2 * L::count(inputs)
    }

    fn kept(&self, inputs: usize, lanes: usize) -> usize {
        inputs * (lanes + STATISTICS)
    }

    fn begin(&self, inputs: usize, p: &mut [L], state: &mut [L], _rng: &mut Rng) {
        let one = L::Scalar::round(1.0);
        L::scalars_mut(p)[..inputs].fill(one);
        L::scalars_mut(&mut state[L::count(inputs)..])[..inputs].fill(one);
    }

    fn forward(&self, pass: &Pass, p: &[L], state: &[L], x: &[L], y: &mut [L], kept: &mut [L]) {
        let Batch { rows, lanes } = pass.batch;
        let units = x.len() / lanes;
        let (scale, shift) = halves::<L>(p);
        let (running_mean, running_variance) = halves::<L>(state);
        let (normal, statistics) = kept.split_at_mut(kept.len() - units * STATISTICS);
        for unit in 0..units {
            let x = &x[unit * lanes..][..lanes];
            let (mean, variance) = if pass.training {
                let n = L::splat(1.0 / rows as f64);
                let mean = sum_over(pass.batch, |lane| x[lane]) * n;
                let variance = sum_over(pass.batch, |lane| (x[lane] - mean) * (x[lane] - mean)) * n;
                (mean, variance)
            } else {
                (L::broadcast(running_mean[unit]), L::broadcast(running_variance[unit]))
            };
            let inverse = L::one() / (variance + L::splat(self.eps)).sqrt();
            statistics[unit * STATISTICS..][..STATISTICS].copy_from_slice(&[mean, variance, inverse]);
            let (scale, shift) = (L::broadcast(scale[unit]), L::broadcast(shift[unit]));
            let (normal, y) = (&mut normal[unit * lanes..][..lanes], &mut y[unit * lanes..][..lanes]);
            for ((&x, normal), y) in x.iter().zip(normal).zip(y) {
                *normal = (x - mean) * inverse;
                *y = scale * *normal + shift;
            }
        }
    }

    /// With `n̂` the normalized values: `dx ← γ·inverse·(d − mean(d) − n̂·mean(d·n̂))`.
    fn backward(&self, pass: &Pass, io: Backward<'_, L>) {
        let Backward { p, d, mut dx, g, kept, .. } = io;
        let Batch { rows, lanes } = pass.batch;
        let units = d.len() / lanes;
        let (normal, statistics) = split(kept, units);
        let (scale, _) = halves::<L>(p);
        let (of_scale, of_shift) = L::scalars_mut(g).split_at_mut(g_half::<L>(units));
        let n = L::splat(1.0 / rows as f64);
        for unit in 0..units {
            let (d, normal) = (&d[unit * lanes..][..lanes], &normal[unit * lanes..][..lanes]);
            let sum = sum_over(pass.batch, |lane| d[lane]);
            let along = sum_over(pass.batch, |lane| d[lane] * normal[lane]);
            of_shift[unit] = L::scalars(&[sum])[0];
            of_scale[unit] = L::scalars(&[along])[0];
            let Some(dx) = dx.as_deref_mut() else { continue };
            let factor = L::broadcast(scale[unit]) * statistics[unit * STATISTICS + 2];
            for lane in 0..lanes {
                let centered = d[lane] - sum * n - normal[lane] * (along * n);
                dx[unit * lanes + lane] = (factor * centered).first(pass.batch.rows_in::<L>(lane));
            }
        }
    }

    fn commit(&self, pass: &Pass, kept: &[L], state: &mut [L]) {
        let rows = pass.batch.rows as f64;
        let unbias = match self.running_variance {
            RunningVariance::Unbiased => rows / (rows - 1.0),
            RunningVariance::Biased => 1.0,
        };
        let units = kept.len() / (pass.batch.lanes + STATISTICS);
        let (_, statistics) = split(kept, units);
        let half = state.len() / 2;
        let (mean, variance) = state.split_at_mut(half);
        let (mean, variance) = (L::scalars_mut(mean), L::scalars_mut(variance));
        for unit in 0..units {
            let of_batch = L::scalars(&statistics[unit * STATISTICS..][..2]);
            mean[unit] = self.blend(mean[unit], of_batch[0].wide());
            variance[unit] = self.blend(variance[unit], of_batch[L::WIDTH].wide() * unbias);
        }
    }
}

impl BatchNorm {
    /// `(1 − momentum)·running + momentum·batch`
    fn blend<S: Scalar>(&self, running: S, of_batch: f64) -> S {
        S::round((1.0 - self.momentum) * running.wide() + self.momentum * of_batch)
    }
}

/// The two vectors that parameters or state consist of, each padded to whole lanes.
fn halves<L: Lane>(lanes: &[L]) -> (&[L::Scalar], &[L::Scalar]) {
    let (a, b) = lanes.split_at(lanes.len() / 2);
    (L::scalars(a), L::scalars(b))
}

/// Where the second of two vectors begins, in numbers.
fn g_half<L: Lane>(units: usize) -> usize {
    L::count(units) * L::WIDTH
}
