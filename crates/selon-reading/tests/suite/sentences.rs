//! Sentence starts: `⟦` stands before the first character of every sentence.

use selon_reading::text::{LanguageRules, sentence_starts};

const START: char = '⟦';

#[test]
fn sentences() {
    crate::cases::check("sentences", |marked, settings| {
        let text = marked.replace(START, "");
        let language = &settings.language;
        let language = LanguageRules::of(language).unwrap_or_else(|| panic!("no rules for {language:?}"));
        let mut found = text.clone();
        for start in sentence_starts(&text, language).into_iter().rev() {
            found.insert(start, START);
        }
        found
    });
}
