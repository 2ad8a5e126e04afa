//! Nothing is allocated while a run steps.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use playgrad_core::value::Value;
use playgrad_train::config::from_address;
use playgrad_train::journal::Edit;
use playgrad_train::run::{Given, Run, Unit};

const ADDRESSES: [&str; 4] = [
    "",
    "layers=dense(units:5;activation:linear),batch_norm,activation(activation:relu),dropout,dense(units:3)",
    "optimizer=sgd(lr:0.1;momentum:0.9;nesterov:true)&penalty=l2&batch_size=7&shuffle=false",
    "loss=categorical_cross_entropy&layers=&features=x1,x2,x1_squared,sin_x1&train_share=1",
];

fn open(address: &str) -> Run {
    Run::open(&from_address(address).unwrap(), None, Given::default(), Vec::new()).unwrap()
}

fn allocations(f: impl FnOnce()) -> u64 {
    allocation_counter::measure(f).count_total
}

#[test]
fn stepping_allocates_nothing() {
    for address in ADDRESSES {
        let mut run = open(address);
        let by_advance = allocations(|| run.advance(1000));
        let by_step = allocations(|| {
            for unit in [Unit::Layer, Unit::Phase, Unit::Batch, Unit::Epoch] {
                run.step(unit);
            }
        });
        assert_eq!((by_advance, by_step), (0, 0), "{address}");
    }
}

#[test]
fn thinning_of_curves_and_snapshots_allocates_nothing() {
    let mut run = open("layers=dense(units:2)&data=xor(samples:20)&batch_size=20");
    let count = allocations(|| run.advance(5000));
    assert_eq!(run.epoch(), 5000);
    assert!(run.history().stride > 1, "the history was thinned");
    assert_eq!(count, 0);
}

#[test]
fn stepping_allocates_nothing_after_an_edit_either() {
    let mut run = open("optimizer=sgd&batch_size=4");
    run.advance(2000);
    for (field, value) in [("optimizer", Value::from("adam")), ("batch_size", Value::from(50.0))] {
        run.edit(Edit::Set { field: field.into(), value }).unwrap();
        assert_eq!(allocations(|| run.advance(3000)), 0, "after {field}");
    }
}

#[test]
fn the_counter_counts() {
    assert!(allocations(|| drop(core::hint::black_box(vec![1, 2, 3]))) > 0);
}
