//! Error function.

use super::{ROUND, SIGN, polynomial};
use crate::simd::{F32x4, I32x4};

/// Where the second of the two formulas becomes the better one.
const EDGE: f32 = 0.875;

/// `P` in `erf x = x + x·P(x²)`, up to the edge.
const NEAR: [f32; 6] = [0.128_379_15, -0.376_125_04, 0.112_819_22, -0.026_770_486, 0.004_998_928, -0.000_602_049_1];

/// `Q` in `erf x = 1 − 2^−(2x + x·Q(x))`, beyond the edge.
const FAR: [f32; 6] = [-0.371_881_9, 0.917_093_1, 0.151_933_07, -0.033_069_88, 0.004_652_820_5, -0.000_310_496_9];

/// `2ᶠ` for `|f| ≤ ½`.
const POWER: [f32; 6] = [1.000_000_1, 0.693_147_24, 0.240_219_12, 0.055_500_835, 0.009_685_554, 0.001_352_144_5];

/// Error function, within 1.64 ulp.
///
/// Near zero a polynomial; further out one minus a power of two, whose exponent is a polynomial (the logarithm of
/// `1 − erf` is smooth). Odd: −0 stays −0. ±1 from 3.92 out, never beyond; NaN stays NaN.
#[inline(always)]
pub(crate) fn erf(x: F32x4) -> F32x4 {
    let near = x + x * polynomial(x * x, NEAR);
    let round = F32x4::all(ROUND + 127.0);
    let sign = x.bits() & I32x4::all(SIGN);
    let a = (x.bits() ^ sign).float().at_most(F32x4::all(4.0));
    let exponent = (a + a) + a * polynomial(a, FAR);
    let shifted = round - exponent;
    let fraction = (round - shifted) - exponent;
    let power = shifted.bits().up::<23>().float() * polynomial(fraction, POWER);
    let far = ((F32x4::all(1.0) - power).bits() | sign).float();
    a.select_gt(F32x4::all(EDGE), far, near)
}
