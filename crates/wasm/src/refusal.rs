//! [`Refusal`]: how what cannot be done reaches JavaScript.

use core::fmt::Display;

use js_sys::Reflect;
use playgrad_core::error::ConfigError;
use wasm_bindgen::JsValue;

/// An exception, as it will be thrown.
#[derive(Debug)]
pub struct Refusal(JsValue);

impl Refusal {
    /// Says what stands in a field, and what may stand there.
    pub fn new(field: &str, value: impl Display, allowed: impl Display) -> Self {
        ConfigError::new(field, value, allowed).into()
    }
}

/// An `Error` called `ConfigError`: the sentence is its message, and it has the properties `field`, `value`, `allowed`.
impl From<ConfigError> for Refusal {
    fn from(refused: ConfigError) -> Self {
        let error = js_sys::Error::new(&refused.to_string());
        error.set_name("ConfigError");
        for (name, text) in [("field", refused.field), ("value", refused.value), ("allowed", refused.allowed)] {
            // Setting a property of a fresh object cannot fail.
            let _ = Reflect::set(&error, &name.into(), &text.into());
        }
        Self(error.into())
    }
}

/// What JavaScript itself threw is passed on as it is.
impl From<JsValue> for Refusal {
    fn from(thrown: JsValue) -> Self {
        Self(thrown)
    }
}

impl From<Refusal> for JsValue {
    fn from(refusal: Refusal) -> Self {
        refusal.0
    }
}
