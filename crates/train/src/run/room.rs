//! How much memory a run takes: to be asked before one is opened where memory is short.

use crate::config::Config;
use playgrad_core::lane::Lane;
use playgrad_core::network::{Network, Placed};
use playgrad_core::simd::F32x4;

/// Copies of parameters, gradients and memory that a run keeps at least: its own, and two snapshots.
const COPIES: u64 = 3;

/// The bytes that a run takes at least: `[state, pass]`, where a pass has up to so many rows.
pub fn least_bytes(config: &Config, network: &Network, rows: usize) -> [u64; 2] {
    let lanes = F32x4::count(rows) as u64;
    let kept = |placed: &Placed| placed.layer.as_dyn::<F32x4>().kept(placed.inputs, lanes as usize) as u64;
    let slots = network.layers.iter().map(|placed| 2 * placed.outputs as u64 * lanes + kept(placed)).sum::<u64>();
    let memory = config.optimizer.as_dyn::<F32x4>().memory(network.params) as u64;
    let params = network.params as u64;
    [COPIES * (2 * params + memory), network.inputs as u64 * lanes + slots]
        .map(|lanes| lanes * size_of::<F32x4>() as u64)
}
