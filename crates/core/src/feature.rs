//! Family: inputs computed from a point.

use alloc::format;
use alloc::string::String;

use crate::family::{Word, family};
use crate::lane::Lane;

family! {
    /// What the network is told about a point (x₁, x₂). The usual seven of TensorFlow Playground, and products of them.
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
        /// Two of the others, multiplied: the square of one, or what only both together can tell.
        Product = "product", "a·b", "a·b", {
            /// The first factor.
            a: Factor = Factor::X1Squared,
            /// The second.
            b: Factor = Factor::X2,
        },
    }
}

family! {
    /// What a product is made of.
    pub choice Factor {
        /// x₁
        X1 = "x1",
        /// x₂
        X2 = "x2",
        /// x₁²
        X1Squared = "x1_squared",
        /// x₂²
        X2Squared = "x2_squared",
        /// x₁·x₂
        X1X2 = "x1_x2",
        /// sin(x₁)
        SinX1 = "sin_x1",
        /// sin(x₂)
        SinX2 = "sin_x2",
    }
}

impl Factor {
    fn value<L: Lane>(self, x1: L, x2: L) -> L {
        match self {
            Self::X1 => X1 {}.value(x1, x2),
            Self::X2 => X2 {}.value(x1, x2),
            Self::X1Squared => X1Squared {}.value(x1, x2),
            Self::X2Squared => X2Squared {}.value(x1, x2),
            Self::X1X2 => X1X2 {}.value(x1, x2),
            Self::SinX1 => SinX1 {}.value(x1, x2),
            Self::SinX2 => SinX2 {}.value(x1, x2),
        }
    }
}

impl Look for Product {
    fn value<L: Lane>(&self, x1: L, x2: L) -> L {
        self.a.value(x1, x2) * self.b.value(x1, x2)
    }
}

impl Feature {
    /// Its kind; of a product the kinds of its factors: `x1_squared·x2`.
    pub fn name(&self) -> String {
        match self {
            Self::Product(Product { a, b }) => format!("{}·{}", a.word(), b.word()),
            other => String::from(other.kind()),
        }
    }
}

/// The formula of a feature.
pub trait Look {
    /// The feature of the point (x₁, x₂).
    fn value<L: Lane>(&self, x1: L, x2: L) -> L;
    /// Whether it looks at x₂.
    fn uses_x2(&self) -> bool {
        self.value(0.5, f64::NAN).is_nan()
    }
}

/// A feature of many points.
pub trait Compute<L: Lane> {
    /// The feature of the points (x₁, x₂).
    fn at(&self, x1: L, x2: L) -> L;
    /// Whether it looks at x₂.
    fn uses_x2(&self) -> bool;
}

impl<L: Lane, F: Look> Compute<L> for F {
    fn at(&self, x1: L, x2: L) -> L {
        self.value(x1, x2)
    }
    fn uses_x2(&self) -> bool {
        Look::uses_x2(self)
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
