//! Where results go: to standard output, to a pipe or device, or to a file, which is put in its place when it is whole.

use std::fs::{self, File};
use std::io::{self, BufWriter, ErrorKind, Stdout, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::done;
use crate::messages::Message;

/// A place that takes bytes.
pub(crate) struct Destination(Kind);

enum Kind {
    Standard(Stdout),
    /// A pipe or device.
    Stream {
        path: PathBuf,
        stream: File,
    },
    /// Written beside and renamed: what it replaces may be what is read.
    File {
        path: PathBuf,
        file: BufWriter<NamedTempFile>,
    },
}

impl Destination {
    /// Standard output.
    pub(crate) fn standard() -> Self {
        Destination(Kind::Standard(io::stdout()))
    }

    /// A file, or standard output where none is named.
    ///
    /// # Errors
    /// The file cannot be made.
    pub(crate) fn new(output: Option<&Path>) -> Result<Self, Message> {
        match output {
            None => Ok(Destination::standard()),
            Some(path) => Destination::at(path).map_err(cannot_write(path)),
        }
    }

    fn at(path: &Path) -> io::Result<Self> {
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned()); // through links
        Ok(Destination(match fs::metadata(&path) {
            Ok(there) if there.is_dir() => return Err(ErrorKind::IsADirectory.into()),
            Ok(there) if !there.is_file() => {
                Kind::Stream { stream: File::options().write(true).open(&path)?, path }
            }
            _ => {
                let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
                let mut builder = tempfile::Builder::new();
                builder.prefix(".selon-");
                #[cfg(unix)] // as the user's other files, not for the user alone
                builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
                let file = builder.tempfile_in(folder.unwrap_or(Path::new(".")))?;
                Kind::File { path, file: BufWriter::new(file) }
            }
        }))
    }

    /// Whether it is standard output.
    pub(crate) fn is_standard(&self) -> bool {
        matches!(self.0, Kind::Standard(_))
    }

    /// Writes a text, on standard output at once.
    ///
    /// # Errors
    /// It cannot be written.
    pub(crate) fn write(&mut self, text: &str) -> Result<(), Message> {
        let written = self.write_all(text.as_bytes()).and_then(|()| match &mut self.0 {
            Kind::Standard(stdout) => stdout.flush(),
            Kind::Stream { .. } | Kind::File { .. } => Ok(()),
        });
        written.or_else(|error| self.failed(error))
    }

    /// What it means that writing failed. When the reader at the other end of standard output has gone nothing is left to do,
    /// and the program ends.
    pub(crate) fn failed<T>(&self, error: io::Error) -> Result<T, Message> {
        match &self.0 {
            Kind::Standard(_) => done(Err(error)),
            Kind::Stream { path, .. } | Kind::File { path, .. } => Err(cannot_write(path)(error)),
        }
    }

    /// The end: the file is put in its place.
    ///
    /// # Errors
    /// What is left cannot be written.
    pub(crate) fn finish(self) -> Result<(), Message> {
        match self.0 {
            Kind::File { path, file } => {
                let whole = file.into_inner().map_err(|error| cannot_write(&path)(error.into_error()))?;
                whole.persist(&path).map_err(|failed| cannot_write(&path)(failed.error)).map(drop)
            }
            Kind::Standard(mut stdout) => done(stdout.flush()),
            Kind::Stream { .. } => Ok(()),
        }
    }
}

impl Write for Destination {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.0 {
            Kind::Standard(stdout) => stdout.write(bytes),
            Kind::Stream { stream, .. } => stream.write(bytes),
            Kind::File { file, .. } => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.0 {
            Kind::Standard(stdout) => stdout.flush(),
            Kind::Stream { stream, .. } => stream.flush(),
            Kind::File { file, .. } => file.flush(),
        }
    }
}

/// That a file cannot be written.
pub(super) fn cannot_write(path: &Path) -> impl Fn(io::Error) -> Message {
    move |error| Message::CannotWrite { path: path.to_owned(), error }
}
