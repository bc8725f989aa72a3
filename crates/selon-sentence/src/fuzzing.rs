//! The readers of single parts of the package, for the fuzz targets in `fuzz/`: any bytes give a part or an error.
//!
//! Behind the feature `fuzzing`. No promise of the library.

use crate::package::Arrays;
use crate::sentencepiece::Tokenizer;

/// `sp.model`; where the bytes are one, it cuts the text.
pub fn tokenizer(bytes: &[u8], text: &str) -> bool {
    Tokenizer::read(bytes).map(|tokenizer| tokenizer.encode(text, 64)).is_ok()
}

/// `weights.npz`.
pub fn weights(bytes: &[u8]) -> bool {
    Arrays::open(bytes.to_vec()).and_then(|mut arrays| crate::network::Weights::read(&mut arrays)).is_ok()
}
