//! Adding as the desk asks for it.

use std::fmt;
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use selon_desk::{Intake, Origin, Source, Summary, Wording};
use selon_intake::{Articles, Format};
use selon_kb::Base;
use selon_record::Reading;

use super::{Adding, Extractor, Listener, Models, Position, Tally, read};
use crate::batch;
use crate::commands::readers;
use crate::messages::Message;

/// The least time between two words on how far it is.
const PACE: Duration = Duration::from_millis(100);

/// Who reads what is given to a desk. Models are loaded when the first article needs them, and kept.
pub(crate) struct DeskIntake {
    ledger: PathBuf,
    base: &'static Base,
    models: Models<'static>,
}

impl DeskIntake {
    pub(crate) fn new(ledger: PathBuf, base: &'static Base, models: Models<'static>) -> DeskIntake {
        DeskIntake { ledger, base, models }
    }

    /// The articles of a source, with the bytes they were made of.
    fn articles(&self, source: &Source) -> Articles {
        let intake = selon_intake::Intake::new([]).base(self.base).originals(true);
        let intake = match &source.origin {
            Origin::File => intake,
            Origin::Pasted => intake.format(Format::Jsonl),
            Origin::Fetched { charset } => intake.fetched(&source.name, charset.clone()),
        };
        let opened: io::Result<Box<dyn BufRead>> =
            File::open(&source.file).map(|file| Box::new(BufReader::with_capacity(1 << 16, file)) as _);
        intake.articles_from(source.path(), opened)
    }
}

impl fmt::Debug for DeskIntake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DeskIntake").field("ledger", &self.ledger).finish_non_exhaustive()
    }
}

impl Intake for DeskIntake {
    fn add(
        &self,
        sources: &[Source],
        told: &mut (dyn FnMut(selon_desk::Progress) -> bool + Send),
    ) -> Result<Summary, Wording> {
        let extractor = Extractor::new(self.base);
        let Adding { writer, known } =
            Adding::open(&self.ledger, extractor.json(), self.base).map_err(|message| wording(&message))?;
        let total = sources.iter().map(Source::size).sum();
        let goes_on = AtomicBool::new(true);
        let mut listener = Told { told, total, said: None, goes_on: &goes_on };
        let jobs = sources.iter().flat_map(|source| {
            let mut position = Position::default();
            let before: u64 =
                sources.iter().take_while(|other| !std::ptr::eq(*other, source)).map(Source::size).sum();
            let (known, models) = (&known, &self.models);
            self.articles(source).map(move |item| {
                let position = before + position.after(&item, |_| Some(source.size()));
                (position, read(item, known, models))
            })
        });
        let jobs = jobs.take_while(|_| goes_on.load(Ordering::Relaxed));
        let mut tally = Tally::new(extractor);
        tally.all(jobs, self.base, writer, &mut listener).map_err(|message| wording(&message))?;
        Ok(Summary { added: tally.added, known: tally.known, failed: tally.failed })
    }

    fn read(&self, article: &Source) -> Result<Reading, Wording> {
        let item = match self.articles(article).next() {
            Some(Ok(item)) => item,
            Some(Err(failure)) => return Err(wording(&Message::NotTaken { failure })),
            None => return Err(wording(&Message::NothingToRead)),
        };
        let reader = self.models.reader(&item).map_err(|message| wording(&message))?;
        let place = item.place;
        batch::guarded(|| readers::read(item.article, reader.as_ref().map(|reader| &*reader.model)))
            .map_err(|reason| wording(&Message::Panicked { place, reason }))
    }
}

/// A message for whoever asks for it later.
fn wording(message: &Message) -> Wording {
    Wording::of(|interface| message.text(interface))
}

/// What a message says of something whose name stands before it: « photo.bin : ce n’est pas du texte » without the name.
fn without(name: &str, message: String) -> String {
    let rest = message.strip_prefix(name).and_then(|rest| rest.trim_start().strip_prefix(": "));
    rest.map_or_else(|| message.clone(), str::to_owned)
}

/// The desk as one who listens.
struct Told<'t> {
    told: &'t mut (dyn FnMut(selon_desk::Progress) -> bool + Send),
    total: u64,
    said: Option<Instant>,
    goes_on: &'t AtomicBool,
}

impl Told<'_> {
    fn say(&mut self, progress: selon_desk::Progress) {
        if !(self.told)(progress) {
            self.goes_on.store(false, Ordering::Relaxed);
        }
    }
}

impl Listener for Told<'_> {
    fn reached(&mut self, position: u64, tally: &Tally) {
        if self.said.is_some_and(|said| said.elapsed() < PACE) {
            return;
        }
        self.said = Some(Instant::now());
        let (articles, rate) = (tally.done(), tally.rate());
        self.say(selon_desk::Progress::At {
            done: position.min(self.total),
            total: self.total,
            articles,
            rate,
        });
    }

    fn failed(&mut self, name: String, message: Message) {
        let reason = Wording::of(|interface| without(&name, message.text(interface)));
        self.say(selon_desk::Progress::Failed { name, reason });
    }
}

#[cfg(test)]
mod tests {
    use super::without;

    #[test]
    fn a_name_is_said_once() {
        for (message, rest) in [
            ("photo.bin: is no text", "is no text"),
            ("photo.bin : ce n’est pas du texte", "ce n’est pas du texte"),
            ("photo.bin\u{a0}: octet nul", "octet nul"),
            ("photo.bin:7: no article", "photo.bin:7: no article"),
            ("another.bin: is no text", "another.bin: is no text"),
        ] {
            assert_eq!(without("photo.bin", message.to_owned()), rest);
        }
    }
}
