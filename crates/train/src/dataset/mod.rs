//! Family: what a network learns from. Synthetic points are made here; tables come from outside.

mod classes;
mod numbers;

use alloc::string::String;
use alloc::vec::Vec;

use crate::table::Table;
use playgrad_core::family::{between, family, integer};
use playgrad_core::rng::Rng;

/// Declares the family: what every set of classes has in common, and every set of numbers, is written once.
macro_rules! datasets {
    (
        classes { $($(#[doc = $doc:literal])* $Member:ident = $kind:literal, $label:literal, $formula:literal, { $($params:tt)* }),* $(,)? }
        numbers { $($(#[doc = $doc_n:literal])* $MemberN:ident = $kind_n:literal, $label_n:literal, $formula_n:literal, { $($params_n:tt)* }),* $(,)? }
    ) => {
        family! {
            /// What a network learns from.
            pub enum Dataset: dyn Generate as "dataset" {
                $($(#[doc = $doc])* $Member = $kind, $label, $formula, {
                    /// How many points.
                    samples: u32 = 500 => integer(2, 10_000).shown(50.0, 2000.0),
                    /// Standard deviation of what is added to each coordinate.
                    noise: f64 = 0.1 => between(0.0, 10.0).shown(0.0, 1.0),
                    /// How many points the first class has against each other one: at 0.5 all have as many.
                    balance: f64 = 0.5 => between(0.02, 0.98).shown(0.1, 0.9),
                    $($params)*
                },)*
                $($(#[doc = $doc_n])* $MemberN = $kind_n, $label_n, $formula_n, {
                    /// How many points.
                    samples: u32 = 500 => integer(2, 10_000).shown(50.0, 2000.0),
                    /// Standard deviation of what is added to the number that is to be predicted.
                    noise: f64 = 0.1 => between(0.0, 10.0).shown(0.0, 1.0),
                    $($params_n)*
                },)*
                /// Rows from outside, by name: a real data set, or one's own.
                NamedTable = "table", "Table", "rows from a table", {
                    /// Which table; whoever opens the run brings its rows.
                    name: String = "own".into(),
                    /// The columns of the source that are left out, by number from 0.
                    without: Vec<u32> = Vec::new(),
                },
            }
        }

        $(impl Generate for $Member {
            fn table(&self, rng: &mut Rng) -> Option<Table> {
                Some(classes::table(self, self.samples, self.noise, self.balance, rng))
            }
        })*
        $(impl Generate for $MemberN {
            fn table(&self, rng: &mut Rng) -> Option<Table> {
                Some(numbers::table(self, self.samples, self.noise, rng))
            }
        })*
    };
}

datasets! {
    classes {
        /// A disk inside a ring: one bend is enough, or the features x₁² and x₂².
        Circle = "circle", "Circle", "|x| < 2.5 against |x| > 3.5", {},
        /// Opposite quarters belong together: no straight line separates them (Minsky and Papert, 1969).
        Xor = "xor", "XOR", "x₁·x₂ > 0 against x₁·x₂ < 0", {},
        /// Two clouds: a straight line is enough.
        Gauss = "gauss", "Gauss", "N((−2, −2), 0.9) against N((2, 2), 0.9)", {},
        /// Two arms wound round each other: needs layers, or time (Lang and Witbrock, 1988).
        Spiral = "spiral", "Spiral", "r ∝ angle, two arms", {},
        /// Two half circles that reach into each other, as scikit-learn's make_moons.
        Moons = "moons", "Moons", "two half circles", {},
        /// Clouds round a circle, one for each class, as scikit-learn's make_blobs.
        Blobs = "blobs", "Blobs", "N(3.5·(sin a, cos a), 0.7), one for each class", {
            /// How many classes.
            classes: u32 = 3 => integer(3, 6),
        },
    }
    numbers {
        /// A number that grows along the diagonal: one unit without activation is enough.
        Plane = "plane", "Plane", "y = (x₁ + x₂) / 10", {},
        /// Three hills and three valleys, as TensorFlow Playground's second regression.
        Hills = "hills", "Hills", "y = ±(1 − r/2) round six places", {},
        /// A curve of one input that the network is to follow.
        Curve = "curve", "Curve", "y = sin(0.7·x) + x/10", {},
        /// A line of one input, and points far above it: what the squared error makes of outliers, and what others do.
        Outliers = "outliers", "Outliers", "y = x / 6, or far above", {
            /// Share of the points that are far above.
            share: f64 = 0.1 => between(0.0, 0.5).shown(0.0, 0.3),
        },
    }
}

/// How far points reach on either axis.
pub const EXTENT: f64 = 6.0;

/// A source of data.
pub trait Generate {
    /// Its rows; `None` if they come from outside.
    fn table(&self, rng: &mut Rng) -> Option<Table>;
}

impl Generate for NamedTable {
    fn table(&self, _rng: &mut Rng) -> Option<Table> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::Target;
    use playgrad_core::rng::Stream;

    fn made() -> impl Iterator<Item = (Dataset, Table)> {
        let make = |dataset: Dataset| {
            let table = dataset.as_dyn().table(&mut Rng::stream(1, Stream::Data, [0; 3]))?;
            Some((dataset, table))
        };
        Dataset::all().into_iter().filter_map(make)
    }

    #[test]
    fn points_are_in_view_and_as_many_as_asked_for() {
        for (dataset, table) in made() {
            assert_eq!(table.x.len(), 500 * table.columns.len(), "{dataset:?}");
            assert_eq!(table.train, 500);
            let outside = table.x.iter().filter(|x| x.abs() > EXTENT as f32).count();
            assert!(outside < 10, "{dataset:?} has {outside} coordinates out of view");
        }
    }

    #[test]
    fn classes_are_balanced_as_asked_for() {
        for (dataset, table) in made() {
            let Target::Classes(names, classes) = &table.target else { continue };
            let of = |class: u32| classes.iter().filter(|&&c| c == class).count();
            let counts: Vec<usize> = (0..names.len() as u32).map(of).collect();
            assert!(counts.iter().all(|&n| n.abs_diff(500 / names.len()) <= 1), "{dataset:?} has {counts:?}");
        }
        let mut rng = Rng::stream(1, Stream::Data, [0; 3]);
        let table = Circle { samples: 200, balance: 0.1, ..Circle::default() }.table(&mut rng);
        let Some(Target::Classes(_, classes)) = table.map(|table| table.target) else { panic!("classes") };
        assert_eq!(classes.iter().filter(|&&class| class == 0).count(), 20);
    }

    #[test]
    fn numbers_are_near_what_a_layer_can_reach() {
        for (dataset, table) in made() {
            let Target::Numbers(_, y) = &table.target else { continue };
            assert!(y.iter().all(|y| y.abs() < 4.0), "{dataset:?}");
        }
    }
}
