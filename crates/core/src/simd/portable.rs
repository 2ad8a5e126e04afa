//! Four lanes over `[f32; 4]`, for every target without SIMD-128.

use bytemuck::{Pod, Zeroable};

/// Four `f32` side by side.
#[derive(Clone, Copy, Pod, Zeroable)]
#[repr(C, align(16))]
pub struct F32x4([f32; 4]);

impl F32x4 {
    #[inline(always)]
    fn zip(self, y: Self, f: impl Fn(f32, f32) -> f32) -> Self {
        Self(core::array::from_fn(|k| f(self.0[k], y.0[k])))
    }
    #[inline(always)]
    fn select(self, y: Self, a: Self, b: Self, f: impl Fn(f32, f32) -> bool) -> Self {
        Self(core::array::from_fn(|k| if f(self.0[k], y.0[k]) { a.0[k] } else { b.0[k] }))
    }
    /// The same number in every lane.
    #[inline(always)]
    pub fn all(x: f32) -> Self {
        Self([x; 4])
    }
    /// These four numbers.
    #[inline(always)]
    pub fn new(x: [f32; 4]) -> Self {
        Self(x)
    }
    /// The first `n` numbers, and zeros after them.
    #[inline(always)]
    pub(crate) fn leading(self, n: usize) -> Self {
        Self(core::array::from_fn(|k| if k < n { self.0[k] } else { 0.0 }))
    }
    /// The four numbers.
    #[inline(always)]
    pub fn to_array(self) -> [f32; 4] {
        self.0
    }
    #[inline(always)]
    pub(super) fn plus(self, y: Self) -> Self {
        self.zip(y, |x, y| x + y)
    }
    #[inline(always)]
    pub(super) fn minus(self, y: Self) -> Self {
        self.zip(y, |x, y| x - y)
    }
    #[inline(always)]
    pub(super) fn times(self, y: Self) -> Self {
        self.zip(y, |x, y| x * y)
    }
    #[inline(always)]
    pub(super) fn over(self, y: Self) -> Self {
        self.zip(y, |x, y| x / y)
    }
    #[inline(always)]
    pub(super) fn negated(self) -> Self {
        Self(self.0.map(|x| -x))
    }
    #[inline(always)]
    pub(crate) fn magnitude(self) -> Self {
        Self(self.0.map(f32::abs))
    }
    #[inline(always)]
    pub(crate) fn root(self) -> Self {
        #[cfg(not(target_os = "none"))]
        return Self(self.0.map(f32::sqrt));
        #[cfg(target_os = "none")]
        return Self(self.0.map(libm::sqrtf));
    }
    #[inline(always)]
    pub(crate) fn select_gt(self, y: Self, a: Self, b: Self) -> Self {
        self.select(y, a, b, |x, y| x > y)
    }
    #[inline(always)]
    pub(crate) fn select_ge(self, y: Self, a: Self, b: Self) -> Self {
        self.select(y, a, b, |x, y| x >= y)
    }
    /// `y` where `y < self`, else `self`: also where either is NaN.
    #[inline(always)]
    pub(crate) fn at_most(self, y: Self) -> Self {
        self.zip(y, |x, y| if y < x { y } else { x })
    }
    /// `y` where `self < y`, else `self`: also where either is NaN.
    #[inline(always)]
    pub(crate) fn at_least(self, y: Self) -> Self {
        self.zip(y, |x, y| if x < y { y } else { x })
    }
    /// All ones where `self < y`, else zero.
    #[inline(always)]
    pub(crate) fn is_below(self, y: Self) -> I32x4 {
        I32x4(core::array::from_fn(|k| -i32::from(self.0[k] < y.0[k])))
    }
    /// All ones where `self <= y`, else zero.
    #[inline(always)]
    pub(crate) fn is_at_most(self, y: Self) -> I32x4 {
        I32x4(core::array::from_fn(|k| -i32::from(self.0[k] <= y.0[k])))
    }
    /// The bits of each number.
    #[inline(always)]
    pub(crate) fn bits(self) -> I32x4 {
        I32x4(self.0.map(|x| x.to_bits().cast_signed()))
    }
    /// Rows and columns swapped.
    #[inline(always)]
    pub(crate) fn transposed(rows: [Self; 4]) -> [Self; 4] {
        core::array::from_fn(|j| Self(core::array::from_fn(|i| rows[i].0[j])))
    }
}

/// Four `i32` side by side, for the bits of numbers and for masks.
#[derive(Clone, Copy)]
pub(crate) struct I32x4([i32; 4]);

impl I32x4 {
    #[inline(always)]
    fn zip(self, y: Self, f: impl Fn(i32, i32) -> i32) -> Self {
        Self(core::array::from_fn(|k| f(self.0[k], y.0[k])))
    }
    /// The same integer in every lane.
    #[inline(always)]
    pub(crate) fn all(x: i32) -> Self {
        Self([x; 4])
    }
    #[inline(always)]
    pub(super) fn plus(self, y: Self) -> Self {
        self.zip(y, i32::wrapping_add)
    }
    #[inline(always)]
    pub(super) fn minus(self, y: Self) -> Self {
        self.zip(y, i32::wrapping_sub)
    }
    #[inline(always)]
    pub(super) fn both(self, y: Self) -> Self {
        self.zip(y, |x, y| x & y)
    }
    #[inline(always)]
    pub(super) fn either(self, y: Self) -> Self {
        self.zip(y, |x, y| x | y)
    }
    #[inline(always)]
    pub(super) fn differing(self, y: Self) -> Self {
        self.zip(y, |x, y| x ^ y)
    }
    /// Shifted up by `N` bits.
    #[inline(always)]
    pub(crate) fn up<const N: u32>(self) -> Self {
        Self(self.0.map(|x| x << N))
    }
    /// Shifted down by `N` bits, keeping the sign.
    #[inline(always)]
    pub(crate) fn down<const N: u32>(self) -> Self {
        Self(self.0.map(|x| x >> N))
    }
    /// `a` where a bit of this mask is one, `b` where it is zero.
    #[inline(always)]
    pub(crate) fn choose(self, a: F32x4, b: F32x4) -> F32x4 {
        ((self & a.bits()) | (self.differing(Self::all(-1)) & b.bits())).float()
    }
    /// The numbers with these bits.
    #[inline(always)]
    pub(crate) fn float(self) -> F32x4 {
        F32x4(self.0.map(|x| f32::from_bits(x.cast_unsigned())))
    }
    /// These integers as numbers, rounded to the nearest.
    #[inline(always)]
    pub(crate) fn value(self) -> F32x4 {
        F32x4(self.0.map(|x| x as f32))
    }
}
