//! [`Run`]: owns one training; the only code that changes parameters.

mod edit;
mod open;
mod room;
mod save;
mod step;

use alloc::vec::Vec;

pub use open::{Given, Order};
pub use room::least_bytes;
pub use save::Saved;
pub use step::{Phase, Status, Unit};

use crate::config::{Config, Plan};
use crate::data::{self, Data};
use crate::evaluate::{Evaluation, Evaluator, sample};
use crate::hash::fnv_numbers;
use crate::history::{History, Record, Snapshots, State};
use crate::journal::Entry;
use playgrad_core::lane::Lane;
use playgrad_core::layer::Role;
use playgrad_core::network::{Network, PlacedTensor, Workspace, export};
use playgrad_core::simd::F32x4;

/// One training: data, network, optimizer, and where they have got to.
///
/// It has no clock: [`step`](Self::step) and [`advance`](Self::advance) do so much and return. Configuration, journal
/// and seeds reproduce every step to the bit.
#[derive(Clone, Debug)]
pub struct Run {
    /// How it was opened.
    origin: Config,
    given: Given,
    /// The configuration with the edits so far.
    config: Config,
    pub(crate) plan: Plan,
    pub(crate) data: Data,
    pub(crate) network: Network,
    journal: Vec<Entry>,
    pub(crate) state: State,
    status: Status,
    /// What comes next.
    phase: Phase,
    /// The order of the epoch's rows.
    order: Vec<u32>,
    /// How many rows of `order` are in the batch at hand; 0 between steps.
    batch_rows: usize,
    pub(crate) space: Workspace<F32x4>,
    targets: Vec<F32x4>,
    /// The validation rows that are looked at after an epoch.
    looked_at: Vec<u32>,
    pub(crate) evaluator: Evaluator,
    history: History,
    snapshots: Snapshots,
}

impl Run {
    /// The configuration with the edits so far.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// The configuration as it was before any edit: with the journal, it reproduces the run.
    pub fn origin(&self) -> &Config {
        &self.origin
    }

    /// Loss and head as they are used.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The rows.
    pub fn data(&self) -> &Data {
        &self.data
    }

    /// The layers and where their parameters are.
    pub fn network(&self) -> &Network {
        &self.network
    }

    /// What was done to the run besides its configuration.
    pub fn journal(&self) -> &[Entry] {
        &self.journal
    }

    /// How the run is.
    pub fn status(&self) -> Status {
        self.status
    }

    /// The phase that comes next.
    pub fn phase(&self) -> Phase {
        self.phase
    }

    /// Steps done.
    pub fn steps(&self) -> u64 {
        self.state.at.step
    }

    /// Epochs done.
    pub fn epoch(&self) -> u32 {
        self.state.at.epoch
    }

    /// Rows of the epoch that are done, and how many it has; before its first, how many there are now.
    pub fn row(&self) -> (usize, usize) {
        let is_new = self.state.at.row == 0 && self.given.order.is_none();
        let rows = if is_new { self.data.training.len() } else { self.order.len() };
        (self.state.at.row as usize, rows)
    }

    /// Batches of the epoch that are done, and how many it has; before its first, by the settings as they are now.
    pub fn batches(&self) -> (usize, usize) {
        let done = self.state.at.batches as usize;
        if let Some(Order { sizes, .. }) = &self.given.order
            && !sizes.is_empty()
        {
            return (done, sizes.len());
        }
        let size = if self.state.at.row == 0 { self.config.batch_size } else { self.state.at.batch_size } as usize;
        let rows = self.row().1;
        (done, rows / size + usize::from(rows % size >= self.least_rows()))
    }

    /// Learning rate of the next step.
    pub fn lr(&self) -> f64 {
        self.config.optimizer.as_dyn::<F32x4>().lr()
    }

    /// The rows of the batch at hand; empty between steps.
    pub fn batch(&self) -> &[u32] {
        &self.order[self.state.at.row as usize..][..self.batch_rows]
    }

    /// Loss of the last batch whose loss was computed; NaN before the first.
    pub fn batch_loss(&self) -> f64 {
        self.state.batch_loss
    }

    /// The last epoch that was finished, or how it was before the first.
    pub fn last(&self) -> &Record {
        &self.state.last
    }

    /// Curves over the epochs.
    pub fn history(&self) -> &History {
        &self.history
    }

    /// All parameters in order: layer by layer, weights `[outputs, inputs]` row by row, then biases.
    pub fn params(&self) -> Vec<f32> {
        export(&self.network, &self.state.params)
    }

    /// Running statistics in the order of the layers, each padded to whole lanes.
    pub fn running(&self) -> &[f32] {
        F32x4::scalars(&self.state.running)
    }

    /// Gradients of the last step, penalty included, in the order of [`params`](Self::params).
    pub fn gradients(&self) -> Vec<f32> {
        export(&self.network, &self.state.grads)
    }

    /// ‖g‖ of each tensor in the last step, penalty included.
    pub fn norms(&self) -> &[f64] {
        &self.state.norms
    }

    /// ‖∇W‖ of a layer in the last step; 0 for a layer without weights.
    pub fn gradient_norm(&self, layer: usize) -> f64 {
        let is_weights = |placed: &PlacedTensor| placed.layer == layer && placed.tensor.role == Role::Weight;
        self.network.tensors.iter().position(is_weights).map_or(0.0, |i| self.state.norms[i])
    }

    /// Hash of all parameters, without padding.
    pub fn fingerprint(&self) -> u64 {
        let numbers = F32x4::scalars(&self.state.params);
        fnv_numbers(self.network.places::<F32x4>().map(|place| numbers[place]))
    }

    /// Loss and confusion of the validation rows at the end of the last epoch (or before the first); `None` without any.
    pub fn evaluation(&self) -> Option<&Evaluation> {
        (!self.looked_at.is_empty()).then_some(&self.state.evaluation)
    }

    /// Loss and confusion of the rows with a role (of a sample, if there are very many), as the parameters are now; `None`
    /// without any.
    pub fn evaluate(&mut self, role: data::Role) -> Option<Evaluation> {
        let rows = sample(&self.data.rows_of(role), self.config.seeds.split);
        let mut found = Evaluation::new(&self.data);
        let Self { evaluator, network, plan, data, state, .. } = self;
        evaluator.evaluate((network, plan, data), (&state.params, &state.running), &rows, &mut found);
        (!rows.is_empty()).then_some(found)
    }
}

#[cfg(test)]
mod tests {
    use alloc::format;

    use super::*;
    use crate::config::from_address;

    #[test]
    fn a_step_stops_before_the_penalty_only_where_there_is_one() {
        for (address, stops) in [("", false), ("&penalty=l2", true)] {
            let config = from_address(&format!("layers=dense(units:3){address}")).expect("an address");
            for unit in [Unit::Phase, Unit::Layer] {
                let mut run = Run::open(&config, None, Given::default(), Vec::new()).expect("a run");
                let mut seen = Vec::new();
                while run.steps() == 0 {
                    run.step(unit);
                    seen.push(run.phase());
                }
                assert_eq!(seen.contains(&Phase::Clip), stops, "by {unit:?}: {seen:?}");
                assert_eq!(seen[seen.len() - 2..], [Phase::Update, Phase::Batch], "by {unit:?}");
            }
        }
    }
}
