//! `selon parse`: text in, the grammar of its sentences out.

use std::sync::Arc;

use clap::{Args, ValueEnum};
use selon_record::Article;
use selon_spacy::Pipeline;

use super::pipeline::Model;
use crate::console::Console;
use crate::input::{Input, Item};
use crate::messages::Message;
use crate::{batch, output};

/// Parse text: words, sentences, tags, lemmas, dependencies, entities
///
/// Runs the spaCy pipeline of each article's language and prints what it finds. The text itself is never changed. The
/// pipeline of a language is fetched when it is needed for the first time.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:\n  \
    selon parse article.txt                      a file, as CoNLL-U\n  \
    selon parse --format json press/ > out.jsonl all articles in a folder, a document of spaCy's JSON a line\n  \
    echo 'Il pleut.' | selon parse -             what comes through a pipe\n  \
    selon parse --model fr-sm article.txt        with the small French pipeline")]
pub(crate) struct Parse {
    #[command(flatten)]
    input: Input,

    /// How to print it
    #[arg(short, long, value_name = "FORMAT", value_enum, default_value_t = Format::Conllu)]
    format: Format,

    #[command(flatten)]
    model: Model,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// CoNLL-U: a word a line; white space in the MISC column
    Conllu,
    /// spaCy's JSON (Doc.to_json): a document a line, white-space tokens kept
    Json,
}

impl Parse {
    pub(super) fn run(self, console: &Console) -> Result<(), Message> {
        let mut choice = self.model.choice(console)?;
        let progress = console.count_progress(&Message::Reading);
        let jobs = self.input.articles(console).filter_map(|item| {
            let pipeline = choice.of(&item).map_err(|message| console.error(&message)).ok()?;
            Some((item, pipeline))
        });
        let work = |(Item { place, article }, pipeline): (Item, Option<Arc<Pipeline>>)| {
            batch::guarded(|| self.format.of(&article, pipeline.as_deref()))
                .map_err(|reason| Message::Panicked { place, reason })
        };
        batch::in_order(jobs, work, |result| {
            progress.tick();
            match result {
                Ok(text) => output::write(&text),
                Err(message) => {
                    console.error(&message);
                    Ok(())
                }
            }
        })
    }
}

impl Format {
    fn of(self, article: &Article, pipeline: Option<&Pipeline>) -> String {
        let doc = pipeline.map(|pipeline| pipeline.parse(&article.text));
        match self {
            Format::Conllu => doc.map(|doc| output::conllu(&doc, &article.id)).unwrap_or_default(),
            Format::Json => output::spacy_json(&article.id, &article.text, doc.as_ref()),
        }
    }
}
