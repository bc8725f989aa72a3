//! The tables of pages: what names of classes say, and the words of what is no part of an article.

use std::collections::HashMap;
use std::sync::LazyLock;

/// What the name of an element says it is; the rows of `data/pages/classes.tsv`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Is {
    /// No part of the article.
    Furniture,
    /// What readers write under the article.
    Comments,
    /// The article's text.
    Body,
    /// The article's standfirst.
    Lead,
    /// The byline.
    Author,
    /// The date of publication.
    Date,
    /// The headline.
    Title,
}

/// All that an element is by its names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Marks(u8);

impl Marks {
    /// Whether it is this.
    pub(super) fn is(self, is: Is) -> bool {
        self.0 & (1 << is as u8) != 0
    }

    /// With what another attribute of the element says.
    pub(super) fn and(self, other: Marks) -> Marks {
        Marks(self.0 | other.0)
    }

    fn add(&mut self, is: Is) {
        self.0 |= 1 << is as u8;
    }
}

/// What the words of a line say about it; the rows of `data/pages/words.tsv`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// Nothing of the article begins so.
    Start,
    /// The whole line is none of the article's.
    Whole,
    /// A heading over links to other things.
    Section,
    /// A heading after which nothing of the article follows.
    End,
    /// A byline follows.
    By,
    /// The date of publication follows.
    Published,
    /// Another date follows.
    Changed,
}

/// A row of `classes.tsv`: its words, whether they begin the name, and whether the last may go on.
struct Name {
    is: Is,
    words: Vec<&'static str>,
    first: bool,
    open: bool,
}

static NAMES: LazyLock<HashMap<&'static str, Vec<Name>>> = LazyLock::new(|| {
    let mut names: HashMap<&str, Vec<Name>> = HashMap::new();
    for [is, words] in rows(include_str!("../../../../data/pages/classes.tsv")) {
        let is = match is {
            "furniture" => Is::Furniture,
            "comments" => Is::Comments,
            "body" => Is::Body,
            "lead" => Is::Lead,
            "author" => Is::Author,
            "date" => Is::Date,
            "title" => Is::Title,
            _ => continue,
        };
        let (first, open) = (words.starts_with('^'), words.ends_with('*'));
        let words: Vec<&str> = words.trim_matches(['^', '*']).split(' ').collect();
        let head = if open && words.len() == 1 { &words[0][..words[0].len().min(HEAD)] } else { words[0] };
        names.entry(head).or_default().push(Name { is, words, first, open });
    }
    names
});

/// Letters by which words that may go on are found.
const HEAD: usize = 4;

static LINES: LazyLock<HashMap<&'static str, Vec<(Line, &'static str)>>> = LazyLock::new(|| {
    let mut lines: HashMap<&str, Vec<_>> = HashMap::new();
    for [is, _, words] in rows(include_str!("../../../../data/pages/words.tsv")) {
        let is = match is {
            "start" => Line::Start,
            "whole" => Line::Whole,
            "section" => Line::Section,
            "end" => Line::End,
            "by" => Line::By,
            "published" => Line::Published,
            "changed" => Line::Changed,
            _ => continue,
        };
        lines.entry(first_word(words)).or_default().push((is, words));
    }
    lines
});

/// The rows of a table that have `N` columns, without comments and the head.
fn rows<const N: usize>(table: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    let rows = table.lines().filter(|line| !line.starts_with('#')).skip(1);
    rows.filter_map(|line| line.split('\t').collect::<Vec<_>>().try_into().ok())
}

/// Everything that the names in an attribute say: `class="post-meta entry_date"`.
pub(super) fn names(attribute: &str) -> Marks {
    let mut found = Marks::default();
    for name in attribute.split_whitespace() {
        // `section--has-ads` is a section, `has-sidebar` and `no-comments` speak of what is or is not elsewhere.
        let words = split(name.split("--").find(|part| !part.is_empty()).unwrap_or_default());
        if words.first().is_some_and(|word| matches!(word.as_str(), "has" | "no" | "with" | "without" | "is"))
        {
            continue;
        }
        let mut here = Marks::default();
        for at in 0..words.len() {
            let word = words[at].as_str();
            let open = word.get(..HEAD.min(word.len())).filter(|head| *head != word);
            for head in [Some(word), open].into_iter().flatten() {
                for row in NAMES.get(head).into_iter().flatten() {
                    if (at == 0 || !row.first) && stands(row, &words[at..]) {
                        here.add(row.is);
                    }
                }
            }
        }
        // What surrounds the article may be named by it: `article-body-related`.
        if here.is(Is::Furniture) || here.is(Is::Comments) {
            here.0 &= !(1 << Is::Body as u8);
        }
        found = found.and(here);
    }
    found
}

fn stands(row: &Name, words: &[String]) -> bool {
    words.len() >= row.words.len()
        && row.words.iter().zip(words).enumerate().all(|(i, (row_word, word))| {
            word == row_word || (row.open && i + 1 == row.words.len() && word.starts_with(row_word))
        })
}

/// A name as its words in small letters: `entryContent`, `entry_content` and `entry-content` alike.
fn split(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut after_small = false;
    for c in name.chars() {
        if !c.is_alphanumeric() || (after_small && c.is_uppercase()) {
            words.push(String::new());
        }
        if c.is_alphanumeric() {
            words.last_mut().expect("never empty").extend(c.to_lowercase());
        }
        after_small = c.is_lowercase();
    }
    words.retain(|word| !word.is_empty());
    words
}

/// What the words of a line say about it.
pub(super) fn lines(line: &str) -> Vec<Line> {
    let line = plain(line);
    let mut found = Vec::new();
    for &(is, words) in LINES.get(first_word(&line)).into_iter().flatten() {
        let holds = match is {
            Line::Whole | Line::Section | Line::End => {
                line.trim_end_matches(|c: char| !c.is_alphanumeric()) == words.trim_end_matches(':')
            }
            _ => begins(&line, words),
        };
        if holds && !found.contains(&is) {
            found.push(is);
        }
    }
    found
}

/// A byline without the words before the name: « Par Anne Morel ».
pub(super) fn without_by(line: &str) -> &str {
    let start = line.trim_start_matches(|c: char| !c.is_alphanumeric());
    let small = plain(start);
    let by = LINES.get(first_word(&small)).into_iter().flatten();
    let longest = by
        .filter(|(is, words)| *is == Line::By && begins(&small, words))
        .map(|(_, words)| words)
        .max_by_key(|words| words.len());
    let Some(words) = longest else { return start };
    let after = start.char_indices().nth(words.chars().count()).map_or(start.len(), |(at, _)| at);
    start[after..].trim_start_matches(|c: char| !c.is_alphanumeric())
}

/// Whether a line begins with some words.
fn begins(line: &str, words: &str) -> bool {
    line.strip_prefix(words).is_some_and(|rest| {
        !rest.starts_with(char::is_alphanumeric) || words.ends_with(|c: char| !c.is_alphanumeric())
    })
}

static MONTHS: LazyLock<HashMap<&'static str, i8>> = LazyLock::new(|| {
    let mut months = HashMap::new();
    for [_, month, names] in rows(include_str!("../../../../data/pages/months.tsv")) {
        if let Ok(month) = month.parse() {
            months.extend(names.split(' ').map(|name| (name, month)));
        }
    }
    months
});

/// The month a word names, 1 to 12.
pub(super) fn month(word: &str) -> Option<i8> {
    MONTHS.get(word.to_lowercase().as_str()).copied()
}

/// The beginning of a line in small letters, with plain apostrophes and blanks, without marks before its words.
fn plain(line: &str) -> String {
    let start = line.trim_start_matches(|c: char| !c.is_alphanumeric());
    let mut plain = String::new();
    for c in start.chars().take(120) {
        match c {
            '\'' => plain.push('’'),
            c if c.is_whitespace() => {
                if !plain.ends_with(' ') {
                    plain.push(' ');
                }
            }
            c => plain.extend(c.to_lowercase()),
        }
    }
    plain.truncate(plain.trim_end().len());
    plain
}

fn first_word(line: &str) -> &str {
    line.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default()
}
