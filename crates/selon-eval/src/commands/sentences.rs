//! `selon-eval sentences`: where do sentences start, for spaCy's parser alone and with Selon's rules before it?

use anyhow::Result;
use clap::Args;
use selon_spacy::Doc;

use crate::data::{self, Text, suite, ud};
use crate::engine::Engine;
use crate::models::Model;
use crate::report::{self, Table, share, thousands};
use crate::score::Counts;
use crate::{Places, project};

/// Measure sentence boundaries: Selon's rules before the parser against the parser alone, as in spaCy.
///
/// Precision, recall and F1 of the places where a sentence starts, the first of each text left out, on the French
/// Universal Dependencies treebanks (documents joined again from their sentences) and on the sentences of broken
/// typography in tests/suite/typography. "One line" joins all sentences with a blank, so that headings run into the
/// text; "as published" breaks the line behind a sentence without an end mark. The parser alone is Selon's port of spaCy's; `selon-eval agreement` shows
/// that both cut alike.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  selon-eval sentences
  selon-eval sentences --model fr-sm")]
pub(crate) struct Options {
    /// The French model that parses
    #[arg(long, value_enum, default_value_t = Model::FrMd)]
    model: Model,
}

/// Runs the command.
///
/// # Errors
/// When the data, a model or the disk fail.
pub(crate) fn run(places: &Places, options: &Options) -> Result<()> {
    anyhow::ensure!(options.model.language() == "fr", "{}: not a French model", options.model.name());
    let Some(folder) = data::find(places, &["ud"])? else { return Ok(()) };
    let engine = Engine::load(&options.model.fetch(places)?.wheel)?;
    let mut table = Table::new([
        "texts",
        "boundaries",
        "spaCy P",
        "spaCy R",
        "spaCy F1",
        "Selon P",
        "Selon R",
        "Selon F1",
    ]);
    for treebank in ["French-Sequoia", "French-GSD", "French-PUD", "French-ParTUT"] {
        let texts = ud::treebanks(&folder, treebank)?;
        measure(&engine, &format!("{treebank}, one line"), &texts, &mut table)?;
        let texts: Vec<Text> = texts.into_iter().map(Text::with_lines).collect();
        measure(&engine, &format!("{treebank}, as published"), &texts, &mut table)?;
    }
    measure(&engine, "broken typography", &suite::typography(&project::root()?)?, &mut table)?;
    report::print(format_args!("{table}\n{}", report::provenance(None)?))?;
    Ok(())
}

fn measure(engine: &Engine, name: &str, texts: &[Text], table: &mut Table) -> Result<()> {
    let (mut parser, mut rules) = (Counts::default(), Counts::default());
    let bodies: Vec<&str> = texts.iter().map(|text| text.text.as_str()).collect();
    for (text, doc) in texts.iter().zip(engine.parse_many(&bodies)) {
        let gold = inner_starts(&text.text, &text.sentence_starts);
        parser.add(&gold, &doc_starts(&doc));
        rules.add(&gold, &doc_starts(&engine.parse_by_rule(&text.text, "fr")?));
    }
    table.row([
        name.to_owned(),
        thousands(rules.gold()),
        share(parser.precision()),
        share(parser.recall()),
        share(parser.f1()),
        share(rules.precision()),
        share(rules.recall()),
        share(rules.f1()),
    ]);
    Ok(())
}

fn doc_starts(doc: &Doc) -> Vec<usize> {
    let starts = doc.tokens().filter(|token| token.is_sent_start()).map(|token| token.range().start);
    inner_starts(doc.text(), &starts.collect::<Vec<_>>())
}

/// The starts after the first, each moved over white space: a sentence may begin with a white-space token, and
/// where it begins is then its first visible character.
fn inner_starts(text: &str, starts: &[usize]) -> Vec<usize> {
    let visible = |start: usize| start + (text[start..].len() - text[start..].trim_start().len());
    let first = visible(0);
    let mut starts: Vec<usize> = starts
        .iter()
        .map(|&start| visible(start))
        .filter(|&start| start > first && start < text.len())
        .collect();
    starts.dedup();
    starts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_start_and_white_space_do_not_count() {
        let text = " Un.\n\nDeux.  ";
        assert_eq!(inner_starts(text, &[0, 1, 4, 6, 11]), [6]);
    }
}
