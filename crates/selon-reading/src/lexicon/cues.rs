//! Words that signal an attribution, and which of their complements can hold its content.

use foldhash::HashMap;
use selon_record::{Act, Level};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::table::{TableError, rows};

/// The part of speech of a cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum CuePos {
    Verb,
    Noun,
    Adjective,
}

/// One row of the table of cues.
#[derive(Clone, Debug)]
pub(crate) struct Cue {
    /// The words in base form, without the reflexive pronoun: « faire savoir ».
    pub(crate) lemma: String,
    pub(crate) pos: CuePos,
    /// Whether it is written with *se*: « se féliciter ».
    pub(crate) reflexive: bool,
    /// The words behind the first one: « savoir » of « faire savoir ».
    pub(crate) rest: Vec<String>,
    pub(crate) act: Act,
    pub(crate) level: Level,
    /// Which complements can hold the content.
    complements: Vec<Complement>,
}

/// A complement that can hold the content.
#[derive(Clone, Debug)]
pub(crate) struct Complement {
    /// Its code in the table: `que`, `de-inf`, `np`.
    code: String,
    /// What the source does with a content in this place, and how sure it is then.
    pub(crate) act: Act,
    pub(crate) level: Level,
    /// More often than not this complement holds no attributed content: « *montrer* que ».
    pub(crate) doubtful: bool,
}

impl Cue {
    /// What the table says of a complement of this cue, by its code.
    pub(crate) fn complement(&self, code: &str) -> Option<&Complement> {
        self.complements.iter().find(|complement| complement.code == code)
    }
}

/// The cues of a language by the base form of their first word (the reflexive pronoun apart).
#[derive(Debug, Default)]
pub(crate) struct Cues {
    by_head: HashMap<String, Vec<Cue>>,
}

impl Cues {
    /// The cues that begin with a word, by its base form; the longest first.
    pub(crate) fn of(&self, head: &str, pos: CuePos) -> impl Iterator<Item = &Cue> {
        self.by_head.get(head).into_iter().flatten().filter(move |cue| cue.pos == pos)
    }

    pub(crate) fn read(table: &str) -> Result<Self, TableError> {
        let mut cues = Cues::default();
        for (line, row) in rows(table) {
            let (head, cue) = cue(row).map_err(|reason| TableError { table: "cues", line, reason })?;
            cues.by_head.entry(head).or_default().push(cue);
        }
        for same in cues.by_head.values_mut() {
            same.sort_by_key(|cue| std::cmp::Reverse(cue.rest.len()));
        }
        Ok(cues)
    }
}

/// The pronouns that the table writes before a verb, and whether they are reflexive.
const PRONOUNS: [(&str, bool); 4] = [("s'en ", true), ("se ", true), ("s'", true), ("en ", false)];

fn cue(row: &str) -> Result<(String, Cue), String> {
    let columns: Vec<&str> = row.split('\t').collect();
    let [lemma, pos, act, level, complements] = columns[..] else {
        return Err(format!("{} columns, not five", columns.len()));
    };
    let prefix = PRONOUNS.iter().find_map(|&(pronoun, own)| Some((lemma.strip_prefix(pronoun)?, own)));
    let (bare, reflexive) = prefix.map_or((None, false), |(bare, own)| (Some(bare), own));
    let act = value(act)?;
    let level = value(level)?;
    let complements =
        complements.split(' ').map(|code| complement(code, act, level)).collect::<Result<Vec<_>, _>>()?;
    let mut words = bare.unwrap_or(lemma).split([' ', '\'']).map(str::to_owned);
    let head = words.next().filter(|head| !head.is_empty()).ok_or("no word")?;
    let rest = words.filter(|word| !word.is_empty()).collect();
    let lemma = bare.unwrap_or(lemma).to_owned();
    Ok((head, Cue { lemma, pos: value(pos)?, reflexive, rest, act, level, complements }))
}

/// `code`, `?code` or `code=act/certainty`.
fn complement(written: &str, act: Act, level: Level) -> Result<Complement, String> {
    let (doubtful, written) = match written.strip_prefix('?') {
        Some(rest) => (true, rest),
        None => (false, written),
    };
    let (code, act, level) = match written.split_once('=') {
        None => (written, act, level),
        Some((code, own)) => match own.split_once('/') {
            Some((own_act, own_level)) => (code, value(own_act)?, value(own_level)?),
            None => (code, value(own)?, level),
        },
    };
    Ok(Complement { code: code.to_owned(), act, level, doubtful })
}

fn value<T: DeserializeOwned>(word: &str) -> Result<T, String> {
    serde_json::from_value(word.into()).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_every_shape() {
        let table = "lemma\tpos\tact\tcertainty\tcomplements\n\
            annoncer\tverb\tassert\tcertain\tque np=promise/open ?de-np\n\
            s'en prendre\tverb\tjudge\tcertain\tà-np\n\
            donner l'ordre\tverb\trequest\topen\tde-inf";
        let cues = Cues::read(table).unwrap();
        let announce = cues.of("annoncer", CuePos::Verb).next().unwrap();
        assert_eq!(announce.complement("np").unwrap().act, Act::Promise);
        assert_eq!(announce.complement("np").unwrap().level, Level::Open);
        assert!(announce.complement("de-np").unwrap().doubtful);
        assert!(announce.complement("si").is_none());
        let order = cues.of("donner", CuePos::Verb).next().unwrap();
        assert_eq!(order.rest, ["l", "ordre"]);
        assert!(cues.of("prendre", CuePos::Verb).next().unwrap().reflexive);
        assert_eq!(Cues::read("x\na\tverb\tassert").unwrap_err().reason, "3 columns, not five");
    }
}
