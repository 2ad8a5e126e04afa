//! What the task settles of a configuration, and whether its parts fit together.

use alloc::format;
use alloc::vec::Vec;

use super::Config;
use crate::data::{Target, Task};
use playgrad_core::activation::{Activation, Linear, Sigmoid, Softmax, Softplus, Tanh};
use playgrad_core::decimal::Shortest;
use playgrad_core::error::ConfigError;
use playgrad_core::layer::{Dense, Layer};
use playgrad_core::loss::{BinaryCrossEntropy, CategoricalCrossEntropy, Loss, MeanSquaredError};
use playgrad_core::network::Network;
use playgrad_core::simd::F32x4;

/// Loss and head as they are used.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// The loss.
    pub loss: Loss,
    /// The activation of the output layer.
    pub head: Activation,
}

impl Plan {
    /// Settles what the configuration leaves to the task; refuses what cannot work together.
    pub fn new(config: &Config, target: &Target) -> Result<Self, ConfigError> {
        let task = target.task();
        let (loss, head) = match (&config.loss, &config.output.activation) {
            (Some(loss), Some(head)) => (loss.clone(), head.clone()),
            (Some(loss), None) => (loss.clone(), head_of(loss).unwrap_or_else(|| usual_head(task))),
            (None, Some(head)) => (usual_loss(task, head), head.clone()),
            (None, None) => (usual_loss(task, &usual_head(task)), usual_head(task)),
        };
        let plan = Self { loss, head };
        plan.check(config, task)?;
        plan.check_numbers(target)?;
        Ok(plan)
    }

    fn check(&self, config: &Config, task: Task) -> Result<(), ConfigError> {
        if let Some(needed) = head_of(&self.loss)
            && needed != self.head
        {
            let allowed = format!("{}, whose logits {} takes", needed.kind(), self.loss.kind());
            return Err(ConfigError::new("output.activation", self.head.kind(), allowed));
        }
        if task == Task::Classes && matches!(self.loss, Loss::BinaryCrossEntropy(_)) {
            let allowed = "categorical_cross_entropy or mean_squared_error: there are more than two classes";
            return Err(ConfigError::new("loss", self.loss.kind(), allowed));
        }
        let too_few = |layer: &&Layer| layer.as_dyn::<F32x4>().least_rows() > config.batch_size as usize;
        match config.layers.iter().find(too_few) {
            Some(layer) => {
                let allowed = format!("{} or more, which {} needs", layer.as_dyn::<F32x4>().least_rows(), layer.kind());
                Err(ConfigError::new("batch_size", config.batch_size, allowed))
            }
            None => Ok(()),
        }
    }

    /// Numbers are fit for a cross-entropy if they are probabilities: several labels that may hold together, or shares.
    fn check_numbers(&self, target: &Target) -> Result<(), ConfigError> {
        let Target::Numbers(names, y) = target else { return Ok(()) };
        if matches!(self.head, Activation::Softmax(_)) && names.len() < 2 {
            return Err(ConfigError::new(
                "output.activation",
                "softmax",
                "a head for one output: its share is always 1",
            ));
        }
        let is_probability = |y: &f32| (0.0..=1.0).contains(y);
        match y.iter().position(|y| !is_probability(y)) {
            Some(i) if self.takes_logits() => {
                let place = format!("table.y[{}][{}]", i / names.len(), i % names.len());
                Err(ConfigError::new(
                    &place,
                    Shortest(y[i]),
                    format!("a number from 0 to 1, which {} needs", self.loss.kind()),
                ))
            }
            _ => Ok(()),
        }
    }

    /// Whether the loss takes the output layer's weighted sums, before the head.
    pub fn takes_logits(&self) -> bool {
        head_of(&self.loss).is_some()
    }

    /// The network of a configuration.
    pub fn network(&self, config: &Config, inputs: usize, outputs: usize) -> Network {
        let logits = self.takes_logits();
        let activation = if logits { Activation::Linear(Linear {}) } else { self.head.clone() };
        let output = Dense { units: outputs as u32, activation, init: config.output.init.clone() };
        let mut layers: Vec<Layer> = config.layers.clone();
        layers.push(Layer::Dense(output));
        Network::new::<F32x4>(inputs, layers, logits.then(|| self.head.clone()))
    }
}

fn head_of(loss: &Loss) -> Option<Activation> {
    loss.as_dyn::<F32x4>().head()
}

/// The head whose reach fits numbers from `least` to `most`: one that cannot give what never occurs.
pub fn advised_head([least, most]: [f32; 2]) -> Activation {
    match least >= 0.0 {
        true if most <= 1.0 => Activation::Sigmoid(Sigmoid {}),
        true => Activation::Softplus(Softplus::default()),
        false if least >= -1.0 && most <= 1.0 => Activation::Tanh(Tanh {}),
        false => Activation::Linear(Linear {}),
    }
}

fn usual_head(task: Task) -> Activation {
    match task {
        Task::Regression => Activation::Linear(Linear {}),
        Task::Binary => Activation::Sigmoid(Sigmoid {}),
        Task::Classes => Activation::Softmax(Softmax {}),
    }
}

/// Cross-entropy for classes whose head it can take logits of; else mean squared error.
fn usual_loss(task: Task, head: &Activation) -> Loss {
    match (task, head) {
        (Task::Binary, Activation::Sigmoid(_)) => Loss::BinaryCrossEntropy(BinaryCrossEntropy::default()),
        (Task::Binary | Task::Classes, Activation::Softmax(_)) => {
            Loss::CategoricalCrossEntropy(CategoricalCrossEntropy::default())
        }
        _ => Loss::MeanSquaredError(MeanSquaredError {}),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_advised_head_reaches_all_numbers_and_no_more_than_it_must() {
        let cases = [([0.0, 1.0], "sigmoid"), ([-1.0, 1.0], "tanh"), ([0.0, 2.0], "softplus"), ([-1.5, 0.5], "linear")];
        for (reach, kind) in cases {
            let head = advised_head(reach);
            assert_eq!(head.kind(), kind, "{reach:?}");
            let [low, high] = head.as_dyn::<f64>().range();
            assert!(low <= reach[0].into() && high >= reach[1].into(), "{kind} does not reach {reach:?}");
        }
    }
}
