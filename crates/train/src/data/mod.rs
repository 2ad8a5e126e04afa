//! [`Data`]: the rows that a run learns from, split and ready to be computed with.

mod edit;
mod prepare;

use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use crate::config::{Config, Plan};
use crate::dataset::EXTENT;
use crate::hash::fnv_numbers;
pub use crate::table::{Scale, Table, Target, Task};
pub use edit::PointEdit;
use edit::Undo;
use playgrad_core::error::ConfigError;
use playgrad_core::feature::Feature;
use playgrad_core::kernel::gather;
use playgrad_core::lane::Lane;
use playgrad_core::simd::F32x4;
use prepare::{scales, source, sources, split, spreads, statistics};

/// What a row is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Learned from.
    Training = 0,
    /// Looked at after each epoch.
    Validation = 1,
    /// Kept for the end.
    Test = 2,
    /// Erased.
    Gone = 3,
}

/// The rows of a run.
#[derive(Clone, Debug)]
pub struct Data {
    /// The rows as they came: columns, targets.
    pub table: Table,
    /// What is to be predicted.
    pub task: Task,
    /// The network's inputs: features of a point or a table's columns, each shifted and scaled.
    pub inputs: Vec<Input>,
    /// What each row is for.
    pub roles: Vec<Role>,
    /// The rows to learn from, ascending.
    pub training: Vec<u32>,
    /// The rows looked at after each epoch, ascending.
    pub validation: Vec<u32>,
    /// Mean of each column over the training rows.
    pub means: Vec<f32>,
    /// How each target is computed with.
    pub scales: Vec<Scale>,
    /// Mean and standard deviation of each target that is a number, over the training rows: what colors are spread over.
    pub spreads: Vec<Scale>,
    /// Inputs of each row, padded to whole lanes.
    x: Vec<F32x4>,
    /// Targets of each row, padded to whole lanes.
    y: Vec<F32x4>,
    outputs: usize,
    /// Hash of the rows as they came.
    hash: u64,
    /// How the edits so far are taken back.
    undo: Vec<Undo>,
    /// What the first of two classes is: 0, or −1 for a head that reaches from −1 to 1.
    low: f32,
}

/// One input of the network: `(source − mean) / deviation`.
#[derive(Clone, Debug, PartialEq)]
pub struct Input {
    /// What it is made of.
    pub source: Source,
    /// What is taken off.
    pub mean: f32,
    /// What it is divided by.
    pub deviation: f32,
}

/// What an input is made of.
#[derive(Clone, Debug, PartialEq)]
pub enum Source {
    /// Computed from the first two columns.
    Feature(Feature),
    /// A column as it is.
    Column(usize),
}

impl Source {
    /// Its value, from so many columns, several rows side by side.
    fn of<L: Lane>(&self, columns: usize, x: impl Fn(usize) -> L) -> L {
        match self {
            Self::Feature(feature) => feature.as_dyn().at(x(0), if columns > 1 { x(1) } else { L::zero() }),
            Self::Column(column) => x(*column),
        }
    }
}

impl Data {
    /// Makes or takes the rows, settles what the task leaves open, splits by seed, and prepares the inputs.
    pub fn new(config: &Config, table: Option<Table>) -> Result<(Self, Plan), ConfigError> {
        let table = source(config, table)?;
        table.check()?;
        let plan = Plan::new(config, &table.target)?;
        let roles = split(config, &table);
        let (training, validation) = (with_role(&roles, Role::Training), with_role(&roles, Role::Validation));
        let (task, outputs) = (table.target.task(), table.target.outputs(&plan));
        let columns = table.columns.len();
        let means = (0..columns).map(|column| statistics(&table, &training, &Source::Column(column)).0).collect();
        let inputs: Vec<Input> = sources(config, &table)?
            .into_iter()
            .map(|source| {
                let raw = (0.0, 1.0);
                let (mean, deviation) = if config.standardize { statistics(&table, &training, &source) } else { raw };
                Input { source, mean, deviation }
            })
            .collect();
        let spreads = spreads(&table, &training);
        let scales = scales(config, &plan, &table, &training, &spreads);
        let [least, _] = plan.head.as_dyn::<F32x4>().range();
        let low = if least.is_finite() { least as f32 } else { 0.0 };
        let mut data = Self {
            table,
            task,
            inputs,
            roles,
            training,
            validation,
            means,
            scales,
            spreads,
            outputs,
            hash: 0,
            undo: Vec::new(),
            low,
            x: Vec::new(),
            y: Vec::new(),
        };
        data.hash = data.hash_of_rows();
        data.prepare();
        Ok((data, plan))
    }

    /// The rows with a role, ascending.
    pub fn rows_of(&self, role: Role) -> Vec<u32> {
        with_role(&self.roles, role)
    }

    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.roles.len()
    }

    /// How many columns the data has.
    pub fn columns(&self) -> usize {
        self.table.columns.len()
    }

    /// How many values a prediction has.
    pub fn outputs(&self) -> usize {
        self.outputs
    }

    /// How many values a prediction would have under another plan.
    pub(crate) fn outputs_for(&self, plan: &Plan) -> usize {
        self.table.target.outputs(plan)
    }

    /// Above which value one output stands for the second of two classes: between the two targets.
    pub fn threshold(&self) -> f32 {
        (self.low + 1.0) / 2.0
    }

    /// A hash of all values as they came, to know the same data again.
    pub(crate) fn hash(&self) -> u64 {
        self.hash
    }

    fn hash_of_rows(&self) -> u64 {
        let target: Vec<f32> = match &self.table.target {
            Target::Numbers(_, y) => y.clone(),
            Target::Classes(_, y) => y.iter().map(|&class| class as f32).collect(),
        };
        fnv_numbers(self.table.x.iter().copied().chain(target))
    }

    /// The class of a row, if it has one.
    pub fn class(&self, row: usize) -> Option<u32> {
        match &self.table.target {
            Target::Classes(_, classes) => Some(classes[row]),
            Target::Numbers(..) => None,
        }
    }

    /// Names of the network's inputs.
    pub fn input_names(&self) -> Vec<String> {
        let name = |input: &Input| match &input.source {
            Source::Feature(feature) => feature.name(),
            Source::Column(column) => self.table.columns[*column].clone(),
        };
        self.inputs.iter().map(name).collect()
    }

    /// Inputs from raw columns, several rows side by side: `x[column]` → `inputs[i]`.
    pub fn transform<L: Lane>(&self, x: impl Fn(usize) -> L, mut write: impl FnMut(usize, L)) {
        for (i, input) in self.inputs.iter().enumerate() {
            let [mean, deviation] = [input.mean, input.deviation].map(|x| L::splat(f64::from(x)));
            let value = (input.source.of(self.columns(), &x) - mean) / deviation;
            write(i, value);
        }
    }

    /// Computes the inputs and targets of every row.
    fn prepare(&mut self) {
        let (wide, tall) = (F32x4::count(self.inputs.len()), F32x4::count(self.outputs));
        self.x = vec![F32x4::zero(); self.rows() * wide];
        self.y = vec![F32x4::zero(); self.rows() * tall];
        (0..self.rows()).for_each(|row| self.prepare_row(row));
    }

    fn prepare_row(&mut self, row: usize) {
        let (mut x, mut y) = (core::mem::take(&mut self.x), core::mem::take(&mut self.y));
        let (wide, tall) = (F32x4::count(self.inputs.len()), F32x4::count(self.outputs));
        let columns = &self.table.x[row * self.columns()..];
        let inputs = F32x4::scalars_mut(&mut x[row * wide..][..wide]);
        self.transform(|column| F32x4::all(columns[column]), |i, value| inputs[i] = value.to_array()[0]);
        let targets = F32x4::scalars_mut(&mut y[row * tall..][..tall]);
        self.table.target.write(row, self.low, &self.scales, &mut targets[..self.outputs]);
        (self.x, self.y) = (x, y);
    }

    /// Gathers rows side by side: `x ← [inputs, batch]`. Padding becomes zero.
    pub fn gather_x(&self, rows: &[u32], x: &mut [F32x4]) {
        gather(&self.x, F32x4::count(self.inputs.len()), self.inputs.len(), rows, x);
    }

    /// Gathers the targets of rows side by side: `y ← [outputs, batch]`. Padding becomes zero.
    pub fn gather_y(&self, rows: &[u32], y: &mut [F32x4]) {
        gather(&self.y, F32x4::count(self.outputs), self.outputs, rows, y);
    }

    /// The smallest and the largest of all numbers that are to be predicted, over the training rows; `None` for classes.
    pub fn reach(&self) -> Option<[f32; 2]> {
        let Target::Numbers(names, y) = &self.table.target else { return None };
        let all = self.training.iter().flat_map(|&row| &y[row as usize * names.len()..][..names.len()]);
        Some(ends(all))
    }

    /// Smallest and largest value that an axis for this column shows.
    pub fn range(&self, column: usize) -> [f32; 2] {
        if matches!(self.inputs[0].source, Source::Feature(_)) {
            return [-EXTENT as f32, EXTENT as f32];
        }
        let values = self.table.x[column..].iter().step_by(self.columns());
        let [low, high] = ends(values);
        let margin = if high > low { 0.05 * (high - low) } else { 1.0 };
        [low - margin, high + margin]
    }
}

/// The smallest and the largest of some numbers.
fn ends<'a>(numbers: impl Iterator<Item = &'a f32>) -> [f32; 2] {
    let wider = |[low, high]: [f32; 2], &x: &f32| [if x < low { x } else { low }, if x > high { x } else { high }];
    numbers.fold([f32::INFINITY, f32::NEG_INFINITY], wider)
}

fn with_role(roles: &[Role], role: Role) -> Vec<u32> {
    (0..).zip(roles).filter(|(_, of)| **of == role).map(|(row, _)| row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::{Dataset, NamedTable};
    use alloc::string::ToString;
    use playgrad_core::loss::Loss;

    fn sorted_table() -> Table {
        let y: Vec<u32> = (0..90).map(|row| row / 30).collect();
        let x = (0..90).flat_map(|row| [row as f32, 7.0, -0.5 * row as f32]).collect();
        let names = ["a", "b", "c"].map(String::from).to_vec();
        Table { columns: names.clone(), x, target: Target::Classes(names, y), train: 90, groups: vec![0, 1, 2] }
    }

    fn table_config() -> Config {
        Config { data: Dataset::NamedTable(NamedTable::default()), ..Config::default() }
    }

    #[test]
    fn data_sorted_by_label_is_split_in_every_class_alike() {
        let data = Data::new(&table_config(), Some(sorted_table())).unwrap().0;
        assert_eq!((data.training.len(), data.validation.len()), (63, 27));
        for class in 0..3 {
            assert_eq!(data.training.iter().filter(|&&row| data.class(row as usize) == Some(class)).count(), 21);
        }
    }

    #[test]
    fn columns_are_standardized_by_the_training_rows() {
        let data = Data::new(&table_config(), Some(sorted_table())).unwrap().0;
        let mut x = vec![F32x4::zero(); 3 * F32x4::count(63)];
        data.gather_x(&data.training, &mut x);
        for column in [0, 2] {
            let values = &F32x4::scalars(&x)[column * 64..][..63];
            let mean = values.iter().map(|&x| f64::from(x)).sum::<f64>() / 63.0;
            let variance = values.iter().map(|&x| f64::from(x * x)).sum::<f64>() / 63.0;
            assert!(mean.abs() < 1e-6 && (variance - 1.0).abs() < 1e-5, "column {column}: {mean}, {variance}");
        }
        assert!(F32x4::scalars(&x)[64..][..63].iter().all(|&x| x == 0.0), "a constant column becomes zero");
    }

    #[test]
    fn gathering_leaves_zeros_in_the_padding() {
        let config = Config { standardize: false, ..Config::default() };
        let data = Data::new(&config, None).unwrap().0;
        let mut x = vec![F32x4::all(9.0); 2 * 2];
        data.gather_x(&[0, 1, 2, 3, 4], &mut x);
        assert_eq!(x[1].to_array()[1..], [0.0; 3]);
        assert_eq!(x[0].to_array()[1].to_bits(), data.table.x[2].to_bits());
    }

    #[test]
    fn bad_tables_are_refused_with_the_place() {
        let refused = |change: &dyn Fn(&mut Table)| {
            let mut table = sorted_table();
            change(&mut table);
            Data::new(&table_config(), Some(table)).unwrap_err().to_string()
        };
        assert_eq!(refused(&|t| t.x[4] = f32::NAN), "table.x[1][1] = NaN is not a finite number");
        assert_eq!(refused(&|t| t.train = 91), "table.train = 91 is not an integer from 1 to 90");
        assert!(refused(&|t| t.x.truncate(7)).contains("90 rows of 3 columns"));
        let none = Target::Classes(vec!["a".into(), "b".into()], Vec::new());
        assert_eq!(refused(&|t| t.target = none.clone()), "table.y = 0 values is not one row or more");
        let numbers = Target::Numbers(vec!["y".into()], vec![0.5; 90]);
        let config = Config { loss: Some(Loss::all().swap_remove(1)), ..table_config() };
        let open =
            |target| Data::new(&config, Some(Table { target, ..sorted_table() })).map(|(data, _)| data.outputs());
        assert_eq!(open(numbers), Ok(1), "probabilities are fit for a cross-entropy");
        let error = open(Target::Numbers(vec!["y".into()], vec![1.5; 90])).unwrap_err().to_string();
        assert_eq!(error, "table.y[0][0] = 1.5 is not a number from 0 to 1, which binary_cross_entropy needs");
        assert_eq!(
            Data::new(&table_config(), None).unwrap_err().to_string(),
            "table = nothing is not the rows of the table that data names"
        );
    }
}
