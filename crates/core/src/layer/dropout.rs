//! Dropout: a layer with chance.

use alloc::vec::Vec;

use super::{Backward, Dropout, Operate, Pass, Tensor};
use crate::lane::{Lane, Scalar};
use crate::rng::{Rng, Stream};

impl<L: Lane> Operate<L> for Dropout {
    fn outputs(&self, inputs: usize) -> usize {
        inputs
    }

    fn tensors(&self, _inputs: usize) -> Vec<Tensor> {
        Vec::new()
    }

    /// The mask, already scaled: `0` or `1 / (1 − rate)`.
    fn kept(&self, inputs: usize, lanes: usize) -> usize {
        inputs * lanes
    }

    fn forward(&self, pass: &Pass, _p: &[L], _state: &[L], x: &[L], y: &mut [L], kept: &mut [L]) {
        if !pass.training {
            y.copy_from_slice(x);
            return;
        }
        let on = L::Scalar::round(1.0 / (1.0 - self.rate));
        let lanes = pass.batch.lanes;
        for (unit, mask) in kept.chunks_exact_mut(lanes).enumerate() {
            // A generator for each step, layer and unit: masks have no state to save, and a unit's do not depend on the others.
            let mut rng = Rng::stream(pass.seed, Stream::Dropout, [pass.step, pass.layer, unit as u64]);
            for mask in mask {
                *mask = L::from_fn(|_| if rng.unit() < self.rate { L::Scalar::default() } else { on });
            }
        }
        for ((y, &x), &mask) in y.iter_mut().zip(x).zip(kept.iter()) {
            *y = x * mask;
        }
    }

    fn backward(&self, _pass: &Pass, io: Backward<'_, L>) {
        if let Some(dx) = io.dx {
            for ((dx, &d), &mut mask) in dx.iter_mut().zip(io.d.iter()).zip(io.kept) {
                *dx = d * mask;
            }
        }
    }
}
