//! The browser that the tests run in, and its driver.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::debian;
use crate::project::{Project, answer};

const BROWSERS: [&str; 5] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

const HOW: &str = "the browser tests need Chrome or Chromium and a chromedriver of the same \
    version on PATH; on Debian: sudo apt-get install chromium chromium-driver";

/// Makes sure that a browser and its driver are there; on Debian root can install them.
pub(crate) fn install(project: &Project) -> Result<()> {
    if !is_installed(project) {
        if !debian::can_install(project) {
            bail!(HOW);
        }
        debian::install(project, "chromium chromium-driver")?;
    }
    let programs = [find(project)?, "chromedriver".into()];
    match programs.map(|program| major(project, &program)) {
        [Some(browser), Some(driver)] if browser != driver => {
            bail!("the browser is version {browser}, its chromedriver {driver}: {HOW}")
        }
        _ => Ok(()),
    }
}

/// Where the browser lies: what `CHROME` says, or the first on `PATH`.
pub(crate) fn find(project: &Project) -> Result<PathBuf> {
    match named() {
        Some(browser) if browser.is_file() => Ok(browser),
        Some(browser) => bail!("CHROME is {}, which is no file", browser.display()),
        None => project.find(&BROWSERS).context(HOW),
    }
}

fn named() -> Option<PathBuf> {
    env::var_os("CHROME").map(PathBuf::from)
}

fn is_installed(project: &Project) -> bool {
    let browser = named().or_else(|| project.find(&BROWSERS));
    browser.is_some() && project.find(&["chromedriver"]).is_some()
}

/// The major version a browser or driver says it has.
fn major(project: &Project, program: &Path) -> Option<u32> {
    let version = answer(project.program(program).arg("--version"))?;
    version.split_whitespace().find_map(|word| word.split_once('.')?.0.parse().ok())
}
