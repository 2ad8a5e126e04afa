//! Edits, and going back to any step.

use alloc::vec;
use alloc::vec::Vec;
use core::ops::Range;

use super::{Run, Status};
use crate::config::{Config, Plan};
use crate::evaluate::{Evaluator, sample};
use crate::journal::{Edit, Entry};
use playgrad_core::error::ConfigError;
use playgrad_core::lane::{Lane, Scalar};
use playgrad_core::simd::F32x4;

impl Run {
    /// Changes the run, now, and writes it into the journal. What the journal held for later is forgotten.
    ///
    /// In the middle of a step its phases are dropped and begun again. Batch size and shuffling change with the next
    /// epoch. A run that has diverged trains on.
    pub fn edit(&mut self, edit: Edit) -> Result<(), ConfigError> {
        self.check(&edit, &self.config)?;
        self.journal.truncate(self.state.at.entries as usize);
        self.history.truncate(self.state.at.epoch);
        self.snapshots.truncate(self.state.at.step);
        self.journal.push(Entry { step: self.state.at.step, edit });
        self.apply_due_entries();
        self.drop_phases();
        self.status = Status::Training;
        Ok(())
    }

    /// Goes to the state after so many steps, back or forward: from the last snapshot before it, or from the start.
    ///
    /// Stops before a step that diverges.
    pub fn seek(&mut self, step: u64) {
        if step < self.state.at.step {
            self.rewind(step);
        } else {
            self.drop_phases();
            self.advance(step - self.state.at.step);
            self.apply_due_entries();
        }
    }

    /// The configuration that an edit leads to, if the run can take it.
    fn check(&self, edit: &Edit, config: &Config) -> Result<Config, ConfigError> {
        if let Edit::Points(edit) = edit {
            self.data.check_edit(edit, self.least_rows())?;
        }
        let next = edit.apply_to(config, self.network.count())?;
        let plan = Plan::new(&next, &self.data.table.target)?;
        if self.data.outputs_for(&plan) != self.network.outputs() {
            let allowed = "a loss for the output layer as it is: another number of outputs starts a new run";
            return Err(ConfigError::new("loss", plan.loss.kind(), allowed));
        }
        Ok(next)
    }

    /// Takes a journal whose entries are to be applied when their steps are reached.
    pub(super) fn set_journal(&mut self, journal: Vec<Entry>) -> Result<(), ConfigError> {
        let mut config = self.config.clone();
        for entry in &journal {
            config = self.check(&entry.edit, &config)?;
            if let Edit::Points(edit) = &entry.edit {
                self.data.edit(edit);
            }
        }
        self.data.restore();
        self.journal = journal;
        self.apply_due_entries();
        Ok(())
    }

    /// Applies the entries of the journal whose step has come.
    pub(super) fn apply_due_entries(&mut self) {
        while let Some(entry) = self.journal.get(self.state.at.entries as usize)
            && entry.step <= self.state.at.step
        {
            let edit = entry.edit.clone();
            self.state.at.entries += 1;
            self.apply(&edit);
        }
    }

    fn apply(&mut self, edit: &Edit) {
        if let Edit::Weight { number, value } = *edit {
            if let Some(place) = self.network.place_of::<F32x4>(number as usize) {
                F32x4::scalars_mut(&mut self.state.params)[place] = Scalar::round(f64::from(value));
            }
            return;
        }
        if let Edit::Points(edit) = edit {
            self.data.edit(edit);
            return self.take_rows();
        }
        // Every edit of a journal was checked when it came in.
        if let Ok(next) = self.check(edit, &self.config) {
            let another = next.optimizer.kind() != self.config.optimizer.kind();
            self.adopt(next);
            if another {
                let optimizer = self.config.optimizer.as_dyn::<F32x4>();
                self.state.memory = vec![F32x4::zero(); optimizer.memory(self.network.params)];
                self.state.scalars = vec![0.0; optimizer.scalars()];
                self.state.at.t = 0;
            }
            self.snapshots.resize(&self.state);
        }
    }

    /// Works with another configuration from now on; parameters, memory and statistics stay.
    pub(super) fn adopt(&mut self, config: Config) {
        if let Ok(plan) = Plan::new(&config, &self.data.table.target) {
            self.network = plan.network(&config, self.data.inputs.len(), self.data.outputs());
            self.plan = plan;
            self.evaluator = Evaluator::new(&self.network);
        }
        self.config = config;
        self.make_room();
    }

    /// Goes to the state after so many steps, by replay from the last snapshot before it; the journal stays.
    pub(super) fn rewind(&mut self, step: u64) {
        self.drop_phases();
        self.status = Status::Training;
        if let Some(snapshot) = self.snapshots.before(step) {
            self.state.copy_from(snapshot);
            self.adopt(self.config_after(self.state.at.entries as usize));
        } else {
            self.begin_again();
        }
        self.restore_rows();
        self.advance(step - self.state.at.step);
        self.apply_due_entries();
    }

    /// Brings the rows, and their order, to where they were after the entries that have been applied.
    pub(super) fn restore_rows(&mut self) {
        let at = self.state.at;
        self.data.restore();
        self.edit_rows(0..at.epoch_entries as usize);
        self.order_rows();
        self.edit_rows(at.epoch_entries as usize..at.entries as usize);
        self.take_rows();
    }

    fn edit_rows(&mut self, entries: Range<usize>) {
        for entry in &self.journal[entries] {
            if let Edit::Points(edit) = &entry.edit {
                self.data.edit(edit);
            }
        }
    }

    /// Has room for the rows as they are, and looks at those for validation.
    fn take_rows(&mut self) {
        self.looked_at = sample(&self.data.validation, self.config.seeds.split);
        self.make_room();
    }

    /// The configuration after so many entries of the journal.
    pub(super) fn config_after(&self, entries: usize) -> Config {
        let set = |config: Config, entry: &Entry| match &entry.edit {
            Edit::Set { field, value } => config.with(field, value).unwrap_or(config),
            Edit::Weight { .. } | Edit::Points(_) => config,
        };
        self.journal[..entries].iter().fold(self.origin.clone(), set)
    }

    /// The configuration with what the task settled written out.
    pub fn settled(&self) -> Config {
        let mut config = self.config.clone();
        config.loss = Some(self.plan.loss.clone());
        config.output.activation = Some(self.plan.head.clone());
        config
    }
}
