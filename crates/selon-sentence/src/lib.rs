//! A sentence to 512 numbers, alike for what means alike in 16 languages: the multilingual Universal Sentence Encoder in native Rust.
