//! Copies: passages of an article that were taken from another, and the direction where it can be known.
