//! Acronyms and what they stand for: « Organisation du traité de sécurité collective (OTSC) ».

use foldhash::HashMap;
use selon_record::EntityType;

use super::choose::Name;
use super::words::Words;

/// No expansion is longer, in tokens.
const LONGEST: usize = 14;

/// Nobody is called by fewer initials.
const LEAST_OF_PERSON: usize = 3;

/// The names that are an acronym of another, each with that one: it stands right before or behind the acronym in brackets, or
/// elsewhere and is alone in having these initials.
pub(super) fn pairs(words: &Words<'_>, names: &[Name]) -> Vec<(usize, usize)> {
    let tree = words.tree;
    let text = |name: &Name| &tree.doc.text()[name.span.range()];
    // By their initials the names that may be spelt out so; none where several are.
    let mut spelt: HashMap<String, Option<usize>> = HashMap::default();
    for (i, name) in names.iter().enumerate().filter(|(_, name)| name.tokens.len() > 1) {
        for initials in initials(words, name) {
            let same = |known: usize| text(&names[known]).to_lowercase() == text(name).to_lowercase();
            let known = spelt.entry(initials).or_insert(Some(i));
            if known.is_some_and(|known| !same(known)) {
                *known = None;
            }
        }
    }
    let bracketed = |short: usize| {
        let name = &names[short];
        let open = name.tokens.start.checked_sub(1).filter(|&i| words.plain(i) == "(")?;
        let before = short.checked_sub(1)?;
        let touches = (names[before].tokens.end..open).all(|i| tree.token(i).is_space());
        // « Yannick Jadot (EELV) » is of that party, not it.
        let body = names[before].kind != EntityType::Person;
        (touches && body && begins_alike(text(name), text(&names[before]))).then_some(before)
    };
    let unbracketed = |short: usize| {
        let behind = names.get(short + 1)?;
        let between = names[short].tokens.end..behind.tokens.start;
        let open = between.clone().any(|i| words.plain(i) == "(") && between.len() <= 3;
        let spelt = || initials(words, behind).contains(&letters(text(&names[short])));
        (open && behind.tokens.len() > 1 && spelt()).then_some(short + 1)
    };
    let long = |(short, name): (usize, &Name)| {
        if !is_acronym(text(name)) {
            return None;
        }
        // « MBS » may be somebody; « PS » is not Patrick Strzoda.
        let may_be = |long: &usize| {
            names[*long].kind != EntityType::Person || letters(text(name)).len() >= LEAST_OF_PERSON
        };
        let elsewhere = || spelt.get(&letters(text(name))).copied().flatten().filter(may_be);
        let long = bracketed(short).or_else(|| unbracketed(short)).or_else(elsewhere)?;
        Some((short, long))
    };
    names.iter().enumerate().filter_map(long).collect()
}

/// Whether a word is written as an acronym: « OTSC », « U.E. », not « Otsc ».
pub(super) fn is_acronym(word: &str) -> bool {
    /// No acronym is longer, in bytes.
    const LONGEST: usize = 16;
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    word.len() <= LONGEST
        && capitals >= 2
        && word.chars().all(|c| c.is_uppercase() || matches!(c, '.' | '-' | '&') || c.is_numeric())
}

fn letters(acronym: &str) -> String {
    acronym.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn begins_alike(acronym: &str, name: &str) -> bool {
    let first = |text: &str| text.chars().next().map(|c| c.to_lowercase().to_string());
    // « Parti des travailleurs du Kurdistan (PKK) »: a foreign acronym needs not even begin so, but what stands in brackets
    // behind a name of several words and is one is its acronym.
    first(acronym) == first(name) || name.contains(' ')
}

/// The initials of a name: of its long words, and of all words: « otsc », « odtdsc ».
fn initials(words: &Words<'_>, name: &Name) -> Vec<String> {
    let first =
        |i: usize| words.plain(i).split('-').filter_map(|part| part.chars().next()).collect::<String>();
    let tokens = || name.tokens.clone().take(LONGEST);
    let long: String = tokens().filter(|&i| !words.is_link(i)).map(first).collect();
    let all: String = tokens().map(first).filter(|c| c.starts_with(char::is_alphanumeric)).collect();
    if long == all { vec![long] } else { vec![long, all] }
}
