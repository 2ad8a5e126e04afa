//! Square root, sine and cosine in double precision: data, first weights and the twin that formulas are checked with.
//!
//! libm's sine and cosine know π to 1,600 bits, which weighs more than a family of formulas.

use core::f64::consts::FRAC_2_PI;

/// 1.5 · 2⁵²: adding it rounds to a whole number, which then lies in the low bits of the sum.
const ROUND: f64 = 6_755_399_441_055_744.0;

/// `π/2` as a sum. The first two have 33 bits: their products with a whole number below 2²⁰ are exact.
const HALF_PI: [f64; 3] = [1.570_796_326_734_125_6, 6.077_100_506_303_966e-11, 2.022_266_248_795_950_6e-21];

/// What follows each term of Taylor's series is `−r²` times this, times it.
const SINE: [f64; 8] = steps(2);
const COSINE: [f64; 8] = steps(1);

/// `1 / (n·(n + 1))` for every second `n`; what is left out is below a tenth of an ulp.
const fn steps(from: u32) -> [f64; 8] {
    let mut steps = [0.0; 8];
    let mut i = 0;
    while i < steps.len() {
        let n = from + 2 * i as u32;
        steps[i] = 1.0 / (n * (n + 1)) as f64;
        i += 1;
    }
    steps
}

/// `√x`, rounded correctly: the hardware's, where there is one. libm's is a loop over integers, many times slower.
pub fn root(x: f64) -> f64 {
    #[cfg(not(target_os = "none"))]
    return x.sqrt();
    #[cfg(target_os = "none")]
    return libm::sqrt(x);
}

/// Sine of `x` in radians, within 2⁻⁵² (absolute) up to `|x| = 10⁶`; beyond as if `x` had been an ulp off. NaN of ±∞.
pub fn sin(x: f64) -> f64 {
    turn(x, 0)
}

/// Cosine of `x` in radians, as exact as [`sin`].
pub fn cos(x: f64) -> f64 {
    turn(x, 1)
}

/// The sine of `x` and so many quarter turns.
fn turn(x: f64, quarters: u64) -> f64 {
    let shifted = x * FRAC_2_PI + ROUND;
    let k = shifted - ROUND;
    let r = HALF_PI.iter().fold(x, |r, part| r - k * part);
    let r = if r.abs() > 1.0 { 1.0 } else { r }; // so far out that any angle will do
    let quarters = shifted.to_bits().wrapping_add(quarters);
    let (first, terms) = if quarters & 1 == 0 { (r, &SINE) } else { (1.0, &COSINE) };
    let rest = terms.iter().rev().fold(0.0, |rest, term| -r * r * term * (1.0 + rest));
    let size = first + first * rest;
    if quarters & 2 == 0 { size } else { -size }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sine_and_cosine_are_those_of_libm() {
        for i in -200_000..200_000 {
            let x = f64::from(i) * 4.999_9 + 1e-3;
            for (name, got, exact) in [("sin", sin(x), libm::sin(x)), ("cos", cos(x), libm::cos(x))] {
                assert!((got - exact).abs() <= f64::EPSILON, "{name} {x} = {got}, not {exact}");
            }
            let near = f64::from(i) * 1e-5;
            assert!((sin(near) - libm::sin(near)).abs() <= f64::EPSILON * near.abs(), "sin {near}");
        }
        assert_eq!((sin(0.0), cos(0.0)), (0.0, 1.0));
        for x in [f64::INFINITY, f64::NEG_INFINITY, f64::NAN] {
            assert!(sin(x).is_nan() && cos(x).is_nan());
        }
        assert!((-1.0..=1.0).contains(&sin(1e300)));
    }
}
