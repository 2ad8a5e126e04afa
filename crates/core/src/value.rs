//! [`Value`]: the tree that a configuration is read from, wherever it comes from.

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::decimal::Shortest;

/// What JSON, a JavaScript object, an address and an element's attributes have in common.
///
/// A member of a family is a map with its `kind` and its parameters, or only its kind as a text.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing: the same as leaving it out.
    Null,
    /// `true` or `false`.
    Flag(bool),
    /// A number, which may be NaN or infinite where it came from JavaScript.
    Number(f64),
    /// A word: a kind, a choice, a name.
    Text(String),
    /// Values in order.
    List(Vec<Self>),
    /// Named values, in the order they were written.
    Map(Vec<(String, Self)>),
}

impl Value {
    /// The value with this name in a map, unless it is null.
    #[inline(never)] // small where every setting is read
    pub fn get(&self, name: &str) -> Option<&Self> {
        let Self::Map(entries) = self else { return None };
        entries.iter().find(|(key, value)| key == name && *value != Self::Null).map(|(_, value)| value)
    }

    /// Puts a value under a name of a map, in place of the one that was there. Anything but a map becomes one.
    pub fn set(&mut self, name: &str, value: Self) {
        if !matches!(self, Self::Map(_)) {
            *self = Self::Map(Vec::new());
        }
        if let Self::Map(entries) = self {
            match entries.iter_mut().find(|(key, _)| key == name) {
                Some(entry) => entry.1 = value,
                None => entries.push((name.to_string(), value)),
            }
        }
    }

    /// The kind of a member: the text itself, or the map's `kind`.
    pub fn kind(&self) -> Option<&str> {
        match self {
            Self::Text(kind) => Some(kind),
            Self::Map(_) => match self.get("kind") {
                Some(Self::Text(kind)) => Some(kind),
                _ => None,
            },
            _ => None,
        }
    }
}

impl From<f64> for Value {
    fn from(x: f64) -> Self {
        Self::Number(x)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_string())
    }
}

/// As it stands in an error: `0.5`, `"relu"`, `{…}`.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("nothing"),
            Self::Flag(x) => write!(f, "{x}"),
            Self::Number(x) => write!(f, "{}", Shortest(*x)),
            Self::Text(x) => write!(f, "\"{x}\""),
            Self::List(x) => write!(f, "a list of {}", x.len()),
            Self::Map(_) => f.write_str("an object"),
        }
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Flag(x) => serializer.serialize_bool(*x),
            Self::Number(x) => serializer.serialize_f64(*x),
            Self::Text(x) => serializer.serialize_str(x),
            Self::List(items) => {
                let mut list = serializer.serialize_seq(Some(items.len()))?;
                for item in items {
                    list.serialize_element(item)?;
                }
                list.end()
            }
            Self::Map(entries) => {
                let mut map = serializer.serialize_map(Some(entries.len()))?;
                for (name, value) in entries {
                    map.serialize_entry(name, value)?;
                }
                map.end()
            }
        }
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Tree)
    }
}

/// Builds a [`Value`] from whatever serde finds.
struct Tree;

impl<'de> Visitor<'de> for Tree {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a flag, a number, a text, a list or an object")
    }
    fn visit_bool<E>(self, x: bool) -> Result<Value, E> {
        Ok(Value::Flag(x))
    }
    fn visit_i64<E>(self, x: i64) -> Result<Value, E> {
        Ok(Value::Number(x as f64))
    }
    fn visit_u64<E>(self, x: u64) -> Result<Value, E> {
        Ok(Value::Number(x as f64))
    }
    fn visit_f64<E>(self, x: f64) -> Result<Value, E> {
        Ok(Value::Number(x))
    }
    fn visit_str<E>(self, x: &str) -> Result<Value, E> {
        Ok(x.into())
    }
    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }
    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }
    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        Value::deserialize(deserializer)
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element()? {
            items.push(item);
        }
        Ok(Value::List(items))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(Value::Map(entries))
    }
}
