//! A run as bytes, and back.
//!
//! The bytes hold the configuration, the hash of the data, what was given, the journal, the state, and the curves. Rows
//! from outside are not in them: whoever loads brings the table again. All numbers are little-endian; the last eight
//! bytes are a hash of the others.

use alloc::string::String;
use alloc::vec::Vec;

use bytemuck::Pod;

use super::{Given, Order, Phase, Run, Status};
use crate::config::{Config, from_address, to_address};
use crate::data::Table;
use crate::evaluate::{Evaluation, Fit};
use crate::hash::fnv;
use crate::history::{Position, Record, State};
use crate::journal::{Entry, from_text, to_text};
use playgrad_core::error::ConfigError;
use playgrad_core::simd::F32x4;

/// What saved runs begin with; the last byte is the version.
const MAGIC: [u8; 5] = *b"pgrd\x01";

impl Run {
    /// The run as bytes, in the middle of a step too.
    pub fn save(&self) -> Vec<u8> {
        let mut w = Writer(MAGIC.to_vec());
        w.one(self.origin.hash());
        w.list(to_address(&self.origin).as_bytes());
        w.one(self.data.hash());
        w.one(u32::from(self.given.params.is_some()));
        w.list(self.given.params.as_deref().unwrap_or_default());
        let order = self.given.order.clone();
        w.one(u32::from(order.is_some()));
        let Order { rows, sizes } = order.unwrap_or_default();
        w.list(&rows);
        w.list(&sizes);
        w.list(to_text(&self.journal).as_bytes());
        self.save_state(&mut w);
        self.save_history(&mut w);
        w.one(fnv(w.0.iter().copied()));
        w.0
    }

    fn save_state(&self, w: &mut Writer) {
        let s = &self.state;
        let Position { step, t, epoch, row, batches, batch_size, shuffle, entries, epoch_entries } = s.at;
        w.list(&[step, t]);
        w.list(&[epoch, row, batches, batch_size, u32::from(shuffle), entries, epoch_entries]);
        w.list(&[s.loss_sum, s.batch_loss, s.lr, s.evaluation.loss]);
        w.records(&[s.last]);
        w.list(&s.evaluation.confusion);
        let fits = s.evaluation.fits.iter();
        w.list(&fits.flat_map(|fit| [fit.rows, fit.errors, fit.sum, fit.squares]).collect::<Vec<_>>());
        for numbers in [&s.norms, &s.norm_squares, &s.scalars] {
            w.list(numbers);
        }
        for lanes in [&s.params, &s.grads, &s.memory, &s.running] {
            w.list::<f32>(bytemuck::cast_slice(lanes));
        }
        let (diverged, step, layer) = match self.status {
            Status::Training => (0, 0, 0),
            Status::Diverged { step, layer } => (1, step, layer as u64),
        };
        w.list(&[diverged, step, layer]);
        w.one(self.phases_done() as u32);
    }

    fn save_history(&self, w: &mut Writer) {
        w.one(self.history.stride);
        w.records(&self.history.records);
        w.list(&self.history.gradients);
    }

    /// How many layers and phases of the unfinished step are done.
    fn phases_done(&self) -> usize {
        let layers = self.network.layers.len();
        match self.phase {
            Phase::Batch => 0,
            Phase::Forward { layer } => 1 + layer,
            Phase::Loss => 1 + layers,
            Phase::Backward { layer } => 2 + layers + (layers - 1 - layer),
            Phase::Clip => 2 + 2 * layers,
            Phase::Update => 3 + 2 * layers,
        }
    }

    /// The run that was saved, where it was, to the bit. A table brings the rows that were not made from the configuration.
    pub fn load(bytes: &[u8], table: Option<Table>) -> Result<Self, ConfigError> {
        let (mut r, head, config) = begin(bytes)?;
        let mut run = Self::open(&config, table, head.given, from_text(&head.journal)?)?;
        if run.data.hash() != head.data_hash {
            return Err(refused(bytes, "a run of this data: the rows are not the ones it was saved with"));
        }
        run.load_rest(&mut r).ok_or_else(|| refused(bytes, WHOLE))?;
        Ok(run)
    }

    /// What a saved run was opened with: which table [`load`](Self::load) needs, and how large it will be.
    pub fn saved(bytes: &[u8]) -> Result<Saved, ConfigError> {
        let (_, Head { given, journal, .. }, config) = begin(bytes)?;
        Ok(Saved { config, given, journal: from_text(&journal)? })
    }

    fn load_rest(&mut self, r: &mut Reader<'_>) -> Option<()> {
        let state = r.state()?;
        if state.at.entries as usize > self.journal.len() || state.at.epoch_entries > state.at.entries {
            return None;
        }
        let config = self.config_after(state.at.entries as usize);
        if !self.fits(&state, &config) {
            return None;
        }
        self.state = state;
        self.adopt(config);
        self.snapshots.resize(&self.state);
        self.restore_rows();
        if self.state.at.row as usize >= self.order.len() {
            return None;
        }
        let [diverged, at, layer] = r.list()?.try_into().ok()?;
        let phases = r.one::<u32>()? as usize;
        if phases > 3 + 2 * self.network.layers.len() {
            return None;
        }
        while self.phases_done() < phases && self.status == Status::Training {
            self.perform();
        }
        if diverged == 1 {
            self.status = Status::Diverged { step: at, layer: layer as usize };
        }
        self.history.restore(r.one()?, r.records()?, r.list()?).then_some(())
    }

    /// Whether a state can be that of this run with this configuration.
    fn fits(&self, state: &State, config: &Config) -> bool {
        let optimizer = config.optimizer.as_dyn::<F32x4>();
        state.params.len() == self.network.params
            && state.grads.len() == self.network.params
            && state.running.len() == self.network.state
            && state.memory.len() == optimizer.memory(self.network.params)
            && state.scalars.len() == optimizer.scalars()
            && state.norms.len() == self.network.tensors.len()
            && state.norm_squares.len() == self.network.layers.len()
            && state.evaluation.confusion.len() == self.state.evaluation.confusion.len()
            && state.evaluation.fits.len() == self.state.evaluation.fits.len()
    }
}

const WHOLE: &str = "a whole run as playgrad saves it, version 1";

fn refused(bytes: &[u8], allowed: &str) -> ConfigError {
    ConfigError::new("save", alloc::format!("{} bytes", bytes.len()), allowed)
}

/// What a saved run was opened with.
#[derive(Clone, Debug)]
pub struct Saved {
    /// Its configuration before any edit.
    pub config: Config,
    /// What was given beside it.
    pub given: Given,
    /// What was done to it.
    pub journal: Vec<Entry>,
}

/// What stands before the state, with its configuration, and a reader that is at the state.
fn begin(bytes: &[u8]) -> Result<(Reader<'_>, Head, Config), ConfigError> {
    let broken = || refused(bytes, WHOLE);
    let (body, hash) = bytes.split_last_chunk::<8>().map(|(body, hash)| (body, *hash)).ok_or_else(broken)?;
    let body_after_magic = body.strip_prefix(&MAGIC).ok_or_else(broken)?;
    if fnv(body.iter().copied()) != u64::from_le_bytes(hash) {
        return Err(broken());
    }
    let mut r = Reader(body_after_magic);
    let head = Head::read(&mut r).ok_or_else(broken)?;
    let config = from_address(&head.config)?;
    if config.hash() != head.config_hash {
        return Err(refused(bytes, "a run whose configuration means what it meant when it was saved"));
    }
    Ok((r, head, config))
}

/// What stands before the state.
struct Head {
    config_hash: u64,
    config: String,
    data_hash: u64,
    given: Given,
    journal: String,
}

impl Head {
    fn read(r: &mut Reader<'_>) -> Option<Self> {
        let (config_hash, config, data_hash) = (r.one()?, r.text()?, r.one()?);
        let (has_params, params) = (r.one::<u32>()? == 1, r.list()?);
        let (has_order, rows, sizes) = (r.one::<u32>()? == 1, r.list()?, r.list()?);
        let given = Given { params: has_params.then_some(params), order: has_order.then_some(Order { rows, sizes }) };
        Some(Self { config_hash, config, data_hash, given, journal: r.text()? })
    }
}

/// Appends numbers and lists.
struct Writer(Vec<u8>);

impl Writer {
    fn one<T: Pod>(&mut self, x: T) {
        self.0.extend_from_slice(bytemuck::bytes_of(&x));
    }

    fn list<T: Pod>(&mut self, items: &[T]) {
        self.one(items.len() as u32);
        self.0.extend_from_slice(bytemuck::cast_slice(items));
    }
}

impl Writer {
    fn records(&mut self, records: &[Record]) {
        self.list(&records.iter().map(|r| r.epoch).collect::<Vec<_>>());
        self.list(&records.iter().flat_map(|r| [r.train, r.validation, r.lr]).collect::<Vec<_>>());
        self.list(&records.iter().map(|r| r.fingerprint).collect::<Vec<_>>());
    }
}

/// Takes off what a [`Writer`] wrote; `None` where there is not enough.
struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn one<T: Pod>(&mut self) -> Option<T> {
        let (bytes, rest) = self.0.split_at_checked(size_of::<T>())?;
        self.0 = rest;
        Some(bytemuck::pod_read_unaligned(bytes))
    }

    fn list<T: Pod>(&mut self) -> Option<Vec<T>> {
        let n = self.one::<u32>()? as usize;
        let (bytes, rest) = self.0.split_at_checked(n.checked_mul(size_of::<T>())?)?;
        self.0 = rest;
        Some(bytes.chunks_exact(size_of::<T>()).map(bytemuck::pod_read_unaligned).collect())
    }

    fn text(&mut self) -> Option<String> {
        String::from_utf8(self.list()?).ok()
    }

    fn lanes(&mut self) -> Option<Vec<F32x4>> {
        let numbers: Vec<[f32; 4]> = {
            let numbers: Vec<f32> = self.list()?;
            if !numbers.len().is_multiple_of(4) {
                return None;
            }
            numbers.chunks_exact(4).map(|four| [four[0], four[1], four[2], four[3]]).collect()
        };
        Some(numbers.into_iter().map(F32x4::new).collect())
    }

    fn state(&mut self) -> Option<State> {
        let [step, t] = self.list()?.try_into().ok()?;
        let [epoch, row, batches, batch_size, shuffle, entries, epoch_entries] = self.list()?.try_into().ok()?;
        let shuffle = shuffle == 1;
        let at = Position { step, t, epoch, row, batches, batch_size, shuffle, entries, epoch_entries };
        let [loss_sum, batch_loss, lr, loss] = self.list()?.try_into().ok()?;
        let last = self.records()?.pop()?;
        let confusion = self.list()?;
        let fits: Vec<f64> = self.list()?;
        let fit = |x: &[f64]| Fit { rows: x[0], errors: x[1], sum: x[2], squares: x[3] };
        let evaluation = Evaluation { loss, confusion, fits: fits.chunks_exact(4).map(fit).collect() };
        let [norms, norm_squares, scalars] = [self.list()?, self.list()?, self.list()?];
        let [params, grads, memory, running] = [self.lanes()?, self.lanes()?, self.lanes()?, self.lanes()?];
        Some(State {
            at,
            loss_sum,
            batch_loss,
            lr,
            last,
            evaluation,
            norms,
            norm_squares,
            scalars,
            params,
            grads,
            memory,
            running,
        })
    }

    fn records(&mut self) -> Option<Vec<Record>> {
        let epochs: Vec<u32> = self.list()?;
        let (curves, fingerprints): (Vec<f32>, Vec<u64>) = (self.list()?, self.list()?);
        if curves.len() != 3 * epochs.len() || fingerprints.len() != epochs.len() {
            return None;
        }
        let record = |(i, epoch): (usize, u32)| Record {
            epoch,
            train: curves[3 * i],
            validation: curves[3 * i + 1],
            lr: curves[3 * i + 2],
            fingerprint: fingerprints[i],
        };
        Some(epochs.into_iter().enumerate().map(record).collect())
    }
}
