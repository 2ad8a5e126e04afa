//! Loops over lanes: the products of a dense layer, and sums over the batch.
//!
//! Matrices of units are `[units, batch]`, each unit `lanes` long. Weights are `[outputs, inputs]`, each row padded to
//! whole lanes. The order of every sum is part of the result: forward starts at the bias and adds inputs in ascending
//! order; sums over the batch are four partial sums by row mod 4, ascending, then `(0 + 1) + (2 + 3)`.

mod matmul;

pub(crate) use matmul::{affine, outer, transposed_product};

use crate::lane::Lane;
use crate::math::root;

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
pub(crate) fn norm<L: Lane>(x: &[L]) -> f64 {
    root(squares(x))
}

/// `Σ x²`, in double precision.
pub(crate) fn squares<L: Lane>(x: &[L]) -> f64 {
    let mut acc = [0.0; 4];
    for &x in x {
        x.add_squares(&mut acc);
    }
    (acc[0] + acc[1]) + (acc[2] + acc[3])
}

/// Whether no number is NaN or infinite.
pub(crate) fn all_finite<L: Lane>(x: &[L]) -> bool {
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
