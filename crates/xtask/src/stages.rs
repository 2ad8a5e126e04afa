//! The stages of `cargo xtask test`, in their order.

use std::env;

use anyhow::Result;
use xshell::Cmd;

use crate::needs::Need;
use crate::project::Project;
use crate::tally::{Tally, count};
use crate::{browser, check, engines, site};

/// A part of the tests that can be run by itself.
#[derive(Debug)]
pub(crate) struct Stage {
    /// Its name on the command line.
    pub(crate) name: &'static str,
    /// What it shows.
    pub(crate) about: &'static str,
    /// What must be in place before.
    pub(crate) needs: &'static [Need],
    /// Runs it; a stage that is no suite counts no tests.
    pub(crate) run: fn(&Project) -> Result<Option<Tally>>,
}

/// Replaces the target features of .cargo/config.toml: the build for browsers without SIMD.
const SCALAR: &str = "-Ctarget-feature=-simd128";

/// Every stage; those that fail soonest come first.
pub(crate) const STAGES: [Stage; 11] = [
    Stage {
        name: "check",
        about: "formatting, lints, types, generated files, absolute paths",
        needs: &check::NEEDS,
        run: |project| check::run_all(project).map(|()| None),
    },
    Stage {
        name: "bare",
        about: "the core builds for a machine without operating system",
        needs: &[Need::Bare],
        run: bare,
    },
    Stage {
        name: "native",
        about: "Rust's tests on this machine",
        needs: &[],
        run: |project| {
            let line = "cargo test --workspace --exclude playgrad-wasm --no-fail-fast";
            count(project.command(line)).map(Some)
        },
    },
    Stage {
        name: "golden",
        about: "reference values of other libraries",
        needs: &[],
        run: |project| {
            let own = project.program(env::current_exe()?);
            count(own.arg("golden")).map(Some)
        },
    },
    Stage {
        name: "node",
        about: "the engine's suites in Node, with and without SIMD",
        needs: &[Need::Node, Need::Wasm, Need::Bindgen],
        run: |project| {
            let line = "cargo test -p playgrad-wasm --target wasm32-unknown-unknown --features node --lib";
            both_engines(|| project.command(line))
        },
    },
    Stage {
        name: "chrome",
        about: "the engine's suites in headless Chrome, with and without SIMD",
        needs: &[Need::Wasm, Need::Browser, Need::Bindgen, Need::WasmPack],
        run: |project| both_engines(|| project.command("wasm-pack test --headless --chrome crates/wasm")),
    },
    Stage {
        name: "site",
        about: "the release site builds into dist/",
        needs: &site::PAGE,
        run: |project| site::build(project).map(|()| None),
    },
    Stage { name: "page", about: "the page's unit tests", needs: &site::ENGINES, run: page },
    Stage {
        name: "journeys",
        about: "journeys through the built site in headless Chrome",
        needs: &[Need::Node, Need::Packages, Need::Browser],
        run: journeys,
    },
    Stage {
        name: "package",
        about: "the npm package, installed and used by projects in Node, with Vite and as plain files",
        needs: &[Need::Node, Need::Wasm, Need::Packages, Need::Browser, Need::Bindgen],
        run: package,
    },
    Stage {
        name: "engines",
        about: "the same bits, page and figures in Firefox and WebKitGTK, the same bits on ARM under emulation",
        needs: &[Need::Node, Need::Wasm, Need::Packages, Need::Browser, Need::Engines, Need::Bindgen],
        run: engines::run,
    },
];

fn bare(project: &Project) -> Result<Option<Tally>> {
    let line = "cargo build -p playgrad-train --target thumbv7em-none-eabihf";
    project.command(line).run()?;
    Ok(None)
}

/// Runs a suite with the SIMD engine and then with the scalar one.
fn both_engines<'a>(suite: impl Fn() -> Cmd<'a>) -> Result<Option<Tally>> {
    // Both limits are of wasm-bindgen's runner, in seconds; its own are too short for a busy machine.
    let patient = || suite().env("WASM_BINDGEN_TEST_TIMEOUT", "600").env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "60");
    let mut tally = count(patient())?;
    println!("once more, without SIMD");
    tally += count(patient().env("RUSTFLAGS", SCALAR))?;
    Ok(Some(tally))
}

fn page(project: &Project) -> Result<Option<Tally>> {
    site::wasm(project)?;
    let vitest = project.command("npm run --silent --prefix web test");
    count(site::with_engines(project, vitest)).map(Some)
}

fn journeys(project: &Project) -> Result<Option<Tally>> {
    site::must_exist(project)?;
    let runner = project.command("node tests/journeys/run.mjs");
    count(runner.env("CHROME", browser::find(project)?)).map(Some)
}

fn package(project: &Project) -> Result<Option<Tally>> {
    site::package(project)?;
    let runner = project.command("node tests/consumers/run.mjs");
    count(runner.env("CHROME", browser::find(project)?)).map(Some)
}
