//! The lines and stretches in which nothing is asserted: datelines, headlines, signatures, credits, links.
//!
//! What looks like nothing here is left to the article's own voice: a stretch is an aside only for a mark on its surface.

use std::ops::Range;

use selon_record::{Article, AsideKind, Span};

use super::cover::trimmed;
use crate::lexicon::{AsideRole, AsideWords, Lexicon};
use crate::tree::Tree;

/// The most characters before the dash of a dateline.
const LONGEST_DATELINE: usize = 80;

/// The most words of a signature: « Claire Morin et Jean Dupont/Agences ».
const LONGEST_SIGNATURE: usize = 7;

/// The most words of a line that opens with *par* and is signed by somebody.
const LONGEST_BYLINE: usize = 15;

/// The most words of a link and the title it leads to.
const LONGEST_LINK: usize = 25;

/// The most words of a headline without a verb.
const LONGEST_TITLE: usize = 30;

/// A sentence and its lines.
struct Sentence {
    span: Span,
    tokens: Range<usize>,
    /// Whether it begins a line, and whether it ends one.
    starts_line: bool,
    ends_line: bool,
}

/// The asides of a text: in order, apart from each other.
pub(super) fn find(tree: &Tree<'_>, lexicon: &Lexicon, article: &Article) -> Vec<(Span, AsideKind)> {
    let text = tree.doc.text();
    let sentences = sentences(tree);
    let finder = Finder { tree, text, words: &lexicon.asides, article, sentences: &sentences };
    let mut found: Vec<(Span, AsideKind)> = Vec::new();
    let mut end = 0;
    for number in 0..sentences.len() {
        for (span, kind) in finder.sentence(number, end) {
            // A dateline can reach into the next sentence.
            if let Some(span) = trimmed(text, Span::new(span.start.max(end), span.end.max(end))) {
                end = span.end;
                found.push((span, kind));
            }
        }
    }
    found
}

fn sentences(tree: &Tree<'_>) -> Vec<Sentence> {
    let text = tree.doc.text();
    let mut sentences: Vec<Sentence> = Vec::new();
    let mut end = 0;
    for tokens in tree.doc.sents() {
        let Some(span) = trimmed(text, tree.span(tokens.clone())) else { continue };
        let breaks = |from: usize, to: usize| text[from..to].contains(is_line_break);
        let starts_line = sentences.is_empty() || breaks(end, span.start);
        if let Some(last) = sentences.last_mut() {
            last.ends_line = starts_line;
        }
        end = span.end;
        sentences.push(Sentence { span, tokens, starts_line, ends_line: true });
    }
    sentences
}

fn is_line_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{0B}' | '\u{0C}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

struct Finder<'a> {
    tree: &'a Tree<'a>,
    text: &'a str,
    words: &'a AsideWords,
    article: &'a Article,
    sentences: &'a [Sentence],
}

impl Finder<'_> {
    /// The asides of a sentence of which everything before `from` is settled.
    fn sentence(&self, number: usize, from: usize) -> Vec<(Span, AsideKind)> {
        let sentence = &self.sentences[number];
        let mut found = Vec::new();
        let start = sentence.span.start.max(from);
        let mut rest = Span::new(start, sentence.span.end.max(start));
        if sentence.starts_line
            && let Some(dateline) = dateline(self.words, &self.text[rest.start..])
        {
            found.push((Span::new(rest.start, rest.start + dateline), AsideKind::Dateline));
            rest.start = (rest.start + dateline).min(rest.end);
        }
        let Some(rest) = trimmed(self.text, rest) else { return found };
        if let Some((kind, end)) = self.opened(sentence, rest) {
            found.push((Span::new(rest.start, rest.start + end), kind));
        } else if let Some(kind) = self.whole(number, rest) {
            found.push((rest, kind));
        } else if sentence.ends_line
            && let Some(credit) = credit(self.words, self.article, &self.text[rest.range()])
        {
            found.push((Span::new(rest.start + credit.start, rest.start + credit.end), AsideKind::Credit));
        }
        found
    }

    /// What a sentence is that asserts nothing at all.
    fn whole(&self, number: usize, rest: Span) -> Option<AsideKind> {
        let sentence = &self.sentences[number];
        let words = &self.text[rest.range()];
        let alone = sentence.starts_line && sentence.ends_line;
        if !words.contains(char::is_alphanumeric) {
            return Some(AsideKind::Separator);
        }
        if words.starts_with('©') {
            return Some(AsideKind::Credit);
        }
        let has_role =
            |word: &str, roles: &[AsideRole]| self.words.role(word).is_some_and(|r| roles.contains(&r));
        let visible = || words.split_whitespace().filter(|word| word.contains(char::is_alphanumeric));
        if visible().all(|word| is_address(word) || alone && has_role(word, &[AsideRole::Button])) {
            return Some(AsideKind::Link);
        }
        if alone
            && !self.is_finite(&sentence.tokens)
            && self.is_set_apart(number)
            && is_under_quotation(words)
        {
            return Some(AsideKind::Byline);
        }
        if !alone || self.has_verb(&sentence.tokens) {
            return None;
        }
        self.line(number, words)
    }

    /// « Lire aussi : … », « Photo : … », « Par Claire Morin », with the bytes up to its end.
    fn opened(&self, sentence: &Sentence, rest: Span) -> Option<(AsideKind, usize)> {
        let words = &self.text[rest.range()];
        let (role, opening) = self.words.opening(words)?;
        let behind = words[opening..].trim_start();
        let colon = behind.starts_with(':') || words[..opening].ends_with(':');
        let alone = sentence.starts_line && sentence.ends_line;
        match role {
            AsideRole::Link if colon || sentence.starts_line => {
                Some((AsideKind::Link, link_end(words, opening)))
            }
            AsideRole::Label if colon && sentence.starts_line => {
                Some((AsideKind::Link, link_end(words, opening)))
            }
            AsideRole::Caption if colon || behind.starts_with('©') => {
                Some((AsideKind::Caption, words.len()))
            }
            AsideRole::Byline if alone && words.split_whitespace().count() <= LONGEST_BYLINE => {
                let named = behind.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
                (named && !self.is_finite(&sentence.tokens)).then_some((AsideKind::Byline, words.len()))
            }
            _ => None,
        }
    }

    /// Whether a line stands under a quotation, or opens with the dash that has no other use.
    fn is_set_apart(&self, number: usize) -> bool {
        let words = |number: usize| &self.text[self.sentences[number].span.range()];
        let below_mark = number > 0 && words(number - 1).ends_with(['»', '”', '"']);
        below_mark || words(number).starts_with('—')
    }

    /// What a line without a verb is.
    fn line(&self, number: usize, words: &str) -> Option<AsideKind> {
        let count = words.split_whitespace().count();
        if words.contains(['\t', '|']) {
            return Some(AsideKind::Fragment);
        }
        if words.contains('©') {
            return Some(AsideKind::Caption);
        }
        if is_credit(self.words, words) {
            return Some(AsideKind::Credit);
        }
        let near_end = number < 2 || number + 3 >= self.sentences.len();
        let first = self.sentences[number]
            .tokens
            .clone()
            .find(|&i| self.tree.token(i).text().contains(char::is_alphabetic));
        let is_phrase =
            first.is_some_and(|i| matches!(self.tree.token(i).pos(), "ADP" | "DET" | "ADV" | "PRON"));
        if !is_phrase && is_signature(self.words, words, near_end) {
            return Some(AsideKind::Byline);
        }
        if ends_sentence(words) {
            return None;
        }
        let of_article = self.article.title.as_deref().is_some_and(|title| title.trim() == words);
        let commas = words.matches(',').count();
        if commas >= 3 && commas * 4 >= count {
            return Some(AsideKind::Fragment);
        }
        if count > LONGEST_TITLE {
            return None;
        }
        let heads = |next: &Sentence| ends_sentence(&self.text[next.span.range()]);
        let is_title = number == 0 || of_article || self.sentences.get(number + 1).is_some_and(heads);
        let has_word = words.split(|c: char| !c.is_alphabetic()).any(|word| word.chars().count() >= 3);
        Some(if is_title && has_word { AsideKind::Title } else { AsideKind::Fragment })
    }

    /// A finite verb or a participle asserts: « Un homme arrêté à Lyon ».
    fn has_verb(&self, tokens: &Range<usize>) -> bool {
        tokens.clone().any(|i| {
            let token = self.tree.token(i);
            let form = token.feature("VerbForm");
            matches!(token.pos(), "VERB" | "AUX") && form != Some("Inf")
                || matches!(form, Some("Fin" | "Part"))
        })
    }

    fn is_finite(&self, tokens: &Range<usize>) -> bool {
        tokens.clone().any(|i| self.tree.token(i).feature("VerbForm") == Some("Fin"))
    }
}

/// Where a link ends: with its sentence, or where that one is glued to the next: « Lire aussi : Le casse-tête|Le maire … ».
/// Of a long sentence nothing is known but its opening.
fn link_end(words: &str, opening: usize) -> usize {
    let behind = words[opening..].char_indices();
    let glued = behind.clone().zip(behind.skip(1)).find(|((_, before), (_, after))| {
        (before.is_lowercase() || before.is_ascii_digit() || matches!(before, '»' | '”'))
            && after.is_uppercase()
    });
    if let Some((_, (at, _))) = glued {
        return opening + at;
    }
    if words.split_whitespace().nth(LONGEST_LINK).is_none() {
        return words.len();
    }
    // The colon belongs to the opening.
    opening + words[opening..].find(|c: char| c.is_alphanumeric()).unwrap_or(0)
}

/// Whether a stretch ends as a sentence does, apart from closing marks.
fn ends_sentence(words: &str) -> bool {
    let open = words.trim_end_matches(|c: char| c.is_whitespace() || "»”\"’')]".contains(c));
    open.ends_with(['.', '!', '?', '…'])
}

/// An address of the web or of mail, a name with an at sign, a tag.
fn is_address(word: &str) -> bool {
    let word = word.trim_matches(|c: char| "()[]<>.,;:".contains(c));
    let tagged = |mark: char| word.strip_prefix(mark).is_some_and(|rest| !rest.is_empty());
    word.contains("://") || word.starts_with("www.") || word.contains('@') || tagged('#')
}

/// The bytes of a dateline at the head of a line: « 28 février 2016 . – », « LYON (AFP) - », « 6 juin 2016 » alone.
///
/// Before its dash stand nothing but a date, names of places and agencies, and a date or an agency among them.
fn dateline(words: &AsideWords, line: &str) -> Option<usize> {
    let end = line.char_indices().nth(LONGEST_DATELINE).map_or(line.len(), |(at, _)| at);
    let head = &line[..end];
    let head = &head[..head.find(is_line_break).unwrap_or(head.len())];
    let mut says_where_from = false;
    let mut at = 0;
    for word in head.split_whitespace() {
        let start = at + head[at..].find(word).unwrap_or(0);
        at = start + word.len();
        if matches!(word, "–" | "—" | "-" | "--") {
            return says_where_from.then_some(at);
        }
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let role = words.role(word);
        let is_date = role == Some(AsideRole::Date);
        let is_number = bare.starts_with(|c: char| c.is_ascii_digit());
        says_where_from |= role == Some(AsideRole::Agency);
        // « 28 février »: a month beside a number, a day of the week; « à », « le » alone say nothing.
        says_where_from |= is_date && bare.chars().count() >= 3;
        let is_name = bare.starts_with(char::is_uppercase);
        if !(bare.is_empty() || is_date || is_number || role.is_some() || is_name) {
            return None;
        }
    }
    let is_whole = head.len() < end || end == line.len();
    let has_number = head.contains(|c: char| c.is_ascii_digit());
    let only_date = head.split_whitespace().all(|word| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let number = bare.starts_with(|c: char| c.is_ascii_digit());
        bare.is_empty() || number || words.role(word) == Some(AsideRole::Date)
    });
    (is_whole && says_where_from && has_number && only_date).then(|| head.trim_end().len())
}

/// The bytes of a credit in brackets at the end of a line: « … à Lyon. (afp/nxp) », « … à Lyon (avec AFP). »
fn credit(words: &AsideWords, article: &Article, line: &str) -> Option<Range<usize>> {
    let closed = line.strip_suffix('.').unwrap_or(line).trim_end();
    let inner_end = closed.strip_suffix(')')?.len();
    let open = line[..inner_end].rfind('(')?;
    let inner = &line[open + 1..inner_end];
    let names =
        inner.split(|c: char| c.is_whitespace() || "/,-&".contains(c)).filter(|word| !word.is_empty());
    let role = |word: &str| words.role(word);
    let known = |word: &str| matches!(role(word), Some(AsideRole::Agency | AsideRole::With));
    let any_agency = names.clone().any(|word| role(word) == Some(AsideRole::Agency));
    // The initials of a writer stand beside the agency: « (jsa/afp/nxp) ».
    let initials = |word: &str| word.chars().count() <= 4 && inner.contains('/');
    let agencies = any_agency && names.clone().all(|word| known(word) || initials(word));
    let outlet = article.outlet.as_deref().is_some_and(|outlet| outlet.eq_ignore_ascii_case(inner.trim()));
    // Behind the last sentence stands who made the text: « … à Lyon. (Le Matin) ».
    let behind_sentence = ends_sentence(&line[..open])
        && names.clone().count() <= 3
        && inner.contains(char::is_alphabetic)
        && names.clone().all(|word| word.starts_with(char::is_uppercase) || known(word));
    (agencies || outlet || behind_sentence || role(inner) == Some(AsideRole::Agency))
        .then_some(open..line.len())
}

/// « APS », « Avec l'Agence France-Presse »: agencies, with nothing but a word or two that introduces them.
fn is_credit(words: &AsideWords, line: &str) -> bool {
    let behind = match words.opening(line) {
        Some((AsideRole::With, end)) => line[end..].trim(),
        _ => line.trim(),
    };
    let agency = |word: &str| words.role(word) == Some(AsideRole::Agency);
    let short = line.split_whitespace().count() <= LONGEST_SIGNATURE;
    let introduced = behind.len() < line.trim().len() && behind.split_whitespace().any(agency);
    short && (agency(behind) || introduced || behind.split(['/', ' ']).all(agency))
}

/// « A. Boukarine », « HAMID BAALI », « Lyès Menacer/Agences »: names and nothing else.
fn is_signature(words: &AsideWords, line: &str, near_end: bool) -> bool {
    let names: Vec<&str> =
        line.split(|c: char| c.is_whitespace() || c == '/').filter(|word| !word.is_empty()).collect();
    if names.is_empty() || names.len() > LONGEST_SIGNATURE {
        return false;
    }
    let initial = |word: &str| {
        word.ends_with('.') && word.chars().filter(|c| c.is_alphabetic()).count() <= 2 && is_name(word)
    };
    let role = |word: &str| words.role(word);
    let linked = |word: &str| role(word).is_some() && word.chars().all(char::is_alphabetic);
    let all_names = names.iter().all(|word| is_name(word) || linked(word));
    let any_agency = names.iter().any(|word| role(word) == Some(AsideRole::Agency));
    let signed = names.iter().any(|word| initial(word)) || any_agency || near_end && names.len() >= 2;
    let ends = ends_sentence(line) && !names.last().is_some_and(|word| initial(word));
    all_names && signed && !ends && is_name(names[0])
}

/// A word as names are written: « Boukarine », « EL-BEY », « L. ».
fn is_name(word: &str) -> bool {
    let bare = word.trim_end_matches([',', '.']);
    bare.starts_with(char::is_uppercase)
        && bare.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '.' | '\'' | '’'))
}

/// Who said a quotation that is set apart, on the line below it: « — Claire Morin, maire de Lyon ».
fn is_under_quotation(line: &str) -> bool {
    let name = line.trim_start_matches(['—', '–', '-']);
    let words: Vec<&str> = name.split(',').next().unwrap_or("").split_whitespace().collect();
    // « Blandine de Caunes »
    let particle = |word: &str| word.chars().count() <= 3 && word.chars().all(char::is_alphabetic);
    name.len() < line.len()
        && words.first().is_some_and(|word| is_name(word))
        && words.len() <= LONGEST_SIGNATURE
        && words.iter().all(|word| is_name(word) || particle(word))
        && !ends_sentence(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words() -> &'static AsideWords {
        &Lexicon::of("fr").unwrap().asides
    }

    #[test]
    fn datelines_end_with_their_dash() {
        let cut = |line: &'static str| dateline(words(), line).map(|end| &line[..end]);
        assert_eq!(cut("28 février 2016 . –\nLa ville"), Some("28 février 2016 . –"));
        assert_eq!(cut("LYON (AFP) - Un homme"), Some("LYON (AFP) -"));
        assert_eq!(cut("Almaty, le 5 janvier – La ville"), Some("Almaty, le 5 janvier –"));
        assert_eq!(
            cut("16 juin 2016, 16\u{202f}h\u{202f}20 UTC . – Le"),
            Some("16 juin 2016, 16\u{202f}h\u{202f}20 UTC . –")
        );
        assert_eq!(cut("6 juin 2016\nLa ville"), Some("6 juin 2016"));
        assert_eq!(cut("Jean Dupont - Paris"), None);
        assert_eq!(cut("Le 5 janvier, la ville - et elle seule -"), None);
        assert_eq!(cut("Mardi"), None);
    }

    #[test]
    fn credits_stand_in_brackets_at_the_end() {
        let article = Article { outlet: Some("La Gazette".into()), ..Article::new("") };
        let cut = |line: &'static str| credit(words(), &article, line).map(|range| &line[range]);
        assert_eq!(cut("Il pleut. (afp/nxp)"), Some("(afp/nxp)"));
        assert_eq!(cut("Il pleut (avec Belga)."), Some("(avec Belga)."));
        assert_eq!(cut("Il pleut (La Gazette)"), Some("(La Gazette)"));
        assert_eq!(cut("Il pleut. (Le Matin)"), Some("(Le Matin)"));
        assert_eq!(cut("Il pleut à Valence (Drôme)"), None);
        assert_eq!(cut("Il pleut (et il neige)."), None);
    }

    #[test]
    fn signatures_are_names_and_nothing_else() {
        let signed = |line, near_end| is_signature(words(), line, near_end);
        assert!(signed("A. Boukarine", false));
        assert!(signed("HAMID BAALI", true) && !signed("HAMID BAALI", false));
        assert!(signed("Lyès Menacer/Agences", false));
        assert!(!signed("Le temps des cerises", true));
        assert!(is_credit(words(), "APS"));
        assert!(is_credit(words(), "Avec l'Agence France-Presse"));
        assert!(is_credit(words(), "– Avec Associated Press"));
        assert!(!is_credit(words(), "Avec Claire Morin"));
        assert!(is_under_quotation("— Claire Morin , maire de Lyon"));
        assert!(is_under_quotation("— Blandine de Caunes"));
        assert!(!is_under_quotation("— Il pleut."));
        assert!(!is_under_quotation("– Chakib Untel en «invité» à Skikda"));
    }

    #[test]
    fn links_end_where_the_next_sentence_is_glued_to_them() {
        let cut = |line: &'static str| &line[..link_end(line, 11)];
        assert_eq!(cut("Lire aussi: Le casse-têteLe maire a dit non."), "Lire aussi: Le casse-tête");
        assert_eq!(cut("Lire aussi: «Le casse-tête»L’an dernier"), "Lire aussi: «Le casse-tête»");
        assert_eq!(cut("Lire aussi: Le casse-tête"), "Lire aussi: Le casse-tête");
        let long: &'static str = ("Lire aussi: ".to_owned() + &"un mot ".repeat(20)).leak();
        assert_eq!(cut(long), "Lire aussi: ");
    }

    #[test]
    fn addresses_and_tags_lead_elsewhere() {
        for word in ["https://exemple.fr/a", "(www.exemple.fr)", "@ClaireMorin", "#pluie", "a@exemple.fr"] {
            assert!(is_address(word), "{word}");
        }
        for word in ["pluie", "#", "3.000", "etc."] {
            assert!(!is_address(word), "{word}");
        }
    }
}
