//! The engine for JavaScript: a network and its training, step by step, with typed arrays in and out.
//!
//! This is the only crate that knows JavaScript. Whatever comes in is checked at the edge ([`read`]) and refused with an
//! exception that names the field, the value and what is allowed ([`refusal`]); behind the edge nothing fails.

pub mod painter;
mod picture;
mod read;
pub mod refusal;
mod room;
mod rows;
pub mod run;
mod shape;
mod typings;

use playgrad_core::family::Field;
use playgrad_train::run::Run;
use wasm_bindgen::prelude::*;

use crate::read::Item;
use crate::refusal::Refusal;

/// Two-level segregated fit (Masmano et al., 2004, doi:10.1109/EMRTS.2004.1311009): a third of the weight of `std`'s own.
#[global_allocator]
static MEMORY: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

#[wasm_bindgen(start, private)]
fn start() {
    console_error_panic_hook::set_once();
}

/// A fresh random seed, an integer in 0..2³².
#[wasm_bindgen]
pub fn seed() -> Result<u32, Refusal> {
    getrandom::u32().map_err(|e| Refusal::from(JsValue::from(js_sys::Error::new(&e.to_string()))))
}

/// The version of the engine.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").into()
}

/// Whether this build computes with four numbers at a time. Both builds give the same bits.
#[wasm_bindgen]
pub fn simd() -> bool {
    cfg!(target_feature = "simd128")
}

/// The whole configuration that an address, an object or a saved run stands for, defaults included; `null` is what the
/// task settles.
///
/// @throws ConfigError
#[wasm_bindgen(unchecked_return_type = "ConfigInput")]
pub fn decode(
    #[wasm_bindgen(unchecked_param_type = "string | ConfigInput | Uint8Array")] config: &JsValue,
) -> Result<JsValue, Refusal> {
    let item = Item::new("config", config);
    let config = match item.bytes() {
        Ok(saved) => Run::saved(&saved)?.config,
        Err(_) => item.config()?,
    };
    Ok(shape::value(&config.value()))
}

#[cfg(test)]
#[cfg(target_arch = "wasm32")]
mod suite;
