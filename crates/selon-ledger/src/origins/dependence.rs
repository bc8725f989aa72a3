//! What texts show of the dependence of articles: copied words, credits, citations, one outlet, one owner.

use std::collections::{BTreeMap, BTreeSet};

use selon_kb::Base;
use selon_record::{CodePointSpan, CreditForm};

use crate::copies::Direction;

use super::mouth::{Grade, Likeness, Mouth};
use super::voice::Voices;
use super::{Copied, Edge, EdgeKind, Evidence, Named, Node, Occurrence, Reason};

/// An article with its occurrences of the claim.
#[derive(Debug)]
pub(crate) struct Article<'a> {
    pub(crate) id: i64,
    pub(crate) occurrences: Vec<&'a Occurrence>,
    /// The key of the outlet that publishes.
    pub(crate) voice: String,
    /// Whose word it gives. What it says without source beside what it says with one is that source's.
    pub(crate) mouths: Vec<Mouth>,
}

/// The articles of a claim in order of time.
#[derive(Debug)]
pub(crate) struct Articles<'a> {
    pub(crate) list: Vec<Article<'a>>,
    places: BTreeMap<i64, usize>,
    pub(crate) voices: Voices,
}

impl<'a> Articles<'a> {
    pub(crate) fn of(occurrences: &'a [Occurrence], base: &Base) -> Articles<'a> {
        let credited: Vec<Named> = occurrences
            .iter()
            .flat_map(|occurrence| &occurrence.credits)
            .map(|credit| Named { name: credit.agency.clone(), kb: credit.kb.clone() })
            .collect();
        let cited = occurrences.iter().flat_map(|occurrence| &occurrence.chain);
        let cited = cited.filter(|link| link.is_name && link.is_outlet()).map(|link| &link.name);
        let published = occurrences.iter().map(|occurrence| &occurrence.voice);
        let voices = Voices::of(published.chain(&credited).chain(cited), base);

        let mut sorted: Vec<&Occurrence> = occurrences.iter().collect();
        sorted.sort_by_key(|occurrence| (occurrence.time(), occurrence.assertion));
        let mut list: Vec<Article<'a>> = Vec::new();
        for occurrence in sorted {
            match list.last_mut().filter(|article| article.id == occurrence.article) {
                Some(article) => article.occurrences.push(occurrence),
                None => list.push(Article {
                    id: occurrence.article,
                    voice: voices.keys(&occurrence.voice).join(" "),
                    occurrences: vec![occurrence],
                    mouths: Vec::new(),
                }),
            }
        }
        for article in &mut list {
            let mouths = article.occurrences.iter().filter_map(|o| Mouth::of(o, &article.voice, &voices));
            for mouth in mouths {
                if !article.mouths.contains(&mouth) {
                    article.mouths.push(mouth);
                }
            }
        }
        let places = list.iter().enumerate().map(|(place, article)| (article.id, place)).collect();
        Articles { list, places, voices }
    }

    /// The place of an article in order of time.
    pub(crate) fn place(&self, id: i64) -> Option<usize> {
        self.places.get(&id).copied()
    }

    /// The later of two articles, then the earlier.
    pub(crate) fn later_first(&self, a: usize, b: usize) -> (&Article<'a>, &Article<'a>) {
        (&self.list[a.max(b)], &self.list[a.min(b)])
    }

    /// The article of an outlet that an article at a place can have had: the last one before it, else the outlet's first.
    fn article_of(&self, voice: &str, place: usize) -> Option<&Article<'a>> {
        let before = self.list[..place].iter().rev().find(|article| article.voice == voice);
        before.or_else(|| self.list[place + 1..].iter().find(|article| article.voice == voice))
    }
}

impl Article<'_> {
    /// How much it tells of its sources.
    pub(crate) fn grade(&self) -> Grade {
        self.mouths.iter().map(Mouth::grade).max().unwrap_or(Grade::Nothing)
    }

    /// A source that is shown to be none of the other article's, where that one names any.
    fn other_source(&self, other: &Article<'_>) -> Option<Reason> {
        let apart = |mouth: &&Mouth| {
            !other.mouths.is_empty() && other.mouths.iter().all(|o| mouth.compare(o) == Likeness::Different)
        };
        let mouth = self.mouths.iter().find(apart)?;
        Some(Reason::WithAnotherSource { source: mouth.name.clone() })
    }
}

/// All edges that texts show.
pub(crate) fn edges(articles: &Articles<'_>, copies: &[Copied], base: &Base) -> Vec<Edge> {
    let mut edges = Vec::new();
    copied(articles, copies, &mut edges);
    credited(articles, copies, &mut edges);
    cited(articles, &mut edges);
    mentioned(articles, &mut edges);
    of_one_outlet(articles, &mut edges);
    of_one_owner(articles, base, &mut edges);
    edges
}

/// The edge between two articles: proven, unless one gives a source that the other does not have.
fn between(from: &Article<'_>, to: &Article<'_>, kind: EdgeKind, proven: bool, reason: Reason) -> Edge {
    let other = from.other_source(to).or_else(|| to.other_source(from));
    Edge {
        from: Node::Article(from.id),
        to: Node::Article(to.id),
        kind,
        proven: proven && other.is_none(),
        joins: true,
        reason: if proven { other.unwrap_or(reason) } else { reason },
        evidence: Vec::new(),
    }
}

/// « Les émeutes … ont fait au moins 164 morts », word for word in both.
fn copied(articles: &Articles<'_>, copies: &[Copied], edges: &mut Vec<Edge>) {
    for copy in copies {
        let (Some(a), Some(b)) = (articles.place(copy.a), articles.place(copy.b)) else { continue };
        let holding = passage_of_assertion(articles, copy, a, b);
        let (proven, reason) = match (holding.is_some(), copy.near) {
            (true, _) => (true, Reason::PassageHoldsAssertion),
            (false, true) => (true, Reason::NearIdentical),
            (false, false) => (false, Reason::PassageElsewhere),
        };
        let (from, to) = match copy.direction {
            Direction::Forward => (&articles.list[b], &articles.list[a]),
            Direction::Backward => (&articles.list[a], &articles.list[b]),
            Direction::Common | Direction::Unknown => articles.later_first(a, b),
        };
        let mut edge = between(from, to, EdgeKind::Copies, proven, reason);
        let shown = holding.or_else(|| copy.passages.iter().copied().max_by_key(|(a, _)| a.len()));
        if let Some((of_a, of_b)) = shown {
            edge.evidence.extend(Evidence::of(copy.a, &[of_a]).chain(Evidence::of(copy.b, &[of_b])));
        }
        edges.push(edge);
    }
}

/// The passage that holds the claim on both sides: half the code points of an assertion of each.
fn passage_of_assertion(
    articles: &Articles<'_>,
    copy: &Copied,
    a: usize,
    b: usize,
) -> Option<(CodePointSpan, CodePointSpan)> {
    let holds = |place: usize, spans: Vec<CodePointSpan>| {
        articles.list[place].occurrences.iter().any(|occurrence| {
            let of = &occurrence.content.spans;
            let length: usize = of.iter().map(|span| span.len()).sum();
            let covered: usize = of.iter().flat_map(|span| spans.iter().map(|s| common(*span, *s))).sum();
            length > 0 && covered * 2 >= length
        })
    };
    let (of_a, of_b) = copy.passages.iter().copied().unzip();
    if !(holds(a, of_a) && holds(b, of_b)) {
        return None;
    }
    let on = |place: usize, passage: CodePointSpan| -> usize {
        let contents = articles.list[place].occurrences.iter().flat_map(|o| &o.content.spans);
        contents.map(|span| common(*span, passage)).sum()
    };
    copy.passages.iter().copied().max_by_key(|&(of_a, of_b)| on(a, of_a).min(on(b, of_b)))
}

fn common(a: CodePointSpan, b: CodePointSpan) -> usize {
    a.end.min(b.end).saturating_sub(a.start.max(b.start))
}

/// « avec AFP », « PARIS (AFP) – »
fn credited(articles: &Articles<'_>, copies: &[Copied], edges: &mut Vec<Edge>) {
    let agencies = |article: &Article<'_>| -> BTreeSet<String> {
        let credits = article.occurrences.iter().flat_map(|occurrence| &occurrence.credits);
        let keys =
            credits.flat_map(|c| articles.voices.keys(&Named { name: c.agency.clone(), kb: c.kb.clone() }));
        keys.chain([article.voice.clone()]).collect()
    };
    for (place, article) in articles.list.iter().enumerate() {
        let mut seen = BTreeSet::new();
        for credit in article.occurrences.iter().flat_map(|occurrence| &occurrence.credits) {
            let keys = articles.voices.keys(&Named { name: credit.agency.clone(), kb: credit.kb.clone() });
            let sole = credit.form != CreditForm::With;
            for key in keys.iter().filter(|key| **key != article.voice) {
                if !seen.insert((key.clone(), sole)) {
                    continue;
                }
                let agency = articles.voices.name(key).to_owned();
                // Others print the same words with the same credit, or are the agency.
                let shared = || {
                    copies.iter().any(|copy| {
                        let (Some(a), Some(b)) = (articles.place(copy.a), articles.place(copy.b)) else {
                            return false;
                        };
                        let other = if a == place { b } else { a };
                        (a == place || b == place)
                            && passage_of_assertion(articles, copy, a, b).is_some()
                            && agencies(&articles.list[other]).contains(key)
                    })
                };
                let (proven, reason) = match (keys.len() > 1, sole) {
                    (true, _) => (false, Reason::NameOfSeveral { name: credit.agency.clone() }),
                    (false, true) => (true, Reason::AgencyArticle { agency }),
                    (false, false) if shared() => (true, Reason::MadeWithAgencyAndCopied { agency }),
                    (false, false) => (false, Reason::MadeWithAgency { agency }),
                };
                let mut edge = toward(articles, place, key, EdgeKind::Credits, proven, reason);
                edge.evidence.push(Evidence { article: article.id, part: credit.part, span: credit.span });
                edges.push(edge);
            }
        }
    }
}

/// « …, rapporte Le Monde », « selon Avia.pro, qui cite… »: the assertion is on the word of another outlet.
fn cited(articles: &Articles<'_>, edges: &mut Vec<Edge>) {
    for (place, article) in articles.list.iter().enumerate() {
        let mut found: BTreeMap<(String, bool), Vec<&Occurrence>> = BTreeMap::new();
        for occurrence in &article.occurrences {
            for link in &occurrence.chain {
                if !(link.is_outlet() && link.is_name || articles.voices.knows(&link.name)) {
                    continue;
                }
                let keys = articles.voices.keys(&link.name);
                for key in keys.iter().filter(|key| **key != article.voice) {
                    let citing = found.entry((key.clone(), keys.len() == 1)).or_default();
                    if !citing.contains(occurrence) {
                        citing.push(occurrence);
                    }
                }
            }
        }
        for ((key, tied), citing) in found {
            let outlet = articles.voices.name(&key).to_owned();
            // What the article has from elsewhere besides stands on its own.
            let besides = article.occurrences.iter().filter(|occurrence| !citing.contains(occurrence));
            let own = besides.filter_map(|o| Mouth::of(o, &article.voice, &articles.voices)).next();
            let (proven, reason) = match (tied, own) {
                (false, _) => (false, Reason::NameOfSeveral { name: outlet }),
                (true, Some(mouth)) => (false, Reason::WithAnotherSource { source: mouth.name }),
                (true, None) => (true, Reason::OnItsWord { outlet }),
            };
            let mut edge = toward(articles, place, &key, EdgeKind::Cites, proven, reason);
            let spans = citing
                .iter()
                .flat_map(|occurrence| occurrence.cue.spans.iter().chain(&occurrence.source.spans));
            edge.evidence.extend(
                spans.flat_map(|span| {
                    Evidence::of(article.id, std::slice::from_ref(span)).collect::<Vec<_>>()
                }),
            );
            edges.push(edge);
        }
    }
}

/// « …, the news agency Agence Méridienne (AM) reported on Sunday », in an article of which no source was read.
fn mentioned(articles: &Articles<'_>, edges: &mut Vec<Edge>) {
    for (place, article) in articles.list.iter().enumerate() {
        if article.occurrences.iter().any(|occurrence| !occurrence.chain.is_empty()) {
            continue;
        }
        let mut seen = BTreeSet::new();
        for mentioned in article.occurrences.iter().flat_map(|occurrence| &occurrence.mentioned) {
            if !articles.voices.knows(&mentioned.name) {
                continue;
            }
            for key in articles.voices.keys(&mentioned.name) {
                if key == article.voice || !seen.insert(key.clone()) {
                    continue;
                }
                let reason = Reason::NamedBeside { outlet: articles.voices.name(&key).to_owned() };
                let mut edge = toward(articles, place, &key, EdgeKind::Cites, false, reason);
                edge.evidence.extend(Evidence::of(article.id, &mentioned.spans));
                edges.push(edge);
            }
        }
    }
}

/// The edge from an article to the article of an outlet, else to the outlet itself.
fn toward(
    articles: &Articles<'_>,
    place: usize,
    key: &str,
    kind: EdgeKind,
    proven: bool,
    reason: Reason,
) -> Edge {
    let article = &articles.list[place];
    match articles.article_of(key, place) {
        Some(to) => between(article, to, kind, proven, reason),
        None => Edge {
            from: Node::Article(article.id),
            to: Node::Outlet(key.to_owned()),
            kind,
            proven,
            joins: true,
            reason,
            evidence: Vec::new(),
        },
    }
}

/// An outlet that says it twice says it once. Where it comes back with another mouth, the edge is shown and joins nothing: it is
/// mouths that are counted, not microphones.
fn of_one_outlet(articles: &Articles<'_>, edges: &mut Vec<Edge>) {
    let mut first: BTreeMap<&str, &Article<'_>> = BTreeMap::new();
    for article in &articles.list {
        match first.get(&*article.voice) {
            Some(earlier) => {
                let reason = Reason::OneOutlet { outlet: articles.voices.name(&article.voice).to_owned() };
                let edge = between(article, earlier, EdgeKind::SameOutlet, true, reason);
                edges.push(Edge { joins: edge.proven, ..edge });
            }
            None => {
                first.insert(&article.voice, article);
            }
        }
    }
}

/// What one owner's outlets say is shown, and joined by nothing: newsrooms of one house may work apart.
fn of_one_owner(articles: &Articles<'_>, base: &Base, edges: &mut Vec<Edge>) {
    let mut first: BTreeMap<&str, &Article<'_>> = BTreeMap::new();
    for article in &articles.list {
        let facts =
            base.entry(&article.voice).into_iter().flat_map(|entry| entry.facts().collect::<Vec<_>>());
        for fact in facts.filter(|fact| fact.property == "owner") {
            match first.get(fact.value) {
                Some(earlier) if earlier.voice != article.voice => edges.push(Edge {
                    from: Node::Article(article.id),
                    to: Node::Article(earlier.id),
                    kind: EdgeKind::SameOwner,
                    proven: true,
                    joins: false,
                    reason: Reason::OneOwner { owner: fact.value.to_owned() },
                    evidence: Vec::new(),
                }),
                Some(_) => {}
                None => {
                    first.insert(fact.value, article);
                }
            }
        }
    }
}
