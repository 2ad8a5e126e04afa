//! `cargo xtask test`: prepares, runs the stages, sums up.

use core::fmt::Write;
use core::time::Duration;
use std::time::Instant;

use anyhow::{Result, bail};

use crate::needs::prepare;
use crate::project::Project;
use crate::stages::{STAGES, Stage};
use crate::tally::Tally;

/// What is asked for on the command line.
struct Wish {
    stages: Vec<&'static Stage>,
    keep_going: bool,
}

/// How a stage went.
struct Outcome {
    name: &'static str,
    result: Result<Option<Tally>>,
    time: Duration,
}

impl Outcome {
    fn of(name: &'static str, work: impl FnOnce() -> Result<Option<Tally>>) -> Self {
        println!("\n══ {name}");
        let start = Instant::now();
        let result = work();
        if let Err(e) = &result {
            eprintln!("{name}: {e:#}");
        }
        let time = start.elapsed();
        println!("══ {name}: {:.1} s", time.as_secs_f64());
        Self { name, result, time }
    }

    fn is_good(&self) -> bool {
        matches!(&self.result, Ok(tally) if tally.is_none_or(|tally| tally.failed == 0))
    }

    /// Its tests; a stage that failed without counting any is one failed test.
    fn tally(&self) -> Tally {
        match self.result {
            Ok(tally) => tally.unwrap_or_default(),
            Err(_) => Tally { failed: 1, ..Tally::default() },
        }
    }
}

/// The stages and what they show, for people.
pub(crate) fn list() -> String {
    let mut text = String::from("stages of test, in this order:\n");
    for Stage { name, about, .. } in &STAGES {
        let _ = writeln!(text, "  {name:9} {about}");
    }
    text
}

/// Runs the stages that are asked for, all of them if none is named.
pub(crate) fn run(project: &Project, arguments: &[&str]) -> Result<()> {
    if arguments == ["--list"] {
        print!("{}", list());
        return Ok(());
    }
    let Wish { stages, keep_going } = read(arguments)?;
    let needs = stages.iter().flat_map(|stage| stage.needs.iter().copied());
    let mut outcomes = vec![Outcome::of("prepare", || prepare(project, needs).map(|()| None))];
    for stage in stages {
        let all_good = outcomes.iter().all(Outcome::is_good);
        // Without preparation nothing runs, and an old site says nothing about a failed build.
        let hopeless = outcomes.iter().any(|outcome| {
            let site = outcome.name == "site" && ["journeys", "engines"].contains(&stage.name);
            !outcome.is_good() && (outcome.name == "prepare" || site)
        });
        if hopeless || !(all_good || keep_going) {
            println!("\n══ {}: not run", stage.name);
            continue;
        }
        outcomes.push(Outcome::of(stage.name, || (stage.run)(project)));
    }
    sum_up(&outcomes)
}

fn read(arguments: &[&str]) -> Result<Wish> {
    let mut names = Vec::new();
    let mut keep_going = false;
    let mut words = arguments.iter().flat_map(|argument| argument.split('='));
    while let Some(word) = words.next() {
        match word {
            "--keep-going" => keep_going = true,
            "--only" => names.push(words.next().unwrap_or_default()),
            unknown => bail!("test knows no `{unknown}`; `cargo xtask help` lists its options"),
        }
    }
    for name in &names {
        if !STAGES.iter().any(|stage| stage.name == *name) {
            bail!("there is no stage `{name}`; {}", list());
        }
    }
    let wanted = |stage: &&Stage| names.is_empty() || names.contains(&stage.name);
    Ok(Wish { stages: STAGES.iter().filter(wanted).collect(), keep_going })
}

/// Prints the table; its last line is what continuous integration reads.
fn sum_up(outcomes: &[Outcome]) -> Result<()> {
    println!("\nstage     result   tests skipped   seconds");
    let mut total = Tally::default();
    let mut time = Duration::ZERO;
    for outcome in outcomes {
        let result = if outcome.is_good() { "ok" } else { "FAILED" };
        let (tests, skipped) = match &outcome.result {
            Ok(Some(tally)) => (tally.passed + tally.failed, tally.skipped),
            _ => (0, 0),
        };
        let seconds = outcome.time.as_secs_f64();
        println!("{:9} {result:6} {:>7} {:>7} {seconds:>9.1}", outcome.name, shown(tests), shown(skipped));
        total += outcome.tally();
        time += outcome.time;
    }
    println!("{:32} {:>9.1}\n{total}", "", time.as_secs_f64());
    let failed: Vec<&str> = outcomes.iter().filter(|outcome| !outcome.is_good()).map(|outcome| outcome.name).collect();
    if !failed.is_empty() {
        bail!("failed: {}", failed.join(", "));
    }
    Ok(())
}

/// A number of the table, where nothing is left blank.
fn shown(count: u64) -> String {
    if count == 0 { String::new() } else { count.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(arguments: &[&str]) -> Vec<&'static str> {
        let wish = read(arguments).unwrap();
        wish.stages.iter().map(|stage| stage.name).collect()
    }

    #[test]
    fn stages_run_in_their_own_order() {
        assert_eq!(names(&[]).len(), STAGES.len());
        assert_eq!(names(&["--only", "page", "--only=bare"]), ["bare", "page"]);
    }

    #[test]
    fn an_unknown_stage_is_an_error_that_lists_the_stages() {
        let error = read(&["--only", "natve"]).err().unwrap().to_string();
        assert!(error.contains("natve") && error.contains("native"), "{error}");
    }

    #[test]
    fn a_stage_fails_if_a_test_fails_or_the_stage_breaks() {
        let outcome = |result| Outcome::of("native", || result);
        let tally = |passed, failed| Ok(Some(Tally { passed, failed, skipped: 1 }));
        assert!(outcome(tally(2, 0)).is_good());
        assert!(outcome(Ok(None)).is_good());
        assert!(!outcome(tally(2, 1)).is_good());
        assert_eq!(outcome(Err(anyhow::anyhow!("broken"))).tally().failed, 1);
    }
}
