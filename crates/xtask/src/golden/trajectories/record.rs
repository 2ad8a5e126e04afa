//! What a file recorded in each step.

use anyhow::{Context, Result, anyhow, bail, ensure};
use playgrad_core::layer;
use playgrad_core::network::import;
use playgrad_core::simd::F32x4;
use playgrad_core::value::Value;
use playgrad_train::run::Run;

use super::super::checks::{Checks, Outcome, Tol};
use super::super::read::{Case, Tensor, tolerance};

/// The numbers of every step, and their tolerances.
pub(super) struct Records {
    /// How many steps are compared.
    pub(super) compared: usize,
    losses: Vec<f64>,
    rates: Option<Vec<f64>>,
    penalties: Option<Vec<f64>>,
    norms: Option<Norms>,
    totals: Option<Vec<f64>>,
    of_loss: Tol,
    of_first: Tol,
    of_norms: Tol,
}

/// Gradient norms of the tensors.
struct Norms {
    names: Vec<String>,
    steps: Tensor,
}

/// How many steps count as the first ones.
const FIRST: usize = 5;

/// Rates are written with 12 digits.
const OF_RATES: Tol = Tol { rtol: 1e-9, atol: 0.0 };

impl Records {
    pub(super) fn read(case: &Case<'_>, steps: usize) -> Outcome<Self> {
        let (records, tol) = (case.part("records")?, case.part("tol")?);
        let of = |name: &str| tolerance(tol.need(name)?).with_context(|| format!("`tol.{name}`"));
        let series = |name: &str| match records.get(name) {
            Some(value) if is_recorded(value) => records.shaped(name, &[steps]).map(Some),
            _ => Ok(None),
        };
        records.only("a record", &KNOWN)?;
        let compared = if tol.get("compare_steps").is_some() { tol.count("compare_steps")? } else { steps };
        if compared > steps {
            return Err(anyhow!("{compared} steps to compare of {steps}").into());
        }
        Ok(Self {
            compared,
            losses: records.shaped("loss", &[steps])?,
            rates: series("lr")?,
            penalties: series("penalty")?,
            norms: Norms::read(&records, steps)?,
            totals: series("total_grad_norm")?,
            of_loss: of("loss")?,
            of_first: of("loss_first_5_steps")?,
            of_norms: of("grad_norms")?,
        })
    }

    /// Compares what the weights cost before the step.
    pub(super) fn before(&self, step: usize, run: &Run, checks: &mut Checks) {
        if let Some(penalties) = &self.penalties {
            checks.close(&format!("penalty in step {}", step + 1), penalty(run), penalties[step], self.of_loss);
        }
    }

    /// Compares the loss of the batch, and the rate.
    pub(super) fn after(&self, step: usize, run: &Run, checks: &mut Checks) {
        let what = format!("loss of step {}", step + 1);
        checks.close(&what, run.batch_loss(), self.losses[step], self.of_loss);
        if step < FIRST {
            checks.close(&what, run.batch_loss(), self.losses[step], self.of_first);
        }
        if let Some(rates) = &self.rates {
            checks.close(&format!("lr of step {}", step + 1), run.lr(), rates[step], OF_RATES);
        }
    }

    /// Compares the norms of the gradients; `got` is in the core's order.
    pub(super) fn norms(&self, step: usize, got: &[(String, f64)], checks: &mut Checks) -> Result<()> {
        if let Some(norms) = &self.norms {
            for (name, &want) in norms.names.iter().zip(norms.steps.part(step)?) {
                let norm = got.iter().find(|(known, _)| known == name);
                let (_, norm) = norm.with_context(|| format!("`grad_norm_names` has an unknown tensor {name}"))?;
                checks.close(&format!("norm of {name} in step {}", step + 1), *norm, want, self.of_norms);
            }
            ensure!(norms.names.len() == got.len(), "norms of {} tensors, not {}", norms.names.len(), got.len());
        }
        if let Some(totals) = &self.totals {
            let total = got.iter().map(|(_, norm)| norm * norm).sum::<f64>().sqrt();
            checks.close(&format!("norm of all in step {}", step + 1), total, totals[step], self.of_norms);
        }
        Ok(())
    }

    /// Whether single precision must overflow in a step, or in the update that ends it.
    pub(super) fn overflows(&self, step: usize) -> bool {
        let fits = |x: &f64| x.abs() <= f64::from(f32::MAX);
        let losses = self.losses.iter().skip(step).take(2).all(fits);
        let norms = self.norms.as_ref().is_none_or(|norms| norms.steps.part(step).is_ok_and(|n| n.iter().all(fits)));
        !(losses && norms)
    }
}

/// Whether anything was recorded: what a run does not have may be an empty list.
pub(super) fn is_recorded(value: &Value) -> bool {
    !matches!(value, Value::List(items) if items.is_empty())
}

/// What `records` may have.
const KNOWN: [&str; 7] = ["loss", "lr", "penalty", "beta1", "grad_norm_names", "grad_norms", "total_grad_norm"];

impl Norms {
    fn read(records: &Case<'_>, steps: usize) -> Result<Option<Self>> {
        if records.get("grad_norms").is_none() {
            return Ok(None);
        }
        let Value::List(names) = records.need("grad_norm_names")? else { bail!("`grad_norm_names` is no list") };
        let name = |value: &Value| match value {
            Value::Text(name) => Ok(name.clone()),
            other => bail!("{other} is no name of a tensor"),
        };
        let names = names.iter().map(name).collect::<Result<Vec<_>>>()?;
        let steps =
            Tensor { shape: vec![steps, names.len()], data: records.shaped("grad_norms", &[steps, names.len()])? };
        Ok(Some(Self { names, steps }))
    }
}

/// What the weights cost, by the run's own penalty.
fn penalty(run: &Run) -> f64 {
    let network = run.network();
    let mut p = vec![F32x4::default(); network.params];
    import(network, &run.params(), &mut p);
    let penalty = run.config().penalty.as_dyn();
    let of = |placed: &playgrad_core::network::PlacedTensor| {
        let p = &p[placed.lanes.clone()];
        let applies = penalty.applies(placed.tensor.role == layer::Role::Weight);
        if applies { penalty.add(p, &mut vec![F32x4::default(); p.len()]) } else { 0.0 }
    };
    network.tensors.iter().map(of).sum()
}
