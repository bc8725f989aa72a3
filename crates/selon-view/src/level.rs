//! Levels of certainty, as every view shows them.

use selon_record::Level;

/// The levels in the order they are shown.
pub const LEVELS: [Level; 6] =
    [Level::Certain, Level::Probable, Level::Possible, Level::Hypothetical, Level::Hearsay, Level::Open];

/// The sign of a level, before each assertion and in the table.
pub fn sign(level: Level) -> char {
    match level {
        Level::Certain => '●',
        Level::Probable => '◕',
        Level::Possible => '◑',
        Level::Hypothetical => '◇',
        Level::Hearsay => '○',
        Level::Open => '□',
    }
}
