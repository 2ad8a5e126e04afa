//! [`Config`]: everything that decides how a run goes, and [`Plan`]: what the task settles of it.

mod address;
mod decode;
mod plan;

use alloc::vec;
use alloc::vec::Vec;

pub use address::{VERSION, from_address, to_address};
pub(crate) use address::{read, write};
pub use decode::{check, decode};
pub use plan::{Plan, advised_head};

use crate::dataset::{Dataset, Spiral};
use playgrad_core::activation::{Activation, Tanh};
use playgrad_core::family::{Family, Field, between, family, integer};
use playgrad_core::feature::{Feature, X1, X2};
use playgrad_core::init::{GlorotUniform, Init};
use playgrad_core::layer::{Dense, Layer};
use playgrad_core::loss::Loss;
use playgrad_core::optimizer::{Adam, Optimizer};
use playgrad_core::regularizer::{NoPenalty, Regularizer};

family! {
    /// Everything that decides how a run goes. Together with its journal it reproduces every step to the bit.
    pub struct Config {
        /// What the network learns from.
        data: Dataset = Dataset::Spiral(Spiral::default()),
        /// What the network is told about a point; a table's columns are all inputs.
        features: Vec<Feature> = vec![Feature::X1(X1 {}), Feature::X2(X2 {})],
        /// Shifts and scales each input by its mean and standard deviation over the training rows.
        standardize: bool = true,
        /// Brings each number that is to be predicted to where the head reaches: mean 0 and deviation 1, or its ends to the head's. Losses are of numbers so scaled; predictions are scaled back.
        scale_targets: bool = true,
        /// Share of the rows that is learned from; the others are for validation.
        train_share: f64 = 0.7 => between(0.05, 1.0).shown(0.1, 1.0),
        /// The hidden layers, from the inputs on.
        layers: Vec<Layer> = vec![tanh(8), tanh(8), tanh(6)],
        /// The output layer; its units are set by the task.
        output: Output = Output::default(),
        /// How far predictions are from targets; cross-entropy for classes and mean squared error for numbers, if nothing is said.
        @live loss: Option<Loss> = None,
        /// How gradients move parameters.
        @live optimizer: Optimizer = Optimizer::Adam(Adam { lr: 0.015, ..Adam::default() }),
        /// What large weights cost.
        @live penalty: Regularizer = Regularizer::NoPenalty(NoPenalty {}),
        /// Rows of one step; more than there are means all. 2 to 32 is a good range (Masters and Luschi, 2018, arXiv:1804.07612).
        @live batch_size: u32 = 16 => integer(1, 1_000_000).shown_log(1.0, 256.0),
        /// Whether the rows come in another order in each epoch.
        @live shuffle: bool = true,
        /// Where chance begins, apart for each of its uses.
        seeds: Seeds = Seeds::default(),
    }
}

family! {
    /// The output layer.
    pub struct Output {
        /// What turns weighted sums into predictions: the head that the loss takes logits of, or by the task: sigmoid for two classes, softmax for several, linear for numbers.
        activation: Option<Activation> = None,
        /// Where the weights begin.
        init: Init = Init::GlorotUniform(GlorotUniform {}),
    }
}

family! {
    /// Where chance begins, apart for each of its uses.
    pub struct Seeds {
        /// Of the points of a synthetic data set.
        data: u32 = 42,
        /// Of the choice of validation rows.
        split: u32 = 42,
        /// Of the initial weights.
        weights: u32 = 42,
        /// Of the order of the rows.
        shuffle: u32 = 42,
        /// Of dropout's masks.
        dropout: u32 = 42,
    }
}

/// Every family that a configuration is made of.
pub const FAMILIES: [&Family; 8] = [
    Dataset::FAMILY,
    Feature::FAMILY,
    Layer::FAMILY,
    Activation::FAMILY,
    Init::FAMILY,
    Loss::FAMILY,
    Optimizer::FAMILY,
    Regularizer::FAMILY,
];

fn tanh(units: u32) -> Layer {
    let init = Init::GlorotUniform(GlorotUniform {});
    Layer::Dense(Dense { units, activation: Activation::Tanh(Tanh {}), init })
}

impl Config {
    /// A hash of the configuration: of its address, so it does not depend on how it was written down.
    pub fn hash(&self) -> u64 {
        crate::hash::fnv(to_address(self).bytes())
    }

    /// The configuration with one live setting replaced.
    pub(crate) fn with(
        &self,
        field: &str,
        value: &playgrad_core::value::Value,
    ) -> Result<Self, playgrad_core::error::ConfigError> {
        let mut whole = self.value();
        whole.set(field, value.clone());
        decode(&whole)
    }
}
