//! Family: what a network is made of. Each kind has `forward` beside `backward`, in a file of its own.

mod apply;
mod batch_norm;
mod dense;
mod dropout;

use alloc::vec::Vec;

use crate::activation::{Activation, Tanh};
use crate::batch::Batch;
use crate::family::{above, between, family, integer, up_to};
use crate::init::{GlorotUniform, Init};
use crate::lane::Lane;
use crate::rng::Rng;

family! {
    /// What a network is made of.
    pub enum Layer: dyn Operate<L> as "layer" {
        /// Every unit sees every input: a weighted sum, a bias, an activation.
        Dense = "dense", "Dense", "a = f(W·x + b)", {
            /// How many units.
            units: u32 = 8 => integer(1, 1024).shown(1.0, 16.0),
            /// What each unit does with its weighted sum.
            activation: Activation = Activation::Tanh(Tanh {}),
            /// Where the weights begin; biases begin at zero, as in Keras.
            init: Init = Init::GlorotUniform(GlorotUniform {}),
        },
        /// An activation by itself: after a normalization, where it does not belong to the dense layer.
        Apply = "activation", "Activation", "f(x)", {
            /// Which one.
            activation: Activation = Activation::Tanh(Tanh {}),
        },
        /// Centers and scales each unit over the batch, then learns the scale and shift it needs. Ioffe and Szegedy, 2015, arXiv:1502.03167. Names and defaults as in PyTorch's BatchNorm1d.
        BatchNorm = "batch_norm", "Batch norm", "γ·(x − μ)/√(σ² + eps) + β", {
            /// How much of each batch's statistics enters the running ones (Keras' momentum is one minus this).
            momentum: f64 = 0.1 => between(0.0, 1.0).shown(0.0, 0.5),
            /// Keeps the division finite.
            eps: f64 = 1e-5 => above(1e-30).shown_log(1e-6, 1e-1),
            /// Which variance enters the running one.
            running_variance: RunningVariance = RunningVariance::Unbiased,
        },
        /// Switches units off at random while training, and scales the others up. Srivastava et al., 2014.
        Dropout = "dropout", "Dropout", "x·mask / (1 − rate)", {
            /// The share of units that is off: 0.1 to 0.5. PyTorch's default is 0.5; small networks bear less.
            rate: f64 = 0.1 => up_to(0.0, 1.0).shown(0.0, 0.5),
        },
    }
}

family! {
    /// Which variance of a batch enters the running variance.
    pub choice RunningVariance {
        /// Divided by the rows less one, as in PyTorch.
        Unbiased = "unbiased",
        /// Divided by the rows, as in Keras.
        Biased = "biased",
    }
}

/// What a tensor of parameters is to its layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Weights of inputs, `[outputs, inputs]`.
    Weight,
    /// Added to each unit.
    Bias,
    /// γ: multiplies each unit.
    Scale,
    /// β: added to each unit after scaling.
    Shift,
}

/// A tensor of parameters: `rows` rows of `cols` values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tensor {
    /// What it is to its layer.
    pub role: Role,
    /// How many rows.
    pub rows: usize,
    /// How many values a row has; in memory each row is padded to whole lanes.
    pub cols: usize,
}

impl Tensor {
    /// How many lanes a row takes.
    pub fn stride<L: Lane>(&self) -> usize {
        L::count(self.cols)
    }

    /// How many lanes the tensor takes.
    pub fn lanes<L: Lane>(&self) -> usize {
        self.rows * self.stride::<L>()
    }
}

/// What holds during one pass through the network.
#[derive(Clone, Copy, Debug)]
pub struct Pass {
    /// The shape of the batch.
    pub batch: Batch,
    /// Whether the network trains: batch statistics and masks are on.
    pub training: bool,
    /// The seed of what is random.
    pub seed: u32,
    /// The step, from 0, for what is random.
    pub step: u64,
    /// The place of the layer in the network, for what is random.
    pub layer: u64,
}

/// A layer on a whole batch. Matrices are `[units, batch]`, a unit's values side by side in `pass.batch.lanes` lanes.
pub trait Operate<L: Lane> {
    /// How many units it has for so many inputs.
    fn outputs(&self, inputs: usize) -> usize;
    /// Its parameters in order.
    fn tensors(&self, inputs: usize) -> Vec<Tensor>;
    /// How many rows a batch must have while it trains.
    fn least_rows(&self) -> usize {
        1
    }
    /// How many lanes of state it keeps from step to step.
    fn state(&self, inputs: usize) -> usize {
        let _ = inputs;
        0
    }
    /// How many lanes `forward` keeps for `backward`, with so many lanes a unit.
    fn kept(&self, inputs: usize, lanes: usize) -> usize {
        let _ = (inputs, lanes);
        0
    }
    /// Sets parameters and state, which are zeros, to where they begin.
    fn begin(&self, inputs: usize, p: &mut [L], state: &mut [L], rng: &mut Rng) {
        let _ = (inputs, p, state, rng);
    }
    /// `y ← f(x)`; writes what `backward` and `commit` need to `kept`.
    fn forward(&self, pass: &Pass, p: &[L], state: &[L], x: &[L], y: &mut [L], kept: &mut [L]);
    /// From `d`, which is ∂loss/∂y and may be overwritten: `g ← ∂loss/∂p`, and `dx ← ∂loss/∂x` where anyone needs it.
    fn backward(&self, pass: &Pass, io: Backward<'_, L>);
    /// Takes the statistics of the batch into the state; called once a step, when parameters move too.
    fn commit(&self, pass: &Pass, kept: &[L], state: &mut [L]) {
        let _ = (pass, kept, state);
    }
}

/// What a layer's way back reads and writes.
#[derive(Debug)]
pub struct Backward<'a, L> {
    /// Parameters.
    pub p: &'a [L],
    /// The layer's input.
    pub x: &'a [L],
    /// Its output.
    pub y: &'a [L],
    /// ∂loss/∂y on the way in.
    pub d: &'a mut [L],
    /// Where ∂loss/∂x goes; nobody needs the first layer's.
    pub dx: Option<&'a mut [L]>,
    /// Where ∂loss/∂p goes.
    pub g: &'a mut [L],
    /// What `forward` kept.
    pub kept: &'a mut [L],
}
