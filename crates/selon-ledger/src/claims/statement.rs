//! What an assertion says, by slots.

use std::collections::HashMap;
use std::io;
use std::sync::Arc;

use selon_record::{
    Act, Assertion, CodePointSpan, Dimension, EntityType, Form, Level, Offsets, Polarity, Quantity, Reading,
};
use selon_sentence::Sketch;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

use super::lexicon::{Lexicon, Negation};
use super::number::Number;
use super::occasion::occasions;
use super::when::{When, minutes};
use super::whole::wholes;
use super::words::{Frequencies, Token, Word, fold, stem, tokens};

/// Words of a content that say something, at least: « encore debout » is no statement.
const FEWEST: usize = 3;

/// Hashes by which the words of two articles are compared.
const SKETCH: usize = 48;

/// Names of an article by which it is compared.
const NAMES: usize = 48;

/// Places that a toll may be of where its words name none.
const PLACES: usize = 3;

/// Numbers of an article by which it is compared.
const FIGURES: usize = 24;

/// What an assertion says, by slots: who and what, where, when, how much, whether it is so.
///
/// It holds all that [`relate`](super::relate) needs, and nothing of the text but its words' beginnings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Statement {
    /// The assertion's identifier in its reading; empty for a stretch of text that is none.
    pub assertion: String,
    /// BCP 47.
    pub language: String,
    /// Its telling words, in order.
    pub(super) words: Vec<Word>,
    /// The telling words of its sentences.
    pub(super) frame: Vec<String>,
    /// Whom and what it names.
    pub(super) names: Vec<Name>,
    /// When.
    pub(super) times: Vec<When>,
    /// How much.
    pub(super) numbers: Vec<Number>,
    /// Folded words of the content by which it can be turned around.
    pub(super) forms: Vec<String>,
    /// Whether its clause is negated: « ne », « aucun ».
    pub(super) negated: bool,
    /// Whether it says that something is not so: « démenti ».
    pub(super) denies: bool,
    /// Affirmed or negated, as the reading has it.
    pub(super) polarity: Polarity,
    /// What the source does with it.
    pub(super) act: Act,
    /// How sure.
    pub(super) level: Level,
    /// On whose word, by key.
    pub(super) source: Option<String>,
    /// The numbers of what returns in its sentences: 14 of « acte 14 », 13 of « le treizième samedi ».
    pub(super) occasions: Vec<u16>,
    /// What its article is about; kept once an article, apart from its statements.
    #[serde(skip)]
    pub(super) article: Arc<Background>,
    /// What the sentence encoder makes of it, in steps of 1/127; empty without an encoder.
    pub(super) vector: Vec<i8>,
}

/// Somebody or something with a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Name {
    /// Its identifier in the knowledge base, else its type and folded name.
    pub(super) key: String,
    pub(super) kind: EntityType,
    /// The stems of its fullest name.
    pub(super) stems: Vec<String>,
    pub(super) text: String,
}

/// What an article is about, as far as it helps to tell two of its statements' events apart.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Background {
    /// The smallest hashes of its words.
    pub(super) sketch: Vec<u32>,
    /// Hashes of the keys of what it names.
    pub(super) names: Vec<u32>,
    /// Hashes of the keys of the places that it names most.
    pub(super) places: Vec<u32>,
    /// Hashes of its telling figures.
    pub(super) figures: Vec<u32>,
    /// The number of what returns that it names most: 14 of « acte 14 ».
    pub(super) occasion: Option<u16>,
    /// First and one past the last minute in which it can have been published.
    pub(super) published: Option<(i64, i64)>,
}

/// What makes 512 numbers of each of some texts, or nothing.
pub type Encode<'e> = &'e dyn Fn(&[&str]) -> Vec<Vec<f32>>;

impl Statement {
    /// The statements of a reading, one for each of its assertions that says enough to be compared, in their order.
    ///
    /// `encode` gives the vectors of the contents, as `selon_sentence::Encoder` does; from a function that gives none, the
    /// statements have no vectors and are compared without.
    pub fn all(reading: &Reading, encode: Encode) -> Vec<Statement> {
        let page = Page::new(reading);
        let mut statements: Vec<(Statement, String)> = Vec::new();
        for assertion in &reading.assertions {
            if page.only_names_who_speaks(assertion) {
                continue;
            }
            let Some(mut statement) = page.statement(&assertion.content) else { continue };
            statement.assertion = assertion.id.clone();
            statement.act = assertion.act;
            statement.level = assertion.certainty.level;
            statement.polarity = assertion.certainty.polarity;
            statement.source = page.source(assertion);
            statement.denies |= assertion.act == Act::Deny;
            statements.push((statement, page.content(&assertion.content)));
        }
        with_vectors(statements, encode)
    }

    /// The statement that a stretch of the text makes, whoever makes it; none where it says too little.
    pub fn of_span(reading: &Reading, span: CodePointSpan, encode: Encode) -> Option<Statement> {
        let page = Page::new(reading);
        let mut statement = page.statement(&[span])?;
        let within = |part: &CodePointSpan| span.start < part.end && part.start < span.end;
        let mut said = reading.assertions.iter().filter(|assertion| assertion.content.iter().any(within));
        statement.source = said.find_map(|assertion| page.source(assertion));
        with_vectors(vec![(statement, page.content(&[span]))], encode).pop()
    }

    /// Its telling stems, each once, with their weights.
    pub(super) fn stems(&self) -> HashMap<&str, f32> {
        self.words.iter().map(|word| (word.stem.as_str(), word.weight)).collect()
    }

    /// The stems of all its words, in order.
    pub(super) fn stemmed(&self) -> Vec<String> {
        self.forms.iter().map(|form| stem(form).to_owned()).collect()
    }

    /// Whether it is said not to be so, by its words or by the reading.
    pub(super) fn is_negative(&self) -> bool {
        self.negated || self.polarity == Polarity::Negative
    }

    /// The cosine of the vectors, where both have one.
    pub(super) fn similarity(&self, other: &Statement) -> Option<f32> {
        let product =
            |a: &[i8], b: &[i8]| a.iter().zip(b).map(|(a, b)| i32::from(*a) * i32::from(*b)).sum::<i32>();
        let norm = |v: &[i8]| (product(v, v) as f32).sqrt();
        let lengths = norm(&self.vector) * norm(&other.vector);
        (lengths > 0.0 && self.vector.len() == other.vector.len())
            .then(|| product(&self.vector, &other.vector) as f32 / lengths)
    }

    /// The sketch of its vector, by which its neighbours are found; none without a vector.
    pub(super) fn sketch(&self) -> Option<Sketch> {
        let bit =
            |codes: &[i8]| (0..).zip(codes).fold(0u8, |byte, (i, &code)| byte | u8::from(code > 0) << i);
        Sketch::from_bytes(&self.vector.chunks(8).map(bit).collect::<Vec<u8>>())
    }

    /// For keeping in a table, without what its article is about.
    ///
    /// # Errors
    /// None that its types allow: what MessagePack or the compression say.
    pub(super) fn to_bytes(&self) -> io::Result<Vec<u8>> {
        pack(self)
    }

    /// What [`Statement::to_bytes`] kept, with the article's [`Background::to_bytes`].
    ///
    /// # Errors
    /// Bytes that they cannot have written.
    pub(super) fn from_bytes(bytes: &[u8], article: &[u8]) -> io::Result<Statement> {
        let statement: Statement = unpack(bytes)?;
        Ok(Statement { article: Arc::new(unpack(article)?), ..statement })
    }
}

/// MessagePack takes half of what JSON does, and keeps variants by name, so that none is taken for another when one is added.
fn pack(record: &impl Serialize) -> io::Result<Vec<u8>> {
    zstd::bulk::compress(&rmp_serde::to_vec(record).map_err(io::Error::other)?, 1)
}

fn unpack<T: DeserializeOwned>(bytes: &[u8]) -> io::Result<T> {
    rmp_serde::from_slice(&zstd::stream::decode_all(bytes)?).map_err(io::Error::other)
}

/// What of a span lies outside another.
fn without(span: CodePointSpan, other: CodePointSpan) -> impl Iterator<Item = CodePointSpan> {
    let within = |place: usize| place.clamp(span.start, span.end);
    let parts = [(span.start, within(other.start)), (within(other.end), span.end)];
    parts.into_iter().filter(|(start, end)| start < end).map(|(start, end)| CodePointSpan::new(start, end))
}

fn with_vectors(statements: Vec<(Statement, String)>, encode: Encode) -> Vec<Statement> {
    let texts: Vec<&str> = statements.iter().map(|(_, text)| text.as_str()).collect();
    let mut vectors = encode(&texts).into_iter();
    let step = |number: f32| {
        // Of 512 numbers of a unit vector none is often above 1/4.
        (number * 4.0 * 127.0).round().clamp(-127.0, 127.0) as i8
    };
    let keep = |mut statement: Statement, vector: Option<Vec<f32>>| {
        statement.vector = vector.unwrap_or_default().into_iter().map(step).collect();
        statement
    };
    statements.into_iter().map(|(statement, _)| keep(statement, vectors.next())).collect()
}

/// A reading, laid out for cutting statements from it.
struct Page<'r> {
    reading: &'r Reading,
    offsets: Offsets<'r>,
    lexicon: &'static Lexicon,
    tokens: Vec<Token>,
    frequencies: Frequencies,
    background: Arc<Background>,
}

impl<'r> Page<'r> {
    fn new(reading: &'r Reading) -> Self {
        let text = reading.article.text.as_str();
        let tokens = tokens(text);
        let frequencies = Frequencies::of(&tokens);
        let lexicon = Lexicon::of(&reading.article.language);
        let mut background = Background::of(reading, &frequencies);
        let mut page = Page {
            reading,
            offsets: Offsets::new(text),
            lexicon,
            tokens,
            frequencies,
            background: Arc::default(),
        };
        let all = page.occasions(CodePointSpan::new(0, page.offsets.code_points()));
        // Of those named as often the latest: an article looks back at the ones before.
        background.occasion =
            all.iter().copied().max_by_key(|one| (all.iter().filter(|other| *other == one).count(), *one));
        page.background = Arc::new(background);
        page
    }

    fn occasions(&self, span: CodePointSpan) -> Vec<u16> {
        let within = |at: CodePointSpan| span.start <= at.start && at.end <= span.end;
        let ordinals =
            self.reading.quantities.iter().filter(|quantity| within(quantity.span)).filter_map(|quantity| {
                let end = self.offsets.span(quantity.span).ok()?.end;
                Some((end, quantity.value.filter(|_| quantity.dimension == Dimension::Ordinal)?))
            });
        occasions(self.within(span), ordinals, self.lexicon)
    }

    /// The words of the text that stand within a stretch of it.
    fn within(&self, span: CodePointSpan) -> &[Token] {
        let Ok(span) = self.offsets.span(span) else { return &[] };
        let first = self.tokens.partition_point(|token| token.start < span.start);
        let last = self.tokens.partition_point(|token| token.end <= span.end);
        self.tokens.get(first..last).unwrap_or(&[])
    }

    fn content(&self, spans: &[CodePointSpan]) -> String {
        let parts: Vec<&str> = spans.iter().filter_map(|span| self.offsets.slice(*span).ok()).collect();
        parts.join(" ")
    }

    fn statement(&self, spans: &[CodePointSpan]) -> Option<Statement> {
        let holds = |inner: CodePointSpan| {
            spans.iter().any(|span| span.start <= inner.start && inner.end <= span.end)
        };
        let is_half = |token: &Token| self.lexicon.negation(&token.form) == Some(Negation::Half);
        let all = spans.iter().flat_map(|span| self.within(*span));
        let forms: Vec<&Token> = all.filter(|token| !(token.is_folded() && is_half(token))).collect();
        let words: Vec<Word> = spans
            .iter()
            .flat_map(|span| self.frequencies.telling(self.within(*span), self.lexicon))
            .collect();
        if words.len() < FEWEST {
            return None;
        }
        let sentences: Vec<CodePointSpan> = self
            .reading
            .sentences
            .iter()
            .copied()
            .filter(|sentence| {
                spans.iter().any(|span| span.start < sentence.end && sentence.start < span.end)
            })
            .collect();
        let frame =
            sentences.iter().flat_map(|span| self.frequencies.telling(self.within(*span), self.lexicon));
        let entities = self.reading.entities.iter().filter(|entity| holds(entity.span));
        let mut names: Vec<Name> = Vec::new();
        for entity in entities {
            let key = entity.kb.clone().unwrap_or_else(|| key(entity.kind, &entity.name));
            if names.iter().all(|name| name.key != key) {
                let stems = tokens(&entity.name).iter().map(|token| token.stem().to_owned()).collect();
                names.push(Name { key, kind: entity.kind, stems, text: entity.text.clone() });
            }
        }
        let times = self.reading.times.iter().filter(|time| holds(time.span)).map(When::of).collect();
        let negations: Vec<Negation> =
            forms.iter().filter_map(|token| self.lexicon.negation(&token.form)).collect();
        Some(Statement {
            assertion: String::new(),
            language: self.reading.article.language.clone(),
            frame: frame.map(|word| word.stem).collect(),
            names,
            times,
            numbers: self.numbers(spans),
            forms: forms.iter().filter(|token| !token.is_number()).map(|token| token.form.clone()).collect(),
            negated: negations.iter().any(|negation| *negation != Negation::Denial),
            denies: negations.contains(&Negation::Denial),
            polarity: Polarity::Positive,
            act: Act::Assert,
            level: Level::Certain,
            source: None,
            occasions: sentences.iter().flat_map(|span| self.occasions(*span)).collect(),
            article: Arc::clone(&self.background),
            vector: Vec::new(),
            words,
        })
    }

    /// Whether the article says no more in its own voice than that somebody speaks: « Vendredi, le chef de l'État avait dit … ». Without
    /// the cue, the source and the time it has too few words for a statement. That two articles have it in common is no claim.
    fn only_names_who_speaks(&self, assertion: &Assertion) -> bool {
        if assertion.form != Form::Plain {
            return false;
        }
        let touches = |span: &CodePointSpan| {
            assertion.content.iter().any(|part| span.start < part.end && part.start < span.end)
        };
        let who = self.reading.assertions.iter().flat_map(|other| {
            other.cue.iter().chain(other.source.iter().flat_map(|source| &source.spans)).copied()
        });
        let who: Vec<CodePointSpan> = who.filter(touches).collect();
        if who.is_empty() {
            return false;
        }
        let when = self.reading.times.iter().map(|time| time.span).filter(touches);
        let mut rest = assertion.content.clone();
        for span in who.into_iter().chain(when) {
            rest = rest.into_iter().flat_map(|part| without(part, span)).collect();
        }
        let words = rest.iter().map(|part| self.frequencies.telling(self.within(*part), self.lexicon).len());
        words.sum::<usize>() < FEWEST
    }

    fn numbers(&self, spans: &[CodePointSpan]) -> Vec<Number> {
        let holds = |inner: CodePointSpan| {
            spans.iter().any(|span| span.start <= inner.start && inner.end <= span.end)
        };
        let mut numbers = Vec::new();
        for &sentence in &self.reading.sentences {
            if spans.iter().any(|span| span.start < sentence.end && sentence.start < span.end) {
                let found = self.numbers_of(sentence);
                numbers.extend(found.into_iter().filter(|(at, _)| holds(*at)).map(|(_, number)| number));
            }
        }
        numbers
    }

    /// The numbers of a sentence, the parts of a whole known as such.
    fn numbers_of(&self, sentence: CodePointSpan) -> Vec<(CodePointSpan, Number)> {
        let words = self.within(sentence);
        let within = |quantity: &&Quantity| {
            sentence.start <= quantity.span.start
                && quantity.span.start < sentence.end
                && quantity.dimension != Dimension::Ordinal
        };
        let number = |quantity: &Quantity| {
            let own = self.within(quantity.span);
            let first = own.first().map_or(0, |own| words.partition_point(|token| token.start < own.start));
            (quantity.span, Number::of(quantity, words, first, first + own.len(), self.lexicon))
        };
        let quantities = self.reading.quantities.iter().filter(within);
        let mut numbers: Vec<(CodePointSpan, Number)> = quantities.map(number).collect();
        let counted = |number: &Number| number.value.filter(|_| number.dimension == Dimension::Count);
        let values: Vec<Option<f64>> = numbers.iter().map(|(_, number)| counted(number)).collect();
        for (i, whole) in wholes(&values).into_iter().enumerate() {
            let Some(whole) = whole else { continue };
            // « 3 morts et 12 blessés, soit 15 victimes »: the dead are a count of their own.
            let own = numbers[i].1.is_of_whom_it_befell() && numbers[i].1.class != numbers[whole].1.class;
            numbers[i].1.part |= !own;
        }
        numbers
    }

    fn source(&self, assertion: &Assertion) -> Option<String> {
        let source = assertion.source.as_ref()?;
        let entity = source
            .entity
            .as_ref()
            .and_then(|id| self.reading.entities.iter().find(|entity| entity.id == *id));
        match entity {
            Some(entity) => Some(entity.kb.clone().unwrap_or_else(|| key(entity.kind, &entity.name))),
            None => source.name.as_deref().map(fold),
        }
    }
}

/// A short form of a key.
pub(super) fn hash(text: &str) -> u32 {
    xxh3_64(text.as_bytes()) as u32
}

/// What something without a row in the knowledge base is compared by.
fn key(kind: EntityType, name: &str) -> String {
    format!("{kind:?}:{}", fold(name)).to_lowercase()
}

impl Background {
    /// For keeping in a table, once an article.
    ///
    /// # Errors
    /// None that its types allow: what MessagePack or the compression say.
    pub(super) fn to_bytes(&self) -> io::Result<Vec<u8>> {
        pack(self)
    }

    /// Whether its article names it.
    pub(super) fn has(&self, name: &Name) -> bool {
        self.names.binary_search(&hash(&name.key)).is_ok()
    }

    /// Whether its article has the figure, if that is one of hundreds and more.
    pub(super) fn has_figure(&self, value: f64) -> bool {
        self.figures.binary_search(&hash(&value.to_string())).is_ok()
    }

    fn of(reading: &Reading, frequencies: &Frequencies) -> Self {
        let mut sketch: Vec<u32> = frequencies.stems().filter(|stem| stem.len() > 2).map(hash).collect();
        sketch.sort_unstable();
        sketch.dedup();
        sketch.truncate(SKETCH);
        let keys = reading
            .entities
            .iter()
            .map(|entity| entity.kb.clone().unwrap_or_else(|| key(entity.kind, &entity.name)));
        let mut names: Vec<u32> = keys.map(|key| hash(&key)).collect();
        names.sort_unstable();
        names.dedup();
        names.truncate(NAMES);
        let mut named: HashMap<u32, usize> = HashMap::new();
        for entity in reading.entities.iter().filter(|entity| entity.kind == EntityType::Place) {
            *named
                .entry(hash(&entity.kb.clone().unwrap_or_else(|| key(entity.kind, &entity.name))))
                .or_default() += 1;
        }
        let mut places: Vec<u32> = named.keys().copied().collect();
        places.sort_unstable_by_key(|place| (std::cmp::Reverse(named[place]), *place));
        places.truncate(PLACES);
        let values = reading
            .quantities
            .iter()
            .filter_map(|quantity| quantity.value.or(quantity.low).or(quantity.high));
        let mut figures: Vec<u32> =
            values.filter(|value| *value >= 100.0).map(|value| hash(&value.to_string())).collect();
        figures.sort_unstable();
        figures.dedup();
        figures.truncate(FIGURES);
        Background { sketch, names, places, figures, occasion: None, published: published(reading) }
    }
}

/// When an article can have been published, in minutes by its own clock.
fn published(reading: &Reading) -> Option<(i64, i64)> {
    let published = reading.article.published.as_deref()?;
    let from = minutes(published)?;
    Some((from, if published.contains('T') { from + 1 } else { from + 24 * 60 }))
}

#[cfg(test)]
mod tests {
    use selon_record::Article;
    use serde_json::json;

    use super::*;

    fn reading(text: &str) -> Reading {
        let mut reading = Reading::new(Article { language: "fr".into(), ..Article::new(text) });
        reading.sentences = vec![CodePointSpan::new(0, text.chars().count())];
        reading
    }

    #[test]
    fn a_statement_is_kept_in_bytes() {
        let reading = reading("Les prix du pain n'ont jamais été aussi élevés.");
        let statement = Statement::of_span(&reading, reading.sentences[0], &|_| Vec::new()).unwrap();
        assert!(statement.negated && !statement.denies);
        let [bytes, article] = [statement.to_bytes(), statement.article.to_bytes()].map(Result::unwrap);
        assert_eq!(Statement::from_bytes(&bytes, &article).unwrap(), statement);
        assert!(Statement::from_bytes(b"nothing", &article).is_err());
        assert!(Statement::from_bytes(&bytes, b"nothing").is_err());
    }

    #[test]
    fn what_says_too_little_is_no_statement() {
        let reading = reading("C'est encore cela.");
        assert_eq!(Statement::of_span(&reading, reading.sentences[0], &|_| Vec::new()), None);
    }
    #[test]
    fn who_speaks_is_no_claim_by_itself() {
        let text = "Vendredi, le chef de l'État, Kassym-Jomart Tokaïev, avait dit avoir donné l'ordre de tirer sans sommation.";
        let mut reading = reading(text);
        let span = |words: &str| {
            let start = text[..text.find(words).unwrap()].chars().count();
            json!({"start": start, "end": start + words.chars().count()})
        };
        let certainty = json!({"level": "certain", "polarity": "positive", "cues": []});
        let frame = "Vendredi, le chef de l'État, Kassym-Jomart Tokaïev, avait dit";
        reading.assertions = serde_json::from_value(json!([
            {"id": "a1", "content": [span(frame)], "form": "plain", "act": "assert", "source": null, "cue": [], "chain": [],
             "certainty": certainty, "confidence": 1.0},
            {"id": "a2", "content": [span("avoir donné l'ordre de tirer sans sommation")], "form": "indirect", "act": "assert",
             "source": {"spans": [span("le chef de l'État, Kassym-Jomart Tokaïev")], "kind": "person", "name": "Kassym-Jomart Tokaïev"},
             "cue": [span("avait dit")], "chain": [], "certainty": certainty, "confidence": 1.0}]))
        .unwrap();
        let statements = Statement::all(&reading, &|_| Vec::new());
        assert_eq!(statements.iter().map(|statement| &*statement.assertion).collect::<Vec<_>>(), ["a2"]);
    }
}
