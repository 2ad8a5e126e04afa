//! Debian's packages, which root can have installed.

use std::fs;

use anyhow::Result;

use crate::project::{Project, timed};

/// Whether packages can be installed here without asking anyone.
pub(crate) fn can_install(project: &Project) -> bool {
    is_debian() && project.answer("id -u").as_deref() == Some("0")
}

fn is_debian() -> bool {
    fs::read_to_string("/etc/os-release").is_ok_and(|text| text.lines().any(|line| line == "ID=debian"))
}

/// Installs packages; `packages` is split at blanks.
pub(crate) fn install(project: &Project, packages: &str) -> Result<()> {
    let install = format!("apt-get install --quiet --yes --no-install-recommends {packages}");
    timed(&format!("installing {packages} with apt-get"), || {
        for line in ["apt-get update --quiet", &install] {
            project.command(line).env("DEBIAN_FRONTEND", "noninteractive").run()?;
        }
        Ok(())
    })
}
