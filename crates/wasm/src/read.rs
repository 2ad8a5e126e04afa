//! From JavaScript's values to ours. Whatever is not as it should be is refused here, with its place.

use core::fmt::Display;

use js_sys::{ArrayBuffer, Float32Array, Object, Reflect, Symbol, Uint8Array, Uint32Array};
use playgrad_core::decimal::Shortest;
use playgrad_core::value::Value;
use playgrad_train::config::{self, Config};
use playgrad_train::data::{PointEdit, Role, Table, Target};
use playgrad_train::journal::{self, Edit, Entry};
use playgrad_train::probe::{LARGEST, Plane};
use playgrad_train::run::{Given, Order, Unit};
use wasm_bindgen::prelude::*;

use crate::refusal::Refusal;

/// How deep an object may be nested. One that contains itself is deeper than any.
const DEEPEST: usize = 32;

/// How many values an object may hold in all.
const MOST_VALUES: usize = 100_000;

/// The largest whole number that JavaScript counts with.
pub(crate) const MOST_STEPS: f64 = 9_007_199_254_740_991.0;

#[wasm_bindgen]
extern "C" {
    // A proxy that was revoked makes it throw, and js-sys has it without `catch`: an exception that is not caught here
    // would leave the run locked.
    #[wasm_bindgen(catch, js_namespace = Array, js_name = isArray)]
    fn is_array(value: &JsValue) -> Result<bool, JsValue>;
}

/// Something that was given, and its place: `options.table.x`.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    path: String,
    js: JsValue,
}

impl Item {
    pub(crate) fn new(path: &str, js: &JsValue) -> Self {
        Self { path: path.into(), js: js.clone() }
    }

    pub(crate) fn js(&self) -> &JsValue {
        &self.js
    }

    /// Says what stands here, and what may.
    pub(crate) fn refused(&self, allowed: impl Display) -> Refusal {
        Refusal::new(&self.path, self.describe(), allowed)
    }

    fn describe(&self) -> String {
        if let Some(number) = self.js.as_f64() {
            return Shortest(number).to_string();
        }
        if let Some(text) = self.js.as_string() {
            return Value::Text(text).to_string();
        }
        match (self.js.as_bool(), self.tag()) {
            (Some(flag), _) => Value::Flag(flag).to_string(),
            (_, Some(tag)) => format!("a {tag} of {}", self.length()),
            _ if self.is_missing() => Value::Null.to_string(),
            _ if self.is_list() => format!("a list of {}", self.length()),
            _ if self.js.is_object() => "an object".into(),
            _ => format!("a {}", self.js.js_typeof().as_string().unwrap_or_default()),
        }
    }

    fn is_missing(&self) -> bool {
        self.js.is_undefined() || self.js.is_null()
    }

    /// `None` for what was left out.
    pub(crate) fn given(self) -> Option<Self> {
        (!self.is_missing()).then_some(self)
    }

    /// A property of an object.
    pub(crate) fn get(&self, name: &str) -> Result<Self, Refusal> {
        if !self.js.is_object() {
            return Err(self.refused("an object"));
        }
        Ok(Self { path: self.join(name), js: Reflect::get(&self.js, &name.into())? })
    }

    fn join(&self, name: &str) -> String {
        if self.path.is_empty() { name.into() } else { format!("{}.{name}", self.path) }
    }

    /// An item of a list.
    fn at(&self, i: u32) -> Result<Self, Refusal> {
        Ok(Self { path: format!("{}[{i}]", self.path), js: Reflect::get_u32(&self.js, i)? })
    }

    /// Refuses properties with other names than these.
    pub(crate) fn only(&self, names: &[&str]) -> Result<(), Refusal> {
        for key in self.keys()? {
            if !names.contains(&key.as_str()) {
                return Err(self.get(&key)?.refused(format!(
                    "a property of {}: one of {}",
                    self.path,
                    names.join(", ")
                )));
            }
        }
        Ok(())
    }

    /// Names of the properties of an object, but for symbols.
    fn keys(&self) -> Result<Vec<String>, Refusal> {
        match self.js.dyn_ref::<Object>() {
            Some(object) => Ok(Reflect::own_keys(object)?.iter().filter_map(|key| key.as_string()).collect()),
            None => Err(self.refused("an object")),
        }
    }

    fn is_list(&self) -> bool {
        is_array(&self.js).unwrap_or_default()
    }

    /// `Float32Array` and so on, if it is a typed array.
    fn tag(&self) -> Option<String> {
        if !ArrayBuffer::is_view(&self.js) {
            return None;
        }
        Reflect::get(&self.js, &Symbol::to_string_tag()).ok()?.as_string()
    }

    fn length(&self) -> u32 {
        Reflect::get(&self.js, &"length".into()).ok().and_then(|n| n.as_f64()).unwrap_or_default() as u32
    }

    pub(crate) fn typed<T: JsCast>(&self, name: &str) -> Result<&T, Refusal> {
        // By name, not by class: an array may come from another window.
        if self.tag().is_some_and(|tag| tag == name) {
            return Ok(self.js.unchecked_ref());
        }
        Err(self.refused(format!("a {name}")))
    }

    /// Room for as many numbers as there are, if memory has it.
    fn room<T: Copy + Default>(&self, n: u32) -> Result<Vec<T>, Refusal> {
        let mut room = Vec::new();
        room.try_reserve_exact(n as usize).map_err(|_| self.refused("an array that fits into memory"))?;
        room.resize(n as usize, T::default());
        Ok(room)
    }

    pub(crate) fn floats(&self) -> Result<Vec<f32>, Refusal> {
        let array: &Float32Array = self.typed("Float32Array")?;
        let mut numbers = self.room(array.length())?;
        // An array whose buffer was given away is empty, and must not be touched.
        if !numbers.is_empty() {
            array.copy_to(&mut numbers);
        }
        Ok(numbers)
    }

    pub(crate) fn integers(&self) -> Result<Vec<u32>, Refusal> {
        let array: &Uint32Array = self.typed("Uint32Array")?;
        let mut numbers = self.room(array.length())?;
        if !numbers.is_empty() {
            array.copy_to(&mut numbers);
        }
        Ok(numbers)
    }

    pub(crate) fn bytes(&self) -> Result<Vec<u8>, Refusal> {
        let array: &Uint8Array = self.typed("Uint8Array")?;
        let mut bytes = self.room(array.length())?;
        if !bytes.is_empty() {
            array.copy_to(&mut bytes);
        }
        Ok(bytes)
    }

    /// Writes numbers into the array that was given, or into a new one.
    pub(crate) fn filled(self, numbers: &[f32]) -> Result<Float32Array, Refusal> {
        let Some(into) = self.given() else { return Ok(Float32Array::new_from_slice(numbers)) };
        let array: &Float32Array = into.typed("Float32Array")?;
        if array.length() as usize != numbers.len() {
            return Err(into.refused(format!("a Float32Array of {}", numbers.len())));
        }
        if !numbers.is_empty() {
            array.copy_from(numbers);
        }
        Ok(array.clone())
    }

    pub(crate) fn number(&self) -> Result<f64, Refusal> {
        self.js.as_f64().ok_or_else(|| self.refused("a number"))
    }

    /// A number in `min..=max`.
    pub(crate) fn between(&self, min: f64, max: f64) -> Result<f64, Refusal> {
        match self.js.as_f64() {
            Some(x) if (min..=max).contains(&x) => Ok(x),
            _ => Err(self.refused(format!("a number from {} to {}", Shortest(min), Shortest(max)))),
        }
    }

    pub(crate) fn flag(&self) -> Result<bool, Refusal> {
        self.js.as_bool().ok_or_else(|| self.refused("true or false"))
    }

    fn text(&self) -> Result<String, Refusal> {
        self.js.as_string().ok_or_else(|| self.refused("a text"))
    }

    /// A whole number in `min..=max`.
    pub(crate) fn whole(&self, min: f64, max: f64) -> Result<f64, Refusal> {
        match self.js.as_f64() {
            Some(x) if x >= min && x <= max && x.fract() == 0.0 => Ok(x),
            _ => Err(self.refused(format!("an integer from {} to {}", Shortest(min), Shortest(max)))),
        }
    }

    /// A list of anything.
    fn list(&self) -> Result<impl Iterator<Item = Result<Self, Refusal>>, Refusal> {
        if !self.is_list() || self.length() as usize > MOST_VALUES {
            return Err(self.refused(format!("a list of up to {MOST_VALUES}")));
        }
        Ok((0..self.length()).map(|i| self.at(i)))
    }

    /// For each stack of so many units, a list of some of them.
    pub(crate) fn shown(&self, stacks: impl Iterator<Item = usize>) -> Result<Vec<Vec<usize>>, Refusal> {
        let stacks: Vec<usize> = stacks.collect();
        if !self.is_list() || self.length() as usize != stacks.len() {
            return Err(self.refused(format!("{} lists, of inputs and of units of each layer", stacks.len())));
        }
        let units = |(item, units): (Result<Self, Refusal>, usize)| {
            let unit = |item: Result<Self, Refusal>| Ok(item?.whole(0.0, units as f64 - 1.0)? as usize);
            item?.list()?.map(unit).collect()
        };
        self.list()?.zip(stacks).map(units).collect()
    }

    fn texts(&self) -> Result<Vec<String>, Refusal> {
        self.list()?.map(|item| item?.text()).collect()
    }

    /// A tree of values, with no more of them than a configuration may have: whatever getters and proxies do, they do it
    /// here.
    pub(crate) fn value(&self) -> Result<Value, Refusal> {
        self.tree(DEEPEST, &mut { MOST_VALUES })
    }

    fn tree(&self, depth: usize, left: &mut usize) -> Result<Value, Refusal> {
        if depth == 0 || *left == 0 {
            return Err(self.refused("a value that ends: this one is too large, or contains itself"));
        }
        *left -= 1;
        if let Some(number) = self.js.as_f64() {
            return Ok(Value::Number(number));
        }
        if let Some(text) = self.js.as_string() {
            return Ok(Value::Text(text));
        }
        if let Some(flag) = self.js.as_bool() {
            return Ok(Value::Flag(flag));
        }
        if self.is_missing() {
            return Ok(Value::Null);
        }
        if !self.js.is_object() || self.tag().is_some() {
            return Err(self.refused("a flag, a number, a text, a list or an object"));
        }
        if self.is_list() {
            return self.list()?.map(|item| item?.tree(depth - 1, left)).collect::<Result<_, _>>().map(Value::List);
        }
        let entry = |key: String| {
            let value = self.get(&key)?.tree(depth - 1, left)?;
            Ok((key, value))
        };
        self.keys()?.into_iter().map(entry).collect::<Result<_, _>>().map(Value::Map)
    }

    /// A configuration: an address, or an object.
    pub(crate) fn config(&self) -> Result<Config, Refusal> {
        if let Some(address) = self.js.as_string() {
            return Ok(config::from_address(&address)?);
        }
        if !self.js.is_object() || self.is_list() || self.tag().is_some() {
            return Err(self.refused("an address, or an object of settings"));
        }
        // Its settings are called by their own names.
        Ok(config::decode(&Self::new("", &self.js).value()?)?)
    }

    pub(crate) fn table(&self) -> Result<Table, Refusal> {
        self.only(&["x", "y", "columns", "targets", "classes", "train", "groups"])?;
        let (x, y) = (self.get("x")?.floats()?, self.get("y")?);
        let numbers = y.floats()?;
        let (targets, classes) = (self.get("targets")?.given(), self.get("classes")?.given());
        let (target, rows) = match (targets, classes) {
            (Some(names), None) => {
                let names = names.texts()?;
                let rows = numbers.len().checked_div(names.len()).unwrap_or_default();
                (Target::Numbers(names, numbers), rows)
            }
            (None, Some(names)) => (Target::Classes(names.texts()?, y.classes(&numbers)?), numbers.len()),
            _ => return Err(self.refused("a table with either targets or classes")),
        };
        let train = match self.get("train")?.given() {
            Some(train) => train.whole(1.0, f64::from(u32::MAX))? as usize,
            None => rows,
        };
        let columns = self.get("columns")?.texts()?;
        let groups = match self.get("groups")?.given() {
            Some(groups) => groups.integers()?,
            None => (0..columns.len() as u32).collect(),
        };
        Ok(Table { columns, x, target, train, groups })
    }

    fn classes(&self, numbers: &[f32]) -> Result<Vec<u32>, Refusal> {
        let class = |(row, &number): (usize, &f32)| {
            // A cast saturates, so only a class comes back from it.
            let class = number as u32;
            let allowed = "a class, an integer of 0 or more";
            let refused = || Refusal::new(&format!("{}[{row}]", self.path), Shortest(number), allowed);
            (class as f32 - number == 0.0).then_some(class).ok_or_else(refused)
        };
        numbers.iter().enumerate().map(class).collect()
    }

    /// What was given beside a configuration.
    pub(crate) fn options(self) -> Result<Options, Refusal> {
        let Some(options) = self.given() else { return Ok(Options::default()) };
        options.only(&["table", "params", "order", "journal"])?;
        let table = options.get("table")?.given().map(|table| table.table()).transpose()?;
        let params = options.get("params")?.given().map(|params| params.floats()).transpose()?;
        let order = options.get("order")?.given().map(|order| order.order()).transpose()?;
        let journal = options.get("journal")?.given().map(|journal| journal.journal()).transpose()?;
        Ok(Options { table, given: Given { params, order }, journal: journal.unwrap_or_default() })
    }

    fn order(&self) -> Result<Order, Refusal> {
        self.only(&["rows", "sizes"])?;
        let sizes = self.get("sizes")?.given().map(|sizes| sizes.integers()).transpose()?;
        Ok(Order { rows: self.get("rows")?.integers()?, sizes: sizes.unwrap_or_default() })
    }

    /// A journal as text, or as the bytes of the text.
    fn journal(&self) -> Result<Vec<Entry>, Refusal> {
        let text = match self.js.as_string() {
            Some(text) => text,
            None => String::from_utf8(self.bytes()?).map_err(|_| self.refused("a journal as text, or its bytes"))?,
        };
        Ok(journal::from_text(&text)?)
    }

    pub(crate) fn edit(&self) -> Result<Edit, Refusal> {
        let kind = self.get("type")?;
        match kind.js.as_string().as_deref() {
            Some("set") => {
                self.only(&["type", "field", "value"])?;
                let field = self.get("field")?.text()?;
                // What is refused is a setting: its path begins with the field.
                let value = Self { path: field.clone(), ..self.get("value")? }.value()?;
                Ok(Edit::Set { field, value })
            }
            Some("weight") => {
                self.only(&["type", "number", "value"])?;
                let number = self.get("number")?.whole(0.0, f64::from(u32::MAX))? as u32;
                Ok(Edit::Weight { number, value: self.get("value")?.number()? as f32 })
            }
            Some("add") => {
                self.only(&["type", "x", "y"])?;
                Ok(Edit::Points(PointEdit::Add { x: self.point()?, y: self.get("y")?.number()? as f32 }))
            }
            Some("move") => {
                self.only(&["type", "row", "x"])?;
                Ok(Edit::Points(PointEdit::Move { row: self.row()?, x: self.point()? }))
            }
            Some("erase") => {
                self.only(&["type", "row"])?;
                Ok(Edit::Points(PointEdit::Erase { row: self.row()? }))
            }
            _ => Err(kind.refused("one of set, weight, add, move, erase")),
        }
    }

    fn point(&self) -> Result<Vec<f32>, Refusal> {
        self.get("x")?.list()?.map(|x| Ok(x?.number()? as f32)).collect()
    }

    fn row(&self) -> Result<u32, Refusal> {
        Ok(self.get("row")?.whole(0.0, f64::from(u32::MAX))? as u32)
    }

    pub(crate) fn unit(&self) -> Result<Unit, Refusal> {
        match self.js.as_string().as_deref() {
            Some("phase") => Ok(Unit::Phase),
            Some("layer") => Ok(Unit::Layer),
            Some("batch") => Ok(Unit::Batch),
            Some("epoch") => Ok(Unit::Epoch),
            _ => Err(self.refused("one of phase, layer, batch, epoch")),
        }
    }

    pub(crate) fn role(&self) -> Result<Role, Refusal> {
        match self.js.as_string().as_deref() {
            Some("training") => Ok(Role::Training),
            Some("validation") => Ok(Role::Validation),
            Some("test") => Ok(Role::Test),
            _ => Err(self.refused("one of training, validation, test")),
        }
    }

    pub(crate) fn plane(&self) -> Result<Plane, Refusal> {
        self.only(&["x", "y", "xRange", "yRange"])?;
        let column = |name: &str| Ok::<_, Refusal>(self.get(name)?.whole(0.0, f64::from(u32::MAX))? as usize);
        let range = |name: &str| {
            let range = self.get(name)?;
            let ends: Vec<f64> = range.list()?.map(|end| end?.number()).collect::<Result<_, Refusal>>()?;
            <[f64; 2]>::try_from(ends).map_err(|_| range.refused("two numbers, from and to"))
        };
        Ok(Plane { x: column("x")?, y: column("y")?, x_range: range("xRange")?, y_range: range("yRange")? })
    }

    /// Points along an edge of a picture.
    pub(crate) fn size(&self) -> Result<usize, Refusal> {
        Ok(self.whole(1.0, LARGEST as f64)? as usize)
    }
}

/// What may be given beside a configuration.
#[derive(Debug, Default)]
pub(crate) struct Options {
    pub(crate) table: Option<Table>,
    pub(crate) given: Given,
    pub(crate) journal: Vec<Entry>,
}
