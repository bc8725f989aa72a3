//! `selon parse`: text in, the grammar of its sentences out.

use std::sync::Arc;

use clap::{Args, ValueEnum};
use selon_intake::Item;
use selon_kb::Base;
use selon_reading::text::{LanguageRules, tokenize};
use selon_record::Article;
use selon_spacy::Pipeline;

use super::pipeline::Model;
use crate::console::Console;
use crate::input::Input;
use crate::messages::Message;
use crate::{batch, output};

/// Parse text: words, sentences, tags, lemmas, dependencies, entities
///
/// Finds where the sentences start, runs the spaCy pipeline of each article's language and prints what it finds. The
/// text itself is never changed. The pipeline of a language is fetched when it is needed for the first time.
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

    /// Leave the sentence starts to the pipeline, as spaCy does
    ///
    /// Without it they are found by rule first, which badly typed news needs, and the pipeline keeps to them.
    #[arg(long)]
    no_presets: bool,
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
        let jobs = self.input.articles(Base::built_in(), console).filter_map(|item| {
            let pipeline = choice.of(&item).map_err(|message| console.error(&message)).ok()?;
            Some((item, pipeline.map(|pipeline| pipeline.model)))
        });
        let work = |(Item { place, article, .. }, pipeline): (Item, Option<Arc<Pipeline>>)| {
            batch::guarded(|| self.parse(&article, pipeline.as_deref()))
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

    /// What is printed of an article.
    fn parse(&self, article: &Article, pipeline: Option<&Pipeline>) -> String {
        let doc = pipeline.map(|pipeline| {
            let rules = LanguageRules::of(&pipeline.meta().lang).filter(|_| !self.no_presets);
            let mut doc = match rules {
                Some(rules) => tokenize(pipeline, &article.text, rules),
                None => pipeline.tokenize(&article.text),
            };
            pipeline.annotate(&mut doc);
            doc
        });
        match self.format {
            Format::Conllu => doc.map(|doc| output::conllu(&doc, &article.id)).unwrap_or_default(),
            Format::Json => output::spacy_json(&article.id, &article.text, doc.as_ref()),
        }
    }
}
