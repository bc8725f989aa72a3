//! Judged pairs of sentences: `gold/claim-pairs-fr`, `daccord`, `rte3-fr`.

use std::path::Path;

use anyhow::{Context as _, Result};
use selon_record::{Article, CodePointSpan};
use serde::Deserialize;

/// Two sentences of different articles, judged.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Pair {
    pub(crate) id: String,
    pub(crate) a: Side,
    pub(crate) b: Side,
    pub(crate) label: Label,
    /// For *same*: whether the claim is only a part of one of them.
    #[serde(default)]
    pub(crate) partial: bool,
    /// For *contradiction* and *update*: what of.
    #[serde(default, rename = "type")]
    pub(crate) conflict: Option<String>,
}

/// A sentence in its article.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Side {
    pub(crate) article: String,
    pub(crate) sentence: String,
    start: usize,
    end: usize,
}

impl Side {
    /// Where it stands.
    pub(crate) fn span(&self) -> CodePointSpan {
        CodePointSpan::new(self.start, self.end)
    }
}

/// What two sentences have to do with each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Label {
    Same,
    Contradiction,
    Update,
    Related,
    Unrelated,
}

impl Label {
    pub(crate) const ALL: [Label; 5] =
        [Label::Same, Label::Contradiction, Label::Update, Label::Related, Label::Unrelated];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Label::Same => "same",
            Label::Contradiction => "contradiction",
            Label::Update => "update",
            Label::Related => "related",
            Label::Unrelated => "unrelated",
        }
    }

    /// Whether both cannot hold at one moment.
    pub(crate) fn is_conflict(self) -> bool {
        matches!(self, Label::Contradiction | Label::Update)
    }
}

/// The pairs of a file, one a line.
///
/// # Errors
/// When the file cannot be read or a line is no pair.
pub(crate) fn pairs(path: &Path) -> Result<Vec<Pair>> {
    let lines = super::read(path)?;
    let pair =
        |(i, line)| serde_json::from_str(line).with_context(|| format!("{}:{}", path.display(), i + 1));
    lines.lines().enumerate().map(pair).collect()
}

/// A premise and a hypothesis, each a text of its own.
#[derive(Clone, Debug)]
pub(crate) struct Inference {
    pub(crate) id: String,
    pub(crate) texts: [Article; 2],
    /// Whether the hypothesis contradicts the premise.
    pub(crate) contradicts: bool,
}

/// The pairs of a table whose heading names the columns id, premise, hypothesis and `label_text`.
///
/// # Errors
/// When the file cannot be read or lacks a column.
pub(crate) fn inferences(path: &Path) -> Result<Vec<Inference>> {
    let table = super::read(path)?;
    let mut rows = table.lines().map(|row| row.split('\t').collect::<Vec<_>>());
    let heads = rows.next().unwrap_or_default();
    let column = |name: &str| {
        let at = heads.iter().position(|head| *head == name);
        at.with_context(|| format!("{}: no column {name}", path.display()))
    };
    let [id, premise, hypothesis, label] =
        [column("id")?, column("premise")?, column("hypothesis")?, column("label_text")?];
    let inference = |(i, row): (usize, Vec<&str>)| {
        let cell = |at: usize| {
            let cell = row.get(at).with_context(|| format!("{}:{}: too few columns", path.display(), i + 2));
            cell.map(|cell| plain(cell))
        };
        let text =
            |at: usize| Ok::<_, anyhow::Error>(Article { language: "fr".into(), ..Article::new(cell(at)?) });
        Ok(Inference {
            id: cell(id)?,
            texts: [text(premise)?, text(hypothesis)?],
            contradicts: cell(label)? == "contradiction",
        })
    };
    rows.enumerate().map(inference).collect()
}

/// A cell without the quotation marks that spreadsheets put around it.
fn plain(cell: &str) -> String {
    let cell = cell.trim();
    let inner = cell.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(cell);
    inner.trim().replace("\"\"", "\"")
}
