//! The base: one file, mapped or built in.

use std::fs::File;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use memmap2::Mmap;

use crate::index::Table;
use crate::layout::{FORMAT, HEAD, MAGIC, Record, Section};

/// What Selon knows: entries with their names, and the tables around them. Made by a
/// [`Builder`](crate::build::Builder); never changed.
///
/// Share it by reference: it is read by any number of threads.
#[derive(Debug)]
pub struct Base {
    bytes: Bytes,
    sections: Vec<Range<usize>>,
}

#[derive(Debug)]
enum Bytes {
    BuiltIn(&'static [u8]),
    Owned(Vec<u8>),
    Mapped(Mmap),
}

impl Bytes {
    fn get(&self) -> &[u8] {
        match self {
            Bytes::BuiltIn(bytes) => bytes,
            Bytes::Owned(bytes) => bytes,
            Bytes::Mapped(bytes) => bytes,
        }
    }
}

/// Why a file is no knowledge base that this program can read.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// It cannot be read at all.
    #[error("{}: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// It is something else.
    #[error("{}: not a knowledge base of Selon", path.display())]
    NotABase {
        /// The file.
        path: PathBuf,
    },
    /// It was made for another version of Selon.
    #[error("{}: format {found} of the knowledge base; this program reads format {FORMAT}", path.display())]
    Format {
        /// The file.
        path: PathBuf,
        /// The format that it says it has.
        found: u32,
    },
    /// It is a knowledge base, but not as it was written.
    #[error("{}: damaged: {what}", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        what: String,
    },
}

impl Base {
    /// The base that is part of the program.
    ///
    /// # Panics
    /// Never: a test opens it.
    pub fn built_in() -> &'static Base {
        static BASE: LazyLock<Base> = LazyLock::new(|| {
            let bytes = include_bytes!("../../../data/kb/selon.kb");
            // A part of the program need not be checked more than its code is.
            Base::checked(Bytes::BuiltIn(bytes), Path::new("data/kb/selon.kb"), false)
                .expect("the base in the program is whole")
        });
        &BASE
    }

    /// The base in a file. It is mapped, not read; who writes into the file while it is open gets wrong answers.
    ///
    /// # Errors
    /// [`OpenError`] names the file and says whether it cannot be read, is something else, is of another format, or is
    /// damaged or cut off.
    pub fn open(path: &Path) -> Result<Base, OpenError> {
        let read_error = |source| OpenError::Read { path: path.to_owned(), source };
        let file = File::open(path).map_err(read_error)?;
        // SAFETY: the file is not written to while it is mapped: bases are replaced by renaming.
        let mapped = unsafe { Mmap::map(&file) }.map_err(read_error)?;
        Base::checked(Bytes::Mapped(mapped), path, true)
    }

    /// The base in bytes, as [`Builder::finish`](crate::build::Builder::finish) gives them.
    ///
    /// # Errors
    /// As [`Base::open`]; the file is called `(bytes)`.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Base, OpenError> {
        Base::checked(Bytes::Owned(bytes), Path::new("(bytes)"), true)
    }

    /// The CRC-32 of all that is in it, as its file says: two bases that know the same have the same.
    pub fn checksum(&self) -> u32 {
        // Whoever made the value has read it there.
        self.bytes.get().get(CHECKSUM..).and_then(u32::read).unwrap_or_default()
    }

    fn checked(bytes: Bytes, path: &Path, whole: bool) -> Result<Base, OpenError> {
        let sections = sections(bytes.get(), whole).map_err(|wrong| {
            let path = path.to_owned();
            match wrong {
                Wrong::NotABase => OpenError::NotABase { path },
                Wrong::Format(found) => OpenError::Format { path, found },
                Wrong::Damaged(what) => OpenError::Damaged { path, what },
            }
        })?;
        Ok(Base { bytes, sections })
    }

    /// The rows of a section.
    pub(crate) fn table<R: Record>(&self, section: Section) -> Table<'_, R> {
        Table::new(self.section(section))
    }

    pub(crate) fn section(&self, section: Section) -> &[u8] {
        let range = self.sections.get(section as usize).cloned().unwrap_or_default();
        self.bytes.get().get(range).unwrap_or_default()
    }

    /// The text at an offset; empty where the file has none.
    pub(crate) fn text(&self, offset: u32) -> &str {
        self.text_at(offset).unwrap_or_default()
    }

    fn text_at(&self, offset: u32) -> Option<&str> {
        let mut rest = self.section(Section::Text).get(offset as usize..)?;
        let mut length = 0usize;
        for shift in [0, 7] {
            let (&byte, after) = rest.split_first()?;
            rest = after;
            length |= usize::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return std::str::from_utf8(rest.get(..length)?).ok();
            }
        }
        None
    }
}

enum Wrong {
    NotABase,
    Format(u32),
    Damaged(String),
}

/// Where the file says its checksum.
const CHECKSUM: usize = 12;

/// Where the sections lie; with `whole` also the checksum is compared.
fn sections(bytes: &[u8], whole: bool) -> Result<Vec<Range<usize>>, Wrong> {
    let cut_off = || Wrong::Damaged("it is cut off".to_owned());
    if !bytes.starts_with(&MAGIC) {
        return Err(Wrong::NotABase);
    }
    let number = |at: usize| bytes.get(at..).and_then(u32::read).ok_or_else(cut_off);
    let format = number(8)?;
    if format != FORMAT {
        return Err(Wrong::Format(format));
    }
    let checksum = number(CHECKSUM)?;
    let mut sections = Vec::with_capacity(Section::ALL.len());
    for (i, section) in Section::ALL.iter().enumerate() {
        let start = number(HEAD + 8 * i)? as usize;
        let length = number(HEAD + 8 * i + 4)? as usize;
        let end = start.checked_add(length).filter(|&end| end <= bytes.len()).ok_or_else(cut_off)?;
        if !length.is_multiple_of(section.width()) {
            return Err(Wrong::Damaged(format!("the section {} does not hold whole rows", section.name())));
        }
        sections.push(start..end);
    }
    if whole && crc32fast::hash(&bytes[HEAD..]) != checksum {
        return Err(Wrong::Damaged("its checksum is wrong".to_owned()));
    }
    Ok(sections)
}
