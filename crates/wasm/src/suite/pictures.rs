//! What is painted.

use js_sys::Uint8ClampedArray;
use wasm_bindgen_test::wasm_bindgen_test;

use super::{NOTHING, js, open};
use crate::painter::Painter;
use crate::run::Run;

/// Entry `i` of the diverging colors has `i` as red; classes are green; paper is blue.
fn painter() -> Painter {
    let diverging = "Uint32Array.from({ length: 256 }, (_, i) => (0xff000000 | i) >>> 0)";
    let classes = "Uint32Array.of(0xff006400, 0xff00c800, 0xff00ff00)";
    Painter::new(&js(&format!("{{ diverging: {diverging}, classes: {classes}, paper: 0xffff0000 }}"))).unwrap()
}

fn pixels(n: u32) -> Uint8ClampedArray {
    Uint8ClampedArray::new_with_length(4 * n)
}

fn flowers() -> Run {
    let table = "x: Float32Array.of(0, 0, 1, 0, 0, 1, 1, 1, 2, 2, 2, 1), y: Float32Array.of(0, 0, 1, 1, 2, 2), \
        columns: ['a', 'b'], classes: ['c', 'd', 'e']";
    Run::open(&js("{ data: { kind: 'table' }, train_share: 1 }"), &js(&format!("{{ table: {{ {table} }} }}"))).unwrap()
}

#[wasm_bindgen_test]
fn two_classes_are_painted_from_one_end_of_the_colors_to_the_other() {
    let mut run = open("{ data: 'gauss', layers: [] }");
    run.advance(&500.into(), &NOTHING).unwrap();
    let target = pixels(256);
    let contour = painter().field(&mut run, &js("{ size: 16 }"), &target).unwrap().to_vec();
    let reds: Vec<u8> = target.to_vec().into_iter().step_by(4).collect();
    // The upper right corner is the second class, the lower left the first.
    assert!(reds[15] > 250 && reds[15 * 16] < 5, "{reds:?}");
    let field = run.field(&js("{ size: 16 }")).unwrap().to_vec();
    for (red, p) in reds.iter().zip(field) {
        assert!((f32::from(*red) - 255.0 * p).abs() <= 0.51, "{red} for {p}");
    }
    assert!(!contour.is_empty() && contour.len().is_multiple_of(4));
    // The classes lie on either side of the diagonal from the upper left to the lower right.
    assert!(contour.chunks(2).all(|point| (point[0] + point[1] - 1.0).abs() < 0.1), "{contour:?}");
    painter().field(&mut run, &js("{ size: 16, hard: true }"), &target).unwrap();
    assert!(target.to_vec().iter().step_by(4).all(|red| [0, 255].contains(red)), "decisions only");
}

#[wasm_bindgen_test]
fn a_threshold_moves_the_border_between_two_classes() {
    let mut run = open("{ data: 'gauss', layers: [] }");
    run.advance(&500.into(), &NOTHING).unwrap();
    let probabilities = run.field(&js("{ size: 16 }")).unwrap().to_vec();
    let mut before = 257;
    for threshold in [0.1, 0.5, 0.9] {
        let target = pixels(256);
        let request = js(&format!("{{ size: 16, hard: true, threshold: {threshold} }}"));
        let contour = painter().field(&mut run, &request, &target).unwrap().to_vec();
        let second: Vec<bool> = target.to_vec().iter().step_by(4).map(|&red| red == 255).collect();
        let expected: Vec<bool> = probabilities.iter().map(|&p| p > threshold).collect();
        assert_eq!(second, expected, "{threshold}");
        let count = second.iter().filter(|&&is| is).count();
        assert!(count < before && !contour.is_empty(), "{count} after {before}");
        before = count;
    }
}

#[wasm_bindgen_test]
fn two_outputs_are_painted_like_one() {
    let mut run = open("{ data: 'gauss', layers: [], loss: 'categorical_cross_entropy' }");
    run.advance(&500.into(), &NOTHING).unwrap();
    let target = pixels(256);
    painter().field(&mut run, &js("{ size: 16 }"), &target).unwrap();
    let reds: Vec<u8> = target.to_vec().into_iter().step_by(4).collect();
    assert!(reds[15] > 250 && reds[15 * 16] < 5, "{reds:?}");
}

#[wasm_bindgen_test]
fn several_classes_have_their_own_colors_and_borders() {
    let mut run = flowers();
    run.advance(&500.into(), &NOTHING).unwrap();
    let target = pixels(64);
    let borders = painter().field(&mut run, &js("{ size: 8, hard: true }"), &target).unwrap();
    assert!(borders.length() > 0);
    let greens: Vec<u8> = target.to_vec().into_iter().skip(1).step_by(4).collect();
    // A decision has 64 % of its class's color.
    assert!(greens.iter().all(|green| [64, 128, 163].contains(green)), "{greens:?}");
    assert!([64, 128, 163].iter().all(|green| greens.contains(green)), "{greens:?}");
}

#[wasm_bindgen_test]
fn numbers_are_painted_by_how_far_they_are_spread() {
    let table = "x: Float32Array.of(-1, 0, 1), y: Float32Array.of(-10, 0, 10), columns: ['a'], targets: ['b']";
    let config = js("{ data: { kind: 'table' }, layers: [], train_share: 1, optimizer: { kind: 'sgd', lr: 0.1 } }");
    let mut run = Run::open(&config, &js(&format!("{{ table: {{ {table} }} }}"))).unwrap();
    run.advance(&200.into(), &NOTHING).unwrap();
    let target = pixels(16);
    let plane = "plane: { x: 0, y: 0, xRange: [-1, 1], yRange: [-1, 1] }";
    let levels = painter().field(&mut run, &js(&format!("{{ size: 4, {plane} }}")), &target).unwrap().to_vec();
    let reds: Vec<u8> = target.to_vec().into_iter().step_by(4).collect();
    // The colors reach two standard deviations either side: ±16.3.
    for (red, x) in reds.iter().zip([-0.75, -0.25, 0.25, 0.75]) {
        assert!((f32::from(*red) - 127.5 * (x * 10.0 / 16.33 + 1.0)).abs() < 2.0, "{red} at {x}");
    }
    // Between −7.5 and 7.5 lie five levels, a fifth of that apart.
    assert_eq!(levels.len(), 5 * 3 * 4, "{levels:?}");
}

#[wasm_bindgen_test]
fn every_unit_has_its_place_in_the_atlas() {
    let mut run = open("{ data: 'gauss', layers: [{ kind: 'dense', units: 3 }] }");
    let mut painter = painter();
    assert_eq!(painter.atlas(&run, &js("{ size: 8 }")).unwrap(), [3 * 8, 3 * 8]);
    let target = pixels(24 * 24);
    painter.maps(&mut run, &js("{ size: 8 }"), &target).unwrap();
    let pixels = target.to_vec();
    let at = |column: usize, row: usize| pixels[4 * (row * 24 + column)..][..4].to_vec();
    // The first input grows to the right, the second upward; there is no third.
    assert!(at(0, 0)[0] < 40 && at(7, 0)[0] > 215);
    assert!(at(0, 8)[0] > 215 && at(0, 15)[0] < 40);
    assert_eq!(at(0, 16), [0; 4]);
    let tile: Vec<u8> =
        (16..24).flat_map(|row| (8..16).flat_map(move |column| [(column, row)])).map(|(c, r)| at(c, r)[0]).collect();
    let alone = Uint8ClampedArray::new_with_length(4 * 64);
    painter.field(&mut run, &js("{ size: 8, unit: { layer: 0, unit: 2 } }"), &alone).unwrap();
    assert_eq!(tile, alone.to_vec().into_iter().step_by(4).collect::<Vec<u8>>(), "a tile is the unit's picture");
    painter.field(&mut run, &js("{ size: 8 }"), &alone).unwrap();
    assert_eq!(at(16, 0)[0], alone.to_vec()[0], "the last column is the prediction");
}

#[wasm_bindgen_test]
fn an_atlas_has_only_the_units_that_are_asked_for() {
    let mut run = open("{ data: 'gauss', layers: [{ kind: 'dense', units: 200 }] }");
    let mut painter = painter();
    let request = js("{ size: 8, units: [[1], [7, 199], []] }");
    assert_eq!(painter.atlas(&run, &request).unwrap(), [3 * 8, 2 * 8]);
    let target = pixels(24 * 16);
    painter.maps(&mut run, &request, &target).unwrap();
    let pixels = target.to_vec();
    let tile = |column: usize, row: usize| -> Vec<u8> {
        (0..64).map(|i| pixels[4 * ((8 * row + i / 8) * 24 + 8 * column + i % 8)]).collect()
    };
    let alone = Uint8ClampedArray::new_with_length(4 * 64);
    for (column, row, unit) in
        [(0, 0, "{ layer: -1, unit: 1 }"), (1, 0, "{ layer: 0, unit: 7 }"), (1, 1, "{ layer: 0, unit: 199 }")]
    {
        painter.field(&mut run, &js(&format!("{{ size: 8, unit: {unit} }}")), &alone).unwrap();
        assert_eq!(tile(column, row), alone.to_vec().into_iter().step_by(4).collect::<Vec<u8>>(), "{unit}");
    }
    assert_eq!(tile(2, 0), [0; 64]);
    assert_eq!(run.maps(&request).unwrap().length(), 3 * 64);
}

#[wasm_bindgen_test]
fn an_atlas_is_no_larger_than_every_browser_can_show() {
    let run = open("{ layers: [{ kind: 'dense', units: 1024 }] }");
    assert_eq!(painter().atlas(&run, &js("{ size: 28 }")).unwrap(), [3 * 28, 585 * 28]);
    let mut painter = painter();
    let mut run = run;
    painter.maps(&mut run, &js("{ size: 28 }"), &pixels(3 * 28 * 585 * 28)).unwrap();
}

/// A canvas's context: of the page, or of a worker's own canvas.
#[cfg(not(feature = "node"))]
fn context(size: u32) -> wasm_bindgen::JsValue {
    js(&format!(
        "(typeof document === 'undefined' ? new OffscreenCanvas({size}, {size}) : \
         Object.assign(document.createElement('canvas'), {{ width: {size}, height: {size} }})).getContext('2d')"
    ))
}

#[cfg(not(feature = "node"))]
#[wasm_bindgen_test]
fn a_canvas_gets_the_pixels() {
    use wasm_bindgen::JsCast;
    let mut run = open("{ data: 'xor' }");
    run.advance(&300.into(), &NOTHING).unwrap();
    let (context, array) = (context(16), pixels(256));
    let request = js("{ size: 16 }");
    let on_canvas = painter().field(&mut run, &request, &context).unwrap().to_vec();
    let in_array = painter().field(&mut run, &request, &array).unwrap().to_vec();
    assert_eq!(on_canvas, in_array);
    let context: &web_sys::CanvasRenderingContext2d = context.unchecked_ref();
    let seen = context.get_image_data(0.0, 0.0, 16.0, 16.0).unwrap().data();
    assert_eq!(seen.0, array.to_vec());
    let offscreen = js("new OffscreenCanvas(24, 24).getContext('2d')");
    painter().maps(&mut run, &js("{ size: 3 }"), &offscreen).unwrap();
}
