//! `selon read`: an article in, who asserts what on whose word out.

use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anstream::{AutoStream, ColorChoice};
use clap::{Args, ValueEnum};
use selon_intake::Item;
use selon_reading::Reader;
use selon_record::Article;

use super::knowledge::Knowledge;
use super::pipeline::Model;
use super::readers::{Readers, read};
use crate::batch;
use crate::console::Console;
use crate::input::Input;
use crate::messages::{Interface, Message};
use crate::output::{Format, Look, NARROWEST, Piece, Printout, Voices, comfortable_width, explanation};

/// Read articles: who says what, on whose word, how surely
///
/// Shows for each article who speaks in it, how sure they present what they say, and every assertion with its chain of
/// sources and the exact words that show it. Selon never says what is true; what it does not know it says too: a source
/// it cannot name, hearsay with nobody behind it.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:\n  \
    selon read article.txt                   one article, for a person\n  \
    selon read --context article.txt         with all of its text in between\n  \
    selon read press/ > readings.jsonl       all articles in a folder, a reading a line\n  \
    selon read crawl.warc.gz feed.xml        every page of a web archive, every entry of a feed\n  \
    selon read -o press.html press/          all of them as one web page\n  \
    selon read -o press.csv press/           an assertion a row, for a spreadsheet\n  \
    selon read -f brat -o brat/ press/       a folder of texts and annotations for brat\n  \
    selon read --voices all tribune.txt      what the article says in its own voice too\n  \
    selon read --explain article.txt         the rule, the parse and the weights behind each assertion\n  \
    selon read --format terminal press/ | less\n  \
    selon read --color always article.txt | less -R\n  \
    selon read --format jsonl - < articles.jsonl | jq '.assertions[] | select(.source == null)'")]
pub(crate) struct Read {
    #[command(flatten)]
    input: Input,

    /// How to write it; `terminal` on a terminal and `jsonl` in a pipe, otherwise
    #[arg(short, long, value_name = "FORMAT", value_enum)]
    format: Option<FormatName>,

    /// Write to this file, or to this folder with --format brat; to standard output, otherwise
    ///
    /// A file that is there is replaced. Without --format the ending of its name decides: .html, .json, .jsonl, .csv,
    /// .jsonld (webanno), .txt (terminal).
    #[arg(short, long, value_name = "FILE|FOLDER")]
    output: Option<PathBuf>,

    #[command(flatten)]
    model: Model,

    #[command(flatten)]
    knowledge: Knowledge,

    /// The whole text, between what is asserted (with --format terminal)
    #[arg(long)]
    context: bool,

    /// Whose assertions to show (with --format terminal or html, where a checkbox shows the rest)
    #[arg(long, value_name = "WHOSE", value_enum, default_value_t = Voices::Others)]
    voices: Voices,

    /// Instead of the reading, why each assertion was read so: the rule, the parse, and what weighed for and against it
    #[arg(long, conflicts_with_all = ["format", "context", "voices"])]
    explain: bool,

    /// Columns to wrap to (with --format terminal); those of the terminal, 100 at most, otherwise
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(i64::from(NARROWEST)..=1000))]
    width: Option<u16>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FormatName {
    /// For a person at a terminal
    Terminal,
    /// One web page with everything in it: the text with every assertion underlined, and the list of them
    Html,
    /// A reading a line, as JSON; offsets count code points
    Jsonl,
    /// All readings as one JSON array, indented
    Json,
    /// An assertion a row
    Csv,
    /// brat's standoff: the annotations of one article, or with --output a folder of texts and annotations
    Brat,
    /// W3C Web Annotations: an AnnotationCollection a line, as JSON-LD
    Webanno,
}

impl FormatName {
    /// The format that the ending of a file's name says.
    fn of_ending(path: &Path) -> Option<FormatName> {
        Some(match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "txt" => FormatName::Terminal,
            "html" | "htm" => FormatName::Html,
            "jsonl" | "ndjson" => FormatName::Jsonl,
            "json" => FormatName::Json,
            "csv" => FormatName::Csv,
            "jsonld" => FormatName::Webanno,
            _ => return None,
        })
    }
}

impl Read {
    pub(super) fn run(self, console: &Console) -> Result<(), Message> {
        let output = self.output.as_deref().filter(|path| *path != Path::new("-"));
        let format = self.format(output, console.interface());
        let mut choice = self.model.choice(console)?;
        let base = self.knowledge.base()?;
        let mut readers = Readers::new(base);
        let mut printout = Printout::new(&format, output)?;
        let progress = console.count_progress(&Message::Reading);
        let jobs = (1..).zip(self.input.articles(base, console)).filter_map(|(number, item)| {
            let reader = choice
                .of(&item)
                .and_then(|pipeline| pipeline.map(|pipeline| readers.get(pipeline)).transpose());
            let reader = reader.map_err(|message| console.error(&message)).ok()?;
            Some((number, item, reader.map(|reader| reader.model)))
        });
        let work = |(number, Item { place, article, .. }, reader): (usize, Item, Option<Arc<Reader>>)| {
            let piece = || match reader.as_deref().filter(|_| self.explain) {
                Some(reader) => explained(article, reader),
                None => format.piece(number, &read(article, reader.as_deref())),
            };
            batch::guarded(piece).map_err(|reason| Message::Panicked { place, reason })
        };
        batch::in_order(jobs, work, |result| {
            progress.tick();
            match result {
                Ok(piece) => printout.add(piece),
                Err(message) => {
                    console.error(&message);
                    Ok(())
                }
            }
        })?;
        printout.finish()
    }

    fn format(&self, output: Option<&Path>, interface: Interface) -> Format {
        let is_terminal = self.explain || output.is_none() && io::stdout().is_terminal();
        let of_place = || match output {
            Some(path) => FormatName::of_ending(path).unwrap_or(FormatName::Jsonl),
            None if is_terminal => FormatName::Terminal,
            None => FormatName::Jsonl,
        };
        match self.format.unwrap_or_else(of_place) {
            FormatName::Terminal => Format::Terminal(Look {
                interface,
                width: self.width.map_or_else(comfortable_width, usize::from),
                colours: match output {
                    None => AutoStream::choice(&io::stdout()) != ColorChoice::Never,
                    Some(_) => ColorChoice::global() == ColorChoice::Always,
                },
                context: self.context,
                voices: self.voices,
            }),
            FormatName::Html => Format::Html { interface, voices: self.voices },
            FormatName::Jsonl => Format::Jsonl,
            FormatName::Json => Format::Json,
            FormatName::Csv => Format::Csv,
            FormatName::Brat => Format::Brat,
            FormatName::Webanno => Format::Webanno { interface },
        }
    }
}

/// Why an article is read as it is.
fn explained(article: Article, reader: &Reader) -> Piece {
    let doc = reader.parse(&article);
    let reading = reader.interpret(article, &doc);
    Piece::Text(explanation(&reading, &reader.explain(&reading, &doc)))
}
