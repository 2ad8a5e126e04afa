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
        let (w, b, z) = (&w[j * stride..], &b[j..], &mut z[j * lanes..]);
        let go = (inputs, stride, lanes, lane);
        match (units, width) {
            (UNITS, LANES) => forward::<L, UNITS, LANES>(w, b, x, z, go),
            (UNITS, _) => forward::<L, UNITS, 1>(w, b, x, z, go),
            (2, LANES) => forward::<L, 2, LANES>(w, b, x, z, go),
            (2, _) => forward::<L, 2, 1>(w, b, x, z, go),
            (_, LANES) => forward::<L, 1, LANES>(w, b, x, z, go),
            _ => forward::<L, 1, 1>(w, b, x, z, go),
        }
    });
}

/// A tile of [`affine`]; `w`, `b` and `z` begin with its first unit.
fn forward<L: Lane, const J: usize, const V: usize>(
    w: &[L::Scalar],
    b: &[L::Scalar],
    x: &[L],
    z: &mut [L],
    (inputs, stride, lanes, lane): (usize, usize, usize, usize),
) {
    let w: [&[L::Scalar]; J] = core::array::from_fn(|k| &w[k * stride..][..inputs]);
    let weights = (0..inputs).map(|i| w.map(|w| w[i]));
    tile::<L, J, V>(core::array::from_fn(|k| L::broadcast(b[k])), weights, x, z, (lanes, lane));
}

/// `dx[i] ← Σⱼ w[j, i]·d[j]`, outputs ascending.
pub(crate) fn transposed_product<L: Lane>(w: &[L], d: &[L], dx: &mut [L], lanes: usize) {
    let (units, outputs) = (dx.len() / lanes, d.len() / lanes);
    let w = L::scalars(w);
    let stride = w.len() / outputs;
    tiles(units, lanes, |i, units, lane, width| {
        let (w, dx) = (&w[i..], &mut dx[i * lanes..]);
        match (units, width) {
            (UNITS, LANES) => backward::<L, UNITS, LANES>(w, d, dx, stride, lanes, lane),
            (UNITS, _) => backward::<L, UNITS, 1>(w, d, dx, stride, lanes, lane),
            (2, LANES) => backward::<L, 2, LANES>(w, d, dx, stride, lanes, lane),
            (2, _) => backward::<L, 2, 1>(w, d, dx, stride, lanes, lane),
            (_, LANES) => backward::<L, 1, LANES>(w, d, dx, stride, lanes, lane),
            _ => backward::<L, 1, 1>(w, d, dx, stride, lanes, lane),
        }
    });
}

/// A tile of [`transposed_product`]; `w` and `dx` begin with its first unit. A function of its own: inlined into a
/// large one, its sums leave the registers (V8 in Node 20: a quarter slower).
#[inline(never)]
fn backward<L: Lane, const J: usize, const V: usize>(
    w: &[L::Scalar],
    d: &[L],
    dx: &mut [L],
    stride: usize,
    lanes: usize,
    lane: usize,
) {
    let weights = w.chunks(stride).map(|w| core::array::from_fn(|k| w[..J][k]));
    tile::<L, J, V>([L::zero(); J], weights, d, dx, (lanes, lane));
}

/// Calls `f(first unit, units, first lane, lanes)` for tiles that cover `units × lanes`: whole ones, then smaller ones.
#[inline(always)]
fn tiles(units: usize, lanes: usize, mut f: impl FnMut(usize, usize, usize, usize)) {
    let mut unit = 0;
    while unit < units {
        let height = match units - unit {
            UNITS.. => UNITS,
            2.. => 2,
            _ => 1,
        };
        let mut lane = 0;
        while lane < lanes {
            let width = if lanes - lane >= LANES { LANES } else { 1 };
            f(unit, height, lane, width);
            lane += width;
        }
        unit += height;
    }
}

/// `out[k] ← start[k] + Σₙ weights[n][k]·x[n]` for `J` units and `V` lanes from `lane` on.
#[inline(always)]
fn tile<L: Lane, const J: usize, const V: usize>(
    start: [L; J],
    weights: impl Iterator<Item = [L::Scalar; J]>,
    x: &[L],
    out: &mut [L],
    (lanes, lane): (usize, usize),
) {
    let mut acc = start.map(|start| [start; V]);
    for (w, x) in weights.zip(x.chunks_exact(lanes)) {
        let x = &x[lane..][..V];
        for (acc, w) in acc.iter_mut().zip(w) {
            let w = L::broadcast(w);
            for (acc, &x) in acc.iter_mut().zip(x) {
                *acc += w * x;
            }
        }
    }
    for (out, acc) in out.chunks_exact_mut(lanes).zip(&acc) {
        out[lane..][..V].copy_from_slice(acc);
    }
}

/// `g[j, i] ← Σ d[j]·x[i]` over the batch. The padding of `d` holds zeros.
pub(crate) fn outer<L: Lane>(d: &[L], x: &[L], g: &mut [L], lanes: usize) {
    let units = d.len() / lanes;
    let stride = g.len() / units;
    for (block, x) in x.chunks(L::WIDTH * lanes).enumerate() {
        let count = x.len() / lanes;
        let mut j = 0;
        while units - j >= 2 {
            let [a, b] = dots::<L, 2>(&d[j * lanes..], x, lanes, count);
            (g[j * stride + block], g[(j + 1) * stride + block]) = (a, b);
            j += 2;
        }
        if j < units {
            [g[j * stride + block]] = dots::<L, 1>(&d[j * lanes..], x, lanes, count);
        }
    }
}

/// The dot products of each of `J` rows of `d` with `count` (up to a lane's width) rows of `x`, side by side.
fn dots<L: Lane, const J: usize>(d: &[L], x: &[L], lanes: usize, count: usize) -> [L; J] {
    let d: [&[L]; J] = core::array::from_fn(|k| &d[k * lanes..][..lanes]);
    // The first row stands in for those that are missing; what comes of it is dropped.
    let x: [&[L]; 4] = core::array::from_fn(|i| &x[if i < count { i * lanes } else { 0 }..][..lanes]);
    let mut acc = [[L::zero(); 4]; J];
    for n in 0..lanes {
        for (acc, d) in acc.iter_mut().zip(d) {
            for (acc, x) in acc.iter_mut().zip(x) {
                *acc += d[n] * x[n];
            }
        }
    }
    acc.map(|acc| if count < L::WIDTH { L::sums(acc).first(count) } else { L::sums(acc) })
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
