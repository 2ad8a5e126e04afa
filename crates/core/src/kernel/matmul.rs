//! The three products of a dense layer, in register tiles with lanes along the batch.
//!
//! A tile is `J` units by `V` lanes, whose sums stay in registers while one loop runs over what is summed. A sum's order
//! does not depend on its tile.

use crate::lane::Lane;

/// Units of a tile.
const UNITS: usize = 4;
/// Lanes of a tile.
const LANES: usize = 2;

/// `z[j] ← b[j] + Σᵢ w[j, i]·x[i]`, inputs ascending.
pub(crate) fn affine<L: Lane>(w: &[L], b: &[L], x: &[L], z: &mut [L], lanes: usize) {
    let (units, inputs) = (z.len() / lanes, x.len() / lanes);
    let (w, b) = (L::scalars(w), L::scalars(b));
    let stride = w.len() / units;
    tiles(units, lanes, |j, units, lane, width| {
        let weight = |k: usize, i: usize| w[(j + k) * stride + i];
        let start = |k: usize| L::broadcast(b[j + k]);
        let go = (inputs, lanes, lane);
        match (units, width) {
            (UNITS, LANES) => tile::<L, UNITS, LANES>(start, weight, x, &mut z[j * lanes..], go),
            (UNITS, _) => tile::<L, UNITS, 1>(start, weight, x, &mut z[j * lanes..], go),
            (_, LANES) => tile::<L, 1, LANES>(start, weight, x, &mut z[j * lanes..], go),
            _ => tile::<L, 1, 1>(start, weight, x, &mut z[j * lanes..], go),
        }
    });
}

/// `dx[i] ← Σⱼ w[j, i]·d[j]`, outputs ascending.
pub(crate) fn transposed_product<L: Lane>(w: &[L], d: &[L], dx: &mut [L], lanes: usize) {
    let (units, outputs) = (dx.len() / lanes, d.len() / lanes);
    let w = L::scalars(w);
    let stride = w.len() / outputs;
    tiles(units, lanes, |i, units, lane, width| {
        let weight = |k: usize, j: usize| w[j * stride + i + k];
        let start = |_: usize| L::zero();
        let go = (outputs, lanes, lane);
        match (units, width) {
            (UNITS, LANES) => tile::<L, UNITS, LANES>(start, weight, d, &mut dx[i * lanes..], go),
            (UNITS, _) => tile::<L, UNITS, 1>(start, weight, d, &mut dx[i * lanes..], go),
            (_, LANES) => tile::<L, 1, LANES>(start, weight, d, &mut dx[i * lanes..], go),
            _ => tile::<L, 1, 1>(start, weight, d, &mut dx[i * lanes..], go),
        }
    });
}

/// Calls `f(first unit, units, first lane, lanes)` for tiles that cover `units × lanes`: whole ones, then single rows.
#[inline(always)]
fn tiles(units: usize, lanes: usize, mut f: impl FnMut(usize, usize, usize, usize)) {
    let mut unit = 0;
    while unit < units {
        let height = if units - unit >= UNITS { UNITS } else { 1 };
        let mut lane = 0;
        while lane < lanes {
            let width = if lanes - lane >= LANES { LANES } else { 1 };
            f(unit, height, lane, width);
            lane += width;
        }
        unit += height;
    }
}

/// `out[k] ← start(k) + Σₙ weight(k, n)·x[n]` for `J` units and `V` lanes from `lane` on.
#[inline(always)]
fn tile<L: Lane, const J: usize, const V: usize>(
    start: impl Fn(usize) -> L,
    weight: impl Fn(usize, usize) -> L::Scalar,
    x: &[L],
    out: &mut [L],
    (n, lanes, lane): (usize, usize, usize),
) {
    let mut acc: [[L; V]; J] = core::array::from_fn(|k| [start(k); V]);
    for n in 0..n {
        let x = &x[n * lanes + lane..][..V];
        for (k, acc) in acc.iter_mut().enumerate() {
            let w = L::broadcast(weight(k, n));
            for (acc, &x) in acc.iter_mut().zip(x) {
                *acc += w * x;
            }
        }
    }
    for k in 0..J {
        out[k * lanes + lane..][..V].copy_from_slice(&acc[k]);
    }
}

/// `g[j, i] ← Σ d[j]·x[i]` over the batch. The padding of `d` holds zeros.
pub(crate) fn outer<L: Lane>(d: &[L], x: &[L], g: &mut [L], lanes: usize) {
    let (units, inputs) = (d.len() / lanes, x.len() / lanes);
    let stride = g.len() / units;
    for (j, g) in g.chunks_exact_mut(stride).enumerate() {
        let d = &d[j * lanes..][..lanes];
        for (block, g) in g.iter_mut().enumerate() {
            let first = block * L::WIDTH;
            let count = usize::min(inputs - first, L::WIDTH);
            *g = dots(d, &x[first * lanes..], lanes, count);
        }
    }
}

/// The dot products of `d` with `count` (up to a lane's width) rows of `x`, side by side.
#[inline(always)]
fn dots<L: Lane>(d: &[L], x: &[L], lanes: usize, count: usize) -> L {
    let mut acc = [L::zero(); 4];
    if count == 4 {
        let (a, rest) = x.split_at(lanes);
        let (b, rest) = rest.split_at(lanes);
        let (c, rest) = rest.split_at(lanes);
        for ((((&d, &a), &b), &c), &e) in d.iter().zip(a).zip(b).zip(c).zip(&rest[..lanes]) {
            acc[0] += d * a;
            acc[1] += d * b;
            acc[2] += d * c;
            acc[3] += d * e;
        }
    } else {
        for (k, x) in x.chunks_exact(lanes).take(count).enumerate() {
            for (&d, &x) in d.iter().zip(x) {
                acc[k] += d * x;
            }
        }
    }
    L::sums(acc)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::{Rng, Stream};
    use crate::simd::F32x4;
    use alloc::vec::Vec;

    /// Shapes: units, inputs, lanes; multiples of a tile and everything beside.
    const SHAPES: [(usize, usize, usize); 6] = [(1, 1, 1), (3, 5, 1), (4, 4, 2), (5, 8, 3), (17, 3, 4), (8, 17, 5)];

    fn random(n: usize, rng: &mut Rng) -> Vec<F32x4> {
        (0..n).map(|_| F32x4::from_fn(|_| rng.normal() as f32)).collect()
    }

    /// Value `row` of unit `i`.
    fn at(x: &[F32x4], i: usize, row: usize, lanes: usize) -> f32 {
        x[i * lanes + row / 4].to_array()[row % 4]
    }

    /// Weight `w[j, i]`.
    fn weight(w: &[F32x4], j: usize, i: usize, inputs: usize) -> f32 {
        F32x4::scalars(w)[j * F32x4::count(inputs) * 4 + i]
    }

    #[test]
    fn tiles_equal_the_plain_loops_to_the_bit() {
        let mut rng = Rng::stream(1, Stream::Data, [0; 3]);
        for (units, inputs, lanes) in SHAPES {
            let shape = (units, inputs, lanes);
            let w = random(units * F32x4::count(inputs), &mut rng);
            let b = random(F32x4::count(units), &mut rng);
            let (x, d) = (random(inputs * lanes, &mut rng), random(units * lanes, &mut rng));
            let (mut z, mut dx) = (random(units * lanes, &mut rng), random(inputs * lanes, &mut rng));
            affine(&w, &b, &x, &mut z, lanes);
            transposed_product(&w, &d, &mut dx, lanes);
            for row in 0..4 * lanes {
                for j in 0..units {
                    let sum = (0..inputs)
                        .fold(F32x4::scalars(&b)[j], |sum, i| sum + weight(&w, j, i, inputs) * at(&x, i, row, lanes));
                    assert_eq!(at(&z, j, row, lanes).to_bits(), sum.to_bits(), "forward {shape:?}");
                }
                for i in 0..inputs {
                    let sum = (0..units).fold(0.0, |sum, j| sum + weight(&w, j, i, inputs) * at(&d, j, row, lanes));
                    assert_eq!(at(&dx, i, row, lanes).to_bits(), sum.to_bits(), "backward {shape:?}");
                }
            }
        }
    }

    #[test]
    fn gradients_of_weights_are_four_partial_sums() {
        let mut rng = Rng::stream(2, Stream::Data, [0; 3]);
        for (units, inputs, lanes) in SHAPES {
            let (x, d) = (random(inputs * lanes, &mut rng), random(units * lanes, &mut rng));
            let mut g = random(units * F32x4::count(inputs), &mut rng);
            outer(&d, &x, &mut g, lanes);
            for j in 0..units {
                for i in 0..4 * F32x4::count(inputs) {
                    let mut parts = [0.0_f32; 4];
                    for row in 0..4 * lanes {
                        let x = if i < inputs { at(&x, i, row, lanes) } else { 0.0 };
                        parts[row % 4] += at(&d, j, row, lanes) * x;
                    }
                    let sum = (parts[0] + parts[1]) + (parts[2] + parts[3]);
                    let got = F32x4::scalars(&g)[j * F32x4::count(inputs) * 4 + i];
                    assert_eq!(got.to_bits(), sum.to_bits(), "{units}×{inputs}, {lanes} lanes");
                }
            }
        }
    }
}
