//! A claim's way in words: in short, step by step, and why so many origins are counted.

use selon_ledger::origins::{Edge, Group, Loss, LossKind, Node, Step};
use selon_view::way::Way;
use selon_view::{Interface, Label, Told, phrase};

use super::drawn::loss_class;
use super::said::Moment;
use super::words;
use crate::evidence::address;

/// A piece of a sentence: words, or an article.
pub(super) enum Piece {
    Words(String),
    Article { name: String, article: i64, address: String },
}

/// One article on the way.
pub(super) struct Stage {
    pub(super) article: Piece,
    pub(super) published: Option<Moment>,
    /// How it has it.
    pub(super) how: String,
    pub(super) reason: Option<Because>,
    pub(super) losses: Vec<Lost>,
}

/// Why an edge is drawn.
pub(super) struct Because {
    pub(super) proven: String,
    pub(super) is_proven: bool,
    pub(super) reason: String,
}

/// What was lost, in the words of both sides.
pub(super) struct Lost {
    pub(super) class: &'static str,
    pub(super) what: String,
    pub(super) from: Piece,
    pub(super) before: String,
    pub(super) after: String,
}

/// One origin of a count: its articles, and what joins them.
pub(super) struct Origin {
    pub(super) articles: Vec<Piece>,
    pub(super) joined_by: Vec<Joining>,
}

/// « La Gazette \[3\] reprend Agence Méridienne \[1\] (prouvé : …) »
pub(super) struct Joining {
    pub(super) from: Piece,
    pub(super) how: String,
    pub(super) because: Because,
    /// The words that show it.
    pub(super) shown_by: Vec<String>,
}

/// Articles that a sentence names.
const NAMED: usize = 8;

/// Pieces of evidence that a line shows, and characters of each.
const EVIDENCE: usize = 2;
const LONGEST: usize = 220;

/// Words for a way.
pub(super) struct Teller<'w> {
    pub(super) way: &'w Way,
    pub(super) interface: Interface,
}

impl Teller<'_> {
    fn tell(&self, told: Told<'_>) -> String {
        told.text(self.interface)
    }

    /// An article or outlet as a piece of a sentence.
    fn piece(&self, node: &Node) -> Piece {
        let name = phrase(&self.way.name(node));
        match node {
            Node::Article(id) => {
                let first = self.way.occurrences(*id).next();
                let address =
                    first.map_or_else(|| format!("/articles/{id}"), |first| address(*id, first.assertion));
                Piece::Article { name, article: *id, address }
            }
            Node::Outlet(_) => Piece::Words(name),
        }
    }

    pub(super) fn article(&self, id: i64) -> Piece {
        self.piece(&Node::Article(id))
    }

    /// Articles with commas between, and « et » before the last; of many the first.
    fn listed(&self, articles: &[i64]) -> Vec<Piece> {
        let named = &articles[..if articles.len() > NAMED { NAMED - 1 } else { articles.len() }];
        let and = words::AND.text(self.interface);
        let mut pieces = Vec::new();
        for (nth, id) in named.iter().enumerate() {
            match nth {
                0 => {}
                _ if nth + 1 == articles.len() => pieces.push(Piece::Words(format!(" {and} "))),
                _ => pieces.push(Piece::Words(", ".into())),
            }
            pieces.push(self.article(*id));
        }
        if named.len() < articles.len() {
            let others = words::OTHERS.text(self.interface);
            pieces.push(Piece::Words(format!(" {and} {} {others}", articles.len() - named.len())));
        }
        pieces
    }

    /// What there is to know at first sight: who has one origin, who may have none of their own, who dropped what.
    pub(super) fn in_short(&self) -> Vec<Vec<Piece>> {
        let origins = &self.way.story.origins;
        let mut sentences = Vec::new();
        let say = |words: crate::words::Words| Piece::Words(format!(" {}", words.text(self.interface)));
        let colon = || Piece::Words(Label::Colon.text(self.interface));
        for group in origins.groups_at_most.iter().filter(|group| group.articles.len() > 1) {
            let mut sentence = self.listed(&group.articles);
            sentence.push(say(words::PROVEN_ONE));
            sentences.push(sentence);
        }
        for group in &origins.groups_at_least {
            let first = group.articles.first();
            let own =
                origins.groups_at_most.iter().find(|of| first.is_some_and(|id| of.articles.contains(id)));
            let is_other = |id: &&i64| own.is_none_or(|own| !own.articles.contains(id));
            let others: Vec<i64> = group.articles.iter().filter(is_other).copied().collect();
            if !others.is_empty() {
                let mut sentence = self.listed(&others);
                sentence.push(colon());
                let one =
                    if others.len() == 1 { words::MAY_HAVE_IT_FROM_ONE } else { words::MAY_HAVE_IT_FROM };
                sentence.push(Piece::Words(one.text(self.interface).into()));
                sentences.push(sentence);
            }
        }
        if origins.at_least > 1 {
            sentences.push(vec![Piece::Words(words::INDEPENDENT.text(self.interface).into())]);
        }
        sentences.extend(self.lost_in_short());
        sentences
    }

    /// Who dropped what: hedges first. Of a source that was dropped nothing stands in its place.
    fn lost_in_short(&self) -> Vec<Vec<Piece>> {
        let steps = self.way.story.origins.steps.iter();
        let mut all: Vec<_> =
            steps.flat_map(|step| step.losses.iter().map(move |loss| (step.article, loss))).collect();
        all.sort_by_key(|(_, loss)| loss.kind);
        let colon = Label::Colon.text(self.interface);
        let sentence = |(article, loss): (i64, &Loss)| {
            let lost = self.lost(loss);
            let words = match loss.kind {
                LossKind::Source => lost.before,
                _ => format!("{} → {}", lost.before, lost.after),
            };
            vec![self.article(article), Piece::Words(format!("{colon}{}{colon}{words}", lost.what))]
        };
        all.into_iter().map(sentence).collect()
    }

    fn losses(&self, step: &Step) -> Vec<Lost> {
        step.losses.iter().map(|loss| self.lost(loss)).collect()
    }

    fn lost(&self, loss: &Loss) -> Lost {
        let quoted = |evidence| {
            let words = cut(&phrase(&self.way.all_words(evidence)));
            Label::Quoted(&words).text(self.interface)
        };
        Lost {
            class: loss_class(loss.kind),
            what: self.tell(Told::Lost(loss.kind)),
            from: self.article(loss.from),
            before: quoted(&loss.before),
            after: quoted(&loss.after),
        }
    }

    /// The articles in order of time.
    pub(super) fn stages(&self) -> Vec<Stage> {
        let origins = &self.way.story.origins;
        let stage = |step: &Step| {
            let by = step.by.and_then(|place| origins.edges.get(place));
            let how = match by {
                Some(edge) => self.tell(Told::From(edge.kind, &phrase(&self.way.name(&edge.to)))),
                None if step.sources.is_empty() => self.tell(Told::NoSource),
                None => self.tell(Told::OwnSource(&phrase(&step.sources.join(", ")))),
            };
            Stage {
                article: self.article(step.article),
                published: self.way.published(step.article).map(|given| Moment::of(given, self.interface)),
                how,
                reason: by.map(|edge| self.because(edge)),
                losses: self.losses(step),
            }
        };
        origins.steps.iter().map(stage).collect()
    }

    fn because(&self, edge: &Edge) -> Because {
        Because {
            proven: self.tell(Told::Proven(edge.proven)),
            is_proven: edge.proven,
            reason: phrase(&self.tell(Told::Reason(&edge.reason))),
        }
    }

    /// The origins of a count.
    pub(super) fn origins(&self, groups: &[Group]) -> Vec<Origin> {
        let edges = &self.way.story.origins.edges;
        let origin = |group: &Group| Origin {
            articles: group.articles.iter().map(|id| self.article(*id)).collect(),
            joined_by: group
                .joined_by
                .iter()
                .filter_map(|place| Some(self.joining(edges.get(*place)?)))
                .collect(),
        };
        groups.iter().map(origin).collect()
    }

    /// What is set apart: shown, and joins nothing.
    pub(super) fn apart(&self) -> Vec<Joining> {
        let edges = self.way.story.origins.edges.iter().filter(|edge| !edge.joins);
        edges.map(|edge| self.joining(edge)).collect()
    }

    fn joining(&self, edge: &Edge) -> Joining {
        let words = edge.evidence.iter().filter_map(|evidence| self.way.words(evidence));
        Joining {
            from: self.piece(&edge.from),
            how: self.tell(Told::From(edge.kind, &phrase(&self.way.name(&edge.to)))),
            because: self.because(edge),
            shown_by: words
                .take(EVIDENCE)
                .map(|words| Label::Quoted(&cut(&phrase(words))).text(self.interface))
                .collect(),
        }
    }
}

/// As many words as a line takes.
fn cut(words: &str) -> String {
    match words.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", words[..end].trim_end()),
        None => words.to_owned(),
    }
}
