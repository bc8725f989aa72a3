//! A claim's way as what the drawing draws.

use std::collections::BTreeMap;

use selon_ledger::origins::{Edge, EdgeKind, LossKind, Node, Step};
use selon_view::way::Way;
use selon_view::{Interface, Label, Told, instant, phrase, sign};

use crate::drawing::way as drawing;
use crate::evidence::address;

/// Articles that are drawn; of more the first ones are, and the list has all.
pub(super) const DRAWN: usize = 40;

/// Lanes beside each other; what needs more shares the last.
const LANES: usize = 8;

/// The class of a kind of edge.
pub(super) fn edge_class(kind: EdgeKind) -> &'static str {
    match kind {
        EdgeKind::Copies => "copies",
        EdgeKind::Credits => "credits",
        EdgeKind::Cites => "cites",
        EdgeKind::SameOutlet => "same-outlet",
        EdgeKind::SameSource => "same-source",
        EdgeKind::Unsourced => "unsourced",
        EdgeKind::SameOwner => "same-owner",
        EdgeKind::User => "user",
    }
}

/// The class of what was lost.
pub(super) fn loss_class(kind: LossKind) -> &'static str {
    match kind {
        LossKind::Hedge => "hedge",
        LossKind::Source => "source",
        LossKind::Distance => "distance",
        LossKind::HedgeGain => "gain",
    }
}

/// Whether an edge says who has it from whom.
fn is_directed(kind: EdgeKind) -> bool {
    matches!(kind, EdgeKind::Copies | EdgeKind::Credits | EdgeKind::Cites)
}

/// The drawing of a way.
pub(super) fn drawing(way: &Way, name: String, interface: Interface) -> drawing::Drawing {
    let origins = &way.story.origins;
    let lane = |article: i64| {
        let group = origins.groups_at_most.iter().position(|group| group.articles.contains(&article));
        group.unwrap_or(0).min(LANES - 1)
    };
    let mut drawn =
        Drawn { way, interface, nodes: Vec::new(), places: BTreeMap::new(), edges: BTreeMap::new() };
    let shown = shown_edges(way);
    for step in origins.steps.iter().take(DRAWN) {
        let lane = lane(step.article);
        let mut roots = Vec::new();
        if step.by.and_then(|place| origins.edges.get(place)).is_none_or(|edge| !edge.proven) {
            roots.extend(
                step.sources.iter().map(|source| Place::Source(source.to_lowercase(), phrase(source))),
            );
        }
        // An outlet that has no article here stands above the first that has it from there.
        let outlets = shown.iter().filter(|edge| edge.from == Node::Article(step.article));
        for edge in outlets {
            if let Node::Outlet(key) = &edge.to {
                drawn.root(Place::Outlet(key.clone(), phrase(key)), lane);
            }
        }
        for root in &roots {
            drawn.root(root.clone(), lane);
        }
        let at = drawn.article(step, lane);
        for root in roots {
            let to = drawn.places[&root.key()];
            let reason = Told::OwnSource(root.name()).text(interface);
            drawn.edges.entry((at, to)).or_insert(Tie {
                class: "names",
                proven: true,
                directed: true,
                reasons: vec![reason],
            });
        }
    }
    for edge in shown {
        drawn.tie(edge);
    }
    let edges = drawn.edges.into_iter().map(|((from, to), tie)| drawing::Edge {
        from,
        to,
        class: tie.class,
        proven: tie.proven,
        directed: tie.directed,
        reason: tie.reasons.join(" ; "),
    });
    drawing::Drawing { name, nodes: drawn.nodes, edges: edges.collect() }
}

/// The edges that tell how each article got the claim, and those that join origins; the proven ones first.
fn shown_edges(way: &Way) -> Vec<&Edge> {
    let origins = &way.story.origins;
    let groups = origins.groups_at_most.iter().chain(&origins.groups_at_least);
    let mut places: Vec<usize> = origins.steps.iter().filter_map(|step| step.by).collect();
    places.extend(groups.flat_map(|group| group.joined_by.iter().copied()));
    places.sort_unstable();
    places.dedup();
    let mut edges: Vec<&Edge> = places.into_iter().filter_map(|place| origins.edges.get(place)).collect();
    edges.retain(|edge| edge.joins);
    edges.sort_by_key(|edge| !edge.proven);
    edges
}

/// What a node stands for.
#[derive(Clone, Debug)]
enum Place {
    Source(String, String),
    Outlet(String, String),
}

impl Place {
    fn key(&self) -> String {
        match self {
            Place::Source(key, _) => format!("source {key}"),
            Place::Outlet(key, _) => format!("outlet {key}"),
        }
    }

    fn name(&self) -> &str {
        let (Place::Source(_, name) | Place::Outlet(_, name)) = self;
        name
    }
}

/// One line between two nodes, for all the edges between them.
struct Tie {
    class: &'static str,
    proven: bool,
    directed: bool,
    reasons: Vec<String>,
}

struct Drawn<'w> {
    way: &'w Way,
    interface: Interface,
    nodes: Vec<drawing::Node>,
    /// Where each stands among the nodes.
    places: BTreeMap<String, usize>,
    edges: BTreeMap<(usize, usize), Tie>,
}

impl Drawn<'_> {
    fn root(&mut self, place: Place, lane: usize) {
        let name = place.name().to_owned();
        self.places.entry(place.key()).or_insert_with(|| {
            self.nodes.push(drawing::Node {
                sort: drawing::Sort::Origin,
                lane,
                name,
                facts: Vec::new(),
                losses: Vec::new(),
            });
            self.nodes.len() - 1
        });
    }

    fn article(&mut self, step: &Step, lane: usize) -> usize {
        let way = self.way;
        let first = way.occurrences(step.article).next();
        let when = match way.published(step.article) {
            Some(published) => instant(published, self.interface),
            None => Told::Undated.text(self.interface),
        };
        let mut facts = vec![when];
        let levels = way.occurrences(step.article).map(|occurrence| occurrence.level);
        let mut levels: Vec<String> = levels
            .map(|level| format!("{} {}", sign(level), Label::Level(level).text(self.interface)))
            .collect();
        levels.dedup();
        facts.push(levels.join(", "));
        let losses = step.losses.iter().map(|loss| {
            let quoted = |evidence| Label::Quoted(&phrase(&way.all_words(evidence))).text(self.interface);
            let lost = Told::Lost(loss.kind).text(self.interface);
            let colon = Label::Colon.text(self.interface);
            let words = match &loss.source {
                // The dropped source is its own evidence; what stands there now says nothing of it.
                Some(source) => {
                    format!("{lost}{colon}{}", Label::Quoted(&phrase(source)).text(self.interface))
                }
                None => format!("{lost}{colon}{} → {}", quoted(&loss.before), quoted(&loss.after)),
            };
            (loss_class(loss.kind), words)
        });
        self.nodes.push(drawing::Node {
            sort: drawing::Sort::Article {
                number: step.article,
                address: first.map_or_else(
                    || format!("/articles/{}", step.article),
                    |first| address(step.article, first.assertion),
                ),
            },
            lane,
            name: way.name(&Node::Article(step.article)),
            facts,
            losses: losses.collect(),
        });
        self.places.insert(format!("article {}", step.article), self.nodes.len() - 1);
        self.nodes.len() - 1
    }

    /// A line for an edge, where both of its nodes are drawn.
    fn tie(&mut self, edge: &Edge) {
        let key = |node: &Node| match node {
            Node::Article(id) => format!("article {id}"),
            Node::Outlet(key) => format!("outlet {key}"),
        };
        let (Some(&from), Some(&to)) = (self.places.get(&key(&edge.from)), self.places.get(&key(&edge.to)))
        else {
            return;
        };
        let how = Told::From(edge.kind, &self.way.name(&edge.to)).text(self.interface);
        let proven = Told::Proven(edge.proven).text(self.interface);
        let reason = Told::Reason(&edge.reason).text(self.interface);
        let reason = format!(
            "{} {how} ({proven}{}{reason})",
            self.way.name(&edge.from),
            Label::Colon.text(self.interface)
        );
        let tie = self.edges.entry((from, to)).or_insert(Tie {
            class: edge_class(edge.kind),
            proven: edge.proven,
            directed: is_directed(edge.kind),
            reasons: Vec::new(),
        });
        tie.reasons.push(reason);
    }
}
