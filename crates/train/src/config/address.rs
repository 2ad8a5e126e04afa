//! A configuration as an address, and back: `v=1&data=xor&layers=dense(units:4;activation:relu),dense`.
//!
//! An address holds what differs from the defaults of its version. A member is its kind, with settings in parentheses:
//! `adam(lr:0.01;beta1:0.8)`; settings that belong together are parentheses alone: `seeds=(weights:7)`; a list has commas.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::{Config, decode};
use playgrad_core::decimal;
use playgrad_core::error::ConfigError;
use playgrad_core::family::{Field, Kind, Param, Record};
use playgrad_core::value::Value;

/// The version of addresses. Its defaults are frozen: stored addresses must keep their meaning.
pub const VERSION: u32 = 1;

/// How deep parentheses may be nested.
const DEEPEST: usize = 16;

/// The address of a configuration.
pub fn to_address(config: &Config) -> String {
    let mut text = format!("v={VERSION}");
    let value = config.value();
    for param in Config::PARAMS {
        if let Some(changed) = changed(param, &value) {
            text += &format!("&{}={}", param.name, write(&param.kind, changed));
        }
    }
    text
}

/// The value of a setting, if it differs from the default.
fn changed<'a>(param: &Param, owner: &'a Value) -> Option<&'a Value> {
    owner.get(param.name).filter(|value| **value != (param.default)())
}

/// A value as it stands in an address.
pub(crate) fn write(kind: &Kind, value: &Value) -> String {
    match (kind, value) {
        (Kind::List(kind, _), Value::List(items)) => {
            let items: Vec<String> = items.iter().map(|item| write(kind, item)).collect();
            items.join(",")
        }
        (Kind::Member(family), _) => {
            let kind = value.kind().unwrap_or_default();
            let member = family().members.iter().find(|member| member.kind == kind);
            let settings = member.map_or(String::new(), |member| settings(member.params, value));
            if settings.is_empty() { kind.to_string() } else { format!("{kind}({settings})") }
        }
        (Kind::Record(params), _) => format!("({})", settings(params(), value)),
        (_, Value::Text(text)) => text.clone(),
        (_, value) => value.to_string(),
    }
}

fn settings(params: &[Param], owner: &Value) -> String {
    let write = |param: &Param| Some(format!("{}:{}", param.name, write(&param.kind, changed(param, owner)?)));
    params.iter().filter_map(write).collect::<Vec<_>>().join(";")
}

/// The configuration of an address: the text after `#`.
pub fn from_address(text: &str) -> Result<Config, ConfigError> {
    let text = percent_decoded(text);
    let mut value = Value::Map(Vec::new());
    for part in text.trim_start_matches('#').split('&').filter(|part| !part.is_empty()) {
        let (name, text) = part.split_once('=').unwrap_or((part, ""));
        let read = read(name, text)?;
        if name != "v" {
            value.set(name, read);
        } else if read != Value::Number(f64::from(VERSION)) {
            return Err(ConfigError::new("v", text, format!("{VERSION}, the version of addresses that is known here")));
        }
    }
    decode(&value)
}

/// The value of a field that stands in an address.
pub(crate) fn read(field: &str, text: &str) -> Result<Value, ConfigError> {
    Reader { field, text, rest: text }.whole(kind_of(Config::PARAMS, field))
}

/// What the setting of this name may be, if there is one.
fn kind_of(params: &'static [Param], name: &str) -> Option<Kind> {
    params.iter().find(|param| param.name == name).map(|param| param.kind)
}

/// `%2C` → `,`: programs that pass addresses on may have encoded them.
fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let digit = |i: usize| after.get(i).and_then(|&digit| char::from(digit).to_digit(16));
        let (decoded, after) = match (byte, digit(0), digit(1)) {
            (b'%', Some(high), Some(low)) => ((16 * high + low) as u8, &after[2..]),
            _ => (byte, after),
        };
        bytes.push(decoded);
        rest = after;
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Reads values from the text of one part of an address. What a value may be tells a word from a number that looks alike;
/// whether it is that is for [`decode`] to say.
struct Reader<'a> {
    field: &'a str,
    text: &'a str,
    rest: &'a str,
}

impl<'a> Reader<'a> {
    /// The value that the whole text is.
    fn whole(mut self, kind: Option<Kind>) -> Result<Value, ConfigError> {
        let value = self.list(kind, 0)?;
        if self.rest.is_empty() { Ok(value) } else { Err(self.error("a value with matching parentheses")) }
    }

    fn error(&self, allowed: &str) -> ConfigError {
        ConfigError::new(self.field, self.text, allowed)
    }

    /// Takes a character if it comes next.
    fn take(&mut self, c: char) -> bool {
        let rest = self.rest.strip_prefix(c);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn word(&mut self) -> &'a str {
        let end = self.rest.bytes().position(|byte| b"(),;:".contains(&byte)).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at_checked(end).unwrap_or((self.rest, ""));
        self.rest = rest;
        word
    }

    /// Values with commas between them; a single one stands for itself, none for an empty list.
    fn list(&mut self, kind: Option<Kind>, depth: usize) -> Result<Value, ConfigError> {
        if self.rest.is_empty() || self.rest.starts_with([')', ';']) {
            return Ok(Value::List(Vec::new()));
        }
        let of_item = if let Some(Kind::List(kind, _)) = kind { Some(*kind) } else { kind };
        let mut items = Vec::new();
        loop {
            items.push(self.item(of_item, depth)?);
            if !self.take(',') {
                break;
            }
        }
        Ok(if items.len() == 1 { items.swap_remove(0) } else { Value::List(items) })
    }

    /// A word, or settings in parentheses with or without a kind before them.
    fn item(&mut self, kind: Option<Kind>, depth: usize) -> Result<Value, ConfigError> {
        let word = self.word();
        if !self.take('(') {
            return Ok(scalar(kind, word));
        }
        if depth == DEEPEST {
            return Err(self.error("a value with fewer parentheses"));
        }
        let params = match kind {
            Some(Kind::Member(family)) => family().members.iter().find(|member| member.kind == word).map(|m| m.params),
            Some(Kind::Record(params)) => Some(params()),
            _ => None,
        };
        let mut map = Value::Map(Vec::new());
        if !word.is_empty() {
            map.set("kind", word.into());
        }
        while !self.take(')') {
            let name = self.word();
            if !self.take(':') {
                return Err(self.error("settings like (lr:0.01;beta1:0.9)"));
            }
            let value = self.list(params.and_then(|params| kind_of(params, name)), depth + 1)?;
            map.set(name, value);
            if !self.take(';') && !self.rest.starts_with(')') {
                return Err(self.error("a value with matching parentheses"));
            }
        }
        Ok(map)
    }
}

/// A word where a word may stand, else what it looks like: a flag, a number, or itself.
fn scalar(kind: Option<Kind>, word: &str) -> Value {
    match (kind, word) {
        (Some(Kind::Choice(_) | Kind::Name | Kind::Member(_)), _) => word.into(),
        (_, "true") => Value::Flag(true),
        (_, "false") => Value::Flag(false),
        _ => decimal::read(word).map_or_else(|| word.into(), Value::Number),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::{Dataset, Xor};
    use playgrad_core::layer::{Dense, Dropout, Layer};

    /// Addresses that were given out, with what they must mean for ever.
    const STORED: [(&str, &str); 4] = [
        ("", "v=1"),
        ("v=1&data=xor(noise:0.5)&layers=dense(units:4)&optimizer=sgd(lr:0.1;momentum:0.9)", ""),
        ("v=1&data=table(name:iris)&layers=dense(activation:relu;init:he_normal),dropout&seeds=(weights:7)", ""),
        ("v=1&features=x1_x2&layers=&loss=mean_squared_error&penalty=l2(strength:0.01)&shuffle=false", ""),
    ];

    #[test]
    fn stored_addresses_keep_their_meaning() {
        for (address, meaning) in STORED {
            let meaning = if meaning.is_empty() { address } else { meaning };
            assert_eq!(to_address(&from_address(address).unwrap()), meaning);
        }
    }

    #[test]
    fn an_address_says_what_differs() {
        let mut config = Config::default();
        assert_eq!(to_address(&config), "v=1");
        config.data = Dataset::Xor(Xor { noise: 0.5, ..Xor::default() });
        config.layers = alloc::vec![Layer::Dense(Dense::default()), Layer::Dropout(Dropout { rate: 0.25 })];
        config.seeds.weights = 7;
        assert_eq!(to_address(&config), "v=1&data=xor(noise:0.5)&layers=dense,dropout(rate:0.25)&seeds=(weights:7)");
        assert_eq!(from_address(&to_address(&config)).unwrap(), config);
    }

    #[test]
    fn encoded_addresses_are_read() {
        let plain = from_address("data=xor(noise:0.5)&layers=dense(units:3),dense").unwrap();
        assert_eq!(from_address("#data=xor%28noise%3A0.5%29&layers=dense(units%3a3)%2cdense").unwrap(), plain);
    }

    #[test]
    fn bad_addresses_are_refused_with_the_place() {
        let error = |text: &str| from_address(text).unwrap_err().to_string();
        assert_eq!(error("layers=dense(units:0)"), "layers[0].units = 0 is not an integer from 1 to 1024");
        assert_eq!(error("layers=dense(units:8"), "layers = dense(units:8 is not a value with matching parentheses");
        assert_eq!(error("layers=dense)"), "layers = dense) is not a value with matching parentheses");
        assert_eq!(error("optimizer=adam(0.1)"), "optimizer = adam(0.1) is not settings like (lr:0.01;beta1:0.9)");
        assert_eq!(error("optimizer=adam(lr:NaN)"), "optimizer.lr = NaN is not a number of 0 or more");
        assert_eq!(error("v=9"), "v = 9 is not 1, the version of addresses that is known here");
        assert!(error("color=red").starts_with("color = \"red\" is not a setting of the configuration: one of data"));
        assert!(error(&format!("layers={}", "a(b:".repeat(99))).contains("fewer"));
    }
}
