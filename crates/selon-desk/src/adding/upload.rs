//! A form with files, a text or an address, as it comes: what is large goes to the disk piece by piece.

use std::io::Write;

use axum::extract::multipart::{Field, Multipart, MultipartError};
use axum::http::StatusCode;
use selon_record::Article;
use tempfile::NamedTempFile;
use tokio::sync::mpsc;
use tokio::time::timeout;

use super::{Given, Origin, Source};
use crate::problem::Problem;

/// The bytes of a request.
pub(crate) const LARGEST: usize = 512 << 20;
/// The bytes of a field that is no file.
const FIELD: usize = 8 << 20;
/// The files of a request.
const FILES: usize = 1000;
/// How long a browser may send nothing.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(30);
/// Pieces of a file on their way to the disk.
const PIECES: usize = 16;

/// The name that a pasted text is kept under.
const PASTED: &str = "pasted";

/// What a form brought.
#[derive(Debug, Default)]
pub(crate) struct Form {
    files: Vec<Source>,
    text: String,
    title: String,
    outlet: String,
    url: String,
    published: String,
    address: String,
}

impl Form {
    /// The pasted article, where there is one.
    pub(crate) fn article(&self) -> Option<Article> {
        if self.text.trim().is_empty() {
            return None;
        }
        let given = |field: &str| Some(field.trim().to_owned()).filter(|field| !field.is_empty());
        // Forms send their lines with two characters at the end (HTML, 4.10.22.4); nobody typed the first.
        let mut article = Article::new(self.text.replace("\r\n", "\n"));
        article.title = given(&self.title);
        article.outlet = given(&self.outlet);
        article.url = given(&self.url);
        article.published = given(&self.published);
        Some(article)
    }

    /// The pasted article, as a file.
    ///
    /// # Errors
    /// There is none, or no room for it.
    pub(crate) fn pasted(&self) -> Result<Source, Problem> {
        let article = self.article().ok_or_else(Problem::nothing_given)?;
        Source::pasted(PASTED, &article).map_err(Problem::no_room)
    }

    /// All that it brought.
    ///
    /// # Errors
    /// Nothing.
    pub(crate) fn given(mut self) -> Result<Vec<Given>, Problem> {
        let mut given: Vec<Given> = std::mem::take(&mut self.files).into_iter().map(Given::Source).collect();
        if self.article().is_some() {
            given.push(Given::Source(self.pasted()?));
        }
        if !self.address.trim().is_empty() {
            given.push(Given::Address(self.address.trim().to_owned()));
        }
        if given.is_empty() { Err(Problem::nothing_given()) } else { Ok(given) }
    }
}

/// Reads a form to its end.
///
/// # Errors
/// It is too large, no form, cut off, or the disk is full.
pub(crate) async fn received(mut form: Multipart) -> Result<Form, Problem> {
    let mut received = Form::default();
    while let Some(field) = in_time(form.next_field()).await? {
        let name = field.name().unwrap_or_default().to_owned();
        if let Some(file) = field.file_name() {
            let file = name_of(file);
            let source = stored(field, file).await?;
            // A form whose field was left empty sends a file without name or bytes.
            if let Some(source) = source {
                if received.files.len() >= FILES {
                    return Err(Problem::too_large());
                }
                received.files.push(source);
            }
            continue;
        }
        let value = text(field).await?;
        match &*name {
            "text" => received.text = value,
            "title" => received.title = value,
            "outlet" => received.outlet = value,
            "url" => received.url = value,
            "published" => received.published = value,
            "address" => received.address = value,
            other => return Err(Problem::malformed(other)),
        }
    }
    Ok(received)
}

/// The last part of a name, so that no folder of another machine is named: `-` would be standard input.
fn name_of(given: &str) -> String {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let name = selon_view::phrase(last).chars().take(200).collect::<String>();
    if name.is_empty() || name == "-" { "file".to_owned() } else { name }
}

/// A file on the disk; none where it has neither name nor bytes. The disk is written to by a thread of its own.
async fn stored(mut field: Field<'_>, name: String) -> Result<Option<Source>, Problem> {
    let is_named = field.file_name().is_some_and(|name| !name.is_empty());
    let (pieces, mut written) = mpsc::channel::<Vec<u8>>(PIECES);
    let writer = tokio::task::spawn_blocking(move || {
        let mut file = NamedTempFile::new()?;
        let mut size = 0;
        while let Some(piece) = written.blocking_recv() {
            size += piece.len();
            file.write_all(&piece)?;
        }
        std::io::Result::Ok((file.into_temp_path(), size))
    });
    let mut ended = Ok(());
    loop {
        match in_time(field.chunk()).await {
            Ok(Some(piece)) => {
                if pieces.send(piece.to_vec()).await.is_err() {
                    break; // the disk is full, which the writer says
                }
            }
            Ok(None) => break,
            Err(problem) => {
                ended = Err(problem);
                break;
            }
        }
    }
    drop(pieces);
    let (file, size) = writer.await.map_err(|_| Problem::panic())?.map_err(Problem::no_room)?;
    ended?;
    Ok((is_named || size > 0).then_some(Source { name, file, origin: Origin::File }))
}

/// The text of a field.
async fn text(mut field: Field<'_>) -> Result<String, Problem> {
    let mut bytes = Vec::new();
    while let Some(piece) = in_time(field.chunk()).await? {
        if bytes.len() + piece.len() > FIELD {
            return Err(Problem::too_large());
        }
        bytes.extend_from_slice(&piece);
    }
    String::from_utf8(bytes).map_err(|error| Problem::malformed(error.to_string()))
}

async fn in_time<T>(read: impl Future<Output = Result<T, MultipartError>>) -> Result<T, Problem> {
    match timeout(PATIENCE, read).await {
        Ok(Ok(read)) => Ok(read),
        Ok(Err(error)) if error.status() == StatusCode::PAYLOAD_TOO_LARGE => Err(Problem::too_large()),
        Ok(Err(error)) => Err(Problem::malformed(error.body_text())),
        Err(_) => Err(Problem::too_slow()),
    }
}
