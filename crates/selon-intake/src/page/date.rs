//! When a page was published, and what told it.

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use selon_record::Dated;

use super::metadata::Metadata;
use super::tree::{Kind, Tree};
use super::words::{self, Is, Line};

/// Names of `meta` elements that give the date of publication, the surest first.
const META: [&str; 29] = [
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "og:published_time",
    "article:published",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date.created",
    "dcterms.created",
    "dcterms.date",
    "dc.date",
    "dc.terms.created",
    "date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "published-date",
    "article.published",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "citation_publication_date",
    "citation_date",
    "rnews:datepublished",
    "originalpublicationdate",
    "datecreated",
    "og:pubdate",
];
/// Characters that a line of publication has at most.
const LINE: usize = 120;
/// Characters of a line that is hardly more than a date.
const SHORT: usize = 40;
/// Nodes before and after a headline among which its date stands.
const BEFORE: usize = 40;
const AFTER: usize = 80;
/// The first year of the web.
const FIRST_YEAR: i16 = 1990;

/// The date of a page, as precise as known, and what told it.
pub(super) fn published(
    tree: &Tree,
    metadata: &Metadata,
    address: Option<&str>,
    region: usize,
    day_first: bool,
) -> Option<(String, Dated)> {
    let stamp = |text: &str| stamp(text, day_first);
    let data = metadata.of_article("datePublished").and_then(&stamp);
    let data = data.or_else(|| metadata.meta(&META).and_then(&stamp));
    let data = data.or_else(|| element(tree, region, day_first));
    let data = data.map(|stamp| local(tree, metadata, &stamp, day_first).unwrap_or(stamp));
    let of_metadata = |stamp| (stamp, Dated::Metadata);
    let of_url = |stamp| (stamp, Dated::Url);
    let url = address.and_then(of_address);
    let day = |stamp: &String| stamp.len() >= 10;
    let words = || line(tree, region, day_first).map(|stamp| (stamp, Dated::Page));
    data.map(of_metadata)
        .or_else(|| url.clone().filter(day).map(of_url))
        .or_else(words)
        .or_else(|| url.map(of_url))
}

/// The same instant in the time of its place, where the page also gives it so: 23:30 in UTC is the next day in Paris.
fn local(tree: &Tree, metadata: &Metadata, universal: &str, day_first: bool) -> Option<String> {
    let universal: Timestamp = universal
        .strip_suffix('Z')
        .or(universal.strip_suffix("+00:00"))
        .and_then(|_| universal.parse().ok())?;
    let times = tree.elements("time").filter_map(|node| tree.attribute(node, "datetime"));
    let stated = metadata
        .of_article("datePublished")
        .into_iter()
        .chain(META.iter().flat_map(|name| metadata.all_meta(name)));
    stated.chain(times).filter_map(|text| stamp(text, day_first)).find(|stamp| {
        !stamp.ends_with('Z')
            && !stamp.ends_with("+00:00")
            && stamp.parse().is_ok_and(|local: Timestamp| local == universal)
    })
}

/// The date that an element gives in an attribute: `<time datetime>`, `<abbr class="published" title>`.
fn element(tree: &Tree, region: usize, day_first: bool) -> Option<String> {
    let stamp = |text: &str| stamp(text, day_first);
    let value = |node: usize| {
        let keys: &[&str] = if tree.tag(node) == "time" {
            &["datetime", "content"]
        } else {
            &["content", "datetime", "title"]
        };
        keys.iter().find_map(|key| tree.attribute(node, key)).and_then(&stamp)
    };
    let is = |node: usize, what: &str| {
        ["itemprop", "property", "class"]
            .iter()
            .filter_map(|key| tree.attribute(node, key))
            .any(|value| value.split(' ').any(|value| value.eq_ignore_ascii_case(what)))
    };
    let marked = (0..tree.len()).filter(|&node| {
        let says = ["datePublished", "schema:datePublished", "dc:date", "published"]
            .iter()
            .any(|what| is(node, what));
        (says || tree.attribute(node, "pubdate").is_some()) && !in_comments(tree, node)
    });
    let found = marked.filter_map(value).next();
    found.or_else(|| {
        // The first after the headline or in the article; those before stand in lists of other articles.
        let start = tree.elements("h1").next().filter(|&start| start < tree.node(region).end).unwrap_or(0);
        let article = tree.around(region).find(|&node| tree.tag(node) == "article");
        let start = article.map_or(start, |article| article.min(start.max(1)));
        let mut times = tree
            .elements("time")
            .filter(|&node| node >= start && node < tree.node(article.unwrap_or(region)).end);
        times.find_map(|node| value(node).filter(|_| !is(node, "updated") && !is(node, "modified")))
    })
}

/// The date in words of the page: in a line that says it is of publication, else in what is named a date, else in a short
/// line about the headline.
fn line(tree: &Tree, region: usize, day_first: bool) -> Option<String> {
    let stamp = |text: &str| stamp(text, day_first);
    let end = tree.node(region).end;
    let texts = |node: &usize| matches!(&tree.node(*node).kind, Kind::Text(text) if text.chars().any(char::is_alphanumeric));
    let said = (0..tree.len()).filter(texts).find_map(|node| {
        let around = std::iter::once(node).chain(tree.around(node).take(2));
        around
            .filter_map(|node| tree.line(node, LINE))
            .find_map(|line| words::lines(&line).contains(&Line::Published).then(|| stamp(&line)).flatten())
    });
    let named = || {
        let named = (0..end)
            .filter(|&node| !tree.is_whole(node) && tree.is(node, Is::Date) && !tree.is(node, Is::Comments));
        named.filter_map(|node| tree.line(node, LINE)).find_map(|line| stamp(&line))
    };
    let near = |from: usize, to: usize| {
        (from..to.min(end))
            .filter(texts)
            .filter_map(|node| tree.line(node, SHORT))
            .find_map(|line| stamp(&line))
    };
    let headline = tree.elements("h1").next().filter(|&headline| headline < end);
    let headline = || headline.and_then(|headline| near(headline.saturating_sub(BEFORE), headline + AFTER));
    said.or_else(named).or_else(headline).or_else(|| near(region.saturating_sub(BEFORE), region + AFTER))
}

/// Whether an element is in what readers write.
fn in_comments(tree: &Tree, node: usize) -> bool {
    tree.around(node).filter(|&node| !tree.is_whole(node)).take(6).any(|node| tree.is(node, Is::Comments))
}

/// The date in an address: `/2022/01/09/`, `/2022-01-09-`, `/20220109`, `/2022/01/`.
fn of_address(address: &str) -> Option<String> {
    let path = address.split_once("://").map_or(address, |(_, rest)| rest).split_once('/')?.1;
    let path = path.split(['?', '#']).next()?;
    let parts: Vec<&str> = path.split(|c: char| !c.is_ascii_digit()).collect();
    for (i, part) in parts.iter().enumerate() {
        if part.len() == 8
            && let (Some(year), Some(month), Some(day)) = (part.get(..4), part.get(4..6), part.get(6..))
            && let Some(date) = date(year, month, day)
        {
            return Some(date.to_string());
        }
        if part.len() == 4
            && let Some(month) = parts.get(i + 1).filter(|month| month.len() == 2)
        {
            let whole = parts
                .get(i + 2)
                .filter(|day| matches!(day.len(), 1 | 2))
                .and_then(|day| date(part, month, day));
            if let Some(date) = whole {
                return Some(date.to_string());
            }
            if path.contains(&format!("{part}/{month}")) && date(part, month, "1").is_some() {
                return Some(format!("{part}-{month}"));
            }
        }
    }
    None
}

fn date(year: &str, month: &str, day: &str) -> Option<Date> {
    let date = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
    (FIRST_YEAR..2100).contains(&date.year()).then_some(date)
}

/// The first date in a text, with the time after it where there is one, as ISO 8601.
///
/// `2022-01-09T14:05:00+01:00`, `20220109`, `09.01.2022 14:05`, `Sun, 09 Jan 2022 14:05:00 GMT`, « 9 janvier 2022 à 14h05 »,
/// "January 9, 2022, 2:05 pm". Of `03/04/2022` it is not known which the month is, unless days are known to come first.
pub(super) fn stamp(text: &str, day_first: bool) -> Option<String> {
    let tokens = tokens(text);
    (0..tokens.len()).find_map(|at| {
        let (date, after) = day(&tokens, at, day_first)?;
        let rest = tokens.get(after).map_or("", |token| &text[token.start..]);
        let between = &text[tokens[after - 1].end..tokens.get(after).map_or(text.len(), |token| token.start)];
        let time = (between.chars().count() <= 6).then(|| time(rest)).flatten();
        let joined = tokens.get(after).filter(|token| matches!(token.text, "à" | "at" | "um" | "a" | "T"));
        let time = time.or_else(|| joined.and_then(|token| time_after(&text[token.end..])));
        Some(match time {
            Some(time) => format!("{date}T{time}"),
            None => date.to_string(),
        })
    })
}

struct Token<'a> {
    text: &'a str,
    start: usize,
    end: usize,
    followed_by: char,
}

/// The runs of digits and of letters of a beginning.
fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens: Vec<Token> = Vec::new();
    for (at, c) in text.char_indices().take(300).filter(|(_, c)| c.is_alphanumeric()) {
        let end = at + c.len_utf8();
        match tokens.last_mut() {
            Some(last)
                if last.end == at
                    && last.text.ends_with(|d: char| d.is_ascii_digit()) == c.is_ascii_digit() =>
            {
                last.end = end;
                last.text = &text[last.start..end];
            }
            _ => tokens.push(Token { text: &text[at..end], start: at, end, followed_by: ' ' }),
        }
    }
    for token in &mut tokens {
        token.followed_by = text[token.end..].chars().next().unwrap_or(' ');
    }
    tokens
}

/// The day that begins at a token, and the number of the token after it.
fn day(tokens: &[Token], at: usize, day_first: bool) -> Option<(Date, usize)> {
    let text = |i: usize| tokens.get(at + i).map_or("", |token| token.text);
    let near = |i: usize| tokens.get(at + i).is_some_and(|token| token.start - tokens[at + i - 1].end <= 3);
    let digits = |word: &str, lengths: [usize; 2]| {
        lengths.contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit())
    };
    let (first, second, third) = (text(0), text(1), text(2));
    if digits(first, [8, 8]) {
        return Some((date(&first[..4], &first[4..6], &first[6..])?, at + 1));
    }
    if digits(first, [4, 4]) && near(1) && near(2) && digits(second, [1, 2]) && digits(third, [1, 2]) {
        return Some((date(first, second, third)?, at + 3));
    }
    if digits(first, [1, 2]) && near(1) {
        // « 1er janvier », "3rd of January"
        let ordinal = usize::from(matches!(second, "er" | "st" | "nd" | "rd" | "th"));
        let of = usize::from(matches!(text(1 + ordinal), "of" | "de"));
        let (month, year) = (1 + ordinal + of, 2 + ordinal + of);
        let year = year + usize::from(matches!(text(year), "de" | "del"));
        if let Some(month) = words::month(text(month)).filter(|_| digits(text(year), [4, 4])) {
            return Some((date(text(year), &month.to_string(), first)?, at + year + 1));
        }
        // « 09.01.22 »
        let dotted = third.len() == 2 && tokens[at].followed_by == '.' && tokens[at + 1].followed_by == '.';
        let century = if dotted { "20" } else { "" };
        if digits(second, [1, 2]) && near(2) && (digits(third, [4, 4]) || dotted) {
            let (one, two): (i8, i8) = (first.parse().ok()?, second.parse().ok()?);
            let either = one <= 12 && two <= 12 && one != two && tokens[at].followed_by == '/';
            let (day, month) = if two > 12 { (second, first) } else { (first, second) };
            return (day_first || !either)
                .then(|| date(&format!("{century}{third}"), month, day))
                .flatten()
                .map(|date| (date, at + 3));
        }
    }
    if let Some(month) = words::month(first).filter(|_| near(1) && digits(second, [1, 2])) {
        let ordinal = usize::from(matches!(third, "st" | "nd" | "rd" | "th"));
        if digits(text(2 + ordinal), [4, 4]) {
            return Some((date(text(2 + ordinal), &month.to_string(), second)?, at + 3 + ordinal));
        }
    }
    None
}

/// The time of day that follows, after blanks.
fn time_after(text: &str) -> Option<String> {
    time(text.trim_start())
}

/// The time of day a text begins with, with its zone: `14:05:00+01:00`, `14h05`, `2:05 pm`.
fn time(text: &str) -> Option<String> {
    let (hour, rest) = number(text, 2)?;
    let rest = rest.trim_start_matches([' ', '\u{A0}', '\u{202F}']);
    let rest = rest.strip_prefix([':', 'h', 'H'])?;
    let (minute, rest) = number(rest.trim_start_matches([' ', '\u{A0}', '\u{202F}']), 2)?;
    let (second, rest) = match rest.strip_prefix(':').and_then(|rest| number(rest, 2)) {
        Some((second, rest)) => (Some(second), rest),
        None => (None, rest),
    };
    let rest =
        rest.strip_prefix('.').map_or(rest, |rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()));
    let half: String = rest
        .chars()
        .filter(|c| !matches!(c, '.' | ' ' | '\u{A0}'))
        .take(2)
        .collect::<String>()
        .to_lowercase();
    let hour = match (half.as_str(), hour) {
        ("pm", 1..=11) => hour + 12,
        ("am", 12) => 0,
        _ => hour,
    };
    Time::new(hour, minute, second.unwrap_or(0), 0).ok()?;
    let seconds = second.map_or(String::new(), |second| format!(":{second:02}"));
    Some(format!("{hour:02}:{minute:02}{seconds}{}", zone(rest.trim_start()).unwrap_or_default()))
}

/// A number of some digits at most, and what follows.
fn number(text: &str, most: usize) -> Option<(i8, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let number = text.get(..digits).filter(|_| (1..=most).contains(&digits))?.parse().ok()?;
    Some((number, &text[digits..]))
}

/// The zone a text begins with: `Z`, `GMT`, `+01:00`, `+0100`.
fn zone(text: &str) -> Option<String> {
    if text.starts_with('Z') || text.starts_with("GMT") || text.starts_with("UTC") {
        return Some("Z".to_owned());
    }
    let sign = text.chars().next().filter(|c| matches!(c, '+' | '-'))?;
    let digits: String =
        text[1..].chars().filter(|c| *c != ':').take_while(char::is_ascii_digit).take(4).collect();
    let (hours, minutes) = (digits.get(..2)?, digits.get(2..4).unwrap_or("00"));
    let fits = hours.parse::<u8>().is_ok_and(|hours| hours <= 14)
        && minutes.parse::<u8>().is_ok_and(|minutes| minutes < 60);
    fits.then(|| format!("{sign}{hours}:{minutes}"))
}
