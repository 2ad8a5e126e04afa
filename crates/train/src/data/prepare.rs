//! From rows as they come to rows to compute with: what each is for, what inputs are made of, and how numbers are scaled.

use alloc::format;
use alloc::vec;
use alloc::vec::Vec;

use super::{Role, Source};
use crate::config::{Config, Plan};
use crate::dataset::{Dataset, NamedTable};
use crate::table::{Scale, Table, Target};
use playgrad_core::error::ConfigError;
use playgrad_core::feature::Feature;
use playgrad_core::math;
use playgrad_core::rng::{Rng, Stream};
use playgrad_core::simd::F32x4;

/// The rows of a synthetic data set, or the table that was brought.
pub(super) fn source(config: &Config, table: Option<Table>) -> Result<Table, ConfigError> {
    let mut rng = Rng::stream(config.seeds.data, Stream::Data, [0; 3]);
    match (config.data.as_dyn().table(&mut rng), table) {
        (Some(table), None) => Ok(table),
        (None, Some(table)) => Ok(table),
        (Some(_), Some(_)) => {
            Err(ConfigError::new("data", config.data.kind(), "\"table\", which a table of one's own needs"))
        }
        (None, None) => Err(ConfigError::new("table", "nothing", "the rows of the table that data names")),
    }
}

/// What each row is for: training rows and validation rows in every class alike, whatever the order of the rows.
pub(super) fn split(config: &Config, table: &Table) -> Vec<Role> {
    let rows = table.x.len() / table.columns.len();
    let mut roles = vec![Role::Test; rows];
    let mut rng = Rng::stream(config.seeds.split, Stream::Split, [0; 3]);
    let groups = match &table.target {
        Target::Numbers(..) => vec![(0..table.train).collect::<Vec<_>>()],
        Target::Classes(names, y) => {
            let of = |class: usize| (0..table.train).filter(|&row| y[row] as usize == class).collect();
            (0..names.len()).map(of).collect()
        }
    };
    // Shares are rounded over all groups together, so that the split has the size that was asked for.
    let (mut seen, mut taken) = (0, 0);
    for mut group in groups {
        rng.shuffle(&mut group);
        seen += group.len();
        let wanted = libm::round(seen as f64 * config.train_share) as usize - taken;
        for (i, row) in group.into_iter().enumerate() {
            roles[row] = if i < wanted { Role::Training } else { Role::Validation };
        }
        taken += wanted;
    }
    if taken == 0 {
        roles[0] = Role::Training;
    }
    roles
}

/// Mean and standard deviation (over n, as scikit-learn's StandardScaler) of an input over some rows.
pub(super) fn statistics(table: &Table, rows: &[u32], source: &Source) -> (f32, f32) {
    let columns = table.columns.len();
    let value = |&row: &u32| source.of(columns, |column| f64::from(table.x[row as usize * columns + column]));
    let n = rows.len() as f64;
    let mean = rows.iter().map(value).sum::<f64>() / n;
    let variance = rows.iter().map(value).map(|x| (x - mean) * (x - mean)).sum::<f64>() / n;
    (mean as f32, if variance > 0.0 { math::root(variance) as f32 } else { 1.0 })
}

/// What the network's inputs are made of: the chosen features of points, or the columns of a table that are not left out.
pub(super) fn sources(config: &Config, table: &Table) -> Result<Vec<Source>, ConfigError> {
    let columns = table.columns.len();
    if let Dataset::NamedTable(NamedTable { without, .. }) = &config.data {
        let taken = |&column: &usize| !without.contains(&table.groups[column]);
        let sources: Vec<Source> = (0..columns).filter(taken).map(Source::Column).collect();
        if sources.is_empty() {
            return Err(ConfigError::new("data.without", "all columns", "a list that leaves one column or more"));
        }
        return Ok(sources);
    }
    let has_all = |feature: &&Feature| columns > 1 || !feature.as_dyn::<F32x4>().uses_x2();
    let sources: Vec<Source> = config.features.iter().filter(has_all).cloned().map(Source::Feature).collect();
    if sources.is_empty() {
        let allowed = if columns > 1 { "one feature or more" } else { "one feature of x₁ or more: there is no x₂" };
        return Err(ConfigError::new("features", format!("a list of {}", config.features.len()), allowed));
    }
    Ok(sources)
}

/// The training rows' values of each target that is a number.
fn numbers<'a>(table: &'a Table, training: &'a [u32]) -> impl Iterator<Item = impl Iterator<Item = f32> + Clone> + 'a {
    let (targets, y): (usize, &[f32]) = match &table.target {
        Target::Numbers(names, y) => (names.len(), y),
        Target::Classes(..) => (0, &[]),
    };
    (0..targets).map(move |target| training.iter().map(move |&row| y[row as usize * targets + target]))
}

/// Mean and standard deviation of each target.
pub(super) fn spreads(table: &Table, training: &[u32]) -> Vec<Scale> {
    let spread = |y: &mut dyn Iterator<Item = f32>| {
        let (mut n, mut sum, mut squares) = (0.0, 0.0, 0.0);
        for y in y.map(f64::from) {
            (n, sum, squares) = (n + 1.0, sum + y, squares + y * y);
        }
        let mean = sum / n;
        let variance = squares / n - mean * mean;
        let factor = if variance > 1e-12 * (mean * mean) { math::root(variance) as f32 } else { 1.0 };
        Scale { shift: mean as f32, factor }
    };
    numbers(table, training).map(|mut y| spread(&mut y)).collect()
}

/// What brings each target to where the head reaches: a bounded one's ends, a positive one's size, else mean 0 and
/// deviation 1. Classes, and shares for a cross-entropy, are as they are.
pub(super) fn scales(config: &Config, plan: &Plan, table: &Table, training: &[u32], spreads: &[Scale]) -> Vec<Scale> {
    let as_is = vec![Scale::NONE; table.target.outputs(plan)];
    if !config.scale_targets || spreads.is_empty() || plan.takes_logits() {
        return as_is;
    }
    let [low, high] = plan.head.as_dyn::<F32x4>().range();
    let scale = |(mut y, &spread): (_, &Scale)| {
        let ends = [f32::INFINITY, f32::NEG_INFINITY];
        let widen = |[low, high]: [f32; 2], y: f32| [if y < low { y } else { low }, if y > high { y } else { high }];
        let [least, most] = Iterator::fold(&mut y, ends, widen);
        if low.is_infinite() {
            spread
        } else if high.is_infinite() {
            Scale { shift: if least < 0.0 { least } else { 0.0 }, factor: spread.factor }
        } else {
            let factor = if most > least { (most - least) / (high - low) as f32 } else { 1.0 };
            Scale { shift: least - factor * low as f32, factor }
        }
    };
    numbers(table, training).zip(spreads).map(scale).collect()
}
