//! `selon search`: assertions and articles of a ledger by their words.

use clap::{Args, ValueEnum};
use jiff::civil::Date;
use selon_ledger::{Filters, Ledger, published};
use selon_record::Offsets;
use serde::Serialize;

use super::ledger::{Answer, AnswerFormat, LedgerFile};
use crate::console::Console;
use crate::messages::Message;
use crate::output::{self, FoundArticle, FoundAssertion};

/// Search a ledger: what is asserted, and the texts of its articles
///
/// Finds words whatever their accents and capitals. Several words must all be there; "several words" stand side by side,
/// begin* begins a word, AND, OR, NOT and parentheses join.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:\n  \
    selon search story.selon morts Almaty\n  \
    selon search story.selon '\"état d.urgence\" NOT couvre-feu' --in articles\n  \
    selon search story.selon démenti --outlet \"Le Monde\" --from 2022-01-05 --format jsonl")]
pub(crate) struct Search {
    #[command(flatten)]
    ledger: LedgerFile,

    /// What to look for
    #[arg(value_name = "WORDS", required = true)]
    words: Vec<String>,

    /// Where to look
    #[arg(long = "in", value_name = "WHERE", value_enum, default_value_t = Place::Everywhere)]
    place: Place,

    /// Only what this outlet publishes: its identifier, or its name as the ledger compares it
    #[arg(long, value_name = "NAME")]
    outlet: Option<String>,

    /// Only articles in this language, such as fr
    #[arg(long, value_name = "CODE")]
    language: Option<String>,

    /// Published on this day or later
    #[arg(long, value_name = "YYYY-MM-DD")]
    from: Option<Date>,

    /// Published on this day or before
    #[arg(long, value_name = "YYYY-MM-DD")]
    to: Option<Date>,

    #[command(flatten)]
    answer: Answer,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Place {
    /// In both
    Everywhere,
    /// In what is asserted, and who asserts it
    Assertions,
    /// In the titles and texts of articles
    Articles,
}

impl Search {
    pub(super) fn run(self, console: &Console) -> Result<(), Message> {
        let ledger = self.ledger.open()?;
        let found = ledger.snapshot(|ledger| Ok((self.assertions(ledger)?, self.articles(ledger)?)));
        let (assertions, articles) = found.map_err(|error| Message::Ledger { error })?;
        match self.answer.format {
            AnswerFormat::Text => {
                output::print(&output::hits(&assertions, &articles, &self.answer.width.look(console)))
            }
            AnswerFormat::Jsonl => output::write(&output::lines(&rows(&assertions, &articles))),
            AnswerFormat::Csv => output::write(&output::table(&rows(&assertions, &articles))),
        }
    }

    fn filters(&self) -> Filters {
        let day = |date: Date| published(&date.to_string());
        Filters {
            voices: self.outlet.clone().into_iter().collect(),
            languages: self.language.clone().into_iter().collect(),
            from: self.from.and_then(day).map(|day| day.start),
            to: self.to.and_then(day).map(|day| day.end),
            entities: Vec::new(),
            offset: 0,
            limit: self.answer.limit(),
        }
    }

    fn assertions(&self, ledger: &Ledger) -> Result<Vec<FoundAssertion>, selon_ledger::Error> {
        if self.place == Place::Articles {
            return Ok(Vec::new());
        }
        let hits = ledger.search_assertions(&self.words.join(" "), &self.filters())?;
        let mut found = Vec::with_capacity(hits.len());
        for hit in hits {
            let (stored, article) = (ledger.assertion(hit.assertion)?, ledger.article(hit.article)?);
            if let (Some(stored), Some(article)) = (stored, article) {
                found.push(FoundAssertion { claim: ledger.claim_of(hit.assertion)?, hit, stored, article });
            }
        }
        Ok(found)
    }

    fn articles(&self, ledger: &Ledger) -> Result<Vec<FoundArticle>, selon_ledger::Error> {
        if self.place == Place::Assertions {
            return Ok(Vec::new());
        }
        let hits = ledger.search_articles(&self.words.join(" "), &self.filters())?;
        let with_article = |hit: selon_ledger::ArticleHit| {
            Ok(ledger.article(hit.article)?.map(|stored| FoundArticle { hit, stored }))
        };
        hits.into_iter().filter_map(|hit| with_article(hit).transpose()).collect()
    }
}

/// Something found, as data.
#[derive(Serialize)]
struct Row<'a> {
    /// `assertion` or `article`.
    found: &'static str,
    /// The number in the ledger of the article, and of the assertion.
    article: i64,
    assertion: Option<i64>,
    claim: Option<i64>,
    outlet: Option<&'a str>,
    published: Option<&'a str>,
    url: Option<&'a str>,
    title: Option<&'a str>,
    source: Option<&'a str>,
    certainty: Option<String>,
    /// The content, or a passage of the article around the words.
    words: &'a str,
}

fn rows<'a>(assertions: &'a [FoundAssertion], articles: &'a [FoundArticle]) -> Vec<Row<'a>> {
    let row = |found, stored: &'a selon_ledger::StoredArticle, words| Row {
        found,
        article: stored.id.0,
        assertion: None,
        claim: None,
        outlet: stored.article.outlet.as_deref(),
        published: stored.article.published.as_deref(),
        url: stored.article.url.as_deref(),
        title: stored.article.title.as_deref(),
        source: None,
        certainty: None,
        words,
    };
    let of_assertion = |found: &'a FoundAssertion| Row {
        assertion: Some(found.stored.id.0),
        claim: found.claim,
        source: found.stored.source.as_ref().and_then(|source| source.name.as_deref()),
        certainty: Some(format!("{:?}", found.stored.level).to_lowercase()),
        ..row("assertion", &found.article, &found.stored.content)
    };
    let of_article = |found: &'a FoundArticle| {
        let text = &found.stored.article.text;
        row("article", &found.stored, Offsets::new(text).slice(found.hit.excerpt).unwrap_or_default())
    };
    assertions.iter().map(of_assertion).chain(articles.iter().map(of_article)).collect()
}
