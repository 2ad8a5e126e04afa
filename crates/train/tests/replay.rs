//! Configuration, journal and seeds reproduce every step to the bit, from wherever one begins.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use playgrad_core::value::Value;
use playgrad_train::config::from_address;
use playgrad_train::data::Role;
use playgrad_train::journal::{self, Edit};
use playgrad_train::run::{Given, Run, Status, Unit};

/// A run with everything that is random and everything that has a state, and a last short batch.
const ADDRESS: &str = "data=spiral(samples:90)&batch_size=8&optimizer=adam(lr:0.02)\
    &layers=dense(units:9),batch_norm,dropout,dense(units:5;activation:relu)";

fn open(address: &str, entries: &str) -> Run {
    let entries = journal::from_text(entries).unwrap();
    Run::open(&from_address(address).unwrap(), None, Given::default(), entries).unwrap()
}

fn set(field: &str, text: &str) -> Edit {
    let config = playgrad_core::family::Field::value(&from_address(&format!("{field}={text}")).unwrap());
    Edit::Set { field: field.into(), value: config.get(field).unwrap().clone() }
}

/// Edits in the middle, by hand.
fn edited() -> Run {
    let mut run = open(ADDRESS, "");
    run.advance(13);
    run.edit(Edit::Weight { number: 7, value: 0.5 }).unwrap();
    run.edit(set("batch_size", "5")).unwrap();
    run.advance(20);
    run.step(Unit::Phase);
    run.edit(set("optimizer", "sgd(lr:0.05;momentum:0.9)")).unwrap();
    run.advance(30);
    run.edit(set("penalty", "l2(strength:0.01)")).unwrap();
    run.edit(set("shuffle", "false")).unwrap();
    run.advance(200);
    run
}

#[test]
fn a_journal_reproduces_the_run() {
    let run = edited();
    let mut again = open(ADDRESS, &journal::to_text(run.journal()));
    again.seek(run.steps());
    assert_eq!(again.fingerprint(), run.fingerprint());
    assert_eq!(again.params(), run.params());
    assert_eq!(again.running(), run.running());
    assert_eq!(again.config(), run.config());
    assert_eq!(again.history(), run.history());
}

#[test]
fn every_step_is_reached_from_every_side() {
    let mut forward = open(ADDRESS, &journal::to_text(edited().journal()));
    let steps = edited().steps();
    let mut hashes = vec![forward.fingerprint()];
    for step in 1..=steps {
        forward.seek(step);
        hashes.push(forward.fingerprint());
    }
    let mut jumping = edited();
    for i in 0..60 {
        let step = i * 97 % (steps + 1);
        jumping.seek(step);
        assert_eq!((jumping.steps(), jumping.fingerprint()), (step, hashes[step as usize]), "step {step}");
    }
}

#[test]
fn what_was_saved_goes_on_as_if_nothing_had_happened() {
    for (steps, layers) in [(0, 0), (1, 3), (57, 0), (58, 6), (200, 11)] {
        let mut run = edited();
        run.seek(steps);
        for _ in 0..layers {
            run.step(Unit::Layer);
        }
        let mut loaded = Run::load(&run.save(), None).unwrap();
        assert_eq!((loaded.steps(), loaded.phase(), loaded.fingerprint()), (steps, run.phase(), run.fingerprint()));
        assert_eq!((loaded.history(), loaded.evaluation()), (run.history(), run.evaluation()));
        assert_eq!(loaded.save(), run.save());
        run.advance(150);
        loaded.advance(150);
        assert_eq!(loaded.fingerprint(), run.fingerprint(), "saved at {steps}");
    }
}

#[test]
fn an_edit_after_going_back_begins_another_future() {
    let mut run = edited();
    run.seek(40);
    run.edit(set("penalty", "l2(strength:0.5)")).unwrap();
    run.advance(100);
    let mut again = open(ADDRESS, &journal::to_text(run.journal()));
    again.seek(140);
    assert_eq!(again.fingerprint(), run.fingerprint());
    assert_eq!(again.history(), run.history());
}

#[test]
fn points_drawn_moved_and_erased_are_replayed() {
    let point = |text: &str| journal::from_text(&format!("0 {text}")).unwrap().swap_remove(0).edit;
    let mut run = open(ADDRESS, "");
    let steps = run.batches().1 as u64;
    let edits = [
        (3, "+1.5,-2=1"),
        (3, "+0,0=0"),
        (2 * steps - 1, "@90=-1,1.25"),
        (2 * steps, "@3="),
        (5 * steps + 2, "@4=5,5"),
        (5 * steps + 2, "@91="),
        (9 * steps, "+2,2=1"),
    ];
    let first = run.row().1;
    for (step, text) in edits {
        run.seek(step);
        run.edit(point(text)).unwrap();
    }
    run.advance(100);
    assert_eq!(run.row().1, first + 3 - 1, "one of the erased rows was for validation");
    let end = run.steps();
    let mut again = open(ADDRESS, &journal::to_text(run.journal()));
    again.seek(end);
    assert_eq!((again.fingerprint(), again.history()), (run.fingerprint(), run.history()));
    let mut hashes = Vec::new();
    let mut forward = open(ADDRESS, &journal::to_text(run.journal()));
    for step in 0..=end {
        forward.seek(step);
        hashes.push((forward.fingerprint(), forward.row(), forward.data().table.clone()));
    }
    for i in 0..60 {
        let step = i * 97 % (end + 1);
        run.seek(step);
        assert_eq!((run.fingerprint(), run.row(), run.data().table.clone()), hashes[step as usize], "step {step}");
        let mut loaded = Run::load(&run.save(), None).unwrap();
        assert_eq!((loaded.fingerprint(), loaded.row(), loaded.data().table.clone()), hashes[step as usize]);
        loaded.seek(end);
        assert_eq!(loaded.fingerprint(), again.fingerprint(), "loaded at {step}");
    }
}

#[test]
fn points_that_cannot_be_are_refused() {
    let mut run = open("data=xor(samples:4)&train_share=0.5&layers=", "");
    let mut refused = |text: &str| {
        let edit = journal::from_text(&format!("0 {text}")).unwrap().swap_remove(0).edit;
        run.edit(edit).unwrap_err().to_string()
    };
    assert_eq!(refused("+1,2,3=0"), "x.length = 3 is not 2, one for each column");
    assert_eq!(refused("+1,NaN=0"), "x[1] = NaN is not a finite number");
    assert_eq!(refused("+1,2=2"), "y = 2 is not a class, an integer from 0 to 1");
    assert_eq!(refused("@4=1,2"), "row = 4 is not the number of a row that is there");
    let training = run.data().training.clone();
    for (i, row) in training.iter().enumerate() {
        let edit = journal::from_text(&format!("0 @{row}=")).unwrap().swap_remove(0).edit;
        let result = run.edit(edit.clone());
        assert_eq!(result.is_ok(), i + 1 < training.len(), "one row must stay");
    }
    run.advance(10);
    assert_eq!(run.status(), Status::Training);
}

#[test]
fn a_weight_set_after_going_back_begins_another_future() {
    let mut run = edited();
    run.seek(40);
    run.edit(Edit::Weight { number: 3, value: -0.75 }).unwrap();
    run.advance(100);
    let mut again = open(ADDRESS, &journal::to_text(run.journal()));
    again.seek(140);
    assert_eq!(again.fingerprint(), run.fingerprint());
    run.seek(40);
    run.seek(140);
    assert_eq!(run.fingerprint(), again.fingerprint(), "nothing is left of the other future");
}

/// Everything that a run shows of where it is.
fn shown(run: &Run) -> String {
    let of_step = (run.batch_loss(), run.norms(), run.gradients());
    format!("{:?} {:?} {of_step:?} {:?}", run.last(), run.evaluation(), run.row())
}

#[test]
fn going_somewhere_shows_what_was_to_be_seen_there() {
    let mut forward = open(ADDRESS, &journal::to_text(edited().journal()));
    let mut jumping = edited();
    let end = jumping.steps();
    for step in 0..=60 {
        forward.seek(step);
        jumping.seek(end);
        jumping.seek(step);
        assert_eq!(shown(&jumping), shown(&forward), "at step {step}");
        assert_eq!(shown(&Run::load(&jumping.save(), None).unwrap()), shown(&forward), "loaded at step {step}");
    }
}

#[test]
fn an_edit_in_a_long_run_leaves_the_last_epoch_as_it_was() {
    let mut run = open("data=xor(samples:10)&layers=&batch_size=10", "");
    run.advance(5001);
    assert!(run.history().stride > 1, "the history was thinned");
    let before = *run.last();
    assert_eq!(before.epoch, run.epoch());
    run.edit(Edit::Weight { number: 0, value: 1.0 }).unwrap();
    assert_eq!(*run.last(), before);
}

#[test]
fn broken_bytes_are_refused() {
    let run = edited();
    let bytes = run.save();
    for n in 0..bytes.len() {
        assert!(Run::load(&bytes[..n], None).is_err(), "the first {n} bytes");
    }
    for i in (0..bytes.len()).step_by(7) {
        let mut bytes = bytes.clone();
        bytes[i] ^= 0x10;
        assert!(Run::load(&bytes, None).is_err(), "byte {i}");
    }
}

#[test]
fn only_live_settings_may_be_edited() {
    let mut run = open("", "");
    let before = run.fingerprint();
    let refused = |run: &mut Run, edit: Edit| run.edit(edit).unwrap_err().to_string();
    let layers = Edit::Set { field: "layers".into(), value: Value::List(vec![]) };
    assert!(
        refused(&mut run, layers)
            .starts_with("layers = a list of 0 is not a setting that may change while a run trains")
    );
    assert_eq!(
        refused(&mut run, Edit::Set { field: "batch_size".into(), value: Value::Number(0.0) }),
        "batch_size = 0 is not an integer from 1 to 1000000"
    );
    assert!(refused(&mut run, set("loss", "categorical_cross_entropy")).contains("another number of outputs"));
    assert!(refused(&mut run, Edit::Weight { number: 9999, value: 0.0 }).starts_with("number = 9999 is not"));
    assert_eq!(refused(&mut run, Edit::Weight { number: 0, value: f32::NAN }), "value = NaN is not a finite number");
    assert!(run.journal().is_empty());
    assert_eq!(run.fingerprint(), before);
}

#[test]
fn a_loss_may_change_while_the_head_stays() {
    let mut run = open("data=xor&layers=dense(units:4)", "");
    run.advance(50);
    run.edit(set("loss", "mean_squared_error")).unwrap();
    let before = run.evaluate(Role::Validation).unwrap().loss;
    run.advance(400);
    assert!(run.evaluate(Role::Validation).unwrap().loss < before);
    assert_eq!(run.plan().head.kind(), "sigmoid");
}

#[test]
fn an_update_that_overflows_is_caught_and_taken_back() {
    let mut run =
        open("data=xor&layers=dense(units:4;activation:relu)&loss=mean_squared_error&output=(activation:linear)", "");
    run.advance(40);
    let last_good = run.fingerprint();
    run.edit(set("optimizer", "sgd(lr:1e300)")).unwrap();
    run.advance(10);
    let Status::Diverged { step, layer } = run.status() else { panic!("{:?}", run.status()) };
    assert_eq!((step, run.steps()), (41, 40), "at its very step");
    assert!(layer < 2);
    assert_eq!(run.fingerprint(), last_good, "the last finite parameters");
    run.advance(5);
    assert_eq!(run.steps(), 40, "nothing moves until an edit");
    run.edit(set("optimizer", "sgd(lr:0.01)")).unwrap();
    run.advance(5);
    assert_eq!((run.status(), run.steps()), (Status::Training, 45));
}

#[test]
fn memory_that_overflows_is_caught_though_the_parameters_stay_finite() {
    let address = "data=xor&layers=&loss=mean_squared_error&output=(activation:linear)&optimizer=adam(lr:0.001)";
    let mut run = open(address, "");
    run.advance(40);
    let last_good = run.fingerprint();
    // A gradient that is finite, and whose square is not.
    run.edit(Edit::Weight { number: 0, value: 1e21 }).unwrap();
    run.advance(10);
    assert_eq!(run.status(), Status::Diverged { step: 41, layer: 0 });
    assert_ne!(run.fingerprint(), last_good, "the weight stays as it was set");
    run.edit(Edit::Weight { number: 0, value: 0.5 }).unwrap();
    run.advance(10);
    assert_eq!((run.status(), run.steps()), (Status::Training, 50));
}

#[test]
fn a_loss_that_explodes_is_caught_before_it_touches_the_parameters() {
    let address = "data=xor&layers=dense(units:4;activation:linear)&loss=mean_squared_error&output=(activation:linear)";
    let mut run = open(&format!("{address}&optimizer=sgd(lr:5)"), "");
    run.advance(100_000);
    let Status::Diverged { step, .. } = run.status() else { panic!("{:?}", run.status()) };
    assert_eq!(run.steps() + 1, step);
    assert!(run.params().iter().all(|p| p.is_finite()));
    let mut again = open(&format!("{address}&optimizer=sgd(lr:5)"), "");
    again.advance(step - 1);
    assert_eq!((again.status(), again.fingerprint()), (Status::Training, run.fingerprint()));
}

#[test]
fn seeds_are_apart() {
    let hash = |address: &str| open(address, "").fingerprint();
    assert_eq!(hash("batch_size=3"), hash("batch_size=30"), "weights do not depend on the batch size");
    assert_ne!(hash("seeds=(weights:1)"), hash("seeds=(weights:2)"));
    let x = |address: &str| open(address, "").data().table.x.clone();
    assert_eq!(x("seeds=(weights:1)"), x("seeds=(weights:2)"));
    assert_ne!(x("seeds=(data:1)"), x("seeds=(data:2)"));
    let training = |address: &str| open(address, "").data().training.clone();
    assert_eq!(training("seeds=(data:1)").len(), training("seeds=(split:7)").len());
    assert_ne!(training("seeds=(split:1)"), training("seeds=(split:2)"));
}

#[test]
fn shuffling_and_dropout_have_seeds_of_their_own() {
    let after = |seeds: &str, steps: u64| {
        let mut run = open(&format!("layers=dense(units:9),dropout(rate:0.3)&seeds=({seeds})"), "");
        run.advance(steps);
        (run.data().training.clone(), run.fingerprint())
    };
    for (one, other) in [("shuffle:1", "shuffle:2"), ("dropout:1", "dropout:2")] {
        assert_eq!(after(one, 0), after(other, 0), "{one}: split and first weights");
        assert_ne!(after(one, 1).1, after(other, 1).1, "{one}: the first step");
        assert_eq!(after(one, 30), after(one, 30));
    }
    assert_eq!(after("data:42;split:42;weights:42", 30), after("shuffle:42;dropout:42", 30));
}

#[test]
fn what_stands_between_two_layers_leaves_their_first_weights() {
    let first = |layers: &str| open(&format!("layers={layers}"), "").params();
    let (plain, more) = (first("dense,dense(units:4)"), first("dense,batch_norm,dropout,dense(units:4)"));
    let of_second = 8 * 2 + 8;
    assert_eq!(plain[..of_second], more[..of_second]);
    assert_eq!(plain[of_second..], more[of_second + 2 * 8..], "after the scale and shift of batch norm");
}

#[test]
fn the_network_learns_what_it_is_shown() {
    for (address, epochs, least) in
        [("data=circle", 60, 0.95), ("data=xor", 60, 0.93), ("data=gauss&layers=", 60, 0.95), ("", 200, 0.93)]
    {
        let mut run = open(address, "");
        while run.epoch() < epochs {
            run.step(Unit::Epoch);
        }
        let accuracy = run.evaluation().unwrap().accuracy().unwrap();
        assert!(accuracy >= least, "{address}: {accuracy} of the validation rows after {epochs} epochs");
    }
}
