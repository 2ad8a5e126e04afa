//! The arithmetic that a formula may use, on several values side by side.
//!
//! Formulas and kernels are written once, generic over [`Lane`]. They run on [`F32x4`] when a network trains, and on
//! `f64` (one lane wide) when a test asks for the exact twin.

use core::fmt::Debug;
use core::ops::{Add, AddAssign, Div, Mul, Neg, Sub};

use bytemuck::Pod;

use crate::math;
use crate::simd::F32x4;

/// Several numbers side by side that are computed with as if they were one.
///
/// Comparisons are selections, because lanes cannot branch: `x.gt(y, a, b)` is `a` where `x > y` and `b` elsewhere,
/// also where either is NaN.
pub trait Lane:
    Copy
    + Debug
    + Default
    + Pod
    + Add<Output = Self>
    + AddAssign
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + Neg<Output = Self>
{
    /// One of the numbers.
    type Scalar: Scalar;

    /// How many numbers lie side by side.
    const WIDTH: usize;

    /// The same number in every lane, rounded once.
    fn splat(x: f64) -> Self;

    /// The same number in every lane.
    fn broadcast(x: Self::Scalar) -> Self;

    /// A lane from its numbers, `f(0)` first.
    fn from_fn(f: impl FnMut(usize) -> Self::Scalar) -> Self;

    /// The first `n` numbers, and zeros after them.
    fn first(self, n: usize) -> Self;

    /// Sum over the lanes, in the order `(0 + 1) + (2 + 3)`.
    fn sum(self) -> Self::Scalar;

    /// Sum over the lanes of each of four values, in the same order, side by side: the first is `sum(a[0])`.
    ///
    /// With one lane only `a[0]` is left.
    fn sums(a: [Self; 4]) -> Self;

    /// Swaps rows and columns of a square of [`WIDTH`](Self::WIDTH) lanes.
    fn transpose(square: &mut [Self]);

    /// Adds the squares of the numbers to `acc`, one by one.
    fn add_squares(self, acc: &mut [f64; 4]);

    /// `a` where `self > y`, else `b`.
    fn gt(self, y: Self, a: Self, b: Self) -> Self;
    /// `a` where `self >= y`, else `b`.
    fn ge(self, y: Self, a: Self, b: Self) -> Self;
    /// `a` where `self < y`, else `b`.
    fn lt(self, y: Self, a: Self, b: Self) -> Self;
    /// `a` where `self <= y`, else `b`.
    fn le(self, y: Self, a: Self, b: Self) -> Self;

    /// `|x|`
    fn abs(self) -> Self;
    /// `√x`, rounded correctly.
    fn sqrt(self) -> Self;
    /// `eˣ`
    fn exp(self) -> Self;
    /// `eˣ − 1` without cancellation near zero.
    fn exp_m1(self) -> Self;
    /// Natural logarithm.
    fn ln(self) -> Self;
    /// `ln(1 + x)` without cancellation near zero.
    fn ln_1p(self) -> Self;
    /// Hyperbolic tangent.
    fn tanh(self) -> Self;
    /// Error function, `2/√π · ∫₀ˣ e^(−t²) dt`.
    fn erf(self) -> Self;
    /// Sine of `x` in radians.
    fn sin(self) -> Self;
    /// Cosine of `x` in radians.
    fn cos(self) -> Self;

    /// Zero in every lane.
    #[inline(always)]
    fn zero() -> Self {
        Self::default()
    }

    /// One in every lane.
    #[inline(always)]
    fn one() -> Self {
        Self::splat(1.0)
    }

    /// The numbers of `lanes`, one after the other.
    #[inline(always)]
    fn scalars(lanes: &[Self]) -> &[Self::Scalar] {
        bytemuck::cast_slice(lanes)
    }

    /// The numbers of `lanes`, one after the other, to be written.
    #[inline(always)]
    fn scalars_mut(lanes: &mut [Self]) -> &mut [Self::Scalar] {
        bytemuck::cast_slice_mut(lanes)
    }

    /// How many lanes hold `n` numbers.
    #[inline(always)]
    fn count(n: usize) -> usize {
        n.div_ceil(Self::WIDTH)
    }
}

/// One number of a [`Lane`].
pub trait Scalar: Pod + Debug + Default + PartialEq + Add<Output = Self> + AddAssign + Mul<Output = Self> {
    /// Rounded to this type.
    fn round(x: f64) -> Self;
    /// Exactly this number.
    fn wide(self) -> f64;
}

impl Scalar for f32 {
    #[inline(always)]
    fn round(x: f64) -> Self {
        x as Self
    }
    #[inline(always)]
    fn wide(self) -> f64 {
        f64::from(self)
    }
}

impl Scalar for f64 {
    #[inline(always)]
    fn round(x: f64) -> Self {
        x
    }
    #[inline(always)]
    fn wide(self) -> f64 {
        self
    }
}

impl Lane for F32x4 {
    type Scalar = f32;
    const WIDTH: usize = 4;

    #[inline(always)]
    fn splat(x: f64) -> Self {
        Self::all(x as f32)
    }
    #[inline(always)]
    fn broadcast(x: f32) -> Self {
        Self::all(x)
    }
    #[inline(always)]
    fn from_fn(f: impl FnMut(usize) -> f32) -> Self {
        Self::new(core::array::from_fn(f))
    }
    #[inline(always)]
    fn first(self, n: usize) -> Self {
        self.leading(n)
    }
    #[inline(always)]
    fn sum(self) -> f32 {
        let [a, b, c, d] = self.to_array();
        (a + b) + (c + d)
    }
    #[inline(always)]
    fn sums(a: [Self; 4]) -> Self {
        let [a, b, c, d] = Self::transposed(a);
        (a + b) + (c + d)
    }
    #[inline(always)]
    fn transpose(square: &mut [Self]) {
        debug_assert_eq!(square.len(), 4, "a square of four lanes");
        let rows = Self::transposed([square[0], square[1], square[2], square[3]]);
        square.copy_from_slice(&rows);
    }
    #[inline(always)]
    fn add_squares(self, acc: &mut [f64; 4]) {
        let x = self.to_array();
        for k in 0..4 {
            let x = f64::from(x[k]);
            acc[k] += x * x;
        }
    }
    #[inline(always)]
    fn gt(self, y: Self, a: Self, b: Self) -> Self {
        self.select_gt(y, a, b)
    }
    #[inline(always)]
    fn ge(self, y: Self, a: Self, b: Self) -> Self {
        self.select_ge(y, a, b)
    }
    #[inline(always)]
    fn lt(self, y: Self, a: Self, b: Self) -> Self {
        y.select_gt(self, a, b)
    }
    #[inline(always)]
    fn le(self, y: Self, a: Self, b: Self) -> Self {
        y.select_ge(self, a, b)
    }
    #[inline(always)]
    fn abs(self) -> Self {
        self.magnitude()
    }
    #[inline(always)]
    fn sqrt(self) -> Self {
        self.root()
    }
    #[inline(always)]
    fn exp(self) -> Self {
        math::exp(self)
    }
    #[inline(always)]
    fn exp_m1(self) -> Self {
        math::exp_m1(self)
    }
    #[inline(always)]
    fn ln(self) -> Self {
        math::ln(self)
    }
    #[inline(always)]
    fn ln_1p(self) -> Self {
        math::ln_1p(self)
    }
    #[inline(always)]
    fn tanh(self) -> Self {
        math::tanh(self)
    }
    #[inline(always)]
    fn erf(self) -> Self {
        math::erf(self)
    }
    #[inline(always)]
    fn sin(self) -> Self {
        math::sin(self)
    }
    #[inline(always)]
    fn cos(self) -> Self {
        math::cos(self)
    }
}

/// The exact twin: one lane of double precision, with libm's functions.
impl Lane for f64 {
    type Scalar = Self;
    const WIDTH: usize = 1;

    fn splat(x: f64) -> Self {
        x
    }
    fn broadcast(x: f64) -> Self {
        x
    }
    fn from_fn(mut f: impl FnMut(usize) -> f64) -> Self {
        f(0)
    }
    fn first(self, n: usize) -> Self {
        if n > 0 { self } else { 0.0 }
    }
    fn sum(self) -> f64 {
        self
    }
    fn sums(a: [Self; 4]) -> Self {
        a[0]
    }
    fn transpose(_: &mut [Self]) {}
    fn add_squares(self, acc: &mut [f64; 4]) {
        acc[0] += self * self;
    }
    fn gt(self, y: Self, a: Self, b: Self) -> Self {
        if self > y { a } else { b }
    }
    fn ge(self, y: Self, a: Self, b: Self) -> Self {
        if self >= y { a } else { b }
    }
    fn lt(self, y: Self, a: Self, b: Self) -> Self {
        if self < y { a } else { b }
    }
    fn le(self, y: Self, a: Self, b: Self) -> Self {
        if self <= y { a } else { b }
    }
    fn abs(self) -> Self {
        libm::fabs(self)
    }
    fn sqrt(self) -> Self {
        math::root(self)
    }
    fn exp(self) -> Self {
        libm::exp(self)
    }
    fn exp_m1(self) -> Self {
        libm::expm1(self)
    }
    fn ln(self) -> Self {
        libm::log(self)
    }
    fn ln_1p(self) -> Self {
        libm::log1p(self)
    }
    fn tanh(self) -> Self {
        libm::tanh(self)
    }
    fn erf(self) -> Self {
        libm::erf(self)
    }
    fn sin(self) -> Self {
        math::double::sin(self)
    }
    fn cos(self) -> Self {
        math::double::cos(self)
    }
}
