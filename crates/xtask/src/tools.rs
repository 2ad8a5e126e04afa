//! Programs compiled into target/tools: nothing is installed outside the project.

use std::fs;
use std::io::{IsTerminal, stderr};

use anyhow::{Context, Result};

use crate::project::{Project, quoted, timed};

/// Newer versions of Trunk need a newer Rust.
const TRUNK: &str = "0.21.14";
const WASM_PACK: &str = "0.15.1";

/// Where tools are compiled: a common folder, because they share most of their dependencies.
const BUILD: &str = "target/tools/build";

/// Installs a tool in its pinned version, unless that is the one in place.
pub(crate) fn install(project: &Project, tool: &str) -> Result<()> {
    let (package, version) = match tool {
        "trunk" => ("trunk", TRUNK.to_owned()),
        "wasm-pack" => ("wasm-pack", WASM_PACK.to_owned()),
        _ => ("wasm-bindgen-cli", locked(project, "wasm-bindgen")?),
    };
    let in_place = project
        .answer(&format!("{tool} --version"))
        .is_some_and(|answer| answer.split_whitespace().nth(1) == Some(&version));
    if in_place {
        return Ok(());
    }
    let wanted = format!("{package}@{version}");
    timed(&format!("installing {wanted} into target/tools"), || {
        if download(project, &wanted) {
            return Ok(());
        }
        compile(project, &wanted)
    })
}

/// Removes what compiling the tools left behind: more than a gigabyte.
pub(crate) fn clean(project: &Project) -> Result<()> {
    let build = project.root.join(BUILD);
    if build.exists() {
        fs::remove_dir_all(&build).with_context(|| format!("cannot remove {}", build.display()))?;
    }
    Ok(())
}

/// The version of a crate in Cargo.lock.
fn locked(project: &Project, package: &str) -> Result<String> {
    let lock = project.text("Cargo.lock")?;
    quoted(&lock, &format!("name = \"{package}\"\nversion = \""))
        .map(str::to_owned)
        .with_context(|| format!("Cargo.lock names no {package}"))
}

/// Has cargo-binstall download the tool, where someone has cargo-binstall.
fn download(project: &Project, wanted: &str) -> bool {
    let line = "cargo binstall --no-confirm --disable-strategies compile --root target/tools";
    project.answer("cargo binstall -V").is_some() && project.command(line).arg(wanted).run().is_ok()
}

/// Compiles the tool without optimization and without TLS: quick to build, and quick enough.
fn compile(project: &Project, wanted: &str) -> Result<()> {
    let cargo = |locked: &str| {
        project
            .command("cargo install --no-default-features --root target/tools")
            .args(locked.split_whitespace())
            .args((!stderr().is_terminal()).then_some("--quiet"))
            .arg(wanted)
            .env("CARGO_TARGET_DIR", project.root.join(BUILD))
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0")
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .run()
    };
    if cargo("--locked").is_err() {
        // A tool's own lock file may name versions that the registry no longer serves.
        println!("{wanted} cannot be built as its authors locked it; trying without their lock");
        cargo("")?;
    }
    Ok(())
}
