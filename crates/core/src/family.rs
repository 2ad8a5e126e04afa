//! Families: what a user can choose from, each member declared once.
//!
//! `family!` turns a declaration into the Rust types, their defaults and the table ([`Family`], [`Spec`], [`Param`]) that
//! the decoder, the TypeScript types and the controls of the page read. It holds data only; arithmetic stands beside it.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

use crate::decimal::Shortest;
use crate::value::Value;

/// A family: everything that may stand in one place of a configuration.
#[derive(Clone, Copy, Debug)]
pub struct Family {
    /// Snake case: `activation`.
    pub name: &'static str,
    /// What the members do. Empty without the feature `docs`.
    pub doc: &'static str,
    /// The members, in the order of the menu.
    pub members: &'static [Spec],
}

/// One member of a family.
#[derive(Clone, Copy, Debug)]
pub struct Spec {
    /// Its name in JSON, addresses and attributes: `leaky_relu`.
    pub kind: &'static str,
    /// Its name for people: `Leaky ReLU`. Empty without the feature `docs`.
    pub label: &'static str,
    /// One line of Unicode: `max(0, x)`. Empty without the feature `docs`.
    pub formula: &'static str,
    /// What it is for and where it comes from. Empty without the feature `docs`.
    pub doc: &'static str,
    /// What can be set.
    pub params: &'static [Param],
}

/// One setting of a member or of the configuration.
#[derive(Clone, Copy, Debug)]
pub struct Param {
    /// Snake case, PyTorch's where it has one: `beta1`.
    pub name: &'static str,
    /// What it does. Empty without the feature `docs`.
    pub doc: &'static str,
    /// What it is when nothing is said.
    pub default: fn() -> Value,
    /// What it may be.
    pub kind: Kind,
    /// Whether it may change while a run trains; otherwise the run starts again.
    pub live: bool,
}

/// What a setting may be.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// A number in a range.
    Number(Range),
    /// A whole number in a range.
    Integer(Range),
    /// Yes or no.
    Flag,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A word of letters, digits and hyphens: the name of something outside.
    Name,
    /// Any number of values up to a limit.
    List(&'static Self, usize),
    /// A member of a family; a function, because a family may contain itself.
    Member(fn() -> &'static Family),
    /// Settings that belong together.
    Record(fn() -> &'static [Param]),
}

/// Which numbers are valid, and which a slider shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    /// The smallest.
    pub min: f64,
    /// The largest; infinity when there is none.
    pub max: f64,
    /// Whether `min` itself is left out.
    pub above_min: bool,
    /// Whether `max` itself is left out.
    pub below_max: bool,
    /// The useful values: from, to.
    pub shown: (f64, f64),
    /// Whether a slider moves by factors.
    pub log: bool,
}

impl Range {
    /// Whether `x` is a finite number in the range.
    pub fn contains(&self, x: f64) -> bool {
        let low = if self.above_min { x > self.min } else { x >= self.min };
        let high = if self.below_max { x < self.max } else { x <= self.max };
        x.is_finite() && low && high
    }
}

/// As it stands after "a number": `from 0 to 1`, `above 0`, `from 0 to below 1`.
impl core::fmt::Display for Range {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let (min, max) = (Shortest(self.min), Shortest(self.max));
        match (self.above_min, self.below_max, self.min.is_finite(), self.max.is_finite()) {
            (_, _, false, false) => f.write_str("that is finite"),
            (true, _, _, false) => write!(f, "above {min}"),
            (false, _, _, false) => write!(f, "of {min} or more"),
            (false, false, ..) => write!(f, "from {min} to {max}"),
            (false, true, ..) => write!(f, "from {min} to below {max}"),
            (true, false, ..) => write!(f, "above {min} and up to {max}"),
            (true, true, ..) => write!(f, "above {min} and below {max}"),
        }
    }
}

const fn range(min: f64, max: f64) -> Range {
    Range { min, max, above_min: false, below_max: false, shown: (min, max), log: false }
}

/// A number in `min..=max`.
pub const fn between(min: f64, max: f64) -> Kind {
    Kind::Number(range(min, max))
}

/// A number of `min` or more.
pub const fn at_least(min: f64) -> Kind {
    Kind::Number(range(min, f64::INFINITY))
}

/// A number above `min`.
pub const fn above(min: f64) -> Kind {
    Kind::Number(Range { above_min: true, ..range(min, f64::INFINITY) })
}

/// A number in `min..max`.
pub const fn up_to(min: f64, max: f64) -> Kind {
    Kind::Number(Range { below_max: true, ..range(min, max) })
}

/// A whole number in `min..=max`.
pub const fn integer(min: u32, max: u32) -> Kind {
    Kind::Integer(range(min as f64, max as f64))
}

impl Kind {
    /// The values that a slider shows.
    pub const fn shown(self, from: f64, to: f64) -> Self {
        match self {
            Self::Number(r) => Self::Number(Range { shown: (from, to), ..r }),
            Self::Integer(r) => Self::Integer(Range { shown: (from, to), ..r }),
            other => other,
        }
    }

    /// The values that a slider shows, moving by factors.
    pub const fn shown_log(self, from: f64, to: f64) -> Self {
        match self.shown(from, to) {
            Self::Number(r) => Self::Number(Range { log: true, ..r }),
            Self::Integer(r) => Self::Integer(Range { log: true, ..r }),
            other => other,
        }
    }
}

/// A type that can stand in a configuration.
pub trait Field: Sized {
    /// What values it may have, before a declaration narrows them.
    const KIND: Kind;
    /// Reads a value that was checked against its kind.
    fn take(value: &Value) -> Self;
    /// The value that [`take`](Self::take) reads back.
    fn value(&self) -> Value;
}

/// Settings that belong together: a member's, or a part of the configuration.
pub trait Record: Sized {
    /// The settings in order.
    const PARAMS: &'static [Param];
    /// Reads a map that was checked; what is missing has its default.
    fn take_params(value: &Value) -> Self;
    /// Every setting with its name, in order.
    fn params(&self) -> Vec<(String, Value)>;
}

/// One of a few words.
pub trait Word: Copy + 'static {
    /// The words.
    const WORDS: &'static [&'static str];
    /// What the words stand for, in the same order.
    const ALL: &'static [Self];
    /// Its word.
    fn word(self) -> &'static str;
}

/// Settings with their values, in the same order.
pub fn named(params: &[Param], values: Vec<Value>) -> Vec<(String, Value)> {
    params.iter().map(|param| String::from(param.name)).zip(values).collect()
}

/// The value of a member.
pub fn member(kind: &str, mut params: Vec<(String, Value)>) -> Value {
    params.insert(0, (String::from("kind"), kind.into()));
    Value::Map(params)
}

/// The prose, which only builds with the feature `docs` hold.
pub const fn prose(text: &'static str) -> &'static str {
    if cfg!(feature = "docs") { text } else { "" }
}

impl Field for f64 {
    const KIND: Kind = Kind::Number(range(Self::NEG_INFINITY, Self::INFINITY));
    fn take(value: &Value) -> Self {
        if let Value::Number(x) = value { *x } else { 0.0 }
    }
    fn value(&self) -> Value {
        Value::Number(*self)
    }
}

impl Field for u32 {
    const KIND: Kind = integer(0, Self::MAX);
    fn take(value: &Value) -> Self {
        if let Value::Number(x) = value { *x as Self } else { 0 }
    }
    fn value(&self) -> Value {
        Value::Number(f64::from(*self))
    }
}

impl Field for bool {
    const KIND: Kind = Kind::Flag;
    fn take(value: &Value) -> Self {
        *value == Value::Flag(true)
    }
    fn value(&self) -> Value {
        Value::Flag(*self)
    }
}

impl Field for String {
    const KIND: Kind = Kind::Name;
    fn take(value: &Value) -> Self {
        if let Value::Text(text) = value { text.clone() } else { Self::new() }
    }
    fn value(&self) -> Value {
        Value::Text(self.clone())
    }
}

/// The most items that a list of a configuration may have.
const MOST_ITEMS: usize = 64;

impl<T: Field> Field for Vec<T> {
    const KIND: Kind = Kind::List(&T::KIND, MOST_ITEMS);
    fn take(value: &Value) -> Self {
        match value {
            Value::List(items) => items.iter().map(T::take).collect(),
            Value::Null => Self::new(),
            one => core::iter::once(T::take(one)).collect(),
        }
    }
    fn value(&self) -> Value {
        Value::List(self.iter().map(T::value).collect())
    }
}

/// What may be left open: nothing stands for "set by the task".
impl<T: Field> Field for Option<T> {
    const KIND: Kind = T::KIND;
    fn take(value: &Value) -> Self {
        (*value != Value::Null).then(|| T::take(value))
    }
    fn value(&self) -> Value {
        self.as_ref().map_or(Value::Null, T::value)
    }
}

impl<T: Field> Field for Box<T> {
    const KIND: Kind = T::KIND;
    fn take(value: &Value) -> Self {
        Self::new(T::take(value))
    }
    fn value(&self) -> Value {
        (**self).value()
    }
}

/// Declares a family (`enum`), settings that belong together (`struct`), or a few words (`choice`).
///
/// ```text
/// family! {
///     /// What a unit does with its weighted sum.
///     pub enum Activation: dyn Activate<L> as "activation" {
///         /// What it is for. Authors, year, link.
///         LeakyRelu = "leaky_relu", "Leaky ReLU", "x if x > 0 else negative_slope·x", {
///             /// What the setting does.
///             negative_slope: f64 = 0.01 => at_least(0.0).shown(0.0, 0.5),
///         },
///     }
/// }
/// ```
///
/// `@live` before a setting of a `struct` says that it may change while a run trains.
#[macro_export]
macro_rules! family {
    (
        $(#[doc = $doc:literal])*
        $vis:vis enum $Name:ident: dyn $Engine:ident $(<$L:ident>)? as $name:literal {
            $(
                $(#[doc = $member_doc:literal])*
                $Member:ident = $kind:literal, $label:literal, $formula:literal, { $($params:tt)* }
            ),* $(,)?
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Clone, Debug, PartialEq)]
        $vis enum $Name {
            $($(#[doc = $member_doc])* $Member($Member)),*
        }

        $($crate::family::family! {
            $(#[doc = $member_doc])*
            $vis struct $Member { $($params)* }
        })*

        impl $Name {
            /// The declaration of every member.
            $vis const FAMILY: &'static $crate::family::Family = &$crate::family::Family {
                name: $name,
                doc: $crate::family::prose(concat!($($doc, "\n"),*)),
                members: &[$($crate::family::Spec {
                    kind: $kind,
                    label: $crate::family::prose($label),
                    formula: $crate::family::prose($formula),
                    doc: $crate::family::prose(concat!($($member_doc, "\n"),*)),
                    params: <$Member as $crate::family::Record>::PARAMS,
                }),*],
            };

            /// Every member with its defaults.
            $vis fn all() -> alloc::vec::Vec<Self> {
                alloc::vec![$(Self::$Member($Member::default())),*]
            }

            /// The name of the member.
            $vis fn kind(&self) -> &'static str {
                match self { $(Self::$Member(_) => $kind),* }
            }

            /// The member, through the trait that the engine calls.
            #[inline(never)] // so that other crates use what is compiled here, see below
            $vis fn as_dyn $(<$L: $crate::lane::Lane>)? (&self) -> &dyn $Engine $(<$L>)? {
                match self { $(Self::$Member(member) => member),* }
            }
        }

        // Names what training calls, so that it is compiled with this crate, for speed, and not with those that call it.
        $(const _: () = {
            type $L = $crate::simd::F32x4;
            #[used]
            static COMPILED: fn(&$Name) -> &dyn $Engine<$L> = $Name::as_dyn::<$L>;
        };)?

        impl $crate::family::Field for $Name {
            const KIND: $crate::family::Kind = $crate::family::Kind::Member(|| Self::FAMILY);

            fn take(value: &$crate::value::Value) -> Self {
                match value.kind() {
                    $(Some($kind) => Self::$Member($crate::family::Record::take_params(value)),)*
                    _ => Self::take(&Self::FAMILY.members[0].kind.into()),
                }
            }

            fn value(&self) -> $crate::value::Value {
                let params = match self { $(Self::$Member(member) => $crate::family::Record::params(member)),* };
                $crate::family::member(self.kind(), params)
            }
        }
    };

    (
        $(#[doc = $doc:literal])*
        $vis:vis struct $Name:ident {
            $(
                $(#[doc = $param_doc:literal])*
                $(@$live:ident)? $param:ident: $Type:ty = $default:expr $(=> $kind:expr)?
            ),* $(,)?
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Clone, Debug, PartialEq)]
        $vis struct $Name {
            $($(#[doc = $param_doc])* pub $param: $Type),*
        }

        impl Default for $Name {
            fn default() -> Self {
                Self { $($param: $default),* }
            }
        }

        impl $crate::family::Record for $Name {
            const PARAMS: &'static [$crate::family::Param] = &[$($crate::family::Param {
                name: stringify!($param),
                doc: $crate::family::prose(concat!($($param_doc, "\n"),*)),
                default: || <$Type as $crate::family::Field>::value(&$default),
                kind: $crate::family::family!(@kind $Type $(, $kind)?),
                live: $crate::family::family!(@live $($live)?),
            }),*];

            #[allow(unused_variables, reason = "a member without settings reads nothing")]
            fn take_params(value: &$crate::value::Value) -> Self {
                Self {
                    $($param: value.get(stringify!($param)).map_or_else(|| $default, $crate::family::Field::take)),*
                }
            }

            fn params(&self) -> alloc::vec::Vec<(alloc::string::String, $crate::value::Value)> {
                $crate::family::named(Self::PARAMS, alloc::vec![$($crate::family::Field::value(&self.$param)),*])
            }
        }

        impl $crate::family::Field for $Name {
            const KIND: $crate::family::Kind =
                $crate::family::Kind::Record(|| <Self as $crate::family::Record>::PARAMS);

            fn take(value: &$crate::value::Value) -> Self {
                $crate::family::Record::take_params(value)
            }

            fn value(&self) -> $crate::value::Value {
                $crate::value::Value::Map($crate::family::Record::params(self))
            }
        }
    };

    (
        $(#[doc = $doc:literal])*
        $vis:vis choice $Name:ident {
            $($(#[doc = $word_doc:literal])* $Word:ident = $word:literal),* $(,)?
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        $vis enum $Name {
            $($(#[doc = $word_doc])* $Word),*
        }

        impl $crate::family::Word for $Name {
            const WORDS: &'static [&'static str] = &[$($word),*];
            const ALL: &'static [Self] = &[$(Self::$Word),*];
            fn word(self) -> &'static str {
                match self { $(Self::$Word => $word),* }
            }
        }

        impl $crate::family::Field for $Name {
            const KIND: $crate::family::Kind =
                $crate::family::Kind::Choice(<Self as $crate::family::Word>::WORDS);

            fn take(value: &$crate::value::Value) -> Self {
                match value.kind() {
                    $(Some($word) => Self::$Word,)*
                    _ => <Self as $crate::family::Word>::ALL[0],
                }
            }

            fn value(&self) -> $crate::value::Value {
                $crate::family::Word::word(*self).into()
            }
        }
    };

    (@kind $Type:ty) => { <$Type as $crate::family::Field>::KIND };
    (@kind $Type:ty, $kind:expr) => { $kind };
    (@live) => { false };
    (@live live) => { true };
}
pub use family;
