//! Family: what a unit does with its weighted sum.

use crate::family::{above, at_least, family};
use crate::lane::Lane;

family! {
    /// What a unit does with its weighted sum.
    pub enum Activation: dyn Activate<L> as "activation" {
        /// Passes its input on. For the output of a regression; between layers it adds nothing that one layer could not do.
        Linear = "linear", "Linear", "x", {},
        /// Squeezes into 0 to 1, so it reads as a probability; fades where |x| is large.
        Sigmoid = "sigmoid", "Sigmoid", "1 / (1 + e^(−x))", {},
        /// Squeezes into −1 to 1, centered at zero. LeCun et al., Efficient BackProp, 1998.
        Tanh = "tanh", "tanh", "(e^x − e^(−x)) / (e^x + e^(−x))", {},
        /// Keeps what is positive: the usual first choice. Nair and Hinton, 2010. At 0 the slope is 0, as in PyTorch.
        Relu = "relu", "ReLU", "max(0, x)", {},
        /// ReLU that lets a little through below zero, so no unit dies. Maas et al., 2013. Slope 0.01 as in PyTorch (Keras: 0.3).
        LeakyRelu = "leaky_relu", "Leaky ReLU", "x if x > 0 else negative_slope·x", {
            /// Slope below zero; at 0 it is this one, as in PyTorch.
            negative_slope: f64 = 0.01 => at_least(0.0).shown(0.0, 0.5),
        },
        /// A smooth ReLU, positive everywhere: for the output where only positive numbers make sense. Dugas et al., 2001; as in PyTorch.
        Softplus = "softplus", "Softplus", "ln(1 + e^(beta·x)) / beta", {
            /// How sharp the bend is.
            beta: f64 = 1.0 => above(1e-3).shown(0.1, 10.0),
            /// Where beta·x is larger, it is x itself, as in PyTorch.
            threshold: f64 = 20.0 => at_least(0.0).shown(0.0, 40.0),
        },
        /// Turns a layer into probabilities that sum to 1. For the output with more than two classes. Bridle, 1990.
        Softmax = "softmax", "Softmax", "e^(xᵢ) / Σₖ e^(xₖ)", {},
    }
}

/// The formula of an activation that looks at one number at a time.
pub trait Curve {
    /// `y = f(x)`
    fn value<L: Lane>(&self, x: L) -> L;
    /// `f′(x)`, where `y` is `f(x)`.
    fn slope<L: Lane>(&self, x: L, y: L) -> L;
    /// How far down and up `f` reaches.
    fn range(&self) -> [f64; 2] {
        [f64::NEG_INFINITY, f64::INFINITY]
    }
}

/// An activation on a whole layer, `[units, batch]`, each unit `lanes` long.
pub trait Activate<L: Lane> {
    /// `y ← f(x)`
    fn forward(&self, x: &[L], y: &mut [L], lanes: usize);
    /// `d ← d · ∂y/∂x`: from ∂loss/∂y to ∂loss/∂x, where `y` is `f(x)`.
    fn backward(&self, x: &[L], y: &[L], d: &mut [L], lanes: usize);
    /// How far down and up `f` reaches.
    fn range(&self) -> [f64; 2];
}

impl<L: Lane, C: Curve> Activate<L> for C {
    fn forward(&self, x: &[L], y: &mut [L], _lanes: usize) {
        for (y, &x) in y.iter_mut().zip(x) {
            *y = self.value(x);
        }
    }

    fn backward(&self, x: &[L], y: &[L], d: &mut [L], _lanes: usize) {
        for ((d, &x), &y) in d.iter_mut().zip(x).zip(y) {
            *d = *d * self.slope(x, y);
        }
    }

    fn range(&self) -> [f64; 2] {
        Curve::range(self)
    }
}

impl Curve for Linear {
    fn value<L: Lane>(&self, x: L) -> L {
        x
    }
    fn slope<L: Lane>(&self, _x: L, _y: L) -> L {
        L::one()
    }
}

impl Curve for Sigmoid {
    #[inline(always)] // into the loops of those that are made of it
    fn value<L: Lane>(&self, x: L) -> L {
        // e^(−|x|) never overflows, so both tails keep their relative accuracy.
        let e = (-x.abs()).exp();
        x.lt(L::zero(), e, L::one()) / (L::one() + e)
    }
    fn slope<L: Lane>(&self, _x: L, y: L) -> L {
        y * (L::one() - y)
    }
    fn range(&self) -> [f64; 2] {
        [0.0, 1.0]
    }
}

impl Curve for Tanh {
    fn value<L: Lane>(&self, x: L) -> L {
        x.tanh()
    }
    fn slope<L: Lane>(&self, _x: L, y: L) -> L {
        L::one() - y * y
    }
    fn range(&self) -> [f64; 2] {
        [-1.0, 1.0]
    }
}

impl Curve for Relu {
    fn value<L: Lane>(&self, x: L) -> L {
        x.le(L::zero(), L::zero(), x)
    }
    fn slope<L: Lane>(&self, x: L, _y: L) -> L {
        x.gt(L::zero(), L::one(), L::zero())
    }
    fn range(&self) -> [f64; 2] {
        [0.0, f64::INFINITY]
    }
}

impl Curve for LeakyRelu {
    fn value<L: Lane>(&self, x: L) -> L {
        x.gt(L::zero(), x, L::splat(self.negative_slope) * x)
    }
    fn slope<L: Lane>(&self, x: L, _y: L) -> L {
        x.gt(L::zero(), L::one(), L::splat(self.negative_slope))
    }
}

impl Curve for Softplus {
    fn value<L: Lane>(&self, x: L) -> L {
        let z = L::splat(self.beta) * x;
        let bent = (z.gt(L::zero(), z, L::zero()) + (-z.abs()).exp().ln_1p()) / L::splat(self.beta);
        z.gt(L::splat(self.threshold), x, bent)
    }
    fn slope<L: Lane>(&self, x: L, _y: L) -> L {
        let z = L::splat(self.beta) * x;
        z.gt(L::splat(self.threshold), L::one(), Sigmoid {}.value(z))
    }
    fn range(&self) -> [f64; 2] {
        [0.0, f64::INFINITY]
    }
}

impl<L: Lane> Activate<L> for Softmax {
    fn forward(&self, x: &[L], y: &mut [L], lanes: usize) {
        for lane in 0..lanes {
            // The largest is taken off first, so that nothing overflows.
            let top = largest(x, lane, lanes);
            let mut sum = L::zero();
            for i in (lane..x.len()).step_by(lanes) {
                y[i] = (x[i] - top).exp();
                sum += y[i];
            }
            for y in y[lane..].iter_mut().step_by(lanes) {
                *y = *y / sum;
            }
        }
    }

    /// `dᵢ ← yᵢ · (dᵢ − Σₖ dₖ·yₖ)`
    fn backward(&self, _x: &[L], y: &[L], d: &mut [L], lanes: usize) {
        for lane in 0..lanes {
            let mut sum = L::zero();
            for i in (lane..y.len()).step_by(lanes) {
                sum += d[i] * y[i];
            }
            for i in (lane..y.len()).step_by(lanes) {
                d[i] = y[i] * (d[i] - sum);
            }
        }
    }

    fn range(&self) -> [f64; 2] {
        [0.0, 1.0]
    }
}

/// The largest value over the units, at one lane of the batch.
pub(crate) fn largest<L: Lane>(x: &[L], lane: usize, lanes: usize) -> L {
    x[lane..].iter().step_by(lanes).skip(1).fold(x[lane], |top, &x| x.gt(top, x, top))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simd::F32x4;
    use alloc::vec;

    /// Inputs away from zero, where the members here have their only kink.
    const POINTS: [f64; 9] = [-30.0, -5.0, -1.5, -0.3, -1e-3, 1e-3, 0.7, 4.0, 30.0];

    /// `y` and `∂y/∂x` of a layer of one unit.
    fn at(activation: &Activation, x: f64) -> (f64, f64) {
        let (mut y, mut d) = ([0.0], [1.0]);
        activation.as_dyn::<f64>().forward(&[x], &mut y, 1);
        activation.as_dyn::<f64>().backward(&[x], &y, &mut d, 1);
        (y[0], d[0])
    }

    #[test]
    fn slopes_match_difference_quotients() {
        for activation in Activation::all() {
            for x in POINTS {
                let h = 1e-6 * (0.1 + x.abs());
                let quotient = (at(&activation, x + h).0 - at(&activation, x - h).0) / (2.0 * h);
                let slope = at(&activation, x).1;
                assert!((slope - quotient).abs() < 1e-7, "{activation:?} at {x}: {slope}, quotient {quotient}");
            }
        }
    }

    #[test]
    fn the_slope_at_a_kink_is_bracketed_by_its_sides() {
        for activation in Activation::all() {
            let side = |h: f64| (at(&activation, h).0 - at(&activation, 0.0).0) / h;
            let (left, right, slope) = (side(-1e-7), side(1e-7), at(&activation, 0.0).1);
            let (low, high) = if left < right { (left, right) } else { (right, left) };
            assert!((low - 1e-6..=high + 1e-6).contains(&slope), "{activation:?}: {slope} not in {low}..={high}");
        }
    }

    #[test]
    fn softmax_pulls_back_like_its_difference_quotients() {
        let (x, up) = ([0.3, -1.2, 2.0], [0.5, -0.25, 1.0]);
        let loss = |x: &[f64; 3]| {
            let mut y = [0.0; 3];
            Softmax {}.forward(x, &mut y, 1);
            y.iter().zip(up).map(|(y, u)| y * u).sum::<f64>()
        };
        let (mut y, mut d) = ([0.0; 3], up);
        Softmax {}.forward(&x, &mut y, 1);
        Softmax {}.backward(&x, &y, &mut d, 1);
        for i in 0..3 {
            let (mut hi, mut lo) = (x, x);
            hi[i] += 1e-6;
            lo[i] -= 1e-6;
            let quotient = (loss(&hi) - loss(&lo)) / 2e-6;
            assert!((d[i] - quotient).abs() < 1e-9, "unit {i}: {} against {quotient}", d[i]);
        }
    }

    #[test]
    fn nan_comes_out_as_nan() {
        for activation in Activation::all() {
            let mut y = vec![F32x4::default(); 2];
            activation.as_dyn().forward(&[F32x4::all(f32::NAN); 2], &mut y, 1);
            assert!(y[0].to_array().iter().all(|y| y.is_nan()), "{activation:?} hides NaN");
        }
    }

    #[test]
    fn extreme_inputs_stay_finite() {
        for activation in Activation::all() {
            for x in [1e4, -1e4, 0.0, -0.0, f32::MIN_POSITIVE / 2.0] {
                let mut y = [F32x4::default()];
                activation.as_dyn().forward(&[F32x4::all(x)], &mut y, 1);
                assert!(y[0].to_array()[0].is_finite(), "{activation:?} at {x}");
            }
        }
    }

    #[test]
    fn softmax_sums_to_one_even_for_huge_inputs() {
        let x = [F32x4::all(1000.0), F32x4::all(-1000.0), F32x4::all(999.0)];
        let mut y = [F32x4::default(); 3];
        Softmax {}.forward(&x, &mut y, 1);
        let sum = y.iter().map(|y| y.to_array()[0]).sum::<f32>();
        assert!((sum - 1.0).abs() < 1e-6, "{y:?}");
    }
}
