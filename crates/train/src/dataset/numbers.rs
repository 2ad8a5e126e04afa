//! Sets of points with a number each.

use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use super::{Curve, EXTENT, Hills, Outliers, Plane};
use crate::table::{Table, Target};
use playgrad_core::math::double::sin;
use playgrad_core::rng::Rng;

/// The formula of a data set.
pub(super) trait Numbers {
    /// How many inputs it has: one or two.
    fn columns(&self) -> usize {
        2
    }
    /// The number of a point.
    fn at(&self, x: [f64; 2], rng: &mut Rng) -> f64;
}

/// Points all over the plane, or along the axis, with their numbers and noise.
pub(super) fn table(set: &dyn Numbers, samples: u32, noise: f64, rng: &mut Rng) -> Table {
    let count = set.columns();
    let (mut x, mut y) = (Vec::new(), Vec::new());
    for _ in 0..samples {
        let point = core::array::from_fn(|i| if i < count { rng.uniform(-EXTENT, EXTENT) } else { 0.0 });
        x.extend(point.iter().take(count).map(|&x| x as f32));
        y.push((set.at(point, rng) + noise * rng.normal()) as f32);
    }
    let columns = if count == 1 { vec!["x₁"] } else { vec!["x₁", "x₂"] };
    Table {
        columns: columns.into_iter().map(String::from).collect(),
        x,
        target: Target::Numbers(vec![String::from("y")], y),
        train: samples as usize,
        groups: (0..count as u32).collect(),
    }
}

impl Numbers for Plane {
    fn at(&self, [x1, x2]: [f64; 2], _rng: &mut Rng) -> f64 {
        (x1 + x2) / 10.0
    }
}

impl Numbers for Hills {
    fn at(&self, [x1, x2]: [f64; 2], _rng: &mut Rng) -> f64 {
        const PLACES: [[f64; 3]; 6] = [
            [-4.0, 2.5, 1.0],
            [0.0, 2.5, -1.0],
            [4.0, 2.5, 1.0],
            [-4.0, -2.5, -1.0],
            [0.0, -2.5, 1.0],
            [4.0, -2.5, -1.0],
        ];
        PLACES.iter().fold(0.0, |most: f64, [at1, at2, sign]| {
            let height = sign * (1.0 - libm::hypot(x1 - at1, x2 - at2) / 2.0);
            if height * sign > 0.0 && height.abs() > most.abs() { height } else { most }
        })
    }
}

impl Numbers for Curve {
    fn columns(&self) -> usize {
        1
    }
    fn at(&self, [x, _]: [f64; 2], _rng: &mut Rng) -> f64 {
        sin(0.7 * x) + x / 10.0
    }
}

impl Numbers for Outliers {
    fn columns(&self) -> usize {
        1
    }
    fn at(&self, [x, _]: [f64; 2], rng: &mut Rng) -> f64 {
        let [chance, height] = [rng.unit(), rng.uniform(1.5, 2.5)];
        x / EXTENT + if chance < self.share { height } else { 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use playgrad_core::rng::Stream;

    #[test]
    fn hills_and_valleys_are_where_they_are_said_to_be() {
        let mut rng = Rng::stream(1, Stream::Data, [0; 3]);
        let at = |x1: f64, x2: f64| Hills::default().at([x1, x2], &mut Rng::stream(1, Stream::Data, [0; 3]));
        assert_eq!(
            [at(-4.0, 2.5), at(0.0, 2.5), at(0.0, -2.5), at(2.0, 0.0)].map(|y| y.to_bits()),
            [1.0, -1.0, 1.0, 0.0_f64].map(f64::to_bits)
        );
        let table = table(&Outliers { share: 0.2, ..Outliers::default() }, 1000, 0.0, &mut rng);
        let Target::Numbers(_, y) = table.target else { panic!("numbers") };
        let above = table.x.iter().zip(&y).filter(|&(x, y)| y - x / 6.0 > 1.0).count();
        assert!((150..250).contains(&above), "{above} of 1000 are far above");
    }
}
