//! Family: penalties on weights.

use crate::family::{at_least, family};
use crate::lane::{Lane, Scalar};

family! {
    /// What large weights cost, on top of the loss.
    pub enum Regularizer: dyn Regularize<L> as "regularizer" {
        /// Weights may be as large as they like.
        NoPenalty = "none", "None", "0", {},
        /// Keeps weights small by the sum of their squares, as Keras' L2 does: the gradient is 2·strength·w (PyTorch's weight_decay of d is a strength of d/2).
        L2 = "l2", "L2", "strength·Σ w²", {
            /// How much a squared weight costs. Keras' default is 0.01, which is much for a small network.
            strength: f64 = 0.001 => at_least(0.0).shown_log(1e-6, 1.0),
            /// Whether biases and the scale and shift of a normalization pay too, as under PyTorch's weight_decay.
            biases: bool = false,
        },
    }
}

/// The formula of a penalty that looks at one weight at a time.
pub trait Shrink {
    /// Whether biases pay too.
    fn biases(&self) -> bool;
    /// What the weight costs.
    fn value<L: Lane>(&self, w: L) -> L;
    /// Its derivative.
    fn slope<L: Lane>(&self, w: L) -> L;
}

/// A penalty on a whole tensor.
pub trait Regularize<L: Lane> {
    /// Whether a tensor of weights (or of biases and the like) pays.
    fn applies(&self, weights: bool) -> bool;
    /// `g ← g + ∂penalty/∂p`; returns the penalty.
    fn add(&self, p: &[L], g: &mut [L]) -> f64;
}

impl<L: Lane, S: Shrink> Regularize<L> for S {
    fn applies(&self, weights: bool) -> bool {
        weights || self.biases()
    }

    fn add(&self, p: &[L], g: &mut [L]) -> f64 {
        let mut sum = L::zero();
        for (&p, g) in p.iter().zip(g) {
            sum += self.value(p);
            *g += self.slope(p);
        }
        sum.sum().wide()
    }
}

impl<L: Lane> Regularize<L> for NoPenalty {
    fn applies(&self, _weights: bool) -> bool {
        false
    }
    fn add(&self, _p: &[L], _g: &mut [L]) -> f64 {
        0.0
    }
}

impl Shrink for L2 {
    fn biases(&self) -> bool {
        self.biases
    }
    fn value<L: Lane>(&self, w: L) -> L {
        L::splat(self.strength) * w * w
    }
    fn slope<L: Lane>(&self, w: L) -> L {
        L::splat(2.0 * self.strength) * w
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slopes_match_difference_quotients() {
        for regularizer in Regularizer::all() {
            for w in [-2.0, -0.1, 0.4, 3.0] {
                let value = |w: f64| regularizer.as_dyn::<f64>().add(&[w], &mut [0.0]);
                let mut slope = [0.0];
                regularizer.as_dyn::<f64>().add(&[w], &mut slope);
                let quotient = (value(w + 1e-6) - value(w - 1e-6)) / 2e-6;
                assert!((slope[0] - quotient).abs() < 1e-9, "{regularizer:?} at {w}");
            }
        }
    }
}
