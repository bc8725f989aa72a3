//! What the engines `selon-spacy` and `selon-sentence` share: arrays in NumPy's `.npy` format ([`npy`]), matrix products
//! ([`Matrix`]), and inner loops as wide as the processor ([`widest!`], [`add_to`], [`sum_of`], [`sum`], [`sum_of_squares`]).
//!
//! The release build stays portable; only these loops and the matrix products use wider registers, chosen at run time.

mod loops;
pub mod npy;
mod product;

pub use loops::{add_to, sum, sum_of, sum_of_squares};
pub use product::Matrix;
