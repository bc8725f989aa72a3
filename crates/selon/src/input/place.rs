//! Where an article came from, for messages.

use std::path::{Path, PathBuf};

/// A file or standard input, and the line where there is one to name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    path: Option<PathBuf>,
    line: Option<u64>,
}

impl Place {
    /// The place an argument names: `-` is standard input.
    pub(crate) fn of(path: &Path) -> Self {
        Place { path: (path.as_os_str() != "-").then(|| path.to_owned()), line: None }
    }

    /// A line in it, counted from 1.
    pub(crate) fn line(&self, line: u64) -> Self {
        Place { path: self.path.clone(), line: Some(line) }
    }

    /// The file; none for standard input.
    pub(crate) fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// `FILE` or `FILE:LINE`, with the name to give to standard input.
    pub(crate) fn show(&self, standard_input: &str) -> String {
        let name = self.path.as_ref().map_or(standard_input.into(), |path| path.display().to_string());
        self.line.map_or(name.clone(), |line| format!("{name}:{line}"))
    }
}
