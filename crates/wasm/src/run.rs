//! [`Run`]: one training, for JavaScript.

use js_sys::{Float32Array, Uint8Array, Uint32Array};
use playgrad_core::family::Field;
use playgrad_train::config::to_address;
use playgrad_train::data::Role;
use playgrad_train::evaluate::Evaluation;
use playgrad_train::journal::to_text;
use playgrad_train::probe::{Place, Plane};
use playgrad_train::run::{self, Unit};
use wasm_bindgen::prelude::*;

use crate::read::{Item, MOST_STEPS, Options};
use crate::refusal::Refusal;
use crate::room::{check_edit, check_open};
use crate::shape;

/// The most numbers that one call gives: 256 MB of them.
pub(crate) const MOST_NUMBERS: usize = 1 << 26;

/// The threshold at which two classes are treated alike.
const EVEN: f32 = 0.5;

/// One training: data, network, optimizer, and where they have got to.
///
/// It has no clock: `step` and `advance` do so much and return. Configuration, journal and seeds reproduce every step to
/// the bit, on every machine. Whatever a method cannot use is thrown back as a `ConfigError`, and the run is as it was.
/// Call `free` when it is no longer needed.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Run {
    pub(crate) inner: run::Run,
    /// What was found of the training rows when an epoch was first looked at.
    training: Option<(u32, Evaluation)>,
}

#[wasm_bindgen]
impl Run {
    /// Opens a run.
    ///
    /// `config` is an address (the text after `#`), or an object of settings; what is missing has its default. The table,
    /// the first parameters, the order of the rows and the journal may be given.
    ///
    /// @throws ConfigError
    pub fn open(
        #[wasm_bindgen(unchecked_param_type = "string | ConfigInput")] config: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "OpenOptions")] options: &JsValue,
    ) -> Result<Self, Refusal> {
        let config = Item::new("config", config).config()?;
        let options = Item::new("options", options).options()?;
        check_open(&config, &options)?;
        Ok(run::Run::open(&config, options.table, options.given, options.journal)?.into())
    }

    /// The run that was saved, where it was, to the bit. Rows that came from a table are not in the bytes: bring it again.
    ///
    /// @throws ConfigError
    pub fn load(
        #[wasm_bindgen(unchecked_param_type = "Uint8Array")] bytes: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "Table")] table: &JsValue,
    ) -> Result<Self, Refusal> {
        let table = Item::new("table", table).given().map(|table| table.table()).transpose()?;
        let bytes = Item::new("bytes", bytes).bytes()?;
        let run::Saved { config, given, journal } = run::Run::saved(&bytes)?;
        let options = Options { table, given, journal };
        check_open(&config, &options)?;
        Ok(run::Run::load(&bytes, options.table)?.into())
    }

    /// The run as bytes, in the middle of a step too.
    pub fn save(&self) -> Uint8Array {
        Uint8Array::new_from_slice(&self.inner.save())
    }

    /// Does so much and stops; does nothing once the run has diverged. Returns the phase that was done last.
    ///
    /// @throws ConfigError
    #[wasm_bindgen(unchecked_return_type = "Phase")]
    pub fn step(&mut self, #[wasm_bindgen(unchecked_param_type = "Unit")] unit: &JsValue) -> Result<JsValue, Refusal> {
        let unit = Item::new("unit", unit).unit()?;
        Ok(shape::phase(self.inner.step(unit)))
    }

    /// Does `batches` whole steps without stopping in between; fewer if the run diverges, or if `untilEpoch` epochs are
    /// done before. Returns how many were done.
    ///
    /// @throws ConfigError
    pub fn advance(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "number")] batches: &JsValue,
        #[wasm_bindgen(js_name = untilEpoch, unchecked_optional_param_type = "number")] until_epoch: &JsValue,
    ) -> Result<f64, Refusal> {
        let batches = Item::new("batches", batches).whole(0.0, MOST_STEPS)? as u64;
        let until_epoch = Item::new("untilEpoch", until_epoch).given().map(|epoch| epoch.whole(0.0, MOST_STEPS));
        let first = self.inner.steps();
        match until_epoch.transpose()? {
            None => self.inner.advance(batches),
            Some(until) => {
                while self.inner.steps() - first < batches
                    && f64::from(self.inner.epoch()) < until
                    && self.inner.status() == run::Status::Training
                {
                    self.inner.step(Unit::Batch);
                }
            }
        }
        Ok((self.inner.steps() - first) as f64)
    }

    /// Changes the run, now, and writes it into the journal; what the journal held for later is forgotten.
    ///
    /// In the middle of a step its phases are dropped and begun again. Batch size and shuffling change with the next epoch.
    /// A run that has diverged trains on.
    ///
    /// @throws ConfigError
    pub fn edit(&mut self, #[wasm_bindgen(unchecked_param_type = "Edit")] edit: &JsValue) -> Result<(), Refusal> {
        let edit = Item::new("edit", edit).edit()?;
        check_edit(self.inner.config(), &edit, self.inner.network(), self.inner.row().1)?;
        self.training = None;
        Ok(self.inner.edit(edit)?)
    }

    /// Goes to the state after so many steps, back or forward. Stops before a step that diverges.
    ///
    /// @throws ConfigError
    pub fn seek(&mut self, #[wasm_bindgen(unchecked_param_type = "number")] step: &JsValue) -> Result<(), Refusal> {
        self.training = None;
        self.inner.seek(Item::new("step", step).whole(0.0, MOST_STEPS)? as u64);
        Ok(())
    }

    /// Values on a grid over a plane, row by row from the upper left: `[outputs, size · size]` for the prediction,
    /// `[size · size]` for one unit.
    ///
    /// @throws ConfigError
    pub fn field(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "FieldRequest")] request: &JsValue,
    ) -> Result<Float32Array, Refusal> {
        let Grid { plane, size, place, .. } = self.read_field(&Item::new("request", request))?;
        let mut values = vec![0.0; self.inner.field_units(place) * size * size];
        self.inner.field(&plane, size, place, &mut values);
        Ok(Float32Array::new_from_slice(&values))
    }

    /// Values of inputs, then of units of each layer, on a grid over a plane: `[maps, size · size]`, for those that the
    /// request lists, or for all.
    ///
    /// @throws ConfigError
    pub fn maps(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "MapsRequest")] request: &JsValue,
    ) -> Result<Float32Array, Refusal> {
        let Atlas { plane, size, shown } = self.read_maps(&Item::new("request", request))?;
        let mut values = vec![0.0; shown.iter().map(Vec::len).sum::<usize>() * size * size];
        self.inner.maps(&plane, size, &shown, &mut values);
        Ok(Float32Array::new_from_slice(&values))
    }

    /// The layers, from the first hidden one to the output.
    #[wasm_bindgen(unchecked_return_type = "Layer[]")]
    pub fn layers(&self) -> JsValue {
        shape::layers(&self.inner)
    }

    /// The rows, and what they are called.
    #[wasm_bindgen(unchecked_return_type = "Data")]
    pub fn data(&self) -> JsValue {
        shape::data(&self.inner)
    }

    /// Records of epochs, from `fromEpoch` on; without it, all of them.
    ///
    /// @throws ConfigError
    #[wasm_bindgen(unchecked_return_type = "History")]
    pub fn history(
        &self,
        #[wasm_bindgen(js_name = fromEpoch, unchecked_optional_param_type = "number")] from_epoch: &JsValue,
    ) -> Result<JsValue, Refusal> {
        let from = Item::new("fromEpoch", from_epoch).given().map(|epoch| epoch.whole(0.0, MOST_STEPS)).transpose()?;
        Ok(shape::history(self.inner.history(), from.unwrap_or_default()))
    }

    /// How good the run was at the end of its last epoch. The training accuracy is as of the first call after it.
    #[wasm_bindgen(unchecked_return_type = "Evaluation")]
    pub fn evaluation(&mut self) -> JsValue {
        let record = *self.inner.last();
        if self.training.as_ref().is_none_or(|(epoch, _)| *epoch != record.epoch) {
            self.training = Some((record.epoch, self.inner.evaluate(Role::Training).unwrap_or_default()));
        }
        let training = self.training.as_ref().map(|(_, found)| found);
        shape::evaluation(&record, training, self.inner.evaluation())
    }

    /// How good the run is now on the rows of a role (on a sample, if there are very many); undefined without any.
    ///
    /// @throws ConfigError
    #[wasm_bindgen(unchecked_return_type = "Found | undefined")]
    pub fn evaluate(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "Role")] role: &JsValue,
    ) -> Result<JsValue, Refusal> {
        let role = Item::new("role", role).role()?;
        Ok(self.inner.evaluate(role).as_ref().map(shape::found).into())
    }

    /// All parameters, layer by layer: weights `[units, inputs]` row by row, then biases. Written into `into` if that is
    /// given and as long as `parameters`.
    ///
    /// @throws ConfigError
    pub fn params(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "Float32Array")] into: &JsValue,
    ) -> Result<Float32Array, Refusal> {
        Item::new("into", into).filled(&self.inner.params())
    }

    /// Gradients of the last step, penalty included, in the order of `params`. Written into `into` if that is given and as
    /// long as `parameters`.
    ///
    /// @throws ConfigError
    pub fn gradients(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "Float32Array")] into: &JsValue,
    ) -> Result<Float32Array, Refusal> {
        Item::new("into", into).filled(&self.inner.gradients())
    }

    /// ‖∇W‖ of each layer in the last step; 0 for a layer without weights.
    #[wasm_bindgen(js_name = gradientNorms)]
    pub fn gradient_norms(&self) -> Float32Array {
        let layers = 0..self.inner.network().layers.len();
        let norms: Vec<f32> = layers.map(|layer| self.inner.gradient_norm(layer) as f32).collect();
        Float32Array::new_from_slice(&norms)
    }

    /// How many parameters there are.
    #[wasm_bindgen(getter)]
    pub fn parameters(&self) -> usize {
        self.inner.network().count()
    }

    /// What is to be predicted.
    #[wasm_bindgen(getter, unchecked_return_type = "Data['task']")]
    pub fn task(&self) -> String {
        shape::task(self.inner.data().task).into()
    }

    /// How the run is.
    #[wasm_bindgen(getter, unchecked_return_type = "Status")]
    pub fn status(&self) -> JsValue {
        shape::status(self.inner.status())
    }

    /// The phase that comes next.
    #[wasm_bindgen(getter, unchecked_return_type = "Phase")]
    pub fn phase(&self) -> JsValue {
        shape::phase(self.inner.phase())
    }

    /// Epochs done.
    #[wasm_bindgen(getter)]
    pub fn epoch(&self) -> u32 {
        self.inner.epoch()
    }

    /// Steps done.
    #[wasm_bindgen(getter)]
    pub fn steps(&self) -> f64 {
        self.inner.steps() as f64
    }

    /// Rows of the epoch that are done.
    #[wasm_bindgen(getter)]
    pub fn row(&self) -> usize {
        self.inner.row().0
    }

    /// Rows that the epoch has.
    #[wasm_bindgen(getter)]
    pub fn rows(&self) -> usize {
        self.inner.row().1
    }

    /// Batches of the epoch that are done.
    #[wasm_bindgen(getter)]
    pub fn batches(&self) -> usize {
        self.inner.batches().0
    }

    /// Batches that the epoch has; before its first, by the settings as they are now.
    #[wasm_bindgen(getter, js_name = batchesInEpoch)]
    pub fn batches_in_epoch(&self) -> usize {
        self.inner.batches().1
    }

    /// Learning rate of the next step.
    #[wasm_bindgen(getter)]
    pub fn lr(&self) -> f64 {
        self.inner.lr()
    }

    /// Numbers of the rows of the batch at hand; empty between steps.
    pub fn batch(&self) -> Uint32Array {
        Uint32Array::new_from_slice(self.inner.batch())
    }

    /// Loss of the last batch whose loss was computed.
    #[wasm_bindgen(getter, js_name = batchLoss)]
    pub fn batch_loss(&self) -> Option<f64> {
        Some(self.inner.batch_loss()).filter(|loss| !loss.is_nan())
    }

    /// Hash of all parameters as 16 hexadecimal digits. Equal runs have equal ones, on every machine.
    #[wasm_bindgen(getter)]
    pub fn fingerprint(&self) -> String {
        format!("{:016x}", self.inner.fingerprint())
    }

    /// The whole configuration with the edits so far, defaults and what the task settled written out.
    #[wasm_bindgen(unchecked_return_type = "ConfigInput")]
    pub fn config(&self) -> JsValue {
        shape::value(&self.inner.settled().value())
    }

    /// The configuration before any edit, as an address. With `journal` and `steps` it leads to this very state.
    pub fn address(&self) -> String {
        to_address(self.inner.origin())
    }

    /// What was done to the run besides its configuration, a line for each edit.
    pub fn journal(&self) -> String {
        to_text(self.inner.journal())
    }
}

impl From<run::Run> for Run {
    fn from(inner: run::Run) -> Self {
        Self { inner, training: None }
    }
}

/// Values of one place, on a grid over a plane.
pub(crate) struct Grid {
    pub(crate) plane: Plane,
    pub(crate) size: usize,
    pub(crate) place: Place,
    pub(crate) hard: bool,
    /// From which share of the way to the second of two classes a prediction stands for it.
    pub(crate) threshold: f32,
}

/// Values of many places, on a grid over a plane.
pub(crate) struct Atlas {
    pub(crate) plane: Plane,
    pub(crate) size: usize,
    /// Which inputs, then which units of each layer.
    pub(crate) shown: Vec<Vec<usize>>,
}

impl Run {
    pub(crate) fn read_field(&self, request: &Item) -> Result<Grid, Refusal> {
        request.only(&["size", "plane", "unit", "hard", "threshold"])?;
        let place = match request.get("unit")?.given() {
            Some(unit) => self.read_unit(&unit)?,
            None => Place::Prediction,
        };
        let hard = request.get("hard")?.given().map(|hard| hard.flag()).transpose()?.unwrap_or_default();
        let threshold = match request.get("threshold")?.given() {
            Some(threshold) => threshold.between(0.0, 1.0)? as f32,
            None => EVEN,
        };
        let (plane, size) = self.read_grid(request, self.inner.field_units(place))?;
        Ok(Grid { plane, size, place, hard, threshold })
    }

    pub(crate) fn read_maps(&self, request: &Item) -> Result<Atlas, Refusal> {
        request.only(&["size", "plane", "units"])?;
        let shown = match request.get("units")?.given() {
            Some(units) => units.shown(self.inner.stacks())?,
            None => self.inner.every_unit(),
        };
        let (plane, size) = self.read_grid(request, usize::max(1, shown.iter().map(Vec::len).sum()))?;
        Ok(Atlas { plane, size, shown })
    }

    fn read_grid(&self, request: &Item, pictures: usize) -> Result<(Plane, usize), Refusal> {
        let plane = match request.get("plane")?.given() {
            Some(plane) => plane.plane()?,
            None => Plane::of(self.inner.data()),
        };
        plane.check(self.inner.data())?;
        let item = request.get("size")?;
        let size = item.size()?;
        if size * size > MOST_NUMBERS / pictures {
            return Err(item.refused(format!("small enough for {pictures} pictures")));
        }
        Ok((plane, size))
    }

    fn read_unit(&self, item: &Item) -> Result<Place, Refusal> {
        item.only(&["layer", "unit"])?;
        let network = self.inner.network();
        let layer = item.get("layer")?.whole(-1.0, network.layers.len() as f64 - 1.0)?;
        let units = if layer < 0.0 { network.inputs } else { network.layers[layer as usize].outputs };
        let unit = item.get("unit")?.whole(0.0, units as f64 - 1.0)? as usize;
        Ok(if layer < 0.0 { Place::Input { unit } } else { Place::Unit { layer: layer as usize, unit } })
    }
}
