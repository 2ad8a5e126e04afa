//! Family: what a network learns from. Synthetic points are made here; tables come from outside.

use alloc::string::String;
use alloc::vec::Vec;

use libm::{cos, sin};

use crate::family::{between, family, integer};
use crate::rng::Rng;

family! {
    /// What a network learns from.
    pub enum Dataset: dyn Generate as "dataset" {
        /// A disk inside a ring: one bend is enough, or the features x₁² and x₂².
        Circle = "circle", "Circle", "|x| < 2.5 against |x| > 3.5", {
            /// How many points.
            samples: u32 = 500 => integer(2, 10_000).shown(50.0, 2000.0),
            /// Standard deviation of what is added to each coordinate.
            noise: f64 = 0.1 => between(0.0, 10.0).shown(0.0, 1.0),
        },
        /// Opposite quarters belong together: no straight line separates them (Minsky and Papert, 1969).
        Xor = "xor", "XOR", "x₁·x₂ > 0 against x₁·x₂ < 0", {
            /// How many points.
            samples: u32 = 500 => integer(2, 10_000).shown(50.0, 2000.0),
            /// Standard deviation of what is added to each coordinate.
            noise: f64 = 0.1 => between(0.0, 10.0).shown(0.0, 1.0),
        },
        /// Two clouds: a straight line is enough.
        Gauss = "gauss", "Gauss", "N((−2, −2), σ) against N((2, 2), σ)", {
            /// How many points.
            samples: u32 = 500 => integer(2, 10_000).shown(50.0, 2000.0),
            /// What is added to the clouds' standard deviation of 0.9.
            noise: f64 = 0.1 => between(0.0, 10.0).shown(0.0, 1.0),
        },
        /// Two arms wound round each other: needs layers, or time (Lang and Witbrock, 1988).
        Spiral = "spiral", "Spiral", "r ∝ angle, two arms", {
            /// How many points.
            samples: u32 = 500 => integer(2, 10_000).shown(50.0, 2000.0),
            /// Standard deviation of what is added to each coordinate.
            noise: f64 = 0.1 => between(0.0, 10.0).shown(0.0, 1.0),
        },
        /// Rows from outside, by name: a real data set, or one's own.
        NamedTable = "table", "Table", "rows from a table", {
            /// Which table; whoever opens the run brings its rows.
            name: String = "own".into(),
        },
    }
}

/// How far points reach on either axis.
pub const EXTENT: f64 = 6.0;

/// A point and its class.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// Where it is.
    pub x: [f64; 2],
    /// Its class, from 0.
    pub class: u32,
}

/// A source of data.
pub trait Generate {
    /// Its points; `None` if its rows come from outside.
    fn points(&self, rng: &mut Rng) -> Option<Vec<Point>>;
}

/// The formula of a data set with two classes that take turns.
trait Draw {
    fn size(&self) -> (u32, f64);
    /// A point of a class; `along` runs from 0 to 1 over the points of each class.
    fn point(&self, class: u32, along: f64, rng: &mut Rng) -> [f64; 2];
}

impl<D: Draw> Generate for D {
    fn points(&self, rng: &mut Rng) -> Option<Vec<Point>> {
        let (samples, noise) = self.size();
        let draw = |i: u32| {
            let class = i % 2;
            let along = f64::from(i / 2) / (f64::from(samples) / 2.0);
            let x = self.point(class, along, rng).map(|x| x + noise * rng.normal());
            Point { x, class }
        };
        Some((0..samples).map(draw).collect())
    }
}

impl Draw for Circle {
    fn size(&self) -> (u32, f64) {
        (self.samples, self.noise)
    }
    fn point(&self, class: u32, _along: f64, rng: &mut Rng) -> [f64; 2] {
        let radius = if class == 1 { rng.uniform(0.0, 2.5) } else { rng.uniform(3.5, 5.3) };
        polar(radius, rng.uniform(0.0, core::f64::consts::TAU))
    }
}

impl Draw for Xor {
    fn size(&self) -> (u32, f64) {
        (self.samples, self.noise)
    }
    fn point(&self, class: u32, _along: f64, rng: &mut Rng) -> [f64; 2] {
        // A gap of 0.3 on either side of the axes, as in TensorFlow Playground.
        let [a, b] = [rng.uniform(0.3, 5.3), rng.uniform(0.3, 5.3)];
        match (rng.bits() & 1, class) {
            (0, 1) => [a, b],
            (_, 1) => [-a, -b],
            (0, _) => [-a, b],
            _ => [a, -b],
        }
    }
}

impl Draw for Gauss {
    fn size(&self) -> (u32, f64) {
        (self.samples, 0.0)
    }
    fn point(&self, class: u32, _along: f64, rng: &mut Rng) -> [f64; 2] {
        let center = if class == 1 { 2.0 } else { -2.0 };
        [rng.normal(), rng.normal()].map(|x| center + (0.9 + self.noise) * x)
    }
}

impl Draw for Spiral {
    fn size(&self) -> (u32, f64) {
        (self.samples, self.noise)
    }
    fn point(&self, class: u32, along: f64, _rng: &mut Rng) -> [f64; 2] {
        let turn = if class == 1 { 0.0 } else { core::f64::consts::PI };
        polar(0.3 + 5.0 * along, 1.75 * core::f64::consts::TAU * along + turn)
    }
}

/// The point at a distance and a bearing, clockwise from straight up.
fn polar(radius: f64, angle: f64) -> [f64; 2] {
    [radius * sin(angle), radius * cos(angle)]
}

impl Generate for NamedTable {
    fn points(&self, _rng: &mut Rng) -> Option<Vec<Point>> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::Stream;

    #[test]
    fn classes_are_balanced_and_points_in_view() {
        for dataset in Dataset::all() {
            let Some(points) = dataset.as_dyn().points(&mut Rng::stream(1, Stream::Data, [0; 3])) else { continue };
            assert_eq!(points.len(), 500);
            assert_eq!(points.iter().filter(|p| p.class == 1).count(), 250, "{dataset:?}");
            let outside = points.iter().flat_map(|p| p.x).filter(|x| x.abs() > EXTENT).count();
            assert!(outside < 10, "{dataset:?} has {outside} coordinates out of view");
        }
    }

    #[test]
    fn without_noise_every_point_keeps_its_formula() {
        let mut rng = Rng::stream(2, Stream::Data, [0; 3]);
        for point in (Circle { samples: 100, noise: 0.0 }).points(&mut rng).unwrap_or_default() {
            let radius = libm::hypot(point.x[0], point.x[1]);
            assert!(if point.class == 1 { radius < 2.5 } else { radius > 3.49 }, "{point:?}");
        }
        for point in (Xor { samples: 100, noise: 0.0 }).points(&mut rng).unwrap_or_default() {
            assert_eq!(point.x[0] * point.x[1] > 0.0, point.class == 1, "{point:?}");
        }
    }
}
