//! The core's own functions, with the hash of what each gives on every target.

use playgrad_core::lane::Lane;
use playgrad_core::simd::F32x4;

type Function = fn(F32x4) -> F32x4;

const FUNCTIONS: [(&str, Function, u64); 8] = [
    ("exp", Lane::exp, 0x064f_be9b_81a9_ae47),
    ("exp_m1", Lane::exp_m1, 0x48d9_cef4_2335_14cd),
    ("ln", Lane::ln, 0xc003_5c0a_7f57_08a0),
    ("ln_1p", Lane::ln_1p, 0xdd5e_8596_20d4_d0c9),
    ("tanh", Lane::tanh, 0x75f4_5dff_faaa_c825),
    ("erf", Lane::erf, 0x91ec_e56d_35f8_a786),
    ("sin", Lane::sin, 0x8873_d47a_f4aa_10b6),
    ("cos", Lane::cos, 0x2260_33ca_7ef8_f8fe),
];

/// FNV-1a over the results for 100,000 arguments: from all of the range, and more of them near zero.
fn hash(f: Function) -> u64 {
    let argument = |n: u32| {
        if n.is_multiple_of(2) { f32::from_bits(n.wrapping_mul(42_949)) } else { (n as f32 - 50_000.0) / 4096.0 }
    };
    // One pattern for every NaN.
    let bits = |y: f32| if y.is_nan() { f32::NAN.to_bits() } else { y.to_bits() };
    let results =
        (0..100_000).step_by(4).flat_map(|n| f(F32x4::new([n, n + 1, n + 2, n + 3].map(argument))).to_array());
    results
        .flat_map(|y| bits(y).to_le_bytes())
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// The functions that give other bits here, each with its hash.
pub(crate) fn changed() -> Vec<String> {
    let changed = FUNCTIONS.iter().filter(|&&(_, f, expected)| hash(f) != expected);
    changed.map(|&(name, f, _)| format!("{name}: {:#018x}", hash(f))).collect()
}
