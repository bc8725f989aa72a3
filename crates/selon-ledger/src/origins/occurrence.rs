//! Occurrences: an assertion of a claim, with what counts of its article.

use selon_kb::fold::fold;
use selon_record::{
    Act, Assertion, CodePointSpan, Credit, Entity, EntityForm, EntityType, Form, Level, Link, Offsets,
    Polarity, Reading, SourceKind, UnnamedType,
};

use super::mentioned::{Mentioned, mentioned};

/// A name, and what it is tied by where the knowledge base has it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Named {
    /// As it is written.
    pub name: String,
    /// Its identifier in the knowledge base.
    pub kb: Option<String>,
}

/// One step of the chain of sources behind the article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceLink {
    /// What the source is.
    pub kind: SourceKind,
    /// Its name or words.
    pub name: Named,
    /// Whether it was recognised as a name.
    pub is_name: bool,
}

/// Words of an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// Where they are, in code points.
    pub spans: Vec<CodePointSpan>,
    /// The words, the spans joined by " … ".
    pub text: String,
}

/// One assertion of a claim in its article.
#[derive(Clone, Debug, PartialEq)]
pub struct Occurrence {
    /// The number of its article.
    pub article: i64,
    /// The number of the assertion.
    pub assertion: i64,
    /// The article's language.
    pub language: String,
    /// Who publishes; an article without outlet and byline is a voice of its own.
    pub voice: Named,
    /// First second in which it can have been published and one past the last, in Unix time.
    pub published: Option<(i64, i64)>,
    /// Where the article credits an agency.
    pub credits: Vec<Credit>,
    /// The sources behind the article, outermost first: its own link is left out.
    pub chain: Vec<SourceLink>,
    /// Where there is no source: the names that stand beside a word of reporting.
    pub mentioned: Vec<Mentioned>,
    /// The words of the nearest source that the text names there, and of the cue.
    pub source: Words,
    /// The words of the cue: « selon ».
    pub cue: Words,
    /// What sort of source without a name it is.
    pub unnamed: Option<UnnamedType>,
    /// What stands beside the source's name anywhere in the article: « maire de Lyon », « porte-parole de l'armée ».
    pub titles: Vec<String>,
    /// Organisations named there.
    pub affiliations: Vec<Named>,
    /// How it is reported.
    pub form: Form,
    /// What the source does with it.
    pub act: Act,
    /// How sure it is presented.
    pub level: Level,
    /// Whether it is affirmed.
    pub polarity: Polarity,
    /// The words that show how sure.
    pub certainty: Words,
    /// The content.
    pub content: Words,
}

impl Occurrence {
    /// An assertion of a reading, as an occurrence.
    ///
    /// `article` and `assertion` are their numbers in the ledger; `published` the seconds in which the article can have
    /// been published: the first, and one past the last.
    pub fn of(
        reading: &Reading,
        assertion: &Assertion,
        article: i64,
        number: i64,
        published: Option<(i64, i64)>,
    ) -> Occurrence {
        let offsets = Offsets::new(&reading.article.text);
        let words = |spans: &[CodePointSpan]| Words::of(&offsets, spans);
        let source = assertion.source.as_ref();
        let mut chain: Vec<SourceLink> =
            assertion.chain.iter().skip(1).map(|link| SourceLink::of(reading, link)).collect();
        if let (Some(source), [nearest]) = (source, &mut chain[..])
            && let Some(name) = &source.name
        {
            nearest.name.name = name.split(',').next().unwrap_or_default().trim().to_owned();
        }
        let mentions = mentions(reading, assertion);
        let (titles, affiliations) = beside(reading, &offsets, &mentions);
        let mentioned = match chain.is_empty() {
            true => mentioned(reading, assertion, &offsets),
            false => Vec::new(),
        };
        Occurrence {
            article,
            assertion: number,
            language: reading.article.language.clone(),
            voice: voice(reading, article),
            published,
            credits: reading.article.credits.clone(),
            chain,
            mentioned,
            source: words(source.map_or(&[], |source| &source.spans)),
            cue: words(&assertion.cue),
            unnamed: source.and_then(|source| source.unnamed),
            titles,
            affiliations,
            form: assertion.form,
            act: assertion.act,
            level: assertion.certainty.level,
            polarity: assertion.certainty.polarity,
            certainty: words(&assertion.certainty.cues),
            content: words(&assertion.content),
        }
    }

    /// When the article can have been published first; an article without date comes last.
    pub(crate) fn time(&self) -> (i64, i64) {
        (self.published.map_or(i64::MAX, |(earliest, _)| earliest), self.article)
    }
}

impl Words {
    fn of(offsets: &Offsets<'_>, spans: &[CodePointSpan]) -> Words {
        let parts: Vec<&str> = spans.iter().filter_map(|&span| offsets.slice(span).ok()).collect();
        Words { spans: spans.to_vec(), text: parts.join(" … ") }
    }
}

impl SourceLink {
    fn of(reading: &Reading, link: &Link) -> SourceLink {
        let entity =
            link.entity.as_ref().and_then(|id| reading.entities.iter().find(|entity| entity.id == *id));
        // What follows a comma is no name any more: « parquet général, cinq jours après … ».
        let name = entity.map_or(&link.name, |entity| &entity.name).split(',').next().unwrap_or_default();
        SourceLink {
            kind: link.kind,
            name: Named { name: name.trim().to_owned(), kb: entity.and_then(|entity| entity.kb.clone()) },
            is_name: entity.is_some_and(|entity| entity.form == EntityForm::Name || entity.kb.is_some())
                || is_written_as_name(&link.name),
        }
    }
}

/// Whether words are a name by how they are written: a capital or a digit after the first letter, or an address.
/// « TASS », « ministère de la Santé » and « veille-steppes.example » are, « Officials » is not.
fn is_written_as_name(words: &str) -> bool {
    let inside = words.chars().skip(1).any(|c| c.is_uppercase() || c.is_numeric());
    let address = words.split_whitespace().any(|word| word.trim_end_matches('.').contains('.'));
    inside || address
}

/// Who publishes an article: its outlet, else who signs it, else the article alone.
fn voice(reading: &Reading, article: i64) -> Named {
    let link = Link::to(&reading.article);
    if link.name == Link::ARTICLE {
        return Named { name: format!("article:{article}"), kb: None };
    }
    Named { name: link.name, kb: None }
}

/// The mentions of the source: its own words, and where else it is named.
fn mentions(reading: &Reading, assertion: &Assertion) -> Vec<CodePointSpan> {
    let Some(source) = &assertion.source else { return Vec::new() };
    if source.kind != SourceKind::Person {
        return source.spans.clone();
    }
    let entity =
        source.entity.as_ref().and_then(|id| reading.entities.iter().find(|entity| entity.id == *id));
    let Some(entity) = entity else { return source.spans.clone() };
    let first = entity.same.as_ref().unwrap_or(&entity.id);
    let same = |other: &&Entity| other.id == *first || other.same.as_ref() == Some(first);
    let mut spans = source.spans.clone();
    spans.extend(reading.entities.iter().filter(same).map(|entity| entity.span));
    spans
}

/// How far before a name its title begins, in code points: « le procureur de la République de Nanterre, ».
const BEFORE: usize = 48;
/// How long an apposition after it may be.
const AFTER: usize = 80;

/// What stands beside mentions of a person within their sentences, and the organisations named there: what comes before the name,
/// and the apposition after it up to the next comma: « Serik Chalabaïev, chargé des poursuites pénales au parquet général, ».
fn beside(reading: &Reading, offsets: &Offsets<'_>, mentions: &[CodePointSpan]) -> (Vec<String>, Vec<Named>) {
    let (mut titles, mut affiliations) = (Vec::new(), Vec::new());
    for &mention in mentions {
        let within = reading.sentences.iter().find(|sentence| sentence.contains(mention));
        let (start, end) =
            within.map_or((0, offsets.code_points()), |sentence| (sentence.start, sentence.end));
        let before = CodePointSpan::new(mention.start.saturating_sub(BEFORE).max(start), mention.start);
        let rest = CodePointSpan::new(mention.end, (mention.end + AFTER).min(end));
        let after = offsets.slice(rest).ok().and_then(apposition).unwrap_or(0);
        let whole = CodePointSpan::new(before.start, mention.end + after);
        if let Ok(text) = offsets.slice(whole) {
            titles.push(fold(text));
        }
        let named = reading.entities.iter().filter(|entity| {
            matches!(entity.kind, EntityType::Organisation | EntityType::Outlet)
                && whole.contains(entity.span)
                && !mention.overlaps(entity.span)
        });
        affiliations.extend(named.map(|entity| Named { name: entity.name.clone(), kb: entity.kb.clone() }));
    }
    titles.sort();
    titles.dedup();
    affiliations.sort();
    affiliations.dedup();
    (titles, affiliations)
}

/// How many code points after a name are an apposition: from a comma or bracket to the next.
fn apposition(rest: &str) -> Option<usize> {
    let opened = rest.trim_start().strip_prefix([',', '('])?;
    let skipped = rest.chars().count() - opened.chars().count();
    let length = opened.chars().take_while(|c| !matches!(c, ',' | ')' | '.' | ';')).count();
    Some(skipped + length)
}

impl SourceLink {
    /// Whether it is somebody who publishes.
    pub(crate) fn is_outlet(&self) -> bool {
        self.kind == SourceKind::Outlet
    }
}
