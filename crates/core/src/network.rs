//! [`Network`]: layers as ranges of one flat vector of parameters; forward, backward.

use alloc::vec;
use alloc::vec::Vec;
use core::ops::Range;

use crate::activation::Activation;
use crate::batch::Batch;
use crate::lane::{Lane, Scalar};
use crate::layer::{Backward, Layer, Pass, Role, Tensor};
use crate::rng::{Rng, Stream};

/// A stack of layers and where each has its parameters and state.
#[derive(Clone, Debug)]
pub struct Network {
    /// The layers, from the inputs to the output.
    pub layers: Vec<Placed>,
    /// The tensors of all layers, in the order of the flat parameters.
    pub tensors: Vec<PlacedTensor>,
    /// What turns the last layer's output into predictions, where the loss takes logits.
    pub head: Option<Activation>,
    /// How many inputs a row has.
    pub inputs: usize,
    /// How many lanes all parameters take.
    pub params: usize,
    /// How many lanes the state of all layers takes.
    pub state: usize,
}

/// A layer in its place.
#[derive(Clone, Debug)]
pub struct Placed {
    /// The layer.
    pub layer: Layer,
    /// How many inputs it has.
    pub inputs: usize,
    /// How many outputs.
    pub outputs: usize,
    /// Its lanes of the flat parameters.
    pub params: Range<usize>,
    /// Its lanes of the flat state.
    pub state: Range<usize>,
}

/// A tensor in its place.
#[derive(Clone, Debug)]
pub struct PlacedTensor {
    /// Its shape and role.
    pub tensor: Tensor,
    /// The layer it belongs to.
    pub layer: usize,
    /// Its lanes of the flat parameters.
    pub lanes: Range<usize>,
    /// Its numbers among all parameters, counted without padding.
    pub numbers: Range<usize>,
}

impl Network {
    /// Lays out layers for so many inputs, for lanes `L`.
    pub fn new<L: Lane>(inputs: usize, layers: Vec<Layer>, head: Option<Activation>) -> Self {
        let mut network = Self { layers: Vec::new(), tensors: Vec::new(), head, inputs, params: 0, state: 0 };
        for layer in layers {
            network.place::<L>(layer);
        }
        network
    }

    fn place<L: Lane>(&mut self, layer: Layer) {
        let kind = layer.as_dyn::<L>();
        let inputs = self.outputs();
        let outputs = kind.outputs(inputs);
        let (params, state) = (self.params, self.state);
        for tensor in kind.tensors(inputs) {
            let first = self.tensors.last().map_or(0, |t| t.numbers.end);
            let lanes = self.params..self.params + tensor.lanes::<L>();
            self.params = lanes.end;
            let numbers = first..first + tensor.rows * tensor.cols;
            self.tensors.push(PlacedTensor { tensor, layer: self.layers.len(), lanes, numbers });
        }
        self.state += kind.state(inputs);
        let (params, state) = (params..self.params, state..self.state);
        self.layers.push(Placed { layer, inputs, outputs, params, state });
    }

    /// How many values a prediction has.
    pub fn outputs(&self) -> usize {
        self.layers.last().map_or(self.inputs, |layer| layer.outputs)
    }

    /// How many parameters there are, without padding.
    pub fn count(&self) -> usize {
        self.tensors.last().map_or(0, |t| t.numbers.end)
    }

    /// Parameters and state as they begin. Each layer with weights draws from a stream of its own: what stands between two
    /// of them changes nothing.
    pub fn begin<L: Lane>(&self, seed: u32) -> (Vec<L>, Vec<L>) {
        let (mut p, mut state) = (vec![L::zero(); self.params], vec![L::zero(); self.state]);
        let mut weighted = 0;
        for (i, placed) in self.layers.iter().enumerate() {
            let mut rng = Rng::stream(seed, Stream::Weights, [weighted, 0, 0]);
            weighted += u64::from(self.tensors.iter().any(|t| t.layer == i && t.tensor.role == Role::Weight));
            let (p, state) = (&mut p[placed.params.clone()], &mut state[placed.state.clone()]);
            placed.layer.as_dyn().begin(placed.inputs, p, state, &mut rng);
        }
        (p, state)
    }

    /// Every parameter in order, with its place among the numbers of the flat vector.
    pub fn places<L: Lane>(&self) -> impl Iterator<Item = usize> {
        self.tensors.iter().flat_map(|placed| {
            let (start, stride) = (placed.lanes.start * L::WIDTH, placed.tensor.stride::<L>() * L::WIDTH);
            let Tensor { rows, cols, .. } = placed.tensor;
            (0..rows).flat_map(move |row| (0..cols).map(move |col| start + row * stride + col))
        })
    }

    /// The place of one parameter among the numbers of the flat vector.
    pub fn place_of<L: Lane>(&self, number: usize) -> Option<usize> {
        let placed = self.tensors.iter().find(|t| t.numbers.contains(&number))?;
        let (row, col) = {
            let offset = number - placed.numbers.start;
            (offset / placed.tensor.cols, offset % placed.tensor.cols)
        };
        Some((placed.lanes.start + row * placed.tensor.stride::<L>()) * L::WIDTH + col)
    }

    /// Predictions: the output of the last layer through the head. `y` may be the workspace's own.
    pub fn predict<L: Lane>(&self, z: &[L], y: &mut [L], lanes: usize) {
        match &self.head {
            Some(head) => head.as_dyn().forward(z, y, lanes),
            None => y.copy_from_slice(z),
        }
    }

    /// One layer's way forward, from the input or the layer before it.
    pub fn forward<L: Lane>(&self, layer: usize, pass: &Pass, p: &[L], state: &[L], space: &mut Workspace<L>) {
        let placed = &self.layers[layer];
        let lanes = pass.batch.lanes;
        let (before, from) = space.slots.split_at_mut(layer);
        let x = before.last().map_or(&space.x, |slot| &slot.y);
        let slot = &mut from[0];
        let kind = placed.layer.as_dyn::<L>();
        let kept = kind.kept(placed.inputs, lanes);
        kind.forward(
            &Pass { layer: layer as u64, ..*pass },
            &p[placed.params.clone()],
            &state[placed.state.clone()],
            &x[..placed.inputs * lanes],
            &mut slot.y[..placed.outputs * lanes],
            &mut slot.kept[..kept],
        );
    }

    /// One layer's way back, to the layer before it.
    pub fn backward<L: Lane>(&self, layer: usize, pass: &Pass, p: &[L], g: &mut [L], space: &mut Workspace<L>) {
        let placed = &self.layers[layer];
        let lanes = pass.batch.lanes;
        let (before, from) = space.slots.split_at_mut(layer);
        let slot = &mut from[0];
        let (x, dx) = match before.last_mut() {
            Some(before) => (&before.y, Some(&mut before.d[..placed.inputs * lanes])),
            None => (&space.x, None),
        };
        let kind = placed.layer.as_dyn::<L>();
        let kept = kind.kept(placed.inputs, lanes);
        kind.backward(
            &Pass { layer: layer as u64, ..*pass },
            Backward {
                p: &p[placed.params.clone()],
                x: &x[..placed.inputs * lanes],
                y: &slot.y[..placed.outputs * lanes],
                d: &mut slot.d[..placed.outputs * lanes],
                dx,
                g: &mut g[placed.params.clone()],
                kept: &mut slot.kept[..kept],
            },
        );
    }

    /// Takes the statistics of the batch into the state of every layer.
    pub fn commit<L: Lane>(&self, pass: &Pass, state: &mut [L], space: &Workspace<L>) {
        for (placed, slot) in self.layers.iter().zip(&space.slots) {
            if !placed.state.is_empty() {
                let kind = placed.layer.as_dyn::<L>();
                let kept = kind.kept(placed.inputs, pass.batch.lanes);
                kind.commit(pass, &slot.kept[..kept], &mut state[placed.state.clone()]);
            }
        }
    }

    /// The last layer's output and, to be written, ∂loss by it.
    pub fn output<'a, L: Lane>(&self, batch: Batch, space: &'a mut Workspace<L>) -> (&'a [L], &'a mut [L]) {
        let n = self.outputs() * batch.lanes;
        match space.slots.last_mut() {
            Some(slot) => (&slot.y[..n], &mut slot.d[..n]),
            None => (&space.x[..n], &mut []),
        }
    }
}

/// The numbers of a flat vector in the order of the parameters, without padding.
pub fn export<L: Lane>(network: &Network, flat: &[L]) -> Vec<f32> {
    let flat = L::scalars(flat);
    network.places::<L>().map(|place| flat[place].wide() as f32).collect()
}

/// Writes the parameters in order into a flat vector.
pub fn import<L: Lane>(network: &Network, numbers: &[f32], flat: &mut [L]) {
    let flat = L::scalars_mut(flat);
    for (place, &x) in network.places::<L>().zip(numbers) {
        flat[place] = L::Scalar::round(f64::from(x));
    }
}

/// Room for one pass: the input, and what each layer leaves behind.
#[derive(Clone, Debug)]
pub struct Workspace<L> {
    /// The rows of the batch, `[inputs, batch]`.
    pub x: Vec<L>,
    /// For each layer, what it leaves behind.
    pub slots: Vec<Slot<L>>,
}

/// What a layer leaves behind.
#[derive(Clone, Debug)]
pub struct Slot<L> {
    /// Its output, `[outputs, batch]`.
    pub y: Vec<L>,
    /// ∂loss by its output; after its way back, by its weighted sums.
    pub d: Vec<L>,
    /// What its forward keeps for its backward.
    pub kept: Vec<L>,
}

impl<L: Lane> Workspace<L> {
    /// Room for batches of up to so many rows; `d` only where there is a way back.
    pub fn new(network: &Network, rows: usize, backward: bool) -> Self {
        let lanes = L::count(rows);
        let room = |units: usize| vec![L::zero(); units * lanes];
        let slots = network.layers.iter().map(|placed| Slot {
            y: room(placed.outputs),
            d: if backward { room(placed.outputs) } else { Vec::new() },
            kept: vec![L::zero(); placed.layer.as_dyn::<L>().kept(placed.inputs, lanes)],
        });
        Self { x: room(network.inputs), slots: slots.collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::activation::{LeakyRelu, Sigmoid};
    use crate::init::{GlorotUniform, Init};
    use crate::layer::{Apply, BatchNorm, Dense, Dropout};
    use crate::loss::{Loss, MeanSquaredError};

    fn dense(units: u32, activation: Activation) -> Layer {
        Layer::Dense(Dense { units, activation, init: Init::GlorotUniform(GlorotUniform {}) })
    }

    /// Every kind of layer, with odd widths.
    fn network() -> Network {
        let layers = vec![
            dense(5, Activation::Linear(crate::activation::Linear {})),
            Layer::BatchNorm(BatchNorm::default()),
            Layer::Apply(Apply::default()),
            Layer::Dropout(Dropout { rate: 0.3 }),
            dense(3, Activation::LeakyRelu(LeakyRelu { negative_slope: 0.1 })),
            dense(2, Activation::Sigmoid(Sigmoid {})),
        ];
        Network::new::<f64>(3, layers, None)
    }

    const ROWS: usize = 6;

    fn loss(network: &Network, p: &[f64], state: &[f64], space: &mut Workspace<f64>, g: &mut [f64]) -> f64 {
        let batch = Batch::of::<f64>(ROWS);
        let pass = Pass { batch, training: true, seed: 1, step: 0, layer: 0 };
        for layer in 0..network.layers.len() {
            network.forward(layer, &pass, p, state, space);
        }
        let y: Vec<f64> = (0..2 * ROWS).map(|i| (i % 3) as f64 / 2.0).collect();
        let (out, d) = network.output(batch, space);
        let loss = Loss::MeanSquaredError(MeanSquaredError {}).as_dyn::<f64>().score(out, &y, d, batch);
        for layer in (0..network.layers.len()).rev() {
            network.backward(layer, &pass, p, g, space);
        }
        loss
    }

    #[test]
    fn gradients_of_every_layer_kind_match_difference_quotients() {
        let network = network();
        let (mut p, state) = network.begin::<f64>(7);
        let mut rng = Rng::stream(1, Stream::Data, [0; 3]);
        p.iter_mut().for_each(|p| *p += 0.1 * rng.normal());
        let mut space = Workspace::new(&network, ROWS, true);
        space.x.iter_mut().for_each(|x| *x = rng.normal());
        let mut g = vec![0.0; network.params];
        loss(&network, &p, &state, &mut space, &mut g);
        let mut unused = g.clone();
        for i in 0..p.len() {
            let [hi, lo] = [1e-6, -1e-6].map(|h| {
                let mut p = p.clone();
                p[i] += h;
                loss(&network, &p, &state, &mut space, &mut unused)
            });
            let quotient = (hi - lo) / 2e-6;
            assert!((g[i] - quotient).abs() < 1e-8, "parameter {i}: {} against {quotient}", g[i]);
        }
    }

    #[test]
    fn numbers_and_places_agree() {
        use crate::simd::F32x4;
        let layers = vec![dense(5, Activation::all().swap_remove(0)), Layer::BatchNorm(BatchNorm::default())];
        let network = Network::new::<F32x4>(3, layers, None);
        assert_eq!(network.count(), 5 * 3 + 5 + 5 + 5);
        for (number, place) in network.places::<F32x4>().enumerate() {
            assert_eq!(network.place_of::<F32x4>(number), Some(place));
        }
        assert_eq!(network.place_of::<F32x4>(network.count()), None);
        let numbers: Vec<f32> = (0..network.count()).map(|i| i as f32).collect();
        let mut flat = vec![F32x4::default(); network.params];
        import(&network, &numbers, &mut flat);
        assert_eq!(export(&network, &flat), numbers);
    }
}
