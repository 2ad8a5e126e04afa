//! Four lanes over wasm's SIMD-128.

use core::arch::wasm32::{
    f32x4_abs, f32x4_add, f32x4_convert_i32x4, f32x4_div, f32x4_ge, f32x4_gt, f32x4_le, f32x4_lt, f32x4_mul, f32x4_neg,
    f32x4_pmax, f32x4_pmin, f32x4_splat, f32x4_sqrt, f32x4_sub, i32x4, i32x4_add, i32x4_lt, i32x4_shl, i32x4_shr,
    i32x4_shuffle, i32x4_splat, i32x4_sub, v128, v128_and, v128_bitselect, v128_or, v128_xor,
};

use bytemuck::{Pod, Zeroable};

/// Four `f32` side by side.
#[derive(Clone, Copy, Pod, Zeroable)]
#[repr(transparent)]
pub struct F32x4(v128);

impl F32x4 {
    /// The same number in every lane.
    #[inline(always)]
    pub fn all(x: f32) -> Self {
        Self(f32x4_splat(x))
    }
    /// These four numbers.
    #[inline(always)]
    pub fn new(x: [f32; 4]) -> Self {
        bytemuck::cast(x)
    }
    /// The first `n` numbers, and zeros after them.
    #[inline(always)]
    pub(crate) fn leading(self, n: usize) -> Self {
        Self(v128_and(self.0, i32x4_lt(i32x4(0, 1, 2, 3), i32x4_splat(n as i32))))
    }
    /// The four numbers.
    #[inline(always)]
    pub fn to_array(self) -> [f32; 4] {
        bytemuck::cast(self)
    }
    #[inline(always)]
    pub(super) fn plus(self, y: Self) -> Self {
        Self(f32x4_add(self.0, y.0))
    }
    #[inline(always)]
    pub(super) fn minus(self, y: Self) -> Self {
        Self(f32x4_sub(self.0, y.0))
    }
    #[inline(always)]
    pub(super) fn times(self, y: Self) -> Self {
        Self(f32x4_mul(self.0, y.0))
    }
    #[inline(always)]
    pub(super) fn over(self, y: Self) -> Self {
        Self(f32x4_div(self.0, y.0))
    }
    #[inline(always)]
    pub(super) fn negated(self) -> Self {
        Self(f32x4_neg(self.0))
    }
    #[inline(always)]
    pub(crate) fn magnitude(self) -> Self {
        Self(f32x4_abs(self.0))
    }
    #[inline(always)]
    pub(crate) fn root(self) -> Self {
        Self(f32x4_sqrt(self.0))
    }
    #[inline(always)]
    pub(crate) fn select_gt(self, y: Self, a: Self, b: Self) -> Self {
        Self(v128_bitselect(a.0, b.0, f32x4_gt(self.0, y.0)))
    }
    #[inline(always)]
    pub(crate) fn select_ge(self, y: Self, a: Self, b: Self) -> Self {
        Self(v128_bitselect(a.0, b.0, f32x4_ge(self.0, y.0)))
    }
    /// `y` where `y < self`, else `self`: also where either is NaN.
    #[inline(always)]
    pub(crate) fn at_most(self, y: Self) -> Self {
        Self(f32x4_pmin(self.0, y.0))
    }
    /// `y` where `self < y`, else `self`: also where either is NaN.
    #[inline(always)]
    pub(crate) fn at_least(self, y: Self) -> Self {
        Self(f32x4_pmax(self.0, y.0))
    }
    /// All ones where `self < y`, else zero.
    #[inline(always)]
    pub(crate) fn is_below(self, y: Self) -> I32x4 {
        I32x4(f32x4_lt(self.0, y.0))
    }
    /// All ones where `self <= y`, else zero.
    #[inline(always)]
    pub(crate) fn is_at_most(self, y: Self) -> I32x4 {
        I32x4(f32x4_le(self.0, y.0))
    }
    /// The bits of each number.
    #[inline(always)]
    pub(crate) fn bits(self) -> I32x4 {
        I32x4(self.0)
    }
    /// Rows and columns swapped.
    #[inline(always)]
    pub(crate) fn transposed([a, b, c, d]: [Self; 4]) -> [Self; 4] {
        let (ab, cd) = (i32x4_shuffle::<0, 4, 1, 5>(a.0, b.0), i32x4_shuffle::<0, 4, 1, 5>(c.0, d.0));
        let (ab2, cd2) = (i32x4_shuffle::<2, 6, 3, 7>(a.0, b.0), i32x4_shuffle::<2, 6, 3, 7>(c.0, d.0));
        [
            Self(i32x4_shuffle::<0, 1, 4, 5>(ab, cd)),
            Self(i32x4_shuffle::<2, 3, 6, 7>(ab, cd)),
            Self(i32x4_shuffle::<0, 1, 4, 5>(ab2, cd2)),
            Self(i32x4_shuffle::<2, 3, 6, 7>(ab2, cd2)),
        ]
    }
}

/// Four `i32` side by side, for the bits of numbers and for masks.
#[derive(Clone, Copy)]
pub(crate) struct I32x4(v128);

impl I32x4 {
    /// The same integer in every lane.
    #[inline(always)]
    pub(crate) fn all(x: i32) -> Self {
        Self(i32x4_splat(x))
    }
    #[inline(always)]
    pub(super) fn plus(self, y: Self) -> Self {
        Self(i32x4_add(self.0, y.0))
    }
    #[inline(always)]
    pub(super) fn minus(self, y: Self) -> Self {
        Self(i32x4_sub(self.0, y.0))
    }
    #[inline(always)]
    pub(super) fn both(self, y: Self) -> Self {
        Self(v128_and(self.0, y.0))
    }
    #[inline(always)]
    pub(super) fn either(self, y: Self) -> Self {
        Self(v128_or(self.0, y.0))
    }
    #[inline(always)]
    pub(super) fn differing(self, y: Self) -> Self {
        Self(v128_xor(self.0, y.0))
    }
    /// Shifted up by `N` bits.
    #[inline(always)]
    pub(crate) fn up<const N: u32>(self) -> Self {
        Self(i32x4_shl(self.0, N))
    }
    /// Shifted down by `N` bits, keeping the sign.
    #[inline(always)]
    pub(crate) fn down<const N: u32>(self) -> Self {
        Self(i32x4_shr(self.0, N))
    }
    /// `a` where a bit of this mask is one, `b` where it is zero.
    #[inline(always)]
    pub(crate) fn choose(self, a: F32x4, b: F32x4) -> F32x4 {
        F32x4(v128_bitselect(a.0, b.0, self.0))
    }
    /// The numbers with these bits.
    #[inline(always)]
    pub(crate) fn float(self) -> F32x4 {
        F32x4(self.0)
    }
    /// These integers as numbers, rounded to the nearest.
    #[inline(always)]
    pub(crate) fn value(self) -> F32x4 {
        F32x4(f32x4_convert_i32x4(self.0))
    }
}
