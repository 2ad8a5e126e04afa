//! The site and its engines: what Trunk and the bundler make.

use core::net::Ipv4Addr;
use std::env;
use std::fs;
use std::net::TcpListener;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use xshell::Cmd;

use crate::browser;
use crate::needs::{Need, prepare};
use crate::project::{Project, timed};

/// What building the engines needs.
pub(crate) const ENGINES: [Need; 4] = [Need::Node, Need::Wasm, Need::Packages, Need::Bindgen];

/// What building the page needs.
pub(crate) const PAGE: [Need; 5] = [Need::Node, Need::Wasm, Need::Packages, Need::Bindgen, Need::Trunk];

/// The first port that is tried for serving.
const PORT: u16 = 8080;

/// Serves the page and rebuilds it at every change, until it is stopped.
pub(crate) fn serve(project: &Project, options: &[&str]) -> Result<()> {
    prepare(project, PAGE)?;
    // A folder of its own, so that dist/ holds the release site and nothing else.
    let mut trunk = trunk(project, "serve --dist target/serve").args(options);
    let named = named_port(options)?;
    let port = named.map_or_else(free_port, Ok)?;
    if named.is_none() {
        // Trunk takes no second port.
        trunk = trunk.arg(format!("--port={port}"));
    }
    println!("building; then the page is at http://127.0.0.1:{port}/ (Ctrl+C ends it)");
    turn_into(trunk)
}

/// Trunk, which answers errors with a stack trace if it is let.
fn trunk<'a>(project: &'a Project, line: &str) -> Cmd<'a> {
    project.command(&format!("trunk {line}")).env_remove("RUST_BACKTRACE")
}

/// The port asked for with `--port`.
fn named_port(options: &[&str]) -> Result<Option<u16>> {
    let mut words = options.iter().flat_map(|option| option.split('='));
    if !words.any(|word| word == "--port") {
        return Ok(None);
    }
    let port = words.next().context("--port wants a number")?;
    let port = port.parse().with_context(|| format!("--port {port} is no port"))?;
    Ok(Some(port))
}

/// The first port that nobody uses.
fn free_port() -> Result<u16> {
    (PORT..PORT + 100)
        .find(|&port| TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok())
        .context("no free port found: name one with --port")
}

/// Becomes the command, so that whatever ends xtask ends the command.
#[cfg(unix)]
fn turn_into(command: Cmd<'_>) -> Result<()> {
    use std::os::unix::process::CommandExt;
    use std::process::Command;
    Err(Command::from(command).exec().into())
}

/// Runs the command: elsewhere no process can become another one.
#[cfg(not(unix))]
fn turn_into(command: Cmd<'_>) -> Result<()> {
    Ok(command.run()?)
}

/// Builds the release site into dist/.
pub(crate) fn build(project: &Project) -> Result<()> {
    prepare(project, PAGE)?;
    let flags = flags();
    let simd = format!("-Ctarget-feature=+simd128 {flags}");
    let trunk = trunk(project, "build --release").env("RUSTFLAGS", simd).env(FLAGS, flags);
    timed("building the site into dist/", || Ok(trunk.run()?))
}

/// What web/build.mjs gives the compiler too.
const FLAGS: &str = "PLAYGRAD_RUSTFLAGS";

/// Copies functions into their callers only where they are small: what steps consist of is marked `inline(always)`. That
/// makes the wasm smaller and training no slower; the usual threshold is 275.
const SMALL: &str = "-Cllvm-args=-inline-threshold=20";

/// Flags of the published engines.
fn flags() -> String {
    format!("{SMALL} {}", paths()).trim().into()
}

/// Flags that keep this machine's paths out of what is published: panics name the file they are in.
fn paths() -> String {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| Some(env::home_dir()?.join(".cargo")));
    let registries = home.and_then(|home| fs::read_dir(home.join("registry/src")).ok());
    let folders =
        registries.into_iter().flatten().filter_map(|entry| entry.ok()?.path().into_os_string().into_string().ok());
    // Flags are separated by blanks.
    let flags =
        folders.filter(|folder| !folder.contains(' ')).map(|folder| format!("--remap-path-prefix={folder}=crates"));
    flags.collect::<Vec<_>>().join(" ")
}

/// Fails unless there is a site in dist/.
pub(crate) fn must_exist(project: &Project) -> Result<()> {
    if !project.root.join("dist/index.html").is_file() {
        bail!("there is no site in dist/: `cargo xtask site` makes it, as does the stage `site`");
    }
    Ok(())
}

/// Builds both engines, with typings, into target/wasm/simd and target/wasm/scalar.
pub(crate) fn wasm(project: &Project) -> Result<()> {
    prepare(project, ENGINES)?;
    let build = project.command("node web/build.mjs simd scalar").env(FLAGS, flags());
    timed("building both engines into target/wasm", || Ok(build.run()?))
}

/// Builds the npm package into target/package, and its tarball beside it.
pub(crate) fn package(project: &Project) -> Result<()> {
    wasm(project)?;
    timed("building the package", || Ok(project.command("node web/package.mjs").run()?))
}

/// Trains on every real data set and writes how well it went into docs/tables.md.
pub(crate) fn tables(project: &Project) -> Result<()> {
    wasm(project)?;
    Ok(with_engines(project, project.command("node").arg("tests/tables/run.mjs")).run()?)
}

/// Runs the benchmarks; they find what they need in the environment.
pub(crate) fn bench(project: &Project, options: &[&str]) -> Result<()> {
    prepare(project, [Need::Browser])?;
    wasm(project)?;
    let bench = project.command("node").arg("tests/bench/run.mjs").args(options);
    Ok(with_engines(project, bench).env("CHROME", browser::find(project)?).run()?)
}

/// Tells a command where the engines are.
pub(crate) fn with_engines<'a>(project: &Project, command: Cmd<'a>) -> Cmd<'a> {
    let engines = project.root.join("target/wasm");
    command.env("PLAYGRAD_WASM_SIMD", engines.join("simd")).env("PLAYGRAD_WASM_SCALAR", engines.join("scalar"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_named_port_is_taken_as_it_is() {
        assert_eq!(named_port(&["--port", "9000"]).unwrap(), Some(9000));
        assert_eq!(named_port(&["--open", "--port=9000"]).unwrap(), Some(9000));
        assert_eq!(named_port(&["--open"]).unwrap(), None);
        assert!(named_port(&["--port"]).is_err());
    }
}
