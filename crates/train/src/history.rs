//! What a run remembers of itself: curves, and snapshots from which any step can be replayed.

use alloc::vec;
use alloc::vec::Vec;

use crate::evaluate::Evaluation;
use playgrad_core::simd::F32x4;

/// Everything that a step changes, and what it leaves to be looked at. A snapshot is a copy of it.
#[derive(Clone, Debug, Default)]
pub(crate) struct State {
    pub(crate) at: Position,
    /// Sum of the losses of the epoch's rows.
    pub(crate) loss_sum: f64,
    /// Loss of the last batch.
    pub(crate) batch_loss: f64,
    /// Learning rate of the last step.
    pub(crate) lr: f64,
    /// The last epoch that was finished.
    pub(crate) last: Record,
    /// What was found at its end.
    pub(crate) evaluation: Evaluation,
    /// ‖g‖ of each tensor in the last step.
    pub(crate) norms: Vec<f64>,
    /// For each layer, the sum of its squared gradient norms over the epoch's batches.
    pub(crate) norm_squares: Vec<f64>,
    /// What the optimizer carries beside its memory.
    pub(crate) scalars: Vec<f64>,
    pub(crate) params: Vec<F32x4>,
    pub(crate) grads: Vec<F32x4>,
    pub(crate) memory: Vec<F32x4>,
    /// Running statistics.
    pub(crate) running: Vec<F32x4>,
}

/// How far a run has got.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Position {
    /// Steps done.
    pub(crate) step: u64,
    /// The optimizer's own count of updates.
    pub(crate) t: u64,
    /// Epochs done.
    pub(crate) epoch: u32,
    /// Rows of the epoch that are done.
    pub(crate) row: u32,
    /// Batches of the epoch that are done.
    pub(crate) batches: u32,
    /// Batch size of the epoch, however it is edited meanwhile.
    pub(crate) batch_size: u32,
    /// Whether the epoch is shuffled, however it is edited meanwhile.
    pub(crate) shuffle: bool,
    /// Entries of the journal that have been applied.
    pub(crate) entries: u32,
    /// And how many were when the epoch began: its order has the rows that there were then.
    pub(crate) epoch_entries: u32,
}

impl State {
    /// Copies without allocating, where there is room.
    pub(crate) fn copy_from(&mut self, other: &Self) {
        (self.at, self.last) = (other.at, other.last);
        (self.loss_sum, self.batch_loss, self.lr) = (other.loss_sum, other.batch_loss, other.lr);
        self.evaluation.loss = other.evaluation.loss;
        self.evaluation.confusion.clone_from(&other.evaluation.confusion);
        self.evaluation.fits.clone_from(&other.evaluation.fits);
        self.norms.clone_from(&other.norms);
        self.norm_squares.clone_from(&other.norm_squares);
        self.scalars.clone_from(&other.scalars);
        self.params.clone_from(&other.params);
        self.grads.clone_from(&other.grads);
        self.memory.clone_from(&other.memory);
        self.running.clone_from(&other.running);
    }

    fn bytes(&self) -> usize {
        16 * (self.params.len() + self.grads.len() + self.memory.len() + self.running.len())
    }
}

/// Snapshots at the ends of epochs; when all places are taken, every second one makes room, so that they always reach
/// over the whole run.
#[derive(Clone, Debug)]
pub(crate) struct Snapshots {
    slots: Vec<State>,
    used: usize,
    /// Epochs between snapshots.
    every: u32,
}

/// How much memory snapshots may take.
const SNAPSHOT_BYTES: usize = 16 << 20;

impl Snapshots {
    /// Places for snapshots of a state of this size.
    pub(crate) fn new(state: &State) -> Self {
        let fitting = SNAPSHOT_BYTES / (state.bytes() + 1);
        let places = fitting.clamp(2, 16);
        Self { slots: vec![state.clone(); places], used: 0, every: 1 }
    }

    /// Forgets what was after a step.
    pub(crate) fn truncate(&mut self, step: u64) {
        self.used = self.slots[..self.used].iter().take_while(|slot| slot.at.step <= step).count();
    }

    /// Makes room for states of another size in every place.
    pub(crate) fn resize(&mut self, state: &State) {
        for slot in &mut self.slots[..self.used] {
            slot.memory.reserve_exact(state.memory.len().saturating_sub(slot.memory.len()));
            slot.scalars.reserve_exact(state.scalars.len().saturating_sub(slot.scalars.len()));
        }
        for slot in &mut self.slots[self.used..] {
            slot.copy_from(state);
        }
    }

    /// Takes a snapshot, if one is due at this end of an epoch.
    pub(crate) fn keep(&mut self, state: &State) {
        let is_new = self.used == 0 || self.slots[self.used - 1].at.step < state.at.step;
        if !is_new || !state.at.epoch.is_multiple_of(self.every) {
            return;
        }
        if self.used == self.slots.len() {
            self.thin();
            return self.keep(state);
        }
        self.slots[self.used].copy_from(state);
        self.used += 1;
    }

    fn thin(&mut self) {
        self.every *= 2;
        let mut kept = 0;
        for i in 0..self.used {
            if self.slots[i].at.epoch.is_multiple_of(self.every) {
                self.slots.swap(kept, i);
                kept += 1;
            }
        }
        self.used = kept;
    }

    /// The last snapshot at or before a step.
    pub(crate) fn before(&self, step: u64) -> Option<&State> {
        self.slots[..self.used].iter().rev().find(|slot| slot.at.step <= step)
    }

    /// Every snapshot, oldest first.
    #[cfg(test)]
    pub(crate) fn all(&self) -> &[State] {
        &self.slots[..self.used]
    }
}

/// What is known of an epoch.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Record {
    /// How many epochs were done; 0 is before the first.
    pub epoch: u32,
    /// Running mean of the loss over the epoch's rows; before the first epoch, the loss of the training rows (of
    /// [`MOST_ROWS`](crate::evaluate::MOST_ROWS), if there are more).
    pub train: f32,
    /// Loss of the validation rows (of as many, if there are more); NaN without any.
    pub validation: f32,
    /// Learning rate of the epoch's last step.
    pub lr: f32,
    /// Hash of all parameters.
    pub fingerprint: u64,
}

/// The curves of a run. A long history is thinned: when it is full, every second record goes.
#[derive(Clone, Debug, PartialEq)]
pub struct History {
    /// Epochs between records.
    pub stride: u32,
    /// The records, oldest first.
    pub records: Vec<Record>,
    /// Root mean square of ‖∇W‖ over the epoch's batches, `[records, layers]`.
    pub gradients: Vec<f32>,
    layers: usize,
}

/// The most records that are kept.
const MOST_RECORDS: usize = 2048;

impl History {
    /// Room for the records of a run with so many layers.
    pub(crate) fn new(layers: usize) -> Self {
        Self {
            stride: 1,
            records: Vec::with_capacity(MOST_RECORDS),
            gradients: Vec::with_capacity(MOST_RECORDS * layers),
            layers,
        }
    }

    /// Adds the record of an epoch, unless it is there already.
    pub(crate) fn push(&mut self, record: Record, gradients: impl Iterator<Item = f32>) {
        let is_new = self.records.last().is_none_or(|last| last.epoch < record.epoch);
        if !is_new || !record.epoch.is_multiple_of(self.stride) {
            return;
        }
        if self.records.len() == MOST_RECORDS {
            self.thin();
        }
        if record.epoch.is_multiple_of(self.stride) {
            self.records.push(record);
            self.gradients.extend(gradients);
        }
    }

    fn thin(&mut self) {
        self.stride *= 2;
        let mut kept = 0;
        for i in 0..self.records.len() {
            if self.records[i].epoch.is_multiple_of(self.stride) {
                self.records[kept] = self.records[i];
                self.gradients.copy_within(i * self.layers..(i + 1) * self.layers, kept * self.layers);
                kept += 1;
            }
        }
        self.records.truncate(kept);
        self.gradients.truncate(kept * self.layers);
    }

    /// Forgets what came after an epoch.
    pub(crate) fn truncate(&mut self, epoch: u32) {
        let kept = self.records.iter().take_while(|record| record.epoch <= epoch).count();
        self.records.truncate(kept);
        self.gradients.truncate(kept * self.layers);
    }

    /// Takes the records of a saved run; `false` if they do not fit.
    pub(crate) fn restore(&mut self, stride: u32, records: Vec<Record>, gradients: Vec<f32>) -> bool {
        let fits = records.len() <= MOST_RECORDS && gradients.len() == records.len() * self.layers && stride > 0;
        if fits {
            self.records.clear();
            self.records.extend(records);
            self.gradients.clear();
            self.gradients.extend(gradients);
            self.stride = stride;
        }
        fits
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_history_keeps_every_second_record_and_grows_on() {
        let mut history = History::new(1);
        for epoch in 0..10_000 {
            let record = Record { epoch, ..Record::default() };
            history.push(record, core::iter::once(epoch as f32));
        }
        assert_eq!(history.stride, 8);
        assert!(history.records.len() <= MOST_RECORDS);
        for (i, record) in history.records.iter().enumerate() {
            assert_eq!((record.epoch, history.gradients[i]), (8 * i as u32, 8.0 * i as f32));
        }
    }

    #[test]
    fn snapshots_reach_over_the_whole_run() {
        let mut state = State { params: vec![F32x4::default(); 4], ..State::default() };
        let mut snapshots = Snapshots::new(&state);
        for epoch in 1..=1000 {
            (state.at.epoch, state.at.step) = (epoch, 10 * u64::from(epoch));
            snapshots.keep(&state);
        }
        let epochs: Vec<u32> = snapshots.all().iter().map(|slot| slot.at.epoch).collect();
        assert_eq!(epochs, (1..=15).map(|i| 64 * i).collect::<Vec<_>>());
        assert_eq!(snapshots.before(645).map(|slot| slot.at.epoch), Some(64));
        assert!(snapshots.before(639).is_none());
    }
}
