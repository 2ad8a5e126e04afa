//! What JavaScript gets: plain objects, as `typings.rs` declares them.

use js_sys::{BigUint64Array, Float32Array, Uint8Array, Uint32Array};
use playgrad_core::config::advised_head;
use playgrad_core::data::{Role, Target, Task};
use playgrad_core::evaluate;
use playgrad_core::history;
use playgrad_core::layer;
use playgrad_core::run::{self, Run};
use serde::Serialize;
use serde_wasm_bindgen::preserve;
use wasm_bindgen::JsValue;

/// The part of a step that comes next.
#[derive(Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub(crate) enum Phase {
    Batch,
    Forward { layer: usize },
    Loss,
    Backward { layer: usize },
    Clip,
    Update,
}

impl From<run::Phase> for Phase {
    fn from(phase: run::Phase) -> Self {
        match phase {
            run::Phase::Batch => Self::Batch,
            run::Phase::Forward { layer } => Self::Forward { layer },
            run::Phase::Loss => Self::Loss,
            run::Phase::Backward { layer } => Self::Backward { layer },
            run::Phase::Clip => Self::Clip,
            run::Phase::Update => Self::Update,
        }
    }
}

/// How a run is.
#[derive(Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub(crate) enum Status {
    Training,
    Diverged { step: f64, layer: usize },
}

impl From<run::Status> for Status {
    fn from(status: run::Status) -> Self {
        match status {
            run::Status::Training => Self::Training,
            run::Status::Diverged { step, layer } => Self::Diverged { step: step as f64, layer },
        }
    }
}

/// What is to be predicted.
pub(crate) fn task(task: Task) -> &'static str {
    match task {
        Task::Regression => "regression",
        Task::Binary => "binary",
        Task::Classes => "classes",
    }
}

/// The rows, and what they are called.
#[derive(Serialize)]
pub(crate) struct Data {
    task: &'static str,
    columns: Vec<String>,
    inputs: Vec<String>,
    outputs: Vec<String>,
    #[serde(with = "preserve")]
    x: Float32Array,
    #[serde(with = "preserve")]
    y: Float32Array,
    #[serde(with = "preserve", skip_serializing_if = "JsValue::is_undefined")]
    targets: JsValue,
    #[serde(with = "preserve")]
    role: Uint8Array,
    #[serde(with = "preserve")]
    ranges: Float32Array,
    #[serde(with = "preserve")]
    spreads: Float32Array,
    #[serde(skip_serializing_if = "Option::is_none")]
    advice: Option<Advice>,
}

/// The head whose reach fits the numbers that are to be predicted.
#[derive(Serialize)]
struct Advice {
    head: &'static str,
    least: f32,
    most: f32,
}

impl Advice {
    fn of([least, most]: [f32; 2]) -> Self {
        Self { head: advised_head([least, most]).kind(), least, most }
    }
}

impl Data {
    pub(crate) fn of(run: &Run) -> Self {
        let data = run.data();
        let y: Vec<f32> = match &data.table.target {
            Target::Numbers(names, y) => y.iter().copied().step_by(names.len()).collect(),
            Target::Classes(_, classes) => classes.iter().map(|&class| class as f32).collect(),
        };
        let targets = match &data.table.target {
            Target::Numbers(names, y) if names.len() > 1 => Float32Array::new_from_slice(y).into(),
            Target::Numbers(..) | Target::Classes(..) => JsValue::UNDEFINED,
        };
        let role = |role: &Role| match role {
            Role::Training => 0,
            Role::Validation => 1,
            Role::Test => 2,
            Role::Gone => 3,
        };
        let spreads: Vec<f32> = data.spreads.iter().flat_map(|spread| [spread.shift, spread.factor]).collect();
        let ranges: Vec<f32> = (0..data.columns()).flat_map(|column| data.range(column)).collect();
        Self {
            task: task(data.task),
            columns: data.table.columns.clone(),
            inputs: data.input_names(),
            outputs: data.table.target.names().to_vec(),
            x: Float32Array::new_from_slice(&data.table.x),
            y: Float32Array::new_from_slice(&y),
            targets,
            role: Uint8Array::new_from_slice(&data.roles.iter().map(role).collect::<Vec<u8>>()),
            ranges: Float32Array::new_from_slice(&ranges),
            spreads: Float32Array::new_from_slice(&spreads),
            advice: data.reach().map(Advice::of),
        }
    }
}

/// A layer, and where its parameters are.
#[derive(Serialize)]
pub(crate) struct Layer {
    kind: &'static str,
    units: usize,
    inputs: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    weights: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    biases: Option<usize>,
}

impl Layer {
    pub(crate) fn all(run: &Run) -> Vec<Self> {
        let network = run.network();
        let first = |layer, role| {
            let tensor = network.tensors.iter().find(|placed| placed.layer == layer && placed.tensor.role == role);
            tensor.map(|placed| placed.numbers.start)
        };
        let of = |(i, placed): (usize, &playgrad_core::network::Placed)| Self {
            kind: placed.layer.kind(),
            units: placed.outputs,
            inputs: placed.inputs,
            weights: first(i, layer::Role::Weight),
            biases: first(i, layer::Role::Bias),
        };
        network.layers.iter().enumerate().map(of).collect()
    }
}

/// Losses of the last epoch, and how the rows were taken.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Evaluation {
    pub(crate) epoch: u32,
    pub(crate) train_loss: f32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) validation_loss: Option<f32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) train_accuracy: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) validation_accuracy: Option<f64>,
    #[serde(with = "preserve")]
    pub(crate) confusion: Uint32Array,
    pub(crate) fits: Vec<Fit>,
}

/// How a target that is a number was met.
#[derive(Serialize)]
pub(crate) struct Fit {
    rmse: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    r2: Option<f64>,
}

impl Fit {
    pub(crate) fn all(found: Option<&evaluate::Evaluation>) -> Vec<Self> {
        let fits = found.map(|found| found.fits.as_slice()).unwrap_or_default();
        fits.iter().map(|fit| Self { rmse: fit.rmse(), r2: fit.r2() }).collect()
    }
}

/// How good a run is on some rows.
#[derive(Serialize)]
pub(crate) struct Found {
    loss: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    accuracy: Option<f64>,
    #[serde(with = "preserve")]
    confusion: Uint32Array,
    fits: Vec<Fit>,
}

impl From<&evaluate::Evaluation> for Found {
    fn from(found: &evaluate::Evaluation) -> Self {
        let confusion = Uint32Array::new_from_slice(&found.confusion);
        Self { loss: found.loss, accuracy: found.accuracy(), confusion, fits: Fit::all(Some(found)) }
    }
}

/// Records of epochs.
#[derive(Serialize)]
pub(crate) struct History {
    stride: u32,
    #[serde(with = "preserve")]
    epoch: Uint32Array,
    #[serde(with = "preserve")]
    train: Float32Array,
    #[serde(with = "preserve")]
    validation: Float32Array,
    #[serde(with = "preserve")]
    lr: Float32Array,
    #[serde(with = "preserve")]
    gradients: Float32Array,
    #[serde(with = "preserve")]
    fingerprint: BigUint64Array,
}

impl History {
    /// The records from an epoch on.
    pub(crate) fn of(history: &history::History, from_epoch: f64) -> Self {
        let first = history.records.partition_point(|record| f64::from(record.epoch) < from_epoch);
        let records = &history.records[first..];
        let layers = history.gradients.len().checked_div(history.records.len()).unwrap_or_default();
        let curve = |value: fn(&history::Record) -> f32| {
            Float32Array::new_from_slice(&records.iter().map(value).collect::<Vec<f32>>())
        };
        Self {
            stride: history.stride,
            epoch: Uint32Array::new_from_slice(&records.iter().map(|record| record.epoch).collect::<Vec<u32>>()),
            train: curve(|record| record.train),
            validation: curve(|record| record.validation),
            lr: curve(|record| record.lr),
            gradients: Float32Array::new_from_slice(&history.gradients[first * layers..]),
            fingerprint: BigUint64Array::new_from_slice(&records.iter().map(|r| r.fingerprint).collect::<Vec<u64>>()),
        }
    }
}
