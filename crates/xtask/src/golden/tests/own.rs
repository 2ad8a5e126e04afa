//! The project's own golden files, changed: every change must be seen, and none may be a panic.

use std::path::Path;

use playgrad_core::value::Value;

use super::super::report::Report;
use super::super::{SECTIONS, compare, read};

/// The project's own golden files.
const OWN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/golden");

/// One of the project's own files.
fn own(name: &str) -> Value {
    read(&Path::new(OWN).join(name)).unwrap()
}

/// Follows members and places in lists.
fn at<'a>(value: &'a mut Value, path: &[&str]) -> &'a mut Value {
    let [first, rest @ ..] = path else { return value };
    let inner = match value {
        Value::Map(entries) => entries.iter_mut().find(|(name, _)| name == first).map(|(_, value)| value),
        Value::List(items) => items.get_mut(first.parse::<usize>().unwrap()),
        _ => None,
    };
    at(inner.unwrap_or_else(|| panic!("no {first}")), rest)
}

/// What came of one of the project's own files after a change.
fn changed(family: &str, name: &str, change: impl FnOnce(&mut Value)) -> Report {
    let mut file = own(name);
    change(&mut file);
    let mut report = Report::default();
    compare(&mut report, family, name, &file);
    report
}

/// A file, and where in it stands a number that is to be found.
type Place = (&'static str, &'static str, &'static [&'static str]);

/// One number of every kind that is compared.
const PLACES: &[Place] = &[
    ("activations", "activations.json", &["elementwise", "0", "y", "9"]),
    ("activations", "activations.json", &["elementwise", "0", "dy_dx", "9"]),
    ("activations", "activations.json", &["vector", "1", "y", "data", "2"]),
    ("activations", "activations.json", &["vector", "1", "dx", "data", "2"]),
    ("losses", "losses.json", &["cases", "0", "value"]),
    ("losses", "losses.json", &["cases", "2", "grad", "data", "3"]),
    ("optimizers", "optimizers.json", &["cases", "0", "trajectory", "W", "data", "179"]),
    ("optimizers", "optimizers.json", &["cases", "1", "trajectory", "x", "data", "89"]),
    ("optimizers", "optimizers.json", &["cases", "2", "trajectory", "x", "data", "59"]),
    ("optimizers", "optimizers.json", &["cases", "1", "hyper", "lr"]),
    ("optimizers", "optimizers.json", &["problems", "quadratic", "c", "0"]),
    ("layers", "layers.json", &["dense", "2", "y", "data", "20"]),
    ("layers", "layers.json", &["dense", "2", "dx", "data", "14"]),
    ("layers", "layers.json", &["dense", "2", "dW", "data", "34"]),
    ("layers", "layers.json", &["dense", "2", "db", "6"]),
    ("layers", "layers.json", &["batchnorm", "0", "train_batches", "3", "y", "data", "7"]),
    ("layers", "layers.json", &["batchnorm", "0", "train_batches", "2", "dx", "data", "7"]),
    ("layers", "layers.json", &["batchnorm", "0", "train_batches", "0", "dgamma", "1"]),
    ("layers", "layers.json", &["batchnorm", "0", "train_batches", "0", "dbeta", "1"]),
    ("layers", "layers.json", &["batchnorm", "0", "train_batches", "1", "running_mean_after", "2"]),
    ("layers", "layers.json", &["batchnorm", "2", "train_batches", "1", "running_var_after", "3"]),
    ("layers", "layers.json", &["batchnorm", "2", "eval", "y", "data", "15"]),
    ("layers", "layers.json", &["dropout", "2", "kept_scale"]),
    ("layers", "layers.json", &["dropout", "2", "mean"]),
    ("layers", "layers.json", &["dropout", "2", "var"]),
    ("layers", "layers.json", &["dropout", "2", "zero_fraction"]),
    ("layers", "layers.json", &["penalties", "1", "value"]),
    ("layers", "layers.json", &["penalties", "2", "grad", "data", "11"]),
    ("trajectories", "trajectories/a_xor.json", &["records", "loss", "299"]),
    ("trajectories", "trajectories/a_xor.json", &["records", "grad_norms", "data", "1199"]),
    ("trajectories", "trajectories/a_xor.json", &["records", "total_grad_norm", "299"]),
    ("trajectories", "trajectories/a_xor.json", &["records", "lr", "299"]),
    ("trajectories", "trajectories/a_xor.json", &["checkpoints", "1", "params", "2", "W", "data", "3"]),
    ("trajectories", "trajectories/a_xor.json", &["final", "0", "b", "3"]),
    ("trajectories", "trajectories/a_xor.json", &["final_eval", "loss"]),
    ("trajectories", "trajectories/a_xor.json", &["final_eval", "accuracy"]),
    ("trajectories", "trajectories/a_xor.json", &["final_eval", "output_first_rows", "data", "3"]),
    ("trajectories", "trajectories/e_batchnorm.json", &["final", "4", "running_mean", "0"]),
    ("trajectories", "trajectories/e_batchnorm.json", &["final", "4", "running_var", "11"]),
    ("trajectories", "trajectories/g_digits.json", &["final_eval_test", "loss"]),
    ("trajectories", "trajectories/g_digits.json", &["final_eval_test", "accuracy"]),
    ("trajectories", "trajectories/g_digits.json", &["data", "X_scale"]),
];

#[test]
fn no_number_of_a_file_can_change_without_being_seen() {
    for (family, name, path) in PLACES {
        let mut report = changed(family, name, |file| {
            let number = at(file, path);
            let Value::Number(x) = *number else { panic!("{name} {path:?} is {number}") };
            // Half as much again, and more than any tolerance for numbers near zero.
            *number = Value::Number(x * 1.5 + 0.01_f64.copysign(x));
        });
        assert!(!report.family(family).failed.is_empty(), "{name} {path:?} changed unseen");
    }
}

#[test]
fn a_run_may_stop_where_the_reference_overflows_and_nowhere_else() {
    let strong = |file: &mut Value| {
        *at(file, &["optimizer", "hyper", "lr"]) = Value::Number(1e30);
        *at(file, &["records", "lr"]) = Value::Null;
    };
    let name = "trajectories/f_exploding.json";
    let mut report = changed("trajectories", name, strong);
    let failed = &report.family("trajectories").failed;
    assert!(failed[0].contains("diverged in step 2, where the reference goes on"), "{failed:?}");
    let mut report = changed("trajectories", name, |file| {
        strong(file);
        *at(file, &["records", "loss", "1"]) = "inf".into();
    });
    let tally = report.family("trajectories");
    assert_eq!((tally.passed, tally.gaps.len()), (1, 1), "{:?}", tally.failed);
}

#[test]
fn the_loss_goes_by_weights_only_where_a_case_has_them() {
    let mut report = changed("losses", "losses.json", |file| {
        at(file, &["cases", "0"]).set("sample_weight", Value::List(vec![Value::Number(2.0)]));
    });
    assert_eq!(report.family("losses").missing.get("mse with `sample_weight`"), Some(&1));
}

/// Whatever may stand where something else is expected.
fn strange() -> [Value; 7] {
    let few = Value::List(vec![Value::Number(2.5), Value::Null]);
    [Value::Null, "x".into(), Value::Number(-1.0), Value::Number(1e9), Value::List(vec![]), few, Value::Map(vec![])]
}

/// Every place in a tree down to a depth; of a list the first item stands for all.
fn places(value: &Value, depth: usize) -> Vec<Vec<String>> {
    let inner: Vec<(String, &Value)> = match value {
        Value::Map(entries) => entries.iter().map(|(name, value)| (name.clone(), value)).collect(),
        Value::List(items) => items.iter().take(1).map(|item| ("0".to_string(), item)).collect(),
        _ => Vec::new(),
    };
    let mut all = Vec::new();
    for (name, value) in inner {
        if depth > 0 {
            let deeper = places(value, depth - 1);
            all.extend(deeper.into_iter().map(|path| core::iter::once(name.clone()).chain(path).collect()));
        }
        all.push(vec![name]);
    }
    all
}

#[test]
fn nothing_that_a_file_may_say_is_a_panic() {
    let sections = SECTIONS.iter().map(|(family, section, _)| (*family, format!("{family}.json"), *section));
    let run = ("trajectories", "trajectories/e_batchnorm.json".to_string(), "");
    for (family, name, section) in sections.chain([run]) {
        let mut file = own(&name);
        if let Value::Map(entries) = &mut file {
            entries.retain(|(entry, value)| section.is_empty() || entry == section || !matches!(value, Value::List(_)));
        }
        if let Value::Map(entries) = &mut file
            && let Some((_, Value::List(cases))) = entries.iter_mut().find(|(entry, _)| entry == section)
        {
            cases.truncate(1);
        }
        for path in places(&file, 3) {
            let path: Vec<&str> = path.iter().map(String::as_str).collect();
            for strange in strange() {
                let mut broken = file.clone();
                *at(&mut broken, &path) = strange.clone();
                let mut report = Report::default();
                compare(&mut report, family, &name, &broken);
                let failed = &report.family(family).failed;
                assert!(!failed.iter().any(|line| line.contains("a panic")), "{path:?} as {strange}: {failed:?}");
            }
        }
    }
}
