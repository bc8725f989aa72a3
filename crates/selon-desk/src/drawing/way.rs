//! The way a claim went: articles from top to bottom in order of time, each in the lane of those with which it is proven to have one
//! origin, so that what goes straight down is one origin, and what only may be from another crosses over, dashed.

use std::fmt::Write as _;

use super::{escaped, lines};

/// What is drawn: nodes in their order from top to bottom, and edges between them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Drawing {
    /// What the drawing is called, for those who do not see it.
    pub(crate) name: String,
    pub(crate) nodes: Vec<Node>,
    pub(crate) edges: Vec<Edge>,
}

/// An article, or an origin that articles name.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) sort: Sort,
    /// From left to right.
    pub(crate) lane: usize,
    /// What it is called: outlet, ministry.
    pub(crate) name: String,
    /// When, how sure, how it got it: a line each.
    pub(crate) facts: Vec<String>,
    /// What was lost here: the class of the loss, and its words.
    pub(crate) losses: Vec<(&'static str, String)>,
}

/// What a node is.
#[derive(Clone, Debug)]
pub(crate) enum Sort {
    /// Where a claim enters the record: a source, or an outlet without an article in the claim.
    Origin,
    /// An article by its number, and the address of its words.
    Article { number: i64, address: String },
}

/// What ties a node to one that stands above it.
#[derive(Clone, Debug)]
pub(crate) struct Edge {
    /// The places of both in the list of nodes.
    pub(crate) from: usize,
    pub(crate) to: usize,
    /// `copies`, `credits` …
    pub(crate) class: &'static str,
    pub(crate) proven: bool,
    /// Whether it goes one way: from the upper one to the lower.
    pub(crate) directed: bool,
    pub(crate) reason: String,
}

impl Node {
    /// What edges call it by.
    fn key(&self, place: usize) -> String {
        match &self.sort {
            Sort::Article { number, .. } => number.to_string(),
            Sort::Origin => format!("origin-{place}"),
        }
    }
}

const WIDTH: usize = 400;
/// Where the first lane runs: what goes around a node needs room.
const LEFT: usize = 34;
/// Of all lanes together, and of two at most.
const LANES: usize = 80;
const LANE: usize = 30;
const LINE: usize = 19;
/// Between two nodes.
const GAP: usize = 20;
/// A letter, roughly, in tenths.
const LETTER: usize = 74;
const RADIUS: usize = 8;

/// The drawing as SVG. Beside it the page tells the same in words.
pub(crate) fn svg(drawing: &Drawing) -> String {
    let lanes = drawing.nodes.iter().map(|node| node.lane).max().unwrap_or(0);
    let step = LANES.checked_div(lanes).map_or(0, |step| step.min(LANE));
    let text_at = LEFT + lanes * step + RADIUS + 14;
    let letters = (WIDTH - text_at) * 10 / LETTER;
    let mut rows = Vec::with_capacity(drawing.nodes.len());
    let mut y = 18;
    for node in &drawing.nodes {
        let row = Row::of(node, LEFT + node.lane * step, y, letters);
        y += row.height() + GAP;
        rows.push(row);
    }
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"group\" aria-label=\"{}\" width=\"{WIDTH}\" viewBox=\"0 0 {WIDTH} {y}\" \
         style=\"min-width: 0; max-width: 100%; height: auto\">\
         <defs><marker id=\"way-arrow\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" orient=\"auto\"><path d=\"M0 0L8 4L0 8z\" fill=\"context-stroke\"/></marker></defs>",
        escaped(&drawing.name)
    );
    for edge in &drawing.edges {
        edge_svg(&mut out, edge, drawing, &rows);
    }
    for (place, (node, row)) in drawing.nodes.iter().zip(&rows).enumerate() {
        node_svg(&mut out, node, &node.key(place), row, text_at);
    }
    out + "</svg>"
}

/// A node in its place.
struct Row {
    x: usize,
    y: usize,
    name: Vec<String>,
    facts: Vec<String>,
    losses: Vec<(&'static str, Vec<String>)>,
}

impl Row {
    fn of(node: &Node, x: usize, y: usize, letters: usize) -> Row {
        Row {
            x,
            y,
            name: lines(&node.name, letters.saturating_sub(2), 2),
            facts: node.facts.iter().flat_map(|fact| lines(fact, letters, 2)).collect(),
            losses: node
                .losses
                .iter()
                .map(|(class, words)| (*class, lines(words, letters.saturating_sub(3), 3)))
                .collect(),
        }
    }

    fn height(&self) -> usize {
        let losses: usize = self.losses.iter().map(|(_, lines)| lines.len()).sum();
        (self.name.len() + self.facts.len() + losses) * LINE
    }
}

fn node_svg(out: &mut String, node: &Node, key: &str, row: &Row, text_at: usize) {
    let (x, y) = (row.x, row.y);
    let _ = match &node.sort {
        Sort::Origin => write!(
            out,
            "<g class=\"node root\" data-node=\"{key}\"><rect class=\"shape\" x=\"{}\" y=\"{}\" width=\"14\" height=\"14\" transform=\"rotate(45 {x} {y})\"/>",
            x - 7,
            y - 7
        ),
        Sort::Article { address, .. } => write!(
            out,
            "<a class=\"node\" data-node=\"{key}\" href=\"{}\"><circle class=\"shape\" cx=\"{x}\" cy=\"{y}\" r=\"{RADIUS}\"/>",
            escaped(address)
        ),
    };
    let mut at = y + 5;
    let text = |out: &mut String, class: &str, words: &str, at: &mut usize| {
        let _ = write!(out, "<text class=\"{class}\" x=\"{text_at}\" y=\"{at}\">{}</text>", escaped(words));
        *at += LINE;
    };
    for line in &row.name {
        text(out, "name", line, &mut at);
    }
    for line in &row.facts {
        text(out, "fact", line, &mut at);
    }
    for (class, lines) in &row.losses {
        // A broken ring around the node marks the loss where it happens, its words stand beside.
        let _ = write!(
            out,
            "<g class=\"loss {class}\"><circle cx=\"{x}\" cy=\"{y}\" r=\"{}\" style=\"fill: none; stroke: currentColor; stroke-dasharray: 6 4\"/>",
            RADIUS + 5
        );
        for (nth, line) in lines.iter().enumerate() {
            let sign = if nth == 0 { "✂ " } else { "\u{2003}" };
            let words = escaped(line);
            let _ = write!(out, "<text x=\"{text_at}\" y=\"{at}\">{sign}{words}</text>");
            at += LINE;
        }
        out.push_str("</g>");
    }
    out.push_str(match node.sort {
        Sort::Origin => "</g>",
        Sort::Article { .. } => "</a>",
    });
}

fn edge_svg(out: &mut String, edge: &Edge, drawing: &Drawing, rows: &[Row]) {
    let (Some(from), Some(to)) = (rows.get(edge.from), rows.get(edge.to)) else { return };
    if edge.from == edge.to {
        return;
    }
    let key = |place: usize| drawing.nodes[place].key(place);
    let state = if edge.proven { "proven" } else { "suspected" };
    let dashes = if edge.proven { "" } else { " stroke-dasharray=\"5 5\"" };
    let arrow = if edge.directed { " marker-end=\"url(#way-arrow)\"" } else { "" };
    let path = path(to, from, is_free(edge, drawing));
    let reason = escaped(&edge.reason);
    // A wide line that is not seen takes the pointer.
    let _ = write!(
        out,
        "<g class=\"edge {} {state}\" data-from=\"{}\" data-to=\"{}\" data-reason=\"{reason}\"><title>{reason}</title>\
         <path class=\"hit\" d=\"{path}\" style=\"fill: none; stroke: transparent; stroke-width: 14\"/>\
         <path class=\"line\" d=\"{path}\" fill=\"none\"{dashes}{arrow}/></g>",
        edge.class,
        key(edge.from),
        key(edge.to)
    );
}

/// Whether nothing stands between the two in their lane.
fn is_free(edge: &Edge, drawing: &Drawing) -> bool {
    let (first, last) = (edge.from.min(edge.to), edge.from.max(edge.to));
    let lane = drawing.nodes[first].lane;
    drawing.nodes[last].lane != lane || drawing.nodes[first + 1..last].iter().all(|node| node.lane != lane)
}

/// From one node down to the other: straight where nothing is in the way, around what is.
fn path(upper: &Row, lower: &Row, is_free: bool) -> String {
    let (x1, x2) = (upper.x, lower.x);
    let (y1, y2) = match upper.y <= lower.y {
        true => (upper.y + RADIUS + 2, lower.y.saturating_sub(RADIUS + 3)),
        false => (upper.y.saturating_sub(RADIUS + 2), lower.y + RADIUS + 3),
    };
    if x1 == x2 && is_free {
        return format!("M{x1} {y1}L{x2} {y2}");
    }
    if x1 == x2 {
        let around = x1.saturating_sub(30);
        return format!(
            "M{} {}C{around} {}, {around} {}, {} {}",
            x1 - 6,
            y1 - 4,
            y1 + 24,
            y2.saturating_sub(24),
            x2 - 9,
            y2 + 2
        );
    }
    // To the right at once, and down beside the other lane; or down first, where the lower one is further left.
    let aside = RADIUS + 3;
    match x1 < x2 {
        true => format!("M{} {}C{x2} {}, {x2} {}, {x2} {y2}", x1 + aside, upper.y, upper.y, upper.y + 24),
        false => format!(
            "M{x1} {y1}C{x1} {}, {x1} {}, {} {}",
            lower.y.saturating_sub(24),
            lower.y,
            x2 + aside,
            lower.y
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::{Drawing, Edge, Node, Sort, svg};

    fn article(number: i64, lane: usize, name: &str) -> Node {
        let sort = Sort::Article { number, address: format!("/articles/{number}") };
        Node { sort, lane, name: name.into(), facts: vec!["9 janvier 2022".into()], losses: Vec::new() }
    }

    fn edge(from: usize, to: usize, class: &'static str, proven: bool, reason: &str) -> Edge {
        Edge { from, to, class, proven, directed: true, reason: reason.into() }
    }

    #[test]
    fn what_is_proven_is_drawn_through_and_what_is_suspected_is_dashed() {
        let root =
            Node { sort: Sort::Origin, lane: 0, name: "le ministère".into(), facts: vec![], losses: vec![] };
        let mut copy = article(2, 0, "La Gazette");
        copy.losses.push(("hedge", "réserve perdue : « auraient » → « ont »".into()));
        let nodes = vec![root, article(1, 0, "Agence"), copy, article(3, 1, "Horizon")];
        let edges = vec![
            edge(1, 0, "names", true, "de sa propre source"),
            edge(2, 1, "copies", true, "le passage commun contient l’affirmation"),
            edge(3, 1, "unsourced", false, "sans source"),
        ];
        let drawn = svg(&Drawing { name: "Le chemin".into(), nodes, edges });
        assert!(drawn.contains("class=\"edge copies proven\" data-from=\"2\" data-to=\"1\""), "{drawn}");
        assert!(drawn.contains("class=\"edge unsourced suspected\" data-from=\"3\" data-to=\"1\""));
        assert_eq!(drawn.matches("stroke-dasharray=\"5 5\"").count(), 1);
        assert!(
            drawn.contains("class=\"loss hedge\"")
                && drawn.contains("✂ réserve perdue : « auraient » → « ont »")
        );
        assert!(drawn.contains("class=\"node root\"") && drawn.contains("href=\"/articles/3\""));
    }

    #[test]
    fn nothing_of_an_article_is_markup() {
        let hostile = "\"><script>alert(1)</script>\u{202e}\u{1b}[31m' onload='x";
        let mut node = article(1, 0, hostile);
        node.facts.push(hostile.into());
        node.losses.push(("source", hostile.into()));
        let drawing = Drawing {
            name: hostile.into(),
            nodes: vec![node, article(2, 0, hostile)],
            edges: vec![edge(1, 0, "cites", false, hostile), edge(7, 9, "cites", false, "nowhere")],
        };
        let drawn = svg(&drawing);
        assert!(
            !drawn.contains("<script") && !drawn.contains('\u{1b}') && !drawn.contains('\u{202e}'),
            "{drawn}"
        );
        assert!(!drawn.contains("'x") && !drawn.contains("\"\""));
    }

    #[test]
    fn many_lanes_stay_within_the_drawing() {
        let nodes = (0..40).map(|at: usize| article(at as i64, at, &"long ".repeat(50))).collect();
        let edges = (1..40).map(|at| edge(at, 0, "unsourced", false, "sans source")).collect();
        let drawn = svg(&Drawing { name: String::new(), nodes, edges });
        assert_eq!(drawn.matches("<a class=\"node\"").count(), 40);
    }
}
