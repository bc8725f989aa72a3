//! `selon-eval cost`: what it takes to find who says what, beside the parse it stands on.

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Result;
use clap::Args;
use selon_reading::Reader;
use selon_record::Article;

use crate::data::{self, plain, press};
use crate::models::Model;
use crate::report::{self, Table, thousands};
use crate::{Places, engine, project};

/// The share of the parse time that may come on top of it.
const WANTED: f64 = 0.25;

/// The share of the parse time that times and quantities may take.
const WANTED_OF_EXPRESSIONS: f64 = 0.10;

/// The share of the parse time that names and their look-up may take.
const WANTED_OF_NAMES: f64 = 0.03;

/// Measure the time for attribution, certainty and assertions as a share of the parse time.
///
/// One thread parses article after article of Wikinews and the press, and interprets each parse at once; both are timed
/// in the same pass, and once more by themselves the names, and the times and quantities. A pass begins with a newly loaded model,
/// so that no word is known from the pass before; of all passes the quickest counts.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cargo run --release -p selon-eval -- cost
  selon-eval cost --bytes 500000 --rounds 5")]
pub(crate) struct Options {
    /// The French model that parses
    #[arg(long, value_enum, default_value_t = Model::FrMd)]
    model: Model,
    /// Bytes of text, at least
    #[arg(long, value_name = "N", default_value_t = 2_000_000)]
    bytes: usize,
    /// Passes, of which the quickest counts
    #[arg(long, value_name = "N", default_value_t = 3)]
    rounds: usize,
}

/// The parts of a pass over all articles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Pass {
    parse: Duration,
    interpretation: Duration,
    /// Names and what is known of them, a part of the interpretation.
    names: Duration,
    /// Times and quantities, a part of the interpretation.
    expressions: Duration,
}

/// Runs the command.
///
/// # Errors
/// When the data, a model or the disk fail.
pub(crate) fn run(places: &Places, options: &Options) -> Result<()> {
    anyhow::ensure!(options.model.language() == "fr", "{}: not a French model", options.model.name());
    let Some(folder) = data::find(places, &["winer-fr", "press-fr"])? else { return Ok(()) };
    let articles = articles(&folder, options.bytes)?;
    let model = options.model.fetch(places)?;
    let cache = project::out_folder(places, "cost")?.join(format!("{}.prebaked", options.model.name()));
    // A parse spreads over the threads of its pool: here there is one.
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build()?;
    let mut quickest: Option<Pass> = None;
    for _ in 0..options.rounds.max(1) {
        let reader = engine::reader_cached(places, &model, &cache)?;
        let pass = pool.install(|| pass(&reader, &articles));
        quickest = Some(quickest.map_or(pass, |best| if pass.total() < best.total() { pass } else { best }));
    }
    let pass = quickest.unwrap_or_default();

    let bytes = thousands(articles.iter().map(|article| article.text.len()).sum());
    let words: usize = articles.iter().map(|article| article.text.split_whitespace().count()).sum();
    let (model, count) = (options.model.name(), thousands(articles.len()));
    report::print(format_args!(
        "**{model}**: {bytes} bytes, {} words, {count} articles\n",
        thousands(words)
    ))?;
    let mut table = Table::new(["", "s", "words a second", "of the parse"]);
    let mut row = |name: &str, time: Duration| {
        let rate = thousands((words as f64 / time.as_secs_f64()).round() as usize);
        let part = format!("{:.3}", pass.share(time));
        table.row([name.to_owned(), format!("{:.3}", time.as_secs_f64()), rate, part]);
    };
    row("tokens, sentences, parse", pass.parse);
    row("who says what, how surely, who and where, when, how much", pass.interpretation);
    row("only who and where", pass.names);
    row("only when and how much", pass.expressions);
    row("reading", pass.total());
    report::print(table)?;
    let met = |part: Duration, wanted: f64| if pass.share(part) <= wanted { "yes" } else { "no" };
    report::print(format_args!(
        "Wanted: at most {WANTED} of the parse. Met: {}. Of times and quantities at most {WANTED_OF_EXPRESSIONS:.2}. Met: {}. \
         Of who and where at most {WANTED_OF_NAMES:.2}. Met: {}.\n",
        met(pass.interpretation, WANTED),
        met(pass.expressions, WANTED_OF_EXPRESSIONS),
        met(pass.names, WANTED_OF_NAMES)
    ))?;
    report::print(report::provenance(None)?)?;
    Ok(())
}

/// Wikinews, then the press, until there are enough bytes.
fn articles(data: &Path, bytes: usize) -> Result<Vec<Article>> {
    let wikinews =
        plain::winer(data)?.into_iter().map(|text| Article { id: text.id, ..Article::new(text.text) });
    let mut sum = 0;
    let enough = |article: &Article| {
        let wanted = sum < bytes;
        sum += article.text.len();
        wanted
    };
    Ok(wikinews.chain(press::published(data)?).take_while(enough).collect())
}

fn pass(reader: &Reader, articles: &[Article]) -> Pass {
    let mut pass = Pass::default();
    for article in articles {
        let article = article.clone();
        let begun = Instant::now();
        let doc = reader.parse(&article);
        let parsed = Instant::now();
        black_box(reader.entities(&article, &doc));
        let named = Instant::now();
        black_box(reader.times_and_quantities(&article, &doc));
        let found = Instant::now();
        black_box(reader.interpret(article, &doc));
        pass.parse += parsed - begun;
        pass.names += named - parsed;
        pass.expressions += found - named;
        pass.interpretation += found.elapsed();
    }
    pass
}

impl Pass {
    fn total(self) -> Duration {
        self.parse + self.interpretation
    }

    /// A part, as a share of the parse.
    fn share(self, part: Duration) -> f64 {
        part.as_secs_f64() / self.parse.as_secs_f64()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_share_is_of_the_parse_not_of_the_whole() {
        let (parse, interpretation) = (Duration::from_secs(4), Duration::from_secs(1));
        let pass = Pass { parse, interpretation, expressions: Duration::from_millis(500), ..Pass::default() };
        assert_eq!((pass.share(interpretation), pass.total()), (0.25, Duration::from_secs(5)));
        assert_eq!(pass.share(pass.expressions), 0.125);
    }
}
