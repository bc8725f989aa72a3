//! The document: a text, its tokens and what the components wrote on them.
//!
//! The names are spaCy's ([`Doc`](https://spacy.io/api/doc), [`Token`](https://spacy.io/api/token)).
//! Offsets are **bytes** into [`Doc::text`]; spaCy's `token.idx` counts code points.

use std::sync::Arc;

/// An index into the [`Labels`] of a pipeline. `Label::NONE` is the empty string.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Label(pub(crate) u16);

impl Label {
    /// The empty label: nothing was assigned.
    pub const NONE: Label = Label(0);

    /// Whether nothing was assigned.
    pub fn is_none(self) -> bool {
        self == Label::NONE
    }
}

/// Every tag, part of speech, feature string, dependency and entity label a pipeline can assign.
///
/// Fixed once the pipeline is loaded, so that documents can share it.
#[derive(Clone, Debug)]
pub struct Labels {
    strings: Vec<Arc<str>>,
}

impl Default for Labels {
    fn default() -> Self {
        Labels { strings: vec![Arc::from("")] }
    }
}

impl Labels {
    /// The label of a string, added if it is new.
    pub(crate) fn add(&mut self, string: &str) -> Label {
        if let Some(label) = self.find(string) {
            return label;
        }
        self.strings.push(Arc::from(string));
        Label(u16::try_from(self.strings.len() - 1).expect("a pipeline has fewer than 65,536 labels"))
    }

    /// How many there are, the empty one included.
    pub(crate) fn len(&self) -> usize {
        self.strings.len()
    }

    /// The label of a string, if the pipeline knows it.
    pub fn find(&self, string: &str) -> Option<Label> {
        self.strings.iter().position(|s| &**s == string).map(|i| Label(i as u16))
    }

    /// The string of a label.
    pub fn get(&self, label: Label) -> &str {
        &self.strings[label.0 as usize]
    }
}

/// What is stored of one token. Read it through [`Token`].
#[derive(Clone, Debug, Default)]
pub(crate) struct TokenData {
    /// First byte in the text.
    pub(crate) start: u32,
    /// One past the last byte in the text.
    pub(crate) end: u32,
    /// Whether one plain space follows (spaCy's `spacy`).
    pub(crate) space_after: bool,
    /// Whether all of its characters are white space.
    pub(crate) is_space: bool,
    /// The norm that a tokeniser exception gives it, by its number in the tokeniser.
    pub(crate) norm: Option<u32>,
    /// −1: no sentence starts here; 0: not known; 1: one does.
    pub(crate) sent_start: i8,
    /// Fine-grained tag.
    pub(crate) tag: Label,
    /// Universal part of speech.
    pub(crate) pos: Label,
    /// Universal features, `Feat=Value|Feat=Value` in spaCy's order.
    pub(crate) morph: Label,
    /// Relation to the head.
    pub(crate) dep: Label,
    /// Index of the head; a root is its own head.
    pub(crate) head: u32,
    /// Entity label.
    pub(crate) ent_type: Label,
    /// 0: nothing assigned; 1: inside; 2: outside; 3: begins an entity.
    pub(crate) ent_iob: u8,
    /// Base form; `None` until a lemmatiser ran.
    pub(crate) lemma: Option<Arc<str>>,
}

/// A labelled run of tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Span {
    /// First token.
    pub start: usize,
    /// One past the last token.
    pub end: usize,
    /// The entity label.
    pub label: Label,
}

/// A text with its tokens and their annotation.
#[derive(Clone, Debug)]
pub struct Doc {
    pub(crate) text: String,
    pub(crate) tokens: Vec<TokenData>,
    pub(crate) ents: Vec<Span>,
    pub(crate) labels: Arc<Labels>,
}

/// One token of a [`Doc`].
#[derive(Clone, Copy, Debug)]
pub struct Token<'a> {
    doc: &'a Doc,
    i: usize,
}

impl Doc {
    /// The text as it was given, to the byte.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Number of tokens, white-space tokens included.
    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    /// Whether the text had no token at all (only the empty text has none, and a single space).
    pub fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    /// The `i`-th token.
    ///
    /// # Panics
    /// When `i` is not below [`Doc::len`].
    pub fn token(&self, i: usize) -> Token<'_> {
        assert!(i < self.tokens.len(), "token {i} of {}", self.tokens.len());
        Token { doc: self, i }
    }

    /// The tokens in order.
    pub fn tokens(&self) -> impl DoubleEndedIterator<Item = Token<'_>> + ExactSizeIterator {
        (0..self.tokens.len()).map(move |i| Token { doc: self, i })
    }

    /// The sentences, as ranges of tokens.
    pub fn sents(&self) -> impl Iterator<Item = std::ops::Range<usize>> + '_ {
        let mut start = 0;
        std::iter::from_fn(move || {
            if start >= self.tokens.len() {
                return None;
            }
            let end = (start + 1..self.tokens.len())
                .find(|&i| self.tokens[i].sent_start == 1)
                .unwrap_or(self.tokens.len());
            let sentence = start..end;
            start = end;
            Some(sentence)
        })
    }

    /// The named entities in order.
    pub fn ents(&self) -> &[Span] {
        &self.ents
    }

    /// Says beforehand whether a sentence starts at a token: 1 yes, −1 no, 0 as the parser finds.
    ///
    /// As in spaCy, this counts when it is set between
    /// [`Pipeline::tokenize`](crate::Pipeline::tokenize) and [`Pipeline::annotate`](crate::Pipeline::annotate).
    ///
    /// # Panics
    /// When `i` is not below [`Doc::len`].
    pub fn set_sent_start(&mut self, i: usize, value: i8) {
        self.tokens[i].sent_start = value.signum();
    }

    /// The labels that [`Label`]s of this document stand for.
    pub fn labels(&self) -> &Labels {
        &self.labels
    }
}

impl<'a> Token<'a> {
    fn data(&self) -> &'a TokenData {
        &self.doc.tokens[self.i]
    }

    /// Index in the document.
    pub fn i(&self) -> usize {
        self.i
    }

    /// Byte range in the text.
    pub fn range(&self) -> std::ops::Range<usize> {
        self.data().start as usize..self.data().end as usize
    }

    /// The word as it stands in the text.
    pub fn text(&self) -> &'a str {
        &self.doc.text[self.range()]
    }

    /// Whether one plain space follows the token.
    pub fn space_after(&self) -> bool {
        self.data().space_after
    }

    /// Whether the token is white space only.
    pub fn is_space(&self) -> bool {
        self.data().is_space
    }

    /// Fine-grained tag.
    pub fn tag(&self) -> &'a str {
        self.doc.labels.get(self.data().tag)
    }

    /// Universal part of speech.
    pub fn pos(&self) -> &'a str {
        self.doc.labels.get(self.data().pos)
    }

    /// Universal features, such as `Gender=Masc|Number=Sing`.
    pub fn morph(&self) -> &'a str {
        self.doc.labels.get(self.data().morph)
    }

    /// The value of one universal feature, such as `Cond` for `Mood`.
    pub fn feature(&self, name: &str) -> Option<&'a str> {
        self.morph().split('|').find_map(|f| f.strip_prefix(name)?.strip_prefix('='))
    }

    /// Base form; empty where no lemmatiser ran.
    pub fn lemma(&self) -> &'a str {
        self.data().lemma.as_deref().unwrap_or("")
    }

    /// Relation to the head.
    pub fn dep(&self) -> &'a str {
        self.doc.labels.get(self.data().dep)
    }

    /// The head; a root is its own head.
    pub fn head(&self) -> Token<'a> {
        Token { doc: self.doc, i: self.data().head as usize }
    }

    /// Whether a sentence starts here.
    pub fn is_sent_start(&self) -> bool {
        self.i == 0 || self.data().sent_start == 1
    }

    /// Entity label; empty outside entities.
    pub fn ent_type(&self) -> &'a str {
        self.doc.labels.get(self.data().ent_type)
    }

    /// `B`, `I`, `O`, or empty where no recogniser ran.
    pub fn ent_iob(&self) -> &'static str {
        ["", "I", "O", "B"][self.data().ent_iob as usize]
    }
}
