//! Where a pipeline comes from: the wheel or folder as spaCy wrote it, read part by part.
//!
//! Nothing here is trusted: a wheel may be cut off, altered or be something else. Every failure names the part.

mod config;
mod model_bytes;
mod msgpack;
mod npy;

use std::fs::File;
use std::io::{BufReader, Cursor, Read, Seek};
use std::path::{Path, PathBuf};

pub(crate) use config::Config;
pub(crate) use model_bytes::{ModelBytes, Node};
pub(crate) use msgpack::{decode, key_to_row};
pub(crate) use npy::read_f32_matrix;

use crate::Error;

/// No part of a spaCy pipeline comes near this size; a larger one is not unpacked.
const LARGEST_PART: u64 = 2 << 30;

/// An opened wheel, overlay or folder.
pub(crate) struct Source<'a> {
    path: PathBuf,
    /// Folder of `config.cfg` inside the wheel, with a closing slash; empty for a folder.
    root: String,
    archive: Option<Archive<'a>>,
}

type Archive<'a> = zip::ZipArchive<Box<dyn ReadSeek + 'a>>;

trait ReadSeek: Read + Seek {}

impl<T: Read + Seek> ReadSeek for T {}

impl<'a> Source<'a> {
    /// Opens a `.whl` file, or a folder that holds `config.cfg` (directly or below it, as pip installs it).
    pub(crate) fn open(path: &Path) -> Result<Self, Error> {
        let io = |source| Error::Io { path: path.to_owned(), source };
        if std::fs::metadata(path).map_err(io)?.is_dir() {
            let root = find_config(path, 3).ok_or_else(|| {
                Error::malformed(path.display().to_string(), "no config.cfg in this folder")
            })?;
            return Ok(Source { path: root, root: String::new(), archive: None });
        }
        let file = Box::new(BufReader::new(File::open(path).map_err(io)?));
        Self::zip(path.to_owned(), file)
    }

    /// Opens a zip file that lies in memory; `name` stands in for its path where something is wrong with it.
    pub(crate) fn from_bytes(name: &str, bytes: &'a [u8]) -> Result<Self, Error> {
        Self::zip(PathBuf::from(name), Box::new(Cursor::new(bytes)))
    }

    fn zip(path: PathBuf, file: Box<dyn ReadSeek + 'a>) -> Result<Self, Error> {
        let malformed = |reason: String| Error::malformed(path.display().to_string(), reason);
        let archive =
            zip::ZipArchive::new(file).map_err(|e| malformed(format!("not a readable zip file: {e}")))?;
        let root = archive
            .file_names()
            .filter_map(|name| Some(name.ok()?.strip_suffix("config.cfg")?.to_owned()))
            .filter(|root| root.is_empty() || root.ends_with('/'))
            .min_by_key(String::len)
            .ok_or_else(|| malformed("no config.cfg: not from spaCy".to_owned()))?;
        Ok(Source { path, root, archive: Some(archive) })
    }

    /// The parts of a zip file with the checksum of each (CRC-32), in its order: what tells one from another without reading
    /// it. Reading a part compares its content with its checksum.
    pub(crate) fn checksums(&mut self) -> Result<Vec<(String, u32)>, Error> {
        let Some(archive) = &mut self.archive else { return Ok(Vec::new()) };
        let mut checksums = Vec::with_capacity(archive.len());
        for number in 0..archive.len() {
            let part = archive.by_index_raw(number).map_err(|e| {
                Error::malformed(
                    self.path.display().to_string(),
                    format!("part {number} cannot be found: {e}"),
                )
            })?;
            checksums.push((String::from_utf8_lossy(part.name_raw()).into_owned(), part.crc32()));
        }
        Ok(checksums)
    }

    /// The bytes of one part, such as `vocab/vectors`.
    pub(crate) fn read(&mut self, part: &str) -> Result<Vec<u8>, Error> {
        self.read_optional(part)?
            .ok_or_else(|| Error::malformed(part, "this part of the pipeline is missing"))
    }

    /// The bytes of one part, or `None` where the pipeline has no such part.
    pub(crate) fn read_optional(&mut self, part: &str) -> Result<Option<Vec<u8>>, Error> {
        let Some(archive) = &mut self.archive else {
            let path = self.path.join(part);
            return match std::fs::read(&path) {
                Ok(bytes) => Ok(Some(bytes)),
                Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(None),
                Err(source) => Err(Error::Io { path, source }),
            };
        };
        let entry = match archive.by_name(&format!("{}{part}", self.root)) {
            Ok(entry) => entry,
            Err(zip::result::ZipError::FileNotFound) => return Ok(None),
            Err(e) => return Err(Error::malformed(part, format!("cannot be unpacked: {e}"))),
        };
        if entry.size() > LARGEST_PART {
            return Err(Error::malformed(part, format!("claims to be {} bytes large", entry.size())));
        }
        let mut bytes = Vec::new();
        entry
            .take(LARGEST_PART)
            .read_to_end(&mut bytes)
            .map_err(|e| Error::malformed(part, format!("cannot be unpacked (cut off or altered): {e}")))?;
        Ok(Some(bytes))
    }

    /// A part that is UTF-8 text.
    pub(crate) fn read_text(&mut self, part: &str) -> Result<String, Error> {
        String::from_utf8(self.read(part)?).map_err(|e| {
            Error::malformed(part, format!("not UTF-8 at byte {}", e.utf8_error().valid_up_to()))
        })
    }

    /// A part that is JSON.
    pub(crate) fn read_json<T: serde::de::DeserializeOwned>(&mut self, part: &str) -> Result<T, Error> {
        let text = self.read_text(part)?;
        serde_json::from_str(&text).map_err(|e| Error::malformed(part, e.to_string()))
    }
}

fn find_config(folder: &Path, depth: usize) -> Option<PathBuf> {
    if folder.join("config.cfg").is_file() {
        return Some(folder.to_owned());
    }
    if depth == 0 {
        return None;
    }
    let mut below: Vec<_> = std::fs::read_dir(folder).ok()?.flatten().map(|e| e.path()).collect();
    below.sort();
    below.iter().filter(|p| p.is_dir()).find_map(|p| find_config(p, depth - 1))
}
