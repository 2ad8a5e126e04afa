//! Dense layers: the one kind that is tuned.

use alloc::vec;
use alloc::vec::Vec;

use super::{Backward, Dense, Operate, Pass, Role, Tensor};
use crate::activation::Activation;
use crate::kernel::{affine, outer, row_sums, transposed_product};
use crate::lane::{Lane, Scalar};
use crate::rng::Rng;

impl Dense {
    fn is_linear(&self) -> bool {
        matches!(self.activation, Activation::Linear(_))
    }

    /// Weights and biases of the flat parameters.
    fn split<L: Lane>(&self, inputs: usize) -> usize {
        self.units as usize * L::count(inputs)
    }
}

impl<L: Lane> Operate<L> for Dense {
    fn outputs(&self, _inputs: usize) -> usize {
        self.units as usize
    }

    fn tensors(&self, inputs: usize) -> Vec<Tensor> {
        let units = self.units as usize;
        vec![
            Tensor { role: Role::Weight, rows: units, cols: inputs },
            Tensor { role: Role::Bias, rows: 1, cols: units },
        ]
    }

    /// The weighted sums, where the activation needs them.
    fn kept(&self, _inputs: usize, lanes: usize) -> usize {
        if self.is_linear() { 0 } else { self.units as usize * lanes }
    }

    fn begin(&self, inputs: usize, p: &mut [L], _state: &mut [L], rng: &mut Rng) {
        let units = self.units as usize;
        let mut w = vec![0.0; units * inputs];
        self.init.as_dyn().fill(inputs, units, &mut w, rng);
        let stride = L::count(inputs) * L::WIDTH;
        for (row, values) in L::scalars_mut(p).chunks_mut(stride).zip(w.chunks(inputs)) {
            for (p, &w) in row.iter_mut().zip(values) {
                *p = L::Scalar::round(w);
            }
        }
    }

    fn forward(&self, pass: &Pass, p: &[L], _state: &[L], x: &[L], y: &mut [L], kept: &mut [L]) {
        let lanes = pass.batch.lanes;
        let (w, b) = p.split_at(self.split::<L>(x.len() / lanes));
        if self.is_linear() {
            affine(w, b, x, y, lanes);
        } else {
            affine(w, b, x, kept, lanes);
            self.activation.as_dyn().forward(kept, y, lanes);
        }
    }

    fn backward(&self, pass: &Pass, io: Backward<'_, L>) {
        let Backward { p, x, y, d, dx, g, kept } = io;
        let lanes = pass.batch.lanes;
        if !self.is_linear() {
            self.activation.as_dyn().backward(kept, y, d, lanes);
        }
        let split = self.split::<L>(x.len() / lanes);
        let (of_w, of_b) = g.split_at_mut(split);
        outer(d, x, of_w, lanes);
        row_sums(d, of_b, lanes);
        if let Some(dx) = dx {
            transposed_product(&p[..split], d, dx, lanes);
        }
    }
}
