//! What an article is known by: a hash of all that it came with.

use std::fmt;

use selon_record::Article;
use sha2::{Digest, Sha256};

/// Stands before the fields, so that no other hash of Selon's is the same by chance; with the number of this layout.
const DOMAIN: &[u8] = b"selon article 1\0";

/// The SHA-256 of an article's canonical fields: the same article is in a ledger once.
///
/// The fields are its name, address, outlet, title, byline, date of publication and text, exactly as they are. What is
/// concluded from them is left out (language, credits, where the date is from), so that a better conclusion makes no new
/// article. Each field is preceded by whether it is there and by its length.
///
/// ```
/// use selon_ledger::ContentKey;
/// use selon_record::Article;
///
/// let mut article = Article::new("Il pleut.");
/// let key = ContentKey::of(&article);
/// article.language = "fr".into();
/// assert_eq!(ContentKey::of(&article), key);
/// article.title = Some(String::new());
/// assert_ne!(ContentKey::of(&article), key);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ContentKey(pub(super) [u8; 32]);

impl ContentKey {
    /// The key of an article.
    pub fn of(article: &Article) -> ContentKey {
        let Article { id, url, outlet, title, byline, published, text, .. } = article;
        let mut hash = Sha256::new_with_prefix(DOMAIN);
        for field in [
            Some(id),
            url.as_ref(),
            outlet.as_ref(),
            title.as_ref(),
            byline.as_ref(),
            published.as_ref(),
            Some(text),
        ] {
            hash.update([u8::from(field.is_some())]);
            let field = field.map_or("", String::as_str);
            hash.update((field.len() as u64).to_le_bytes());
            hash.update(field);
        }
        ContentKey(hash.finalize().into())
    }

    /// Its 32 bytes.
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for ContentKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn article() -> impl Strategy<Value = Article> {
        let field = || proptest::option::of("[ab]{0,2}");
        ("[ab]{0,2}", field(), field(), field(), field(), field(), "[ab]{0,2}").prop_map(
            |(id, url, outlet, title, byline, published, text)| Article {
                id,
                url,
                outlet,
                title,
                byline,
                published,
                ..Article::new(text)
            },
        )
    }

    proptest! {
        #[test]
        fn keys_are_the_same_where_articles_are(a in article(), b in article()) {
            prop_assert_eq!(a == b, ContentKey::of(&a) == ContentKey::of(&b));
        }
    }

    #[test]
    fn the_layout_does_not_change() {
        // Were it another, every article of every ledger would be added again.
        assert_eq!(
            format!("{:?}", ContentKey::of(&Article::new("Il pleut."))),
            "262ea8a0c0e7352c9b2456ec78c13c20cd11531b831349ecd5a1a51165aeef32"
        );
    }
}
