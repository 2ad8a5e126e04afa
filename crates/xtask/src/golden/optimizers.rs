//! `optimizers.json`: parameters step by step, on given gradients and on two functions.

use anyhow::{Result, anyhow, bail, ensure};
use playgrad_core::lane::Lane;
use playgrad_core::optimizer::{Now, Optimizer};
use playgrad_core::regularizer::Regularizer;
use playgrad_core::simd::F32x4;
use playgrad_core::value::Value;

use super::checks::{Checks, Outcome, Stop};
use super::lanes::{flat, numbers};
use super::names::{take, translate};
use super::read::{Case, Tensor};
use super::tables::OPTIMIZERS;

/// One optimizer on one problem.
pub(super) fn case(case: &Case<'_>) -> Outcome {
    let (framework, name) = (case.word("framework"), case.text("optimizer")?);
    let translated = translate(OPTIMIZERS, framework, name, case.need("hyper")?)?;
    let optimizer: Optimizer = take("optimizer", &translated.value)?;
    case.only(name, &MEMBERS)?;
    let problem = Problem::read(case)?;
    let (wanted, tol) = (problem.trajectory(case)?, case.tol("tol")?);
    let steps = case.count(if case.get("f32_compare_steps").is_some() { "f32_compare_steps" } else { "steps" })?;
    if wanted.iter().any(|(.., tensor)| tensor.shape[0] < steps) {
        return Err(anyhow!("the trajectory has fewer than {steps} steps").into());
    }
    let rates = match case.get("lr_series") {
        Some(_) => case.tensor("lr_series")?.data,
        None => vec![optimizer.as_dyn::<F32x4>().lr(); steps],
    };
    if let (Some(what), Some(_)) = (translated.steady, case.get("lr_series")) {
        return Stop::missing(format!("{framework}/{name} with {what} while the rate changes"));
    }
    if rates.len() < steps {
        return Err(anyhow!("`lr_series` has {} rates for {steps} steps", rates.len()).into());
    }
    let penalty: Regularizer = take("penalty", &coupled(translated.decay))?;
    let mut moving = Moving::new(optimizer, penalty, &problem.start);
    let mut checks = Checks::default();
    for (step, &lr) in rates[..steps].iter().enumerate() {
        moving.step(lr, &problem.gradient(step, &moving.params())?);
        for (name, range, wanted) in &wanted {
            let what = format!("{name} after step {}", step + 1);
            checks.all(&what, &moving.params()[range.clone()], wanted.part(step)?, tol, &[])?;
        }
    }
    Ok(checks)
}

/// What a case may have.
const MEMBERS: [&str; 9] = [
    "optimizer",
    "hyper",
    "problem",
    "steps",
    "f32_compare_steps",
    "lr_series",
    "trajectory",
    "loss_before_step",
    "tol",
];

/// PyTorch's coupled weight decay as the core has it: a penalty on all parameters.
pub(super) fn coupled(decay: f64) -> Value {
    if decay.abs() <= 0.0 {
        return "none".into();
    }
    let mut penalty = Value::Null;
    penalty.set("kind", "l2".into());
    penalty.set("strength", Value::Number(decay / 2.0));
    penalty.set("biases", Value::Flag(true));
    penalty
}

/// Parameters on their way.
struct Moving {
    optimizer: Optimizer,
    penalty: Regularizer,
    t: u64,
    n: usize,
    p: Vec<F32x4>,
    memory: Vec<F32x4>,
    scalars: Vec<f64>,
}

impl Moving {
    fn new(optimizer: Optimizer, penalty: Regularizer, start: &[f64]) -> Self {
        let p = flat(start);
        let engine = optimizer.as_dyn::<F32x4>();
        let (memory, scalars) = (vec![F32x4::zero(); engine.memory(p.len())], vec![0.0; engine.scalars()]);
        Self { optimizer, penalty, t: 0, n: start.len(), p, memory, scalars }
    }

    fn params(&self) -> Vec<f64> {
        numbers(&self.p, self.n)
    }

    fn step(&mut self, lr: f64, gradient: &[f64]) {
        let mut g = flat(gradient);
        self.t += 1;
        self.penalty.as_dyn().add(&self.p, &mut g);
        let now = Now { t: self.t, lr, momentum: None };
        self.optimizer.as_dyn().update(&now, &mut self.scalars, &mut self.p, &g, &mut self.memory);
    }
}

/// What is to be minimized.
struct Problem {
    /// The tensors' names and shapes, in order.
    tensors: Vec<(String, Vec<usize>)>,
    /// All parameters at the start.
    start: Vec<f64>,
    slope: Slope,
}

/// Where gradients come from.
enum Slope {
    /// They are given, step by step.
    Given(Vec<Tensor>),
    /// `A·(x − c)`
    Quadratic { a: Vec<f64>, c: Vec<f64> },
    /// Of `(a − x₀)² + b·(x₁ − x₀²)²`
    Rosenbrock { a: f64, b: f64 },
}

impl Problem {
    fn read(case: &Case<'_>) -> Outcome<Self> {
        let name = case.text("problem")?;
        let problem = Case { value: case.file, file: case.file }.part("problems")?.part(name)?;
        let Value::Map(init) = problem.need("init")? else {
            return Err(anyhow!("`init` of the problem {name} is not an object").into());
        };
        let (mut tensors, mut start) = (Vec::new(), Vec::new());
        for (tensor, value) in init {
            let Tensor { shape, data } = Tensor::read(value)?;
            start.extend(data);
            tensors.push((tensor.clone(), shape));
        }
        let n = start.len();
        let slope = match name {
            _ if problem.get("grads").is_some() => {
                let grads = problem.part("grads")?;
                Slope::Given(tensors.iter().map(|(name, _)| grads.tensor(name)).collect::<Result<_>>()?)
            }
            "quadratic" => Slope::Quadratic { a: problem.shaped("A", &[n, n])?, c: problem.shaped("c", &[n])? },
            "rosenbrock" if n == 2 => Slope::Rosenbrock { a: problem.number("a")?, b: problem.number("b")? },
            _ => return Stop::missing(format!("problem {name} with {n} parameters")),
        };
        Ok(Self { tensors, start, slope })
    }

    /// Where each tensor's numbers are, and how they must move.
    fn trajectory(&self, case: &Case<'_>) -> Result<Vec<(String, core::ops::Range<usize>, Tensor)>> {
        let trajectory = case.part("trajectory")?;
        let mut first = 0;
        let mut wanted = Vec::new();
        for (name, shape) in &self.tensors {
            let tensor = trajectory.tensor(name)?;
            let [_, rest @ ..] = &tensor.shape[..] else { bail!("the trajectory of {name} has no steps") };
            ensure!(rest == shape, "the trajectory of {name} has the shape {rest:?} in each step, not {shape:?}");
            let range = first..first + shape.iter().product::<usize>();
            first = range.end;
            wanted.push((name.clone(), range, tensor));
        }
        if let Value::Map(entries) = trajectory.value {
            ensure!(entries.len() == wanted.len(), "the trajectory has tensors that the problem does not have");
        }
        Ok(wanted)
    }

    /// The gradient of a step, from 0, at parameters.
    fn gradient(&self, step: usize, x: &[f64]) -> Result<Vec<f64>> {
        match &self.slope {
            Slope::Given(tensors) => {
                let parts = tensors.iter().map(|tensor| tensor.part(step)).collect::<Result<Vec<_>>>()?;
                let all = parts.concat();
                ensure!(all.len() == x.len(), "{} gradients for {} parameters", all.len(), x.len());
                Ok(all)
            }
            Slope::Quadratic { a, c } => {
                let row = |row: &[f64]| row.iter().zip(x.iter().zip(c)).map(|(a, (x, c))| a * (x - c)).sum();
                Ok(a.chunks_exact(x.len()).map(row).collect())
            }
            &Slope::Rosenbrock { a, b } => {
                let bend = x[1] - x[0] * x[0];
                Ok(vec![-2.0 * (a - x[0]) - 4.0 * b * x[0] * bend, 2.0 * b * bend])
            }
        }
    }
}
