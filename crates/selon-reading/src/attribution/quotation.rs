//! Stretches between quotation marks, as badly as news sets them: « … », “ … ”, " … ", mixed and doubled.

use std::collections::HashMap;

use selon_record::Span;

/// A quoted stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Quotation {
    /// With its marks.
    pub(crate) outer: Span,
    /// Without its marks and the blanks beside them.
    pub(crate) inner: Span,
}

/// The quotations of a text, in order, without the words that it only holds at arm's length: a few words between marks
/// that come again between marks (« gilets jaunes ») are a name and nobody's speech.
pub(crate) fn spoken(text: &str) -> Vec<Quotation> {
    let all = find(text);
    let words = |q: &Quotation| text[q.inner.range()].to_lowercase();
    let mut seen: HashMap<String, usize> = HashMap::new();
    for quotation in all.iter().filter(|q| is_short(&text[q.inner.range()])) {
        *seen.entry(words(quotation)).or_default() += 1;
    }
    let is_name = |q: &Quotation| {
        is_short(&text[q.inner.range()]) && seen.get(&words(q)).is_some_and(|count| *count > 1)
    };
    all.into_iter().filter(|quotation| !is_name(quotation)).collect()
}

/// Whether words between marks are few enough to be a name.
fn is_short(words: &str) -> bool {
    /// No name that is held at arm's length is longer, in words.
    const LONGEST: usize = 3;
    words.split_whitespace().count() <= LONGEST && !words.ends_with(['!', '?'])
}

/// The quotations of a text, in order; one inside another is not told apart from its outer one.
///
/// A mark that can only open starts a quotation, one that can only close ends it, and the straight mark does what is
/// due. So « l'erreur technique", » ends where it should. A quotation never runs over a blank line, and what is
/// opened and never closed is none.
pub(crate) fn find(text: &str) -> Vec<Quotation> {
    let mut found = Vec::new();
    let mut open: Option<Span> = None;
    let mut depth = 0usize;
    let mut newlines = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if !c.is_whitespace() {
            newlines = 0;
        }
        let mut mark = Span::new(at, at + c.len_utf8());
        match c {
            '\n' => {
                newlines += 1;
                if newlines == 2 {
                    (open, depth) = (None, 0);
                }
            }
            '‘' | '’' | '\'' if is_doubled(text, at, c) => {
                chars.next();
                mark.end += c.len_utf8();
                match (c, open) {
                    ('’', Some(start)) | ('\'', Some(start)) => {
                        found.extend(quotation(text, start, mark));
                        (open, depth) = (None, 0);
                    }
                    ('’', None) => {}
                    (_, None) => open = Some(mark),
                    (_, Some(_)) => depth += 1,
                }
            }
            '«' | '“' | '„' | '‟' | '»' | '”' | '"' => {
                // A doubled mark is one mark.
                while chars.next_if(|&(_, next)| next == c).is_some() {
                    mark.end += c.len_utf8();
                }
                let opens = match c {
                    '«' | '“' | '„' | '‟' => true,
                    '»' | '”' => false,
                    _ => open.is_none(),
                };
                match (opens, open) {
                    (true, None) => open = Some(mark),
                    (true, Some(_)) => depth += 1,
                    (false, Some(_)) if depth > 0 && c != '"' => depth -= 1,
                    (false, Some(start)) => {
                        found.extend(quotation(text, start, mark));
                        (open, depth) = (None, 0);
                    }
                    // A closing mark with nothing open: its opening was forgotten.
                    (false, None) => {}
                }
            }
            _ => {}
        }
    }
    found
}

/// The quotation that holds these words, if any.
pub(super) fn around(quotations: &[Quotation], words: Span) -> Option<&Quotation> {
    let after = quotations.partition_point(|q| q.outer.start <= words.start);
    quotations[..after].last().filter(|q| q.outer.contains(words))
}

/// The quotations that share words with these.
pub(super) fn overlapping(quotations: &[Quotation], words: Span) -> impl Iterator<Item = &Quotation> {
    let first = quotations.partition_point(|q| q.inner.end <= words.start);
    quotations[first..].iter().take_while(move |q| q.inner.start < words.end)
}

/// A content with its marks settled: without them where they hold all of it, with both where it would keep one.
/// « avoir ordonné d'ouvrir le feu « sans avertissement » » keeps its last mark.
pub(super) fn settle(quotations: &[Quotation], content: Span) -> Span {
    let mut settled = content;
    for q in overlapping(quotations, content) {
        if q.outer.contains(content) {
            return Span::new(content.start.max(q.inner.start), content.end.min(q.inner.end));
        }
        if content.contains(q.inner) {
            settled = Span::new(settled.start.min(q.outer.start), settled.end.max(q.outer.end));
        }
    }
    settled
}

/// Whether two single marks stand together as one double mark (‘‘ … ’’, '' … ''): at the edge of a word. Inside a word
/// they are a doubled apostrophe (« l''agence »).
fn is_doubled(text: &str, at: usize, c: char) -> bool {
    let mut behind = text[at..].chars();
    if behind.next() != Some(c) || behind.next() != Some(c) {
        return false;
    }
    let before = text[..at].chars().next_back().is_some_and(char::is_alphanumeric);
    let after = behind.next().is_some_and(char::is_alphanumeric);
    before != after || c == '‘'
}

fn quotation(text: &str, open: Span, close: Span) -> Option<Quotation> {
    let between = &text[open.end..close.start];
    let words = between.trim();
    let start = open.end + (between.len() - between.trim_start().len());
    (!words.is_empty()).then(|| Quotation {
        outer: Span::new(open.start, close.end),
        inner: Span::new(start, start + words.len()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inner(text: &str) -> Vec<&str> {
        find(text).into_iter().map(|q| &text[q.inner.range()]).collect()
    }

    #[test]
    fn marks_of_every_kind_and_mixture() {
        assert_eq!(inner("« Oui », “non”, \"peut-être\" et ''rien''."), ["Oui", "non", "peut-être", "rien"]);
        assert_eq!(inner("‘‘Nous avons tout vu’’, a dit l'ancien."), ["Nous avons tout vu"]);
        assert_eq!(inner("L''agence et l''armée"), Vec::<&str>::new());
        assert_eq!(
            inner("Une « erreur technique\", dit-on. Ils \"condamnent», oui."),
            ["erreur technique", "condamnent"]
        );
        assert_eq!(inner("«« Doublés »»"), ["Doublés"]);
        assert_eq!(inner("« Il a dit “non” hier »"), ["Il a dit “non” hier"]);
    }

    #[test]
    fn names_between_marks_are_no_speech() {
        let text = "Les « gilets jaunes » disent « nous restons » ; les « Gilets jaunes » partent.";
        let spoken: Vec<&str> = spoken(text).into_iter().map(|q| &text[q.inner.range()]).collect();
        assert_eq!(spoken, ["nous restons"]);
    }

    #[test]
    fn what_is_never_closed_is_no_quotation() {
        assert_eq!(inner("Il a déclaré : « Rien.\n\nEt puis « oui »."), ["oui"]);
        assert_eq!(inner("fin » sans début"), Vec::<&str>::new());
        assert_eq!(inner("« »"), Vec::<&str>::new());
    }

    proptest::proptest! {
        #[test]
        fn quotations_slice_any_text(text in "[«»“”\"a ' \n]*") {
            for q in find(&text) {
                proptest::prop_assert!(q.outer.contains(q.inner) && !text[q.inner.range()].is_empty());
            }
        }
    }
}
