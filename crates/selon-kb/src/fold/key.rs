//! How a name sounds, roughly: one key for the ways in which newspapers transliterate it.

use crate::fold::fold;

/// Ordered rewrites. The alphabet that comes out: `S` as in *sh*, `C` as in *tch*, `J` as in *j* or *dj*, the rest as it is.
const REWRITES: [(&str, &str); 25] = [
    ("chtch", "S"),
    ("shch", "S"),
    ("schtsch", "S"),
    ("tsch", "C"),
    ("tch", "C"),
    ("dzh", "J"),
    ("dsch", "J"),
    ("dj", "J"),
    ("zh", "J"),
    ("sch", "S"),
    ("sh", "S"),
    ("kh", "h"),
    ("gh", "g"),
    ("dh", "d"),
    ("th", "t"),
    ("ph", "f"),
    ("tz", "c"),
    ("ts", "c"),
    ("ou", "u"),
    ("oo", "u"),
    ("gu", "g"), // before e, i, y
    ("ck", "k"),
    ("qu", "k"),
    ("q", "g"),
    ("w", "v"),
];

/// The keys of a name: of each word its key, separated by spaces. Two where « ch » may be read in two ways (« Charkhov »,
/// "Chavez"), none where a letter is not Latin.
///
/// ```
/// use selon_kb::fold::keys;
///
/// assert_eq!(keys("Tokaïev"), keys("Tokayev"));
/// assert_eq!(keys("Vladimir Poutine"), keys("Vladimir Putin"));
/// assert_eq!(keys("Chavez").len(), 2);
/// assert!(keys("Токаев").is_empty());
/// ```
pub fn keys(name: &str) -> Vec<String> {
    let words = word_keys(name);
    let join = |key: fn(&WordKey) -> &str| words.iter().map(key).collect::<Vec<_>>().join(" ");
    match words.iter().any(|word| word.other.is_some()) {
        _ if words.is_empty() => Vec::new(),
        false => vec![join(WordKey::first)],
        true => vec![join(WordKey::first), join(WordKey::other)],
    }
}

/// The key of a word, with « ch » read as *sh*, and as *tch* where that gives another.
pub(crate) struct WordKey {
    first: String,
    other: Option<String>,
}

impl WordKey {
    fn first(&self) -> &str {
        &self.first
    }

    fn other(&self) -> &str {
        self.other.as_deref().unwrap_or(&self.first)
    }
}

/// The keys of the words of a name; none where a letter is not Latin.
pub(crate) fn word_keys(name: &str) -> Vec<WordKey> {
    let mut words = Vec::new();
    for word in name.split_whitespace().map(letters).filter(|word| !word.is_empty()) {
        if !word.is_ascii() {
            return Vec::new();
        }
        let first = key(&word, "S");
        let other = word.contains("ch").then(|| key(&word, "C")).filter(|other| *other != first);
        words.push(WordKey { first, other });
    }
    words
}

/// The keys of some words that stand together, without spaces.
pub(crate) fn joined_keys(words: &[WordKey]) -> Vec<String> {
    let join = |key: fn(&WordKey) -> &str| words.iter().map(key).collect::<String>();
    match words.iter().any(|word| word.other.is_some()) {
        _ if words.is_empty() => Vec::new(),
        false => vec![join(WordKey::first)],
        true => vec![join(WordKey::first), join(WordKey::other)],
    }
}

/// A key without its spaces: « Nour-Soultan », « Nour Soultan » and « Noursoultan » have one.
pub fn joined_key(key: &str) -> String {
    key.split(' ').collect()
}

/// The consonants of a key, word by word, with `A` for a vowel that begins a word: « Kassym » and « Kasim » are `ksm`.
///
/// ```
/// use selon_kb::fold::skeleton;
///
/// assert_eq!(skeleton("ebrahim"), "Abrhm");
/// ```
pub fn skeleton(key: &str) -> String {
    let mut skeleton = String::with_capacity(key.len());
    for (i, word) in key.split(' ').enumerate() {
        if i > 0 {
            skeleton.push(' ');
        }
        for (i, c) in word.chars().enumerate() {
            match c {
                'a' | 'e' | 'i' | 'o' | 'u' if i == 0 => skeleton.push('A'),
                'a' | 'e' | 'i' | 'o' | 'u' => {}
                _ => skeleton.push(c),
            }
        }
    }
    skeleton
}

/// A word without what stands between its letters.
fn letters(word: &str) -> String {
    let mut folded = fold(word);
    folded.retain(|c| c != ' ');
    folded
}

/// The key of a folded word in ASCII, with « ch » read as `ch`.
fn key(word: &str, ch: &str) -> String {
    // A number is not heard.
    if word.bytes().any(|b| b.is_ascii_digit()) {
        return word.to_owned();
    }
    let mut key = word.to_owned();
    for (from, to) in REWRITES {
        if key.contains(from) {
            key = rewrite(&key, from, to);
        }
    }
    let mut key = key.replace('x', "ks").replace('j', "J").replace("ch", ch).into_bytes();
    key.dedup();
    if let [.., b'n' | b'm' | b'r' | b'l' | b't' | b'v' | b'd' | b'z' | b's' | b'k', b'e'] = key[..] {
        key.pop();
    }
    key.iter_mut().filter(|b| **b == b'y').for_each(|b| *b = b'i');
    if key.ends_with(b"iJ") {
        key.pop();
    }
    key.dedup_by(|a, b| *a == b'i' && *b == b'i');
    retain(&mut key, |_, b, next| b != b'h' || next.is_some_and(|next| b"aeiou".contains(&next)));
    let open = |b: Option<u8>| b.is_some_and(|b| b"aeou".contains(&b));
    retain(&mut key, |last, b, next| b != b'i' || !(open(last) && open(next)));
    retain(&mut key, |_, b, next| b != b'i' || next != Some(b'e'));
    if matches!(key.first(), Some(b'i' | b'e')) && open(key.get(1).copied()) {
        key.remove(0);
    }
    key.into_iter().map(char::from).collect()
}

fn rewrite(key: &str, from: &str, to: &str) -> String {
    if from != "gu" {
        return key.replace(from, to);
    }
    let mut rewritten = String::with_capacity(key.len());
    let mut rest = key;
    while let Some((before, after)) = rest.split_once("gu") {
        rewritten.push_str(before);
        rewritten.push_str(if after.starts_with(['e', 'i', 'y']) { "g" } else { "gu" });
        rest = after;
    }
    rewritten + rest
}

/// Keeps the letters for which `keep` holds of the letter before, the letter, and the letter behind.
fn retain(key: &mut Vec<u8>, keep: impl Fn(Option<u8>, u8, Option<u8>) -> bool) {
    let before = key.clone();
    let mut i = 0usize;
    key.retain(|&b| {
        let last = i.checked_sub(1).and_then(|i| before.get(i).copied());
        i += 1;
        keep(last, b, before.get(i).copied())
    });
}
