//! What speaks for and against a stretch as a name of each type, by names that a person can read.

use selon_record::EntityType;

use super::candidate::Candidate;
use super::words::Words;
use crate::model::Facts;

/// The most bytes of words that are facts themselves.
const LONGEST: usize = 40;

/// Notes what is known of a candidate.
pub(super) fn note(words: &Words<'_>, candidate: &Candidate, facts: &mut Facts) {
    let recogniser = recogniser(words, candidate);
    facts.add(&["rec=", &recogniser]);
    elsewhere(words, candidate, &recogniser, facts);
    known(words, candidate, &recogniser, facts);
    own_words(words, candidate, &recogniser, facts);
    around(words, candidate, &recogniser, facts);
    syntax(words, candidate, facts);
}

/// What the recogniser says of a stretch: `exact:PER`, `within:ORG`, `around:LOC`, `crosses:PER`, `none`.
fn recogniser(words: &Words<'_>, candidate: &Candidate) -> String {
    let own = &candidate.tokens;
    let first = own.clone().find_map(|i| words.recognised_at(i));
    let Some(found) = first else { return "none".to_owned() };
    let all = &found.tokens;
    let relation = if all == own {
        "exact"
    } else if all.start <= own.start && own.end <= all.end {
        "within"
    } else if own.start <= all.start && all.end <= own.end {
        "around"
    } else {
        "crosses"
    };
    let further = (all.end..own.end).find_map(|i| words.recognised_at(i));
    match further {
        Some(further) => format!("{relation}:{}+{}", found.label, further.label),
        None => format!("{relation}:{}", found.label),
    }
}

/// What the article says of the same words in other places, and of longer names that have them.
fn elsewhere(words: &Words<'_>, candidate: &Candidate, recogniser: &str, facts: &mut Facts) {
    let text = &words.tree.doc.text()[candidate.span.range()];
    let own = recogniser.strip_prefix("exact:");
    let whole = words.labels_of(text).and_then(|tally| tally.most(own)).unwrap_or("-");
    facts.add(&["elsewhere=", whole]);
    facts.add(&["elsewhere=", whole, " rec=", recogniser]);
    let last = words.labels_ending(text).and_then(|tally| tally.most(None)).unwrap_or("-");
    facts.add(&["ends=", last]);
    let held = words.labels_holding(text).and_then(|tally| tally.most(None)).unwrap_or("-");
    facts.add(&["part of=", held]);
    if candidate.tokens.len() > 1 {
        let i = candidate.tokens.end - 1;
        let last = words.labels_of(words.tree.token(i).text()).and_then(|tally| tally.most(None));
        facts.add(&["last alone=", last.unwrap_or("-")]);
    }
}

/// What the knowledge base has under these words.
fn known(words: &Words<'_>, candidate: &Candidate, recogniser: &str, facts: &mut Facts) {
    let text = &words.tree.doc.text()[candidate.span.range()];
    let known = words.known(text);
    let length = if candidate.tokens.len() > 1 { "several" } else { "one" };
    for sign in &known {
        facts.add(&["known=", sign, " ", length]);
        facts.add(&["known=", sign, " rec=", recogniser]);
    }
    if known.is_empty() {
        facts.add(&["unknown ", length]);
    } else if known.len() > 1 {
        facts.add(&["known=", known[0], " and ", known[1]]);
    }
}

/// The words themselves and how they are written.
fn own_words(words: &Words<'_>, candidate: &Candidate, recogniser: &str, facts: &mut Facts) {
    let tree = words.tree;
    let (start, end) = (candidate.tokens.start, candidate.tokens.end);
    let text = &tree.doc.text()[candidate.span.range()];
    if text.len() <= LONGEST {
        facts.add(&["text=", &text.to_lowercase()]);
    }
    let short = |i: usize| Some(words.plain(i)).filter(|word| word.len() <= LONGEST).unwrap_or("…");
    let length = ["1", "2", "3", "4", "5", "6"][(end - start).min(6) - 1];
    facts.add(&["length=", length]);
    let (first, last) = (short(start), short(end - 1));
    let shape = shape(words, candidate);
    facts.add(&["shape=", &shape]);
    facts.add(&["shape=", &shape, " rec=", recogniser]);
    if end - start > 1 {
        facts.add(&["first=", first]);
        facts.add(&["last=", last]);
        facts.add(&["second=", short(start + 1)]);
        for i in start + 1..end - 1 {
            if words.is_capital(i) {
                facts.add(&["inside=", short(i)]);
            }
        }
    }
    let ending =
        |letters: usize| last.char_indices().rev().nth(letters - 1).map_or(last, |(at, _)| &last[at..]);
    facts.add(&["ending=", ending(3), " length=", length]);
    facts.add(&["ending=", ending(4)]);
    let mut parts = String::new();
    for i in candidate.tokens.clone().take(5) {
        parts.push_str(tree.token(i).pos());
        parts.push(' ');
    }
    facts.add(&["pos=", &parts]);
    let given = first.split('-').next().is_some_and(|name| words.lexicon.first_names.contains_key(name));
    facts.add(&["first name=", if given { "yes" } else { "no" }, " length=", length]);
    if let Some(kind) = words.head_type(start) {
        facts.add(&["heads=", name(kind), " shape=", &shape]);
        facts.add(&["heads=", name(kind), " rec=", recogniser]);
    }
}

/// How words are written, each part once: `X` a capital and small letters, `A` capitals, `a` small letters, `9` figures.
fn shape(words: &Words<'_>, candidate: &Candidate) -> String {
    let mut shape = String::new();
    for i in candidate.tokens.clone().take(6) {
        let text = words.tree.token(i).text();
        let capitals = text.chars().filter(|c| c.is_uppercase()).count();
        let letters = text.chars().filter(|c| c.is_alphabetic()).count();
        let figures = text.contains(|c: char| c.is_numeric());
        shape.push(match (capitals, letters) {
            (_, 0) if figures => '9',
            (_, 0) => '.',
            (1, 1) => 'I',
            (_, _) if capitals == letters => 'A',
            (0, _) => 'a',
            _ if !text.starts_with(char::is_uppercase) => 'm',
            _ => 'X',
        });
        if letters > 0 && figures {
            shape.push('9');
        }
        if text.contains('-') && text.len() > 1 {
            shape.push('-');
        }
        if text.contains('.') && text.len() > 1 {
            shape.push('.');
        }
    }
    shape
}

/// The words before and behind, titles, marks.
fn around(words: &Words<'_>, candidate: &Candidate, recogniser: &str, facts: &mut Facts) {
    let tree = words.tree;
    let (start, end) = (candidate.tokens.start, candidate.tokens.end);
    let word = |i: Option<usize>| match i {
        Some(i) if words.plain(i).len() <= LONGEST => words.plain(i),
        Some(_) => "…",
        None => "|",
    };
    let before = words.before(start);
    let further = before.and_then(|i| words.before(i));
    let behind = words.behind(end);
    let beyond = behind.and_then(|i| words.behind(i + 1));
    facts.add(&["before=", word(before)]);
    facts.add(&["before=", word(further), " ", word(before)]);
    facts.add(&["before=", word(before), " rec=", recogniser]);
    facts.add(&["behind=", word(behind)]);
    facts.add(&["behind=", word(behind), " ", word(beyond)]);
    let capital = |i: Option<usize>| match i {
        Some(i) if words.is_capital(i) => "capital",
        Some(i) if words.is_number(i) => "number",
        Some(i) => tree.token(i).pos(),
        None => "|",
    };
    facts.add(&["before is ", capital(before), " rec=", recogniser]);
    facts.add(&["behind is ", capital(behind), " rec=", recogniser]);
    facts.add(&["between ", capital(before), " ", capital(behind)]);
    let opens = tree.opens_sentence(start);
    facts.add(&[if opens { "opens a sentence" } else { "within a sentence" }, " rec=", recogniser]);
    // « le *président* kazakh X », « la *ville* de X »: the nearest noun in small letters before it.
    let nouns = (start.saturating_sub(4)..start).rev().take_while(|&i| !tree.token(i).is_space());
    let mut nouns = nouns.filter(|&i| tree.token(i).pos() == "NOUN" && !words.is_capital(i));
    if let Some(noun) = nouns.next() {
        let distance = ["0", "1", "2", "3", "4"][start - noun];
        facts.add(&["noun before=", tree.token(noun).lemma(), " ", distance]);
        if let Some(kind) = words.head_type(noun) {
            facts.add(&["introduced as ", name(kind), " ", distance]);
        }
    }
    let title = before.is_some_and(|i| words.lexicon.titles.contains_key(words.plain(i)));
    if title {
        facts.add(&["title"]);
    }
    if words.lexicon.titles.contains_key(words.plain(start)) {
        facts.add(&["begins with a title"]);
    }
    let quoted = matches!(word(before), "«" | "\"" | "“") && matches!(word(behind), "»" | "\"" | "”");
    if quoted {
        facts.add(&["quoted"]);
    }
    if word(before) == "(" {
        let closed = if word(behind) == ")" { "closed" } else { "open" };
        facts.add(&["in brackets ", closed]);
    }
}

/// What the parse makes of the head of a stretch.
fn syntax(words: &Words<'_>, candidate: &Candidate, facts: &mut Facts) {
    let tree = words.tree;
    let outside = |i: &usize| tree.head(*i).is_none_or(|head| !candidate.tokens.contains(&head));
    let Some(head) = candidate.tokens.clone().find(outside) else { return };
    let heads = candidate.tokens.clone().filter(outside).count().min(3);
    facts.add(&["heads=", ["0", "1", "2", "3"][heads]]);
    let token = tree.token(head);
    facts.add(&["relation=", token.dep()]);
    let Some(up) = tree.head(head) else { return };
    let up = tree.token(up);
    if up.lemma().len() <= LONGEST {
        facts.add(&["relation=", token.dep(), " of ", up.lemma()]);
    }
    if token.dep().starts_with("nsubj") && words.lexicon.names.is_deed(up.lemma()) {
        facts.add(&["does what people do"]);
    }
}

/// A type as facts name it.
pub(super) fn name(kind: EntityType) -> &'static str {
    match kind {
        EntityType::Person => "person",
        EntityType::Organisation => "organisation",
        EntityType::Outlet => "outlet",
        EntityType::Place => "place",
        EntityType::Group => "group",
        EntityType::Event => "event",
        EntityType::Equipment => "equipment",
        EntityType::Document => "document",
        EntityType::Other => "other",
    }
}
