//! The harness itself: what is wrong must be seen.

mod own;

use std::env;
use std::fs;
use std::path::PathBuf;
use std::process;

use playgrad_core::value::Value;

use super::report::{Report, Tally};
use super::{Case, check, safely};

/// A folder that is gone at the end of the test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str, files: &[(&str, &str)]) -> Self {
        let path = env::temp_dir().join(format!("playgrad-golden-{}-{name}", process::id()));
        fs::create_dir_all(path.join("trajectories")).unwrap();
        for (name, text) in files {
            fs::write(path.join(name), text).unwrap();
        }
        Self(path)
    }

    fn check(&self) -> Report {
        check(&self.0).unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What cannot be removed stays in the system's folder for such files.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A file with one activation of three inputs.
fn relu(y: &str, name: &str) -> String {
    format!(
        r#"{{"elementwise": [{{"id": "torch/{name}", "name": "{name}", "framework": "torch", "params": {{}},
            "x": [-2, 0, 3.0], "y": {y}, "dy_dx": [0, 0, 1], "kink_idx": [1],
            "tol": {{"rtol": 1e-5, "atol": 1e-6}}, "tol_strict": {{"rtol": 0, "atol": 0}}}}]}}"#
    )
}

fn activations(report: &mut Report) -> &Tally {
    report.family("activations")
}

#[test]
fn a_folder_that_agrees_passes() {
    let folder = Folder::new("good", &[("activations.json", &relu("[0, -0.0, 3]", "relu"))]);
    let mut report = folder.check();
    assert_eq!(activations(&mut report).passed, 1);
    assert!(report.verdict(&folder.0).is_ok());
    assert!(report.to_string().ends_with("golden: 1 passed, 0 failed, 0 not covered yet\n"));
}

#[test]
fn a_perturbed_value_is_a_mismatch_with_its_file_case_and_place() {
    let folder = Folder::new("bad", &[("activations.json", &relu("[0, 0, 3.001]", "relu"))]);
    let mut report = folder.check();
    let failed = &activations(&mut report).failed;
    assert!(failed[0].starts_with("activations.json torch/relu: y[2] = 3e0, not 3.001e0"), "{failed:?}");
    assert_eq!(report.verdict(&folder.0).unwrap_err().to_string(), "1 golden cases failed");
    assert!(report.to_string().ends_with("golden: 0 passed, 1 failed, 0 not covered yet\n"));
}

#[test]
fn an_unknown_member_is_not_covered_and_alone_proves_nothing() {
    let folder = Folder::new("unknown", &[("activations.json", &relu("[0, 0, 3]", "swoosh"))]);
    let mut report = folder.check();
    assert_eq!(activations(&mut report).missing.get("torch/swoosh"), Some(&1));
    assert!(report.verdict(&folder.0).unwrap_err().to_string().starts_with("nothing was compared in "));
}

#[test]
fn nan_is_no_reference_but_infinity_is_one() {
    let folder = Folder::new("nan", &[("activations.json", &relu(r#"[0, 0, "nan"]"#, "relu"))]);
    assert!(folder.check().verdict(&folder.0).is_ok());
    let folder = Folder::new("inf", &[("activations.json", &relu(r#"[0, 0, "inf"]"#, "relu"))]);
    assert!(folder.check().verdict(&folder.0).is_err());
}

#[test]
fn malformed_files_and_cases_fail_by_name_while_the_others_are_compared() {
    let good = relu("[0, 0, 3]", "relu");
    let shape =
        r#"{"cases": [{"id": "a", "name": "mse", "framework": "torch", "pred": {"shape": [2, 2], "data": [1]}}]}"#;
    let files = [
        ("activations.json", good.as_str()),
        ("losses.json", shape),
        ("optimizers.json", "{"),
        ("layers.json", r#"{"schema": "other/1"}"#),
        ("initializers.json", r#"{"cases": 3}"#),
        ("trajectories/x.json", "[]"),
    ];
    let folder = Folder::new("malformed", &files);
    let mut report = folder.check();
    assert_eq!(activations(&mut report).passed, 1);
    for (family, start) in [
        ("losses", "losses.json a: `pred`: a tensor of shape [2, 2] has 1 numbers"),
        ("optimizers", "optimizers.json: is not JSON: "),
        ("layers", "layers.json: `schema` is \"other/1\", not \"nn-oracle/1\""),
        ("initializers", "initializers.json: `cases` is 3, not a list of cases"),
        ("trajectories", "trajectories/x.json: is a list of 0, not an object"),
    ] {
        let failed = &report.family(family).failed;
        assert!(failed.len() == 1 && failed[0].starts_with(start), "{family}: {failed:?}");
    }
    assert!(report.verdict(&folder.0).is_err());
}

#[test]
fn files_without_a_case_fail_and_files_of_another_kind_are_named() {
    let folder = Folder::new("caseless", &[("metrics.json", "{}"), ("package.json", "{}")]);
    let mut report = folder.check();
    assert_eq!(report.family("metrics").failed, ["metrics.json: has no case"]);
    assert_eq!(report.family("other").missing.get("package.json"), Some(&1));
}

#[test]
fn a_folder_without_golden_files_is_an_error() {
    let folder = Folder::new("empty", &[("README.md", "nothing")]);
    assert!(check(&folder.0).unwrap_err().to_string().starts_with("there is no golden file in "));
    assert!(check(&folder.0.join("nowhere")).is_err());
}

#[test]
fn a_panic_is_a_failure_of_its_case() {
    let value = Value::Null;
    let outcome = safely(|_| panic!("too bad"), &Case { value: &value, file: &value });
    let mut report = Report::default();
    report.count("x", "a case", outcome);
    assert_eq!(report.family("x").failed, ["a case: a panic: too bad"]);
}
