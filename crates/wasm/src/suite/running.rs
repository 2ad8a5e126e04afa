//! What a run does.

use js_sys::{BigUint64Array, Float32Array, Uint8Array, Uint32Array};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use super::{NOTHING, array, get, js, json, number, open};
use crate::run::Run;

const SMALL: &str = "{ data: { kind: 'xor', samples: 100 }, layers: [{ kind: 'dense', units: 5 }], batch_size: 16 }";

fn step(run: &mut Run, unit: &str) -> String {
    json(&run.step(&unit.into()).unwrap())
}

fn advance(run: &mut Run, batches: u32) -> f64 {
    run.advance(&batches.into(), &NOTHING).unwrap()
}

#[wasm_bindgen_test]
fn training_lowers_the_loss() {
    let mut run = open(SMALL);
    let before = number(&run.evaluation(), "trainLoss");
    assert_eq!(advance(&mut run, 500), 500.0);
    let after = run.evaluation();
    assert!(number(&after, "trainLoss") < before / 4.0);
    assert!(number(&after, "trainAccuracy") > 0.9 && number(&after, "validationAccuracy") > 0.8);
    assert_eq!((number(&after, "epoch"), run.steps()), (100.0, 500.0));
    let confusion: Uint32Array = array(&after, "confusion");
    assert_eq!(confusion.to_vec().iter().sum::<u32>(), 30);
    let now = run.evaluate(&"validation".into()).unwrap();
    assert_eq!(number(&now, "accuracy"), number(&after, "validationAccuracy"), "an epoch has just ended");
    assert_eq!(number(&now, "loss") as f32, number(&after, "validationLoss") as f32);
    assert!(run.evaluate(&"test".into()).unwrap().is_undefined());
}

#[wasm_bindgen_test]
fn a_step_goes_as_far_as_it_is_told_and_says_what_was_done() {
    let mut run = open(SMALL);
    assert_eq!(step(&mut run, "phase"), r#"{"type":"batch"}"#);
    assert_eq!(run.batch().length(), 16);
    assert_eq!(step(&mut run, "layer"), r#"{"type":"forward","layer":0}"#);
    assert_eq!(json(&run.phase()), r#"{"type":"forward","layer":1}"#);
    assert_eq!(step(&mut run, "phase"), r#"{"type":"forward","layer":1}"#);
    assert_eq!(run.batch_loss(), None);
    let shown = [0, 1].map(|layer| run.activations(&layer.into()).unwrap().length());
    assert_eq!((shown, run.errors(&1.into()).unwrap().length()), ([16 * 5, 16], 0));
    step(&mut run, "phase");
    assert!(run.batch_loss().is_some_and(|loss| loss > 0.0));
    assert_eq!(step(&mut run, "batch"), r#"{"type":"update"}"#);
    assert_eq!((run.steps(), run.row(), run.rows(), run.epoch()), (1.0, 16, 70, 0));
    assert_eq!((run.batches(), run.batches_in_epoch()), (1, 5));
    run.edit(&js("{ type: 'set', field: 'batch_size', value: 7 }")).unwrap();
    assert_eq!((run.batches(), run.batches_in_epoch()), (1, 5), "another size begins with the next epoch");
    run.edit(&js("{ type: 'set', field: 'batch_size', value: 16 }")).unwrap();
    step(&mut run, "epoch");
    assert_eq!((run.steps(), run.row(), run.epoch()), (5.0, 0, 1));
    let prints = array::<BigUint64Array>(&run.history(&NOTHING).unwrap(), "fingerprint").to_vec();
    assert_eq!((prints.len(), format!("{:016x}", prints[1])), (2, run.fingerprint()));
}

#[wasm_bindgen_test]
fn advancing_stops_at_the_end_of_an_epoch_if_it_is_told_so() {
    let mut run = open(SMALL);
    assert_eq!(run.advance(&1000.into(), &2.into()).unwrap(), 10.0);
    assert_eq!((run.epoch(), run.row()), (2, 0));
    assert_eq!(run.advance(&3.into(), &9.into()).unwrap(), 3.0);
    assert_eq!(run.advance(&1000.into(), &2.into()).unwrap(), 0.0);
}

#[wasm_bindgen_test]
fn a_configuration_is_the_same_as_an_object_and_as_an_address() {
    let address = open(SMALL).address();
    assert_eq!(address, "v=1&data=xor(samples:100)&layers=dense(units:5)");
    let [object, text] = [js(SMALL), address.into()].map(|config| Run::open(&config, &NOTHING).unwrap());
    assert_eq!(object.fingerprint(), text.fingerprint());
    let config = text.config();
    assert_eq!(json(&get(&config, "loss")), r#"{"kind":"binary_cross_entropy","label_smoothing":0,"pos_weight":1}"#);
    assert_eq!(json(&crate::decode(&js("'data=xor'")).unwrap()), json(&crate::decode(&js("{ data: 'xor' }")).unwrap()));
}

#[wasm_bindgen_test]
fn the_field_is_the_prediction_at_its_points() {
    let mut run = open(SMALL);
    advance(&mut run, 50);
    let request = js("{ size: 8, plane: { x: 0, y: 1, xRange: [-4, 4], yRange: [-4, 4] } }");
    let field = run.field(&request).unwrap().to_vec();
    let points: Vec<f32> = (0..64).flat_map(|i| [(i % 8) as f32 - 3.5, 3.5 - (i / 8) as f32]).collect();
    let predicted = run.predict(&Float32Array::new_from_slice(&points)).unwrap().to_vec();
    assert_eq!(field, predicted);
    let maps = run.maps(&request).unwrap().to_vec();
    assert_eq!(maps.len(), (2 + 5 + 1) * 64);
    assert_eq!(maps[7 * 64..], predicted, "the last map is the output");
    let unit = js("{ size: 8, unit: { layer: 0, unit: 4 }, plane: { x: 0, y: 1, xRange: [-4, 4], yRange: [-4, 4] } }");
    assert_eq!(maps[6 * 64..7 * 64], run.field(&unit).unwrap().to_vec());
}

#[wasm_bindgen_test]
fn points_are_drawn_moved_and_erased() {
    let mut run = open(SMALL);
    let rows = run.rows();
    for edit in
        ["{ type: 'add', x: [1.5, -2], y: 1 }", "{ type: 'move', row: 3, x: [0, 4] }", "{ type: 'erase', row: 100 }"]
    {
        run.edit(&js(edit)).unwrap();
    }
    let data = run.data();
    let (x, role) = (array::<Float32Array>(&data, "x").to_vec(), array::<Uint8Array>(&data, "role").to_vec());
    assert_eq!((x.len(), role.len(), role[100], run.rows()), (202, 101, 3, rows));
    assert_eq!((x[6..8].to_vec(), x[200..].to_vec()), (vec![0.0, 4.0], vec![1.5, -2.0]));
    assert_eq!(run.journal(), "0 +1.5,-2=1\n0 @3=0,4\n0 @100=\n");
}

#[wasm_bindgen_test]
fn rows_are_looked_at_one_by_one() {
    let mut run = open(SMALL);
    step(&mut run, "epoch");
    let x = Float32Array::new_from_slice(&[1.0, -2.0]);
    let values = run.values(&x).unwrap().to_vec();
    assert_eq!((values.len(), values[7]), (2 + 5 + 1, run.predict(&x).unwrap().to_vec()[0]));
    let losses = run.losses(&Uint32Array::new_from_slice(&[0, 99])).unwrap().to_vec();
    assert!(losses.len() == 2 && losses.iter().all(|loss| *loss > 0.0));
    assert_eq!(run.class_means(&0.into()).unwrap().length(), 2 * 5);
}

#[wasm_bindgen_test]
fn numbers_are_predicted_and_judged_in_their_own_units() {
    let mut run = open("{ data: { kind: 'plane', noise: 0 }, layers: [] }");
    run.advance(&4000.into(), &NOTHING).unwrap();
    let spreads = array::<Float32Array>(&run.data(), "spreads").to_vec();
    assert!(spreads[0].abs() < 0.1 && (spreads[1] - 0.49).abs() < 0.05, "{spreads:?}");
    let advice = get(&run.data(), "advice");
    assert_eq!(get(&advice, "head").as_string().unwrap(), "linear");
    assert!(number(&advice, "least") < -1.0 && number(&advice, "most") > 1.0);
    let y = run.predict(&Float32Array::new_from_slice(&[3.0, 4.0])).unwrap().to_vec()[0];
    assert!((y - 0.7).abs() < 0.01, "{y}");
    let fits = array::<js_sys::Array>(&run.evaluation(), "fits");
    assert!(number(&fits.get(0), "r2") > 0.99 && number(&fits.get(0), "rmse") < 0.05);
}

#[wasm_bindgen_test]
fn all_targets_are_told_where_there_are_several() {
    let config = js("{ data: { kind: 'table' }, layers: [], train_share: 1 }");
    let table = "x: Float32Array.of(0, 1), y: Float32Array.of(1, 2, 3, 4), columns: ['a'], targets: ['b', 'c']";
    let several = Run::open(&config, &js(&format!("{{ table: {{ {table} }} }}"))).unwrap().data();
    assert_eq!(array::<Float32Array>(&several, "targets").to_vec(), [1.0, 2.0, 3.0, 4.0]);
    assert_eq!(array::<Float32Array>(&several, "y").to_vec(), [1.0, 3.0]);
    assert!(get(&open(SMALL).data(), "targets").is_undefined());
}

#[wasm_bindgen_test]
fn parameters_come_in_the_order_that_the_layers_say() {
    let run = open(SMALL);
    let layers = run.layers();
    let output = r#"{"kind":"dense","units":1,"inputs":5,"weights":15,"biases":20}"#;
    assert_eq!(json(&layers), format!(r#"[{{"kind":"dense","units":5,"inputs":2,"weights":0,"biases":10}},{output}]"#));
    assert_eq!(run.parameters(), 21);
    let into = Float32Array::new_with_length(21);
    let params = run.params(&into).unwrap();
    assert!(js_sys::Object::is(&into, &params), "written into the given array");
    assert_eq!(params.to_vec(), run.params(&NOTHING).unwrap().to_vec());
    assert!(params.to_vec()[..10].iter().all(|w| w.abs() > 0.0));
    assert_eq!(params.to_vec()[10..15], [0.0; 5]);
}

#[wasm_bindgen_test]
fn a_saved_run_goes_on_where_it_was() {
    let mut run = open(SMALL);
    advance(&mut run, 33);
    step(&mut run, "layer");
    let saved = run.save();
    let mut loaded = Run::load(&saved, &NOTHING).unwrap();
    assert_eq!((loaded.fingerprint(), loaded.steps()), (run.fingerprint(), 33.0));
    assert_eq!(json(&loaded.phase()), json(&run.phase()));
    advance(&mut run, 100);
    advance(&mut loaded, 100);
    assert_eq!(loaded.fingerprint(), run.fingerprint());
}

#[wasm_bindgen_test]
fn address_journal_and_step_lead_to_the_same_state() {
    let mut run = open(SMALL);
    advance(&mut run, 20);
    run.edit(&js("{ type: 'set', field: 'optimizer', value: { kind: 'sgd', lr: 0.1, momentum: 0.9 } }")).unwrap();
    advance(&mut run, 13);
    run.edit(&js("{ type: 'weight', number: 3, value: 0.25 }")).unwrap();
    assert_eq!(run.journal(), "20 optimizer=sgd(lr:0.1;momentum:0.9)\n33 #3=0.25\n");
    assert_eq!(run.params(&NOTHING).unwrap().get_index(3), 0.25);
    advance(&mut run, 40);
    let options = js("{}");
    for journal in [run.journal().into(), JsValue::from(Uint8Array::new_from_slice(run.journal().as_bytes()))] {
        js_sys::Reflect::set(&options, &"journal".into(), &journal).unwrap();
        let mut again = Run::open(&run.address().into(), &options).unwrap();
        again.seek(&run.steps().into()).unwrap();
        assert_eq!(again.fingerprint(), run.fingerprint());
        again.seek(&25.into()).unwrap();
        assert_eq!((again.steps(), again.lr()), (25.0, 0.1));
        again.seek(&run.steps().into()).unwrap();
        assert_eq!(again.fingerprint(), run.fingerprint());
    }
}

#[wasm_bindgen_test]
fn the_history_has_a_record_for_each_epoch() {
    let mut run = open(SMALL);
    advance(&mut run, 25);
    let all = run.history(&NOTHING).unwrap();
    assert_eq!(array::<Uint32Array>(&all, "epoch").to_vec(), [0, 1, 2, 3, 4, 5]);
    assert_eq!(array::<Float32Array>(&all, "gradients").length(), 6 * 2);
    let news = run.history(&4.into()).unwrap();
    assert_eq!(array::<Uint32Array>(&news, "epoch").to_vec(), [4, 5]);
    assert_eq!(array::<Float32Array>(&news, "train").to_vec(), array::<Float32Array>(&all, "train").to_vec()[4..]);
    assert_eq!(array::<Float32Array>(&news, "gradients").length(), 2 * 2);
    assert_eq!(array::<Uint32Array>(&run.history(&99.into()).unwrap(), "epoch").length(), 0);
}

#[wasm_bindgen_test]
fn rows_parameters_and_their_order_may_be_given() {
    let config = js("{ data: { kind: 'table' }, layers: [], batch_size: 2, optimizer: { kind: 'sgd', lr: 0 } }");
    let table =
        "x: Float32Array.of(0, 1, 2, 3, 4, 5), y: Float32Array.of(1, 3, 5), columns: ['a', 'b'], targets: ['c']";
    let order = "rows: Uint32Array.of(2, 0, 1, 1), sizes: Uint32Array.of(1, 3)";
    let options =
        js(&format!("{{ table: {{ {table}, train: 2 }}, params: Float32Array.of(1, 1, 0.5), order: {{ {order} }} }}"));
    let mut run = Run::open(&config, &options).unwrap();
    step(&mut run, "phase");
    assert_eq!(run.batch().to_vec(), [2]);
    step(&mut run, "batch");
    step(&mut run, "phase");
    assert_eq!(run.batch().to_vec(), [0, 1, 1]);
    assert_eq!(run.params(&NOTHING).unwrap().to_vec(), [1.0, 1.0, 0.5]);
    let data = run.data();
    assert_eq!(
        (run.task(), json(&get(&data, "columns")), json(&get(&data, "outputs"))),
        ("regression".into(), r#"["a","b"]"#.into(), r#"["c"]"#.into())
    );
    assert_eq!(array::<Uint8Array>(&data, "role").to_vec()[2], 2);
    assert_eq!(array::<Float32Array>(&data, "y").to_vec(), [1.0, 3.0, 5.0]);
    assert_eq!(array::<Float32Array>(&data, "ranges").length(), 4);
}

#[wasm_bindgen_test]
fn a_run_that_diverges_says_where_and_an_edit_brings_it_back() {
    let mut run = open(
        "{ data: 'xor', layers: [{ kind: 'dense', activation: 'relu' }], loss: 'mean_squared_error', output: { activation: 'linear' }, optimizer: { kind: 'sgd', lr: 1e6 } }",
    );
    let done = advance(&mut run, 1000);
    assert!(done < 1000.0);
    let status = run.status();
    assert_eq!(get(&status, "type"), "diverged");
    assert_eq!(number(&status, "step"), run.steps() + 1.0);
    assert!(run.params(&NOTHING).unwrap().to_vec().iter().all(|p| p.is_finite()));
    run.edit(&js("{ type: 'set', field: 'optimizer', value: 'adam' }")).unwrap();
    assert_eq!(json(&run.status()), r#"{"type":"training"}"#);
}

#[wasm_bindgen_test]
fn seeds_are_fresh() {
    let seeds: Vec<u32> = (0..8).map(|_| crate::seed().unwrap()).collect();
    assert!(seeds.iter().any(|seed| *seed != seeds[0]), "{seeds:?}");
}

#[wasm_bindgen_test]
fn the_build_says_what_it_is() {
    assert_eq!(crate::simd(), cfg!(target_feature = "simd128"));
    assert!(crate::version().split('.').count() == 3);
}
