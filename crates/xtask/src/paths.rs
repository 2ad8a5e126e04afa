//! Nothing in the project names a folder of the machine it was written on.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

/// Folders that are made, not written.
const MADE: [&str; 4] = [".git", "target", "dist", "node_modules"];

/// Folders at a system's root in which people and machines keep their work.
const PRIVATE: [&str; 7] = ["home", "root", "work", "workspace", "Users", "tmp", "mnt"];

/// Fails if a file names an absolute path of some machine, and says where.
pub(crate) fn none(root: &Path) -> Result<()> {
    let mut found = Vec::new();
    for file in files(root)? {
        let Ok(text) = fs::read_to_string(&file) else {
            continue; // not text
        };
        for (line, number) in text.lines().zip(1..) {
            if is_private(line) {
                let name = file.strip_prefix(root).unwrap_or(&file).display();
                found.push(format!("{name}:{number}: {}", line.trim()));
            }
        }
    }
    if !found.is_empty() {
        bail!("absolute paths in\n{}", found.join("\n"));
    }
    Ok(())
}

/// Every file below `folder` that somebody wrote.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let entries = fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))?;
    for entry in entries {
        let entry = entry?;
        if MADE.iter().any(|made| entry.file_name() == *made) {
            continue;
        }
        if entry.file_type()?.is_dir() {
            files.append(&mut self::files(&entry.path())?);
        } else {
            files.push(entry.path());
        }
    }
    Ok(files)
}

/// Whether a line names a private folder from the root on; addresses and longer paths do not count.
fn is_private(line: &str) -> bool {
    line.match_indices('/').any(|(at, _)| {
        let begins = !line[..at].ends_with(|c: char| c.is_alphanumeric() || "./_-@}*)\\".contains(c));
        let folder = line[at + 1..].split_once('/').map(|(folder, _)| folder);
        begins && folder.is_some_and(|folder| PRIVATE.contains(&folder))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_folders_are_told_from_addresses_and_relative_paths() {
        for folder in PRIVATE {
            assert!(is_private(&format!("cd /{folder}/playgrad")), "{folder}");
            assert!(!is_private(&format!("see ./{folder}/playgrad")), "{folder}");
            assert!(!is_private(&format!("https://example.org/{folder}/x")), "{folder}");
        }
        assert!(!is_private("#!/usr/bin/env bash"));
    }
}
