//! `selon add`: articles in, read and kept in a ledger.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use clap::Args;
use selon_intake::{Failure, Item, Place, Reason};
use selon_kb::Base;
use selon_ledger::{Added, ContentKey, Deposit, Ledger, Original, Refused, Run, Writer};
use selon_reading::Reader;
use selon_record::Reading;
use selon_sentence::Encoder;
use serde_json::{Value, json};

use super::knowledge::Knowledge;
use super::pipeline::Model;
use super::readers::{Readers, read};
use crate::batch;
use crate::console::{Console, Progress};
use crate::input::Input;
use crate::messages::Message;
use crate::models;
use crate::output;

/// Add articles to a ledger: read them, and keep them with all that was found
///
/// The ledger is one file, made if it is not there. An article that is in it is not read again, so the same command may
/// be given as often as one likes, also after it was interrupted: it goes on where it was. An article whose text has
/// changed is kept beside the earlier version. What cannot be read is named at the end and kept in the ledger with the
/// reason. One program at a time can add to a ledger; others may read it meanwhile.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:\n  \
    selon add story.selon examples/              all articles in a folder\n  \
    selon add story.selon articles.jsonl         an article a line\n  \
    zcat feed.jsonl.gz | selon add story.selon - what comes through a pipe")]
pub(crate) struct Add {
    /// The ledger's file
    #[arg(value_name = "LEDGER")]
    ledger: PathBuf,

    #[command(flatten)]
    input: Input,

    #[command(flatten)]
    model: Model,

    #[command(flatten)]
    knowledge: Knowledge,
}

/// Failures named at the end; the ledger keeps those after them as well.
const MOST_NAMED: usize = 1000;

impl Add {
    pub(super) fn run(self, console: &Console) -> Result<(), Message> {
        let base = self.knowledge.base()?;
        let mut choice = self.model.choice(console)?;
        let extractor = Extractor::default();
        let Adding { writer, known } = Adding::open(&self.ledger, extractor.json(), base)?;
        let tally = Tally::new(console, self.total(), extractor);
        let mut encoder: Option<Arc<Encoder>> = None;
        let mut readers = Readers::new(base);
        let mut job = |item: Result<Item, Failure>| {
            let item = match item {
                Ok(item) => item,
                Err(failure) => return Job::Failed(Failed::to_take(failure)),
            };
            match known.known(&ContentKey::of(&item.article)) {
                Ok(None) => {}
                Ok(Some(_)) => return Job::Known,
                Err(error) => return Job::Stop(Message::Ledger { error }),
            }
            let reader = choice
                .of(&item)
                .and_then(|pipeline| pipeline.map(|pipeline| readers.get(pipeline)).transpose());
            let reader = match reader {
                Ok(reader) => reader,
                Err(message) => return Job::Failed(Failed::to_read(item, message)),
            };
            // Where nothing is to be read, nothing is to be compared.
            if reader.is_some() && encoder.is_none() {
                match models::sentence_encoder(console) {
                    Ok(loaded) => encoder = Some(loaded),
                    Err(message) => return Job::Stop(message),
                }
            }
            Job::Read(Box::new(item), reader, encoder.clone())
        };
        let mut position = Position::default();
        let jobs = self.input.items(base, console).map(|item| {
            let position = position.after(&item);
            (position, job(item))
        });
        tally.all(jobs, base, writer)
    }

    /// The bytes of all that the arguments name; `None` where one is standard input.
    fn total(&self) -> Option<u64> {
        self.input.paths().iter().map(|path| size(path)).sum()
    }
}

/// The bytes of a file, or of all files in a folder and its folders; `None` of standard input. What cannot be asked counts
/// nothing: it is named when it is read.
fn size(path: &Path) -> Option<u64> {
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
struct Position {
    file: Option<PathBuf>,
    /// The bytes of this file, of the files before it, and of what was read of it.
    size: u64,
    before: u64,
    within: u64,
}

impl Position {
    /// The bytes up to the end of an item, as far as it tells.
    fn after(&mut self, item: &Result<Item, Failure>) -> u64 {
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

/// A ledger that is added to.
pub(super) struct Adding {
    pub(super) writer: Writer,
    /// Tells the drawing thread what the writer, on its own, has committed.
    pub(super) known: Ledger,
}

impl Adding {
    /// Opens a ledger to add what `extractor` has made; makes it where there is none.
    pub(super) fn open(path: &Path, extractor: Value, base: &'static Base) -> Result<Adding, Message> {
        let program = format!("selon {}", env!("CARGO_PKG_VERSION"));
        let ledger = |error| Message::Ledger { error };
        let writer = Writer::open(path, Run { program, extractor, base }).map_err(ledger)?;
        Ok(Adding { writer, known: Ledger::open(path).map_err(ledger)? })
    }
}

/// What the drawing thread makes of an item, for the threads that work.
pub(super) enum Job {
    Read(Box<Item>, Option<Arc<Reader>>, Option<Arc<Encoder>>),
    /// It is read already.
    Import(Place, Box<Reading>, Arc<Encoder>),
    Known,
    Failed(Failed),
    /// Nothing that comes later can be done either.
    Stop(Message),
}

/// What the writer gets, in the order of the items.
enum Done {
    /// The place, the pipeline by its language, and what is to be written.
    Deposit(Place, Option<(String, String)>, Box<Deposit>),
    Known,
    Failed(Failed),
    Stop(Message),
}

impl Job {
    /// Does what is to be done before the writer has its turn.
    fn done(self, base: &Base) -> Done {
        let (item, reader, encoder) = match self {
            Job::Read(item, reader, encoder) => (*item, reader, encoder),
            Job::Import(place, reading, encoder) => {
                let work = || Deposit::new(*reading, None, shown(&place), base, &vectors(&encoder));
                return Done::of(place.clone(), None, batch::guarded(work));
            }
            Job::Known => return Done::Known,
            Job::Failed(failed) => return Done::Failed(failed),
            Job::Stop(message) => return Done::Stop(message),
        };
        let Item { place, article, original, .. } = item;
        let work = || {
            let reading = read(article, reader.as_deref());
            let original = original.bytes.map(|bytes| Original {
                bytes,
                media_type: Some(original.media_type.to_owned()),
                encoding: Some(original.encoding.to_owned()),
            });
            match &encoder {
                Some(encoder) => Deposit::new(reading, original, shown(&place), base, &vectors(encoder)),
                None => Deposit::new(reading, original, shown(&place), base, &|_| Vec::new()),
            }
        };
        let worked = batch::guarded(work);
        let pipeline = reader.map(|reader| {
            let meta = reader.pipeline().meta();
            let overlays =
                meta.overlays.iter().map(|overlay| format!(" + {} {}", overlay.name, overlay.version));
            let overlays = overlays.collect::<String>();
            (meta.lang.clone(), format!("{}_{} {}{overlays}", meta.lang, meta.name, meta.version))
        });
        Done::of(place, pipeline, worked)
    }
}

impl Done {
    /// What came of making a deposit.
    fn of(
        place: Place,
        pipeline: Option<(String, String)>,
        worked: Result<Result<Deposit, Refused>, String>,
    ) -> Done {
        let failed = |code: &str, message: Message, detail: String| {
            Done::Failed(Failed {
                place: shown(&place),
                reason: json!({"code": code, "detail": detail}),
                message,
            })
        };
        match worked {
            Ok(Ok(deposit)) => Done::Deposit(place, pipeline, Box::new(deposit)),
            Ok(Err(refused)) => {
                let reason = refused.to_string();
                failed("unsound", Message::NotSound { place: place.clone(), reason: reason.clone() }, reason)
            }
            Err(reason) => {
                failed("panic", Message::Panicked { place: place.clone(), reason: reason.clone() }, reason)
            }
        }
    }
}

/// What makes vectors of what is said.
fn vectors(encoder: &Encoder) -> impl Fn(&[&str]) -> Vec<Vec<f32>> {
    |texts| encoder.encode_many(texts).iter().map(|vector| vector.as_slice().to_vec()).collect()
}

/// The name that a ledger knows a place by.
fn shown(place: &Place) -> String {
    place.show("-")
}

/// Something that is not in the ledger as an article.
pub(super) struct Failed {
    place: String,
    /// For the ledger.
    reason: Value,
    /// For the person at the terminal.
    message: Message,
}

impl Failed {
    /// What is no article.
    pub(super) fn to_take(failure: Failure) -> Failed {
        let reason = match &failure.reason {
            Reason::Unreadable(error) => json!({"code": "unreadable", "detail": error.to_string()}),
            Reason::Nul { offset } => json!({"code": "nul", "offset": offset}),
            Reason::Undecodable { offset } => json!({"code": "undecodable", "offset": offset}),
            Reason::BadLine { column, reason } => {
                json!({"code": "bad_line", "column": column, "detail": reason})
            }
            Reason::NoArticles { lines } => json!({"code": "no_articles", "lines": lines}),
            Reason::CutOff => json!({"code": "cut_off"}),
            Reason::Damaged { what } => json!({"code": "damaged", "detail": what}),
            Reason::TooLarge { limit } => json!({"code": "too_large", "limit": limit}),
            Reason::Bomb { ratio } => json!({"code": "bomb", "ratio": ratio}),
            Reason::Coding { coding } => json!({"code": "coding", "coding": coding}),
        };
        Failed { place: shown(&failure.place), reason, message: Message::NotTaken { failure } }
    }

    /// What is no reading.
    pub(super) fn to_import(place: Place, column: usize, reason: String) -> Failed {
        let kept = json!({"code": "bad_reading", "column": column, "detail": reason});
        Failed { place: shown(&place), reason: kept, message: Message::NotAReading { place, column, reason } }
    }

    /// An article without a pipeline.
    fn to_read(item: Item, message: Message) -> Failed {
        let reason = match &message {
            Message::UnknownLanguage { .. } => json!({"code": "unknown_language"}),
            Message::NotRead { language, .. } => json!({"code": "no_pipeline", "language": language}),
            _ => json!({"code": "no_reader", "language": item.article.language}),
        };
        Failed { place: shown(&item.place), reason, message }
    }
}

/// What articles were read with, as the ledger's `run` keeps it.
#[derive(Default)]
pub(super) struct Extractor {
    pipelines: BTreeMap<String, String>,
}

impl Extractor {
    fn json(&self) -> Value {
        json!({"pipelines": self.pipelines})
    }
}

/// What has become of the articles so far.
pub(super) struct Tally<'a> {
    console: &'a Console,
    progress: Option<Progress<'a>>,
    start: Instant,
    extractor: Extractor,
    added: u64,
    known: u64,
    failed: u64,
    named: Vec<Message>,
}

impl<'a> Tally<'a> {
    pub(super) fn new(console: &'a Console, total: Option<u64>, extractor: Extractor) -> Self {
        Tally {
            console,
            progress: Some(console.work_progress(total, &Message::Adding)),
            start: Instant::now(),
            extractor,
            added: 0,
            known: 0,
            failed: 0,
            named: Vec::new(),
        }
    }

    /// Does all jobs over the cores, writes what comes of them in their order, and says how it ended. Each job comes with the bytes of
    /// the input up to it.
    pub(super) fn all(
        mut self,
        jobs: impl Iterator<Item = (u64, Job)>,
        base: &Base,
        mut writer: Writer,
    ) -> Result<(), Message> {
        let worked = batch::in_order(
            jobs,
            |(position, job)| (position, job.done(base)),
            |(position, done)| self.take(position, done, &mut writer),
        );
        // What was added before an error stays.
        let finished = writer.finish().map_err(|error| Message::Ledger { error });
        self.report(worked.and(finished))
    }

    /// Writes what became of an item.
    fn take(&mut self, position: u64, done: Done, writer: &mut Writer) -> Result<(), Message> {
        let ledger = |error| Message::Ledger { error };
        match done {
            Done::Deposit(place, pipeline, deposit) => {
                if let Some((language, pipeline)) = pipeline
                    && self.extractor.pipelines.insert(language, pipeline.clone()).as_ref() != Some(&pipeline)
                {
                    writer.read_with(self.extractor.json());
                }
                match writer.add(&deposit) {
                    Ok(Added::New(_)) => self.added += 1,
                    Ok(Added::Known(_)) => self.known += 1,
                    Err(error) if error.is_of_one_article() => {
                        let reason = error.to_string();
                        let message = Message::NotSound { place: place.clone(), reason: reason.clone() };
                        let reason = json!({"code": "unsound", "detail": reason});
                        self.fail(Failed { place: shown(&place), reason, message }, writer)?;
                    }
                    Err(error) => return Err(ledger(error)),
                }
            }
            Done::Known => self.known += 1,
            Done::Failed(failed) => self.fail(failed, writer)?,
            Done::Stop(message) => return Err(message),
        }
        self.show(position);
        Ok(())
    }

    fn fail(&mut self, failed: Failed, writer: &mut Writer) -> Result<(), Message> {
        writer.fail(&failed.place, &failed.reason, None).map_err(|error| Message::Ledger { error })?;
        self.failed += 1;
        if self.named.len() < MOST_NAMED {
            self.named.push(failed.message);
        }
        Ok(())
    }

    fn show(&self, position: u64) {
        let done = self.added + self.known + self.failed;
        let rate = done as f64 / self.start.elapsed().as_secs_f64().max(0.001);
        if let Some(progress) = &self.progress {
            progress.set(position);
            progress.label(format!("{done} ({rate:.1}/s)"));
        }
    }

    /// Says how it ended: what failed, and the counts.
    fn report(mut self, result: Result<(), Message>) -> Result<(), Message> {
        self.progress = None;
        self.named.iter().for_each(|message| self.console.error(message));
        let unnamed = self.failed - self.named.len() as u64;
        if unnamed > 0 {
            self.console.error(&Message::MoreFailed { count: unnamed });
        }
        result?;
        let summary = Message::Added { added: self.added, known: self.known, failed: self.failed };
        output::print(&format!("{}\n", summary.text(self.console.interface())))
    }
}
