//! Loops over lanes: the products of a dense layer, and sums over the batch.
//!
//! Matrices of units are `[units, batch]`, each unit `lanes` long. Weights are `[outputs, inputs]`, each row padded to
//! whole lanes. The order of every sum is part of the result: forward starts at the bias and adds inputs in ascending
//! order; sums over the batch are four partial sums by row mod 4, ascending, then `(0 + 1) + (2 + 3)`.

mod matmul;

pub(crate) use matmul::{affine, outer, transposed_product};

use crate::lane::Lane;
use crate::math::root;
use crate::simd::F32x4;

// Named, and not to be copied, so that both are compiled with this crate, for speed, and not with those that call them.
#[used]
static NORM: fn(&[F32x4]) -> f64 = norm;
#[used]
static ALL_FINITE: fn(&[F32x4]) -> bool = all_finite;

/// `sums[j] ← Σ d[j]` over the batch. The padding of `d` holds zeros.
pub(crate) fn row_sums<L: Lane>(d: &[L], sums: &mut [L], lanes: usize) {
    let sums = L::scalars_mut(sums);
    for (sum, row) in sums.iter_mut().zip(d.chunks_exact(lanes)) {
        let mut acc = L::zero();
        for &d in row {
            acc += d;
        }
        *sum = acc.sum();
    }
}

/// `√Σ x²`, in double precision.
#[inline(never)]
pub fn norm<L: Lane>(x: &[L]) -> f64 {
    root(squares(x))
}

/// `Σ x²`, in double precision.
pub fn squares<L: Lane>(x: &[L]) -> f64 {
    let mut acc = [0.0; 4];
    for &x in x {
        x.add_squares(&mut acc);
    }
    (acc[0] + acc[1]) + (acc[2] + acc[3])
}

/// Whether no number is NaN or infinite.
#[inline(never)]
pub fn all_finite<L: Lane>(x: &[L]) -> bool {
    // Zero times a number is zero unless the number is NaN or infinite; then it is NaN, and stays so in the sum.
    // Four sums do not wait for one another.
    let (fours, rest) = x.as_chunks::<4>();
    let mut acc = [L::zero(); 4];
    for x in fours {
        for (acc, &x) in acc.iter_mut().zip(x) {
            *acc += x * L::zero();
        }
    }
    for (acc, &x) in acc.iter_mut().zip(rest) {
        *acc += x * L::zero();
    }
    ((acc[0] + acc[1]) + (acc[2] + acc[3])).sum() == L::Scalar::default()
}

/// `out[i] ← value i of each row`, four rows and four values at a time.
pub fn gather(values: &[F32x4], stride: usize, n: usize, rows: &[u32], out: &mut [F32x4]) {
    let lanes = F32x4::count(rows.len());
    for lane in 0..lanes {
        for block in 0..stride {
            let mut square = [F32x4::zero(); 4];
            for (square, &row) in square.iter_mut().zip(&rows[4 * lane..]) {
                *square = values[row as usize * stride + block];
            }
            F32x4::transpose(&mut square);
            for (k, &value) in square.iter().enumerate().take(n - 4 * block) {
                out[(4 * block + k) * lanes + lane] = value;
            }
        }
    }
}
