//! What a search found: passages with the words that were asked for.

use selon_ledger::{ArticleHit, AssertionHit, StoredArticle, StoredAssertion};
use selon_record::{CodePointSpan, Offsets};

use super::page::{Margin, Page, joined};
use super::{Ink, Look, Run};
use crate::messages::Label;
use selon_view::{origin, title};
use selon_view::{phrase, visible};

/// An article that was found.
pub(crate) struct FoundArticle {
    pub(crate) hit: ArticleHit,
    pub(crate) stored: StoredArticle,
}

/// An assertion that was found, and its article.
pub(crate) struct FoundAssertion {
    pub(crate) hit: AssertionHit,
    pub(crate) stored: StoredAssertion,
    pub(crate) article: StoredArticle,
    /// Its claim, where others say the same.
    pub(crate) claim: Option<i64>,
}

/// Assertions first, then articles.
pub(crate) fn hits(assertions: &[FoundAssertion], articles: &[FoundArticle], look: &Look) -> String {
    let mut page = Page::new(look);
    if assertions.is_empty() && articles.is_empty() {
        let words = page.say(Label::NothingFound);
        page.lines(&Margin::blank(0), &[Ink::Dim.run(words)]);
    }
    if !assertions.is_empty() {
        page.heading(Label::Assertions);
    }
    for found in assertions {
        let runs = marked(&found.stored.content, whole(&found.stored.content), &found.hit.in_content);
        page.lines(&Margin::blank(2), &runs);
        let mut facts = vec![match &found.stored.source {
            Some(source) => vec![Ink::Source.run(match &source.name {
                Some(name) => phrase(name),
                None => page.say(Label::Kind(source.kind)),
            })],
            None => vec![Ink::Dim.run(page.say(Label::Form(found.stored.form)))],
        }];
        facts.push(vec![Ink::Plain.run(page.say(Label::Level(found.stored.level)))]);
        facts.extend(
            origin(&found.article.article, page.interface()).into_iter().map(|fact| vec![Ink::Dim.run(fact)]),
        );
        facts.extend(found.claim.map(|claim| vec![Ink::Plain.run(page.say(Label::ClaimNumber(claim)))]));
        page.lines(&Margin::blank(6), &joined(facts, " · "));
    }
    if !articles.is_empty() {
        page.heading(Label::ArticlesFound);
    }
    for FoundArticle { hit, stored } in articles {
        let article = &stored.article;
        page.lines(&Margin::blank(2), &[Ink::Bold.run(title(article, page.interface()))]);
        page.lines(&Margin::blank(6), &marked(&article.text, hit.excerpt, &hit.in_text));
        let facts = origin(article, page.interface()).into_iter().map(|fact| vec![Ink::Dim.run(fact)]);
        page.lines(&Margin::blank(6), &joined(facts.collect(), " · "));
    }
    page.blank();
    page.finish()
}

/// All of a text.
fn whole(text: &str) -> CodePointSpan {
    CodePointSpan::new(0, text.chars().count())
}

/// A stretch of a text with what was found in it marked.
fn marked(text: &str, stretch: CodePointSpan, found: &[CodePointSpan]) -> Vec<Run> {
    let offsets = Offsets::new(text);
    let mut runs = Vec::new();
    let mut at = stretch.start;
    let mut add = |from: usize, to: usize, ink: Ink| {
        if let Ok(words) = offsets.slice(CodePointSpan::new(from, to))
            && !words.is_empty()
        {
            runs.push(ink.run(visible(words)));
        }
    };
    for span in found.iter().filter(|span| span.start >= stretch.start && span.end <= stretch.end) {
        add(at, span.start, Ink::Plain);
        add(span.start, span.end, Ink::Cue);
        at = span.end;
    }
    add(at, stretch.end, Ink::Plain);
    runs
}
