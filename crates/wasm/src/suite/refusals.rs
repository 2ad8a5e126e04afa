//! What is refused, and how: nothing that JavaScript can hand over may end in a trap.

use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use super::{NOTHING, get, js, open, refused};
use crate::painter::Painter;
use crate::run::Run;

fn bad_config(config: &str) -> [String; 3] {
    refused(Run::open(&js(config), &NOTHING))
}

fn bad_options(options: &str) -> [String; 3] {
    refused(Run::open(&js("{ data: { kind: 'table' } }"), &js(options)))
}

#[wasm_bindgen_test]
fn a_bad_setting_is_named_with_its_value_and_range() {
    for config in [
        "{ layers: ['dense', { kind: 'dense', units: 0 }] }",
        "'layers=dense,dense(units:0)'",
        "{ layers: ['dense', { kind: 'dense', get units() { return 0 } }] }",
    ] {
        assert_eq!(bad_config(config), ["layers[1].units", "0", "an integer from 1 to 1024"], "{config}");
    }
    assert_eq!(
        bad_config("{ optimizer: { kind: 'adam', beta1: NaN } }"),
        ["optimizer.beta1", "NaN", "a number from 0 to below 1"]
    );
    assert_eq!(bad_config("'optimizer=adam(beta1:1.5)'"), ["optimizer.beta1", "1.5", "a number from 0 to below 1"]);
    assert_eq!(bad_config("{ batch_size: Infinity }")[1], "inf");
    assert_eq!(bad_config("{ shuffle: 'yes' }"), ["shuffle", "\"yes\"", "true or false"]);
    assert_eq!(bad_config("{ speed: 3 }")[0], "speed");
    assert_eq!(bad_config("{ optimizer: { kind: 'adam', lr: -1 } }")[1], "-1");
}

#[wasm_bindgen_test]
fn what_is_no_configuration_is_refused() {
    for config in ["5", "null", "undefined", "true", "[]", "Symbol('a')", "12n", "() => 1", "new Float32Array(3)"] {
        assert_eq!(bad_config(config)[0], "config", "{config}");
    }
    for value in ["() => 1", "Symbol('a')", "12n", "new Float32Array(3)"] {
        assert_eq!(bad_config(&format!("{{ layers: [{value}] }}"))[0], "layers[0]", "{value}");
    }
    // Objects without settings of their own say nothing of what is wanted.
    for value in ["new Map([['kind', 'adam']])", "new Date()", "/x/", "Promise.resolve()", "{ [Symbol.iterator]: 1 }"] {
        assert_eq!(bad_config(&format!("{{ optimizer: {value} }}"))[0], "optimizer.kind", "{value}");
    }
}

#[wasm_bindgen_test]
fn what_has_no_end_is_refused() {
    let cyclic = "(() => { const a = {}; a.data = a; return a })()";
    let wide = "(() => { const a = []; a.push(a, a, a, a); return { layers: a } })()";
    let deep = "(() => { let a = {}; for (let i = 0; i < 1e5; i++) a = { data: a }; return a })()";
    let long = "{ layers: new Array(4e9) }";
    let endless = "{ layers: { [Symbol.iterator]: function* () { while (true) yield 1 } } }";
    let mirror = "{ data: new Proxy({}, { get: (t, k, self) => self, ownKeys: () => ['a'], \
        getOwnPropertyDescriptor: () => ({ configurable: true, enumerable: true }) }) }";
    for config in [cyclic, wide, deep, long, endless, mirror] {
        bad_config(config);
    }
}

#[wasm_bindgen_test]
fn what_javascript_throws_is_passed_on() {
    for config in [
        "{ get data() { throw new RangeError('mine') } }",
        "new Proxy({}, { ownKeys() { throw new RangeError('mine') } })",
        "{ data: new Proxy({}, { get() { throw new RangeError('mine') }, ownKeys: () => ['kind'], \
         getOwnPropertyDescriptor: () => ({ configurable: true, enumerable: true }) }) }",
    ] {
        let thrown = JsValue::from(Run::open(&js(config), &NOTHING).expect_err(config));
        assert_eq!(get(&thrown, "message"), "mine", "{config}");
    }
}

#[wasm_bindgen_test]
fn tables_are_checked() {
    let table = |change: &str| {
        let base = "x: Float32Array.of(1, 2, 3, 4), y: Float32Array.of(0, 1), columns: ['a', 'b'], classes: ['c', 'd']";
        bad_options(&format!("{{ table: {{ {base}, {change} }} }}"))
    };
    assert_eq!(table("x: [1, 2, 3, 4]"), ["options.table.x", "a list of 4", "a Float32Array"]);
    assert_eq!(table("x: new Float64Array(4)"), ["options.table.x", "a Float64Array of 4", "a Float32Array"]);
    assert_eq!(table("x: Float32Array.of(1, 2, NaN, 4)"), ["table.x[1][0]", "NaN", "a finite number"]);
    assert_eq!(table("x: Float32Array.of(1)")[0], "table.x");
    assert_eq!(table("y: Float32Array.of(0, 0.5)"), ["options.table.y[1]", "0.5", "a class, an integer of 0 or more"]);
    assert_eq!(table("y: Float32Array.of(0, -1)")[1], "-1");
    assert_eq!(table("y: Float32Array.of(0, NaN)")[1], "NaN");
    assert_eq!(table("y: Float32Array.of(0, 7)")[0], "table.y[1]");
    assert_eq!(table("targets: ['e']")[0], "options.table");
    assert_eq!(table("classes: undefined")[0], "options.table");
    assert_eq!(table("classes: undefined, targets: []")[0], "table.y");
    assert_eq!(table("columns: 'ab'")[0], "options.table.columns");
    assert_eq!(table("columns: ['a', 3]")[0], "options.table.columns[1]");
    assert_eq!(table("columns: []")[0], "table.columns");
    assert_eq!(table("train: 3")[0], "table.train");
    assert_eq!(table("train: 1.5")[0], "options.table.train");
    assert_eq!(table("rows: 3")[0], "options.table.rows");
    let gone = "x: (() => { const a = new Float32Array(4); structuredClone(a, { transfer: [a.buffer] }); return a })()";
    assert_eq!(table(gone)[..2], ["table.x", "0 values"]);
    assert_eq!(bad_options("{}")[0], "table");
    assert_eq!(bad_options("{ tables: 3 }")[0], "options.tables");
    assert_eq!(bad_options("5")[0], "options");
}

#[wasm_bindgen_test]
fn options_are_checked() {
    let bad = |options: &str| refused(Run::open(&js("{ layers: [] }"), &js(options)));
    assert_eq!(bad("{ params: Float32Array.of(1, 2) }"), ["params.length", "2", "3, one for each parameter"]);
    assert_eq!(bad("{ params: Float32Array.of(1, 2, Infinity) }")[0], "params[2]");
    assert_eq!(bad("{ order: { rows: Uint32Array.of(500) } }")[0], "order.rows[0]");
    assert_eq!(bad("{ order: { rows: Uint32Array.of(1, 2), sizes: Uint32Array.of(1) } }")[0], "order.sizes");
    assert_eq!(bad("{ order: { rows: [1] } }")[0], "options.order.rows");
    assert_eq!(bad("{ journal: 'hello' }")[0], "journal[0]");
    assert_eq!(bad("{ journal: 5 }")[0], "options.journal");
    assert_eq!(bad("{ journal: Uint8Array.of(255, 254) }")[0], "options.journal");
    assert_eq!(bad("{ journal: '3 data=xor' }")[0], "data");
    assert_eq!(
        bad("{ table: { x: new Float32Array(2), y: new Float32Array(1), columns: ['a', 'b'], targets: ['c'] } }")[0],
        "data"
    );
}

#[wasm_bindgen_test]
fn numbers_are_checked_and_the_run_stays_as_it_was() {
    let mut run = open("{}");
    run.advance(&7.into(), &NOTHING).unwrap();
    let before = run.save().to_vec();
    for number in ["NaN", "-1", "0.5", "Infinity", "1e300", "'5'", "{}", "null", "undefined", "[1]", "3n"] {
        let number = js(number);
        assert_eq!(refused(run.advance(&number, &NOTHING))[0], "batches");
        assert_eq!(refused(run.seek(&number))[0], "step");
    }
    for number in ["NaN", "-1", "0.5", "'5'", "{}"] {
        assert_eq!(refused(run.advance(&1.into(), &js(number)))[0], "untilEpoch");
        assert_eq!(refused(run.history(&js(number)))[0], "fromEpoch");
    }
    for unit in ["'week'", "3", "null", "undefined", "{}"] {
        assert_eq!(refused(run.step(&js(unit)))[0], "unit");
        assert_eq!(refused(run.evaluate(&js(unit)))[0], "role");
    }
    assert_eq!(run.save().to_vec(), before);
}

#[wasm_bindgen_test]
fn arrays_are_checked() {
    let mut run = open("{}");
    for x in [
        "[1, 2]",
        "new Float64Array(2)",
        "null",
        "undefined",
        "'ab'",
        "3",
        "{ length: 2 }",
        "new DataView(new ArrayBuffer(8))",
    ] {
        assert_eq!(refused(run.predict(&js(x)))[0], "x", "{x}");
    }
    assert_eq!(refused(run.predict(&js("new Float32Array(3)")))[1], "a Float32Array of 3");
    assert_eq!(run.predict(&js("new Float32Array(0)")).unwrap().length(), 0);
    assert!(run.predict(&js("Float32Array.of(NaN, 1)")).unwrap().get_index(0).is_nan());
    assert!(!run.predict(&js("Float32Array.of(3e38, -3e38)")).unwrap().get_index(0).is_nan());
    assert_eq!(refused(run.params(&js("new Float32Array(3)")))[0], "into");
    assert_eq!(refused(run.gradients(&js("[]")))[0], "into");
    assert_eq!(refused(run.values(&js("new Float32Array(3)")))[0], "x");
    assert_eq!(refused(run.losses(&js("new Uint32Array([0, 100000])")))[..2], ["rows[1]", "100000"]);
    for layer in ["-1", "9", "0.5", "'first'"] {
        assert_eq!(refused(run.class_means(&js(layer)))[0], "layer", "{layer}");
        assert_eq!(refused(run.activations(&js(layer)))[0], "layer", "{layer}");
        assert_eq!(refused(run.errors(&js(layer)))[0], "layer", "{layer}");
    }
    assert_eq!(refused(Run::load(&js("new Uint8Array(99)"), &NOTHING))[0], "save");
    assert_eq!(refused(Run::load(&js("'bytes'"), &NOTHING))[0], "bytes");
    let mut bytes = run.save().to_vec();
    for i in (0..bytes.len()).step_by(97) {
        bytes[i] ^= 1;
        assert_eq!(refused(Run::load(&js_sys::Uint8Array::new_from_slice(&bytes), &NOTHING))[0], "save");
        bytes[i] ^= 1;
    }
}

#[wasm_bindgen_test]
fn edits_are_checked_and_leave_no_trace() {
    let mut run = open("{}");
    let mut bad = |edit: &str| refused(run.edit(&js(edit)));
    assert_eq!(bad("{ type: 'set', field: 'layers', value: [] }")[0], "layers");
    assert_eq!(bad("{ type: 'set', field: 'optimizer', value: { kind: 'adam', lr: -1 } }")[0], "optimizer.lr");
    assert_eq!(bad("{ type: 'set', field: 'optimizer', value: { kind: 'adam', lr: 3n } }")[0], "optimizer.lr");
    assert_eq!(bad("{ type: 'set', field: 3, value: [] }")[0], "edit.field");
    assert_eq!(bad("{ type: 'weight', number: 9999, value: 1 }")[0], "number");
    assert_eq!(bad("{ type: 'weight', number: -1, value: 1 }")[0], "edit.number");
    assert_eq!(bad("{ type: 'weight', number: 0, value: NaN }")[0], "value");
    assert_eq!(bad("{ type: 'weight', number: 0, value: 1e300 }")[0], "value");
    assert_eq!(bad("{ type: 'weight', number: 0 }")[0], "edit.value");
    assert_eq!(bad("{ type: 'other' }")[0], "edit.type");
    assert_eq!(bad("null")[0], "edit");
    assert_eq!(run.journal(), "");
}

#[wasm_bindgen_test]
fn what_memory_would_not_hold_is_refused() {
    let layers = "layers: Array(64).fill({ kind: 'dense', units: 1024 })";
    assert_eq!(bad_config(&format!("{{ {layers} }}"))[0], "layers");
    let tall = "table: { x: new Float32Array(1e5), y: new Float32Array(1e5), columns: ['a'], targets: ['b'] }";
    let narrow = "data: 'table', layers: Array(32).fill({ kind: 'dense', units: 64 })";
    let open = |config: &str, options: &str| {
        Run::open(&js(&format!("{{ {narrow}, {config} }}")), &js(&format!("{{ {tall}, {options} }}")))
    };
    assert_eq!(refused(open("batch_size: 1000000", ""))[0], "batch_size");
    assert_eq!(refused(open("", "journal: '0 batch_size=1000000'"))[0], "batch_size");
    assert_eq!(refused(open("", "order: { rows: new Uint32Array(1e5), sizes: Uint32Array.of(1e5) }"))[0], "batch_size");
    let mut run = open("", "").unwrap();
    assert_eq!(refused(run.edit(&js("{ type: 'set', field: 'batch_size', value: 1000000 }")))[0], "batch_size");
    run.edit(&js("{ type: 'set', field: 'batch_size', value: 100 }")).unwrap();
    let many = "classes: Array.from({ length: 50000 }, (_, i) => `${i}`)";
    let table = "x: new Float32Array(4), y: new Float32Array(4), columns: ['a']";
    let options = js(&format!("{{ table: {{ {table}, {many} }} }}"));
    assert_eq!(refused(Run::open(&js("{ data: 'table', layers: [] }"), &options))[0], "table.classes");
}

#[wasm_bindgen_test]
fn requests_for_pictures_are_checked() {
    let mut run = open("{}");
    let plane =
        |change: &str| format!("{{ size: 4, plane: {{ x: 0, y: 1, xRange: [0, 1], yRange: [0, 1], {change} }} }}");
    for (request, field) in [
        ("{ size: 0 }".into(), "request.size"),
        ("{ size: 1025 }".into(), "request.size"),
        ("{ size: NaN }".into(), "request.size"),
        ("{}".into(), "request.size"),
        ("null".into(), "request"),
        ("{ size: 4, units: 3 }".into(), "request.units"),
        (plane("x: 2"), "plane.x"),
        (plane("x: -1"), "request.plane.x"),
        (plane("xRange: [1, 1]"), "plane.xRange"),
        (plane("xRange: [NaN, 1]"), "plane.xRange"),
        (plane("yRange: [0]"), "request.plane.yRange"),
        (plane("yRange: [0, '1']"), "request.plane.yRange[1]"),
        ("{ size: 4, unit: { layer: 9, unit: 0 } }".into(), "request.unit.layer"),
        ("{ size: 4, unit: { layer: -2, unit: 0 } }".into(), "request.unit.layer"),
        ("{ size: 4, unit: { layer: -1, unit: 2 } }".into(), "request.unit.unit"),
        ("{ size: 4, unit: 3 }".into(), "request.unit"),
        ("{ size: 4, hard: 1 }".into(), "request.hard"),
        ("{ size: 4, threshold: 1.5 }".into(), "request.threshold"),
        ("{ size: 4, threshold: NaN }".into(), "request.threshold"),
    ] {
        assert_eq!(refused(run.field(&js(&request)))[0], field, "{request}");
    }
    for (units, field) in [
        ("3", "request.units"),
        ("[[0]]", "request.units"),
        ("[[0], 1, [0]]", "request.units[1]"),
        ("[[0, 2], [], []]", "request.units[0][1]"),
        ("[[], [-1], []]", "request.units[1][0]"),
    ] {
        let mut run = open("{ layers: [{ kind: 'dense', units: 3 }] }");
        assert_eq!(refused(run.maps(&js(&format!("{{ size: 4, units: {units} }}"))))[0], field, "{units}");
    }
    let mut wide = open("{ layers: [{ kind: 'dense', units: 1024 }] }");
    assert_eq!(refused(wide.maps(&js("{ size: 1024 }")))[0], "request.size");
}

#[wasm_bindgen_test]
fn palettes_and_targets_are_checked() {
    let palette = |diverging: &str, classes: &str, paper: &str| {
        Painter::new(&js(&format!("{{ diverging: {diverging}, classes: {classes}, paper: {paper} }}")))
    };
    assert_eq!(refused(palette("[]", "Uint32Array.of(1)", "0"))[0], "palette.diverging");
    assert_eq!(refused(palette("new Uint32Array(2)", "Uint32Array.of(1)", "0"))[0], "palette.diverging");
    assert_eq!(refused(palette("new Uint32Array(256)", "new Uint32Array(0)", "0"))[0], "palette.classes");
    assert_eq!(refused(palette("new Uint32Array(256)", "Uint32Array.of(1)", "-1"))[0], "palette.paper");
    let mut painter = palette("new Uint32Array(256)", "Uint32Array.of(1)", "0").unwrap();
    let mut run = open("{}");
    for target in
        ["null", "undefined", "3", "{}", "new Uint8ClampedArray(3)", "new Uint8Array(64)", "{ putImageData: 1 }"]
    {
        assert_eq!(refused(painter.field(&mut run, &js("{ size: 4 }"), &js(target)))[0], "target", "{target}");
        assert_eq!(refused(painter.maps(&mut run, &js("{ size: 4 }"), &js(target)))[0], "target", "{target}");
    }
}
