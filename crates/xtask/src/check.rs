//! What a reviewer should not have to check.

use anyhow::{Result, bail};

use crate::needs::{Need, prepare};
use crate::project::{Project, timed};
use crate::{r#gen, paths};

/// What the checks need.
pub(crate) const NEEDS: [Need; 4] = [Need::Node, Need::Wasm, Need::Lints, Need::Packages];

/// A check: what it is called and what it does.
type Check = (&'static str, fn(&Project) -> Result<()>);

const CHECKS: [Check; 7] = [
    ("cargo fmt", |project| run(project, "cargo fmt --all --check")),
    ("clippy", |project| {
        run(project, "cargo clippy --quiet --workspace --exclude playgrad-wasm --all-targets -- -Dwarnings")
    }),
    ("clippy for wasm", |project| {
        run(
            project,
            "cargo clippy --quiet -p playgrad-wasm --all-targets --target wasm32-unknown-unknown -- -Dwarnings",
        )
    }),
    ("generated files", |_| r#gen::run(true)),
    ("biome", |project| run(project, "npm run --silent --prefix web lint")),
    ("tsc", |project| run(project, "tsc -p web")),
    ("absolute paths", |project| paths::none(&project.root)),
];

/// Runs every check and names those that failed.
pub(crate) fn run_all(project: &Project) -> Result<()> {
    prepare(project, NEEDS)?;
    let mut failed = Vec::new();
    for (name, check) in CHECKS {
        if let Err(e) = timed(name, || check(project)) {
            eprintln!("{e:#}");
            failed.push(name);
        }
    }
    if !failed.is_empty() {
        bail!("{} of {} checks failed: {}", failed.len(), CHECKS.len(), failed.join(", "));
    }
    Ok(())
}

fn run(project: &Project, line: &str) -> Result<()> {
    Ok(project.command(line).run()?)
}
