//! Engines beside Node and Chrome: the same bits in each, the same page and figures.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::Result;
use xshell::Cmd;

use crate::project::Project;
use crate::tally::{Tally, count};
use crate::{browser, debian, needs, site};

/// The target of ARM's 64-bit processors.
const TARGET: &str = "aarch64-unknown-linux-gnu";
const LINKER: &str = "aarch64-linux-gnu-gcc";

/// Something that runs the project and that a system may lack.
struct Engine {
    name: &'static str,
    /// What must be on `PATH`: one of each list.
    programs: &'static [&'static [&'static str]],
    /// Debian's packages with these programs.
    packages: &'static str,
}

const ARM: Engine = Engine {
    name: "ARM under emulation",
    programs: &[&["qemu-aarch64", "qemu-aarch64-static"], &[LINKER]],
    packages: "qemu-user gcc-aarch64-linux-gnu libc6-dev-arm64-cross",
};

const FIREFOX: Engine = Engine { name: "Firefox", programs: &[&["firefox-esr", "firefox"]], packages: "firefox-esr" };

const WEBKIT: Engine = Engine {
    name: "WebKitGTK",
    programs: &[&["WebKitWebDriver"], &["xvfb-run"], &["xauth"]],
    packages: "webkit2gtk-driver xvfb xauth",
};

impl Engine {
    /// Where its first program lies, if all are there.
    fn find(&self, project: &Project) -> Option<PathBuf> {
        let programs: Option<Vec<PathBuf>> = self.programs.iter().map(|names| project.find(names)).collect();
        programs?.into_iter().next()
    }

    /// What its absence counts: nothing is lost for a person, but continuous integration must have it.
    fn skip(&self, must: bool) -> Tally {
        let Self { name, packages, .. } = self;
        let verdict = if must { "FAILED: it must not be skipped in CI" } else { "skipped" };
        println!("{name} is not on this system: {verdict} (on Debian: sudo apt-get install {packages})");
        Tally { failed: u64::from(must), skipped: u64::from(!must), ..Tally::default() }
    }
}

/// Has root on Debian install what is missing. Whatever is missing after that is for the stage to judge.
pub(crate) fn install(project: &Project) {
    let missing = |engine: &&Engine| engine.find(project).is_none();
    let packages: Vec<&str> = [ARM, FIREFOX, WEBKIT].iter().filter(missing).map(|engine| engine.packages).collect();
    let mut results = Vec::new();
    if !packages.is_empty() && debian::can_install(project) {
        results.push(debian::install(project, &packages.join(" ")));
    }
    if ARM.find(project).is_some() {
        results.push(needs::target(project, TARGET));
    }
    results.iter().filter_map(|result| result.as_ref().err()).for_each(|e| eprintln!("{e:#}"));
}

/// Runs what can be run in each engine; an engine that is missing counts as one test.
pub(crate) fn run(project: &Project) -> Result<Option<Tally>> {
    site::must_exist(project)?;
    site::package(project)?;
    let must = env::var("CI").is_ok_and(|ci| ci == "true");
    let mut tally = browsers(project, must)?;
    tally += match ARM.find(project).filter(|_| needs::has_target(project, TARGET)) {
        Some(emulator) => arm(project, &emulator)?,
        None => ARM.skip(must),
    };
    Ok(Some(tally))
}

/// The table of sameness, the built site and figures of the package in every browser that is there.
fn browsers(project: &Project, must: bool) -> Result<Tally> {
    let mut skipped = Tally::default();
    let mut find = |engine: &Engine| {
        let found = engine.find(project);
        skipped += if found.is_none() { engine.skip(must) } else { Tally::default() };
        found
    };
    let (firefox, webkit) = (find(&FIREFOX), find(&WEBKIT));
    // WebKitGTK has no headless mode.
    let display = if webkit.is_some() { "xvfb-run --auto-servernum" } else { "" };
    let runner = project.command(&format!("{display} node tests/engines/run.mjs"));
    let runner = site::with_engines(project, runner).env("CHROME", browser::find(project)?);
    let mut tally = count(tell(tell(runner, "FIREFOX", firefox), "WEBKIT", webkit))?;
    tally += skipped;
    Ok(tally)
}

/// Tells a command where a program lies, or that there is none.
fn tell<'a>(command: Cmd<'a>, variable: &str, program: Option<PathBuf>) -> Cmd<'a> {
    match program {
        Some(program) => command.env(variable, program),
        None => command.env_remove(variable),
    }
}

/// The core's tests on ARM; those inside the crate sweep whole ranges, which takes an emulator minutes.
fn arm(project: &Project, emulator: &Path) -> Result<Tally> {
    let tests = project.command("cargo test -p playgrad-train --no-fail-fast --test *").args(["--target", TARGET]);
    // Linked statically, the emulator needs no libraries of the other system.
    let variable = |what| format!("CARGO_TARGET_{}_{what}", TARGET.replace('-', "_").to_uppercase());
    count(
        tests
            .env(variable("LINKER"), LINKER)
            .env(variable("RUSTFLAGS"), "-Ctarget-feature=+crt-static")
            .env(variable("RUNNER"), emulator),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_engine_is_skipped_but_fails_where_it_must_be_there() {
        assert_eq!(ARM.skip(false), Tally { skipped: 1, ..Tally::default() });
        assert_eq!(ARM.skip(true), Tally { failed: 1, ..Tally::default() });
    }
}
