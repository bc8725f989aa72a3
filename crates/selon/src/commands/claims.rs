//! `selon claims`: the claims of a ledger, those first that most outlets carry on fewest origins.

use clap::{Args, ValueEnum};
use jiff::civil::Date;
use selon_ledger::query::{self, ClaimQuery, ClaimSort, Days, Disagreement};

use super::knowledge::Knowledge;
use super::ledger::{Answer, AnswerFormat, LedgerFile};
use crate::console::Console;
use crate::messages::Message;
use crate::output;

// The names of the record, as everywhere.
const SOURCE_KINDS: [&str; 8] =
    ["person", "group", "organisation", "outlet", "document", "unnamed", "author", "none"];
const LEVELS: [&str; 6] = ["certain", "probable", "possible", "hypothetical", "hearsay", "open"];
const CONTRADICTIONS: [&str; 7] = [ANYTHING, "number", "date", "place", "polarity", "attribution", "other"];
const ANYTHING: &str = "anything";

/// List claims: what several articles say, on how many origins it rests, what contradicts it
///
/// A claim is what assertions of different articles say in common. Its origins are counted twice: "at least" joins
/// whatever may have one origin, "at most" only what is shown to have; an outlet more is not an origin more. Without conditions
/// the claims come first that most outlets carry on fewest origins.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:\n  \
    selon claims story.selon                          many outlets, few origins\n  \
    selon claims story.selon morts Almaty             those with these words\n  \
    selon claims story.selon --contradicted number    figures that do not agree\n  \
    selon claims story.selon --outlet \"Le Monde\" --certainty hearsay\n  \
    selon claims story.selon --entity Tokaïev --from 2022-01-05 --sort recent\n  \
    selon claims story.selon --format csv -n 0 > claims.csv")]
pub(crate) struct Claims {
    #[command(flatten)]
    ledger: LedgerFile,

    /// Words of an assertion: word, \"several words\", begin*, AND, OR, NOT
    #[arg(value_name = "WORDS")]
    words: Vec<String>,

    /// Somebody or something it speaks of, by name or identifier (may be given several times: any of them)
    #[arg(long = "entity", visible_alias = "place", value_name = "NAME")]
    entities: Vec<String>,

    /// Who publishes it, by name, site or identifier
    #[arg(long = "outlet", value_name = "NAME")]
    outlets: Vec<String>,

    /// The language of an article, such as fr
    #[arg(long = "language", value_name = "CODE")]
    languages: Vec<String>,

    /// What somebody is on whose word it is; `author` is the article openly speaking, `none` nobody
    #[arg(long = "source", value_name = "KIND", value_parser = SOURCE_KINDS)]
    sources: Vec<String>,

    /// How sure somebody presents it
    #[arg(long = "certainty", value_name = "LEVEL", value_parser = LEVELS)]
    levels: Vec<String>,

    /// Contradicted, in this or in anything
    #[arg(long, value_name = "IN", num_args = 0..=1, default_missing_value = ANYTHING, value_parser = CONTRADICTIONS)]
    contradicted: Option<String>,

    /// With figures or states of another moment
    #[arg(long, conflicts_with = "contradicted")]
    updated: bool,

    /// Published on this day or later
    #[arg(long, value_name = "YYYY-MM-DD")]
    from: Option<Date>,

    /// Published on this day or before
    #[arg(long, value_name = "YYYY-MM-DD")]
    to: Option<Date>,

    /// Speaks of this day or later
    #[arg(long, value_name = "YYYY-MM-DD")]
    about_from: Option<Date>,

    /// Speaks of this day or before
    #[arg(long, value_name = "YYYY-MM-DD")]
    about_to: Option<Date>,

    /// At least so many outlets
    #[arg(long, value_name = "N")]
    least_outlets: Option<u32>,

    /// At most so many origins are shown to be independent
    #[arg(long, value_name = "N")]
    most_origins: Option<u32>,

    /// In which order
    #[arg(long, value_name = "ORDER", value_enum, default_value_t = Order::Amplified)]
    sort: Order,

    #[command(flatten)]
    answer: Answer,

    #[command(flatten)]
    knowledge: Knowledge,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Order {
    /// Most outlets on fewest origins
    Amplified,
    /// The latest first
    Recent,
    /// The earliest first
    Earliest,
    /// Most contradicted first
    Disputed,
    /// Those first that lost most hedges and sources on the way
    Lost,
}

impl From<Order> for ClaimSort {
    fn from(order: Order) -> ClaimSort {
        match order {
            Order::Amplified => ClaimSort::Amplified,
            Order::Recent => ClaimSort::Recent,
            Order::Earliest => ClaimSort::Earliest,
            Order::Disputed => ClaimSort::Disputed,
            Order::Lost => ClaimSort::Lost,
        }
    }
}

impl Claims {
    pub(super) fn run(self, console: &Console) -> Result<(), Message> {
        let ledger = self.ledger.open()?;
        let found = ledger.claims(&self.query()?).map_err(|error| Message::Ledger { error })?;
        match self.answer.format {
            AnswerFormat::Text => output::print(&output::claims(&found, &self.answer.width.look(console))),
            AnswerFormat::Jsonl => output::write(&output::lines(&found)),
            AnswerFormat::Csv => output::write(&output::table(&found)),
        }
    }

    fn query(&self) -> Result<ClaimQuery, Message> {
        let base = self.knowledge.base()?;
        let names = |names: &[String], called: fn(&str, &selon_kb::Base) -> Vec<String>| {
            names.iter().flat_map(|name| called(name, base)).collect()
        };
        Ok(ClaimQuery {
            text: (!self.words.is_empty()).then(|| self.words.join(" ")),
            entities: names(&self.entities, query::entities_called),
            places: Vec::new(),
            voices: names(&self.outlets, query::voices_called),
            languages: self.languages.clone(),
            source_kinds: self.sources.clone(),
            levels: self.levels.clone(),
            disagreement: match self.contradicted.as_deref() {
                None => self.updated.then_some(Disagreement::Update),
                Some(ANYTHING) => Some(Disagreement::Contradiction(None)),
                Some(kind) => Some(Disagreement::Contradiction(Some(kind.to_owned()))),
            },
            published: Days { from: self.from, to: self.to },
            about: Days { from: self.about_from, to: self.about_to },
            least_outlets: self.least_outlets,
            most_origins: self.most_origins,
            sort: self.sort.into(),
            limit: self.answer.limit(),
            offset: 0,
        })
    }
}
