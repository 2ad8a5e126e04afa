//! The layers of a training run as the configuration has them.

use anyhow::{Result, anyhow, bail};
use playgrad_core::activation::Activation;
use playgrad_core::layer::Layer;
use playgrad_core::value::Value;

use super::super::checks::{Outcome, Stop};
use super::super::names::{take, translate};
use super::super::read::Case;
use super::super::tables::{ACTIVATIONS, LAYERS};

/// The layers of a network, and where each came from.
#[derive(Debug, Default)]
pub(super) struct Stack {
    /// The layers before the output layer.
    pub(super) hidden: Vec<Value>,
    /// What the output layer's units do with their sums.
    pub(super) activation: Option<Value>,
    /// For each layer, the output layer included, its place in the file.
    pub(super) places: Vec<usize>,
    /// How many inputs the first layer has.
    pub(super) inputs: usize,
    /// How many outputs the last layer has.
    pub(super) outputs: usize,
}

impl Stack {
    /// Reads the layers; an activation right after a dense layer becomes a part of it, as on the page.
    pub(super) fn read(layers: &[Case<'_>], missing: &mut Vec<String>) -> Result<Self> {
        let mut stack = Self::default();
        let mut width = None;
        for (place, layer) in layers.iter().enumerate() {
            match stack.push(place, layer, &mut width) {
                Ok(()) => {}
                Err(Stop::NotCovered(what)) if missing.contains(&what) => {}
                Err(Stop::NotCovered(what)) => missing.push(what),
                Err(Stop::Malformed(e)) => return Err(e.context(format!("layer {place}"))),
            }
        }
        match stack.hidden.pop() {
            Some(last) if last.kind() == Some("dense") => {
                stack.activation = last.get("activation").cloned().filter(|a| a.kind() != Some("linear"));
            }
            // Where layers are missing, they have been named.
            _ if missing.is_empty() => missing.push("a last layer that is not dense".into()),
            _ => {}
        }
        stack.outputs = width.ok_or_else(|| anyhow!("the network has no dense layer"))?;
        Ok(stack)
    }

    fn push(&mut self, place: usize, layer: &Case<'_>, width: &mut Option<usize>) -> Outcome<()> {
        match layer.text("type")? {
            "dense" => self.dense(place, layer, width),
            "activation" => {
                let name = layer.text("name")?;
                let value = translate(ACTIVATIONS, "", name, &without(layer.value, &["type", "name"]))?.value;
                take::<Activation>("activation", &value)?;
                match self.hidden.last_mut() {
                    Some(last) if last.kind() == Some("dense") && is_linear(last) => last.set("activation", value),
                    _ => self.place(place, "activation", |layer| layer.set("activation", value))?,
                }
                Ok(())
            }
            other => {
                let params = without(layer.value, &["type", "features"]);
                let value = translate(LAYERS, "torch", other, &params)?.value;
                take::<Layer>("layer", &value)?;
                if value.kind() == Some("dropout") {
                    return Stop::missing("dropout, whose masks are everyone's own");
                }
                if layer.get("features").is_some() {
                    self.enter(layer.count("features")?, width)?;
                }
                self.hidden.push(value);
                self.places.push(place);
                Ok(())
            }
        }
    }

    fn dense(&mut self, place: usize, layer: &Case<'_>, width: &mut Option<usize>) -> Outcome<()> {
        layer.only("dense", &["type", "in", "out"])?;
        let (inputs, units) = (layer.count("in")?, layer.count("out")?);
        self.enter(inputs, width)?;
        *width = Some(units);
        self.place(place, "dense", |layer| {
            layer.set("units", Value::Number(units as f64));
            layer.set("activation", "linear".into());
        })
    }

    /// Whether a layer takes what comes out of the one before it; the first one says what a row has.
    fn enter(&mut self, inputs: usize, width: &mut Option<usize>) -> Result<()> {
        match *width {
            Some(outputs) if outputs != inputs => bail!("{inputs} inputs after {outputs} outputs"),
            Some(_) => {}
            None => (self.inputs, *width) = (inputs, Some(inputs)),
        }
        Ok(())
    }

    fn place(&mut self, place: usize, kind: &str, set: impl FnOnce(&mut Value)) -> Outcome<()> {
        let mut value = Value::Null;
        value.set("kind", kind.into());
        set(&mut value);
        take::<Layer>("layer", &value)?;
        self.hidden.push(value);
        self.places.push(place);
        Ok(())
    }
}

/// A dense layer that no activation has been fused into yet.
fn is_linear(dense: &Value) -> bool {
    dense.get("activation").and_then(Value::kind) == Some("linear")
}

/// A map without some of its members.
pub(super) fn without(value: &Value, names: &[&str]) -> Value {
    let Value::Map(entries) = value else { return Value::Null };
    Value::Map(entries.iter().filter(|(name, _)| !names.contains(&name.as_str())).cloned().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The stack of layers written as JSON, and what is missing.
    fn stack(json: &str) -> Result<(Stack, Vec<String>)> {
        let file: Value = serde_json::from_str(&format!(r#"{{"layers": {json}}}"#))?;
        let mut missing = Vec::new();
        let layers = Case { value: &file, file: &file }.parts("layers")?;
        Ok((Stack::read(&layers, &mut missing)?, missing))
    }

    #[test]
    fn an_activation_joins_the_dense_layer_before_it_and_no_other() {
        let (stack, missing) = stack(
            r#"[{"type": "dense", "in": 3, "out": 4}, {"type": "activation", "name": "relu"},
                {"type": "batchnorm", "features": 4, "eps": 1e-3, "momentum": 0.2}, {"type": "activation", "name": "tanh"},
                {"type": "dense", "in": 4, "out": 2}, {"type": "activation", "name": "sigmoid"}]"#,
        )
        .unwrap();
        assert_eq!(missing, [""; 0]);
        assert_eq!(
            stack.hidden.iter().map(|layer| layer.kind().unwrap()).collect::<Vec<_>>(),
            ["dense", "batch_norm", "activation"]
        );
        assert_eq!(stack.hidden[0].get("activation").unwrap().kind(), Some("relu"));
        assert_eq!(stack.activation.unwrap().kind(), Some("sigmoid"));
        assert_eq!((stack.places, stack.inputs, stack.outputs), (vec![0, 2, 3, 4], 3, 2));
    }

    #[test]
    fn what_cannot_be_built_is_named_and_what_does_not_fit_is_refused() {
        let dense = r#"{"type": "dense", "in": 3, "out": 4}"#;
        let last = r#"{"type": "dense", "in": 4, "out": 1}"#;
        let (_, missing) = stack(&format!(r#"[{dense}, {{"type": "activation", "name": "swoosh"}}]"#)).unwrap();
        assert_eq!(missing, ["swoosh"]);
        let norm = r#"{"type": "batchnorm", "features": 4, "eps": 1e-3, "momentum": 0.2}"#;
        assert_eq!(stack(&format!("[{dense}, {norm}]")).unwrap().1, ["a last layer that is not dense"]);
        let (_, missing) = stack(&format!(r#"[{dense}, {{"type": "dropout", "rate": 0.5}}, {last}]"#)).unwrap();

        assert_eq!(missing, ["dropout, whose masks are everyone's own"]);
        let error = stack(&format!("[{dense}, {dense}]")).unwrap_err();
        assert_eq!(format!("{error:#}"), "layer 1: 3 inputs after 4 outputs");
        assert!(stack("[]").is_err());
    }
}
