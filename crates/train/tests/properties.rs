//! Decoder, address and journal, over random configurations and over nonsense.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test that cannot go on fails")]

use playgrad_core::family::{Field, Kind, Param, Range, Record};
use playgrad_core::value::Value;
use playgrad_train::config::{Config, decode, from_address, to_address};
use playgrad_train::journal::{self, Edit};
use playgrad_train::run::{Given, Run};
use proptest::prelude::*;
use proptest::strategy::Union;

/// Any value that may stand in a place of this kind.
fn valid(kind: Kind) -> BoxedStrategy<Value> {
    match kind {
        Kind::Number(range) => number(range).prop_map(Value::Number).boxed(),
        Kind::Integer(range) => {
            let whole = move |x: f64| x.round().max(range.min).min(range.max);
            number(range).prop_map(move |x| Value::Number(whole(x))).boxed()
        }
        Kind::Flag => any::<bool>().prop_map(Value::Flag).boxed(),
        Kind::Choice(words) => proptest::sample::select(words).prop_map(Value::from).boxed(),
        Kind::Name => {
            let like_others = proptest::sample::select(&["42", "1e5", "-7", "inf", "NaN", "true", "null"][..]);
            prop_oneof!["[a-zA-Z0-9-]{1,40}", like_others.prop_map(String::from)].prop_map(Value::Text).boxed()
        }
        Kind::List(item, _) => proptest::collection::vec(valid(*item), 0..5).prop_map(Value::List).boxed(),
        Kind::Member(family) => {
            let member = |spec: &playgrad_core::family::Spec| {
                let kind = Value::from(spec.kind);
                settings(spec.params).prop_map(move |map| with_kind(map, kind.clone()))
            };
            Union::new(family().members.iter().map(|spec| member(spec).boxed())).boxed()
        }
        Kind::Record(params) => settings(params()),
    }
}

fn with_kind(mut map: Value, kind: Value) -> Value {
    map.set("kind", kind);
    map
}

/// A number of a range: from what a slider shows, and now and then an end that is allowed.
fn number(range: Range) -> BoxedStrategy<f64> {
    let (from, to) = (range.shown.0.max(-1e6), range.shown.1.min(1e6));
    let inside = (from..=to).prop_filter("valid", move |x| range.contains(*x));
    let ends: Vec<f64> = [range.min, range.max].into_iter().filter(|&x| range.contains(x)).collect();
    if ends.is_empty() { inside.boxed() } else { prop_oneof![4 => inside, 1 => proptest::sample::select(ends)].boxed() }
}

/// A map with some of the settings.
fn settings(params: &'static [Param]) -> BoxedStrategy<Value> {
    let each: Vec<_> = params.iter().map(|param| proptest::option::weighted(0.6, valid(param.kind))).collect();
    let name = |values: Vec<Option<Value>>| {
        let named = params.iter().zip(values).filter_map(|(param, value)| Some((param.name.to_string(), value?)));
        Value::Map(named.collect())
    };
    each.prop_map(name).boxed()
}

/// Any tree, with names and words that may be right.
fn nonsense() -> impl Strategy<Value = Value> {
    let word = prop_oneof!["[a-z_]{0,6}", Just("kind".to_string()), Just("adam".into()), Just("dense".into())];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Flag),
        any::<f64>().prop_map(Value::Number),
        word.clone().prop_map(Value::Text),
    ];
    let names: Vec<String> = Config::PARAMS.iter().map(|param| param.name.to_string()).collect();
    let name = prop_oneof![proptest::sample::select(names), word];
    leaf.prop_recursive(4, 40, 5, move |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..5).prop_map(Value::List),
            proptest::collection::vec((name.clone(), inner), 0..5).prop_map(Value::Map),
        ]
    })
}

/// An address of a small run, whose data is made from its seed.
fn small_run() -> impl Strategy<Value = String> {
    let layers = proptest::sample::select(&[
        "dense(units:3)",
        "dense(units:5;activation:linear),batch_norm,activation(activation:relu)",
        "dense(units:2),dropout,dense(units:1;activation:sigmoid)",
        "",
    ]);
    (layers, 2..40_u32, 1..9_u32, any::<bool>()).prop_map(|(layers, batch, seed, shuffle)| {
        format!("data=xor(samples:30)&layers={layers}&batch_size={batch}&shuffle={shuffle}&seeds=(weights:{seed})")
    })
}

/// An edit that a run of binary classification can take.
fn edit() -> impl Strategy<Value = Edit> {
    let set =
        |field: &'static str, kind: Kind| valid(kind).prop_map(move |value| Edit::Set { field: field.into(), value });
    let live = Config::PARAMS.iter().filter(|param| param.live && !["loss", "batch_size"].contains(&param.name));
    let sets: Vec<_> = live.map(|param| set(param.name, param.kind).boxed()).collect();
    prop_oneof![
        Union::new(sets),
        (2..50_u32).prop_map(|n| Edit::Set { field: "batch_size".into(), value: n.value() }),
        (0..3_u32, -2.0..2.0_f32).prop_map(|(number, value)| Edit::Weight { number, value }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_valid_value_is_decoded_and_comes_back_by_every_way(value in valid(Config::KIND)) {
        let config = decode(&value).unwrap();
        prop_assert_eq!(&decode(&config.value()).unwrap(), &config);
        prop_assert_eq!(&from_address(&to_address(&config)).unwrap(), &config);
        let json = serde_json::to_string(&config.value()).unwrap();
        prop_assert_eq!(&decode(&serde_json::from_str(&json).unwrap()).unwrap(), &config);
    }

    #[test]
    fn nonsense_is_refused_or_read_but_never_panics(value in nonsense()) {
        if let Ok(config) = decode(&value) {
            prop_assert_eq!(decode(&config.value()).unwrap(), config);
        }
    }

    #[test]
    fn any_text_is_refused_or_read_as_an_address(text in any::<String>()) {
        let _ = from_address(&text);
    }

    #[test]
    fn text_that_looks_like_an_address_is_refused_or_read(text in "((layers|optimizer|seeds|v|data)=([a-z0-9.]|[(),;:%&]){0,30}&?){0,3}") {
        if let Ok(config) = from_address(&text) {
            prop_assert_eq!(from_address(&to_address(&config)).unwrap(), config);
        }
    }

    #[test]
    fn any_text_is_refused_or_read_as_a_journal(text in "([0-9]{1,3} (#[0-9]|shuffle|optimizer)=[a-z0-9.(:)]{0,12}\n?){0,4}|.*") {
        if let Ok(entries) = journal::from_text(&text) {
            prop_assert_eq!(journal::from_text(&journal::to_text(&entries)).unwrap().len(), entries.len());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_edits_replay_to_the_same_bits(
        address in small_run(),
        edits in proptest::collection::vec((0..12_u64, edit()), 0..8),
        back in 0..60_u64,
    ) {
        let config = from_address(&address).unwrap();
        let open = |text: &str| Run::open(&config, None, Given::default(), journal::from_text(text).unwrap()).unwrap();
        let mut run = open("");
        for (steps, edit) in edits {
            run.advance(steps);
            prop_assert!(run.edit(edit.clone()).is_ok(), "{:?}", edit);
        }
        run.advance(10);
        let (steps, hash) = (run.steps(), run.fingerprint());
        let mut again = open(&journal::to_text(run.journal()));
        again.seek(steps);
        prop_assert_eq!((again.steps(), again.fingerprint()), (steps, hash));
        run.seek(back.min(steps));
        run.seek(steps);
        prop_assert_eq!((run.steps(), run.fingerprint()), (steps, hash));
        let loaded = Run::load(&run.save(), None).unwrap();
        prop_assert_eq!((loaded.steps(), loaded.fingerprint()), (steps, hash));
    }
}
