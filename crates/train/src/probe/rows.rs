//! What a run says of rows, and what each unit makes of them.

use alloc::vec;
use alloc::vec::Vec;

use crate::evaluate::sample;
use crate::run::{Phase, Run};
use playgrad_core::batch::Batch;
use playgrad_core::lane::Lane;
use playgrad_core::simd::F32x4;

impl Run {
    /// Predictions for rows as they are in the data: `[batch, columns]` → `[batch, outputs]`, row by row.
    ///
    /// A row's prediction does not depend on the rows beside it.
    ///
    /// # Panics
    /// If `x` does not hold whole rows.
    pub fn predict(&mut self, x: &[f32]) -> Vec<f32> {
        let Self { evaluator, network, data, state, .. } = self;
        let columns = data.columns();
        assert!(x.len().is_multiple_of(columns), "x holds whole rows of {columns} columns");
        let (rows, outputs) = (x.len() / columns, network.outputs());
        let mut y = vec![0.0; rows * outputs];
        let fill = |first: usize, batch: Batch, inputs: &mut [F32x4]| {
            for lane in 0..batch.lanes {
                let at = |column: usize| {
                    F32x4::from_fn(|k| {
                        let row = first + lane * F32x4::WIDTH + k;
                        if row < rows { x[row * columns + column] } else { 0.0 }
                    })
                };
                data.transform(at, |i, value| inputs[i * batch.lanes + lane] = value);
            }
        };
        evaluator.over(network, (&state.params, &state.running), rows, fill, |first, batch, _, predictions| {
            let predictions = F32x4::scalars(predictions);
            for row in 0..batch.rows {
                for output in 0..outputs {
                    let value = predictions[output * batch.lanes * F32x4::WIDTH + row];
                    y[(first + row) * outputs + output] = data.scales[output].back(value);
                }
            }
        });
        y
    }

    /// What every input and every unit makes of one row as it is in the data: the inputs, then layer by layer. The output
    /// layer's are predictions.
    ///
    /// # Panics
    /// If `x` does not hold one row.
    pub fn values(&mut self, x: &[f32]) -> Vec<f32> {
        let Self { evaluator, network, data, state, .. } = self;
        assert_eq!(x.len(), data.columns(), "a value for each column");
        let mut values = Vec::new();
        let fill = |_: usize, _: Batch, inputs: &mut [F32x4]| {
            data.transform(|column| F32x4::all(x[column]), |i, value| inputs[i] = value);
        };
        evaluator.over(network, (&state.params, &state.running), 1, fill, |_, _, space, predictions| {
            let first = |lanes: &F32x4| lanes.to_array()[0];
            values.extend(space.x[..network.inputs].iter().map(first));
            let hidden = network.layers.iter().zip(&space.slots).take(network.layers.len() - 1);
            values.extend(hidden.flat_map(|(placed, slot)| slot.y[..placed.outputs].iter().map(first)));
            let scaled = predictions.iter().zip(&data.scales);
            values.extend(scaled.map(|(lanes, scale)| scale.back(first(lanes))));
        });
        values
    }

    /// The loss of each of some rows by itself.
    ///
    /// # Panics
    /// If the data does not have one of them.
    pub fn losses(&mut self, rows: &[u32]) -> Vec<f32> {
        let Self { evaluator, network, plan, data, state, .. } = self;
        let outputs = network.outputs();
        let mut losses = Vec::with_capacity(rows.len());
        let [mut z, mut y, mut d] = [(); 3].map(|()| vec![F32x4::zero(); outputs]);
        let one = Batch::of::<F32x4>(1);
        let fill = |first: usize, batch: Batch, x: &mut [F32x4]| data.gather_x(&rows[first..][..batch.rows], x);
        evaluator.over(network, (&state.params, &state.running), rows.len(), fill, |first, batch, space, _| {
            let made = space.slots.last().map_or(&space.x, |slot| &slot.y);
            let (made, stride) = (F32x4::scalars(made), batch.lanes * F32x4::WIDTH);
            for i in 0..batch.rows {
                for (unit, z) in z.iter_mut().enumerate() {
                    *z = F32x4::all(made[unit * stride + i]);
                }
                data.gather_y(&rows[first + i..][..1], &mut y);
                losses.push(plan.loss.as_dyn().score(&z, &y, &mut d, one) as f32);
            }
        });
        losses
    }

    /// The mean of each unit of a layer over the training rows of each class: `[classes, units]`; empty for regression.
    ///
    /// # Panics
    /// If the network does not have the layer.
    pub fn class_means(&mut self, layer: usize) -> Vec<f32> {
        let Self { evaluator, network, data, state, .. } = self;
        if data.class(0).is_none() {
            return Vec::new();
        }
        let (units, classes) = (network.layers[layer].outputs, data.table.target.names().len());
        let (mut sums, mut counts) = (vec![0.0; classes * units], vec![0.0; classes]);
        let (rows, is_last) = (sample(&data.training, 0), layer + 1 == network.layers.len());
        let fill = |first: usize, batch: Batch, x: &mut [F32x4]| data.gather_x(&rows[first..][..batch.rows], x);
        evaluator.over(
            network,
            (&state.params, &state.running),
            rows.len(),
            fill,
            |first, batch, space, predictions| {
                let values = F32x4::scalars(if is_last { predictions } else { &space.slots[layer].y });
                for (i, &row) in rows[first..][..batch.rows].iter().enumerate() {
                    let class = data.class(row as usize).unwrap_or_default() as usize;
                    counts[class] += 1.0;
                    for unit in 0..units {
                        sums[class * units + unit] += f64::from(values[unit * batch.lanes * F32x4::WIDTH + i]);
                    }
                }
            },
        );
        let mean = |(i, sum): (usize, f64)| (sum / counts[i / units]) as f32;
        sums.into_iter().enumerate().map(mean).collect()
    }

    /// What a layer made of the batch at hand: `[batch, units]`, row by row. Empty before its phase and between steps.
    pub fn activations(&self, layer: usize) -> Vec<f32> {
        let done = match self.phase() {
            Phase::Batch => 0,
            Phase::Forward { layer } => layer,
            _ => self.network.layers.len(),
        };
        if layer < done { self.rows_of(layer, &self.space.slots[layer].y) } else { Vec::new() }
    }

    /// ∂loss by what a layer made of the batch at hand (by its weighted sums, once its own way back is done):
    /// `[batch, units]`, row by row. Empty before the way back has come to it and between steps.
    pub fn errors(&self, layer: usize) -> Vec<f32> {
        let reached = match self.phase() {
            Phase::Batch | Phase::Forward { .. } | Phase::Loss => self.network.layers.len(),
            Phase::Backward { layer } => layer,
            Phase::Clip | Phase::Update => 0,
        };
        if layer >= reached { self.rows_of(layer, &self.space.slots[layer].d) } else { Vec::new() }
    }

    /// The rows at hand of a layer's matrix `[units, batch]`.
    fn rows_of(&self, layer: usize, matrix: &[F32x4]) -> Vec<f32> {
        let (units, rows) = (self.network.layers[layer].outputs, self.batch().len());
        let (values, stride) = (F32x4::scalars(matrix), F32x4::count(rows) * F32x4::WIDTH);
        (0..rows).flat_map(|row| (0..units).map(move |unit| values[unit * stride + row])).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::probe::tests::run;
    use crate::run::Unit;

    #[test]
    fn the_values_of_a_row_end_in_its_prediction() {
        let mut run = run("layers=dense(units:5),dropout,dense(units:3)&features=x1,x2,sin_x1");
        let x = [1.5, -0.5];
        let values = run.values(&x);
        assert_eq!(values.len(), 3 + 5 + 5 + 3 + 1);
        assert_eq!(values[3..8], values[8..13], "dropout is off outside of training");
        assert_eq!(values[16].to_bits(), run.predict(&x)[0].to_bits());
    }

    #[test]
    fn the_losses_of_rows_have_the_mean_that_an_evaluation_finds() {
        for address in ["", "data=hills&layers=dense(units:5)", "data=blobs&layers=dense(units:3)"] {
            let mut run = run(address);
            let rows = run.data().validation.clone();
            let losses = run.losses(&rows);
            let mean = losses.iter().map(|&loss| f64::from(loss)).sum::<f64>() / rows.len() as f64;
            let found = run.evaluate(crate::data::Role::Validation).unwrap().loss;
            assert!((mean / found - 1.0).abs() < 1e-5, "{address}: {mean} against {found}");
        }
    }

    #[test]
    fn means_of_a_class_are_those_of_its_rows() {
        let mut run = run("data=blobs(samples:60;classes:4)&layers=dense(units:3)");
        let means = run.class_means(0);
        assert_eq!(means.len(), 4 * 3);
        let training = run.data().training.clone();
        let of_class: Vec<u32> =
            training.into_iter().filter(|&row| run.data().class(row as usize) == Some(2)).collect();
        let x = run.data().table.x.clone();
        let unit = |run: &mut Run, row: u32| run.values(&x[2 * row as usize..][..2])[2 + 1];
        let sum: f32 = of_class.iter().map(|&row| unit(&mut run, row)).sum();
        assert!((means[2 * 3 + 1] - sum / of_class.len() as f32).abs() < 1e-6);
    }

    #[test]
    fn a_rows_prediction_does_not_depend_on_its_neighbors() {
        for address in ["", "layers=dense(units:5),batch_norm,dropout,dense(units:17;activation:relu)"] {
            let mut run = run(address);
            let x: Vec<f32> = run.data().table.x[..2 * 150].to_vec();
            let together = run.predict(&x);
            for (row, x) in x.chunks(2).enumerate() {
                assert_eq!(run.predict(x)[0].to_bits(), together[row].to_bits(), "row {row} of {address}");
            }
        }
    }

    #[test]
    fn what_a_layer_did_is_known_from_its_phase_on() {
        let mut run = run("layers=dense(units:3)&batch_size=5");
        assert!(run.activations(0).is_empty() && run.errors(1).is_empty());
        run.step(Unit::Layer);
        assert!(run.activations(0).is_empty(), "its phase is next");
        run.step(Unit::Layer);
        let hidden = run.activations(0);
        assert_eq!((hidden.len(), run.activations(1).len()), (5 * 3, 0));
        let weights = run.params();
        run.step(Unit::Layer);
        // The output's weighted sum of the second row, from the parameters by hand.
        let sum = (0..3).fold(weights[12], |sum, i| sum + weights[9 + i] * hidden[3 + i]);
        assert_eq!(run.activations(1)[1].to_bits(), sum.to_bits());
        assert!(run.errors(1).is_empty());
        run.step(Unit::Layer);
        assert_eq!((run.errors(1).len(), run.errors(0).len()), (5, 0));
        run.step(Unit::Phase);
        assert_eq!(run.errors(0).len(), 5 * 3);
    }
}
