//! How many claims there are on each day: bars, each a link that narrows the list to its days.

use std::fmt::Write;

use jiff::civil::Date;

use super::escaped;

/// Width and height of the drawing, and of its bars.
const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 84.0;
const BARS: f64 = 64.0;

/// A bar of it.
pub(crate) struct Bar {
    pub(crate) first: Date,
    pub(crate) last: Date,
    pub(crate) claims: u32,
    /// Where it leads.
    pub(crate) href: String,
    /// What it says: its days and how many claims.
    pub(crate) title: String,
    /// Whether its days are among those that the list is narrowed to.
    pub(crate) is_chosen: bool,
}

/// The drawing; `name` says what it shows, `ends` its first and its last day. Nothing for no bars. Lengths are proportional to the
/// claims, places to the days: what lies between two bars is time without a claim.
pub(crate) fn timeline(bars: &[Bar], name: &str, ends: [&str; 2]) -> String {
    let (Some(first), Some(last)) = (bars.first(), bars.last()) else { return String::new() };
    let day = |day: Date| f64::from((day - first.first).get_days());
    let across = WIDTH / (day(last.last) + 1.0);
    let most = f64::from(bars.iter().map(|bar| bar.claims).max().unwrap_or(1).max(1));
    let is_narrowed = bars.iter().any(|bar| bar.is_chosen);
    let mut svg = format!(
        r#"<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="group" aria-label="{}"{}>"#,
        escaped(name),
        if is_narrowed { r#" class="brushed""# } else { "" }
    );
    for bar in bars {
        let left = day(bar.first) * across;
        let room = (day(bar.last) - day(bar.first) + 1.0) * across;
        let (width, height) = ((room - 1.0).max(room * 0.8), (f64::from(bar.claims) / most * BARS).max(2.0));
        let class = if bar.is_chosen { "bar in" } else { "bar" };
        let (title, href) = (escaped(&bar.title), escaped(&bar.href));
        // The whole height can be pressed. By keyboard days are chosen in the form, or with the arrow keys of the script.
        let _ = write!(
            svg,
            r#"<g class="{class}" data-start="{}" data-end="{}"><a href="{href}" tabindex="-1" aria-label="{title}"><title>{title}</title><rect x="{left:.2}" y="0" width="{room:.2}" height="{BARS}" fill="none" pointer-events="all"/><rect x="{left:.2}" y="{:.2}" width="{width:.2}" height="{height:.2}"/></a></g>"#,
            bar.first,
            bar.last,
            BARS - height,
        );
    }
    let (start, end) = (escaped(ends[0]), escaped(ends[1]));
    let line = BARS + 0.5;
    let below = HEIGHT - 5.0;
    let _ = write!(
        svg,
        r#"<g class="axis" aria-hidden="true"><line x1="0" x2="{WIDTH}" y1="{line}" y2="{line}"/><text x="0" y="{below}">{start}</text>"#
    );
    if start != end {
        let _ = write!(svg, r#"<text x="{WIDTH}" y="{below}" text-anchor="end">{end}</text>"#);
    }
    svg.push_str("</g></svg>");
    svg
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn bar(first: Date, last: Date, claims: u32) -> Bar {
        let title = format!("{first} <b>\"&");
        Bar { first, last, claims, href: "/?from=a&to=b".into(), title, is_chosen: false }
    }

    #[test]
    fn days_are_bars_in_their_places() {
        let bars = [bar(date(2022, 1, 1), date(2022, 1, 1), 4), bar(date(2022, 1, 4), date(2022, 1, 4), 1)];
        let svg = timeline(&bars, "Par <jour>", ["1 & 2", "4"]);
        assert!(svg.contains(r#"data-start="2022-01-04" data-end="2022-01-04""#), "{svg}");
        assert!(svg.contains(r#"x="480.00" y="48.00""#), "three of four days along, a quarter high: {svg}");
        assert!(svg.contains("Par &#60;jour&#62;") && !svg.contains("<b>"), "{svg}");
        assert!(svg.contains("from=a&#38;to=b"), "{svg}");
        assert_eq!(timeline(&[], "x", ["", ""]), "");
    }

    proptest! {
        #[test]
        fn bars_stay_within_the_drawing(days in proptest::collection::btree_map(0i64..40_000, 0u32..9999, 1..100)) {
            use jiff::ToSpan;
            let bars: Vec<Bar> = days.iter().map(|(day, claims)| {
                let day = date(1950, 1, 1).checked_add(day.days()).unwrap();
                bar(day, day, *claims)
            }).collect();
            let svg = timeline(&bars, "x", ["a", "b"]);
            for rect in svg.split("<rect ").skip(1) {
                let attribute = |name: &str| -> f64 {
                    let (_, value) = rect.split_once(&format!("{name}=\"")).unwrap();
                    value.split_once('"').unwrap().0.parse().unwrap()
                };
                prop_assert!(attribute("x") >= 0.0 && attribute("x") + attribute("width") <= WIDTH + 0.01, "{}", rect);
                prop_assert!(attribute("y") >= 0.0 && attribute("y") + attribute("height") <= BARS + 0.01, "{}", rect);
            }
        }
    }
}
