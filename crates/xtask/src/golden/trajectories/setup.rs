//! A training run's configuration, rows, initial parameters, order and rates.

use anyhow::{Context, Error, Result, anyhow, ensure};
use playgrad_core::error::ConfigError;
use playgrad_core::layer::Role;
use playgrad_core::loss::Loss;
use playgrad_core::network::{Network, PlacedTensor};
use playgrad_core::optimizer::Optimizer;
use playgrad_core::regularizer::Regularizer;
use playgrad_core::simd::F32x4;
use playgrad_core::value::Value;
use playgrad_train::config::{Config, decode};
use playgrad_train::data::{Data, Table};
use playgrad_train::journal::{Edit, Entry};
use playgrad_train::run::{Given, Order};

use super::super::checks::{Outcome, Stop};
use super::super::lanes::narrow;
use super::super::names::{Translated, take, translate};
use super::super::optimizers::coupled;
use super::super::read::{Case, indices};
use super::super::tables::{LOSSES, OPTIMIZERS, REGULARIZERS};
use super::data;
use super::network::{Stack, without};
use super::record::is_recorded;

/// Everything that a run is opened with, and how its parts are called in the file.
#[derive(Clone, Debug)]
pub(super) struct Setup {
    /// What the decoder made of the file.
    pub(super) config: Config,
    /// The rows, those for a last test at the end.
    pub(super) table: Table,
    /// Initial parameters and the rows of each step.
    pub(super) given: Given,
    /// Where the rate changes.
    pub(super) journal: Vec<Entry>,
    /// How many steps the file has.
    pub(super) steps: usize,
    /// The place in the file of each of the core's layers.
    pub(super) places: Vec<usize>,
    /// Whether weight decay, which the file's gradients leave out, goes in as a penalty.
    pub(super) decays: bool,
    /// What the file has and the core is told in another way.
    pub(super) gaps: Vec<String>,
}

/// The members that a run is made of.
struct Parts {
    loss: Value,
    /// Whose logits the loss takes.
    head: Option<&'static str>,
    optimizer: Translated,
    penalty: Value,
}

impl Setup {
    /// Reads a file; what the core does not have yet is named all at once.
    pub(super) fn read(case: &Case<'_>) -> Outcome<Self> {
        let mut missing = Vec::new();
        let network = case.part("network")?;
        let stack = Stack::read(&network.parts("layers")?, &mut missing)?;
        let loss = or_name(loss(case, &network), &mut missing)?;
        let optimizer = or_name(optimizer(case), &mut missing)?;
        let penalty = or_name(penalty(case, optimizer.as_ref()), &mut missing)?;
        if case.get("clip").is_some() {
            missing.push(format!("clip {}", case.part("clip")?.word("kind")));
        }
        let (Some((loss, head)), Some(optimizer), Some(penalty), []) = (loss, optimizer, penalty, &missing[..]) else {
            return Stop::missing(missing.join(", "));
        };
        if head.is_some() && stack.activation.is_some() {
            return Stop::missing("an activation between the output layer and a loss of logits");
        }
        Self::assemble(case, stack, Parts { loss, head, optimizer, penalty })
    }

    fn assemble(case: &Case<'_>, stack: Stack, parts: Parts) -> Outcome<Self> {
        let table = data::table(&case.part("data")?, stack.outputs, parts.head)?;
        if table.columns.len() != stack.inputs {
            return Err(anyhow!("rows of {} values for {} inputs", table.columns.len(), stack.inputs).into());
        }
        let steps = case.count("steps")?;
        let order = order(case, steps, table.train)?;
        let journal = rates(case, steps, &parts.optimizer)?;
        let gaps = schedule(case)?;
        let decays = parts.optimizer.decay.abs() > 0.0;
        let largest = order.as_ref().and_then(|order| order.sizes.iter().max().copied());
        let config = config(&stack, parts, f64::from(largest.unwrap_or(table.train as u32)));
        let config = decode(&config).map_err(refused)?;
        let mut setup =
            Self { config, table, given: Given::default(), journal, steps, places: stack.places, decays, gaps };
        let params = setup.initial(case)?;
        setup.given = Given { params: Some(params), order };
        Ok(setup)
    }

    /// The name of a tensor in the file: the layer's place and its own.
    pub(super) fn name(&self, placed: &PlacedTensor) -> (usize, &'static str) {
        let name = match placed.tensor.role {
            Role::Weight => "W",
            Role::Bias => "b",
            Role::Scale => "gamma",
            Role::Shift => "beta",
        };
        (self.places[placed.layer], name)
    }

    /// The parameters at the start, in the core's order.
    fn initial(&self, case: &Case<'_>) -> Outcome<Vec<f32>> {
        let (data, plan) = Data::new(&self.config, Some(self.table.clone())).map_err(refused)?;
        let network = plan.network(&self.config, data.inputs.len(), data.outputs());
        let layers = case.parts("initial")?;
        statistics(&layers, &network, &self.places)?;
        let mut params = Vec::new();
        for placed in &network.tensors {
            let (place, name) = self.name(placed);
            let layer = layers.get(place).with_context(|| format!("`initial` has no layer {place}"))?;
            params.extend(narrow(&tensor(layer, name, placed).with_context(|| format!("`initial` layer {place}"))?));
        }
        Ok(params)
    }
}

/// Members are taken one by one before; what the core refuses of the whole is a mistake of the file or of ours.
pub(super) fn refused(e: ConfigError) -> Error {
    anyhow!("the core refuses {e}")
}

/// A tensor of the file in the shape that the core has.
pub(super) fn tensor(layer: &Case<'_>, name: &str, placed: &PlacedTensor) -> Result<Vec<f64>> {
    match placed.tensor.role {
        Role::Weight => layer.shaped(name, &[placed.tensor.rows, placed.tensor.cols]),
        Role::Bias | Role::Scale | Role::Shift => layer.shaped(name, &[placed.tensor.cols]),
    }
}

/// A run begins with running means of 0 and variances of 1; others cannot be given.
fn statistics(layers: &[Case<'_>], network: &Network, places: &[usize]) -> Outcome<()> {
    for (layer, &place) in network.layers.iter().zip(places) {
        let Some(layer) = layers.get(place).filter(|_| !layer.state.is_empty()) else { continue };
        for (name, usual) in [("running_mean", 0.0), ("running_var", 1.0)] {
            if layer.tensor(name)?.data.iter().any(|x| (x - usual).abs() > 0.0) {
                return Stop::missing("running statistics that do not begin at 0 and 1");
            }
        }
    }
    Ok(())
}

/// What was found, or its name on the list.
fn or_name<T>(found: Outcome<T>, missing: &mut Vec<String>) -> Result<Option<T>> {
    match found {
        Ok(found) => Ok(Some(found)),
        Err(Stop::Malformed(e)) => Err(e),
        Err(Stop::NotCovered(what)) => {
            missing.push(what);
            Ok(None)
        }
    }
}

/// The loss, and whose logits it takes.
fn loss(case: &Case<'_>, network: &Case<'_>) -> Outcome<(Value, Option<&'static str>)> {
    let part = case.part("loss")?;
    let name = part.text("name")?;
    let params = without(part.value, &["name", "reduction", "see", "note"]);
    let value = translate(LOSSES, "torch", name, &params)?.value;
    if !part.word("reduction").starts_with("mean over the batch") && part.get("reduction").is_some() {
        return Stop::missing(format!("{name} as {}", part.word("reduction")));
    }
    let loss: Loss = take("loss", &value)?;
    let head = loss.as_dyn::<F32x4>().head().map(|head| head.kind());
    let shown = network.word("output_activation");
    if !shown.is_empty() && shown != head.unwrap_or("linear") {
        return Stop::missing(format!("{name} of the weighted sums under a {shown} output"));
    }
    Ok((value, head))
}

fn optimizer(case: &Case<'_>) -> Outcome<Translated> {
    let part = case.part("optimizer")?;
    part.only("an optimizer", &["framework", "name", "hyper", "formula"])?;
    let translated = translate(OPTIMIZERS, part.word("framework"), part.text("name")?, part.need("hyper")?)?;
    take::<Optimizer>("optimizer", &translated.value)?;
    Ok(translated)
}

/// The penalty of the file, or the one that PyTorch's weight decay is.
fn penalty(case: &Case<'_>, optimizer: Option<&Translated>) -> Outcome<Value> {
    let decay = optimizer.map_or(0.0, |optimizer| optimizer.decay);
    let value = match case.get("penalty") {
        None => coupled(decay),
        Some(_) if decay.abs() > 0.0 => return Stop::missing("a penalty and coupled weight decay together"),
        Some(_) => translate(REGULARIZERS, "", "elastic", &without(case.part("penalty")?.value, &["note"]))?.value,
    };
    take::<Regularizer>("penalty", &value)?;
    Ok(value)
}

/// The configuration, for the decoder.
fn config(stack: &Stack, parts: Parts, batch_size: f64) -> Value {
    let map = |entries: Vec<(&str, Value)>| {
        Value::Map(entries.into_iter().map(|(name, value)| (name.to_string(), value)).collect())
    };
    let activation = parts.head.map(Value::from).or_else(|| stack.activation.clone());
    map(vec![
        ("data", "table".into()),
        ("standardize", Value::Flag(false)),
        ("scale_targets", Value::Flag(false)),
        ("train_share", Value::Number(1.0)),
        ("layers", Value::List(stack.hidden.clone())),
        ("output", map(vec![("activation", activation.unwrap_or_else(|| "linear".into()))])),
        ("loss", parts.loss),
        ("optimizer", parts.optimizer.value),
        ("penalty", parts.penalty),
        ("batch_size", Value::Number(batch_size)),
        ("shuffle", Value::Flag(false)),
    ])
}

/// The rows of every step; none where each step takes all of them in order.
fn order(case: &Case<'_>, steps: usize, rows: usize) -> Result<Option<Order>> {
    if case.get("batches").is_none() {
        return Ok(None);
    }
    let mut order = Order::default();
    for batch in case.parts("batches")? {
        let batch = indices(batch.value).context("`batches`")?;
        ensure!(!batch.is_empty() && batch.iter().all(|&row| row < rows), "`batches` does not fit {rows} rows");
        order.sizes.push(batch.len() as u32);
        order.rows.extend(batch.into_iter().map(|row| row as u32));
    }
    ensure!(order.sizes.len() == steps, "{} batches for {steps} steps", order.sizes.len());
    Ok(Some(order))
}

/// A schedule is followed by the recorded rates; it has none of the momentum that it moves without recording.
fn schedule(case: &Case<'_>) -> Outcome<Vec<String>> {
    if case.get("schedule").is_none() {
        return Ok(Vec::new());
    }
    let schedule = case.part("schedule")?;
    let name = schedule.word("name");
    let moves = schedule.get("cycle_momentum") == Some(&Value::Flag(true));
    if moves && !case.part("records")?.get("beta1").is_some_and(is_recorded) {
        return Stop::missing(format!("{name} with a momentum that is not recorded"));
    }
    Ok(vec![format!("schedule {name}, whose rates are set by hand")])
}

/// Rates that do not change by more than this are the same: the files round to 12 digits.
const SAME: f64 = 1e-11;

/// The recorded rates (and beta1), as edits where they change.
fn rates(case: &Case<'_>, steps: usize, optimizer: &Translated) -> Outcome<Vec<Entry>> {
    let records = case.part("records")?;
    let (mut journal, mut value) = (Vec::new(), optimizer.value.clone());
    for (record, setting) in [("lr", "lr"), ("beta1", "beta1")] {
        if !records.get(record).is_some_and(is_recorded) {
            continue;
        }
        let series = records.shaped(record, &[steps])?;
        for (step, x) in series.into_iter().enumerate() {
            journal.push((step as u64, setting, x));
        }
    }
    journal.sort_by_key(|(step, ..)| *step);
    let mut entries: Vec<Entry> = Vec::new();
    for (step, setting, x) in journal {
        let now = if let Some(Value::Number(now)) = value.get(setting) { *now } else { f64::NAN };
        if (now - x).abs() > SAME * x.abs() || now.is_nan() {
            value.set(setting, Value::Number(x));
            entries.push(Entry { step, edit: Edit::Set { field: "optimizer".into(), value: value.clone() } });
        }
    }
    match optimizer.steady {
        Some(what) if !entries.is_empty() => Stop::missing(format!("{what} while the rate changes")),
        _ => Ok(entries),
    }
}
