//! The same bits on every target: a table of runs with the hashes of what they end in.
//!
//! When results change on purpose, `SAMENESS=write cargo test -p playgrad-train --test sameness` writes the table anew.

#[path = "sameness/functions.rs"]
mod functions;
#[path = "sameness/mod.rs"]
mod sameness;

use std::fs;

use playgrad_core::family::{Family, Field};
use playgrad_core::value::Value;
use playgrad_train::config::FAMILIES;
use sameness::{cases, line};

#[test]
fn every_run_ends_in_the_committed_bits() {
    let (mut table, mut wrong) = (String::new(), Vec::new());
    for case in cases() {
        let result = case.measure();
        if result != case.result {
            wrong.push(case.name);
        }
        table += &line(&case, result);
    }
    if std::env::var("SAMENESS").is_ok_and(|wish| wish == "write") {
        let path = "tests/sameness/sameness.txt";
        let old = fs::read_to_string(path).unwrap();
        let comments: String =
            old.lines().filter(|line| line.starts_with('#')).map(|line| line.to_string() + "\n").collect();
        fs::write(path, comments + &table).unwrap();
    } else {
        assert!(wrong.is_empty(), "{wrong:?} ended in other bits; the table would be\n{table}");
    }
}

#[test]
fn saving_loading_and_going_back_change_nothing() {
    for case in cases() {
        case.travel(case.measure());
    }
}

#[test]
fn functions_give_the_committed_bits() {
    assert_eq!(functions::changed(), [] as [String; 0]);
}

/// Every kind that stands in a value, as member of a family or as a word.
fn kinds(value: &Value, into: &mut Vec<String>) {
    match value {
        Value::Map(entries) => entries.iter().for_each(|(_, value)| kinds(value, into)),
        Value::List(items) => items.iter().for_each(|item| kinds(item, into)),
        Value::Text(kind) => into.push(kind.clone()),
        Value::Null | Value::Flag(_) | Value::Number(_) => {}
    }
}

#[test]
fn the_table_has_every_member_of_every_family() {
    let mut seen = Vec::new();
    for case in cases() {
        // What the task settles counts too.
        kinds(&case.open().settled().value(), &mut seen);
    }
    for Family { name, members, .. } in FAMILIES {
        for member in *members {
            assert!(seen.iter().any(|kind| kind == member.kind), "no run of the table has the {name} {}", member.kind);
        }
    }
}
