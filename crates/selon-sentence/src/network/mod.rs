//! The network: pieces to embeddings, three convolutions over 2, 3 and 5 neighbouring pieces, their sum over the sentence, and
//! dense layers down to 512 numbers.

mod forward;
mod table;
mod weights;

pub(crate) use table::Table;
pub(crate) use weights::Weights;

/// Numbers that stand for a piece.
const EMBEDDING: usize = 512;
/// Numbers that a convolution makes of a piece.
const UNITS: usize = 256;
/// The convolutions.
const BRANCHES: usize = 3;
/// Numbers of a piece when all convolutions have seen it.
const FEATURES: usize = EMBEDDING + BRANCHES * UNITS;
/// Numbers of the dense layers between.
const HIDDEN: usize = 320;
/// Pieces that a convolution looks back and ahead at most.
const REACH: usize = 2;
