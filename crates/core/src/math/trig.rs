//! Sine and cosine.
//!
//! Both write `x = k·π/2 + r` with a whole `k` and `|r| ≤ π/4`; by the last two bits of `k` the result is the sine or
//! the cosine of `r`, or its negative.

use core::f32::consts::FRAC_2_PI;

use super::{ROUND, SIGN, polynomial};
use crate::simd::{F32x4, I32x4};

/// `π/2` as a sum. The first three have 11 bits: their products with a `k` below 2¹³ are exact.
const HALF_PI: [f32; 4] = [1.570_312_5, 0.000_483_751_3, 7.549_533_6e-8, 2.563_344e-12];

/// `P` in `sin r = r + r³·P(r²)`.
const SINE: [f32; 3] = [-0.166_666_55, 0.008_332_189, -0.000_195_182_92];

/// `P` in `cos r = 1 − r²/2 + r⁴·P(r²)`.
const COSINE: [f32; 3] = [0.041_666_646, -0.001_388_731, 2.443_232_7e-5];

/// Sine of `x` in radians, within 1.58 ulp up to `|x| = 12867`.
///
/// Beyond, see [`reduce`]. Odd: −0 and denormals stay themselves. NaN of ±∞ and NaN.
#[inline(always)]
pub(crate) fn sin(x: F32x4) -> F32x4 {
    let sign = x.bits() & I32x4::all(SIGN);
    let (k, r) = reduce((x.bits() ^ sign).float());
    turn(k, r, sign)
}

/// Cosine of `x` in radians, within 1.57 ulp up to `|x| = 12867`.
///
/// Beyond, see [`reduce`]. Even. NaN of ±∞ and NaN.
#[inline(always)]
pub(crate) fn cos(x: F32x4) -> F32x4 {
    let (k, r) = reduce((x.bits() & I32x4::all(!SIGN)).float());
    turn(k + I32x4::all(1), r, I32x4::all(0))
}

/// `k`, in the low bits, and `r`, for `x ≥ 0`.
///
/// From 2¹³ quarter turns on the products are no longer exact. What that adds to the result is below 2·10⁻⁶ up to
/// `|x| = 102 900`, and below `2⁻²⁴·|x|`, as if `x` had been half an ulp off, up to 6.5·10⁶. Further out, where numbers lie
/// half a radian apart, `k` is arbitrary and `r` is cut off, so that the result is any number from −1 to 1.
#[inline(always)]
fn reduce(x: F32x4) -> (I32x4, F32x4) {
    let round = F32x4::all(ROUND);
    let shifted = x * F32x4::all(FRAC_2_PI) + round;
    let minus_k = round - shifted;
    let [a, b, c, d] = HALF_PI.map(|part| minus_k * F32x4::all(part));
    let exact = x + a + b;
    let rounded = exact + c;
    let r = rounded + (((exact - rounded) + c) + d);
    (shifted.bits(), r.at_most(F32x4::all(1.0)).at_least(F32x4::all(-1.0)))
}

/// The sine of `k` quarter turns and `r`, or its negative where `sign` says so.
#[inline(always)]
fn turn(k: I32x4, r: F32x4, sign: I32x4) -> F32x4 {
    let u = r * r;
    let sine = r + r * u * polynomial(u, SINE);
    let cosine = (F32x4::all(1.0) - F32x4::all(0.5) * u) + u * u * polynomial(u, COSINE);
    let odd = k.up::<31>().down::<31>();
    let flip = (k & I32x4::all(2)).up::<30>();
    (odd.choose(cosine, sine).bits() ^ flip ^ sign).float()
}
