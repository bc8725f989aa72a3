//! Makes the knowledge base of pinned packages and of the tables of `data/kb`.

fn main() {}
