//! Between the files' `[batch, features]`, row by row, and the core's `[units, batch]` in lanes.

use playgrad_core::lane::Lane;
use playgrad_core::simd::F32x4;

/// Rows of `units` values as lanes, a unit's values side by side; `padding` fills the last lane of each unit.
pub(super) fn pack(rows: &[f64], units: usize, padding: f32) -> Vec<F32x4> {
    let batch = rows.len() / units;
    let stride = F32x4::count(batch) * F32x4::WIDTH;
    let mut lanes = vec![F32x4::all(padding); units * F32x4::count(batch)];
    let numbers = F32x4::scalars_mut(&mut lanes);
    for (row, values) in rows.chunks_exact(units).enumerate() {
        for (unit, &value) in values.iter().enumerate() {
            numbers[unit * stride + row] = value as f32;
        }
    }
    lanes
}

/// The rows that were packed.
pub(super) fn unpack(lanes: &[F32x4], units: usize, batch: usize) -> Vec<f64> {
    let stride = F32x4::count(batch) * F32x4::WIDTH;
    let numbers = F32x4::scalars(lanes);
    (0..batch).flat_map(|row| (0..units).map(move |unit| f64::from(numbers[unit * stride + row]))).collect()
}

/// Numbers side by side, the last lane padded with zeros.
pub(super) fn flat(numbers: &[f64]) -> Vec<F32x4> {
    pack(numbers, 1, 0.0)
}

/// The first `n` numbers.
pub(super) fn numbers(lanes: &[F32x4], n: usize) -> Vec<f64> {
    unpack(lanes, 1, n)
}

/// As single precision holds them.
pub(super) fn narrow(numbers: &[f64]) -> Vec<f32> {
    numbers.iter().map(|&x| x as f32).collect()
}

/// Single precision as it is.
pub(super) fn wide(numbers: &[f32]) -> Vec<f64> {
    numbers.iter().map(|&x| f64::from(x)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_come_back_and_padding_is_what_was_asked_for() {
        let rows: Vec<f64> = (0..10).map(f64::from).collect();
        let lanes = pack(&rows, 2, 9.0);
        assert_eq!(unpack(&lanes, 2, 5), rows);
        let bits = |lane: F32x4| lane.to_array().map(f32::to_bits);
        assert_eq!(bits(lanes[1]), [8.0_f32, 9.0, 9.0, 9.0].map(f32::to_bits));
        assert_eq!(bits(lanes[2]), [1.0_f32, 3.0, 5.0, 7.0].map(f32::to_bits));
    }
}
