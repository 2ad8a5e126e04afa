//! Elementary functions on four lanes: the same bits on every target, within two units in the last place (ulp); `sin` and
//! `cos` so up to 12,867, and less exact further out.
//!
//! Those on lanes consist of `+ − × ÷`, selections and integer operations on the bits, in a fixed order, without branches or
//! tables. An error bound is the worst over all 2³² arguments against double precision. The polynomials are from
//! `tests/data/math_coefficients.py`.

pub mod double;
mod erf;
mod exp;
mod ln;
mod tanh;
mod trig;

pub use double::root;
pub(crate) use erf::erf;
pub(crate) use exp::{exp, exp_m1};
pub(crate) use ln::{ln, ln_1p};
pub(crate) use tanh::tanh;
pub(crate) use trig::{cos, sin};

use crate::simd::F32x4;

/// 1.5 · 2²³: adding it rounds to a whole number, which then lies in the low bits of the sum.
///
/// With a whole number added to it, that one lies there too: the bias of an exponent, say.
const ROUND: f32 = 12_582_912.0;

/// The bit that holds the sign.
const SIGN: i32 = i32::MIN;

/// `ln 2` to 15 bits: its products with whole numbers up to 2⁹ are exact.
const LN_2_HIGH: f32 = 0.693_145_75;

/// `ln 2 − LN_2_HIGH`
const LN_2_LOW: f32 = 1.428_606_8e-6;

/// `c[0] + c[1]·x + c[2]·x² + …`, up to eight terms.
///
/// In pairs, then pairs of pairs (Estrin's scheme): a chain of half the length, and what a loop over lanes waits for is
/// the chain. Without loops, so that the coefficients become constants.
#[inline(always)]
fn polynomial<const N: usize>(x: F32x4, c: [f32; N]) -> F32x4 {
    const { assert!(N <= 8) };
    let x2 = x * x;
    let x4 = x2 * x2;
    let one = |k: usize| F32x4::all(c[k]);
    let two = |k: usize| if k + 1 < N { one(k) + one(k + 1) * x } else { one(k) };
    let four = |k: usize| if k + 2 < N { two(k) + two(k + 2) * x2 } else { two(k) };
    if 4 < N { four(0) + four(4) * x4 } else { four(0) }
}

/// `xⁿ` by repeated squaring, for bias corrections: the same bits everywhere.
pub(crate) fn powi(x: f64, n: u64) -> f64 {
    let (mut power, mut square, mut n) = (1.0, x, n);
    while n > 0 {
        if n & 1 == 1 {
            power *= square;
        }
        square *= square;
        n >>= 1;
    }
    power
}

#[cfg(test)]
mod tests {
    use std::{env, println};

    use super::*;

    struct Function {
        name: &'static str,
        lanes: fn(F32x4) -> F32x4,
        exact: fn(f64) -> f64,
        /// The largest error allowed, in ulp, for arguments up to `reach`.
        bound: f64,
        reach: f32,
    }

    /// The bounds are what was measured over all arguments, rounded up. Half an ulp is the last rounding; what comes
    /// on top:
    /// - `exp`: the rounding of `r`, and of `eʳ − 1` where it is near 1/2 and what it is added to is 1.
    /// - `exp_m1`: the same, doubled where `2ᵏ` is 2 and the result below 1/2.
    /// - `ln`: the rounding of `ln(1 + f)` where `k` is ±1 and the result no larger than it.
    /// - `ln_1p`: the same, and the rounding of `f`, which `ln` has exactly.
    /// - `tanh`: the roundings of numerator and denominator.
    /// - `erf`: the rounding of the exponent, which becomes a relative error of the power.
    /// - `sin`, `cos`: the rounding of `r`. Further out there is no bound in ulp.
    const FUNCTIONS: [Function; 8] = [
        function("exp", exp, libm::exp, 1.04, f32::INFINITY),
        function("exp_m1", exp_m1, libm::expm1, 1.79, f32::INFINITY),
        function("ln", ln, libm::log, 0.93, f32::INFINITY),
        function("ln_1p", ln_1p, libm::log1p, 1.49, f32::INFINITY),
        function("tanh", tanh, libm::tanh, 1.96, f32::INFINITY),
        function("erf", erf, libm::erf, 1.64, f32::INFINITY),
        function("sin", sin, libm::sin, 1.58, 12_867.0),
        function("cos", cos, libm::cos, 1.57, 12_867.0),
    ];

    const fn function(
        name: &'static str,
        lanes: fn(F32x4) -> F32x4,
        exact: fn(f64) -> f64,
        bound: f64,
        reach: f32,
    ) -> Function {
        Function { name, lanes, exact, bound, reach }
    }

    fn at(f: fn(F32x4) -> F32x4, x: f32) -> f32 {
        f(F32x4::all(x)).to_array()[0]
    }

    /// The bits, one pattern for every NaN.
    fn bits(x: f32) -> u32 {
        if x.is_nan() { f32::NAN.to_bits() } else { x.to_bits() }
    }

    /// Every `stride`th `f32` without NaN.
    fn numbers(stride: usize) -> impl Iterator<Item = f32> {
        (0..=u32::MAX).step_by(stride).map(f32::from_bits).filter(|x| !x.is_nan())
    }

    /// How far off, in units of the last place that an `f32` of this size has; ∞ counts as 2¹²⁸.
    fn ulps(got: f32, exact: f64) -> f64 {
        if got.is_nan() || exact.is_nan() {
            return if got.is_nan() && exact.is_nan() { 0.0 } else { f64::INFINITY };
        }
        let limit = libm::exp2(128.0);
        let finite = |x: f64| if x.abs() > limit { libm::copysign(limit, x) } else { x };
        let exponent = (exact.abs().to_bits() >> 52).clamp(1023 - 126, 1023 + 127) as i32 - 1023;
        libm::scalbn((finite(f64::from(got)) - finite(exact)).abs(), 23 - exponent)
    }

    /// `PLAYGRAD_STRIDE=1 cargo test --release math -- --nocapture` takes all arguments, and minutes.
    #[test]
    fn no_result_is_further_off_than_its_bound() {
        let stride = env::var("PLAYGRAD_STRIDE").map_or(997, |n| n.parse().unwrap());
        let check = |f: &Function| {
            let mut worst = (0.0, 0.0);
            for x in numbers(stride).filter(|x| x.abs() <= f.reach) {
                let error = ulps(at(f.lanes, x), (f.exact)(f64::from(x)));
                if error > worst.0 {
                    worst = (error, x);
                }
            }
            let (error, x) = worst;
            println!("{}: {error:.3} ulp at {x:e}", f.name);
            assert!(error <= f.bound, "{} of {x:e} is {error} ulp off", f.name);
        };
        FUNCTIONS.iter().for_each(check);
    }

    #[test]
    fn special_values_are_exact() {
        const INF: f32 = f32::INFINITY;
        const NAN: f32 = f32::NAN;
        const LEAST: f32 = f32::from_bits(1);
        let tables: [&[(f32, f32)]; 8] = [
            &[(0.0, 1.0), (-0.0, 1.0), (INF, INF), (-INF, 0.0), (89.0, INF), (-104.0, 0.0), (-103.5, LEAST)],
            &[(0.0, 0.0), (-0.0, -0.0), (INF, INF), (-INF, -1.0), (89.0, INF), (-17.0, -1.0), (LEAST, LEAST)],
            &[(1.0, 0.0), (0.0, -INF), (-0.0, -INF), (INF, INF), (-LEAST, NAN), (-1.0, NAN), (-INF, NAN)],
            &[(0.0, 0.0), (-0.0, -0.0), (-1.0, -INF), (INF, INF), (-1.5, NAN), (-INF, NAN), (LEAST, LEAST)],
            &[(0.0, 0.0), (-0.0, -0.0), (INF, 1.0), (-INF, -1.0), (8.48, 1.0), (-8.48, -1.0), (LEAST, LEAST)],
            &[(0.0, 0.0), (-0.0, -0.0), (INF, 1.0), (-INF, -1.0), (3.93, 1.0), (-3.93, -1.0), (LEAST, LEAST)],
            &[(0.0, 0.0), (-0.0, -0.0), (INF, NAN), (-INF, NAN), (LEAST, LEAST), (-LEAST, -LEAST)],
            &[(0.0, 1.0), (-0.0, 1.0), (INF, NAN), (-INF, NAN), (LEAST, 1.0)],
        ];
        for (f, table) in FUNCTIONS.iter().zip(tables) {
            for &(x, y) in table {
                let got = at(f.lanes, x);
                assert_eq!(bits(got), bits(y), "{} of {x:e} is {got:e}, not {y:e}", f.name);
            }
        }
    }

    #[test]
    fn nan_comes_out_as_nan_and_stays_in_its_lane() {
        for f in &FUNCTIONS {
            for x in numbers(9_999_991) {
                let [y, a, z, b] = (f.lanes)(F32x4::new([x, f32::NAN, x, -f32::NAN])).to_array();
                assert!(a.is_nan() && b.is_nan(), "{} of NaN is {a} or {b}", f.name);
                assert_eq!([y, z].map(bits), [bits(at(f.lanes, x)); 2], "{} of {x:e} beside NaN", f.name);
            }
        }
    }

    #[test]
    fn odd_functions_are_odd_and_the_cosine_is_even() {
        for (f, odd) in FUNCTIONS[4..].iter().zip([true, true, true, false]) {
            for x in numbers(9973) {
                let (left, right) = (at(f.lanes, -x), at(f.lanes, x));
                assert_eq!(bits(left), bits(if odd { -right } else { right }), "{} of {x:e}", f.name);
            }
        }
    }

    #[test]
    fn nothing_lies_beyond_the_limits() {
        for x in numbers(997) {
            for f in &FUNCTIONS[4..] {
                assert!(x.is_infinite() || at(f.lanes, x).abs() <= 1.0, "{} of {x:e}", f.name);
            }
            assert!(at(exp, x) >= 0.0 && at(exp_m1, x) >= -1.0, "exp of {x:e}");
            for (f, from) in [(tanh as fn(F32x4) -> F32x4, 8.48), (erf, 3.93)] {
                assert!(x < from || bits(at(f, x)) == bits(1.0), "not yet 1 at {x:e}");
            }
        }
    }
}
