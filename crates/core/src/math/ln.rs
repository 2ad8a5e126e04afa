//! `ln x` and `ln(1 + x)`.
//!
//! Both write their argument as `2ᵏ·(1 + f)` with a whole `k` and `√½ ≤ 1 + f < √2`; the logarithm is then
//! `k·ln 2 + ln(1 + f)`, where the latter is a polynomial.

use super::{LN_2_HIGH, LN_2_LOW, SIGN, polynomial};
use crate::simd::{F32x4, I32x4};

/// The bits of `√½`. A number's bits less these hold `k` as exponent, and behind it how far `1 + f` is above `√½`.
const SQRT_HALF: i32 = 0x3f35_04f3;

/// The bits behind sign and exponent.
const FRACTION: i32 = 0x007f_ffff;

/// `P` in `ln(1 + f) = f − f²/2 + f³·P(f)`.
const SERIES: [f32; 8] =
    [0.333_333_3, -0.250_008_2, 0.200_012_42, -0.166_234_1, 0.142_015_86, -0.131_595_98, 0.127_621_41, -0.076_363_59];

/// Natural logarithm, within 0.93 ulp, also of denormal numbers.
///
/// −∞ of ±0, NaN below, ∞ of ∞; NaN stays NaN.
#[inline(always)]
pub(crate) fn ln(x: F32x4) -> F32x4 {
    let denormal = x.is_below(F32x4::all(f32::MIN_POSITIVE));
    let normal = denormal.choose(x * F32x4::all(8_388_608.0), x);
    let bits = normal.bits() - I32x4::all(SQRT_HALF);
    let k = (bits.down::<23>() - (denormal & I32x4::all(23))).value();
    let f = ((bits & I32x4::all(FRACTION)) + I32x4::all(SQRT_HALF)).float() - F32x4::all(1.0);
    sum(k + exception(x), f)
}

/// `ln(1 + x)`, within 1.49 ulp.
///
/// `1 + x` is rounded, so only `k` is taken from it; `f = 2⁻ᵏ·x + (2⁻ᵏ − 1)` is nearly exact. It has the sign of `x`:
/// −0 and denormals stay themselves. −∞ of −1, NaN below, ∞ of ∞; NaN stays NaN.
#[inline(always)]
pub(crate) fn ln_1p(x: F32x4) -> F32x4 {
    let u = F32x4::all(1.0) + x;
    let bits = u.bits() - I32x4::all(SQRT_HALF);
    let k = bits.down::<23>().value();
    // Four times 2⁻ᵏ, because 2⁻¹²⁸ has no bits of its own.
    let four = F32x4::all(4.0);
    let scale = (four.bits() - (bits & I32x4::all(!FRACTION))).float();
    let f = (scale * x.at_most(F32x4::all(f32::MAX)) + (scale - four)) * F32x4::all(0.25);
    let y = sum(k + exception(u), f);
    (y.bits() | (x.bits() & I32x4::all(SIGN))).float()
}

/// `k·ln 2 + ln(1 + f)`
#[inline(always)]
fn sum(k: F32x4, f: F32x4) -> F32x4 {
    let f2 = f * f;
    let bend = f * f2 * polynomial(f, SERIES) + (k * F32x4::all(LN_2_LOW) - F32x4::all(0.5) * f2);
    (f + bend) + k * F32x4::all(LN_2_HIGH)
}

/// What to add to `k` so that the logarithm of `x` is −∞ at 0, NaN below, ∞ at ∞ and NaN at NaN: 0 elsewhere.
#[inline(always)]
fn exception(x: F32x4) -> F32x4 {
    let zero = F32x4::all(0.0);
    let above = (x - F32x4::all(f32::MAX)).at_least(zero);
    let at_zero = x.is_at_most(zero) & F32x4::all(f32::NEG_INFINITY).bits();
    let below = x.is_below(zero);
    (above.bits() | at_zero | below).float()
}
