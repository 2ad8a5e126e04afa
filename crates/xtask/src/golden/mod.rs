//! `cargo xtask golden [FOLDER]`: comparison with reference values of other libraries.
//!
//! Every case goes through the decoder, the engine's traits and the [`Run`](playgrad_train::run::Run) that the page uses;
//! what the core computes is not computed a second time here. What the core does not have yet is counted and named. A new member
//! is a line in [`tables`]. The files' form is described beside them, in `tests/golden/README.md`.

mod activations;
mod checks;
mod initializers;
mod lanes;
mod layers;
mod losses;
mod names;
mod optimizers;
mod read;
mod report;
mod tables;
#[cfg(test)]
mod tests;
mod trajectories;

use core::panic::AssertUnwindSafe;
use std::fs;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use playgrad_core::value::Value;

use self::checks::{Outcome, Stop};
use self::read::Case;
use self::report::Report;

/// Compares with every file in `folder`; closes with `golden: N passed, N failed`.
pub(crate) fn run(folder: &Path) -> Result<()> {
    let report = check(folder)?;
    print!("{report}");
    report.verdict(folder)
}

/// How a case is compared.
type Compare = fn(&Case<'_>) -> Outcome;

/// The lists of cases that are compared, by family and name.
const SECTIONS: [(&str, &str, Compare); 9] = [
    ("activations", "elementwise", activations::elementwise),
    ("activations", "vector", activations::vector),
    ("losses", "cases", losses::case),
    ("optimizers", "cases", optimizers::case),
    ("layers", "dense", layers::dense),
    ("layers", "batchnorm", layers::batch_norm),
    ("layers", "dropout", layers::dropout),
    ("layers", "penalties", layers::penalty),
    ("initializers", "cases", initializers::case),
];

/// The families that have a file with lists of cases.
const FAMILIES: [&str; 8] =
    ["activations", "losses", "optimizers", "schedules", "layers", "initializers", "lr_finder", "metrics"];

/// The family whose files are a case each.
const TRAJECTORIES: &str = "trajectories";

/// A list in a file that explains instead of holding cases.
const EXPLAINING: &str = "disagreements";

/// The form of the files.
const SCHEMA: &str = "nn-oracle/1";

fn check(folder: &Path) -> Result<Report> {
    let files = files(folder)?;
    if files.is_empty() {
        bail!("there is no golden file in {}", folder.display());
    }
    let mut report = Report::default();
    for (family, name, path) in files {
        match read(&path) {
            Ok(file) => compare(&mut report, &family, &name, &file),
            Err(e) => report.count(&family, &name, Err(e.into())),
        }
    }
    Ok(report)
}

/// Golden files: their family, their name for people, and where they are.
fn files(folder: &Path) -> Result<Vec<(String, String, PathBuf)>> {
    let mut files = Vec::new();
    for (folder, prefix) in [(folder.to_path_buf(), ""), (folder.join(TRAJECTORIES), "trajectories/")] {
        if !prefix.is_empty() && !folder.is_dir() {
            continue;
        }
        let entries = fs::read_dir(&folder).with_context(|| format!("cannot list {}", folder.display()))?;
        let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
        paths.retain(|path| path.is_file() && path.extension().is_some_and(|extension| extension == "json"));
        paths.sort();
        for path in paths {
            let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let family = if prefix.is_empty() { stem.clone() } else { TRAJECTORIES.to_string() };
            files.push((family, format!("{prefix}{stem}.json"), path));
        }
    }
    Ok(files)
}

fn read(path: &Path) -> Result<Value> {
    let file = read::file(path)?;
    match file.get("schema") {
        Some(Value::Text(schema)) if schema == SCHEMA => Ok(file),
        Some(schema) => bail!("`schema` is {schema}, not \"{SCHEMA}\""),
        None if matches!(file, Value::Map(_)) => Ok(file),
        None => bail!("is {file}, not an object"),
    }
}

/// Compares every case of a file.
fn compare(report: &mut Report, family: &str, name: &str, file: &Value) {
    if family == TRAJECTORIES {
        let outcome = safely(trajectories::case, &Case { value: file, file });
        let outcome = outcome.map_err(|stop| match stop {
            Stop::NotCovered(what) => Stop::NotCovered(format!("{name}: {what}")),
            stop @ Stop::Malformed(_) => stop,
        });
        return report.count(family, name, outcome);
    }
    if !FAMILIES.contains(&family) {
        return report.count("other", name, Stop::missing(name));
    }
    let Value::Map(entries) = file else { return };
    let cases: usize = entries.iter().map(|entry| section(report, (family, name, file), entry)).sum();
    if cases == 0 {
        report.count(family, name, Err(anyhow!("has no case").into()));
    }
}

/// Compares every case of a list, and says how many there are; what is no list of cases has none.
fn section(report: &mut Report, place: (&str, &str, &Value), entry: &(String, Value)) -> usize {
    let ((family, name, file), (section, value)) = (place, entry);
    let known = SECTIONS.iter().find(|(of, known, _)| *of == family && known == section);
    let cases = match value {
        Value::List(cases) => &cases[..],
        _ if known.is_some() => {
            report.count(family, name, Err(anyhow!("`{section}` is {value}, not a list of cases").into()));
            return 1;
        }
        _ => return 0,
    };
    if section == EXPLAINING || !cases.iter().any(|case| matches!(case, Value::Map(_))) {
        return 0;
    }
    for (i, case) in cases.iter().enumerate() {
        let case = Case { value: case, file };
        let id = case.text("id").map_or_else(|_| format!("{section}[{i}]"), str::to_string);
        let outcome = match known {
            Some((.., compare)) => safely(*compare, &case),
            None => Stop::missing(label(section, &case)),
        };
        report.count(family, &format!("{name} {id}"), outcome);
    }
    cases.len()
}

/// Compares a case; should the core panic, that is a failure of the case and not the end.
fn safely(compare: Compare, case: &Case<'_>) -> Outcome {
    catch_unwind(AssertUnwindSafe(|| compare(case))).unwrap_or_else(|panic| {
        let text = panic.downcast_ref::<String>().map(String::as_str);
        let text = text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or_default();
        Err(anyhow!("a panic: {text}").into())
    })
}

/// What to call a case that nobody compares.
fn label(section: &str, case: &Case<'_>) -> String {
    let name = ["name", "kind", "schedule", "optimizer"].into_iter().find_map(|member| case.text(member).ok());
    match (name, case.word("framework")) {
        (Some(name), "") => name.to_string(),
        (Some(name), framework) => format!("{framework}/{name}"),
        (None, _) => section.to_string(),
    }
}
