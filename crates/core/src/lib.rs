//! A small neural network and its training: `no_std`, without `unsafe`, deterministic to the bit on every target.
//!
//! A [`Run`](run::Run) owns one training. It is opened from a [`Config`](config::Config), and from then on everything
//! that happens to it is a step or an edit in its [journal](journal). One step flows like this:
//!
//! ```text
//! data → batch ─┐
//! params ───────┼→ forward, layer by layer ──→ loss: value, d ──→ backward, layer by layer: grads
//!               │                                                     │
//!               └──←────────── rule(lr) ←── penalty, norms ───────────┘
//! ```
//!
//! Whatever a user can choose from is a [family]: [`Activation`](activation::Activation), [`Loss`](loss::Loss),
//! [`Optimizer`](optimizer::Optimizer), [`Layer`](layer::Layer) and so on. A member is declared once; its formula stands
//! beside the declaration, written once over [`Lane`](lane::Lane).

#![no_std]
extern crate alloc;
// `core` has no square root yet; std's is the hardware's, correctly rounded everywhere.
#[cfg(not(target_os = "none"))]
extern crate std;

pub mod activation;
pub mod batch;
pub mod config;
pub mod data;
pub mod dataset;
pub mod decimal;
pub mod error;
pub mod evaluate;
pub mod family;
pub mod feature;
mod hash;
pub mod history;
pub mod init;
pub mod journal;
mod kernel;
pub mod lane;
pub mod layer;
pub mod loss;
pub mod math;
pub mod network;
pub mod optimizer;
pub mod paint;
pub mod probe;
pub mod regularizer;
pub mod rng;
pub mod run;
pub mod simd;
mod table;
pub mod value;

/// The examples of the README are tests.
#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
pub struct Readme;
