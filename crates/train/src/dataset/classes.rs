//! Sets of points in classes.

use alloc::string::{String, ToString};
use alloc::vec;
use alloc::vec::Vec;
use core::f64::consts::{PI, TAU};

use super::{Blobs, Circle, Gauss, Moons, Spiral, Xor};
use crate::table::{Table, Target};
use playgrad_core::math::double::{cos, sin};
use playgrad_core::rng::Rng;

/// The formula of a data set.
pub(super) trait Classes {
    fn classes(&self) -> usize {
        2
    }
    /// A point of a class; `along` runs from 0 to 1 over the points of each class.
    fn point(&self, class: usize, along: f64, rng: &mut Rng) -> [f64; 2];
}

/// Points of all classes in turn, with noise.
pub(super) fn table(set: &dyn Classes, samples: u32, noise: f64, balance: f64, rng: &mut Rng) -> Table {
    let order = turns(samples as usize, set.classes(), balance);
    let mut counts = vec![0.0; set.classes()];
    for &class in &order {
        counts[class] += 1.0;
    }
    let mut seen = vec![0.0; set.classes()];
    let mut x = Vec::with_capacity(2 * order.len());
    for &class in &order {
        let point = set.point(class, seen[class] / counts[class], rng);
        x.extend(point.map(|x| (x + noise * rng.normal()) as f32));
        seen[class] += 1.0;
    }
    let names = ('A'..).take(set.classes()).map(|name| name.to_string()).collect();
    let classes = order.iter().map(|&class| class as u32).collect();
    Table {
        columns: vec![String::from("x₁"), String::from("x₂")],
        x,
        target: Target::Classes(names, classes),
        train: order.len(),
        groups: vec![0, 1],
    }
}

/// The class of each point: whichever is furthest behind its share.
fn turns(samples: usize, classes: usize, balance: f64) -> Vec<usize> {
    let first = balance / (1.0 - balance);
    let all = first + (classes - 1) as f64;
    let share = |class: usize| if class == 0 { first / all } else { 1.0 / all };
    let mut counts = vec![0.0; classes];
    let turn = |i: usize| {
        let behind = |class: usize| share(class) * (i + 1) as f64 - counts[class];
        // A little more is not behind: shares like 1/3 are rounded.
        let class = (1..classes).fold(0, |most, class| if behind(class) > behind(most) + 1e-9 { class } else { most });
        counts[class] += 1.0;
        class
    };
    (0..samples).map(turn).collect()
}

impl Classes for Circle {
    fn point(&self, class: usize, _along: f64, rng: &mut Rng) -> [f64; 2] {
        let radius = if class == 1 { rng.uniform(0.0, 2.5) } else { rng.uniform(3.5, 5.3) };
        polar(radius, rng.uniform(0.0, TAU))
    }
}

impl Classes for Xor {
    fn point(&self, class: usize, _along: f64, rng: &mut Rng) -> [f64; 2] {
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

impl Classes for Gauss {
    fn point(&self, class: usize, _along: f64, rng: &mut Rng) -> [f64; 2] {
        let center = if class == 1 { 2.0 } else { -2.0 };
        cloud([center; 2], 0.9, rng)
    }
}

impl Classes for Spiral {
    fn point(&self, class: usize, along: f64, _rng: &mut Rng) -> [f64; 2] {
        let turn = if class == 1 { 0.0 } else { PI };
        polar(0.3 + 5.0 * along, 1.75 * TAU * along + turn)
    }
}

impl Classes for Moons {
    fn point(&self, class: usize, along: f64, _rng: &mut Rng) -> [f64; 2] {
        let (x, y) = (cos(PI * along), sin(PI * along));
        let [x, y] = if class == 1 { [x, y] } else { [1.0 - x, 0.5 - y] };
        [3.0 * (x - 0.5), 3.0 * (y - 0.25)]
    }
}

impl Classes for Blobs {
    fn classes(&self) -> usize {
        self.classes as usize
    }
    fn point(&self, class: usize, _along: f64, rng: &mut Rng) -> [f64; 2] {
        cloud(polar(3.5, TAU * class as f64 / f64::from(self.classes)), 0.7, rng)
    }
}

/// A point of a normal distribution.
fn cloud(center: [f64; 2], deviation: f64, rng: &mut Rng) -> [f64; 2] {
    center.map(|x| x + deviation * rng.normal())
}

/// The point at a distance and a bearing, clockwise from straight up.
fn polar(radius: f64, angle: f64) -> [f64; 2] {
    [radius * sin(angle), radius * cos(angle)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use playgrad_core::rng::Stream;

    /// Points and classes without noise.
    fn exact(set: &dyn Classes) -> Vec<([f64; 2], u32)> {
        let table = table(set, 100, 0.0, 0.5, &mut Rng::stream(2, Stream::Data, [0; 3]));
        let Target::Classes(_, classes) = table.target else { panic!("classes") };
        table.x.chunks(2).map(|x| [x[0], x[1]].map(f64::from)).zip(classes).collect()
    }

    #[test]
    fn without_noise_every_point_keeps_its_formula() {
        for (x, class) in exact(&Circle::default()) {
            let radius = libm::hypot(x[0], x[1]);
            assert!(if class == 1 { radius < 2.51 } else { radius > 3.49 }, "{x:?}");
        }
        for (x, class) in exact(&Xor::default()) {
            assert_eq!(x[0] * x[1] > 0.0, class == 1, "{x:?}");
        }
        for (x, class) in exact(&Moons::default()) {
            let center = if class == 1 { [-1.5, -0.75] } else { [1.5, 0.75] };
            let radius = libm::hypot(x[0] - center[0], x[1] - center[1]);
            assert!((radius - 3.0).abs() < 1e-6, "{x:?} of {class}");
        }
    }

    #[test]
    fn classes_take_turns() {
        assert_eq!(turns(6, 2, 0.5), [0, 1, 0, 1, 0, 1]);
        assert_eq!(turns(7, 3, 0.5), [0, 1, 2, 0, 1, 2, 0]);
        assert_eq!(turns(8, 2, 0.25).iter().filter(|&&class| class == 0).count(), 2);
    }
}
