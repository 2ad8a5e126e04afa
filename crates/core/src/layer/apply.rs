//! An activation as a layer of its own.

use alloc::vec::Vec;

use super::{Apply, Backward, Operate, Pass, Tensor};
use crate::lane::Lane;

impl<L: Lane> Operate<L> for Apply {
    fn outputs(&self, inputs: usize) -> usize {
        inputs
    }

    fn tensors(&self, _inputs: usize) -> Vec<Tensor> {
        Vec::new()
    }

    fn forward(&self, pass: &Pass, _p: &[L], _state: &[L], x: &[L], y: &mut [L], _kept: &mut [L]) {
        self.activation.as_dyn().forward(x, y, pass.batch.lanes);
    }

    fn backward(&self, pass: &Pass, io: Backward<'_, L>) {
        self.activation.as_dyn().backward(io.x, io.y, io.d, pass.batch.lanes);
        if let Some(dx) = io.dx {
            dx.copy_from_slice(io.d);
        }
    }
}
