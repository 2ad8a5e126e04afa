//! Hyperbolic tangent.

use core::f32::consts::LN_2;

use super::{ROUND, SIGN, polynomial};
use crate::simd::{F32x4, I32x4};

/// A little more than `2 / ln 2`: it moves the places where `k` changes to where errors are smaller.
const STEPS: f32 = 2.89;

/// `P` in `(1 − e^(−2r)) / 2 = r − r²·P(r)`.
const SERIES: [f32; 5] = [0.999_999_9, -0.666_661_6, 0.333_347_9, -0.133_872_05, 0.044_163_4];

/// Hyperbolic tangent, within 1.96 ulp.
///
/// With `|x| = k·ln 2 / 2 + r` and a whole `k`, it is `(2ᵏ − 1 + q) / (2ᵏ + 1 − q)`, where `q = 1 − e^(−2r)` is a
/// polynomial; all of it is halved here. Odd: −0 and denormals stay themselves. ±1 from 8.48 out, never beyond; NaN
/// stays NaN.
#[inline(always)]
pub(crate) fn tanh(x: F32x4) -> F32x4 {
    let round = F32x4::all(ROUND + 126.0);
    let sign = x.bits() & I32x4::all(SIGN);
    let a = (x.bits() ^ sign).float().at_most(F32x4::all(9.1));
    let shifted = a * F32x4::all(STEPS) + round;
    let r = a + (round - shifted) * F32x4::all(LN_2 / 2.0);
    let q = r - r * r * polynomial(r, SERIES);
    let power = shifted.bits().up::<23>().float();
    let half = F32x4::all(0.5);
    let y = ((power - half) + q) / ((power + half) - q);
    (y.bits() | sign).float()
}
