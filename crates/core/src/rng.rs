//! Named streams of random numbers over one portable generator.

use rand::rngs::Xoshiro128PlusPlus;
use rand::{Rng as _, SeedableRng};

use crate::math;

/// What a stream of random numbers is for. Streams of one seed are independent of each other, so a change of the batch
/// size does not change the weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stream {
    /// The points of a synthetic data set.
    Data = 1,
    /// Which rows are for validation.
    Split = 2,
    /// Initial weights; position: the layer.
    Weights = 3,
    /// The order of the rows; position: the epoch.
    Shuffle = 4,
    /// Dropout's masks; position: step, layer, unit.
    Dropout = 5,
}

/// Random numbers: xoshiro128++ (Blackman and Vigna, 2019, doi:10.1145/3460772), the same on every platform.
///
/// Nothing random has a position of its own: a generator is made where it is needed from a seed, a stream and a place
/// (an epoch; a step, a layer and a unit), so there is no state to save.
#[derive(Clone, Debug)]
pub struct Rng(Xoshiro128PlusPlus);

impl Rng {
    /// The stream's numbers at a place.
    pub fn stream(seed: u32, stream: Stream, place: [u64; 3]) -> Self {
        let mut state = mix(u64::from(seed)) ^ mix(stream as u64);
        for coordinate in place {
            state = mix(state ^ coordinate);
        }
        let [a, b] = [mix(state), mix(state ^ GOLDEN)].map(u64::to_le_bytes);
        Self(Xoshiro128PlusPlus::from_seed(core::array::from_fn(|i| if i < 8 { a[i] } else { b[i - 8] })))
    }

    /// 32 random bits.
    pub fn bits(&mut self) -> u32 {
        self.0.next_u32()
    }

    /// A number in `[0, 1)`, a multiple of 2⁻³².
    pub fn unit(&mut self) -> f64 {
        f64::from(self.bits()) / 4_294_967_296.0
    }

    /// A number in `[low, high)`.
    pub fn uniform(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }

    /// A whole number in `0..n`, each as likely as the others (Lemire, 2019, doi:10.1145/3230636).
    ///
    /// # Panics
    /// If `n` is zero.
    pub fn below(&mut self, n: u32) -> u32 {
        let unfair = n.wrapping_neg() % n;
        loop {
            let product = u64::from(self.bits()) * u64::from(n);
            if product as u32 >= unfair {
                return (product >> 32) as u32;
            }
        }
    }

    /// A number from the normal distribution with mean 0 and variance 1 (Box and Muller, 1958).
    pub fn normal(&mut self) -> f64 {
        let radius = math::root(-2.0 * libm::log(1.0 - self.unit()));
        radius * math::double::cos(core::f64::consts::TAU * self.unit())
    }

    /// Puts items into a random order (Fisher and Yates, 1938; Durstenfeld, 1964).
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            items.swap(i, self.below(i as u32 + 1) as usize);
        }
    }
}

/// 2⁶⁴ divided by the golden ratio.
const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

/// One step of SplitMix64 (Steele, Lea and Flood, 2014, doi:10.1145/2660193.2660195).
fn mix(x: u64) -> u64 {
    let x = x.wrapping_add(GOLDEN);
    let x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;

    #[test]
    fn the_generator_gives_its_published_numbers() {
        // The first outputs of the reference implementation for the state 1, 2, 3, 4.
        let mut seed = [0; 16];
        for (i, byte) in [1, 2, 3, 4].into_iter().enumerate() {
            seed[4 * i] = byte;
        }
        let mut rng = Rng(Xoshiro128PlusPlus::from_seed(seed));
        let first: Vec<u32> = (0..10).map(|_| rng.bits()).collect();
        let published = [
            641,
            1_573_767,
            3_222_811_527,
            3_517_856_514,
            836_907_274,
            4_247_214_768,
            3_867_114_732,
            1_355_841_295,
            495_546_011,
            621_204_420,
        ];
        assert_eq!(first, published);
    }

    #[test]
    fn streams_keep_their_numbers() {
        let first = |stream, place| Rng::stream(42, stream, place).bits();
        let got = [
            first(Stream::Data, [0; 3]),
            first(Stream::Split, [0; 3]),
            first(Stream::Weights, [1, 0, 0]),
            first(Stream::Shuffle, [7, 0, 0]),
            first(Stream::Dropout, [1, 2, 3]),
        ];
        assert_eq!(got, [3_926_112_303, 1_301_487_641, 2_118_432_276, 3_677_823_989, 3_401_962_636]);
    }

    #[test]
    fn every_order_of_three_is_as_likely() {
        let mut counts = [0_u32; 27];
        let mut rng = Rng::stream(1, Stream::Shuffle, [0; 3]);
        for _ in 0..6000 {
            let mut items = [0, 1, 2];
            rng.shuffle(&mut items);
            counts[items[0] * 9 + items[1] * 3 + items[2]] += 1;
        }
        let seen: Vec<u32> = counts.into_iter().filter(|&n| n > 0).collect();
        assert_eq!(seen.len(), 6);
        assert!(seen.iter().all(|&n| n.abs_diff(1000) < 150), "{seen:?}");
    }

    #[test]
    fn normal_numbers_have_mean_zero_and_variance_one() {
        let mut rng = Rng::stream(3, Stream::Data, [0; 3]);
        let x: Vec<f64> = (0..100_000).map(|_| rng.normal()).collect();
        let mean = x.iter().sum::<f64>() / x.len() as f64;
        let variance = x.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / x.len() as f64;
        assert!(mean.abs() < 0.016, "mean {mean}"); // five standard errors
        assert!((variance - 1.0).abs() < 0.023, "variance {variance}");
    }
}
