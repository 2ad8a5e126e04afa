//! Family: inputs computed from a point.

use crate::family::family;
use crate::lane::Lane;

family! {
    /// What the network is told about a point (x₁, x₂). The usual seven of TensorFlow Playground.
    pub enum Feature: dyn Compute<L> as "feature" {
        /// How far right.
        X1 = "x1", "x₁", "x₁", {},
        /// How far up.
        X2 = "x2", "x₂", "x₂", {},
        /// The same left and right: makes circles easy.
        X1Squared = "x1_squared", "x₁²", "x₁²", {},
        /// The same above and below: makes circles easy.
        X2Squared = "x2_squared", "x₂²", "x₂²", {},
        /// Positive in two opposite quarters: makes XOR easy.
        X1X2 = "x1_x2", "x₁x₂", "x₁·x₂", {},
        /// A wave from left to right.
        SinX1 = "sin_x1", "sin x₁", "sin(x₁)", {},
        /// A wave from bottom to top.
        SinX2 = "sin_x2", "sin x₂", "sin(x₂)", {},
    }
}

/// The formula of a feature.
pub trait Look {
    /// The feature of the point (x₁, x₂).
    fn value<L: Lane>(&self, x1: L, x2: L) -> L;
}

/// A feature of many points.
pub trait Compute<L: Lane> {
    /// The feature of the points (x₁, x₂).
    fn at(&self, x1: L, x2: L) -> L;
}

impl<L: Lane, F: Look> Compute<L> for F {
    fn at(&self, x1: L, x2: L) -> L {
        self.value(x1, x2)
    }
}

macro_rules! look {
    ($Member:ident, |$x1:ident, $x2:ident| $value:expr) => {
        impl Look for $Member {
            fn value<L: Lane>(&self, $x1: L, $x2: L) -> L {
                $value
            }
        }
    };
}
look!(X1, |x1, _x2| x1);
look!(X2, |_x1, x2| x2);
look!(X1Squared, |x1, _x2| x1 * x1);
look!(X2Squared, |_x1, x2| x2 * x2);
look!(X1X2, |x1, x2| x1 * x2);
look!(SinX1, |x1, _x2| x1.sin());
look!(SinX2, |_x1, x2| x2.sin());
