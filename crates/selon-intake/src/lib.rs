//! Files, folders, pages, feeds and web archives to articles: encodings, metadata, the text without what surrounds it, agency credits.

mod page;

pub use page::{Page, page};
