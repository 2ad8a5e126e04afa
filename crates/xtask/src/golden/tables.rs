//! The name tables: a member that the core gets is one line here, and its golden cases are compared.

use super::names::Rule::{As, Coupled, Each, Half, Implied, Is, Off, OneMinus, Same, Says, Steady};
use super::names::{Name, name};

/// Frameworks differ at most on kinks, which are compared with PyTorch's only.
pub(super) const ACTIVATIONS: &[Name] = &[
    name("", "linear", "linear", &[]),
    name("", "sigmoid", "sigmoid", &[]),
    name("", "tanh", "tanh", &[]),
    name("", "relu", "relu", &[]),
    name("", "leaky_relu", "leaky_relu", &[("negative_slope", Same)]),
    name("", "softplus", "softplus", &[("beta", Same), ("threshold", Same)]),
    name("", "softmax", "softmax", &[]),
];

/// Where the frameworks differ, PyTorch's.
pub(super) const LOSSES: &[Name] = &[
    name("torch", "mse", "mean_squared_error", &[]),
    name("torch", "bce_logits", "binary_cross_entropy", &[("label_smoothing", Same), ("pos_weight", Same)]),
    name("torch", "cce_logits", "categorical_cross_entropy", &[("label_smoothing", Same)]),
    name("torch", "cce_logits_index", "categorical_cross_entropy", &[("label_smoothing", Same)]),
];

/// PyTorch's weight decay goes into the gradient, Keras' does not.
pub(super) const OPTIMIZERS: &[Name] = &[
    name(
        "torch",
        "SGD",
        "sgd",
        &[("lr", Same), ("momentum", Same), ("dampening", Same), ("nesterov", Same), ("weight_decay", Coupled)],
    ),
    // Keras has the rate inside the velocity.
    name(
        "keras",
        "SGD",
        "sgd",
        &[("learning_rate", As("lr")), ("momentum", Steady), ("nesterov", Same), ("weight_decay", Off)],
    ),
    name(
        "torch",
        "Adam",
        "adam",
        &[
            ("lr", Same),
            ("betas", Each(&["beta1", "beta2"])),
            ("eps", Same),
            ("weight_decay", Coupled),
            ("amsgrad", Off),
        ],
    ),
    name(
        "keras",
        "Adam",
        "adam",
        &[
            ("learning_rate", As("lr")),
            ("beta_1", As("beta1")),
            ("beta_2", As("beta2")),
            ("epsilon", As("eps")),
            ("weight_decay", Off),
            ("amsgrad", Off),
        ],
    )
    .with(&[("eps_placement", "uncorrected")]),
];

/// Penalties, and the penalty of a training run, which is written like `elastic`.
pub(super) const REGULARIZERS: &[Name] = &[
    name("keras", "l2", "l2", &[("l2", As("strength"))]),
    name("torch", "l2", "l2", &[("weight_decay", Half("strength"))]),
    name("", "elastic", "l2", &[("l1", Off), ("l2", As("strength"))]),
];

/// The same distribution under other names.
pub(super) const INITS: &[Name] = &[
    name("keras", "glorot_uniform", "glorot_uniform", &[("scale", Is(1.0)), ("mode", Says("fan_avg"))]),
    name("keras", "glorot_normal", "glorot_normal", &[("scale", Is(1.0)), ("mode", Says("fan_avg"))]),
    name("keras", "he_uniform", "he_uniform", &[("scale", Is(2.0)), ("mode", Says("fan_in"))]),
    name("keras", "he_normal", "he_normal", &[("scale", Is(2.0)), ("mode", Says("fan_in"))]),
    name("keras", "lecun_uniform", "lecun_uniform", &[("scale", Is(1.0)), ("mode", Says("fan_in"))]),
    name("keras", "lecun_normal", "lecun_normal", &[("scale", Is(1.0)), ("mode", Says("fan_in"))]),
    scaled("glorot_uniform", &[("scale", Is(1.0)), ("mode", Says("fan_avg")), ("distribution", Says("uniform"))]),
    scaled("glorot_normal", &[("scale", Is(1.0)), ("mode", Says("fan_avg")), ("distribution", Says(CUT))]),
    scaled("he_uniform", &[("scale", Is(2.0)), ("mode", Says("fan_in")), ("distribution", Says("uniform"))]),
    scaled("he_normal", &[("scale", Is(2.0)), ("mode", Says("fan_in")), ("distribution", Says(CUT))]),
    scaled("lecun_uniform", &[("scale", Is(1.0)), ("mode", Says("fan_in")), ("distribution", Says("uniform"))]),
    scaled("lecun_normal", &[("scale", Is(1.0)), ("mode", Says("fan_in")), ("distribution", Says(CUT))]),
    name("torch", "xavier_uniform_", "glorot_uniform", &[("gain", Is(1.0))]),
    kaiming("he_uniform", &[("gain_squared", Is(2.0)), ("mode", Says("fan_in")), BY_GAIN, SLOPE]),
    kaiming("lecun_uniform", &[("gain_squared", Is(1.0)), ("mode", Says("fan_in")), BY_GAIN, SLOPE]),
    name("keras", "constant", "zeros", &[("value", Is(0.0))]),
];

/// Keras' name for a normal distribution cut at two standard deviations.
const CUT: &str = "truncated_normal";

/// The gain is of this activation, and is given too.
const BY_GAIN: (&str, super::names::Rule) = ("nonlinearity", Implied);

/// The activation's slope, which is in the gain.
const SLOPE: (&str, super::names::Rule) = ("a", Implied);

const fn scaled(kind: &'static str, params: &'static [(&'static str, super::names::Rule)]) -> Name {
    name("keras", "variance_scaling", kind, params)
}

const fn kaiming(kind: &'static str, params: &'static [(&'static str, super::names::Rule)]) -> Name {
    name("torch", "kaiming_uniform_", kind, params)
}

/// Layers but for dense ones and activations, which every network has.
pub(super) const LAYERS: &[Name] = &[
    name("torch", "batchnorm", "batch_norm", &[("eps", Same), ("momentum", Same), ("features", Implied)]),
    name("keras", "batchnorm", "batch_norm", &[("eps", Same), ("momentum", OneMinus("momentum"))])
        .with(&[("running_variance", "biased")]),
    name("", "dropout", "dropout", &[("rate", Same)]),
];
