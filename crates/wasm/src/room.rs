//! Whether a run fits into the memory that a page has: what does not would end in a trap.

use playgrad_core::activation::{Activation, Linear};
use playgrad_core::family::Field;
use playgrad_core::loss::{Loss, MeanSquaredError};
use playgrad_core::network::Network;
use playgrad_core::value::Value;
use playgrad_train::config::{Config, Plan, decode};
use playgrad_train::data::Table;
use playgrad_train::journal::Edit;
use playgrad_train::run::least_bytes;

use crate::read::Options;
use crate::refusal::Refusal;

/// The most memory that a run may take: of the 4 GB that wasm can address, browsers do not give all.
const MOST_MEGABYTES: u64 = 1024;

/// What decides how large a run is, beside its configuration.
struct Extent<'a> {
    network: &'a Network,
    /// Rows that a batch may have.
    rows: usize,
    /// Rows of the largest batch that was given explicitly.
    largest: usize,
    /// Bytes of the rows themselves.
    data: u64,
}

/// Refuses a run that would be too large, now or after an edit of its journal.
pub(crate) fn check_open(config: &Config, options: &Options) -> Result<(), Refusal> {
    let samples = match config.data.value().get("samples") {
        Some(Value::Number(samples)) => *samples as usize,
        _ => 0,
    };
    let (columns, outputs, rows) = match &options.table {
        Some(Table { columns, x, target, .. }) => {
            let columns = columns.len();
            (columns, target.names().len(), x.len().checked_div(columns).unwrap_or_default())
        }
        None => (config.features.len(), 2, samples),
    };
    // Sizes do not depend on what the task settles.
    let plan = Plan { loss: Loss::MeanSquaredError(MeanSquaredError {}), head: Activation::Linear(Linear {}) };
    let network = &plan.network(config, columns, outputs);
    let order = options.given.order.as_ref();
    let largest = order.and_then(|order| order.sizes.iter().max()).copied().unwrap_or_default() as usize;
    // The columns as they came and as inputs, and the targets; four bytes each, a row filled up to whole lanes.
    let data = rows as u64 * 4 * (2 * columns + outputs + 6) as u64;
    let extent = Extent { network, rows: usize::max(rows, order.map_or(0, |order| order.rows.len())), largest, data };
    extent.check(config)?;
    let mut config = config.clone();
    for entry in &options.journal {
        if let Some(next) = after(&config, &entry.edit) {
            extent.check(&next)?;
            config = next;
        }
    }
    Ok(())
}

/// Refuses an edit after which a run would be too large.
pub(crate) fn check_edit(config: &Config, edit: &Edit, network: &Network, rows: usize) -> Result<(), Refusal> {
    let extent = Extent { network, rows, largest: 0, data: 0 };
    after(config, edit).map_or(Ok(()), |next| extent.check(&next))
}

/// The configuration after an edit of a setting.
fn after(config: &Config, edit: &Edit) -> Option<Config> {
    let Edit::Set { field, value } = edit else { return None };
    let mut whole = config.value();
    whole.set(field, value.clone());
    decode(&whole).ok()
}

impl Extent<'_> {
    fn check(&self, config: &Config) -> Result<(), Refusal> {
        let &Self { network, rows, largest, data } = self;
        let batch = usize::min(rows, usize::max(config.batch_size as usize, largest));
        let [state, pass] = least_bytes(config, network, batch);
        // The confusion of classes is a square.
        let square = 4 * network.outputs() as u64 * network.outputs() as u64;
        let parts = [state, pass, square, data];
        let megabytes = parts.iter().sum::<u64>() >> 20;
        if megabytes <= MOST_MEGABYTES {
            return Ok(());
        }
        let allowed = format!("small enough: the run would take {megabytes} MB, and there are {MOST_MEGABYTES}");
        // The largest part is to blame.
        Err(match parts.iter().max().and_then(|most| parts.iter().position(|part| part == most)) {
            Some(0) => Refusal::new("layers", format!("{} parameters", network.count()), allowed),
            Some(1) => Refusal::new("batch_size", batch, allowed),
            Some(2) => Refusal::new("table.classes", network.outputs(), allowed),
            _ => Refusal::new("table", format!("{rows} rows"), allowed),
        })
    }
}
