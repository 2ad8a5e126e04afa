//! Family: how gradients move parameters.

use crate::family::{above, at_least, family, up_to};
use crate::lane::Lane;
use crate::math::{powi, root};

family! {
    /// How gradients move parameters.
    pub enum Optimizer: dyn Update<L> as "optimizer" {
        /// Steps against the gradient, with momentum if wanted (Polyak, 1964) and Nesterov's look ahead (Sutskever et al., 2013). The rate stands outside the velocity, as in PyTorch.
        Sgd = "sgd", "SGD", "v ← momentum·v + g;  p ← p − lr·v", {
            /// Learning rate. PyTorch's default.
            lr: f64 = 0.001 => at_least(0.0).shown_log(1e-5, 10.0),
            /// How much of the last step's direction is kept: 0.9 for small data, toward 0.999 for large.
            momentum: f64 = 0.0 => up_to(0.0, 1.0).shown(0.0, 0.999),
            /// Takes this share off the gradient that enters the velocity, from the second step on; only with momentum, as in PyTorch.
            dampening: f64 = 0.0 => up_to(0.0, 1.0).shown(0.0, 0.9),
            /// Looks one step ahead along the velocity.
            nesterov: bool = false,
        },
        /// Gives each parameter its own rate from running means of its gradient and squared gradient; forgiving of the learning rate. Kingma and Ba, 2015, arXiv:1412.6980.
        Adam = "adam", "Adam", "p ← p − lr·m̂ / (√v̂ + eps)", {
            /// Learning rate. PyTorch's and Keras' default.
            lr: f64 = 0.001 => at_least(0.0).shown_log(1e-5, 1.0),
            /// Decay of the mean of the gradients.
            beta1: f64 = 0.9 => up_to(0.0, 1.0).shown(0.0, 0.999),
            /// Decay of the mean of the squared gradients.
            beta2: f64 = 0.999 => up_to(0.0, 1.0).shown(0.9, 0.9999),
            /// Keeps the division finite.
            eps: f64 = 1e-8 => above(1e-30).shown_log(1e-10, 1e-2),
            /// Where eps is added.
            eps_placement: EpsPlacement = EpsPlacement::Corrected,
        },
    }
}

family! {
    /// Where an optimizer adds eps to the root of the squared gradients.
    pub choice EpsPlacement {
        /// After the bias correction, as in the paper's algorithm and in PyTorch.
        Corrected = "corrected",
        /// Before it: "epsilon hat", as in Keras.
        Uncorrected = "uncorrected",
    }
}

/// What holds for all parameters in one update.
#[derive(Clone, Copy, Debug)]
pub struct Now {
    /// The optimizer's own count of updates, from 1.
    pub t: u64,
    /// Learning rate.
    pub lr: f64,
    /// Momentum (or beta1), where a schedule moves it.
    pub momentum: Option<f64>,
}

/// The equation of an optimizer that looks at one parameter at a time.
pub trait Rule {
    /// What it remembers about each parameter.
    type Memory<L: Lane>: Slots<L>;

    /// The rate it begins with.
    fn lr(&self) -> f64;

    /// How many numbers it carries from step to step beside its memory.
    fn scalars(&self) -> usize {
        0
    }

    /// The equation of this step: from parameter, gradient and memory to the new parameter.
    ///
    /// What is constant in a step is computed here in `f64` and rounded once; `scalars` is what the rule carries from step
    /// to step beside its memory.
    fn at<L: Lane>(&self, now: &Now, scalars: &mut [f64]) -> impl Fn(L, L, &mut Self::Memory<L>) -> L;
}

/// What a [`Rule`] remembers about one parameter: in memory, slot after slot for all of them.
pub trait Slots<L> {
    /// How many values a parameter has.
    const COUNT: usize;
    /// `p ← f(p, g, memory)` for every parameter.
    fn apply(p: &mut [L], g: &[L], memory: &mut [L], f: impl Fn(L, L, &mut Self) -> L);
}

impl<L: Lane, const K: usize> Slots<L> for [L; K] {
    const COUNT: usize = K;

    fn apply(p: &mut [L], g: &[L], memory: &mut [L], f: impl Fn(L, L, &mut Self) -> L) {
        let n = p.len();
        let g = &g[..n];
        let mut blocks = memory.chunks_exact_mut(n.max(1));
        let slots: [&mut [L]; K] = core::array::from_fn(|_| &mut blocks.next().unwrap_or_default()[..n]);
        for i in 0..n {
            let mut now = core::array::from_fn(|k| slots[k][i]);
            p[i] = f(p[i], g[i], &mut now);
            for k in 0..K {
                slots[k][i] = now[k];
            }
        }
    }
}

/// An optimizer on all parameters at once.
pub trait Update<L: Lane> {
    /// The rate it begins with.
    fn lr(&self) -> f64;
    /// How many values it remembers about `n` parameters.
    fn memory(&self, n: usize) -> usize;
    /// How many numbers it carries from step to step beside its memory.
    fn scalars(&self) -> usize;
    /// `p ← p + step`, from the gradients `g`. `scalars` and `memory` start as zeros.
    fn update(&self, now: &Now, scalars: &mut [f64], p: &mut [L], g: &[L], memory: &mut [L]);
}

impl<L: Lane, R: Rule> Update<L> for R {
    fn lr(&self) -> f64 {
        Rule::lr(self)
    }
    fn memory(&self, n: usize) -> usize {
        n * <R::Memory<L> as Slots<L>>::COUNT
    }
    fn scalars(&self) -> usize {
        Rule::scalars(self)
    }
    fn update(&self, now: &Now, scalars: &mut [f64], p: &mut [L], g: &[L], memory: &mut [L]) {
        Slots::apply(p, g, memory, self.at::<L>(now, scalars));
    }
}

impl Rule for Sgd {
    type Memory<L: Lane> = [L; 1];

    fn lr(&self) -> f64 {
        self.lr
    }

    fn at<L: Lane>(&self, now: &Now, _scalars: &mut [f64]) -> impl Fn(L, L, &mut [L; 1]) -> L {
        let momentum = now.momentum.unwrap_or(self.momentum);
        let damped = if now.t > 1 && momentum > 0.0 { self.dampening } else { 0.0 };
        // Nesterov's step is the gradient and the velocity together; without it the gradient counts only in the velocity.
        let (of_gradient, of_velocity) = if self.nesterov { (1.0, momentum) } else { (0.0, 1.0) };
        let [keep, take, of_gradient, of_velocity, lr] =
            [momentum, 1.0 - damped, of_gradient, of_velocity, now.lr].map(L::splat);
        move |p, g, [v]| {
            *v = keep * *v + take * g;
            p - lr * (of_gradient * g + of_velocity * *v)
        }
    }
}

impl Rule for Adam {
    type Memory<L: Lane> = [L; 2];

    fn lr(&self) -> f64 {
        self.lr
    }

    fn at<L: Lane>(&self, now: &Now, _scalars: &mut [f64]) -> impl Fn(L, L, &mut [L; 2]) -> L {
        let beta1 = now.momentum.unwrap_or(self.beta1);
        let unbias1 = 1.0 / (1.0 - powi(beta1, now.t));
        let root2 = root(1.0 - powi(self.beta2, now.t));
        // What is added before the correction is divided by it, together with √v.
        let eps = match self.eps_placement {
            EpsPlacement::Corrected => self.eps,
            EpsPlacement::Uncorrected => self.eps / root2,
        };
        let [keep1, take1, keep2, take2] = [beta1, 1.0 - beta1, self.beta2, 1.0 - self.beta2].map(L::splat);
        let [rate, unroot2, eps] = [now.lr * unbias1, 1.0 / root2, eps].map(L::splat);
        move |p, g, [m, v]| {
            *m = keep1 * *m + take1 * g;
            *v = keep2 * *v + take2 * g * g;
            p - rate * *m / (v.sqrt() * unroot2 + eps)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;
    use alloc::vec::Vec;

    /// Where an optimizer ends on a function with this gradient.
    fn descend(
        optimizer: &Optimizer,
        lr: f64,
        steps: u64,
        start: [f64; 2],
        gradient: fn([f64; 2]) -> [f64; 2],
    ) -> Vec<f64> {
        let rule = optimizer.as_dyn::<f64>();
        let (mut p, mut memory, mut scalars) = (start.to_vec(), vec![0.0; rule.memory(2)], vec![0.0; rule.scalars()]);
        for t in 1..=steps {
            let g = gradient([p[0], p[1]]);
            rule.update(&Now { t, lr, momentum: None }, &mut scalars, &mut p, &g, &mut memory);
        }
        p
    }

    fn members() -> Vec<Optimizer> {
        let mut members = Optimizer::all();
        members.push(Optimizer::Sgd(Sgd { momentum: 0.9, ..Sgd::default() }));
        members.push(Optimizer::Sgd(Sgd { momentum: 0.9, nesterov: true, ..Sgd::default() }));
        members.push(Optimizer::Sgd(Sgd { momentum: 0.8, dampening: 0.5, ..Sgd::default() }));
        members.push(Optimizer::Adam(Adam { eps_placement: EpsPlacement::Uncorrected, ..Adam::default() }));
        members
    }

    /// Rate on the bowl, rate in Rosenbrock's valley, and steps there: what each needs, found by trying.
    fn needs(optimizer: &Optimizer) -> (f64, f64, u64) {
        match optimizer {
            Optimizer::Sgd(sgd) if sgd.momentum > 0.0 => (0.02, 2e-4, 40_000),
            Optimizer::Sgd(_) => (0.1, 1e-3, 80_000),
            Optimizer::Adam(_) => (0.05, 0.01, 20_000),
        }
    }

    #[test]
    fn every_rule_finds_the_bottom_of_a_bowl() {
        for optimizer in members() {
            let p = descend(&optimizer, needs(&optimizer).0, 2000, [3.0, -2.0], |[a, b]| [2.0 * a, 0.2 * b]);
            assert!(p.iter().all(|p| p.abs() < 1e-2), "{optimizer:?} stopped at {p:?}");
        }
    }

    #[test]
    fn every_rule_finds_the_end_of_rosenbrocks_valley() {
        let gradient = |[a, b]: [f64; 2]| [2.0 * (a - 1.0) - 400.0 * a * (b - a * a), 200.0 * (b - a * a)];
        for optimizer in members() {
            let (_, lr, steps) = needs(&optimizer);
            let p = descend(&optimizer, lr, steps, [-1.2, 1.0], gradient);
            assert!(p.iter().all(|p| (p - 1.0).abs() < 0.02), "{optimizer:?} stopped at {p:?}");
        }
    }

    #[test]
    fn padding_stays_zero() {
        for optimizer in members() {
            let rule = optimizer.as_dyn::<f64>();
            let (mut p, mut memory) = (vec![0.0; 2], vec![0.0; rule.memory(2)]);
            for t in 1..5 {
                rule.update(&Now { t, lr: 0.1, momentum: None }, &mut [], &mut p, &[0.0; 2], &mut memory);
            }
            assert_eq!(p, [0.0; 2], "{optimizer:?}");
        }
    }
}
