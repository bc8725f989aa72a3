//! [CoNLL-U](https://universaldependencies.org/format.html), as other tools read it.
//!
//! White-space tokens of spaCy are no words of Universal Dependencies: they go into the MISC column of the word before
//! them (`SpacesAfter`, or `SpacesBefore` on the first word of a text, in UDPipe's escapes) and what hung on them hangs
//! on their nearest head that is a word. `# text` has one space wherever the text has white space. MISC also says where
//! the word stands (`TokenRange=START:END`, code points of the article's text) and its entity (`NER=B-PER`).

use std::fmt::Write;

use selon_record::Offsets;
use selon_spacy::{Doc, Token};

/// The sentences of a document; nothing for a text without words.
pub(crate) fn conllu(doc: &Doc, id: &str) -> String {
    let is_space: Vec<bool> = doc.tokens().map(|token| token.is_space()).collect();
    let heads: Vec<usize> = doc.tokens().map(|token| token.head().i()).collect();
    let first_word = is_space.iter().position(|space| !space);
    let offsets = Offsets::new(doc.text());
    let mut out = String::new();
    let mut sentences = 0;
    for sentence in doc.sents() {
        let words: Vec<usize> = sentence.clone().filter(|&i| !is_space[i]).collect();
        if words.is_empty() {
            continue; // its white space stands on the word before
        }
        if sentences == 0 {
            let _ = writeln!(out, "# newdoc id = {}", one_line(id));
        }
        sentences += 1;
        let _ = writeln!(out, "# sent_id = {}-{sentences}", one_line(id));
        let _ = writeln!(out, "# text = {}", text(doc, &words));
        let tree = word_heads(&is_space[sentence.clone()], &heads[sentence.clone()], sentence.start);
        for ((&i, head), number) in words.iter().zip(tree).zip(1..) {
            let spaces_before =
                &doc.text()[..if first_word == Some(i) { doc.token(i).range().start } else { 0 }];
            write_word(&mut out, doc.token(i), number, head, &misc(doc, i, spaces_before, &offsets));
        }
        out.push('\n');
    }
    out
}

/// One line: ID, FORM, LEMMA, UPOS, XPOS, FEATS, HEAD, DEPREL, DEPS, MISC.
fn write_word(out: &mut String, token: Token<'_>, number: usize, head: Head, misc: &str) {
    // Without a parser there is no tree, which is not a tree of roots.
    let (head, relation) = match (token.dep(), head) {
        ("", _) => ("_".to_owned(), "_"),
        (_, Head::Root) => ("0".to_owned(), "root"),
        ("ROOT", Head::Word(head)) => (head.to_string(), "dep"), // a root in spaCy that a space token separated
        (relation, Head::Word(head)) => (head.to_string(), relation),
    };
    let _ = writeln!(
        out,
        "{number}\t{}\t{}\t{}\t{}\t{}\t{head}\t{relation}\t_\t{misc}",
        token.text(),
        or_blank(token.lemma()),
        or_blank(token.pos()),
        or_blank(token.tag()),
        or_blank(token.morph()),
    );
}

/// CoNLL-U has `_` for what is not there.
fn or_blank(value: &str) -> &str {
    if value.is_empty() { "_" } else { value }
}

/// What a word hangs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Head {
    Root,
    /// The number of a word in the sentence, from 1.
    Word(usize),
}

/// The heads of a sentence's words once its white-space tokens are gone. `heads` are token indices in the document,
/// `start` is that of the sentence's first token.
///
/// A word on a space token goes up to the first word above it. Where none is above it, the first such word is the root,
/// and the others hang on it.
fn word_heads(is_space: &[bool], heads: &[usize], start: usize) -> Vec<Head> {
    let numbers: Vec<usize> = is_space
        .iter()
        .scan(0, |words, &space| {
            *words += usize::from(!space);
            Some(*words)
        })
        .collect();
    let above = |i: usize| heads[i].checked_sub(start).filter(|&head| head < heads.len());
    let resolve = |word: usize| {
        let mut at = word;
        for _ in 0..heads.len() {
            match above(at) {
                None => return None, // in another sentence
                Some(head) if head == at => return (at == word).then_some(Head::Root),
                Some(head) if !is_space[head] => return Some(Head::Word(numbers[head])),
                Some(head) => at = head,
            }
        }
        None
    };
    let words = || (0..heads.len()).filter(|&i| !is_space[i]);
    let resolved: Vec<(usize, Option<Head>)> = words().map(|i| (numbers[i], resolve(i))).collect();
    let root = resolved.iter().find(|(_, head)| *head == Some(Head::Root)).or_else(|| {
        resolved.iter().find(|(_, head)| head.is_none()) // its head was white space
    });
    let root = root.map(|(number, _)| *number);
    let orphan = |number| if Some(number) == root { Head::Root } else { root.map_or(Head::Root, Head::Word) };
    resolved.iter().map(|&(number, head)| head.unwrap_or_else(|| orphan(number))).collect()
}

/// The words of a sentence with one space where white space stands between them.
fn text(doc: &Doc, words: &[usize]) -> String {
    let mut out = String::new();
    let mut end = None;
    for token in words.iter().map(|&i| doc.token(i)) {
        if end.is_some_and(|end| end < token.range().start) {
            out.push(' ');
        }
        out.push_str(token.text());
        end = Some(token.range().end);
    }
    out
}

/// The MISC column, its keys in alphabetical order.
fn misc(doc: &Doc, i: usize, spaces_before: &str, offsets: &Offsets<'_>) -> String {
    let token = doc.token(i);
    let range = token.range();
    let mut out = String::new();
    if !token.ent_type().is_empty() {
        let _ = write!(out, "NER={}-{}|", token.ent_iob(), token.ent_type());
    }
    let next = (i + 1..doc.len()).map(|next| doc.token(next)).find(|next| !next.is_space());
    let after = &doc.text()[range.end..next.map_or(doc.text().len(), |next| next.range().start)];
    match after {
        "" => out.push_str("SpaceAfter=No|"),
        " " => {}
        after => {
            let _ = write!(out, "SpacesAfter={}|", escape(after));
        }
    }
    if !spaces_before.is_empty() {
        let _ = write!(out, "SpacesBefore={}|", escape(spaces_before));
    }
    let code_point =
        |byte| offsets.code_point(byte).expect("tokens stand between the characters of their text");
    let _ = write!(out, "TokenRange={}:{}", code_point(range.start), code_point(range.end));
    out
}

/// White space in UDPipe's escapes; the line separators they do not have as `\uXXXX`.
fn escape(spaces: &str) -> String {
    let mut out = String::new();
    for c in spaces.chars() {
        match c {
            ' ' => out.push_str("\\s"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out
}

/// A value for a comment, which ends with its line.
fn one_line(value: &str) -> String {
    value.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn heads_go_up_through_white_space() {
        // "Le [nbsp] mot tombe .": "Le" hangs on the space, the space on "tombe".
        let heads = word_heads(&[false, true, false, false, false], &[11, 13, 13, 13, 13], 10);
        assert_eq!(heads, [Head::Word(3), Head::Word(3), Head::Root, Head::Word(3)]);
    }

    #[test]
    fn a_root_of_white_space_is_replaced_by_a_word() {
        let heads = word_heads(&[true, false, false, false], &[0, 0, 1, 0], 0);
        assert_eq!(heads, [Head::Root, Head::Word(1), Head::Word(1)]);
    }

    #[test]
    fn white_space_is_escaped() {
        assert_eq!(escape(" \u{A0}\r\n\u{2028}\u{B}"), "\\s\u{A0}\\r\\n\\u2028\\u000B");
        assert_eq!(one_line("a\nb"), "a b");
    }

    proptest! {
        #[test]
        fn every_word_has_a_head_in_its_sentence(tokens in prop::collection::vec((any::<bool>(), 0_usize..12), 1..10)) {
            let (is_space, heads): (Vec<bool>, Vec<usize>) = tokens.into_iter().unzip();
            let words = is_space.iter().filter(|&&space| !space).count();
            let result = word_heads(&is_space, &heads, 1);
            prop_assert_eq!(result.len(), words);
            prop_assert!(result.iter().all(|head| matches!(head, Head::Root | Head::Word(1..)) ));
            let fits = |head: &Head| match head { Head::Word(n) => *n <= words, Head::Root => true };
            prop_assert!(result.iter().all(fits));
        }
    }
}
