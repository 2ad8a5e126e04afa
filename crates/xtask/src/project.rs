//! The project's folder, and commands that run in it with a known environment.

use std::env;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result};
use xshell::{Cmd, Shell};

/// Variables that would silently change what cargo builds or where it puts it.
const DISTURBING: [&str; 6] = [
    "RUSTFLAGS",
    "CARGO_ENCODED_RUSTFLAGS",
    "CARGO_BUILD_RUSTFLAGS",
    "CARGO_BUILD_TARGET",
    "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
    "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER",
];

/// Where the project lies, and the shell its commands run in.
#[derive(Debug)]
pub(crate) struct Project {
    /// The folder of the workspace's `Cargo.toml`.
    pub(crate) root: PathBuf,
    shell: Shell,
}

impl Project {
    /// Enters the project's folder, with the pinned tools and npm's programs first on `PATH`.
    pub(crate) fn open() -> Result<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"))
            .ancestors()
            .nth(2)
            .context("crates/xtask has lost its project")?
            .to_path_buf();
        env::set_current_dir(&root).with_context(|| format!("cannot enter {}", root.display()))?;
        let shell = Shell::new()?;
        let own = [root.join("target/tools/bin"), root.join("web/node_modules/.bin")];
        let before = env::var_os("PATH").unwrap_or_default();
        let path = env::join_paths(own.into_iter().chain(env::split_paths(&before)))?;
        shell.set_var("PATH", path);
        shell.set_var("CARGO_TARGET_DIR", root.join("target"));
        shell.set_var("PLAYGRAD_XTASK", env::current_exe()?);
        Ok(Self { root, shell })
    }

    /// A command that runs in the project's folder; `line` is split at blanks.
    pub(crate) fn command(&self, line: &str) -> Cmd<'_> {
        let mut words = line.split_whitespace();
        self.program(words.next().unwrap_or_default()).args(words)
    }

    /// A program, by name or by path, that runs in the project's folder.
    pub(crate) fn program(&self, program: impl AsRef<Path>) -> Cmd<'_> {
        let command = self.shell.cmd(program);
        // Trunk takes only `true` and `false`, where everyone else sets NO_COLOR=1.
        let command = match env::var("NO_COLOR") {
            Ok(wish) if !wish.is_empty() => command.env("NO_COLOR", "true"),
            _ => command.env_remove("NO_COLOR"),
        };
        DISTURBING.iter().fold(command, Cmd::env_remove)
    }

    /// What `line` prints, or nothing if it cannot be run or fails.
    pub(crate) fn answer(&self, line: &str) -> Option<String> {
        answer(self.command(line))
    }

    /// Where the first of `programs` lies that is on `PATH`.
    pub(crate) fn find(&self, programs: &[&str]) -> Option<PathBuf> {
        let path = self.shell.var_os("PATH")?;
        let folders: Vec<PathBuf> = env::split_paths(&path).collect();
        programs
            .iter()
            .flat_map(|program| folders.iter().map(move |folder| folder.join(program)))
            .find(|file| file.is_file())
    }

    /// The text of a file of the project.
    pub(crate) fn text(&self, file: &str) -> Result<String> {
        Ok(self.shell.read_file(self.root.join(file))?)
    }
}

/// What a command prints, or nothing if it cannot be run or fails.
pub(crate) fn answer(command: Cmd<'_>) -> Option<String> {
    command.quiet().ignore_stderr().read().ok()
}

/// Says what is done before, and how long it took after.
pub(crate) fn timed<T>(what: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("{what} …");
    let start = Instant::now();
    let result = work().with_context(|| format!("{what} failed"))?;
    println!("{what}: {:.1} s", start.elapsed().as_secs_f64());
    Ok(result)
}

/// The text between `start` and the next double quote.
pub(crate) fn quoted<'a>(text: &'a str, start: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(start)?;
    rest.split_once('"').map(|(value, _)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_found_in_a_lock_file() {
        let lock = "[[package]]\nname = \"xshell\"\nversion = \"0.2.7\"\nsource = \"…\"\n";
        let start = "name = \"xshell\"\nversion = \"";
        assert_eq!(quoted(lock, start), Some("0.2.7"));
        assert_eq!(quoted(lock, "name = \"anyhow\""), None);
    }
}
