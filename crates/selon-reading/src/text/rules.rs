//! The sentence rules: one phenomenon, one function.
//!
//! A [`Mark`] (`.`, `?!`, `...`) ends a sentence when the words before it and what stands [`Ahead`] allow it.

use super::LanguageRules;
use super::language::Follows;
use super::layout::{is_blank, is_line_break};
use super::sentences::State;

/// The longest word looked at before a mark, in bytes: longer ones are no abbreviations.
const LONGEST_ABBREVIATION: usize = 24;
/// How far the at sign of a mail address is looked for, in characters: the standard allows 64 before it.
const LONGEST_MAIL: usize = 65;
/// The shortest word, in letters, that is taken for whole when a small letter follows its full stop.
const WHOLE_WORD: usize = 3;

/// A run of end punctuation.
#[derive(Clone, Debug)]
pub(super) struct Mark {
    kind: Kind,
    start: usize,
    /// One past its last byte.
    pub(super) end: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// One full stop.
    Stop,
    /// « ... » or « … »
    Ellipsis,
    /// Any run with a question or exclamation mark.
    Cry,
}

impl Mark {
    /// The run of end punctuation that starts at a byte.
    pub(super) fn read(text: &str, start: usize) -> Self {
        let run = &text[start..];
        let run = &run[..run.find(|c| !is_mark(c)).unwrap_or(run.len())];
        let kind = match run {
            "." | "。" | "।" | "۔" => Kind::Stop,
            _ if run.contains(|c| !matches!(c, '.' | '…' | '。')) => Kind::Cry,
            _ => Kind::Ellipsis,
        };
        Mark { kind, start, end: start + run.len() }
    }
}

/// What stands after a mark, up to the first letter or digit of what may be the next sentence.
#[derive(Clone, Debug)]
pub(super) struct Ahead<'t> {
    /// Where the next sentence would start: at its opening quotation mark, bracket or dash, or its first letter.
    pub(super) start: usize,
    /// Whether a blank stands between.
    blank: bool,
    /// Whether a bracket closes between.
    closes_bracket: bool,
    /// Whether a quotation closes between.
    closes_quotation: bool,
    /// Whether the next sentence would start with a dash.
    dash: bool,
    /// Whether it would start with a bracket.
    bracket: bool,
    /// The text from the first letter or digit on; empty for an ellipsis in brackets.
    words: &'t str,
}

impl<'t> Ahead<'t> {
    /// Reads on from the end of a mark. `None` when nothing that could start a sentence follows: the text or the line
    /// ends, or punctuation goes on with the sentence (« Vraiment ?, dit-il »), or another mark decides.
    pub(super) fn read(text: &'t str, end: usize, wrapped: bool, state: &State) -> Option<Self> {
        let mut ahead = Ahead {
            start: end,
            blank: false,
            closes_bracket: false,
            closes_quotation: false,
            dash: false,
            bracket: false,
            words: "",
        };
        let mut opened: Option<usize> = None;
        let mut quoting = state.quoting;
        let mut closed_below = false; // the next line closes what this sentence opened
        let mut before = text[..end].chars().next_back();
        let mut characters = text[end..].char_indices().peekable();
        while let Some((i, c)) = characters.next() {
            let at = end + i;
            let next = characters.peek().map(|&(_, next)| next);
            if is_blank(c) {
                if is_line_break(c) && !wrapped && !closed_below {
                    closed_below = text[at..].trim_start_matches(is_blank).starts_with(always_closes);
                    if !closed_below {
                        return None;
                    }
                }
                ahead.blank = true;
            } else if c.is_alphanumeric() {
                ahead.start = opened.unwrap_or(at);
                ahead.words = &text[at..];
                return Some(ahead);
            } else if opened.is_none() && closes(c, before, next, quoting) {
                ahead.closes_bracket |= matches!(c, ')' | ']');
                ahead.closes_quotation |= !matches!(c, ')' | ']');
            } else if is_mark(c) && opens_bracket(before) && ahead.blank {
                ahead.start = opened.unwrap_or(at);
                return Some(ahead);
            } else if goes_on(c) || is_mark(c) {
                return None;
            } else {
                ahead.bracket |= opened.is_none() && opens_bracket(Some(c));
                ahead.dash |= opened.is_none() && ahead.blank && is_dash(c);
                opened.get_or_insert(at);
            }
            closed_below &= is_blank(c);
            quoting ^= c == '"';
            before = Some(c);
        }
        None
    }

    fn first(&self) -> Option<char> {
        self.words.chars().next()
    }

    /// The first word; an elided one keeps its apostrophe: « l' ».
    fn word(&self) -> &'t str {
        word_of(self.words)
    }

    /// The word after the first.
    fn second(&self) -> Option<char> {
        self.words[self.word().len()..].trim_start_matches(is_blank).chars().next()
    }

    fn is_capital(&self) -> bool {
        self.first().is_some_and(|first| first.is_alphabetic() && !first.is_lowercase())
    }

    fn is_digit(&self) -> bool {
        self.first().is_some_and(char::is_numeric)
    }

    /// Whether the first word has a capital and is one that opens sentences.
    fn opens_sentence(&self, language: &LanguageRules) -> bool {
        self.is_capital() && language.opens(self.word())
    }

    /// Whether a capital stands before a small letter or alone: « Le », « À », but not « NET ».
    fn is_capitalised_word(&self) -> bool {
        let second = self.words.chars().nth(1);
        self.is_capital() && second.is_none_or(|second| !second.is_uppercase() && !second.is_numeric())
    }
}

/// Whether a sentence ends with a mark. Each rule may say no; what none forbids is an end.
pub(super) fn ends_sentence(
    text: &str,
    mark: &Mark,
    ahead: &Ahead<'_>,
    state: &State,
    language: &LanguageRules,
) -> bool {
    let said = &text[state.sentence..mark.start];
    let before = word_before(said);
    if !state.said
        || inside_brackets(ahead, state, language)
        || (!ahead.blank && !misses_blank(before, ahead, state))
    {
        return false;
    }
    if ahead.words.is_empty() {
        return true; // « Il part. (…) Elle reste. »
    }
    match mark.kind {
        Kind::Cry => !ahead.first().is_some_and(char::is_lowercase),
        Kind::Ellipsis => ahead.is_capital(),
        Kind::Stop if ahead.closes_quotation => !ahead.first().is_some_and(char::is_lowercase),
        Kind::Stop if is_enumerator(before, mark, state) => false,
        Kind::Stop => match abbreviation_before(said, before, language) {
            Some(follows) => abbreviation_ends(follows, ahead, language),
            None if is_initials(before) => initials_end(ahead, language),
            None if ahead.is_capital() || ahead.is_digit() || ahead.dash => true,
            None => is_whole_word(before),
        },
    }
}

/// A mark in brackets that opened within the sentence belongs to the brackets, « la loi (enfin !) Dupont », unless a word
/// follows that opens a sentence: « j'ai payé (120 euros !) Après, plus rien ».
fn inside_brackets(ahead: &Ahead<'_>, state: &State, language: &LanguageRules) -> bool {
    ahead.closes_bracket
        && state.bracket.is_some_and(|open| open > state.sentence)
        && !ahead.opens_sentence(language)
}

/// A missing blank: « cinq.Le président », « l'AFP.Le président », but not « Avia.pro », « 20minutes.fr », « S.Martin »,
/// « 2.0 » or an address.
fn misses_blank(before: &str, ahead: &Ahead<'_>, state: &State) -> bool {
    let initial = before.chars().count() == 1 && before.chars().all(char::is_uppercase);
    let in_address = state.address || precedes_mail(ahead.words);
    !initial && !before.contains('.') && ahead.is_capitalised_word() && !in_address
}

/// Whether the rest of a mail address follows: « Martin@exemple.fr » after « Jean. ».
fn precedes_mail(words: &str) -> bool {
    words.chars().take(LONGEST_MAIL).take_while(|&c| !is_blank(c)).any(|c| c == '@')
}

/// A number or letter that heads an item ends nothing: « 1. Les faits », « B. La suite », « IV. Conclusion ».
fn is_enumerator(before: &str, mark: &Mark, state: &State) -> bool {
    let heads = mark.start - state.sentence == before.len();
    let number = before.len() <= 3 && before.chars().all(char::is_numeric);
    let roman = before.len() <= 4 && before.chars().all(|c| "IVX".contains(c));
    heads && (number || roman || before.chars().count() == 1)
}

/// An abbreviation: « M. Tokaïev », « art. 5 », « des fruits, etc. Le marché », but « les fruits, etc. (Bio) ».
fn abbreviation_ends(follows: Follows, ahead: &Ahead<'_>, language: &LanguageRules) -> bool {
    match follows {
        Follows::Always => false,
        Follows::Number => ahead.opens_sentence(language),
        Follows::Nothing => ahead.is_capital() && !ahead.bracket,
    }
}

/// Initials and dotted abbreviations end a sentence only before a word that opens one: « le plan B. Il échoue », but
/// « J. Chirac », « J.-M. Le Pen ».
fn initials_end(ahead: &Ahead<'_>, language: &LanguageRules) -> bool {
    ahead.opens_sentence(language) && !ahead.second().is_some_and(char::is_uppercase)
}

/// Whether a word is made of single letters with stops or hyphens: « J », « J.-M », « U.S.A », « p.m ».
fn is_initials(before: &str) -> bool {
    let mut parts = before.split(['.', '-']).filter(|part| !part.is_empty());
    let single = |part: &str| part.chars().count() == 1 && part.chars().all(char::is_alphabetic);
    match (parts.next(), parts.next()) {
        (None, _) => false,
        (Some(only), None) => single(only) && only.chars().all(char::is_uppercase),
        (Some(first), Some(second)) => single(first) && single(second) && parts.all(single),
    }
}

/// A sentence that starts with a small letter, by mistake: « Il est parti hier. et elle aussi ». A short word before
/// the stop may be an abbreviation nobody listed; a bracket, a quotation or a number is none.
fn is_whole_word(before: &str) -> bool {
    before.is_empty()
        || before.chars().all(char::is_numeric)
        || before.chars().count() >= WHOLE_WORD && before.chars().all(char::is_lowercase)
}

/// Whether a line starts a sentence after a line break, or after several. One break between a line without end
/// punctuation and a small letter only wraps: « le président⏎a dit ». A line never starts with closing or end punctuation, but it may with an
/// ellipsis.
pub(super) fn line_starts_sentence(line: &str, breaks: usize, solid_before: Option<char>) -> bool {
    let ended = breaks > 1 || solid_before.is_none_or(is_mark) || heads_item(line);
    let stray = line.starts_with(is_mark) && Mark::read(line, 0).kind != Kind::Ellipsis;
    !stray
        && !line.starts_with(|c| always_closes(c) || goes_on(c))
        && (ended || !line.starts_with(char::is_lowercase))
}

/// Whether a line is an item with a small letter: « a) rouvrir le pont ».
fn heads_item(line: &str) -> bool {
    let after_letter = line.strip_prefix(char::is_lowercase);
    after_letter.is_some_and(|rest| rest.starts_with(')'))
}

/// Whether a character is end punctuation.
pub(super) fn is_mark(c: char) -> bool {
    matches!(c, '.' | '?' | '!' | '…' | '‽' | '؟' | '۔' | '।' | '。' | '！' | '？')
}

/// Whether a character always closes a quotation or a bracket.
pub(super) fn always_closes(c: char) -> bool {
    matches!(c, '»' | '”' | '›' | ')' | ']' | '}')
}

/// Whether a character closes where it stands. A straight mark or an apostrophe closes when it touches what is before it
/// and not what follows; between two blanks, or between two words, the count of the straight marks so far decides:
/// « il a dit " non. " Puis rien ».
fn closes(c: char, before: Option<char>, next: Option<char>, quoting: bool) -> bool {
    let touches_before = before.is_some_and(|before| !is_blank(before));
    let touches_next = next.is_some_and(|next| next.is_alphanumeric());
    match c {
        '"' if touches_before == touches_next => quoting,
        '"' => touches_before,
        '’' | '\'' => !touches_next && touches_before || next == Some(c),
        _ => always_closes(c),
    }
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '―')
}

fn opens_bracket(before: Option<char>) -> bool {
    matches!(before, Some('(' | '['))
}

/// Whether a character goes on with the sentence: « Vraiment ?, dit-il ».
fn goes_on(c: char) -> bool {
    matches!(c, ',' | ';' | ':' | '/' | '%' | '&' | '=' | '_' | '\\') || always_closes(c)
}

/// The word at the end of a text: letters, digits, and stops or hyphens between them.
fn word_before(said: &str) -> &str {
    let mut start = said.len();
    for (at, c) in said.char_indices().rev() {
        if said.len() - at > LONGEST_ABBREVIATION || !(c.is_alphanumeric() || matches!(c, '.' | '-' | '‑'))
        {
            break;
        }
        start = at;
    }
    said[start..].trim_start_matches(['.', '-', '‑'])
}

/// What follows the abbreviation at the end of a text, if one is there: `before`, its last word, or its last two when the
/// last is short: « p. ex ».
fn abbreviation_before(said: &str, before: &str, language: &LanguageRules) -> Option<Follows> {
    let head = said[..said.len() - before.len()].trim_end_matches(' ');
    let in_two = head.strip_suffix('.').filter(|_| before.len() <= 3).and_then(|head| {
        let first = word_before(head);
        language.abbreviation(&format!("{first}. {before}"))
    });
    in_two.or_else(|| language.abbreviation(before))
}

/// The first word of a text; an elided one keeps its apostrophe: « l' ».
pub(super) fn word_of(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
    match text[end..].chars().next() {
        Some(apostrophe @ ('\'' | '’')) => &text[..end + apostrophe.len_utf8()],
        _ => &text[..end],
    }
}
