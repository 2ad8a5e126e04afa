//! A training: what is configured, what is learned from, and what happens, step by step; `no_std`, without `unsafe`,
//! deterministic to the bit on every target.
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
//! Its numbers are computed by [`playgrad_core`], which is compiled for speed; what is here is called once a step or
//! once a frame, and compiled to be small.

#![no_std]
extern crate alloc;

pub mod config;
pub mod data;
pub mod dataset;
pub mod evaluate;
mod hash;
pub mod history;
pub mod journal;
pub mod paint;
pub mod probe;
pub mod run;
mod table;

/// The examples of the README are tests.
#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
pub struct Readme;
