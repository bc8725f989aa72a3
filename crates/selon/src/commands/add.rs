//! `selon add`: articles in, read and kept in a ledger.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use clap::Args;
use selon_intake::{Failure, Item, Place, Reason};
use selon_kb::Base;
use selon_ledger::{
    Added, CarriedDecision, ContentKey, Deposit, EditError, Ledger, Original, Refused, Run, Writer,
};
use selon_reading::Reader;
use selon_record::Reading;
use selon_sentence::Encoder;
use serde_json::{Value, json};

use super::extractor::Extractor;
use super::knowledge::Knowledge;
use super::pipeline::Model;
use super::readers::{Readers, read};
use crate::batch;
use crate::console::{Console, Progress};
use crate::input::Input;
use crate::interrupt;
use crate::messages::Message;
use crate::models::{self, Identity, Loaded};
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
        let extractor = Extractor::new(base);
        let Adding { writer, known } = Adding::open(&self.ledger, extractor.json(), base)?;
        let tally = Tally::new(console, self.total(), extractor);
        let mut encoder: Option<Loaded<Encoder>> = None;
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
    Read(Box<Item>, Option<Loaded<Reader>>, Option<Loaded<Encoder>>),
    /// It is read already.
    Import(Place, Box<Reading>, Loaded<Encoder>),
    /// Somebody's, of another ledger.
    Decide(Place, Box<CarriedDecision>),
    Known,
    Failed(Failed),
    /// Nothing that comes later can be done either.
    Stop(Message),
}

/// What the writer gets, in the order of the items.
enum Done {
    /// The place, what it was made with, and what is to be written.
    Deposit(Place, Used, Box<Deposit>),
    Decide(Place, Box<CarriedDecision>),
    Known,
    Failed(Failed),
    Stop(Message),
}

/// The pipeline that an article was read with, by its language, and the encoder that its assertions are compared by.
#[derive(Default)]
struct Used {
    pipeline: Option<(String, Arc<Identity>)>,
    encoder: Option<Arc<Identity>>,
}

impl Job {
    /// Does what is to be done before the writer has its turn.
    fn done(self, base: &Base) -> Done {
        let (item, reader, encoder) = match self {
            Job::Read(item, reader, encoder) => (*item, reader, encoder),
            Job::Import(place, reading, encoder) => {
                let work = || Deposit::new(*reading, None, shown(&place), base, &vectors(&encoder.model));
                let used = Used { pipeline: None, encoder: Some(Arc::clone(&encoder.identity)) };
                return Done::of(place.clone(), used, batch::guarded(work));
            }
            Job::Decide(place, decision) => return Done::Decide(place, decision),
            Job::Known => return Done::Known,
            Job::Failed(failed) => return Done::Failed(failed),
            Job::Stop(message) => return Done::Stop(message),
        };
        let Item { place, article, original, .. } = item;
        let work = || {
            let reading = read(article, reader.as_ref().map(|reader| &*reader.model));
            let original = original.bytes.map(|bytes| Original {
                bytes,
                media_type: Some(original.media_type.to_owned()),
                encoding: Some(original.encoding.to_owned()),
            });
            match &encoder {
                Some(encoder) => {
                    Deposit::new(reading, original, shown(&place), base, &vectors(&encoder.model))
                }
                None => Deposit::new(reading, original, shown(&place), base, &|_| Vec::new()),
            }
        };
        let worked = batch::guarded(work);
        let used = Used {
            pipeline: reader.map(|reader| (reader.model.pipeline().meta().lang.clone(), reader.identity)),
            encoder: encoder.map(|encoder| encoder.identity),
        };
        Done::of(place, used, worked)
    }
}

impl Done {
    /// What came of making a deposit.
    fn of(place: Place, used: Used, worked: Result<Result<Deposit, Refused>, String>) -> Done {
        let failed = |code: &str, message: Message, detail: String| {
            Done::Failed(Failed {
                place: shown(&place),
                reason: json!({"code": code, "detail": detail}),
                message,
            })
        };
        match worked {
            Ok(Ok(deposit)) => Done::Deposit(place, used, Box::new(deposit)),
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

    /// A decision about what is not there.
    fn to_decide(place: Place, error: EditError) -> Failed {
        let kept = json!({"code": "not_decided", "detail": error.to_string()});
        Failed {
            place: shown(&place),
            reason: kept,
            message: Message::NotTakenOver { place, error: Box::new(error) },
        }
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

/// What has become of the articles so far.
pub(super) struct Tally<'a> {
    console: &'a Console,
    progress: Option<Progress<'a>>,
    start: Instant,
    extractor: Extractor,
    added: u64,
    known: u64,
    failed: u64,
    decided: u64,
    /// The numbers here of decisions of other ledgers, by the file they come in.
    numbers: BTreeMap<Option<PathBuf>, BTreeMap<i64, i64>>,
    named: Vec<Message>,
}

impl<'a> Tally<'a> {
    pub(super) fn new(console: &'a Console, total: Option<u64>, extractor: Extractor) -> Self {
        // What is counted here is what was kept when somebody stops the program.
        interrupt::watch();
        Tally {
            console,
            progress: Some(console.work_progress(total, &Message::Adding)),
            start: Instant::now(),
            extractor,
            added: 0,
            known: 0,
            failed: 0,
            decided: 0,
            numbers: BTreeMap::new(),
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
        let worked = batch::in_order_or_idle(
            jobs,
            |(position, job)| (position, job.done(base)),
            |next| self.take(next, &mut writer),
        );
        // What was added before an error stays.
        let finished = writer.finish().map_err(|error| Message::Ledger { error });
        self.report(worked.and(finished))
    }

    /// Writes what became of an item, and how many bytes of the input are done with it; without one makes lasting what there is.
    fn take(&mut self, next: Option<(u64, Done)>, writer: &mut Writer) -> Result<(), Message> {
        let ledger = |error| Message::Ledger { error };
        let Some((position, done)) = next else { return writer.commit().map_err(ledger) };
        match done {
            Done::Deposit(place, used, deposit) => {
                if self.extractor.uses(used.pipeline, used.encoder) {
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
            Done::Decide(place, decision) => {
                let numbers = self.numbers.entry(place.path().map(PathBuf::from)).or_default();
                match writer.carry(&decision, numbers) {
                    Ok(new) => self.decided += u64::from(new),
                    Err(EditError::Ledger(error)) => return Err(ledger(error)),
                    Err(error) => self.fail(Failed::to_decide(place, error), writer)?,
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
        let summary = Message::Added {
            added: self.added,
            known: self.known,
            failed: self.failed,
            decided: self.decided,
        };
        output::print(&format!("{}\n", summary.text(self.console.interface())))?;
        if interrupt::asked() { Err(Message::Interrupted) } else { Ok(()) }
    }
}
