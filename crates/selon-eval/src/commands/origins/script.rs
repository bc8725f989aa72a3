//! The script of the stories (`data/stories.txt`, which says what its lines mean).

use std::collections::BTreeMap;

use anyhow::{Context as _, Result, bail, ensure};

const SCRIPT: &str = include_str!("../../../data/stories.txt");

/// What stories are about.
#[derive(Debug, Default)]
pub(crate) struct Fact {
    pub(crate) city: String,
    pub(crate) figure: String,
    /// By name: plain, and with the hedge.
    pub(crate) wordings: BTreeMap<String, (String, String)>,
    /// Background in French, in English.
    pub(crate) background: (Vec<String>, Vec<String>),
}

/// One story.
#[derive(Debug, Default)]
pub(crate) struct Story {
    pub(crate) name: String,
    pub(crate) kind: String,
    pub(crate) truth: usize,
    pub(crate) fact: String,
    pub(crate) articles: Vec<Line>,
}

/// How one article came about.
#[derive(Debug)]
pub(crate) struct Line {
    pub(crate) letter: char,
    pub(crate) time: String,
    pub(crate) outlet: String,
    pub(crate) how: How,
    pub(crate) details: Vec<Detail>,
}

#[derive(Debug)]
pub(crate) enum How {
    Writes { wording: String, hedged: bool },
    Reprints(char),
    Lifts(char),
}

#[derive(Clone, Debug)]
pub(crate) enum Detail {
    /// On the word of somebody: the form, and who it is.
    On(String, String),
    /// The same a second time, in another wording.
    AndOn(String, String, String),
    /// On the word of another outlet: the form, the outlet, whom that has it from.
    Cites(String, String, Option<String>),
    /// The form, and the agency.
    Credit(String, String),
    Byline(String),
    Opening(String),
    DropSource,
    DropHedge,
    Cut,
}

/// The facts by name, and the stories.
///
/// # Errors
/// A line that does not say what it should, by its number.
pub(crate) fn read() -> Result<(BTreeMap<String, Fact>, Vec<Story>)> {
    let mut facts = BTreeMap::new();
    let mut stories: Vec<Story> = Vec::new();
    let mut fact: Option<String> = None;
    for (number, line) in SCRIPT.lines().enumerate() {
        let place = || format!("stories.txt:{}: {line}", number + 1);
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let (key, value) = line.split_once(' ').with_context(place)?;
        match (key, &fact) {
            ("FACT", _) => {
                facts.insert(value.to_owned(), Fact::default());
                fact = Some(value.to_owned());
            }
            ("STORY", _) => {
                fact = None;
                stories.push(Story { name: value.to_owned(), ..Story::default() });
            }
            (_, Some(name)) => facts.entry(name.clone()).or_default().set(key, value).with_context(place)?,
            (_, None) => stories.last_mut().with_context(place)?.set(key, value).with_context(place)?,
        }
    }
    for story in &stories {
        ensure!(facts.contains_key(&story.fact), "{}: no fact {:?}", story.name, story.fact);
    }
    Ok((facts, stories))
}

impl Fact {
    fn set(&mut self, key: &str, value: &str) -> Result<()> {
        match key {
            "city" => value.clone_into(&mut self.city),
            "figure" => value.clone_into(&mut self.figure),
            "b" => self.background.0.push(value.to_owned()),
            "be" => self.background.1.push(value.to_owned()),
            wording => {
                let (plain, hedged) = value.split_once(" | ").context("plain | hedged")?;
                self.wordings.insert(wording.to_owned(), (plain.to_owned(), hedged.to_owned()));
            }
        }
        Ok(())
    }
}

impl Story {
    fn set(&mut self, key: &str, value: &str) -> Result<()> {
        match key {
            "kind" => value.clone_into(&mut self.kind),
            "truth" => self.truth = value.parse()?,
            "fact" => value.clone_into(&mut self.fact),
            letter => self.articles.push(Line::read(letter, value)?),
        }
        Ok(())
    }
}

impl Line {
    fn read(letter: &str, rest: &str) -> Result<Line> {
        let mut parts = rest.split(" | ");
        let (time, outlet) = parts.next().and_then(|head| head.split_once(' ')).context("TIME OUTLET")?;
        let how = words(parts.next().context("how it came about")?);
        let how = match how.iter().map(String::as_str).collect::<Vec<_>>()[..] {
            ["writes", wording] => How::Writes { wording: wording.to_owned(), hedged: false },
            ["writes", wording, "hedged"] => How::Writes { wording: wording.to_owned(), hedged: true },
            ["reprints", of] => How::Reprints(single(of)?),
            ["lifts", of] => How::Lifts(single(of)?),
            _ => bail!("not a way to come about: {how:?}"),
        };
        Ok(Line {
            letter: single(letter)?,
            time: time.to_owned(),
            outlet: outlet.to_owned(),
            how,
            details: parts.map(Detail::read).collect::<Result<_>>()?,
        })
    }
}

impl Detail {
    fn read(part: &str) -> Result<Detail> {
        let words = words(part);
        let owned = |word: &str| word.to_owned();
        Ok(match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
            ["on", form, source] => Detail::On(owned(form), owned(source)),
            ["and", "on", form, source, wording] => Detail::AndOn(owned(form), owned(source), owned(wording)),
            ["cites", form, outlet] => Detail::Cites(owned(form), owned(outlet), None),
            ["cites", form, outlet, source] => Detail::Cites(owned(form), owned(outlet), Some(owned(source))),
            ["credit", form, agency] => Detail::Credit(owned(form), owned(agency)),
            ["byline", byline] => Detail::Byline(owned(byline)),
            ["opening", opening] => Detail::Opening(owned(opening)),
            ["drop", "source"] => Detail::DropSource,
            ["drop", "hedge"] => Detail::DropHedge,
            ["cut"] => Detail::Cut,
            _ => bail!("not a detail: {part}"),
        })
    }
}

/// The words of a part; those in quotation marks are one.
fn words(part: &str) -> Vec<String> {
    part.split('"')
        .enumerate()
        .flat_map(|(i, piece)| match i % 2 {
            0 => piece.split_whitespace().map(str::to_owned).collect(),
            _ => vec![piece.to_owned()],
        })
        .collect()
}

fn single(word: &str) -> Result<char> {
    let mut letters = word.chars();
    let letter = letters.next().context("a letter")?;
    ensure!(letters.next().is_none(), "{word}: more than a letter");
    Ok(letter)
}
