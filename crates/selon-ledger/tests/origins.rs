//! Cases of `tests/suite/origins`: who says it and on whose word, then the edges, the counts and what was lost.
//!
//! An article is a line `NUMBER OUTLET[ (LANGUAGE)][, credit FORM AGENCY]: SOURCE[ > SOURCE …][, hedged]`; a second line of one number is
//! a second assertion. A source is `nobody`, `author`, or a kind and a name (an organisation where no kind is said), with
//! what stands beside a name in brackets. `SELON_UPDATE=1` writes what the program says.

#![allow(clippy::unwrap_used)]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use selon_kb::Base;
use selon_ledger::copies::Direction;
use selon_ledger::origins::{
    Copied, Evidence, LossKind, Named, Node, Occurrence, Origins, Reason, SourceLink, Words, origins,
};
use selon_ledger::{Between, Decision, taken_back};
use selon_record::{Act, CodePointSpan, Credit, CreditForm, CreditPart, Form, Level, Polarity, SourceKind};

const PLAIN: &str = "les émeutes ont fait au moins 164 morts";
const HEDGED: &str = "les émeutes auraient fait au moins 164 morts";
/// Where the words of a case lie in its text: content, cue, source.
const CONTENT: usize = 100;
const CUE: usize = 200;
const SOURCE: usize = 300;

#[test]
fn cases() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/suite/origins");
    let update = std::env::var("SELON_UPDATE").is_ok_and(|value| value == "1");
    let filter = std::env::var("SELON_CASE").unwrap_or_default();
    let mut files: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let (mut wrong, mut run) = (String::new(), 0);
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let mut parts = text.split("\n--- ");
        let mut written = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (name, body) = part.split_once(" ---\n").unwrap_or((part, ""));
            let (given, expected) = body.split_once("=>\n").unwrap_or((body, ""));
            let found = print(given);
            if name.contains(&filter) {
                run += 1;
                if found != expected.trim_end() {
                    let place = file.display();
                    let _ = writeln!(wrong, "{place}: {name}\n{given}expected\n{expected}found\n{found}\n");
                }
            }
            let _ = write!(written, "\n--- {name} ---\n{given}=>\n{found}\n");
        }
        if update {
            fs::write(&file, written).unwrap();
        }
    }
    assert!(run > 0, "no case has {filter:?} in its name");
    assert!(update || wrong.is_empty(), "\n{wrong}");
}

/// What the program finds in a case, as its expected lines say it.
fn print(given: &str) -> String {
    let (mut occurrences, mut copies, mut edits) = (Vec::new(), Vec::new(), Vec::new());
    for line in given.lines().filter(|line| !line.is_empty()) {
        let number = i64::try_from(edits.len()).unwrap() + 1;
        match line.split_whitespace().collect::<Vec<_>>()[..] {
            ["copy", b, joint, a, ..] => copies.push(copied(a, b, joint, line)),
            ["part", a, b] => edits.push((number, Decision::Part(Between { a: node(a), b: node(b) }))),
            ["tie", a, b] => edits.push((number, Decision::Tie(Between { a: node(a), b: node(b) }))),
            ["undo", edit] => edits.push((number, Decision::Undo(edit.parse().unwrap()))),
            _ => occurrences.push(occurrence(line, occurrences.len())),
        }
    }
    let undone = taken_back(edits.iter().map(|(number, decision)| (*number, decision)));
    edits.retain(|(number, _)| !undone.contains(number));
    let found = origins(&occurrences, &copies, Base::built_in(), &edits);
    let mut lines = vec![format!("at least {}, at most {}", found.at_least, found.at_most)];
    lines.extend(edges(&found));
    lines.extend(losses(&found, &occurrences));
    lines.join("\n")
}

fn node(number: &str) -> Node {
    Node::Article(number.parse().unwrap())
}

fn copied(a: &str, b: &str, joint: &str, line: &str) -> Copied {
    let number = |word: &str| word.trim_end_matches(',').parse().unwrap();
    let start = if line.contains("elsewhere") { 1000 } else { CONTENT };
    let span = CodePointSpan::new(start, start + 60);
    Copied {
        a: number(a),
        b: number(b),
        near: line.contains("near"),
        direction: if joint == "of" { Direction::Forward } else { Direction::Unknown },
        passages: vec![(span, span)],
    }
}

fn occurrence(line: &str, place: usize) -> Occurrence {
    let (head, rest) = line.split_once(": ").unwrap();
    let (head, credit) =
        head.split_once(", credit ").map_or((head, None), |(head, credit)| (head, Some(credit)));
    let (number, outlet) = head.split_once(' ').unwrap();
    let (outlet, language) = match outlet.strip_suffix(" (en)") {
        Some(outlet) => (outlet, "en"),
        None => (outlet, "fr"),
    };
    let (sources, level) = match rest.strip_suffix(", hedged") {
        Some(sources) => (sources, Level::Hearsay),
        None => (rest, Level::Certain),
    };
    let mut titles = Vec::new();
    let named = sources.split(" > ").filter(|source| *source != "nobody");
    let chain: Vec<SourceLink> = named.map(|source| link(source, &mut titles)).collect();
    let article: i64 = number.parse().unwrap();
    let content = if level == Level::Hearsay { HEDGED } else { PLAIN };
    let hedge = content.find("auraient").map(|at| {
        let start = CONTENT + content[..at].chars().count();
        words(start, "auraient")
    });
    let nearest = chain.last().map(|link| link.name.name.clone());
    Occurrence {
        article,
        assertion: i64::try_from(place).unwrap(),
        language: language.to_owned(),
        voice: Named { name: outlet.to_owned(), kb: None },
        published: Some((article * 3600, article * 3600 + 1)),
        credits: credit.map(self::credit).into_iter().collect(),
        source: nearest.as_deref().map_or_else(Words::default, |name| words(SOURCE, name)),
        cue: nearest.map_or_else(Words::default, |_| words(CUE, "selon")),
        mentioned: Vec::new(),
        chain,
        unnamed: None,
        titles,
        affiliations: Vec::new(),
        form: Form::Frame,
        act: Act::Assert,
        level,
        polarity: Polarity::Positive,
        certainty: hedge.unwrap_or_default(),
        content: words(CONTENT, content),
    }
}

fn words(start: usize, text: &str) -> Words {
    Words { spans: vec![CodePointSpan::new(start, start + text.chars().count())], text: text.to_owned() }
}

fn link(source: &str, titles: &mut Vec<String>) -> SourceLink {
    let kinds = [
        ("person", SourceKind::Person),
        ("group", SourceKind::Group),
        ("organisation", SourceKind::Organisation),
        ("outlet", SourceKind::Outlet),
        ("document", SourceKind::Document),
        ("unnamed", SourceKind::Unnamed),
        ("author", SourceKind::Author),
    ];
    let (first, rest) = source.split_once(' ').unwrap_or((source, source));
    let known = kinds.iter().find(|(name, _)| *name == first);
    let (kind, name) = known.map_or((SourceKind::Organisation, source), |(_, kind)| (*kind, rest));
    let name = match name.split_once(" (") {
        Some((name, title)) => {
            titles.push(selon_kb::fold::fold(&format!("{} {name}", title.trim_end_matches(')'))));
            name
        }
        None => name,
    };
    // As readings have it: names are recognised, or written with capitals.
    let is_name = name.chars().skip(1).any(char::is_uppercase)
        || name.contains('.')
        || name.starts_with(char::is_uppercase);
    SourceLink { kind, name: Named { name: name.to_owned(), kb: None }, is_name }
}

fn credit(said: &str) -> Credit {
    let (form, agency) = said.split_once(' ').unwrap();
    let form = match form {
        "sole" => CreditForm::Sole,
        "with" => CreditForm::With,
        "dateline" => CreditForm::Dateline,
        _ => CreditForm::Closing,
    };
    let span = CodePointSpan::new(0, agency.chars().count());
    Credit { agency: agency.to_owned(), kb: None, form, part: CreditPart::Byline, span }
}

fn edges(found: &Origins) -> impl Iterator<Item = String> {
    let node = |node: &Node| match node {
        Node::Article(id) => id.to_string(),
        Node::Outlet(key) => format!("({key})"),
    };
    found.edges.iter().map(move |edge| {
        let mut how = if edge.proven { "proven" } else { "suspected" }.to_owned();
        if !edge.joins {
            how.push_str(", joins nothing");
        }
        let kind = serde_json::to_value(edge.kind).unwrap().as_str().unwrap().replace('_', " ");
        format!("{} ← {} {kind}, {how}: {}", node(&edge.from), node(&edge.to), reason(&edge.reason))
    })
}

/// The code in words, then what it names.
fn reason(reason: &Reason) -> String {
    let value = serde_json::to_value(reason).unwrap();
    let fields = value.as_object().unwrap();
    let names = fields.iter().filter(|(key, _)| *key != "code").filter_map(|(_, value)| value.as_str());
    let code = fields["code"].as_str().unwrap().replace('_', " ");
    names.fold(code, |said, name| format!("{said} “{name}”"))
}

fn losses(found: &Origins, occurrences: &[Occurrence]) -> Vec<String> {
    let text = |evidence: &[Evidence]| -> String {
        let of = |evidence: &Evidence| {
            let occurrence = occurrences.iter().find(|o| o.article == evidence.article).unwrap();
            let (start, words) = match evidence.span.start {
                SOURCE.. => (SOURCE, &occurrence.source),
                CUE.. => (CUE, &occurrence.cue),
                _ => (CONTENT, &occurrence.content),
            };
            words.text.chars().skip(evidence.span.start - start).take(evidence.span.len()).collect::<String>()
        };
        evidence.iter().map(of).collect::<Vec<_>>().join(" ")
    };
    let mut lines = Vec::new();
    for step in &found.steps {
        for loss in &step.losses {
            let kind = match loss.kind {
                LossKind::Hedge => "hedge",
                LossKind::Source => "source",
                LossKind::Distance => "distance",
                LossKind::HedgeGain => "hedge gain",
            };
            let source = loss.source.as_ref().map_or_else(String::new, |source| format!(" “{source}”"));
            let (before, after) = (text(&loss.before), text(&loss.after));
            lines.push(format!("{} → {} {kind}{source}: “{before}” → “{after}”", loss.from, step.article));
        }
    }
    lines
}
