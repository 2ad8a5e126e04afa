//! `eˣ` and `eˣ − 1`.
//!
//! Both write `x = k·ln 2 + r` with a whole `k` and `|r| ≤ ln 2 / 2`, so that `eˣ = 2ᵏ·eʳ`: the power of two is made
//! from the bits of `k`, and `eʳ − 1` is a polynomial.

use core::f32::consts::LOG2_E;

use super::{LN_2_HIGH, LN_2_LOW, ROUND, polynomial};
use crate::simd::F32x4;

/// `P` in `eʳ = 1 + r + r²·P(r)`.
const SERIES: [f32; 5] = [0.499_999_97, 0.166_665_46, 0.041_667_446, 0.008_366_249, 0.001_386_966_8];

/// `eˣ`, within 1.04 ulp; within 0.75 of the smallest number where the result is denormal.
///
/// The power of two is multiplied in as two halves, so that it reaches the largest results and the denormal ones. ∞
/// from 88.72284 up, 0 from −103.97208 down; NaN stays NaN.
#[inline(always)]
pub(crate) fn exp(x: F32x4) -> F32x4 {
    // Twice the bias of an exponent: each half of the low bits then has its own.
    let round = F32x4::all(ROUND + 254.0);
    let x = x.at_most(F32x4::all(89.0)).at_least(F32x4::all(-104.0));
    let shifted = x * F32x4::all(LOG2_E) + round;
    let growth = growth(x, round - shifted);
    let bits = shifted.bits();
    let half = bits.down::<1>();
    (F32x4::all(1.0) + growth) * half.up::<23>().float() * (bits - half).up::<23>().float()
}

/// `eˣ − 1`, within 1.79 ulp.
///
/// It is `(2ᵏ − 1) + 2ᵏ·(eʳ − 1)`, computed at half its size because the largest `2ᵏ` is not an `f32`. Halving loses
/// a bit of a denormal number, which, like ±0, is its own result. −1 from −16.98211 down, ∞ from 88.72284 up; NaN stays
/// NaN.
#[inline(always)]
pub(crate) fn exp_m1(x: F32x4) -> F32x4 {
    let round = F32x4::all(ROUND + 126.0);
    let z = x.at_most(F32x4::all(89.0)).at_least(F32x4::all(-18.0));
    let shifted = z * F32x4::all(LOG2_E) + round;
    let growth = growth(z, round - shifted);
    let power = shifted.bits().up::<23>().float();
    let half = power * growth + (power - F32x4::all(0.5));
    // The square vanishes with its root still far from denormal.
    (x * x).select_gt(F32x4::all(0.0), half + half, x)
}

/// `eʳ − 1` for `r = x + minus_k·ln 2`.
#[inline(always)]
fn growth(x: F32x4, minus_k: F32x4) -> F32x4 {
    let r = (x + minus_k * F32x4::all(LN_2_HIGH)) + minus_k * F32x4::all(LN_2_LOW);
    r + r * r * polynomial(r, SERIES)
}
