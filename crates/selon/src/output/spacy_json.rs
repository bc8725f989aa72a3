//! spaCy's JSON of a document ([`Doc.to_json`](https://spacy.io/api/doc#to_json)), which `Doc.from_json` takes back.
//!
//! Offsets are code points; white-space tokens are kept. `id`, which spaCy passes over, is the article's.

use selon_record::Offsets;
use selon_spacy::Doc;
use serde::Serialize;

/// The document as one line; `None` is a text that was not parsed because it has nothing to parse.
pub(crate) fn spacy_json(id: &str, text: &str, doc: Option<&Doc>) -> String {
    let offsets = Offsets::new(text);
    let code_point =
        |byte| offsets.code_point(byte).expect("tokens stand between the characters of their text");
    let json = match doc {
        Some(doc) => {
            let place = |start: usize, end: usize| {
                let bytes = doc.token(start).range().start..doc.token(end - 1).range().end;
                (code_point(bytes.start), code_point(bytes.end))
            };
            let span = |start, end, label| {
                let (start, end) = place(start, end);
                Span { start, end, label }
            };
            Json {
                id,
                text,
                ents: doc
                    .ents()
                    .iter()
                    .map(|e| span(e.start, e.end, Some(doc.labels().get(e.label))))
                    .collect(),
                sents: doc.sents().map(|sentence| span(sentence.start, sentence.end, None)).collect(),
                tokens: doc
                    .tokens()
                    .map(|token| Token::new(token, place(token.i(), token.i() + 1)))
                    .collect(),
            }
        }
        None => Json { id, text, ents: Vec::new(), sents: Vec::new(), tokens: Vec::new() },
    };
    serde_json::to_string(&json).expect("strings and numbers are JSON") + "\n"
}

#[derive(Serialize)]
struct Json<'a> {
    id: &'a str,
    text: &'a str,
    ents: Vec<Span<'a>>,
    sents: Vec<Span<'a>>,
    tokens: Vec<Token<'a>>,
}

#[derive(Serialize)]
struct Span<'a> {
    start: usize,
    end: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<&'a str>,
}

#[derive(Serialize)]
struct Token<'a> {
    id: usize,
    start: usize,
    end: usize,
    tag: &'a str,
    pos: &'a str,
    morph: &'a str,
    lemma: &'a str,
    dep: &'a str,
    head: usize,
}

impl<'a> Token<'a> {
    fn new(token: selon_spacy::Token<'a>, (start, end): (usize, usize)) -> Self {
        Token {
            id: token.i(),
            start,
            end,
            tag: token.tag(),
            pos: token.pos(),
            morph: token.morph(),
            lemma: token.lemma(),
            dep: token.dep(),
            head: token.head().i(),
        }
    }
}
