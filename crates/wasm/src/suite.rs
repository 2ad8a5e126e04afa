//! The suites of this crate. They run in Node and in browsers, with SIMD and without.
#![allow(clippy::float_cmp, reason = "what is compared must be the same to the bit")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod pictures;
mod refusals;
mod running;
mod sameness;

use js_sys::{Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use crate::refusal::Refusal;
use crate::run::Run;

#[cfg(not(feature = "node"))]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

const NOTHING: JsValue = JsValue::UNDEFINED;

/// What an expression of JavaScript gives.
fn js(code: &str) -> JsValue {
    js_sys::eval(&format!("({code})")).expect(code)
}

fn open(config: &str) -> Run {
    Run::open(&js(config), &NOTHING).expect(config)
}

fn get(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).expect(name)
}

fn number(object: &JsValue, name: &str) -> f64 {
    get(object, name).as_f64().expect(name)
}

fn array<T: JsCast>(object: &JsValue, name: &str) -> T {
    get(object, name).dyn_into().expect(name)
}

/// An object as JSON writes it.
fn json(value: &JsValue) -> String {
    js_sys::JSON::stringify(value.unchecked_ref::<Object>()).map(String::from).unwrap_or_default()
}

/// Field, value and what is allowed of the `ConfigError` that must have been thrown, with its sentence.
fn refused<T>(result: Result<T, Refusal>) -> [String; 3] {
    let error = JsValue::from(result.err().expect("an exception"));
    let text = |name: &str| get(&error, name).as_string().expect(name);
    assert!(error.is_instance_of::<js_sys::Error>());
    assert_eq!(text("name"), "ConfigError");
    let parts = ["field", "value", "allowed"].map(text);
    let [field, value, allowed] = &parts;
    assert_eq!(text("message"), format!("{field} = {value} is not {allowed}"));
    parts
}
