//! [`F32x4`]: four `f32` side by side, with the same bits on every target.
//!
//! `wasm.rs` is over `v128`, `portable.rs` over `[f32; 4]`; both do the same operations in the same order.

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
#[path = "wasm.rs"]
mod lanes;

#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
#[path = "portable.rs"]
mod lanes;

pub use lanes::F32x4;
pub(crate) use lanes::I32x4;

use core::fmt;
use core::ops::{Add, AddAssign, BitAnd, BitOr, BitXor, Div, Mul, Neg, Sub};

impl fmt::Debug for F32x4 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.to_array().fmt(f)
    }
}

impl Default for F32x4 {
    #[inline(always)]
    fn default() -> Self {
        Self::all(0.0)
    }
}

macro_rules! operator {
    ($lanes:ident, $name:ident, $method:ident, $inner:ident) => {
        impl $name for $lanes {
            type Output = Self;
            #[inline(always)]
            fn $method(self, y: Self) -> Self {
                self.$inner(y)
            }
        }
    };
}
operator!(F32x4, Add, add, plus);
operator!(F32x4, Sub, sub, minus);
operator!(F32x4, Mul, mul, times);
operator!(F32x4, Div, div, over);
operator!(I32x4, Add, add, plus);
operator!(I32x4, Sub, sub, minus);
operator!(I32x4, BitAnd, bitand, both);
operator!(I32x4, BitOr, bitor, either);
operator!(I32x4, BitXor, bitxor, differing);

impl AddAssign for F32x4 {
    #[inline(always)]
    fn add_assign(&mut self, y: Self) {
        *self = *self + y;
    }
}

impl Neg for F32x4 {
    type Output = Self;
    #[inline(always)]
    fn neg(self) -> Self {
        self.negated()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAN: f32 = f32::NAN;

    fn bits(x: F32x4) -> [u32; 4] {
        x.to_array().map(f32::to_bits)
    }

    #[test]
    fn limits_keep_nan_and_either_zero() {
        let x = F32x4::new([NAN, -0.0, 0.0, 2.0]);
        let zero = F32x4::all(0.0);
        assert_eq!(bits(x.at_most(zero)), [NAN, -0.0, 0.0, 0.0].map(f32::to_bits));
        assert_eq!(bits(x.at_least(zero)), [NAN, -0.0, 0.0, 2.0].map(f32::to_bits));
        assert_eq!(bits(zero.at_most(F32x4::all(NAN))), bits(zero), "a limit that is NaN is none");
    }

    #[test]
    fn masks_choose_and_nan_is_on_neither_side() {
        let (x, y) = (F32x4::new([NAN, 1.0, 2.0, 3.0]), F32x4::all(2.0));
        let (yes, no) = (F32x4::all(1.0), F32x4::all(0.0));
        assert_eq!(x.is_below(y).choose(yes, no).to_array().map(|x| x > 0.0), [false, true, false, false]);
        assert_eq!(x.is_at_most(y).choose(yes, no).to_array().map(|x| x > 0.0), [false, true, true, false]);
    }

    #[test]
    fn integers_wrap_and_keep_their_sign() {
        let minus_three = I32x4::all(i32::MAX) + I32x4::all(i32::MAX) - I32x4::all(-1) - I32x4::all(2);
        assert_eq!(bits(minus_three.value()), bits(F32x4::all(-3.0)));
        assert_eq!(bits(minus_three.down::<1>().value()), bits(F32x4::all(-2.0)));
        assert_eq!(bits(minus_three.up::<31>().float()), bits(F32x4::all(-0.0)));
        assert_eq!(bits((minus_three ^ I32x4::all(-1) | I32x4::all(4)).value()), bits(F32x4::all(6.0)));
    }
}
