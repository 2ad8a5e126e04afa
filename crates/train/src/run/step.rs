//! A step and its phases.

use super::Run;
use crate::history::{Record, State};
use playgrad_core::batch::Batch;
use playgrad_core::kernel::{all_finite, norm};
use playgrad_core::lane::Lane;
use playgrad_core::layer::{Pass, Role};
use playgrad_core::math;
use playgrad_core::network::Placed;
use playgrad_core::optimizer::Now;
use playgrad_core::rng::{Rng, Stream};
use playgrad_core::simd::F32x4;

/// A part of a step. Layers count from 0, the first hidden layer; the output layer is the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Gathers the rows of the batch.
    Batch,
    /// Runs one layer forward.
    Forward {
        /// Which.
        layer: usize,
    },
    /// Compares predictions with targets.
    Loss,
    /// Runs one layer backward.
    Backward {
        /// Which.
        layer: usize,
    },
    /// Adds the penalty's gradient and measures norms. Without a penalty no gradient changes, and no step stops before it.
    Clip,
    /// Moves the parameters.
    Update,
}

/// How far [`Run::step`] goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// To the end of the phase at hand, all its layers included.
    Phase,
    /// One layer, or a phase that has none.
    Layer,
    /// To the end of the step.
    Batch,
    /// To the end of the epoch.
    Epoch,
}

/// How a run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It trains.
    Training,
    /// A number stopped being finite; the last finite parameters are kept, and no step is made until an edit.
    Diverged {
        /// In which step, from 1.
        step: u64,
        /// The first layer with such a number: in forward order, or, where only gradients have one, in backward order.
        layer: usize,
    },
}

impl Run {
    /// Does so much and stops; does nothing once the run has diverged. Returns the phase that was done last.
    pub fn step(&mut self, unit: Unit) -> Phase {
        let (step, epoch) = (self.state.at.step, self.state.at.epoch);
        loop {
            let done = self.phase;
            if self.status != Status::Training {
                return done;
            }
            self.perform();
            let over = match unit {
                Unit::Layer => self.is_a_stop(),
                Unit::Phase => {
                    self.is_a_stop() && core::mem::discriminant(&done) != core::mem::discriminant(&self.phase)
                }
                Unit::Batch => self.state.at.step > step,
                Unit::Epoch => self.state.at.epoch > epoch,
            };
            if over {
                return done;
            }
        }
    }

    /// Whether what comes next changes anything.
    fn is_a_stop(&self) -> bool {
        self.phase != Phase::Clip || self.config.penalty.as_dyn::<F32x4>().applies(true)
    }

    /// Does `n` whole steps without stopping in between; fewer if the run diverges.
    pub fn advance(&mut self, n: u64) {
        let end = self.state.at.step + n;
        while self.state.at.step < end && self.status == Status::Training {
            self.perform();
        }
    }

    /// Does the phase at hand and goes on to the next.
    pub(super) fn perform(&mut self) {
        let last = self.network.layers.len() - 1;
        self.phase = match self.phase {
            Phase::Batch => {
                self.gather();
                Phase::Forward { layer: 0 }
            }
            Phase::Forward { layer } => {
                let pass = self.pass();
                self.network.forward(layer, &pass, &self.state.params, &self.state.running, &mut self.space);
                if layer < last { Phase::Forward { layer: layer + 1 } } else { Phase::Loss }
            }
            Phase::Loss => {
                self.score();
                Phase::Backward { layer: last }
            }
            Phase::Backward { layer } => {
                let pass = self.pass();
                self.network.backward(layer, &pass, &self.state.params, &mut self.state.grads, &mut self.space);
                if layer > 0 { Phase::Backward { layer: layer - 1 } } else { Phase::Clip }
            }
            Phase::Clip => {
                self.penalize();
                Phase::Update
            }
            Phase::Update => {
                self.update();
                Phase::Batch
            }
        };
        if self.status != Status::Training {
            self.drop_phases();
        }
    }

    /// Forgets the phases of an unfinished step.
    pub(super) fn drop_phases(&mut self) {
        self.phase = Phase::Batch;
        self.batch_rows = 0;
    }

    fn pass(&self) -> Pass {
        let batch = Batch::of::<F32x4>(self.batch_rows);
        Pass { batch, training: true, seed: self.config.seeds.dropout, step: self.state.at.step, layer: 0 }
    }

    fn gather(&mut self) {
        self.apply_due_entries();
        if self.state.at.row == 0 {
            self.begin_epoch();
        }
        let first = self.state.at.row as usize;
        let size = match self.given.order.as_ref().and_then(|order| order.sizes.get(self.state.at.batches as usize)) {
            Some(&size) => size,
            None => self.state.at.batch_size,
        };
        self.batch_rows = usize::min(size as usize, self.order.len() - first);
        let rows = &self.order[first..][..self.batch_rows];
        let lanes = F32x4::count(rows.len());
        self.data.gather_x(rows, &mut self.space.x[..self.network.inputs * lanes]);
        self.data.gather_y(rows, &mut self.targets[..self.network.outputs() * lanes]);
    }

    /// Latches the settings that hold for an epoch.
    fn begin_epoch(&mut self) {
        self.state.at.batch_size = self.config.batch_size;
        self.state.at.shuffle = self.config.shuffle;
        self.state.at.epoch_entries = self.state.at.entries;
        self.order_rows();
    }

    /// Puts the rows into the order of the epoch at hand, from the identity, so that it depends on nothing else.
    pub(super) fn order_rows(&mut self) {
        if self.given.order.is_some() {
            return;
        }
        self.order.clone_from(&self.data.training);
        if self.state.at.shuffle {
            let place = [u64::from(self.state.at.epoch), 0, 0];
            Rng::stream(self.config.seeds.shuffle, Stream::Shuffle, place).shuffle(&mut self.order);
        }
    }

    fn score(&mut self) {
        let batch = Batch::of::<F32x4>(self.batch_rows);
        let targets = &self.targets[..self.network.outputs() * batch.lanes];
        let (out, d) = self.network.output(batch, &mut self.space);
        self.state.batch_loss = self.plan.loss.as_dyn().score(out, targets, d, batch);
        if !self.state.batch_loss.is_finite() {
            let of = |layer: &usize| {
                let units = self.network.layers[*layer].outputs;
                all_finite(&self.space.slots[*layer].y[..units * batch.lanes])
            };
            let layers = self.network.layers.len();
            let layer = (0..layers).find(|layer| !of(layer)).unwrap_or(layers - 1);
            self.status = Status::Diverged { step: self.state.at.step + 1, layer };
        }
    }

    fn penalize(&mut self) {
        let penalty = self.config.penalty.as_dyn();
        let State { params, grads, norms, .. } = &mut self.state;
        for (placed, norm_of) in self.network.tensors.iter().zip(norms) {
            let grads = &mut grads[placed.lanes.clone()];
            if penalty.applies(placed.tensor.role == Role::Weight) {
                penalty.add(&params[placed.lanes.clone()], grads);
            }
            *norm_of = norm(grads);
        }
        // The way back meets the layers from the last to the first.
        let bad = self.network.tensors.iter().zip(&self.state.norms).rev().find(|(_, norm)| !norm.is_finite());
        if let Some((placed, _)) = bad {
            self.status = Status::Diverged { step: self.state.at.step + 1, layer: placed.layer };
        }
    }

    fn update(&mut self) {
        let pass = self.pass();
        self.state.lr = self.lr();
        let now = Now { t: self.state.at.t + 1, lr: self.state.lr, momentum: None };
        let optimizer = self.config.optimizer.as_dyn();
        let State { scalars, params, grads, memory, running, .. } = &mut self.state;
        optimizer.update(&now, scalars, params, grads, memory);
        self.network.commit(&pass, running, &self.space);
        if all_finite(params) && all_finite(memory) && all_finite(running) {
            self.count_step();
        } else {
            self.roll_back();
        }
    }

    /// An update overflowed: names the first layer, and goes back to the last finite numbers by replay.
    fn roll_back(&mut self) {
        let State { at, params, memory, running, .. } = &self.state;
        let is_bad = |placed: &Placed| {
            let mut slots = memory.chunks_exact(params.len());
            !all_finite(&params[placed.params.clone()])
                || !all_finite(&running[placed.state.clone()])
                || !slots.all(|slot| all_finite(&slot[placed.params.clone()]))
        };
        let (step, layer) = (at.step, self.network.layers.iter().position(is_bad).unwrap_or_default());
        self.rewind(step);
        self.status = Status::Diverged { step: step + 1, layer };
    }

    fn count_step(&mut self) {
        let rows = self.batch_rows;
        self.state.at.t += 1;
        self.state.at.step += 1;
        self.state.at.row += rows as u32;
        self.state.at.batches += 1;
        self.state.loss_sum += self.state.batch_loss * rows as f64;
        for (placed, norm) in self.network.tensors.iter().zip(&self.state.norms) {
            if placed.tensor.role == Role::Weight {
                self.state.norm_squares[placed.layer] += norm * norm;
            }
        }
        self.batch_rows = 0;
        if self.state.at.row as usize + self.least_rows() > self.order.len() {
            self.end_epoch();
        }
    }

    fn end_epoch(&mut self) {
        let validation = self.validate();
        let fingerprint = self.fingerprint();
        let state = &mut self.state;
        state.last = Record {
            epoch: state.at.epoch + 1,
            train: (state.loss_sum / f64::from(state.at.row)) as f32,
            validation,
            lr: state.lr as f32,
            fingerprint,
        };
        let batches = f64::from(state.at.batches);
        let gradients = state.norm_squares.iter().map(|sum| math::root(sum / batches) as f32);
        self.history.push(state.last, gradients);
        state.at.epoch += 1;
        (state.at.row, state.at.batches, state.loss_sum) = (0, 0, 0.0);
        state.norm_squares.fill(0.0);
        self.snapshots.keep(state);
    }

    /// Looks at the validation rows; returns their loss, NaN without any.
    pub(super) fn validate(&mut self) -> f32 {
        if self.looked_at.is_empty() {
            return f32::NAN;
        }
        let Self { evaluator, network, plan, data, state, looked_at, .. } = self;
        evaluator.evaluate((network, plan, data), (&state.params, &state.running), looked_at, &mut state.evaluation);
        state.evaluation.loss as f32
    }
}
