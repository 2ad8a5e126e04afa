//! What a run says of rows, and what each unit makes of them.

use js_sys::Float32Array;
use wasm_bindgen::prelude::*;

use crate::read::Item;
use crate::refusal::Refusal;
use crate::run::{MOST_NUMBERS, Run};

#[wasm_bindgen]
impl Run {
    /// Predictions for rows as they are in the data: `[batch, columns]` → `[batch, outputs]`, row by row.
    ///
    /// Two classes have one output, the probability of the second; several have one each.
    ///
    /// @throws ConfigError
    pub fn predict(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "Float32Array")] x: &JsValue,
    ) -> Result<Float32Array, Refusal> {
        let item = Item::new("x", x);
        let x = item.floats()?;
        let (columns, outputs) = (self.inner.data().columns(), self.inner.data().outputs());
        if !x.len().is_multiple_of(columns) || x.len() / columns > MOST_NUMBERS / outputs {
            let most = MOST_NUMBERS / outputs;
            return Err(item.refused(format!("up to {most} rows of {columns} values, one for each column")));
        }
        Ok(Float32Array::new_from_slice(&self.inner.predict(&x)))
    }

    /// What every input and every unit makes of one row as it is in the data: the inputs, then layer by layer. The output
    /// layer's are predictions.
    ///
    /// @throws ConfigError
    pub fn values(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "Float32Array")] x: &JsValue,
    ) -> Result<Float32Array, Refusal> {
        let item = Item::new("x", x);
        let x = item.floats()?;
        let columns = self.inner.data().columns();
        if x.len() != columns {
            return Err(item.refused(format!("one row of {columns} values, one for each column")));
        }
        Ok(Float32Array::new_from_slice(&self.inner.values(&x)))
    }

    /// The loss of each of some rows of the data by itself.
    ///
    /// @throws ConfigError
    pub fn losses(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "Uint32Array")] rows: &JsValue,
    ) -> Result<Float32Array, Refusal> {
        let item = Item::new("rows", rows);
        let rows = item.integers()?;
        let count = self.inner.data().rows();
        if let Some(i) = rows.iter().position(|&row| row as usize >= count) {
            let allowed = format!("a row, an integer from 0 to below {count}");
            return Err(Refusal::new(&format!("rows[{i}]"), rows[i], allowed));
        }
        Ok(Float32Array::new_from_slice(&self.inner.losses(&rows)))
    }

    /// The mean of each unit of a layer over the training rows of each class: `[classes, units]`, class by class; empty for
    /// regression.
    ///
    /// @throws ConfigError
    #[wasm_bindgen(js_name = classMeans)]
    pub fn class_means(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "number")] layer: &JsValue,
    ) -> Result<Float32Array, Refusal> {
        let layer = self.read_layer(layer)?;
        Ok(Float32Array::new_from_slice(&self.inner.class_means(layer)))
    }

    /// What a layer made of the batch at hand: `[batch, units]`, row by row. Empty before it has run and between steps.
    ///
    /// @throws ConfigError
    pub fn activations(
        &self,
        #[wasm_bindgen(unchecked_param_type = "number")] layer: &JsValue,
    ) -> Result<Float32Array, Refusal> {
        Ok(Float32Array::new_from_slice(&self.inner.activations(self.read_layer(layer)?)))
    }

    /// ∂loss by what a layer made of the batch at hand (by its weighted sums, once its own way back is done): `[batch,
    /// units]`, row by row. Empty before the way back has come to it and between steps.
    ///
    /// @throws ConfigError
    pub fn errors(
        &self,
        #[wasm_bindgen(unchecked_param_type = "number")] layer: &JsValue,
    ) -> Result<Float32Array, Refusal> {
        Ok(Float32Array::new_from_slice(&self.inner.errors(self.read_layer(layer)?)))
    }
}

impl Run {
    fn read_layer(&self, layer: &JsValue) -> Result<usize, Refusal> {
        let last = self.inner.network().layers.len() - 1;
        Ok(Item::new("layer", layer).whole(0.0, last as f64)? as usize)
    }
}
