//! Family: how far predictions are from targets.

use crate::activation::{Activation, Sigmoid, Softmax, largest};
use crate::batch::Batch;
use crate::family::{above, family, up_to};
use crate::lane::{Lane, Scalar};

family! {
    /// How far predictions are from targets.
    pub enum Loss: dyn Score<L> as "loss" {
        /// For regression without many outliers. Mean over all elements, as PyTorch and Keras do.
        MeanSquaredError = "mean_squared_error", "Mean squared", "(p − y)²", {},
        /// For two classes or independent labels, from the logits of a sigmoid output. Mean over all elements, as PyTorch's BCEWithLogitsLoss.
        BinaryCrossEntropy = "binary_cross_entropy", "Cross-entropy", "−y·ln σ(z) − (1 − y)·ln(1 − σ(z))", {
            /// Pulls targets toward one half: y·(1 − s) + s/2, as Keras does.
            label_smoothing: f64 = 0.0 => up_to(0.0, 1.0).shown(0.0, 0.3),
            /// Weight of the positive examples against the negative ones, as in PyTorch.
            pos_weight: f64 = 1.0 => above(0.0).shown_log(0.1, 10.0),
        },
        /// For one of several classes, from the logits of a softmax output. Sum over the classes, mean over the batch, as PyTorch's CrossEntropyLoss.
        CategoricalCrossEntropy = "categorical_cross_entropy", "Cross-entropy", "−Σₖ yₖ·ln softmax(z)ₖ", {
            /// Spreads a share of the target over all classes: y·(1 − s) + s/classes.
            label_smoothing: f64 = 0.0 => up_to(0.0, 1.0).shown(0.0, 0.3),
        },
    }
}

/// The formula of a loss that looks at one prediction at a time.
pub trait Penalty {
    /// Whose logits the loss takes; `None` if it takes the output as it is.
    fn head(&self) -> Option<Activation> {
        None
    }
    /// The loss of the prediction `p` for the target `y`.
    fn value<L: Lane>(&self, p: L, y: L) -> L;
    /// Its derivative by `p`.
    fn slope<L: Lane>(&self, p: L, y: L) -> L;
}

/// A loss on a whole batch.
pub trait Score<L: Lane> {
    /// Whose logits the loss takes: then the output layer's raw sums go in, and the head serves predictions only.
    fn head(&self) -> Option<Activation>;
    /// Returns the mean over the batch, and writes its derivative by the predictions: `d ← ∂loss/∂p`.
    ///
    /// `p`, `y` and `d` are `[outputs, batch]`. Whatever stands in the padding of `p` and `y` counts as nothing, and the
    /// padding of `d` becomes zero.
    fn score(&self, p: &[L], y: &[L], d: &mut [L], batch: Batch) -> f64;
}

impl<L: Lane, P: Penalty> Score<L> for P {
    fn head(&self) -> Option<Activation> {
        Penalty::head(self)
    }

    fn score(&self, p: &[L], y: &[L], d: &mut [L], batch: Batch) -> f64 {
        let elements = (p.len() / batch.lanes * batch.rows) as f64;
        let scale = L::splat(1.0 / elements);
        let mut total = 0.0;
        for unit in (0..p.len()).step_by(batch.lanes) {
            let mut sum = L::zero();
            for lane in 0..batch.lanes {
                let (p, y) = (p[unit + lane], y[unit + lane]);
                let rows = batch.rows_in::<L>(lane);
                sum += self.value(p, y).first(rows);
                d[unit + lane] = (self.slope(p, y) * scale).first(rows);
            }
            total += sum.sum().wide();
        }
        total / elements
    }
}

impl Penalty for MeanSquaredError {
    fn value<L: Lane>(&self, p: L, y: L) -> L {
        (p - y) * (p - y)
    }
    fn slope<L: Lane>(&self, p: L, y: L) -> L {
        L::splat(2.0) * (p - y)
    }
}

impl BinaryCrossEntropy {
    /// What the logarithms of the two probabilities are weighted with: `1 − y` and `pos_weight·y`, of the smoothed target.
    fn weights<L: Lane>(&self, y: L) -> (L, L) {
        let s = self.label_smoothing;
        let y = y * L::splat(1.0 - s) + L::splat(s / 2.0);
        (L::one() - y, L::splat(self.pos_weight) * y)
    }
}

/// In log space, so no logit is too large and no probability too small:
/// `(1 − y)·ln(1 + eᶻ) + pos_weight·y·ln(1 + e⁻ᶻ)`, where `ln(1 + eᶻ) = max(0, z) + ln(1 + e^(−|z|))`.
impl Penalty for BinaryCrossEntropy {
    fn head(&self) -> Option<Activation> {
        Some(Activation::Sigmoid(Sigmoid {}))
    }
    fn value<L: Lane>(&self, z: L, y: L) -> L {
        let (negative, positive) = self.weights(y);
        let size = z.abs();
        let wrong = z.lt(L::zero(), positive, negative);
        wrong * size + (negative + positive) * (-size).exp().ln_1p()
    }
    fn slope<L: Lane>(&self, z: L, y: L) -> L {
        use crate::activation::Curve;
        let (negative, positive) = self.weights(y);
        negative * Sigmoid {}.value(z) - positive * Sigmoid {}.value(-z)
    }
}

impl<L: Lane> Score<L> for CategoricalCrossEntropy {
    fn head(&self) -> Option<Activation> {
        Some(Activation::Softmax(Softmax {}))
    }

    fn score(&self, z: &[L], y: &[L], d: &mut [L], batch: Batch) -> f64 {
        let Batch { rows, lanes } = batch;
        let scale = L::splat(1.0 / rows as f64);
        let keep = L::splat(1.0 - self.label_smoothing);
        let spread = L::splat(self.label_smoothing / (z.len() / lanes) as f64);
        let mut total = 0.0;
        for lane in 0..lanes {
            let top = largest(z, lane, lanes);
            let (mut sum, mut mass) = (L::zero(), L::zero());
            for i in (lane..z.len()).step_by(lanes) {
                d[i] = (z[i] - top).exp();
                sum += d[i];
                mass += y[i] * keep + spread;
            }
            let (log_sum, share) = (sum.ln(), mass / sum);
            let mut value = L::zero();
            for i in (lane..z.len()).step_by(lanes) {
                let y = y[i] * keep + spread;
                value += y * (log_sum - (z[i] - top));
                d[i] = ((d[i] * share - y) * scale).first(batch.rows_in::<L>(lane));
            }
            total += value.first(batch.rows_in::<L>(lane)).sum().wide();
        }
        total / rows as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simd::F32x4;
    use alloc::vec;
    use alloc::vec::Vec;

    /// Three outputs, two rows, in the twin's layout.
    const P: [f64; 6] = [0.4, -1.3, 2.2, 0.1, -0.6, 0.9];
    const Y: [f64; 6] = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

    fn members() -> Vec<Loss> {
        let mut losses = Loss::all();
        losses.push(Loss::BinaryCrossEntropy(BinaryCrossEntropy { label_smoothing: 0.2, pos_weight: 3.0 }));
        losses.push(Loss::CategoricalCrossEntropy(CategoricalCrossEntropy { label_smoothing: 0.1 }));
        losses
    }

    #[test]
    fn slopes_match_difference_quotients() {
        for loss in members() {
            let value = |p: &[f64]| loss.as_dyn::<f64>().score(p, &Y, &mut [0.0; 6], Batch::of::<f64>(2));
            let mut d = [0.0; 6];
            loss.as_dyn::<f64>().score(&P, &Y, &mut d, Batch::of::<f64>(2));
            for i in 0..6 {
                let (mut hi, mut lo) = (P, P);
                hi[i] += 1e-6;
                lo[i] -= 1e-6;
                let quotient = (value(&hi) - value(&lo)) / 2e-6;
                assert!((d[i] - quotient).abs() < 1e-9, "{loss:?} at {i}: {} against {quotient}", d[i]);
            }
        }
    }

    #[test]
    fn a_certain_prediction_keeps_its_small_loss_and_slope() {
        let loss = BinaryCrossEntropy { label_smoothing: 0.0, pos_weight: 1.0 };
        let at = |z: f32, y: f32| {
            let (z, y) = (F32x4::all(z), F32x4::all(y));
            [loss.value(z, y), loss.slope(z, y)].map(|lanes| lanes.to_array()[0])
        };
        let tail = libm::expf(-20.0);
        for (found, expected) in [(at(-20.0, 0.0), [tail, tail]), (at(20.0, 1.0), [tail, -tail])] {
            for (found, expected) in found.into_iter().zip(expected) {
                assert!((found / expected - 1.0).abs() < 1e-5, "{found:e} is not {expected:e}");
            }
        }
        assert_eq!(at(1e4, 0.0).map(f32::to_bits), [1e4_f32, 1.0].map(f32::to_bits), "certain and wrong");
        assert_eq!(at(-1e4, 1.0).map(f32::to_bits), [1e4_f32, -1.0].map(f32::to_bits));
    }

    #[test]
    fn what_stands_in_the_padding_counts_as_nothing() {
        for loss in Loss::all() {
            let score = |padding: f32| {
                let p = [F32x4::new([0.4, -1.3, padding, padding]), F32x4::new([0.1, 0.7, padding, padding])];
                let y = [F32x4::new([1.0, 0.0, padding, padding]), F32x4::new([0.0, 1.0, padding, padding])];
                let mut d = vec![F32x4::default(); 2];
                let value = loss.as_dyn().score(&p, &y, &mut d, Batch::of::<F32x4>(2));
                assert_eq!(d[0].to_array()[2..], [0.0, 0.0], "{loss:?}");
                (value.to_bits(), d.iter().map(|d| d.to_array().map(f32::to_bits)).collect::<Vec<_>>())
            };
            assert_eq!(score(0.0), score(7.0), "{loss:?}");
        }
    }

    #[test]
    fn huge_logits_give_finite_losses() {
        for loss in Loss::all() {
            let z = [F32x4::all(1e4), F32x4::all(-1e4)];
            let y = [F32x4::all(0.0), F32x4::all(1.0)];
            let value = loss.as_dyn().score(&z, &y, &mut [F32x4::default(); 2], Batch::of::<F32x4>(4));
            assert!(value.is_finite(), "{loss:?} gives {value}");
        }
    }
}
