//! What JavaScript gets: plain objects, as `typings.d.ts` declares them.

use js_sys::{Array, BigUint64Array, Float32Array, Object, Reflect, Uint8Array, Uint32Array};
use playgrad_core::layer;
use playgrad_core::network::Placed;
use playgrad_core::value::Value;
use playgrad_train::config::advised_head;
use playgrad_train::data::{Role, Target, Task};
use playgrad_train::evaluate::{self, Evaluation};
use playgrad_train::history;
use playgrad_train::run::{self, Run};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;

/// An object with these properties; those that are `undefined` are left out.
fn object<const N: usize>(properties: [(&str, JsValue); N]) -> JsValue {
    object_of(&properties)
}

fn object_of(properties: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in properties.iter().filter(|(_, value)| !value.is_undefined()) {
        // Setting a property of a fresh object cannot fail.
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object.into()
}

fn list(items: impl Iterator<Item = JsValue>) -> JsValue {
    items.collect::<Array>().into()
}

fn texts(texts: &[String]) -> JsValue {
    list(texts.iter().map(JsValue::from))
}

fn floats(numbers: &[f32]) -> JsValue {
    Float32Array::new_from_slice(numbers).into()
}

fn integers(numbers: &[u32]) -> JsValue {
    Uint32Array::new_from_slice(numbers).into()
}

/// A number that JavaScript counts with: no `BigInt`.
fn count(n: usize) -> JsValue {
    (n as f64).into()
}

/// What a value of a configuration is in JavaScript.
pub(crate) fn value(value: &Value) -> JsValue {
    // Flags, numbers, texts, lists and maps are all there is: nothing of it can be refused.
    value.serialize(&Serializer::json_compatible()).unwrap_or_default()
}

/// The part of a step that comes next.
pub(crate) fn phase(phase: run::Phase) -> JsValue {
    let (name, layer) = match phase {
        run::Phase::Batch => ("batch", None),
        run::Phase::Forward { layer } => ("forward", Some(layer)),
        run::Phase::Loss => ("loss", None),
        run::Phase::Backward { layer } => ("backward", Some(layer)),
        run::Phase::Clip => ("clip", None),
        run::Phase::Update => ("update", None),
    };
    object([("type", name.into()), ("layer", layer.map(count).into())])
}

/// How a run is.
pub(crate) fn status(status: run::Status) -> JsValue {
    match status {
        run::Status::Training => object([("type", "training".into())]),
        run::Status::Diverged { step, layer } => {
            object([("type", "diverged".into()), ("step", (step as f64).into()), ("layer", count(layer))])
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
pub(crate) fn data(run: &Run) -> JsValue {
    let data = run.data();
    let y: Vec<f32> = match &data.table.target {
        Target::Numbers(names, y) => y.iter().copied().step_by(names.len()).collect(),
        Target::Classes(_, classes) => classes.iter().map(|&class| class as f32).collect(),
    };
    let targets = match &data.table.target {
        Target::Numbers(names, y) if names.len() > 1 => floats(y),
        Target::Numbers(..) | Target::Classes(..) => JsValue::UNDEFINED,
    };
    let role = |role: &Role| match role {
        Role::Training => 0,
        Role::Validation => 1,
        Role::Test => 2,
        Role::Gone => 3,
    };
    let roles: Vec<u8> = data.roles.iter().map(role).collect();
    let spreads: Vec<f32> = data.spreads.iter().flat_map(|spread| [spread.shift, spread.factor]).collect();
    let ranges: Vec<f32> = (0..data.columns()).flat_map(|column| data.range(column)).collect();
    object([
        ("task", task(data.task).into()),
        ("columns", texts(&data.table.columns)),
        ("inputs", texts(&data.input_names())),
        ("outputs", texts(data.table.target.names())),
        ("x", floats(&data.table.x)),
        ("y", floats(&y)),
        ("targets", targets),
        ("role", Uint8Array::new_from_slice(&roles).into()),
        ("ranges", floats(&ranges)),
        ("spreads", floats(&spreads)),
        ("advice", data.reach().map(advice).into()),
    ])
}

/// The head whose reach fits the numbers that are to be predicted.
fn advice([least, most]: [f32; 2]) -> JsValue {
    let head = advised_head([least, most]).kind();
    object([("head", head.into()), ("least", least.into()), ("most", most.into())])
}

/// The layers, and where their parameters are.
pub(crate) fn layers(run: &Run) -> JsValue {
    let network = run.network();
    let first = |layer, role| {
        let tensor = network.tensors.iter().find(|placed| placed.layer == layer && placed.tensor.role == role);
        tensor.map(|placed| count(placed.numbers.start)).into()
    };
    let layer = |(i, placed): (usize, &Placed)| {
        object([
            ("kind", placed.layer.kind().into()),
            ("units", count(placed.outputs)),
            ("inputs", count(placed.inputs)),
            ("weights", first(i, layer::Role::Weight)),
            ("biases", first(i, layer::Role::Bias)),
        ])
    };
    list(network.layers.iter().enumerate().map(layer))
}

/// Losses of the last epoch, and how the rows were taken.
pub(crate) fn evaluation(
    last: &history::Record,
    training: Option<&Evaluation>,
    validation: Option<&Evaluation>,
) -> JsValue {
    let shown = validation.or(training);
    object([
        ("epoch", last.epoch.into()),
        ("trainLoss", last.train.into()),
        ("validationLoss", validation.map(|_| last.validation).into()),
        ("trainAccuracy", training.and_then(Evaluation::accuracy).into()),
        ("validationAccuracy", validation.and_then(Evaluation::accuracy).into()),
        ("confusion", integers(shown.map(|found| found.confusion.as_slice()).unwrap_or_default())),
        ("fits", fits(shown)),
    ])
}

/// How each target that is a number was met.
fn fits(found: Option<&Evaluation>) -> JsValue {
    let fit = |fit: &evaluate::Fit| object([("rmse", fit.rmse().into()), ("r2", fit.r2().into())]);
    list(found.iter().flat_map(|found| &found.fits).map(fit))
}

/// How good a run is on some rows.
pub(crate) fn found(found: &Evaluation) -> JsValue {
    object([
        ("loss", found.loss.into()),
        ("accuracy", found.accuracy().into()),
        ("confusion", integers(&found.confusion)),
        ("fits", fits(Some(found))),
    ])
}

/// The records of epochs, from one on.
pub(crate) fn history(history: &history::History, from_epoch: f64) -> JsValue {
    let first = history.records.partition_point(|record| f64::from(record.epoch) < from_epoch);
    let records = &history.records[first..];
    let layers = history.gradients.len().checked_div(history.records.len()).unwrap_or_default();
    let curve = |value: fn(&history::Record) -> f32| floats(&records.iter().map(value).collect::<Vec<f32>>());
    let fingerprints: Vec<u64> = records.iter().map(|record| record.fingerprint).collect();
    object([
        ("stride", history.stride.into()),
        ("epoch", integers(&records.iter().map(|record| record.epoch).collect::<Vec<u32>>())),
        ("train", curve(|record| record.train)),
        ("validation", curve(|record| record.validation)),
        ("lr", curve(|record| record.lr)),
        ("gradients", floats(&history.gradients[first * layers..])),
        ("fingerprint", BigUint64Array::new_from_slice(&fingerprints).into()),
    ])
}
