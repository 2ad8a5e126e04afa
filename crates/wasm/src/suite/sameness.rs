//! The runs and functions whose bits are the same on every target; natively the core's own test runs them.

#[path = "../../../train/tests/sameness/functions.rs"]
mod functions;
#[path = "../../../train/tests/sameness/mod.rs"]
mod table;

use table::{cases, line};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn every_run_ends_in_the_committed_bits() {
    let (mut lines, mut wrong) = (String::new(), Vec::new());
    for case in cases() {
        let result = case.measure();
        if result != case.result {
            wrong.push(case.name);
        }
        lines += &line(&case, result);
    }
    assert!(wrong.is_empty(), "{wrong:?} ended in other bits; here the table would be\n{lines}");
}

#[wasm_bindgen_test]
fn saving_loading_and_going_back_change_nothing() {
    cases().iter().for_each(|case| case.travel(case.result));
}

#[wasm_bindgen_test]
fn functions_give_the_committed_bits() {
    assert_eq!(functions::changed(), [] as [String; 0]);
}
