//! `layers.json`: layers forward and backward, statistics, masks, penalties.

use anyhow::{Result, ensure};
use playgrad_core::batch::Batch;
use playgrad_core::lane::Lane;
use playgrad_core::layer::{Backward, Layer, Pass};
use playgrad_core::network::{Network, export, import};
use playgrad_core::regularizer::Regularizer;
use playgrad_core::simd::F32x4;
use playgrad_core::value::Value;

use super::checks::{Checks, Outcome, Tol};
use super::lanes::{flat, narrow, numbers, pack, unpack, wide};
use super::names::{take, translate};
use super::read::{Case, Tensor};
use super::tables::{LAYERS, REGULARIZERS};

/// One layer on its own, with what it keeps.
struct Bench {
    network: Network,
    p: Vec<F32x4>,
    state: Vec<F32x4>,
    pass: Pass,
    x: Vec<F32x4>,
    y: Vec<F32x4>,
    kept: Vec<F32x4>,
}

impl Bench {
    fn new(layer: Layer, inputs: usize, params: &[f64]) -> Result<Self> {
        let network = Network::new::<F32x4>(inputs, vec![layer], None);
        let (mut p, state) = network.begin::<F32x4>(1);
        ensure!(network.count() == params.len(), "{} parameters, not {}", params.len(), network.count());
        import(&network, &narrow(params), &mut p);
        let pass = Pass { batch: Batch::of::<F32x4>(1), training: true, seed: 1, step: 0, layer: 0 };
        Ok(Self { network, p, state, pass, x: Vec::new(), y: Vec::new(), kept: Vec::new() })
    }

    /// Rows through the layer.
    fn forward(&mut self, training: bool, x: &Tensor) -> Result<Vec<f64>> {
        let placed = &self.network.layers[0];
        ensure!(x.width() == placed.inputs, "rows of {} values for {} inputs", x.width(), placed.inputs);
        let batch = Batch::of::<F32x4>(x.rows());
        let kind = placed.layer.as_dyn::<F32x4>();
        self.pass = Pass { batch, training, ..self.pass };
        self.x = pack(&x.data, placed.inputs, 0.0);
        self.y = vec![F32x4::zero(); placed.outputs * batch.lanes];
        self.kept = vec![F32x4::zero(); kind.kept(placed.inputs, batch.lanes)];
        kind.forward(&self.pass, &self.p, &self.state, &self.x, &mut self.y, &mut self.kept);
        Ok(unpack(&self.y, placed.outputs, batch.rows))
    }

    /// Back through the layer: the gradient by its input, and by each of its tensors.
    fn backward(&mut self, up: &Tensor) -> Result<(Vec<f64>, Vec<Vec<f64>>)> {
        let placed = &self.network.layers[0];
        let batch = self.pass.batch;
        let fits = up.width() == placed.outputs && up.rows() == batch.rows;
        ensure!(fits, "`upstream` has the shape {:?} for {} outputs", up.shape, placed.outputs);
        let mut d = pack(&up.data, placed.outputs, 0.0);
        let mut dx = vec![F32x4::zero(); self.x.len()];
        let mut g = vec![F32x4::zero(); self.p.len()];
        let (p, x, y) = (&self.p[..], &self.x[..], &self.y[..]);
        let io = Backward { p, x, y, d: &mut d, dx: Some(&mut dx), g: &mut g, kept: &mut self.kept };
        placed.layer.as_dyn::<F32x4>().backward(&self.pass, io);
        let g = wide(&export(&self.network, &g));
        let tensors = self.network.tensors.iter().map(|placed| g[placed.numbers.clone()].to_vec()).collect();
        Ok((unpack(&dx, placed.inputs, batch.rows), tensors))
    }

    /// Compares a pass in training with what a case says of it; `names` are the gradients of the tensors.
    fn train(&mut self, case: &Case<'_>, names: &[&str], tol: Tol, checks: &mut Checks) -> Result<()> {
        let y = self.forward(true, &case.tensor("x")?)?;
        checks.all("y", &y, &case.tensor("y")?.data, tol, &[])?;
        if case.get("upstream").is_none() {
            return Ok(());
        }
        let (dx, tensors) = self.backward(&case.tensor("upstream")?)?;
        for (name, got) in core::iter::once((&"dx", &dx)).chain(names.iter().zip(&tensors)) {
            if case.get(name).is_some() {
                checks.all(name, got, &case.tensor(name)?.data, tol, &[])?;
            }
        }
        Ok(())
    }
}

/// A dense layer without an activation.
pub(super) fn dense(case: &Case<'_>) -> Outcome {
    case.only("dense", &["batch", "in", "out", "x", "W", "b", "upstream", "y", "dx", "dW", "db", "tol"])?;
    let w = case.tensor("W")?;
    let mut value = Value::Null;
    value.set("kind", "dense".into());
    value.set("units", Value::Number(w.rows() as f64));
    value.set("activation", "linear".into());
    let layer = take("layer", &value)?;
    let b = case.shaped("b", &[w.rows()])?;
    let mut bench = Bench::new(layer, w.width(), &[&w.data[..], &b].concat())?;
    let mut checks = Checks::default();
    bench.train(case, &["dW", "db"], case.tol("tol")?, &mut checks)?;
    Ok(checks)
}

/// Batch normalization over several batches, and then with what it has seen.
pub(super) fn batch_norm(case: &Case<'_>) -> Outcome {
    case.only("batchnorm", &BATCH_NORM)?;
    let mut params = Value::Null;
    for name in ["eps", "momentum"] {
        params.set(name, case.get(name).unwrap_or(&Value::Null).clone());
    }
    let translated = translate(LAYERS, case.word("framework"), "batchnorm", &params)?;
    let layer = take("layer", &translated.value)?;
    let gamma = case.tensor("gamma")?;
    let n = gamma.data.len();
    let mut bench = Bench::new(layer, n, &[gamma.data, case.shaped("beta", &[n])?].concat())?;
    let half = F32x4::count(n);
    let start = [case.shaped("running_mean_initial", &[n])?, case.shaped("running_var_initial", &[n])?];
    bench.state = start.iter().flat_map(|part| flat(part)).collect();
    let (mut checks, tol) = (Checks::default(), case.tol("tol")?);
    for batch in case.parts("train_batches")? {
        bench.train(&batch, &["dgamma", "dbeta"], tol, &mut checks)?;
        bench.network.layers[0].layer.as_dyn::<F32x4>().commit(&bench.pass, &bench.kept, &mut bench.state);
        for (name, part) in [("running_mean_after", 0), ("running_var_after", half)] {
            checks.all(name, &numbers(&bench.state[part..][..half], n), &batch.shaped(name, &[n])?, tol, &[])?;
        }
    }
    if case.get("eval").is_some() {
        let eval = case.part("eval")?;
        let y = bench.forward(false, &eval.tensor("x")?)?;
        checks.all("y in evaluation", &y, &eval.tensor("y")?.data, tol, &[])?;
        if eval.get("dx").is_some() {
            checks.gap("batchnorm: the way back in evaluation, which nothing needs");
        }
    }
    Ok(checks)
}

/// What a case of batch normalization may have.
const BATCH_NORM: [&str; 10] = [
    "eps",
    "momentum",
    "features",
    "gamma",
    "beta",
    "running_mean_initial",
    "running_var_initial",
    "train_batches",
    "eval",
    "tol",
];

/// Units and rows that dropout is tried on.
const MASK: [usize; 2] = [64, 1001];

/// What comes from above: any other number than one.
const UPSTREAM: f64 = 2.0;

/// Dropout's masks are everyone's own: their moments are compared, within five standard errors.
pub(super) fn dropout(case: &Case<'_>) -> Outcome {
    let mut params = Value::Null;
    params.set("rate", case.need("rate")?.clone());
    let translated = translate(LAYERS, "", case.text("name")?, &params)?;
    let layer = take("layer", &translated.value)?;
    case.only("dropout", &DROPOUT)?;
    let (input, scale) = (case.number("input")?, case.number("kept_scale")?);
    let shape = vec![MASK[1], MASK[0]];
    let n = MASK[0] * MASK[1];
    let x = Tensor { shape: shape.clone(), data: vec![input; n] };
    let mut bench = Bench::new(layer, MASK[0], &[])?;
    let mut checks = Checks::default();
    let same = bench.forward(false, &x)?;
    checks.all("y in evaluation", &same, &x.data, EXACT, &[])?;
    let y = bench.forward(true, &x)?;
    let (dx, _) = bench.backward(&Tensor { shape, data: vec![UPSTREAM; n] })?;
    for (y, dx) in y.iter().zip(&dx) {
        checks.close("kept value", *y, if y.abs() > 0.0 { input * scale } else { 0.0 }, EXACT);
        checks.close("dx", *dx, y / input * UPSTREAM, EXACT);
    }
    moments(case, &y, &mut checks)?;
    Ok(checks)
}

/// What a case of dropout may have.
const DROPOUT: [&str; 8] =
    ["name", "rate", "kept_scale", "input", "mean", "var", "zero_fraction", "zero_fraction_std_per_sqrt_n"];

/// The rounding of single precision.
const EXACT: Tol = Tol { rtol: 1e-6, atol: 0.0 };

fn moments(case: &Case<'_>, y: &[f64], checks: &mut Checks) -> Result<()> {
    let n = y.len() as f64;
    let (mean, variance, off) = (case.number("mean")?, case.number("var")?, case.number("zero_fraction")?);
    let within = |error: f64| Tol { rtol: 1e-6, atol: 5.0 * error };
    let got_mean = y.iter().sum::<f64>() / n;
    let got_variance = y.iter().map(|y| (y - got_mean) * (y - got_mean)).sum::<f64>() / n;
    let zeros = y.iter().filter(|y| y.abs() <= 0.0).count() as f64 / n;
    // Of two values, one with the share s: kurtosis − 1 is (1 − 4·s·(1 − s)) / (s·(1 − s)); zero for equal shares, where the
    // second order remains.
    let spread = off * (1.0 - off);
    let error = if spread > 0.0 { ((1.0 - 4.0 * spread) / spread / n).sqrt() + 5.0 / n } else { 0.0 };
    checks.close("mean", got_mean, mean, within((variance / n).sqrt()));
    checks.close("var", got_variance, variance, within(variance * error));
    checks.close("zero_fraction", zeros, off, within((spread / n).sqrt()));
    Ok(())
}

/// What large weights cost, and its gradient.
pub(super) fn penalty(case: &Case<'_>) -> Outcome {
    let kind = case.text("kind")?;
    let params = case.get("params").unwrap_or(&Value::Null);
    let translated = translate(REGULARIZERS, case.word("framework"), kind, params)?;
    let regularizer: Regularizer = take("penalty", &translated.value)?;
    case.only(kind, &["kind", "params", "W", "value", "grad", "tol"])?;
    let w = case.tensor("W")?;
    let n = w.data.len();
    let p = flat(&w.data);
    let mut g = vec![F32x4::zero(); p.len()];
    let value = regularizer.as_dyn::<F32x4>().add(&p, &mut g);
    let (mut checks, tol) = (Checks::default(), case.tol("tol")?);
    checks.close("value", value, case.number("value")?, tol);
    checks.all("grad", &numbers(&g, n), &case.tensor("grad")?.data, tol, &[])?;
    Ok(checks)
}
