//! How weapons are numbered: « Su-35S », « S-400 », « T-72B3 ».

use crate::layout::{DesignatorRecord, PairRecord, Section};
use crate::{Base, Entry, index::hash};

/// Longer than any designator.
const LONGEST: usize = 24;

/// What a designator says by its form alone, and the entry that bears it.
#[derive(Clone, Copy, Debug)]
pub struct Designator<'a> {
    /// What is numbered so: `aircraft`, `air_defence`.
    pub class: &'a str,
    /// The countries whose makers number so, in ISO 3166-1, joined by `|`; empty where there are many.
    pub makers: &'a str,
    /// The entry of this very number, else of the number without what follows it (« Su-35 » for « Su-35S »).
    pub entry: Option<Entry<'a>>,
}

/// What stands between the letters of a designator and its number. « F-1 » is a weapon, « F1 » a race.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Joint {
    /// « Su-35 »
    Hyphen = 1,
    /// « Su 35 »
    Space = 2,
    /// « Su35 »
    None = 4,
}

impl Base {
    /// What a text designates when it is a prefix, a number and perhaps a suffix that some row of
    /// `data/kb/designators.tsv` allows, or a designator of an entry.
    pub fn designator(&self, text: &str) -> Option<Designator<'_>> {
        let parts = Parts::of(text)?;
        let entry = self.designated(&parts.joined()).or_else(|| {
            let shorter = Parts { suffix: String::new(), ..parts.clone() };
            self.designated(&shorter.joined())
        });
        let table = self.table::<DesignatorRecord>(Section::Designators);
        let record = (0..table.len()).filter_map(|i| table.get(i)).find(|record| {
            self.text(record.prefix).eq_ignore_ascii_case(&parts.prefix)
                && (usize::from(record.least)..=usize::from(record.most)).contains(&parts.digits.len())
                && record.joints & parts.joint as u8 != 0
                && allows(self.text(record.suffix), &parts.suffix)
                && is_among(self.text(record.numbers), &parts.digits)
        });
        match (record, entry) {
            (Some(record), entry) => {
                Some(Designator { class: self.text(record.class), makers: self.text(record.makers), entry })
            }
            (None, Some(entry)) => Some(Designator {
                class: entry.class(),
                makers: entry.country().unwrap_or(""),
                entry: Some(entry),
            }),
            (None, None) => None,
        }
    }

    fn designated(&self, joined: &str) -> Option<Entry<'_>> {
        let index = self.table::<PairRecord>(Section::DesignatorIndex);
        let mut named = index.rows(hash(joined)).filter_map(|row| self.named(row));
        named.find(|(_, name)| self::joined(name.text) == joined).map(|(entry, _)| entry)
    }
}

/// A designator without its spaces and hyphens, in lower case: what it is found by.
pub(crate) fn joined(text: &str) -> String {
    text.chars().filter(|c| !separates(*c)).flat_map(char::to_lowercase).collect()
}

fn separates(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '\u{2010}'..='\u{2014}')
}

/// A designator in its parts: « Su-35S » is `Su`, `35`, `S`.
#[derive(Clone)]
struct Parts {
    prefix: String,
    joint: Joint,
    digits: String,
    suffix: String,
}

impl Parts {
    fn of(text: &str) -> Option<Self> {
        if text.len() > LONGEST || text.starts_with(char::is_lowercase) {
            return None;
        }
        let start = text.rfind(separates).map_or_else(
            || text.char_indices().skip(1).find(|(_, c)| c.is_ascii_digit()).map(|(i, _)| i),
            |i| text[i..].find(|c: char| !separates(c)).map(|skipped| i + skipped),
        )?;
        let (prefix, rest) = text.split_at(start);
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let (digits, suffix) = rest.split_at(end);
        let whole = prefix;
        let prefix = whole.trim_end_matches(separates);
        let joint = match &whole[prefix.len()..] {
            "" => Joint::None,
            between if between.chars().all(char::is_whitespace) => Joint::Space,
            _ => Joint::Hyphen,
        };
        (!prefix.is_empty() && !digits.is_empty()).then(|| Parts {
            prefix: prefix.to_owned(),
            joint,
            digits: digits.to_owned(),
            suffix: suffix.to_owned(),
        })
    }

    fn joined(&self) -> String {
        joined(&format!("{}{}{}", self.prefix, self.digits, self.suffix))
    }
}

/// Whether a number is one of a list, or the list empty.
fn is_among(numbers: &str, number: &str) -> bool {
    numbers.is_empty() || numbers.split('|').any(|known| known == number)
}

/// Whether a class of characters such as `A-Z0-9` allows each of a suffix; `-` allows none.
fn allows(class: &str, suffix: &str) -> bool {
    let class: Vec<char> = class.chars().collect();
    suffix.chars().all(|c| {
        let mut i = 0;
        while i < class.len() {
            let range = (class.get(i + 1) == Some(&'-')).then(|| class.get(i + 2)).flatten();
            match range {
                Some(&last) if class[i] <= c && c <= last => return true,
                Some(_) => i += 3,
                None if class[i] == c && class.len() > 1 => return true,
                None => i += 1,
            }
        }
        false
    })
}
