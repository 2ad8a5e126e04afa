//! How a run begins.

use alloc::format;
use alloc::vec;
use alloc::vec::Vec;

use super::{Phase, Run, Status};
use crate::config::Config;
use crate::data::{Data, Role, Table};
use crate::evaluate::{Evaluation, Evaluator, sample};
use crate::history::{History, Record, Snapshots, State};
use crate::journal::Entry;
use playgrad_core::decimal::Shortest;
use playgrad_core::error::ConfigError;
use playgrad_core::lane::Lane;
use playgrad_core::network::{Network, Workspace, import};
use playgrad_core::simd::F32x4;

/// What may be given to a run beside its configuration.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Given {
    /// All parameters at the start, in the order of [`Run::params`].
    pub params: Option<Vec<f32>>,
    /// The rows of every batch.
    pub order: Option<Order>,
}

/// An explicit order of rows: one epoch is all of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Order {
    /// The rows, batch after batch.
    pub rows: Vec<u32>,
    /// How many rows each batch has; empty for batches of the configured size.
    pub sizes: Vec<u32>,
}

impl Run {
    /// Opens a run. A table brings the rows that `data` names; `given` may set the first parameters and the order of the
    /// rows; the journal's entries are applied when their steps are reached.
    pub fn open(config: &Config, table: Option<Table>, given: Given, journal: Vec<Entry>) -> Result<Self, ConfigError> {
        let (data, plan) = Data::new(config, table)?;
        let network = plan.network(config, data.inputs.len(), data.outputs());
        check_given(&given, &network, &data)?;
        let state = begin(config, &given, &network, &data);
        let mut run = Self {
            looked_at: sample(&data.validation, config.seeds.split),
            order: given.order.as_ref().map_or_else(|| data.training.clone(), |order| order.rows.clone()),
            origin: config.clone(),
            config: config.clone(),
            status: Status::Training,
            phase: Phase::Batch,
            batch_rows: 0,
            space: Workspace::new(&network, 0, true),
            targets: Vec::new(),
            evaluator: Evaluator::new(&network),
            history: History::new(network.layers.len()),
            snapshots: Snapshots::new(&state),
            journal: Vec::new(),
            given,
            plan,
            data,
            network,
            state,
        };
        run.check_trainable()?;
        run.make_room();
        run.record_start();
        run.set_journal(journal)?;
        Ok(run)
    }

    /// Room for the largest batch and for the optimizer's memory.
    pub(super) fn make_room(&mut self) {
        let rows = usize::max(self.order.len(), self.data.training.len());
        let largest = match self.given.order.as_ref().and_then(|order| order.sizes.iter().max()) {
            Some(&size) => size as usize,
            None => usize::min(self.config.batch_size as usize, rows),
        };
        let latched = usize::min(self.state.at.batch_size as usize, self.order.len());
        let rows = usize::max(largest, latched);
        self.space = Workspace::new(&self.network, rows, true);
        self.targets = vec![F32x4::zero(); self.network.outputs() * F32x4::count(rows)];
    }

    /// Back to the very first state, with the configuration as it was opened.
    pub(super) fn begin_again(&mut self) {
        self.state = begin(&self.origin, &self.given, &self.network, &self.data);
        self.adopt(self.origin.clone());
        self.record_start();
    }

    /// Refuses batches, and an epoch, of fewer rows than a layer needs.
    fn check_trainable(&self) -> Result<(), ConfigError> {
        let least = self.least_rows();
        if self.order.len() < least {
            let allowed = format!("enough for {least} training rows, which a layer needs");
            return Err(ConfigError::new("train_share", Shortest(self.config.train_share), allowed));
        }
        let sizes = self.given.order.as_ref().map_or(&[][..], |order| &order.sizes);
        match sizes.iter().position(|&size| (size as usize) < least) {
            Some(i) => {
                let allowed = format!("{least} or more, which a layer needs");
                Err(ConfigError::new(&format!("order.sizes[{i}]"), sizes[i], allowed))
            }
            None => Ok(()),
        }
    }

    /// How many rows a batch needs; a last one of fewer is left out.
    pub(super) fn least_rows(&self) -> usize {
        let layers = self.network.layers.iter();
        layers.map(|placed| placed.layer.as_dyn::<F32x4>().least_rows()).max().unwrap_or(1)
    }

    /// The record before the first epoch.
    fn record_start(&mut self) {
        let record = Record {
            epoch: 0,
            train: self.evaluate(Role::Training).map_or(f32::NAN, |found| found.loss as f32),
            validation: self.validate(),
            lr: self.lr() as f32,
            fingerprint: self.fingerprint(),
        };
        self.state.last = record;
        let layers = self.network.layers.len();
        self.history.push(record, core::iter::repeat_n(0.0, layers));
    }
}

/// The state before the first step.
fn begin(config: &Config, given: &Given, network: &Network, data: &Data) -> State {
    let (mut params, running) = network.begin::<F32x4>(config.seeds.weights);
    if let Some(numbers) = &given.params {
        import(network, numbers, &mut params);
    }
    let optimizer = config.optimizer.as_dyn::<F32x4>();
    State {
        batch_loss: f64::NAN,
        evaluation: Evaluation::new(data),
        norms: vec![0.0; network.tensors.len()],
        grads: vec![F32x4::zero(); network.params],
        norm_squares: vec![0.0; network.layers.len()],
        scalars: vec![0.0; optimizer.scalars()],
        memory: vec![F32x4::zero(); optimizer.memory(network.params)],
        params,
        running,
        ..State::default()
    }
}

fn check_given(given: &Given, network: &Network, data: &Data) -> Result<(), ConfigError> {
    if let Some(params) = &given.params {
        if params.len() != network.count() {
            let allowed = format!("{}, one for each parameter", network.count());
            return Err(ConfigError::new("params.length", params.len(), allowed));
        }
        if let Some(i) = params.iter().position(|p| !p.is_finite()) {
            return Err(ConfigError::new(&format!("params[{i}]"), Shortest(params[i]), "a finite number"));
        }
    }
    let Some(order) = &given.order else { return Ok(()) };
    if let Some(i) = order.rows.iter().position(|&row| row as usize >= data.rows()) {
        let allowed = format!("a row, an integer from 0 to below {}", data.rows());
        return Err(ConfigError::new(&format!("order.rows[{i}]"), order.rows[i], allowed));
    }
    let sum: usize = order.sizes.iter().map(|&size| size as usize).sum();
    let fits = order.sizes.is_empty() || (sum == order.rows.len() && !order.sizes.contains(&0));
    if order.rows.is_empty() || !fits {
        let allowed = format!("sizes of batches above 0 that sum to the {} rows", order.rows.len());
        return Err(ConfigError::new("order.sizes", format!("a sum of {sum}"), allowed));
    }
    Ok(())
}
