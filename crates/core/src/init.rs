//! Family: initial weights.

use crate::family::family;
use crate::math;
use crate::rng::Rng;

family! {
    /// Where weights begin.
    pub enum Init: dyn Initialize as "init" {
        /// For linear, tanh, sigmoid and softmax. Glorot and Bengio, 2010. Keras' default for dense layers; U(−r, r).
        GlorotUniform = "glorot_uniform", "Glorot uniform", "r = √(6 / (fan_in + fan_out))", {},
        /// For linear, tanh, sigmoid and softmax. Glorot and Bengio, 2010. Normal, cut at 2σ with the variance kept, as in Keras.
        GlorotNormal = "glorot_normal", "Glorot normal", "σ² = 2 / (fan_in + fan_out)", {},
        /// For ReLU and its relatives. He et al., 2015, arXiv:1502.01852. U(−r, r).
        HeUniform = "he_uniform", "He uniform", "r = √(6 / fan_in)", {},
        /// For ReLU and its relatives. He et al., 2015, arXiv:1502.01852. Normal, cut at 2σ with the variance kept, as in Keras.
        HeNormal = "he_normal", "He normal", "σ² = 2 / fan_in", {},
        /// For SELU. LeCun et al., Efficient BackProp, 1998. U(−r, r).
        LecunUniform = "lecun_uniform", "LeCun uniform", "r = √(3 / fan_in)", {},
        /// For SELU, whose self-normalization needs it. Klambauer et al., 2017, arXiv:1706.02515. Normal, cut at 2σ with the variance kept, as in Keras.
        LecunNormal = "lecun_normal", "LeCun normal", "σ² = 1 / fan_in", {},
        /// All the same: every unit of a layer stays a twin of the others. To see why weights start at random.
        Zeros = "zeros", "Zeros", "0", {},
    }
}

/// Fills a matrix of weights.
pub trait Initialize {
    /// Writes `[fan_out, fan_in]` weights, row by row.
    fn fill(&self, fan_in: usize, fan_out: usize, w: &mut [f64], rng: &mut Rng);
}

/// Which distribution weights come from.
enum Shape {
    Uniform,
    Normal,
}

/// An initializer that only sets the variance of independent weights.
trait Spread {
    const SHAPE: Shape;
    fn variance(fan_in: f64, fan_out: f64) -> f64;
}

/// Standard deviation of a normal distribution with variance 1 after cutting it at ±2.
const CUT_DEVIATION: f64 = 0.879_625_661_034_239_8;

impl<S: Spread> Initialize for S {
    fn fill(&self, fan_in: usize, fan_out: usize, w: &mut [f64], rng: &mut Rng) {
        let deviation = math::root(S::variance(fan_in as f64, fan_out as f64));
        match S::SHAPE {
            Shape::Uniform => {
                let r = deviation * math::root(3.0);
                w.fill_with(|| rng.uniform(-r, r));
            }
            Shape::Normal => w.fill_with(|| deviation / CUT_DEVIATION * cut_normal(rng)),
        }
    }
}

/// A normal number in −2..=2.
fn cut_normal(rng: &mut Rng) -> f64 {
    loop {
        let x = rng.normal();
        if x.abs() <= 2.0 {
            return x;
        }
    }
}

macro_rules! spread {
    ($Member:ident, $shape:ident, |$fan_in:ident, $fan_out:ident| $variance:expr) => {
        impl Spread for $Member {
            const SHAPE: Shape = Shape::$shape;
            fn variance($fan_in: f64, $fan_out: f64) -> f64 {
                $variance
            }
        }
    };
}
spread!(GlorotUniform, Uniform, |fan_in, fan_out| 2.0 / (fan_in + fan_out));
spread!(GlorotNormal, Normal, |fan_in, fan_out| 2.0 / (fan_in + fan_out));
spread!(HeUniform, Uniform, |fan_in, _fan_out| 2.0 / fan_in);
spread!(HeNormal, Normal, |fan_in, _fan_out| 2.0 / fan_in);
spread!(LecunUniform, Uniform, |fan_in, _fan_out| 1.0 / fan_in);
spread!(LecunNormal, Normal, |fan_in, _fan_out| 1.0 / fan_in);

impl Initialize for Zeros {
    fn fill(&self, _fan_in: usize, _fan_out: usize, w: &mut [f64], _rng: &mut Rng) {
        w.fill(0.0);
    }
}
