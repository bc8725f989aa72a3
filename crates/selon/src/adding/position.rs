//! How far an input is read, in bytes.

use std::path::{Path, PathBuf};

use selon_intake::{Failure, Item};

/// The bytes of a file, or of all files in a folder and its folders; `None` of standard input. What cannot be asked counts
/// nothing: it is named when it is read.
pub(crate) fn size(path: &Path) -> Option<u64> {
    if path.as_os_str() == "-" {
        return None;
    }
    let Ok(metadata) = std::fs::symlink_metadata(path) else { return Some(0) };
    if !metadata.is_dir() {
        return Some(std::fs::metadata(path).map_or(0, |metadata| metadata.len()));
    }
    let entries = std::fs::read_dir(path).into_iter().flatten().flatten();
    entries.map(|entry| size(&entry.path())).sum()
}

/// How many bytes of the input lie before what comes next.
#[derive(Default)]
pub(crate) struct Position {
    file: Option<PathBuf>,
    /// The bytes of this file, of the files before it, and of what was read of it.
    size: u64,
    before: u64,
    within: u64,
}

impl Position {
    /// The bytes up to the end of an item, as far as it tells. `size` knows the bytes of a file.
    pub(crate) fn after(
        &mut self,
        item: &Result<Item, Failure>,
        size: impl FnOnce(&Path) -> Option<u64>,
    ) -> u64 {
        let (place, bytes) = match item {
            Ok(item) => (&item.place, item.original.size),
            Err(failure) => (&failure.place, 0),
        };
        if place.path() != self.file.as_deref() {
            self.before += self.size;
            self.file = place.path().map(PathBuf::from);
            self.size = place.path().map_or(Some(0), size).unwrap_or_default();
            self.within = 0;
        }
        self.within = (self.within + bytes).min(self.size);
        self.before + self.within
    }
}
