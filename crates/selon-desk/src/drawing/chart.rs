//! Figures through time: a dot for each, as high as its number and as far right as its time; what conflicts is joined by a marked
//! line, what updates by an arrow.

use std::fmt::Write as _;

use selon_record::SourceKind;
use selon_view::html::kind_class;

use super::escaped;

/// What is drawn.
#[derive(Clone, Debug, Default)]
pub(crate) struct Chart {
    /// What the drawing is called, for those who do not see it.
    pub(crate) name: String,
    pub(crate) dots: Vec<Dot>,
    pub(crate) lines: Vec<Line>,
    /// Words for an instant (Unix seconds) and a number, beside the axes.
    pub(crate) ticks: Ticks,
}

/// The words beside the axes: where, and what.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ticks {
    pub(crate) times: Vec<(i64, String)>,
    pub(crate) numbers: Vec<(f64, String)>,
}

/// One figure.
#[derive(Clone, Debug)]
pub(crate) struct Dot {
    /// Unix seconds.
    pub(crate) time: i64,
    pub(crate) number: f64,
    pub(crate) kind: SourceKind,
    /// The letter of its kind and the number of its source in the legend.
    pub(crate) mark: String,
    pub(crate) conflict: bool,
    pub(crate) update: bool,
    /// Of its words in the article.
    pub(crate) address: String,
    /// All there is to say of it.
    pub(crate) title: String,
}

/// What joins two dots, by their places.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Line {
    pub(crate) from: usize,
    pub(crate) to: usize,
    /// The later one speaks of another moment; else both cannot hold.
    pub(crate) update: bool,
}

const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 340.0;
const LEFT: f64 = 64.0;
const RIGHT: f64 = 24.0;
const TOP: f64 = 26.0;
const BOTTOM: f64 = 36.0;
const RADIUS: f64 = 7.0;
/// The width of a letter beside an axis, about.
const LETTER: f64 = 7.0;

/// The chart as SVG. Beside it the page has the same as a table.
pub(crate) fn svg(chart: &Chart) -> String {
    let scale = Scale::of(chart);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"group\" aria-label=\"{}\" width=\"{WIDTH}\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" \
         style=\"height: auto\"><defs><marker id=\"chart-arrow\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\" \
         markerHeight=\"7\" orient=\"auto\"><path d=\"M0 0L8 4L0 8z\" fill=\"context-stroke\"/></marker></defs>",
        escaped(&chart.name)
    );
    axes(&mut out, chart, &scale);
    let places = apart(chart, &scale);
    for line in &chart.lines {
        let (Some(from), Some(to)) = (places.get(line.from), places.get(line.to)) else { continue };
        line_svg(&mut out, *from, *to, line.update);
    }
    for (dot, place) in chart.dots.iter().zip(&places) {
        dot_svg(&mut out, dot, *place);
    }
    out + "</svg>"
}

/// Where times and numbers stand.
struct Scale {
    first: i64,
    last: i64,
    low: f64,
    high: f64,
}

impl Scale {
    fn of(chart: &Chart) -> Scale {
        let times =
            || chart.dots.iter().map(|dot| dot.time).chain(chart.ticks.times.iter().map(|(time, _)| *time));
        let ticks = chart.ticks.numbers.iter().map(|(number, _)| *number);
        let numbers = || {
            chart.dots.iter().map(|dot| dot.number).chain(ticks.clone()).filter(|number| number.is_finite())
        };
        Scale {
            first: times().min().unwrap_or(0),
            last: times().max().unwrap_or(0),
            low: numbers().fold(0.0, f64::min),
            high: numbers().fold(0.0, f64::max),
        }
    }

    fn x(&self, time: i64) -> f64 {
        // Times of one instant stand in the middle.
        let whole = (self.last as f64 - self.first as f64).max(0.0);
        let share = if whole == 0.0 { 0.5 } else { (time as f64 - self.first as f64) / whole };
        LEFT + share.clamp(0.0, 1.0) * (WIDTH - LEFT - RIGHT)
    }

    fn y(&self, number: f64) -> f64 {
        let whole = self.high - self.low;
        let share = (number - self.low) / whole;
        let share = if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.5 };
        HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)
    }
}

fn axes(out: &mut String, chart: &Chart, scale: &Scale) {
    out.push_str("<g class=\"axis\">");
    for (number, words) in &chart.ticks.numbers {
        let y = scale.y(*number);
        let _ = write!(
            out,
            "<line class=\"grid\" x1=\"{LEFT}\" x2=\"{}\" y1=\"{y:.1}\" y2=\"{y:.1}\"/>\
             <text x=\"{}\" y=\"{:.1}\" text-anchor=\"end\">{}</text>",
            WIDTH - RIGHT,
            LEFT - 8.0,
            y + 4.0,
            escaped(words)
        );
    }
    // Words that would stand on those before them are left out; their line stays.
    let mut free_from = 0.0;
    for (time, words) in &chart.ticks.times {
        let (x, base) = (scale.x(*time), HEIGHT - BOTTOM);
        let width = words.chars().count() as f64 * LETTER;
        let (anchor, start) = if x > WIDTH - 70.0 {
            ("end", x - width)
        } else if x < LEFT + 20.0 {
            ("start", x)
        } else {
            ("middle", x - width / 2.0)
        };
        let _ = write!(out, "<line x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{base}\" y2=\"{}\"/>", base + 5.0);
        if start >= free_from {
            free_from = start + width + LETTER;
            let _ = write!(
                out,
                "<text x=\"{x:.1}\" y=\"{}\" text-anchor=\"{anchor}\">{}</text>",
                base + 20.0,
                escaped(words)
            );
        }
    }
    out.push_str("</g>");
}

/// The places of the dots; one that would lie on another stands beside it.
fn apart(chart: &Chart, scale: &Scale) -> Vec<(f64, f64)> {
    let mut places: Vec<(f64, f64)> = Vec::with_capacity(chart.dots.len());
    for dot in &chart.dots {
        let (mut x, y) = (scale.x(dot.time), scale.y(dot.number));
        let is_taken = |x: f64| {
            places
                .iter()
                .any(|(a, b): &(f64, f64)| (a - x).abs() < 2.2 * RADIUS && (b - y).abs() < 2.2 * RADIUS)
        };
        let step = if x > WIDTH / 2.0 { -2.3 * RADIUS } else { 2.3 * RADIUS };
        while is_taken(x) && (LEFT..=WIDTH - RIGHT).contains(&(x + step)) {
            x += step;
        }
        places.push((x, y));
    }
    places
}

fn line_svg(out: &mut String, from: (f64, f64), to: (f64, f64), update: bool) {
    // As far as the rims of the dots.
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let length = dx.hypot(dy);
    if length < 3.0 * RADIUS {
        return;
    }
    let (ux, uy) = (dx / length * (RADIUS + 3.0), dy / length * (RADIUS + 3.0));
    let ends = format!(
        "x1=\"{:.1}\" y1=\"{:.1}\" x2=\"{:.1}\" y2=\"{:.1}\"",
        from.0 + ux,
        from.1 + uy,
        to.0 - ux,
        to.1 - uy
    );
    let _ = match update {
        true => write!(
            out,
            "<line class=\"update\" {ends} style=\"stroke: var(--update); stroke-width: 1.4; opacity: .65\" marker-end=\"url(#chart-arrow)\"/>"
        ),
        // Two strokes across mark a conflict, whatever its colour.
        false => {
            let (x, y) = ((from.0 + to.0) / 2.0, (from.1 + to.1) / 2.0);
            write!(
                out,
                "<g class=\"conflict\" style=\"stroke: var(--against); stroke-width: 1.6; opacity: .8\"><line {ends}/>\
                 <path d=\"M{:.1} {:.1}L{:.1} {:.1}M{:.1} {:.1}L{:.1} {:.1}\"/></g>",
                x - 5.0,
                y - 5.0,
                x + 5.0,
                y + 5.0,
                x - 5.0,
                y + 5.0,
                x + 5.0,
                y - 5.0
            )
        }
    };
}

fn dot_svg(out: &mut String, dot: &Dot, (x, y): (f64, f64)) {
    let mut class = format!("dot {}", kind_class(dot.kind));
    for (is_so, name) in [(dot.conflict, " conflict"), (dot.update, " update")] {
        if is_so {
            class += name;
        }
    }
    let _ = write!(
        out,
        "<a class=\"{class}\" href=\"{}\"><title>{}</title>{}<text x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{}</text></a>",
        escaped(&dot.address),
        escaped(&dot.title),
        shape(dot.kind, x, y),
        y - RADIUS - 5.0,
        escaped(&dot.mark)
    );
}

/// A shape for each sort of source: round for who speaks, square for bodies, pointed for outlets and papers, open for the unnamed.
fn shape(kind: SourceKind, x: f64, y: f64) -> String {
    let r = RADIUS;
    let polygon = |points: &[(f64, f64)]| {
        let points: Vec<String> =
            points.iter().map(|(dx, dy)| format!("{:.1} {:.1}", x + dx, y + dy)).collect();
        format!("<path d=\"M{}z\"/>", points.join("L"))
    };
    match kind {
        SourceKind::Organisation | SourceKind::Group => {
            format!(
                "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"{}\" height=\"{}\"/>",
                x - r + 1.0,
                y - r + 1.0,
                2.0 * r - 2.0,
                2.0 * r - 2.0
            )
        }
        SourceKind::Outlet | SourceKind::Document => polygon(&[(0.0, -r), (r, 0.0), (0.0, r), (-r, 0.0)]),
        SourceKind::Unnamed | SourceKind::None => polygon(&[(0.0, -r), (r, r - 1.0), (-r, r - 1.0)]),
        SourceKind::Person | SourceKind::Author => format!("<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{r}\"/>"),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use selon_record::SourceKind;

    use super::{Chart, Dot, Line, svg};

    fn dot(time: i64, number: f64, words: &str) -> Dot {
        Dot {
            time,
            number,
            kind: SourceKind::Organisation,
            mark: "O1".into(),
            conflict: true,
            update: false,
            address: "/articles/1?assertion=1".into(),
            title: words.into(),
        }
    }

    #[test]
    fn conflicts_and_updates_are_told_apart() {
        let line = |to, update| Line { from: 0, to, update };
        let dots =
            vec![dot(0, 164.0, "164 morts"), dot(86_400, 44.0, "44 morts"), dot(600_000, 225.0, "225 morts")];
        let drawn = svg(&Chart {
            dots,
            lines: vec![line(1, false), line(2, true), line(9, true)],
            ..Chart::default()
        });
        assert_eq!(
            (drawn.matches("class=\"conflict\"").count(), drawn.matches("marker-end").count()),
            (1, 1)
        );
        assert!(drawn.contains(
            "<a class=\"dot k-organisation conflict\" href=\"/articles/1?assertion=1\"><title>164 morts</title>"
        ));
    }

    #[test]
    fn nothing_of_an_article_is_markup() {
        let hostile = "\"><script>alert(1)</script>\u{202e}' onload='x";
        let mut one = dot(0, 1.0, hostile);
        (one.mark, one.address) = (hostile.into(), hostile.into());
        let mut chart = Chart { name: hostile.into(), dots: vec![one], ..Chart::default() };
        chart.ticks.times.push((0, hostile.into()));
        chart.ticks.numbers.push((0.0, hostile.into()));
        let drawn = svg(&chart);
        assert!(
            !drawn.contains("<script") && !drawn.contains('\u{202e}') && !drawn.contains("'x"),
            "{drawn}"
        );
    }

    proptest! {
        #[test]
        fn every_number_has_its_place(numbers in proptest::collection::vec((any::<i64>(), any::<f64>()), 0..20)) {
            let dots: Vec<Dot> = numbers.into_iter().map(|(time, number)| dot(time, number, "x")).collect();
            let lines = (1..dots.len()).map(|to| Line { from: 0, to, update: to % 2 == 0 }).collect();
            let drawn = svg(&Chart { dots, lines, ..Chart::default() });
            prop_assert!(!drawn.contains("NaN") && !drawn.contains("inf"), "{}", drawn);
        }
    }
}
