//! `selon edit`: what somebody decides about the claims and origins of a ledger.

use clap::{Args, Subcommand};
use selon_ledger::origins::Node;
use selon_ledger::{AssertionId, Between, Decision, EditError, Ledger, Run, Writer};
use serde::Serialize;

use super::knowledge::Knowledge;
use super::ledger::{Answer, AnswerFormat, LedgerFile};
use crate::console::Console;
use crate::messages::Message;
use crate::output;

/// Correct a ledger: join claims, take assertions out of one, part or tie articles in the counting of origins
///
/// Each correction is a decision of its own that is kept with its number, its reason and who made it; nothing of what was found
/// is lost, and `undo` takes any decision back. What is added later is grouped and counted by them too.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:\n  \
    selon edit story.selon join 2 85 --why \"the same toll\"   two claims are one\n  \
    selon edit story.selon take-out 143 144                  these say something else\n  \
    selon edit story.selon part 3 7 --who Ana                nothing ties these two articles\n  \
    selon edit story.selon tie 1 6                           these two have one origin\n  \
    selon edit story.selon list                              what was decided\n  \
    selon edit story.selon undo 2")]
pub(crate) struct Edit {
    #[command(flatten)]
    ledger: LedgerFile,

    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Make one claim of two
    Join {
        /// A claim's number, as `selon claims` shows it
        #[arg(value_name = "CLAIM")]
        a: i64,
        /// The other's
        #[arg(value_name = "CLAIM")]
        b: i64,
        #[command(flatten)]
        note: Note,
    },
    /// Make a claim of its own of some of a claim's assertions
    TakeOut {
        /// Their numbers, as `selon trace` shows them
        #[arg(value_name = "ASSERTION", required = true)]
        assertions: Vec<i64>,
        #[command(flatten)]
        note: Note,
    },
    /// Say that nothing ties two articles: neither has it from the other
    Part {
        #[command(flatten)]
        pair: Pair,
        #[command(flatten)]
        note: Note,
    },
    /// Say that two articles have one origin
    Tie {
        #[command(flatten)]
        pair: Pair,
        #[command(flatten)]
        note: Note,
    },
    /// Take a decision back
    Undo {
        /// Its number, as `selon edit LEDGER list` shows it
        #[arg(value_name = "DECISION")]
        decision: i64,
        #[command(flatten)]
        note: Note,
    },
    /// List the decisions
    List {
        #[command(flatten)]
        answer: Answer,
    },
}

/// Two articles.
#[derive(Debug, Args)]
struct Pair {
    /// An article's number, as `selon trace` shows it in brackets
    #[arg(value_name = "ARTICLE")]
    a: i64,
    /// The other's
    #[arg(value_name = "ARTICLE")]
    b: i64,
}

/// What is kept with a decision.
#[derive(Debug, Args)]
struct Note {
    /// The reason, kept with the decision
    #[arg(long, value_name = "WORDS")]
    why: Option<String>,

    /// Who decides, kept with the decision
    #[arg(long, value_name = "NAME")]
    who: Option<String>,

    #[command(flatten)]
    knowledge: Knowledge,
}

impl Edit {
    pub(super) fn run(self, console: &Console) -> Result<(), Message> {
        // Only what is there can be corrected: a writer would make it.
        let ledger = self.ledger.open()?;
        let between = |pair: Pair| Between { a: Node::Article(pair.a), b: Node::Article(pair.b) };
        let (decision, note) = match self.action {
            Action::List { answer } => return list(&ledger, &answer, console),
            Action::Join { a, b, note } => (Decision::Join(AssertionId(a), AssertionId(b)), note),
            Action::TakeOut { assertions, note } => {
                (Decision::TakeOut(assertions.into_iter().map(AssertionId).collect()), note)
            }
            Action::Part { pair, note } => (Decision::Part(between(pair)), note),
            Action::Tie { pair, note } => (Decision::Tie(between(pair)), note),
            Action::Undo { decision, note } => (Decision::Undo(decision), note),
        };
        let path = ledger.path().to_owned();
        drop(ledger);
        let run = Run {
            program: format!("selon {}", env!("CARGO_PKG_VERSION")),
            extractor: serde_json::json!({}),
            base: note.knowledge.base()?,
        };
        let of = |error| Message::Ledger { error };
        let mut writer = Writer::open(&path, run).map_err(of)?;
        let number = writer.edit(&decision, note.who.as_deref(), note.why.as_deref());
        let number = number.map_err(|error| match error {
            EditError::Ledger(error) => of(error),
            error => Message::NotDecided { error },
        })?;
        writer.finish().map_err(of)?;
        let said = Message::Decided { number, decision };
        output::print(&format!("{}\n", said.text(console.interface())))
    }
}

fn list(ledger: &Ledger, answer: &Answer, console: &Console) -> Result<(), Message> {
    let mut decided = ledger.decisions().map_err(|error| Message::Ledger { error })?;
    if let Some(most) = answer.limit() {
        // The latest are what there may be to undo.
        decided.drain(..decided.len().saturating_sub(most as usize));
    }
    let rows = || -> Vec<Row<'_>> { decided.iter().map(Row::of).collect() };
    match answer.format {
        AnswerFormat::Text => output::print(&output::decisions(&decided, &answer.width.look(console))),
        AnswerFormat::Jsonl => output::write(&output::lines(&rows())),
        AnswerFormat::Csv => output::write(&output::table(&rows())),
    }
}

/// A decision as data.
#[derive(Serialize)]
struct Row<'a> {
    decision: i64,
    at: &'a str,
    who: Option<&'a str>,
    why: Option<&'a str>,
    kind: &'static str,
    /// The numbers it is about, with blanks between them: assertions, articles, a decision.
    of: String,
    stands: bool,
}

impl Row<'_> {
    fn of(decided: &selon_ledger::Decided) -> Row<'_> {
        let (kind, of): (_, Vec<String>) = match &decided.decision {
            Decision::Join(a, b) => ("join", vec![a.to_string(), b.to_string()]),
            Decision::TakeOut(out) => ("take_out", out.iter().map(ToString::to_string).collect()),
            Decision::Part(pair) => ("part", pair.articles().map(|article| article.to_string()).collect()),
            Decision::Tie(pair) => ("tie", pair.articles().map(|article| article.to_string()).collect()),
            Decision::Undo(other) => ("undo", vec![other.to_string()]),
        };
        Row {
            decision: decided.id,
            at: &decided.at,
            who: decided.who.as_deref(),
            why: decided.why.as_deref(),
            kind,
            of: of.join(" "),
            stands: decided.stands,
        }
    }
}
