//! What to read, and the articles of it: one after the other and in order.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use selon_kb::Base;
use selon_record::{Article, Dated};

use crate::html::Around;
use crate::original::Original;
use crate::warc::{Kind, Record};
use crate::{
    Failure, Note, Place, credits, date, decode, feed, files, gzip, html, jsonl, language, limits, plain,
    sniff, warc,
};

/// What to read: files, folders, `-` for standard input.
#[derive(Clone, Debug)]
pub struct Intake {
    paths: Vec<PathBuf>,
    settings: Settings,
}

#[derive(Clone, Debug)]
struct Settings {
    format: Format,
    language: Option<String>,
    originals: bool,
    fetched: Around,
    base: &'static Base,
    now: Timestamp,
    standard_input: fn() -> Box<dyn BufRead>,
}

/// How the input is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// By the file name and the first bytes.
    #[default]
    Auto,
    /// One article a file, with or without front matter.
    Text,
    /// One article a line, as JSON.
    Jsonl,
    /// One article a file: a web page.
    Html,
    /// One article an entry: RSS, Atom, JSON Feed.
    Feed,
    /// One article a page that an archive holds: WARC, WET.
    Warc,
}

/// An article and where it came from.
#[derive(Debug)]
pub struct Item {
    /// The file, and the part of it.
    pub place: Place,
    /// The article. Its language is [`Article::UNDETERMINED`] where its text does not tell; its credits are found.
    pub article: Article,
    /// What it was made of.
    pub original: Original,
    /// What is worth knowing about how it was read.
    pub notes: Vec<Note>,
}

impl Intake {
    /// Reads these, each as its name and its first bytes tell.
    ///
    /// ```no_run
    /// use selon_intake::Intake;
    /// for item in Intake::new(["crawl.warc.gz".into(), "feeds/".into()]).articles() {
    ///     match item {
    ///         Ok(item) => println!("{}", item.article.text),
    ///         Err(failure) => eprintln!("{failure}"),
    ///     }
    /// }
    /// ```
    pub fn new(paths: impl IntoIterator<Item = PathBuf>) -> Self {
        let settings = Settings {
            format: Format::Auto,
            language: None,
            originals: false,
            fetched: Around::default(),
            base: Base::built_in(),
            now: Timestamp::now(),
            standard_input: || Box::new(BufReader::with_capacity(1 << 16, io::stdin())),
        };
        Intake { paths: paths.into_iter().collect(), settings }
    }

    /// Takes everything as written in this format.
    pub fn format(mut self, format: Format) -> Self {
        self.settings.format = format;
        self
    }

    /// The language of the articles that do not state one; recognised, otherwise.
    pub fn language(mut self, language: Option<String>) -> Self {
        self.settings.language = language;
        self
    }

    /// Whether each item has the bytes it was made of; only their hash, otherwise.
    pub fn originals(mut self, kept: bool) -> Self {
        self.settings.originals = kept;
        self
    }

    /// Where it was fetched, for pages, and the encoding that the server named.
    pub fn fetched(mut self, address: impl Into<String>, charset: Option<String>) -> Self {
        self.settings.fetched = Around { address: Some(address.into()), charset };
        self
    }

    /// The base that outlets and agencies are looked up in; the built-in one, otherwise.
    pub fn base(mut self, base: &'static Base) -> Self {
        self.settings.base = base;
        self
    }

    /// The time by which a date is in the future; that of the clock, otherwise.
    pub fn now(mut self, now: Timestamp) -> Self {
        self.settings.now = now;
        self
    }

    /// What `-` is read from, in place of standard input itself.
    pub fn standard_input(mut self, open: fn() -> Box<dyn BufRead>) -> Self {
        self.settings.standard_input = open;
        self
    }

    /// The articles in order, and what could not be read.
    pub fn articles(self) -> Articles {
        Articles {
            files: files::Walk::new(&self.paths),
            settings: self.settings,
            current: Box::new(std::iter::empty()),
        }
    }

    /// The articles of bytes that are already there, as if they were a file of this name.
    ///
    /// ```
    /// use selon_intake::Intake;
    /// let mut items = Intake::new([]).articles_of("a.txt".as_ref(), b"PARIS (AFP) - Il pleut.".to_vec());
    /// assert_eq!(items.next().unwrap().unwrap().article.credits[0].agency, "AFP");
    /// ```
    pub fn articles_of(self, name: &Path, bytes: Vec<u8>) -> Articles {
        self.articles_from(name, Ok(Box::new(Cursor::new(bytes))))
    }

    /// The same of bytes that come one after the other, or of why they do not come.
    pub fn articles_from(self, name: &Path, bytes: io::Result<Box<dyn BufRead>>) -> Articles {
        let mut articles = Intake { paths: Vec::new(), ..self }.articles();
        articles.current = articles.settings.read(Place::of(name), bytes);
        articles
    }
}

/// The articles of an [`Intake`]: what can be read, and what cannot, in order. Nothing is read before it is asked for.
pub struct Articles {
    settings: Settings,
    files: files::Walk,
    current: Items,
}

type Items = Box<dyn Iterator<Item = Result<Item, Failure>>>;

impl Articles {
    /// The files in folders that were passed over since this was last asked, as their names are those of no article.
    pub fn skipped(&mut self) -> Vec<PathBuf> {
        std::mem::take(&mut self.files.skipped)
    }
}

impl Iterator for Articles {
    type Item = Result<Item, Failure>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.current.next() {
                return Some(item.map(|item| self.settings.completed(item)));
            }
            match self.files.next()? {
                Ok(path) => {
                    let place = Place::of(&path);
                    let bytes = self.settings.open(&place);
                    self.current = self.settings.read(place, bytes);
                }
                Err(failure) => return Some(Err(failure)),
            }
        }
    }
}

impl Settings {
    fn open(&self, place: &Place) -> io::Result<Box<dyn BufRead>> {
        Ok(match place.path() {
            None => (self.standard_input)(),
            Some(path) if path.is_dir() => return Err(io::ErrorKind::IsADirectory.into()),
            Some(path) => Box::new(BufReader::with_capacity(1 << 16, File::open(path)?)),
        })
    }

    /// The articles of one file.
    fn read(&self, place: Place, bytes: io::Result<Box<dyn BufRead>>) -> Items {
        let failed = |error: io::Error| -> Items {
            Box::new(std::iter::once(Err(Failure { place: place.clone(), reason: error.into() })))
        };
        match bytes.and_then(|bytes| self.recognised(&place, bytes)) {
            Ok((format, bytes, compressed)) => self.articles(format, bytes, compressed, place),
            Err(error) => failed(error),
        }
    }

    /// How a file is written, and whether it is compressed.
    fn recognised(
        &self,
        place: &Place,
        mut bytes: Box<dyn BufRead>,
    ) -> io::Result<(Format, Box<dyn BufRead>, bool)> {
        let name = place.path().unwrap_or(Path::new(""));
        let mut start = bytes.fill_buf()?.to_vec();
        let compressed = sniff::is_gzip(&start);
        if compressed {
            start = gzip::beginning(&start);
        }
        let format = match self.format {
            Format::Auto => match files::format(name) {
                Format::Auto => sniff::format(&start),
                // A feed may be called feed.json, and what is called .xml may be a page.
                Format::Jsonl if sniff::is_json_feed(&start) => Format::Feed,
                Format::Feed if sniff::format(&start) == Format::Html => Format::Html,
                known => known,
            },
            asked => asked,
        };
        Ok((format, bytes, compressed))
    }

    fn articles(&self, format: Format, bytes: Box<dyn BufRead>, compressed: bool, place: Place) -> Items {
        let (keep, around) = (self.originals, self.fetched.clone());
        if format == Format::Warc {
            let records = warc::Records::new(bytes, compressed, place);
            return Box::new(records.filter_map(move |record| match record {
                Ok((place, record)) => archived(record, place, keep).transpose(),
                Err(failure) => Some(Err(failure)),
            }));
        }
        let bytes = if compressed { Box::new(gzip::content(bytes)) } else { bytes };
        match format {
            Format::Jsonl => Box::new(jsonl::articles(bytes, place, keep)),
            Format::Feed => feed::articles(bytes, place, keep),
            _ => Box::new(std::iter::once_with(move || match limits::whole(bytes) {
                Ok(bytes) if format == Format::Html => html::article(&bytes, &around, place, keep),
                Ok(bytes) => plain::article(bytes, place, keep),
                Err(error) => Err(Failure { place, reason: error.into() }),
            })),
        }
    }

    /// What every article has, whatever it was read from.
    fn completed(&self, mut item: Item) -> Item {
        let article = &mut item.article;
        article.language = language::normal(&article.language);
        if matches!(&*article.language, "" | Article::UNDETERMINED) {
            article.language =
                self.language.clone().unwrap_or_else(|| language::detect(&article.text).to_owned());
        }
        let domain = article.url.as_deref().and_then(|url| self.base.domain(url));
        if let Some(entry) = domain
            && article.outlet.is_none()
        {
            article.outlet = Some(entry.name(&article.language).to_owned());
        }
        if article.published.is_none()
            && let Some(day) = article.url.as_deref().and_then(date::in_address)
        {
            article.published = Some(day);
            article.dated = Some(Dated::Url);
        }
        if let Some(published) = article.published.as_deref()
            && date::is_future(published, self.now)
        {
            item.notes.push(Note::Future { published: published.to_owned() });
        }
        if article.credits.is_empty() {
            article.credits = credits(article, self.base);
        }
        item
    }
}

/// The article of a record; none where it holds something else.
fn archived(record: Record, place: Place, keep: bool) -> Result<Option<Item>, Failure> {
    let Record { kind, address, date, truncated, block } = record;
    let mut item = match kind {
        Kind::Response => {
            let response = match warc::response(&block) {
                Ok(Some(response)) => response,
                Ok(None) => return Ok(None),
                Err(reason) => return Err(Failure { place, reason }),
            };
            html::article(&response.body, &Around { address, charset: response.charset }, place, keep)?
        }
        Kind::Page => html::article(&block, &Around { address, charset: None }, place, keep)?,
        Kind::Text => {
            let decoded = match decode::decode(block.clone()) {
                Ok(decoded) => decoded,
                Err(bad) => return Err(Failure { place, reason: bad.into() }),
            };
            let original = Original::of(&block, "text/plain", decoded.encoding, keep);
            let article = Article { url: address, ..Article::new(decoded.text.trim_end()) };
            Item { place, article, original, notes: Vec::new() }
        }
    };
    if truncated {
        item.notes.push(Note::Truncated);
    }
    let article = &mut item.article;
    let in_address = article.url.as_deref().and_then(date::in_address);
    if article.published.is_none()
        && in_address.is_none()
        && let Some(fetched) = date.as_deref().and_then(date::normal)
    {
        article.published = Some(fetched);
        article.dated = Some(Dated::Archive);
    }
    Ok(Some(item))
}
