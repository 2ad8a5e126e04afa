//! [`Painter`]: pictures of a run on a canvas.

use js_sys::{Float32Array, Reflect, Uint8ClampedArray};
use playgrad_train::paint::Palette;
use wasm_bindgen::prelude::*;
use wasm_bindgen::{Clamped, JsCast};
use web_sys::{CanvasRenderingContext2d, ImageData};

use crate::picture::{Pictures, extent};
use crate::read::Item;
use crate::refusal::Refusal;
use crate::run::Run;

/// Entries of the diverging colors.
const COLORS: usize = 256;

/// Paints runs with the colors of a palette.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Painter {
    pictures: Pictures,
}

#[wasm_bindgen]
impl Painter {
    /// A painter with these colors.
    ///
    /// @throws ConfigError
    #[wasm_bindgen(constructor)]
    pub fn new(#[wasm_bindgen(unchecked_param_type = "Palette")] palette: &JsValue) -> Result<Self, Refusal> {
        let palette = Item::new("palette", palette);
        palette.only(&["diverging", "classes", "paper"])?;
        let (diverging, classes) = (palette.get("diverging")?, palette.get("classes")?);
        let paper = palette.get("paper")?.whole(0.0, f64::from(u32::MAX))? as u32;
        let palette = Palette { diverging: diverging.integers()?, classes: classes.integers()?, paper };
        if palette.diverging.len() != COLORS {
            return Err(diverging.refused(format!("a Uint32Array of {COLORS}")));
        }
        if palette.classes.is_empty() {
            return Err(classes.refused("a Uint32Array of one color or more"));
        }
        Ok(Self { pictures: Pictures::new(palette) })
    }

    /// Paints what a run says of a plane, `size × size` pixels, onto `target`: the prediction, or one unit.
    ///
    /// Returns contours: x₀, y₀, x₁, y₁ of each piece, in 0..1 from the lower left corner. They are where the decision
    /// changes; for a regression, five to the largest target; for a unit, its zero.
    ///
    /// @throws ConfigError
    pub fn field(
        &mut self,
        run: &mut Run,
        #[wasm_bindgen(unchecked_param_type = "FieldRequest")] request: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "Target")] target: &JsValue,
    ) -> Result<Float32Array, Refusal> {
        let grid = run.read_field(&Item::new("request", request))?;
        self.pictures.field(&mut run.inner, &grid);
        self.put([grid.size; 2], &Item::new("target", target))?;
        Ok(Float32Array::new_from_slice(&self.pictures.lines))
    }

    /// Paints inputs and units onto `target`, `size × size` pixels each: column `layer + 1`, and in it row by row the units
    /// that the request lists for it, or all.
    ///
    /// `atlas` says how large the picture is.
    ///
    /// @throws ConfigError
    pub fn maps(
        &mut self,
        run: &mut Run,
        #[wasm_bindgen(unchecked_param_type = "MapsRequest")] request: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "Target")] target: &JsValue,
    ) -> Result<(), Refusal> {
        let atlas = run.read_maps(&Item::new("request", request))?;
        self.pictures.maps(&mut run.inner, &atlas);
        self.put(extent(&atlas.shown, atlas.size), &Item::new("target", target))
    }

    /// Width and height in pixels of the picture that `maps` paints. Rows beyond 16,384 pixels are left out: not every
    /// browser has larger canvases.
    ///
    /// @throws ConfigError
    #[wasm_bindgen(unchecked_return_type = "[width: number, height: number]")]
    pub fn atlas(
        &self,
        run: &Run,
        #[wasm_bindgen(unchecked_param_type = "MapsRequest")] request: &JsValue,
    ) -> Result<Vec<u32>, Refusal> {
        let atlas = run.read_maps(&Item::new("request", request))?;
        Ok(extent(&atlas.shown, atlas.size).map(|edge| edge as u32).to_vec())
    }

    fn put(&self, [width, height]: [usize; 2], target: &Item) -> Result<(), Refusal> {
        let bytes: &[u8] = bytemuck::cast_slice(&self.pictures.pixels);
        target.pixels(bytes, width as u32, height as u32)
    }
}

impl Item {
    /// Puts pixels onto a canvas, or into an array.
    fn pixels(&self, bytes: &[u8], width: u32, height: u32) -> Result<(), Refusal> {
        if let Ok(array) = self.typed::<Uint8ClampedArray>("Uint8ClampedArray") {
            if array.length() as usize != bytes.len() {
                return Err(self.refused(format!("a Uint8ClampedArray of {}", bytes.len())));
            }
            array.copy_from(bytes);
            return Ok(());
        }
        let context = self.context()?;
        let image = ImageData::new_with_u8_clamped_array_and_sh(Clamped(bytes), width, height)?;
        Ok(context.put_image_data(&image, 0.0, 0.0)?)
    }

    /// A canvas's context, of either kind: both put pixels in the same way.
    fn context(&self) -> Result<&CanvasRenderingContext2d, Refusal> {
        let put = self.js().is_object().then(|| Reflect::get(self.js(), &"putImageData".into())).transpose()?;
        if put.is_some_and(|put| put.is_function()) {
            return Ok(self.js().unchecked_ref());
        }
        Err(self.refused("a canvas's 2d context or a Uint8ClampedArray"))
    }
}
