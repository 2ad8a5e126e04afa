//! The mathematics of a small neural network: `no_std`, without `unsafe`, deterministic to the bit on every target.
//!
//! Whatever a user can choose from is a [family]: [`Activation`](activation::Activation), [`Loss`](loss::Loss),
//! [`Optimizer`](optimizer::Optimizer), [`Layer`](layer::Layer) and so on. A member is declared once; its formula stands
//! beside the declaration, written once over [`Lane`](lane::Lane). A [`Network`](network::Network) is layers over one flat
//! vector of parameters.

#![no_std]
extern crate alloc;
// `core` has no square root yet; std's is the hardware's, correctly rounded everywhere.
#[cfg(not(target_os = "none"))]
extern crate std;

pub mod activation;
pub mod batch;
pub mod decimal;
pub mod error;
pub mod family;
pub mod feature;
pub mod init;
pub mod kernel;
pub mod lane;
pub mod layer;
pub mod loss;
pub mod math;
pub mod network;
pub mod optimizer;
pub mod regularizer;
pub mod rng;
pub mod simd;
pub mod value;
