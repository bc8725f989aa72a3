//! `selon sources`: who relies on whom in a ledger.

use clap::{Args, ValueEnum};
use selon_ledger::query::{SourceQuery, voices_called};

use super::knowledge::Knowledge;
use super::ledger::{Answer, AnswerFormat, LedgerFile};
use crate::console::Console;
use crate::messages::Message;
use crate::output;

/// Show whom the outlets of a ledger rely on: agencies, each other, people with and without a name
///
/// Three tables: the outlets, with how much of what they print is on somebody's word and how much of that has no name; who
/// credits, cites or copies whom; who is quoted most. As data (--format) one of them at a time.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:\n  \
    selon sources story.selon\n  \
    selon sources story.selon --outlet \"Le Monde\"\n  \
    selon sources story.selon --of reliances --format csv -n 0 > network.csv")]
pub(crate) struct Sources {
    #[command(flatten)]
    ledger: LedgerFile,

    /// Only this outlet, by name, site or identifier (may be given several times)
    #[arg(long = "outlet", value_name = "NAME")]
    outlets: Vec<String>,

    /// Which table (with --format jsonl or csv)
    #[arg(long = "of", value_name = "TABLE", value_enum, default_value_t = Table::Outlets)]
    table: Table,

    #[command(flatten)]
    answer: Answer,

    #[command(flatten)]
    knowledge: Knowledge,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Table {
    /// What each prints on whose word
    Outlets,
    /// Who credits, cites or copies whom
    Reliances,
    /// Who is quoted
    Quoted,
}

impl Sources {
    pub(super) fn run(self, console: &Console) -> Result<(), Message> {
        let in_ledger = |error| Message::Ledger { error };
        let ledger = self.ledger.open()?;
        let base = self.knowledge.base()?;
        let voices = self.outlets.iter().flat_map(|name| voices_called(name, base)).collect();
        let query = SourceQuery { voices, limit: self.answer.limit() };
        let as_data = match self.answer.format {
            AnswerFormat::Text => {
                let answer = ledger.snapshot(|ledger| {
                    Ok((ledger.voices(&query)?, ledger.reliances(&query, base)?, ledger.quoted(&query)?))
                });
                let (voices, reliances, quoted) = answer.map_err(in_ledger)?;
                let look = self.answer.width.look(console);
                return output::print(&output::sources(&voices, &reliances, &quoted, &look));
            }
            AnswerFormat::Jsonl => Data::Lines,
            AnswerFormat::Csv => Data::Table,
        };
        output::write(&match self.table {
            Table::Outlets => as_data.of(&ledger.voices(&query).map_err(in_ledger)?),
            Table::Reliances => as_data.of(&ledger.reliances(&query, base).map_err(in_ledger)?),
            Table::Quoted => as_data.of(&ledger.quoted(&query).map_err(in_ledger)?),
        })
    }
}

/// Rows as data.
enum Data {
    Lines,
    Table,
}

impl Data {
    fn of<T: serde::Serialize>(&self, rows: &[T]) -> String {
        match self {
            Data::Lines => output::lines(rows),
            Data::Table => output::table(rows),
        }
    }
}
