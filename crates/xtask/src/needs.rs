//! What commands need, and how it is put in place: targets, components, Node, npm's packages.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, anyhow, bail};

use crate::browser;
use crate::engines;
use crate::project::{Project, timed};
use crate::tools;

/// The oldest major version of Node.js that every npm package in use runs on.
const NODE: u32 = 20;

/// Something that must be in place before a command can run. The order is that of installation:
/// what fails soonest comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Need {
    /// Node.js, new enough.
    Node,
    /// The target of the page's engine.
    Wasm,
    /// A target without operating system: it shows that the core needs none.
    Bare,
    /// rustfmt and clippy.
    Lints,
    /// npm's packages.
    Packages,
    /// Chrome or Chromium and a chromedriver.
    Browser,
    /// Other engines, as far as this system can have them.
    Engines,
    /// wasm-bindgen, as pinned in Cargo.lock.
    Bindgen,
    /// Trunk.
    Trunk,
    /// wasm-pack.
    WasmPack,
}

impl Need {
    /// Puts it in place if it is not.
    fn install(self, project: &Project) -> Result<()> {
        match self {
            Self::Node => node(project),
            Self::Wasm => target(project, "wasm32-unknown-unknown"),
            Self::Bare => target(project, "thumbv7em-none-eabihf"),
            Self::Lints => component(project, "rustfmt").and_then(|()| component(project, "clippy")),
            Self::Packages => packages(project),
            Self::Browser => browser::install(project),
            Self::Engines => {
                engines::install(project);
                Ok(())
            }
            Self::Bindgen => tools::install(project, "wasm-bindgen"),
            Self::Trunk => tools::install(project, "trunk"),
            Self::WasmPack => tools::install(project, "wasm-pack"),
        }
    }
}

/// Puts everything in place that is needed; what already is costs well under a second.
pub(crate) fn prepare(project: &Project, needs: impl IntoIterator<Item = Need>) -> Result<()> {
    let mut needs: Vec<Need> = needs.into_iter().collect();
    needs.sort_unstable();
    needs.dedup();
    needs.iter().try_for_each(|need| need.install(project))?;
    tools::clean(project)
}

fn node(project: &Project) -> Result<()> {
    let how = format!("install Node.js {NODE} or newer (nodejs.org) and try again");
    let version = project.answer("node --version").with_context(|| format!("Node.js is not on PATH: {how}"))?;
    let major = version.trim_start_matches('v').split('.').next();
    match major.and_then(|major| major.parse::<u32>().ok()) {
        Some(major) if major >= NODE => Ok(()),
        _ => bail!("Node.js {version} is too old: {how}"),
    }
}

/// Puts a target of Rust's in place.
pub(crate) fn target(project: &Project, target: &str) -> Result<()> {
    if has_target(project, target) {
        return Ok(());
    }
    rustup(project, "target", target)
}

/// Whether Rust can build for a target.
pub(crate) fn has_target(project: &Project, target: &str) -> bool {
    let line = format!("rustc --print target-libdir --target {target}");
    project.answer(&line).is_some_and(|folder| Path::new(&folder).exists())
}

fn component(project: &Project, component: &str) -> Result<()> {
    let line = match component {
        "clippy" => "cargo clippy --version",
        _ => "cargo fmt --version",
    };
    if project.answer(line).is_some() {
        return Ok(());
    }
    rustup(project, "component", component)
}

/// Has rustup add a target or a component, for where it is told not to do so by itself.
fn rustup(project: &Project, kind: &str, name: &str) -> Result<()> {
    if project.answer("rustup --version").is_none() {
        bail!(
            "Rust's {kind} {name} is missing and so is rustup: install rustup (rustup.rs), or the {kind} by your own means"
        );
    }
    timed(&format!("installing Rust's {kind} {name}"), || {
        Ok(project.command(&format!("rustup {kind} add {name}")).run()?)
    })
}

/// npm's packages, exactly as locked. A copy of the lock file beside them tells what they are.
fn packages(project: &Project) -> Result<()> {
    let copy = project.root.join("web/node_modules/package-lock.json");
    let wanted = project.text("web/package-lock.json")?;
    if fs::read_to_string(&copy).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    if project.find(&["npm"]).is_none() {
        return Err(anyhow!("npm is not on PATH: it comes with Node.js, install both (nodejs.org)"));
    }
    timed("installing npm's packages", || {
        project.command("npm ci --prefix web --no-audit --no-fund").run()?;
        Ok(fs::write(&copy, wanted)?)
    })
}
