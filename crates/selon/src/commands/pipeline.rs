//! `--model`: which pipeline reads an article, as every command that runs one takes it.

use clap::Args;
use selon_intake::Item;
use selon_record::Article;
use selon_spacy::Pipeline;

use crate::console::Console;
use crate::messages::Message;
use crate::models::{self, Loaded, Pipelines};

/// The flag.
#[derive(Debug, Args)]
pub(super) struct Model {
    /// The pipeline to use, whatever the language: a name (see `selon models list`), or a wheel or a folder, which is
    /// taken as it is
    #[arg(short, long = "model", value_name = "NAME|PATH")]
    name: Option<String>,
}

impl Model {
    /// Where to ask for pipelines.
    ///
    /// # Errors
    /// The pipeline that the flag names cannot be had.
    pub(super) fn choice<'a>(&self, console: &'a Console) -> Result<Choice<'a>, Message> {
        let named = self.name.as_deref().map(|name| models::pipeline_named(name, console)).transpose()?;
        Ok(Choice { named, pipelines: Pipelines::new(console) })
    }
}

/// The named pipeline for every article, or that of each article's language.
pub(crate) struct Choice<'a> {
    named: Option<Loaded<Pipeline>>,
    pipelines: Pipelines<'a>,
}

impl Choice<'_> {
    /// The pipeline for an article; none for a blank text in no known language, in which nothing is to be found.
    ///
    /// # Errors
    /// The language is not known, or there is no pipeline for it.
    pub(crate) fn of(
        &mut self,
        Item { place, article, .. }: &Item,
    ) -> Result<Option<Loaded<Pipeline>>, Message> {
        if let Some(named) = &self.named {
            return Ok(Some(named.clone()));
        }
        if article.language == Article::UNDETERMINED {
            let blank = article.text.trim().is_empty();
            return if blank { Ok(None) } else { Err(Message::UnknownLanguage { place: place.clone() }) };
        }
        self.pipelines
            .get(&article.language)
            .map(Some)
            .ok_or_else(|| Message::NotRead { place: place.clone(), language: article.language.clone() })
    }
}
