//! What golden files are written in: numbers, tensors, tolerances, cases.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use playgrad_core::value::Value;

use super::checks::{Outcome, Stop, Tol};

/// A whole file.
pub(super) fn file(path: &Path) -> Result<Value> {
    let text = fs::read_to_string(path).context("cannot be read")?;
    serde_json::from_str(&text).context("is not JSON")
}

/// A number; what JSON cannot write is a word.
pub(super) fn number(value: &Value) -> Result<f64> {
    match value {
        Value::Number(x) => Ok(*x),
        Value::Text(word) => match word.as_str() {
            "nan" => Ok(f64::NAN),
            "inf" => Ok(f64::INFINITY),
            "-inf" => Ok(f64::NEG_INFINITY),
            _ => bail!("\"{word}\" is not a number"),
        },
        other => bail!("{other} is not a number"),
    }
}

/// Numbers with a shape, row by row.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Tensor {
    /// How many there are along each axis.
    pub(super) shape: Vec<usize>,
    /// The numbers.
    pub(super) data: Vec<f64>,
}

impl Tensor {
    /// Reads a list, or shape and data.
    pub(super) fn read(value: &Value) -> Result<Self> {
        let (shape, items) = match value {
            Value::List(items) => (vec![items.len()], items),
            Value::Map(_) => match (value.get("shape"), value.get("data")) {
                (Some(shape), Some(Value::List(items))) => (indices(shape)?, items),
                _ => bail!("an object without `shape` and `data` is not a tensor"),
            },
            other => bail!("{other} is not a tensor"),
        };
        let data = items.iter().map(number).collect::<Result<Vec<_>>>()?;
        let numbers = shape.iter().try_fold(1_usize, |product, &n| product.checked_mul(n));
        ensure!(numbers == Some(data.len()), "a tensor of shape {shape:?} has {} numbers", data.len());
        ensure!(!data.is_empty(), "a tensor is empty");
        Ok(Self { shape, data })
    }

    /// How many numbers a row has, along the last axis.
    pub(super) fn width(&self) -> usize {
        self.shape.last().copied().unwrap_or(1)
    }

    /// How many rows there are.
    pub(super) fn rows(&self) -> usize {
        self.data.len() / self.width()
    }

    /// The part at one place of the first axis.
    pub(super) fn part(&self, i: usize) -> Result<&[f64]> {
        let parts = self.shape.first().copied().unwrap_or(1);
        ensure!(i < parts, "a tensor of shape {:?} has no entry {i}", self.shape);
        let size = self.data.len() / parts;
        Ok(&self.data[i * size..][..size])
    }

    /// The numbers, if they have the shape.
    pub(super) fn shaped(self, shape: &[usize]) -> Result<Vec<f64>> {
        ensure!(self.shape == shape, "a tensor has the shape {:?}, not {shape:?}", self.shape);
        Ok(self.data)
    }
}

/// Whole numbers from 0 on: places or sizes.
pub(super) fn indices(value: &Value) -> Result<Vec<usize>> {
    let items = match value {
        Value::List(items) => items,
        Value::Map(_) => match value.get("data") {
            Some(Value::List(items)) => items,
            _ => bail!("an object without `data` is not a list"),
        },
        other => bail!("{other} is not a list"),
    };
    let index = |item: &Value| match number(item)? {
        x if x >= 0.0 && x < f64::from(u32::MAX) && x.fract() == 0.0 => Ok(x as usize),
        x => bail!("{x} is not a whole number of 0 or more"),
    };
    items.iter().map(index).collect()
}

/// A case, or a part of one, in its file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Case<'a> {
    /// What stands there.
    pub(super) value: &'a Value,
    /// The whole file.
    pub(super) file: &'a Value,
}

impl<'a> Case<'a> {
    /// What is written under a name, unless it is null.
    pub(super) fn get(&self, name: &str) -> Option<&'a Value> {
        self.value.get(name)
    }

    /// What must be written under a name.
    pub(super) fn need(&self, name: &str) -> Result<&'a Value> {
        self.get(name).with_context(|| format!("`{name}` is missing"))
    }

    /// A part with members of its own.
    pub(super) fn part(&self, name: &str) -> Result<Self> {
        let value = self.need(name)?;
        ensure!(matches!(value, Value::Map(_)), "`{name}` is {value}, not an object");
        Ok(Self { value, ..*self })
    }

    /// Parts in a list.
    pub(super) fn parts(&self, name: &str) -> Result<Vec<Self>> {
        match self.need(name)? {
            Value::List(items) => Ok(items.iter().map(|value| Self { value, ..*self }).collect()),
            other => bail!("`{name}` is {other}, not a list"),
        }
    }

    /// A word.
    pub(super) fn text(&self, name: &str) -> Result<&'a str> {
        match self.need(name)? {
            Value::Text(text) => Ok(text),
            other => bail!("`{name}` is {other}, not a word"),
        }
    }

    /// A word, or none at all.
    pub(super) fn word(&self, name: &str) -> &'a str {
        self.text(name).unwrap_or_default()
    }

    /// A number.
    pub(super) fn number(&self, name: &str) -> Result<f64> {
        number(self.need(name)?).with_context(|| format!("`{name}`"))
    }

    /// A whole number from 0 on.
    pub(super) fn count(&self, name: &str) -> Result<usize> {
        let value = Value::List(vec![self.need(name)?.clone()]);
        Ok(indices(&value).with_context(|| format!("`{name}`"))?[0])
    }

    /// A tensor of any shape.
    pub(super) fn tensor(&self, name: &str) -> Result<Tensor> {
        Tensor::read(self.need(name)?).with_context(|| format!("`{name}`"))
    }

    /// The numbers of a tensor of this shape.
    pub(super) fn shaped(&self, name: &str, shape: &[usize]) -> Result<Vec<f64>> {
        self.tensor(name)?.shaped(shape).with_context(|| format!("`{name}`"))
    }

    /// Places in a list of so many; none if nothing is said.
    pub(super) fn places(&self, name: &str, among: usize) -> Result<Vec<usize>> {
        let Some(value) = self.get(name) else { return Ok(Vec::new()) };
        let places = indices(value).with_context(|| format!("`{name}`"))?;
        ensure!(places.iter().all(|&i| i < among), "`{name}` names a place beyond {among}");
        Ok(places)
    }

    /// A tolerance: the case's, or the whole file's.
    pub(super) fn tol(&self, name: &str) -> Result<Tol> {
        let value = self.get(name).or_else(|| self.file.get(name));
        let value = value.with_context(|| format!("`{name}` is missing"))?;
        tolerance(value).with_context(|| format!("`{name}`"))
    }

    /// Refuses members that would change what is compared; those that only explain are always welcome.
    pub(super) fn only(&self, what: &str, members: &[&str]) -> Outcome<()> {
        let Value::Map(entries) = self.value else { return Ok(()) };
        let unknown = |entry: &&(String, Value)| {
            let (name, value) = *entry;
            *value != Value::Null && !members.contains(&name.as_str()) && !EXPLAINING.contains(&name.as_str())
        };
        match entries.iter().find(unknown) {
            Some((name, _)) => Stop::missing(format!("{what} with `{name}`")),
            None => Ok(()),
        }
    }
}

/// Members that explain and change nothing.
const EXPLAINING: [&str; 9] =
    ["id", "source", "framework", "agrees_with_other", "convention", "note", "notes", "rule", "framework_sample"];

/// A tolerance, wherever it is written.
pub(super) fn tolerance(value: &Value) -> Result<Tol> {
    let part = |name| number(value.get(name).with_context(|| format!("`{name}` is missing"))?);
    let tol = Tol { rtol: part("rtol")?, atol: part("atol")? };
    ensure!(tol.rtol >= 0.0 && tol.atol >= 0.0, "{tol:?} is not a tolerance");
    Ok(tol)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(json: &str) -> Value {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn numbers_are_read_from_integers_and_words_too() {
        let tensor = Tensor::read(&value(r#"{"shape": [2, 2], "data": [1, "inf", "-inf", "nan"]}"#)).unwrap();
        assert_eq!(tensor.data[..3], [1.0, f64::INFINITY, f64::NEG_INFINITY]);
        assert!(tensor.data[3].is_nan());
        assert_eq!((tensor.rows(), tensor.width()), (2, 2));
    }

    #[test]
    fn malformed_tensors_are_refused() {
        let error = |json| Tensor::read(&value(json)).unwrap_err().to_string();
        assert_eq!(error(r#"{"shape": [2, 3], "data": [1]}"#), "a tensor of shape [2, 3] has 1 numbers");
        assert_eq!(error(r#"["Infinity"]"#), "\"Infinity\" is not a number");
        assert_eq!(error("[[1]]"), "a list of 1 is not a number");
        assert_eq!(error("[]"), "a tensor is empty");
        assert_eq!(error("3"), "3 is not a tensor");
        assert_eq!(error(r#"{"shape": [-1], "data": [1]}"#), "-1 is not a whole number of 0 or more");
    }

    #[test]
    fn a_negative_zero_keeps_its_sign() {
        assert!(number(&value("-0.0")).unwrap().is_sign_negative());
    }

    #[test]
    fn a_tolerance_may_be_the_whole_files() {
        let file = value(r#"{"tol": {"rtol": 1, "atol": 0}, "case": {}}"#);
        let case = Case { value: file.get("case").unwrap(), file: &file };
        assert_eq!(case.tol("tol").unwrap(), Tol { rtol: 1.0, atol: 0.0 });
        assert!(case.tol("tol_grad").is_err());
    }

    #[test]
    fn a_member_that_nobody_reads_is_not_passed_over() {
        let case = value(r#"{"id": "a", "pred": 1, "sample_weight": [2]}"#);
        let case = Case { value: &case, file: &case };
        assert!(case.only("mse", &["pred", "sample_weight"]).is_ok());
        assert!(
            matches!(case.only("mse", &["pred"]), Err(Stop::NotCovered(what)) if what == "mse with `sample_weight`")
        );
    }
}
