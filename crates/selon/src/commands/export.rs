//! `selon export`: what is in a ledger, in the formats of others.

use std::fs;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use selon_export::{Error, Graph, Table};
use selon_kb::Base;
use selon_ledger::Ledger;

use super::knowledge::Knowledge;
use super::ledger::LedgerFile;
use crate::console::Console;
use crate::messages::{Interface, Message};
use crate::output::{self, Destination};

/// Write what is in a ledger in the formats of other programs
///
/// Tables (parquet, csv) are a file each in a folder: articles, credits, assertions, spans, links, entities, times, quantities,
/// claims, origins, copies, passages, relations; --table takes one of them. The other formats are one file, or standard output.
/// Everything is of one moment, also while somebody adds to the ledger, and a file is put in its place when it is whole.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:\n  \
    selon export story.selon --format parquet --output story/   tables for DuckDB, Polars, pandas, R\n  \
    selon export story.selon --format csv --table claims        one table to standard output\n  \
    selon export story.selon --format jsonl > story.jsonl       readings; selon import takes them back\n  \
    selon export story.selon --format ftm --output story.ftm    entities for OpenAleph\n  \
    selon export story.selon --format gexf --output who.gexf    who relies on whom, for Gephi")]
pub(crate) struct Export {
    #[command(flatten)]
    ledger: LedgerFile,

    /// What to write
    #[arg(short, long, value_enum, value_name = "FORMAT")]
    format: Format,

    /// Where to: a folder for tables, else a file; standard output without it
    #[arg(short, long, value_name = "PATH")]
    output: Option<PathBuf>,

    /// Only this table (with --format parquet or csv): a file, or standard output
    #[arg(long, value_name = "NAME", value_parser = table)]
    table: Option<Table>,

    /// Which graph (with --format graphml or gexf)
    #[arg(long, value_enum, value_name = "GRAPH", default_value_t = Which::Sources)]
    graph: Which,

    #[command(flatten)]
    knowledge: Knowledge,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Tables that keep their types
    Parquet,
    /// Tables as text
    Csv,
    /// A reading a line, as `selon read --format jsonl` prints it
    Jsonl,
    /// FollowTheMoney: a JSON object a line
    Ftm,
    /// A graph for networkx, igraph, Cytoscape
    Graphml,
    /// A graph for Gephi
    Gexf,
    /// W3C Web Annotation: an article a line, as JSON-LD
    Webanno,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Which {
    /// Who credits, cites or copies whom
    Sources,
    /// Which articles carry which claims
    Claims,
}

fn table(name: &str) -> Result<Table, String> {
    let names = || Table::ALL.map(Table::name).join(", ");
    Table::ALL.into_iter().find(|table| table.name() == name).ok_or_else(|| format!("one of {}", names()))
}

impl Export {
    pub(super) fn run(self, console: &Console) -> Result<(), Message> {
        let base = self.knowledge.base()?;
        let is_table = matches!(self.format, Format::Parquet | Format::Csv);
        if self.table.is_some() && !is_table {
            return Err(Message::NoTables);
        }
        let ledger = self.ledger.open()?;
        match (&self.output, self.table) {
            (None, None) if is_table => Err(Message::TablesNeedAFolder),
            (Some(_), None) if is_table => self.tables(&ledger, base),
            _ => {
                let to = Destination::new(self.output.as_deref())?;
                written(to, |to| self.one(&ledger, base, console.interface(), to))?.finish()
            }
        }
    }

    /// Every table as a file, each put in its place when all are whole.
    fn tables(&self, ledger: &Ledger, base: &Base) -> Result<(), Message> {
        let folder = self.output.clone().unwrap_or_default();
        fs::create_dir_all(&folder).map_err(|error| Message::CannotWrite { path: folder.clone(), error })?;
        let ending = if self.format == Format::Parquet { "parquet" } else { "csv" };
        let files = ledger.snapshot(|ledger| {
            let file = |table: Table| {
                let path = folder.join(format!("{}.{ending}", table.name()));
                let to = Destination::new(Some(&path))?;
                Ok(written(to, |to| self.table(ledger, base, table, to))?)
            };
            Table::ALL.into_iter().map(file).collect::<Result<Vec<_>, Failed>>()
        });
        files.map_err(|Failed(message)| *message)?.into_iter().try_for_each(Destination::finish)
    }

    fn table(
        &self,
        ledger: &Ledger,
        base: &Base,
        table: Table,
        to: &mut (impl Write + Send),
    ) -> Result<(), Error> {
        match self.format {
            Format::Parquet => selon_export::parquet(ledger, base, table, to),
            _ => selon_export::csv(ledger, base, table, to),
        }
    }

    fn one(
        &self,
        ledger: &Ledger,
        base: &Base,
        interface: Interface,
        to: &mut (impl Write + Send),
    ) -> Result<(), Error> {
        let graph = match self.graph {
            Which::Sources => Graph::Sources,
            Which::Claims => Graph::Claims,
        };
        match self.format {
            Format::Parquet | Format::Csv => match self.table {
                Some(table) => self.table(ledger, base, table, to),
                None => Ok(()),
            },
            Format::Jsonl => selon_export::readings(ledger, to),
            Format::Ftm => selon_export::ftm(ledger, to),
            Format::Graphml => selon_export::graphml(ledger, base, graph, to),
            Format::Gexf => selon_export::gexf(ledger, base, graph, to),
            Format::Webanno => {
                selon_export::annotations(ledger, |reading| output::title(&reading.article, interface), to)
            }
        }
    }
}

/// Writes through a buffer, and gives the place back.
fn written(
    to: Destination,
    write: impl FnOnce(&mut BufWriter<Destination>) -> Result<(), Error>,
) -> Result<Destination, Message> {
    let mut buffer = BufWriter::new(to);
    let result = write(&mut buffer).and_then(|()| Ok(buffer.flush()?));
    let (to, _) = buffer.into_parts();
    match result {
        Ok(()) => Ok(to),
        Err(Error::Write(error)) => to.failed(error),
        Err(Error::Ledger(error)) => Err(Message::Ledger { error }),
        Err(error) => to.failed(std::io::Error::other(error)),
    }
}

/// A message, out of a question to a ledger.
struct Failed(Box<Message>);

impl From<Message> for Failed {
    fn from(message: Message) -> Self {
        Failed(Box::new(message))
    }
}

impl From<selon_ledger::Error> for Failed {
    fn from(error: selon_ledger::Error) -> Self {
        Message::Ledger { error }.into()
    }
}
