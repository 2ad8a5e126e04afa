//! From a framework's names to the core's: what a line of a [table](super::tables) means, and the way through the decoder.

use anyhow::anyhow;
use playgrad_core::family::{Field, Kind, Spec};
use playgrad_core::value::Value;
use playgrad_train::config::check;

use super::checks::{Outcome, Stop};
use super::read::number;

/// A framework's member and the core's that computes the same numbers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Name {
    /// Whose name it is; empty if everyone's.
    framework: &'static str,
    /// What the golden files call it.
    golden: &'static str,
    /// The core's kind.
    kind: &'static str,
    /// What becomes of each of its parameters; any other is not covered.
    params: &'static [(&'static str, Rule)],
    /// What the core must be told besides.
    set: &'static [(&'static str, &'static str)],
}

/// A line of a table.
pub(super) const fn name(
    framework: &'static str,
    golden: &'static str,
    kind: &'static str,
    params: &'static [(&'static str, Rule)],
) -> Name {
    Name { framework, golden, kind, params, set: &[] }
}

impl Name {
    /// The same with words that the framework's convention needs.
    pub(super) const fn with(self, set: &'static [(&'static str, &'static str)]) -> Self {
        Self { set, ..self }
    }
}

/// What becomes of a framework's parameter.
#[derive(Clone, Copy, Debug)]
pub(super) enum Rule {
    /// The core's has the same name.
    Same,
    /// The core's has another name.
    As(&'static str),
    /// A list, whose items have names of their own.
    Each(&'static [&'static str]),
    /// The core's is one minus it.
    OneMinus(&'static str),
    /// The core's is half of it.
    Half(&'static str),
    /// Decay that is added to the gradient: a penalty of half of it.
    Coupled,
    /// The same while the learning rate does not change.
    Steady,
    /// The core has only what this number says.
    Is(f64),
    /// The core has only what this word says.
    Says(&'static str),
    /// The core has only what it is without it.
    Off,
    /// Follows from the others.
    Implied,
}

/// A member as the core writes it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Translated {
    /// Its kind and parameters.
    pub(super) value: Value,
    /// Decay that goes into the gradient, as a share of the parameter.
    pub(super) decay: f64,
    /// What would make a difference if the learning rate changed.
    pub(super) steady: Option<&'static str>,
}

/// How far a parameter may be from the only value that is covered: the files round to 12 digits.
const SAME: f64 = 1e-9;

/// Finds a framework's member in a table.
pub(super) fn translate(table: &[Name], framework: &str, golden: &str, params: &Value) -> Outcome<Translated> {
    let full = if framework.is_empty() { golden.to_string() } else { format!("{framework}/{golden}") };
    let fits = |line: &&Name| line.golden == golden && (line.framework.is_empty() || line.framework == framework);
    let mut misfits = Vec::new();
    for line in table.iter().filter(fits) {
        match line.apply(params) {
            Ok(translated) => return Ok(translated),
            Err(misfit) => misfits.push(misfit),
        }
    }
    match &misfits[..] {
        [] => Stop::missing(full),
        [misfit] => Stop::missing(format!("{full} with {misfit}")),
        _ => Stop::missing(format!("{full} with {}", listed(params))),
    }
}

/// Reads a member through the decoder's check.
///
/// A value that the core refuses is not covered; a name that it does not have is a mistake in a table.
pub(super) fn take<F: Field>(place: &str, value: &Value) -> Outcome<F> {
    match check(place, &F::KIND, value) {
        Ok(()) => Ok(F::take(value)),
        Err(e) if has_names(&F::KIND, value) => Stop::missing(format!("what the core refuses: {e}")),
        Err(e) => Err(anyhow!("a table names what the core does not have: {e}").into()),
    }
}

/// Whether the core has the member and every parameter that the value sets.
fn has_names(kind: &Kind, value: &Value) -> bool {
    let Kind::Member(family) = kind else { return true };
    let member = family().members.iter().find(|member| Some(member.kind) == value.kind());
    let knows = |spec: &Spec, name: &str| name == "kind" || spec.params.iter().any(|param| param.name == name);
    match (member, value) {
        (Some(spec), Value::Map(entries)) => entries.iter().all(|(name, _)| knows(spec, name)),
        (member, _) => member.is_some(),
    }
}

impl Name {
    /// The core's value, or the parameter that has no counterpart.
    fn apply(&self, params: &Value) -> Result<Translated, String> {
        let mut to = Translated { value: Value::Null, decay: 0.0, steady: None };
        to.value.set("kind", self.kind.into());
        for (name, word) in self.set {
            to.value.set(name, (*word).into());
        }
        let entries = match params {
            Value::Map(entries) => &entries[..],
            Value::Null => &[],
            other => return Err(format!("{other} instead of parameters")),
        };
        for (name, value) in entries {
            let rule = self.params.iter().find(|(known, _)| known == name);
            if !rule.is_some_and(|(name, rule)| rule.apply(name, value, &mut to)) {
                return Err(listed(&Value::Map(vec![(name.clone(), value.clone())])));
            }
        }
        Ok(to)
    }
}

impl Rule {
    /// Writes the parameter into the core's value; false if it has no counterpart.
    fn apply(self, name: &'static str, value: &Value, to: &mut Translated) -> bool {
        let plain = match number(value) {
            Ok(x) => Value::Number(x),
            Err(_) => value.clone(),
        };
        let x = if let Value::Number(x) = plain { x } else { f64::NAN };
        match self {
            Self::Same | Self::Steady => to.value.set(name, plain.clone()),
            Self::As(other) => to.value.set(other, plain.clone()),
            Self::OneMinus(other) => to.value.set(other, Value::Number(1.0 - x)),
            Self::Half(other) => to.value.set(other, Value::Number(x / 2.0)),
            Self::Each(names) => {
                let Value::List(items) = value else { return false };
                names.iter().zip(items).for_each(|(name, item)| to.value.set(name, item.clone()));
                return names.len() == items.len();
            }
            Self::Coupled => to.decay = x,
            Self::Is(only) => return (x - only).abs() <= SAME * only.abs(),
            Self::Says(only) => return *value == Value::from(only),
            Self::Off => return matches!(plain, Value::Null | Value::Flag(false)) || x.abs() <= 0.0,
            Self::Implied => return true,
        }
        if matches!(self, Self::Steady) && x.abs() > 0.0 {
            to.steady = Some(name);
        }
        // A null would be read as the core's own default, which may be another than the framework's.
        plain != Value::Null && !(x.is_nan() && matches!(self, Self::OneMinus(_) | Self::Half(_) | Self::Coupled))
    }
}

/// Parameters as people write them.
fn listed(params: &Value) -> String {
    let Value::Map(entries) = params else { return String::new() };
    let one = |(name, value): &(String, Value)| match value {
        Value::Null => format!("{name}=null"),
        Value::Text(word) => format!("{name}={word}"),
        value => format!("{name}={value}"),
    };
    entries.iter().map(one).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use playgrad_core::optimizer::Optimizer;

    const TABLE: &[Name] = &[
        name("torch", "Adam", "adam", &[("betas", Rule::Each(&["beta1", "beta2"])), ("amsgrad", Rule::Off)]),
        name("", "scaled", "one", &[("scale", Rule::Is(1.0))]),
        name("", "scaled", "two", &[("scale", Rule::Is(2.0)), ("mode", Rule::Says("in"))]),
        name("", "sgd", "sgd", &[("m", Rule::OneMinus("momentum")), ("wd", Rule::Coupled), ("v", Rule::Steady)]),
    ];

    fn with(framework: &str, golden: &str, json: &str) -> Result<Translated, String> {
        match translate(TABLE, framework, golden, &serde_json::from_str(json).unwrap()) {
            Ok(translated) => Ok(translated),
            Err(Stop::NotCovered(what)) => Err(what),
            Err(Stop::Malformed(e)) => panic!("{e:#}"),
        }
    }

    #[test]
    fn parameters_go_where_the_line_says() {
        let adam = with("torch", "Adam", r#"{"betas": [0.8, 0.9], "amsgrad": false}"#).unwrap();
        assert_eq!(adam.value, serde_json::from_str(r#"{"kind": "adam", "beta1": 0.8, "beta2": 0.9}"#).unwrap());
        let sgd = with("", "sgd", r#"{"m": 0.75, "wd": 0.1, "v": 1}"#).unwrap();
        assert_eq!(sgd.value.get("momentum"), Some(&Value::Number(0.25)));
        assert_eq!((sgd.decay.to_bits(), sgd.steady), (0.1_f64.to_bits(), Some("v")));
        assert_eq!(with("", "sgd", r#"{"v": 0}"#).unwrap().steady, None);
    }

    #[test]
    fn the_line_whose_values_fit_is_taken() {
        assert_eq!(with("", "scaled", r#"{"scale": 1}"#).unwrap().value.kind(), Some("one"));
        assert_eq!(with("", "scaled", r#"{"scale": 2.0, "mode": "in"}"#).unwrap().value.kind(), Some("two"));
        assert_eq!(with("", "scaled", r#"{"scale": 3, "mode": "in"}"#).unwrap_err(), "scaled with scale=3, mode=in");
    }

    #[test]
    fn what_has_no_counterpart_is_named() {
        assert_eq!(with("keras", "Adam", "{}").unwrap_err(), "keras/Adam");
        assert_eq!(with("", "elu", "{}").unwrap_err(), "elu");
        assert_eq!(with("torch", "Adam", r#"{"amsgrad": true}"#).unwrap_err(), "torch/Adam with amsgrad=true");
        assert_eq!(with("torch", "Adam", r#"{"fused": 1}"#).unwrap_err(), "torch/Adam with fused=1");
        assert_eq!(with("", "sgd", r#"{"m": null}"#).unwrap_err(), "sgd with m=null");
        assert_eq!(with("", "sgd", r#"{"wd": null}"#).unwrap_err(), "sgd with wd=null");
    }

    #[test]
    fn a_value_that_the_core_refuses_is_not_covered() {
        let value = serde_json::from_str(r#"{"kind": "adam", "beta1": 1.5}"#).unwrap();
        let Err(Stop::NotCovered(what)) = take::<Optimizer>("optimizer", &value) else { panic!("taken") };
        assert_eq!(what, "what the core refuses: optimizer.beta1 = 1.5 is not a number from 0 to below 1");
    }

    #[test]
    fn a_name_that_the_core_does_not_have_is_a_mistake_of_ours() {
        for json in [r#"{"kind": "adamm"}"#, r#"{"kind": "adam", "beta_1": 0.5}"#, r#""adamm""#] {
            let value = serde_json::from_str(json).unwrap();
            assert!(matches!(take::<Optimizer>("optimizer", &value), Err(Stop::Malformed(_))), "{json}");
        }
    }
}
