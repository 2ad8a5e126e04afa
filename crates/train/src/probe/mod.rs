//! Questions about a run: what it says of any row, of every point of a plane, and what each unit does with it.

mod rows;

use alloc::vec::Vec;

use crate::data::Data;
use crate::run::Run;
use playgrad_core::batch::Batch;
use playgrad_core::decimal::Shortest;
use playgrad_core::error::ConfigError;
use playgrad_core::lane::Lane;
use playgrad_core::network::Workspace;
use playgrad_core::simd::F32x4;

/// A plane through the space of the data: two columns vary, the others stay at their mean over the training rows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plane {
    /// The column that grows to the right.
    pub x: usize,
    /// The column that grows upward.
    pub y: usize,
    /// From the left edge to the right one, in the column's own units.
    pub x_range: [f64; 2],
    /// From the lower edge to the upper one, in the column's own units.
    pub y_range: [f64; 2],
}

/// Whose values are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// All outputs, through the head.
    Prediction,
    /// One input of the network.
    Input {
        /// Which.
        unit: usize,
    },
    /// One unit of a layer; of the output layer, through the head.
    Unit {
        /// Which layer, from 0.
        layer: usize,
        /// Which of its units.
        unit: usize,
    },
}

/// The largest picture, in points along an edge.
pub const LARGEST: usize = 1024;

impl Plane {
    /// The plane of the first two columns, as far as they reach.
    pub fn of(data: &Data) -> Self {
        let y = usize::from(data.columns() > 1);
        let range = |column| data.range(column).map(f64::from);
        Self { x: 0, y, x_range: range(0), y_range: range(y) }
    }

    /// Refuses a plane that the data does not have.
    pub fn check(&self, data: &Data) -> Result<(), ConfigError> {
        for (name, column) in [("plane.x", self.x), ("plane.y", self.y)] {
            if column >= data.columns() {
                return Err(ConfigError::new(
                    name,
                    column,
                    alloc::format!("a column, an integer from 0 to below {}", data.columns()),
                ));
            }
        }
        for (name, [from, to]) in [("plane.xRange", self.x_range), ("plane.yRange", self.y_range)] {
            if !from.is_finite() || !to.is_finite() || from >= to {
                return Err(ConfigError::new(
                    name,
                    alloc::format!("[{}, {}]", Shortest(from), Shortest(to)),
                    "two finite numbers, the smaller first",
                ));
            }
        }
        Ok(())
    }

    /// Writes the inputs of points number `first` and following of a grid, row by row from the upper left corner.
    fn fill(&self, data: &Data, size: usize, first: usize, batch: Batch, x: &mut [F32x4]) {
        let along = |[from, to]: [f64; 2], i: usize| from + (to - from) * (i as f64 + 0.5) / size as f64;
        for lane in 0..batch.lanes {
            let at = |k: usize| {
                let i = first + lane * F32x4::WIDTH + k;
                [along(self.x_range, i % size), along(self.y_range, size - 1 - i / size % size)]
            };
            let points: [[f64; 2]; 4] = core::array::from_fn(at);
            let column = |column: usize| match column {
                _ if column == self.x => F32x4::from_fn(|k| points[k][0] as f32),
                _ if column == self.y => F32x4::from_fn(|k| points[k][1] as f32),
                _ => F32x4::all(data.means[column]),
            };
            data.transform(column, |i, value| x[i * batch.lanes + lane] = value);
        }
    }
}

impl Run {
    /// How many values [`field`](Self::field) gives for each point.
    pub fn field_units(&self, place: Place) -> usize {
        if place == Place::Prediction { self.network.outputs() } else { 1 }
    }

    /// Values on a grid of `size × size` points of a plane, `[units, size · size]`, each row by row from the upper left.
    ///
    /// # Panics
    /// If `out` is not `field_units(place) · size · size` long, or the place is not in the network.
    pub fn field(&mut self, plane: &Plane, size: usize, place: Place, out: &mut [f32]) {
        let (points, units) = (size * size, self.field_units(place));
        assert_eq!(out.len(), units * points, "room for every value");
        let of_output = match place {
            Place::Prediction => Some(0),
            Place::Unit { layer, unit } if layer + 1 == self.network.layers.len() => Some(unit),
            _ => None,
        };
        self.over_plane(plane, size, |first, batch, space, predictions| {
            let last = space.slots.len() - 1;
            let (from, unit) = match place {
                Place::Prediction => (predictions, 0),
                Place::Input { unit } => (&*space.x, unit),
                Place::Unit { layer, unit } if layer == last => (predictions, unit),
                Place::Unit { layer, unit } => (&*space.slots[layer].y, unit),
            };
            for k in 0..units {
                let values = &F32x4::scalars(&from[(unit + k) * batch.lanes..][..batch.lanes])[..batch.rows];
                out[k * points + first..][..batch.rows].copy_from_slice(values);
            }
        });
        if let Some(first) = of_output {
            self.scale_back(first, points, out);
        }
    }

    /// Brings predictions, some points of each output from `first` on, to the units of the targets.
    fn scale_back(&self, first: usize, points: usize, out: &mut [f32]) {
        for (values, scale) in out.chunks_exact_mut(points).zip(&self.data.scales[first..]) {
            values.iter_mut().for_each(|value| *value = scale.back(*value));
        }
    }

    /// Every input and every unit, as [`maps`](Self::maps) takes them.
    pub fn every_unit(&self) -> Vec<Vec<usize>> {
        self.stacks().map(|units| (0..units).collect()).collect()
    }

    /// How many inputs there are, then how many units each layer has.
    pub fn stacks(&self) -> impl Iterator<Item = usize> {
        core::iter::once(self.network.inputs).chain(self.network.layers.iter().map(|layer| layer.outputs))
    }

    /// What inputs and units do on a grid of `size × size` points: `[maps, size · size]`. `shown` says which inputs, then
    /// which units of each layer.
    ///
    /// # Panics
    /// If `out` has no room for just these maps, or one of them is not in the network.
    pub fn maps(&mut self, plane: &Plane, size: usize, shown: &[Vec<usize>], out: &mut [f32]) {
        let points = size * size;
        assert_eq!(out.len(), shown.iter().map(Vec::len).sum::<usize>() * points, "room for every map");
        self.over_plane(plane, size, |first, batch, space, predictions| {
            let mut maps = out.chunks_exact_mut(points);
            for (column, units) in shown.iter().enumerate() {
                let from = match column.checked_sub(1) {
                    None => &*space.x,
                    Some(layer) if layer + 1 == space.slots.len() => predictions,
                    Some(layer) => &*space.slots[layer].y,
                };
                for (&unit, map) in units.iter().zip(&mut maps) {
                    let values = F32x4::scalars(&from[unit * batch.lanes..][..batch.lanes]);
                    map[first..][..batch.rows].copy_from_slice(&values[..batch.rows]);
                }
            }
        });
        let Some(outputs) = shown.get(self.network.layers.len()) else { return };
        let others = out.len() - outputs.len() * points;
        for (&unit, map) in outputs.iter().zip(out[others..].chunks_exact_mut(points)) {
            self.scale_back(unit, points, map);
        }
    }

    /// Runs a grid of a plane forward in pieces: first point, shape, what each layer left behind, predictions.
    fn over_plane(&mut self, plane: &Plane, size: usize, see: impl FnMut(usize, Batch, &Workspace<F32x4>, &[F32x4])) {
        let Self { evaluator, network, data, state, .. } = self;
        let fill = |first: usize, batch: Batch, x: &mut [F32x4]| plane.fill(data, size, first, batch, x);
        evaluator.over(network, (&state.params, &state.running), size * size, fill, see);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::from_address;
    use crate::run::{Given, Unit};
    use alloc::vec;

    /// A run after its first epoch.
    pub(super) fn run(address: &str) -> Run {
        let mut run = Run::open(&from_address(address).unwrap(), None, Given::default(), Vec::new()).unwrap();
        run.step(Unit::Epoch);
        run
    }

    #[test]
    fn predictions_of_numbers_are_in_their_own_units() {
        let mut run = run("data=outliers&layers=dense(units:5)&optimizer=adam(lr:0.02)");
        for _ in 0..60 {
            run.step(Unit::Epoch);
        }
        let fit = run.evaluation().unwrap().fits[0];
        assert!(fit.r2().unwrap() > 0.2 && fit.rmse() < 1.0, "{fit:?}");
        assert!(run.predict(&[6.0])[0] > run.predict(&[-6.0])[0] + 1.0);
        let (plane, mut field) = (Plane::of(run.data()), [0.0; 16]);
        run.field(&plane, 4, Place::Prediction, &mut field);
        let center = plane.x_range[0] + (plane.x_range[1] - plane.x_range[0]) * 0.375;
        assert_eq!(field[1].to_bits(), run.predict(&[center as f32])[0].to_bits());
    }

    #[test]
    fn a_field_is_the_prediction_at_its_points() {
        let mut run = run("data=circle&layers=dense(units:3)&standardize=false");
        let plane = Plane { x: 1, y: 0, x_range: [-2.0, 2.0], y_range: [0.0, 4.0] };
        let mut field = vec![0.0; 16];
        run.field(&plane, 4, Place::Prediction, &mut field);
        // The second point of the third row: a quarter of the width is 1, rows go down from 4.
        assert_eq!(field[2 * 4 + 1].to_bits(), run.predict(&[1.5, -0.5])[0].to_bits());
        let mut maps = vec![0.0; (2 + 3 + 1) * 16];
        run.maps(&plane, 4, &run.every_unit(), &mut maps);
        assert_eq!(maps[5 * 16..], field, "the last map is the prediction");
        let mut unit = vec![0.0; 16];
        run.field(&plane, 4, Place::Unit { layer: 0, unit: 2 }, &mut unit);
        assert_eq!(maps[4 * 16..5 * 16], unit);
        run.field(&plane, 4, Place::Input { unit: 1 }, &mut unit);
        assert_eq!((unit[0], maps[16]), (-1.5, -1.5));
        let mut some = vec![0.0; 3 * 16];
        run.maps(&plane, 4, &[vec![1], vec![], vec![0]], &mut some[..2 * 16]);
        assert_eq!((&some[..16], &some[16..32]), (&maps[16..32], &maps[5 * 16..]), "only these, in this order");
        run.maps(&plane, 4, &[vec![], vec![2, 0, 2]], &mut some);
        assert_eq!((&some[..16], &some[16..32], &some[32..]), (&maps[64..80], &maps[32..48], &maps[64..80]));
    }
}
