//! The rows of a training run as a table.

use anyhow::{Context, Result, bail, ensure};
use playgrad_train::data::{Table, Target};

use super::super::checks::{Outcome, Stop};
use super::super::lanes::narrow;
use super::super::read::{Case, Tensor, indices};

/// Reads the rows: those to train on first, then those for a last test.
pub(super) fn table(data: &Case<'_>, outputs: usize, logits: Option<&str>) -> Outcome<Table> {
    data.only("data", &["X", "labels", "y", "X_scale", "X_test", "labels_test", "y_test"])?;
    let mut x = data.tensor("X")?;
    let (train, width) = (x.rows(), x.width());
    let mut target = target(data, "", train, outputs, logits)?;
    if data.get("X_test").is_some() {
        let test = data.tensor("X_test")?;
        let rows = test.rows();
        append(&mut target, self::target(data, "_test", rows, outputs, logits)?)?;
        x.data.extend(test.shaped(&[rows, width]).context("`X_test`")?);
    }
    let scale = if data.get("X_scale").is_some() { data.number("X_scale")? } else { 1.0 };
    x.data.iter_mut().for_each(|x| *x *= scale);
    let columns = (0..width).map(|column| format!("x{column}")).collect();
    let groups = (0..width as u32).collect();
    Ok(Table { columns, x: narrow(&x.data), target, train, groups })
}

/// What is to be predicted: numbers, or classes if the loss takes logits.
fn target(data: &Case<'_>, suffix: &str, rows: usize, outputs: usize, logits: Option<&str>) -> Outcome<Target> {
    let (labels, y) = (format!("labels{suffix}"), format!("y{suffix}"));
    let is_binary = logits == Some("sigmoid");
    let classes = match (logits, data.get(&labels)) {
        (None, Some(_)) => return Stop::missing("labels for a loss of numbers"),
        (None, None) => {
            let y = data.tensor(&y)?;
            let (data, columns) = by_row(y, rows, outputs).context("`y`")?;
            let names = (0..columns).map(|column| format!("y{column}")).collect();
            return Ok(Target::Numbers(names, narrow(&data)));
        }
        (Some(_), Some(labels)) => indices(labels).context("`labels`")?,
        (Some(_), None) => match classes(&by_row(data.tensor(&y)?, rows, outputs).context("`y`")?.0, outputs) {
            Some(classes) => classes,
            None => return Stop::missing("targets between the classes"),
        },
    };
    match (is_binary, outputs) {
        (true, 2..) => return Stop::missing("several independent labels"),
        (false, 1) => return Stop::missing("a single class"),
        _ => {}
    }
    let names = if is_binary { 2 } else { outputs };
    check(&classes, rows, names)?;
    let names = (0..names).map(|class| class.to_string()).collect();
    Ok(Target::Classes(names, classes.into_iter().map(|class| class as u32).collect()))
}

fn check(classes: &[usize], rows: usize, names: usize) -> Result<()> {
    ensure!(classes.len() == rows, "{} labels for {rows} rows", classes.len());
    ensure!(classes.iter().all(|&class| class < names), "a label beyond the {names} classes");
    Ok(())
}

/// Targets with a value for each output; a list is a column.
fn by_row(y: Tensor, rows: usize, outputs: usize) -> Result<(Vec<f64>, usize)> {
    let columns = if y.shape.len() == 1 { 1 } else { y.width() };
    ensure!(y.data.len() == rows * columns, "{} targets for {rows} rows", y.data.len());
    ensure!(columns == outputs, "{columns} targets in a row for {outputs} outputs");
    Ok((y.data, columns))
}

/// The class of each row, if every row is certain of one.
fn classes(y: &[f64], outputs: usize) -> Option<Vec<usize>> {
    let is = |x: f64, digit: f64| x.to_bits() == digit.to_bits();
    let class = |row: &[f64]| {
        let ones: Vec<usize> = (0..row.len()).filter(|&i| is(row[i], 1.0)).collect();
        let certain = row.iter().all(|&x| is(x, 0.0) || is(x, 1.0));
        match ones[..] {
            [] if outputs == 1 && certain => Some(0),
            [_] if outputs == 1 && certain => Some(1),
            [one] if certain => Some(one),
            _ => None,
        }
    };
    y.chunks_exact(outputs).map(class).collect()
}

fn append(target: &mut Target, more: Target) -> Result<()> {
    match (target, more) {
        (Target::Numbers(_, all), Target::Numbers(_, more)) => all.extend(more),
        (Target::Classes(_, all), Target::Classes(_, more)) => all.extend(more),
        _ => bail!("the test rows have other targets than the training rows"),
    }
    Ok(())
}
