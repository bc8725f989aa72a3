//! Posts printed into an article: « *Les manifestations seront interdites*— La Gazette (@gazette) 6 juin 2018 ».

use std::ops::Range;

use selon_record::{Act, Form, SourceKind, Span};

use super::{Attribution, Construction, Mention};
use crate::certainty::Certainty;

/// The most characters between the dash and the handle, and after it to the end of the date.
const LONGEST_NAME: usize = 80;

/// So many characters of the second copy of a post find the first one.
const OPENING: usize = 24;

/// The attributions of posts signed with a handle. Pages print such a post twice, so what stands behind the date again
/// is one more, without its signature.
pub(super) fn find(text: &str) -> Vec<Attribution> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = text[from..].find("(@").map(|at| from + at) {
        from = at + 2;
        let Some(close) = text[at..].find(')').map(|close| at + close) else { break };
        let handle = &text[at + 2..close];
        if handle.is_empty() || !handle.chars().all(|c| c.is_alphanumeric() || c == '_') {
            continue;
        }
        let line = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
        let dash =
            text[line..at].char_indices().rev().take(LONGEST_NAME).find(|(_, c)| matches!(c, '—' | '–'));
        let Some((dash, mark)) = dash.map(|(offset, c)| (line + offset, c)) else { continue };
        let name = trimmed(text, Span::new(dash + mark.len_utf8(), close + 1));
        let end = text[close..].find('\n').map_or(text.len(), |newline| close + newline);
        let again = second_copy(text, close + 1..end);
        // The second copy tells where the post begins: the page has set it behind its own words without a break.
        let start = again.and_then(|again| {
            let words = text[again.start..again.end].chars().take_while(|c| !matches!(c, '—' | '–'));
            let opening: String = words.take(OPENING).collect();
            text[line..dash].rfind(&opening).map(|offset| line + offset)
        });
        let post = trimmed(text, Span::new(start.unwrap_or(line), dash));
        let (Some(name), Some(post)) = (name, post) else { continue };
        found.push(attribution(vec![post], Some(mention(text, name))));
        let whole = &text[post.range()];
        if let Some(again) = again.filter(|again| start.is_some() && text[again.range()].starts_with(whole)) {
            found.push(attribution(vec![Span::new(again.start, again.start + whole.len())], None));
        }
    }
    found
}

/// What stands behind the date of a signature: « (@gazette) 6 juin 2018 *La place est fermée* ».
fn second_copy(text: &str, behind: Range<usize>) -> Option<Span> {
    /// No date is longer, in bytes.
    const LONGEST_DATE: usize = 30;
    let rest = &text[behind.clone()];
    let digits = rest.as_bytes().windows(4).take(LONGEST_DATE);
    let year = digits.enumerate().find(|(_, four)| four.iter().all(u8::is_ascii_digit)).map(|(at, _)| at)?;
    trimmed(text, Span::new(behind.start + year + 4, behind.end))
}

fn attribution(content: Vec<Span>, source: Option<Mention>) -> Attribution {
    Attribution {
        content,
        cue: Vec::new(),
        source,
        form: Form::Direct,
        act: Act::Assert,
        certainty: Certainty::plain(),
        construction: Construction::Signed,
        confidence: 0.9,
    }
}

fn mention(text: &str, span: Span) -> Mention {
    let words = &text[span.range()];
    let name = words.split('(').next().map(|name| name.trim().to_owned());
    // A signature says itself who it is; what the parse makes of it does not matter.
    Mention {
        span: Some(span),
        kind: SourceKind::Person,
        words: words.to_owned(),
        head: 0,
        phrase: 0..0,
        signal: "signed",
        name,
        unnamed: None,
    }
}

fn trimmed(text: &str, span: Span) -> Option<Span> {
    let words = &text[span.range()];
    let start = span.start + (words.len() - words.trim_start().len());
    let kept = words.trim();
    (!kept.is_empty()).then(|| Span::new(start, start + kept.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_post_and_its_second_copy() {
        let text = "Il a parlé.La place est fermée— La Gazette (@gazette) 6 juin 2018 La place est fermée— La Gazette";
        let found = find(text);
        assert_eq!(found.len(), 2);
        assert_eq!(&text[found[0].content[0].range()], "La place est fermée");
        assert_eq!(found[0].source.as_ref().unwrap().words, "La Gazette (@gazette)");
        assert!(found[1].content[0].start > found[0].content[0].end && found[1].source.is_none());
    }

    #[test]
    fn handles_in_running_text_sign_nothing() {
        assert!(find("Il suit le compte de La Gazette (@gazette) depuis hier.").is_empty());
        assert!(find("— (@) a (@b").is_empty());
    }
}
