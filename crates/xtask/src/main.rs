//! Every command a person runs: `cargo xtask help` lists them.
//!
//! Whatever a command needs (wasm target, pinned tools, npm packages, a browser) it installs
//! itself, inside the project where that is possible, and says so. A second run finds it in place.

mod browser;
mod check;
mod debian;
mod engines;
mod r#gen;
mod golden;
mod needs;
mod paths;
mod project;
mod site;
mod stages;
mod tally;
mod test;
mod tools;

use std::env;
use std::path::{self, Path};
use std::process::ExitCode;

use anyhow::{Result, bail};

use crate::project::Project;

const HELP: &str = "\
usage: cargo xtask COMMAND

commands:
  serve [TRUNK OPTIONS]     build and serve the playground with live reload
  site                      build the release site into dist/: what a static host needs
  test [--only STAGE]… [--keep-going] [--list]
                            run every test, or only the named stages
  check                     formatting, lints, types, generated files, absolute paths
  gen [--check]             write the generated files, or say which are stale
  golden [FOLDER]           compare with the reference values (default: tests/golden)
  wasm                      build both engines with typings into target/wasm/{simd,scalar}
  package                   build the npm package into target/package, and its tarball
  tables                    train on every real data set, and write docs/tables.md
  bench [OPTIONS]           run the benchmarks in Node and headless Chrome
  help                      this text

node tests/journeys/run.mjs --only TEXT [--shots FOLDER] walks single journeys, and keeps pictures.
";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match dispatch(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(e) => {
            eprintln!("error: {e:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(arguments: &[&str]) -> Result<()> {
    // A folder is named from where the command was called, which is left below.
    let golden = arguments.get(1).filter(|_| arguments[0] == "golden").map(path::absolute).transpose()?;
    let project = Project::open()?;
    match arguments {
        [] | ["help" | "--help" | "-h"] => print!("{HELP}\n{}", test::list()),
        ["serve", rest @ ..] => site::serve(&project, rest)?,
        ["site"] => site::build(&project)?,
        ["test", rest @ ..] => test::run(&project, rest)?,
        ["check"] => check::run_all(&project)?,
        ["gen"] => r#gen::run(false)?,
        ["gen", "--check"] => r#gen::run(true)?,
        ["golden"] => golden::run(Path::new("tests/golden"))?,
        ["golden", _] => golden::run(&golden.unwrap_or_default())?,
        ["wasm"] => site::wasm(&project)?,
        ["package"] => site::package(&project)?,
        ["tables"] => site::tables(&project)?,
        ["bench", rest @ ..] => site::bench(&project, rest)?,
        unknown => bail!("`{}` is no command; `cargo xtask help` lists them", unknown.join(" ")),
    }
    Ok(())
}
