//! How kinds of sources and levels of certainty look: a class of the style sheet, and a sign for who sees no colours.

use selon_record::{Level, SourceKind};

use crate::{Interface, Label};
use crate::{LEVELS, sign};
use selon_export::words::name;

/// The kinds in the order of the legend.
const KINDS: [SourceKind; 8] = [
    SourceKind::Person,
    SourceKind::Group,
    SourceKind::Organisation,
    SourceKind::Outlet,
    SourceKind::Document,
    SourceKind::Unnamed,
    SourceKind::Author,
    SourceKind::None,
];

/// What the looks mean.
pub(super) struct Legend {
    pub(super) kinds: Vec<Sample>,
    pub(super) levels: Vec<Sample>,
}

/// A look with what it means.
pub(super) struct Sample {
    pub(super) class: String,
    pub(super) sign: char,
    pub(super) words: String,
}

/// The legend of the page.
pub(super) fn legend(interface: Interface) -> Legend {
    let kinds = KINDS.into_iter().map(|kind| Sample {
        class: kind_class(kind),
        sign: letter(kind),
        words: Label::Kind(kind).text(interface),
    });
    let levels = LEVELS.into_iter().map(|level| Sample {
        class: level_class(level),
        sign: sign(level),
        words: Label::Level(level).text(interface),
    });
    Legend { kinds: kinds.collect(), levels: levels.collect() }
}

/// The colour of a kind, as a class.
pub fn kind_class(kind: SourceKind) -> String {
    format!("k-{}", name(kind))
}

/// The sort of line.
pub(super) fn level_class(level: Level) -> String {
    format!("l-{}", name(level))
}

/// What stands for a kind beside its colour: the initial that French and English share (« média »).
pub fn letter(kind: SourceKind) -> char {
    match kind {
        SourceKind::Person => 'P',
        SourceKind::Group => 'G',
        SourceKind::Organisation => 'O',
        SourceKind::Outlet => 'M',
        SourceKind::Document => 'D',
        SourceKind::Unnamed => '?',
        SourceKind::Author => 'A',
        SourceKind::None => '∅',
    }
}

/// The mark of an assertion: its kind of source, its number, and the sign of its certainty unless that is plain.
pub(super) fn mark(kind: SourceKind, number: Option<usize>, level: Level) -> String {
    let mut mark = String::from(letter(kind));
    if let Some(number) = number {
        mark += &number.to_string();
    }
    if level != Level::Certain {
        mark.push(sign(level));
    }
    mark
}
