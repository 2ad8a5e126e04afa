//! The one decoder: from a [`Value`], wherever it comes from, to a [`Config`].

use alloc::format;
use alloc::string::String;

use super::Config;
use playgrad_core::error::ConfigError;
use playgrad_core::family::{Family, Field, Kind, Param, Range, Record, Spec};
use playgrad_core::value::Value;

/// The configuration that a value describes; what is missing has its default.
pub fn decode(value: &Value) -> Result<Config, ConfigError> {
    params("", Config::PARAMS, value, "the configuration")?;
    Ok(Config::take(value))
}

/// Whether a value may stand in a place of this kind; the error names the path to what may not.
pub fn check(path: &str, kind: &Kind, value: &Value) -> Result<(), ConfigError> {
    match (kind, value) {
        (_, Value::Null) => Ok(()),
        (Kind::Number(range), value) => number(path, range, value, false),
        (Kind::Integer(range), value) => number(path, range, value, true),
        (Kind::Flag, Value::Flag(_)) => Ok(()),
        (Kind::Flag, _) => Err(ConfigError::new(path, value, "true or false")),
        (Kind::Choice(words), _) => match value.kind() {
            Some(word) if words.contains(&word) => Ok(()),
            _ => Err(ConfigError::new(path, value, one_of(words.iter().copied()))),
        },
        (Kind::Name, Value::Text(name)) if is_name(name) => Ok(()),
        (Kind::Name, _) => Err(ConfigError::new(path, value, "a name of 1 to 40 letters, digits and hyphens")),
        (Kind::List(kind, most), Value::List(items)) => list(path, kind, *most, items),
        (Kind::List(kind, _), one) => check(&format!("{path}[0]"), kind, one),
        (Kind::Member(family), _) => member(path, family(), value),
        (Kind::Record(record), Value::Map(_)) => params(path, record(), value, path),
        (Kind::Record(_), _) => Err(ConfigError::new(path, value, "an object of settings")),
    }
}

fn number(path: &str, range: &Range, value: &Value, whole: bool) -> Result<(), ConfigError> {
    match value {
        Value::Number(x) if range.contains(*x) && (!whole || x - libm::trunc(*x) == 0.0) => Ok(()),
        _ => Err(ConfigError::new(path, value, format!("{} {range}", if whole { "an integer" } else { "a number" }))),
    }
}

fn list(path: &str, kind: &Kind, most: usize, items: &[Value]) -> Result<(), ConfigError> {
    if items.len() > most {
        return Err(ConfigError::new(path, format!("a list of {}", items.len()), format!("a list of at most {most}")));
    }
    items.iter().enumerate().try_for_each(|(i, item)| match item {
        Value::Null => Err(ConfigError::new(&format!("{path}[{i}]"), item, "a value")),
        _ => check(&format!("{path}[{i}]"), kind, item),
    })
}

fn member(path: &str, family: &Family, value: &Value) -> Result<(), ConfigError> {
    let kinds = || one_of(family.members.iter().map(|member| member.kind));
    let Some(kind) = value.kind() else {
        let (path, value) = match value {
            Value::Map(_) => (&*format!("{path}.kind"), value.get("kind").unwrap_or(&Value::Null)),
            _ => (path, value),
        };
        return Err(ConfigError::new(path, value, kinds()));
    };
    let Some(Spec { params: of, .. }) = family.members.iter().find(|member| member.kind == kind) else {
        return Err(ConfigError::new(path, format!("\"{kind}\""), kinds()));
    };
    match value {
        Value::Map(_) => params(path, of, value, kind),
        _ => Ok(()),
    }
}

/// Checks every setting of a map; unknown names are errors.
fn params(path: &str, params: &[Param], value: &Value, owner: &str) -> Result<(), ConfigError> {
    let Value::Map(entries) = value else {
        return Err(ConfigError::new(owner, value, "an object of settings"));
    };
    entries.iter().try_for_each(|(name, value)| {
        let at = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
        match params.iter().find(|param| param.name == name) {
            Some(param) => check(&at, &param.kind, value),
            None if name == "kind" && !path.is_empty() => Ok(()),
            None if params.is_empty() => Err(ConfigError::new(&at, value, format!("a setting: {owner} has none"))),
            None => {
                let names = one_of(params.iter().map(|param| param.name));
                Err(ConfigError::new(&at, value, format!("a setting of {owner}: {names}")))
            }
        }
    })
}

/// `one of a, b, c`
fn one_of<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let mut text = String::from("one of ");
    for (i, word) in words.enumerate() {
        text += if i > 0 { ", " } else { "" };
        text += word;
    }
    text
}

fn is_name(name: &str) -> bool {
    (1..=40).contains(&name.len()) && name.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;
    use alloc::vec::Vec;
    use playgrad_core::activation::Activation;
    use playgrad_core::family::Family;
    use playgrad_core::optimizer::Optimizer;

    fn kinds(family: &Family) -> String {
        family.members.iter().map(|member| member.kind).collect::<Vec<_>>().join(", ")
    }

    fn error(json: &str) -> String {
        decode(&serde_json::from_str(json).unwrap()).unwrap_err().to_string()
    }

    #[test]
    fn nothing_means_the_defaults() {
        assert_eq!(decode(&Value::Map(alloc::vec![])).unwrap(), Config::default());
    }

    #[test]
    fn a_configuration_comes_back_from_its_value() {
        let config = Config::default();
        assert_eq!(decode(&config.value()).unwrap(), config);
    }

    #[test]
    fn a_member_may_be_its_kind_alone() {
        let short = decode(&serde_json::from_str(r#"{ "optimizer": "sgd" }"#).unwrap()).unwrap();
        let long = decode(&serde_json::from_str(r#"{ "optimizer": { "kind": "sgd" } }"#).unwrap()).unwrap();
        assert_eq!(short, long);
        assert_eq!(short.optimizer.kind(), "sgd");
    }

    #[test]
    fn mistakes_are_named_with_their_place_and_what_would_be_right() {
        assert_eq!(
            error(r#"{"optimizer":{"kind":"adam","beta1":1.2}}"#),
            "optimizer.beta1 = 1.2 is not a number from 0 to below 1"
        );
        assert_eq!(
            error(r#"{"layers":[{"kind":"dense"},{"kind":"dense","units":0}]}"#),
            "layers[1].units = 0 is not an integer from 1 to 1024"
        );
        assert_eq!(
            error(r#"{"layers":[{"kind":"dense","activation":"rellu"}]}"#),
            format!("layers[0].activation = \"rellu\" is not one of {}", kinds(Activation::FAMILY))
        );
        assert_eq!(
            error(r#"{"optimizer":{"kind":"sgd","beta1":0.5}}"#),
            "optimizer.beta1 = 0.5 is not a setting of sgd: one of lr, momentum, dampening, nesterov"
        );
        assert_eq!(error(r#"{"shuffle":1}"#), "shuffle = 1 is not true or false");
        assert_eq!(error(r#"{"batch_size":2.5}"#), "batch_size = 2.5 is not an integer from 1 to 1000000");
        let optimizers = kinds(Optimizer::FAMILY);
        assert_eq!(error(r#"{"optimizer":{"lr":1}}"#), format!("optimizer.kind = nothing is not one of {optimizers}"));
        assert_eq!(error(r#"{"seeds":3}"#), "seeds = 3 is not an object of settings");
    }

    #[test]
    fn nan_is_not_a_learning_rate() {
        let mut value = Config::default().value();
        let optimizer = Value::Map(alloc::vec![("kind".into(), "sgd".into()), ("lr".into(), Value::Number(f64::NAN))]);
        value.set("optimizer", optimizer);
        assert_eq!(decode(&value).unwrap_err().to_string(), "optimizer.lr = NaN is not a number of 0 or more");
    }
}
