//! A dossier as Markdown (CommonMark). What comes from articles is escaped: none of it is markup, no line of it begins a heading, a
//! list or a quotation, and no address in it becomes a link.

use super::super::opposite::Opposite;
use super::super::told::{Because, Joining, Lost};
use super::{
    ADDED, ARTICLES, BY, BYTES, CUT, Claim, DECIDED, Dossier, IN_SHORT, KEY, MADE, NOTE, OF, OPPOSITE,
    ORIGINAL, OTHER, PLACE, Piece, QUESTION, Quote, SAID, STEPS, Said, Source, TITLE,
};

/// The dossier.
pub(super) fn written(dossier: &Dossier) -> String {
    let mut page = Page(String::new());
    let say = |words| dossier.say(words);
    page.raw("# ").text(say(TITLE)).raw("\n\n");
    page.text(say(MADE)).raw(" ").text(&dossier.made_in_words).raw(" ").text(say(OF)).raw(" ");
    page.text(&dossier.ledger).raw(" ").text(say(BY)).raw(" Selon ").text(Dossier::VERSION).raw(".\n\n");
    page.text(say(NOTE)).raw("\n\n");
    if let Some(question) = &dossier.question {
        page.text(say(QUESTION)).text(&dossier.colon()).text(question).raw("\n\n");
    }
    if dossier.is_cut {
        page.raw("*").text(say(CUT)).raw("*\n\n");
    }
    for claim in &dossier.claims {
        write_claim(&mut page, claim, dossier);
    }
    page.raw("## ").text(say(ARTICLES)).raw("\n\n");
    for article in &dossier.articles {
        write_article(&mut page, article, dossier);
    }
    page.0
}

fn write_claim(page: &mut Page, claim: &Claim, dossier: &Dossier) {
    let say = |words| dossier.say(words);
    page.raw("## ").text(&claim.number.to_string()).raw("\\. ").text(&claim.heading).raw("\n\n");
    page.raw("**").text(&claim.counts).raw("**\n\n");
    if !claim.in_short.is_empty() {
        page.raw("### ").text(say(IN_SHORT)).raw("\n\n");
        for sentence in &claim.in_short {
            page.raw("- ");
            sentence.iter().for_each(|one| piece(page, one));
            page.raw("\n");
        }
        page.raw("\n");
    }
    page.raw("### ").text(say(STEPS)).raw("\n\n");
    for stage in &claim.stages {
        page.raw("1. **");
        piece(page, &stage.article);
        page.raw("**, ");
        match &stage.published {
            Some(moment) => page.text(&moment.words),
            None => page.text(&dossier.undated()),
        };
        page.text(&dossier.colon()).text(&stage.how);
        if let Some(reason) = &stage.reason {
            because(page, reason, dossier);
        }
        page.raw("\n");
        for one in &stage.losses {
            lost(page, one, dossier);
        }
    }
    for (heading, origins) in &claim.why {
        page.raw("\n### ").text(heading).raw("\n\n");
        for origin in origins {
            page.raw("1. ");
            for (nth, article) in origin.articles.iter().enumerate() {
                page.raw(if nth > 0 { ", " } else { "" });
                piece(page, article);
            }
            page.raw("\n");
            origin.joined_by.iter().for_each(|one| joining(page, "   - ", one, dossier));
        }
    }
    if !claim.apart.is_empty() {
        page.raw("\n### ").text(&dossier.apart_heading()).raw("\n\n");
        claim.apart.iter().for_each(|one| joining(page, "- ", one, dossier));
    }
    page.raw("\n### ").text(say(SAID)).raw("\n\n");
    claim.said.iter().for_each(|one| said(page, one, claim, dossier));
    for group in &claim.against {
        page.raw("### ").text(say(OPPOSITE)).text(&dossier.colon()).text(&group.heading).raw("\n\n");
        group.all.iter().for_each(|one| opposite(page, one, claim, dossier));
    }
    if !claim.decisions.is_empty() {
        page.raw("### ").text(say(DECIDED)).raw("\n\n");
        for decision in &claim.decisions {
            page.raw("- ").text(decision).raw("\n");
        }
        page.raw("\n");
    }
}

fn piece(page: &mut Page, piece: &Piece) {
    match piece {
        Piece::Words(words) => page.text(words),
        Piece::Article { name, .. } => page.text(name),
    };
}

fn because(page: &mut Page, because: &Because, dossier: &Dossier) {
    page.raw(" (").text(&because.proven).text(&dossier.colon()).text(&because.reason).raw(")");
}

fn lost(page: &mut Page, lost: &Lost, dossier: &Dossier) {
    page.raw("   - **").text(&lost.what).raw("** (");
    piece(page, &lost.from);
    page.raw(")").text(&dossier.colon()).text(&lost.before).raw(" → ").text(&lost.after).raw("\n");
}

fn joining(page: &mut Page, bullet: &'static str, joining: &Joining, dossier: &Dossier) {
    page.raw(bullet);
    piece(page, &joining.from);
    page.raw(" ").text(&joining.how);
    because(page, &joining.because, dossier);
    joining.shown_by.iter().for_each(|words| {
        page.raw(" ").text(words);
    });
    page.raw("\n");
}

fn said(page: &mut Page, said: &Said, claim: &Claim, dossier: &Dossier) {
    page.raw("- ");
    match &said.evidence {
        Some(evidence) => {
            for (nth, link) in evidence.chain.iter().enumerate() {
                page.raw(if nth > 0 { " ← " } else { "" }).text(&link.words);
            }
            page.raw(" · ").text(&evidence.how);
        }
        None => {
            page.text(&said.outlet);
        }
    }
    page.raw(" · ");
    match &said.published {
        Some(moment) => page.text(&moment.words),
        None => page.text(&dossier.undated()),
    };
    page.raw(" · \\[").text(&said.article.to_string()).raw("\\]\n");
    match claim.quotes.get(&said.assertion) {
        Some(passages) if !passages.is_empty() => passages.iter().for_each(|passage| quote(page, passage)),
        _ => quote(page, &vec![(true, said.content.clone())]),
    }
    page.raw("\n");
}

fn quote(page: &mut Page, quote: &Quote) {
    page.raw("  > ");
    for (is_content, words) in quote {
        let bold = if *is_content { "**" } else { "" };
        page.raw(bold).text(words).raw(bold);
    }
    page.raw("\n  >\n");
}

fn opposite(page: &mut Page, one: &Opposite, claim: &Claim, dossier: &Dossier) {
    page.raw("**").text(&one.what).raw("** (").text(dossier.say(OTHER)).raw(" ");
    page.text(&one.claim.to_string()).raw(")\n\n");
    said(page, &one.ours, claim, dossier);
    said(page, &one.theirs, claim, dossier);
}

fn write_article(page: &mut Page, article: &Source, dossier: &Dossier) {
    let colon = dossier.colon();
    page.raw("### \\[").text(&article.number.to_string()).raw("\\] ").text(&article.title).raw("\n\n");
    let facts =
        [&article.outlet, &article.byline, &article.published.as_ref().map(|moment| moment.words.clone())];
    let facts: Vec<&str> = facts.into_iter().flatten().map(String::as_str).collect();
    if !facts.is_empty() {
        page.raw("- ").text(&facts.join(" · ")).raw("\n");
    }
    if let Some(url) = &article.url {
        page.raw("- ");
        if dossier.is_web(url) {
            page.link(url)
        } else {
            page.text(url)
        };
        page.raw("\n");
    }
    let mut fact = |what, value: &str| {
        page.raw("- ").text(dossier.say(what)).text(&colon).text(value).raw("\n");
    };
    fact(KEY, &article.key);
    if let Some((hash, size, kind)) = &article.original {
        fact(ORIGINAL, &format!("{hash} ({size} {}, {kind})", dossier.say(BYTES)));
    }
    fact(ADDED, &article.added.words);
    fact(PLACE, &article.place);
    page.raw("\n");
}

/// Markdown as it is written: its own marks, which the program has, and text, which is escaped.
struct Page(String);

impl Page {
    fn raw(&mut self, marks: &'static str) -> &mut Page {
        self.0.push_str(marks);
        self
    }

    /// Text on one line. Every mark in it that could mean something is escaped.
    fn text(&mut self, text: &str) -> &mut Page {
        for (at, c) in text.char_indices() {
            let is_mark = match c {
                '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '$'
                | '!' | '^' | '@' => true,
                // What would make a list, a rule or a heading of a line.
                '+' | '-' | '=' => at == 0,
                // « 3. » at the beginning is a list, « https:// » and « www. » are links to some readers.
                '.' | ')' => {
                    text[..at].bytes().all(|byte| byte.is_ascii_digit()) || text[..at].ends_with("www")
                }
                ':' => text[at..].starts_with("://"),
                _ => false,
            };
            if is_mark {
                self.0.push('\\');
            }
            match c {
                c if c.is_whitespace() && c != '\u{A0}' && c != '\u{202F}' => self.0.push(' '),
                c => self.0.push(c),
            }
        }
        self
    }

    /// An address of the web as a link to itself.
    fn link(&mut self, url: &str) -> &mut Page {
        self.0.push('<');
        for byte in url.bytes() {
            match byte {
                b'!'..=b'~' if !b"<>\\`\"".contains(&byte) => self.0.push(char::from(byte)),
                byte => self.0 += &format!("%{byte:02X}"),
            }
        }
        self.0.push('>');
        self
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Page;

    fn text(text: &str) -> String {
        let mut page = Page(String::new());
        page.text(text);
        page.0
    }

    #[test]
    fn text_is_no_markup() {
        for (given, written) in [
            ("# Titre", "\\# Titre"),
            ("1. un", "1\\. un"),
            ("- un", "\\- un"),
            ("12 morts, dit-il.", "12 morts, dit-il."),
            ("![x](javascript:y)", "\\!\\[x\\](javascript:y)"),
            ("<script>&lt;", "\\<script\\>\\&lt;"),
            ("voir https://a.example", "voir https\\://a.example"),
            ("www.a.example", "www\\.a.example"),
            ("a\n# b", "a \\# b"),
            ("**a** `b` ~~c~~ $d$", "\\*\\*a\\*\\* \\`b\\` \\~\\~c\\~\\~ \\$d\\$"),
        ] {
            assert_eq!(text(given), written);
        }
    }

    #[test]
    fn an_address_cannot_leave_its_brackets() {
        let mut page = Page(String::new());
        page.link("https://a.example/é x>y<script>");
        assert_eq!(page.0, "<https://a.example/%C3%A9%20x%3Ey%3Cscript%3E>");
    }

    proptest! {
        /// Every mark has its backslash, and no text has a second line.
        #[test]
        fn no_mark_stands_alone(given in "[\\PC\n\r\t]{0,60}") {
            let written = text(&given);
            prop_assert!(!written.contains(['\n', '\r']));
            let mut is_escaped = false;
            for c in written.chars() {
                if is_escaped {
                    is_escaped = false;
                    continue;
                }
                is_escaped = c == '\\';
                prop_assert!(!"`*_[]<>#|~&!".contains(c), "{written}");
            }
        }
    }
}
