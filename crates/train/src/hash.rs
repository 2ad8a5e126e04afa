//! FNV-1a (Fowler, Noll and Vo, 1991): a small hash with the same value everywhere.

const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01b3;

/// The hash of bytes.
pub(crate) fn fnv(bytes: impl IntoIterator<Item = u8>) -> u64 {
    bytes.into_iter().fold(OFFSET, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(PRIME))
}

/// The hash of numbers by their bits, a number at a time; NaN has many bit patterns, and counts as one.
pub(crate) fn fnv_numbers(numbers: impl IntoIterator<Item = f32>) -> u64 {
    let bits = |x: f32| if x.is_nan() { f32::NAN.to_bits() } else { x.to_bits() };
    numbers.into_iter().fold(OFFSET, |hash, x| (hash ^ u64::from(bits(x))).wrapping_mul(PRIME))
}
