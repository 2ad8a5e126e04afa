//! TypeScript's view of what goes in and out.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("typings.d.ts");
